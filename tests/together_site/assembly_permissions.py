"""Who is answered what at the pages of rolls and posts: the rows of ``permissions``, gone on.

There is a draft and a frozen roll, each with members that have a vote.
"""

from tests.together_site.rows import Row
from tests.together_site.staff_permissions import LOOK, REFUSED, UNSEEN, leads_to

ROLLS = "/en/admin/membership/roll"
DRAFT, FROZEN = f"{ROLLS}/{{roll_pk}}", f"{ROLLS}/{{frozen_roll_pk}}"
ENTRY, FROZEN_ENTRY = f"{DRAFT}/members/{{roll_entry}}", f"{FROZEN}/members/{{frozen_entry}}"
ROLL_PAGE, ENTRY_PAGE = "admin:membership_roll_change", "admin:membership_roll_entry"
JOB_PAGE = "admin:membership_job_change"
SEEN = "board 403, staff 200, else login"


def to(view):
    return f"board 403, staff 302 {view}, else login"


def writes(view):
    return f"board 403, staff 302* {view}, else login"


GIVE_PASSWORD = "contact 302 account_reauthenticate"
TAKEN_OUT = (
    f"board 403, {GIVE_PASSWORD}, staff 200, else login",
    f"board 403, {GIVE_PASSWORD}, staff 200*, else login",
)
REASON = {"reason": "For the assembly."}

VOTING_ROLLS = [
    Row(f"{ROLLS}/", *LOOK),
    Row(f"{ROLLS}/add/", SEEN, writes(JOB_PAGE), {"title": "An assembly", "as_of": "2026-01-01"}),
    Row(f"{DRAFT}/", *leads_to(ROLL_PAGE)),
    Row(f"{DRAFT}/change/", *LOOK),
    Row(f"{FROZEN}/change/", *LOOK),
    Row(f"{ROLLS}/0/change/", *UNSEEN),
    Row(f"{DRAFT}/history/", *LOOK),
    Row(f"{DRAFT}/delete/", *REFUSED, {"post": "yes"}),
    Row(f"{DRAFT}/members/", *LOOK),
    Row(f"{ENTRY}/", *LOOK),
    Row(f"{DRAFT}/members/{{frozen_entry}}/", *UNSEEN),
    Row(f"{ENTRY}/delegate/", to(ENTRY_PAGE), writes(ENTRY_PAGE), {"delegate_name": "A. Sample"}),
    Row(f"{ENTRY}/proxy/", to(ENTRY_PAGE), writes(ENTRY_PAGE), {"number": "{roll_number}"}),
    Row(f"{ENTRY}/take-back/", to(ENTRY_PAGE), to(ENTRY_PAGE)),  # it has given none
    Row(
        f"{FROZEN_ENTRY}/presence/",
        to("admin:membership_roll_members"),
        writes("admin:membership_roll_members"),
        {"present": "yes"},
    ),
    Row(
        f"{ENTRY}/presence/",  # before it is frozen nobody is present
        *[to("admin:membership_roll_members")] * 2,
        {"present": "yes"},
    ),
    Row(f"{DRAFT}/draw-up/", to(ROLL_PAGE), writes(JOB_PAGE)),
    Row(f"{DRAFT}/freeze/", SEEN, writes(JOB_PAGE)),
    Row(f"{DRAFT}/remove/", SEEN, writes("admin:membership_roll_changelist")),
    Row(f"{FROZEN}/draw-up/", *[to(ROLL_PAGE)] * 2),
    Row(f"{FROZEN}/freeze/", *[to(ROLL_PAGE)] * 2),
    Row(f"{FROZEN}/remove/", *[to(ROLL_PAGE)] * 2),
    Row(f"{FROZEN}/export/csv/", *TAKEN_OUT, REASON),
    Row(f"{FROZEN}/export/pdf/", *TAKEN_OUT, REASON),
    Row(f"{FROZEN}/export/xlsx/", *["board 403, staff 404, else login"] * 2),
]

BODIES, HOLDERS = "/en/admin/membership/body", "/en/admin/membership/postholder"
BODY, HOLDER = f"{BODIES}/{{body_pk}}", f"{HOLDERS}/{{holder_pk}}"
HOLDER_PAGE = "admin:membership_postholder_change"

POSTS = [
    Row(f"{BODIES}/", *LOOK),
    Row(
        f"{BODIES}/add/",
        SEEN,
        writes("admin:membership_body_changelist"),
        {"name": "Council of Alliances", "position": "4"},
    ),
    Row(f"{BODY}/", *leads_to("admin:membership_body_change")),
    Row(
        f"{BODY}/change/",
        LOOK[0],
        writes("admin:membership_body_changelist"),
        {"position": "7"},
    ),
    Row(f"{BODY}/history/", *LOOK),
    Row(f"{BODY}/delete/", *REFUSED, {"post": "yes"}),
    Row(f"{HOLDERS}/", *LOOK),
    Row(
        f"{HOLDERS}/add/",
        SEEN,
        writes(HOLDER_PAGE),
        {
            "post": "{vacant_post_pk}",
            "number": "{roll_number}",
            "person_name": "A. Sample",
            "starts_on": "2026-01-01",
            "elected_by": "Assembly 2026",
        },
    ),
    Row(f"{HOLDER}/", *leads_to(HOLDER_PAGE)),
    Row(f"{HOLDER}/change/", LOOK[0], REFUSED[1]),
    Row(f"{HOLDER}/history/", *LOOK),
    Row(f"{HOLDER}/delete/", *REFUSED, {"post": "yes"}),
    Row(f"{HOLDER}/end/", SEEN, writes(HOLDER_PAGE), {"ends_on": "2031-12-31"}),
]

"""Who is answered what at meetings and trainings: the rows of ``permissions``, gone on."""

from tests.together_site.association_editing_permissions import ASKED, content
from tests.together_site.rows import Row

OPEN = ("all 200", "all 200")
HIDDEN = ("all 404", "all 404")
EVENTS = "/en/admin/network/event"
ONE = f"{EVENTS}/{{meeting_pk}}"
AGAIN = "contact 302 account_reauthenticate"
WORDS = {"name": "Rui", "email": "rui@example.org", "language": "en", "consent": "on"}
NEW = {
    "title_en": "New",
    "slug": "new",
    "kind": "workshop",
    "starts_on": "2030-05-03",
    "ends_on": "2030-05-03",
    "place": "Mulhouse",
    "time_zone": "UTC",
}


def done(view):
    """Return what the secretariat is answered that does something, and who may not."""
    return f"board coordinators 403, staff 302* {view}, else login"


ROWS = [
    *[
        Row(address, *OPEN)
        for address in (
            "/en/meetings/",
            "/en/meetings/calendar.ics",
            "/en/meetings/{meeting}/",
            "/en/meetings/{meeting}/event.ics",
            "/en/trainings/",
            "/en/trainings/calendar.ics",
            "/en/trainings/{training}/",
            "/en/trainings/{training}/event.ics",
        )
    ],
    Row("/en/meetings/{training}/", *["all 302 network:training-detail"] * 2),
    Row("/en/meetings/{meeting}/register/", "all 200", "all 200*", WORDS),
    Row("/en/trainings/{training}/register/", "all 200", "all 200*", WORDS),
    *[
        Row(f"/en/{kind}/{{hidden_meeting}}/{page}", *HIDDEN)
        for kind in ("meetings", "trainings")
        for page in ("", "register/", "event.ics")
    ],
    # The link is the right; only its buttons act.
    Row(
        "/en/registrations/{token_of_registration}/",
        "all 200",
        "all 302* network:registration",
        {"act": "confirm"},
    ),
    Row("/en/registrations/{token_of_registration}/event.ics", *OPEN),
    Row("/en/registrations/forged/", *HIDDEN),
    Row("/en/registrations/forged/event.ics", *HIDDEN),
    *content(
        "event", "hidden_meeting_pk", "meeting_version", new=NEW, changed={"title_en": "Changed"}
    ),
    Row(
        f"{ONE}/registrations/",
        "staff 200, else login",
        done("admin:network_event_registrations"),
        {"shown": "{registration_pk}", "come": "{registration_pk}"},
    ),
    Row(
        f"{ONE}/registrations/export/",
        f"board coordinators 403, {AGAIN}, staff 200, else login",
        f"board coordinators 403, {AGAIN}, staff 200*, else login",
        {"reason": "For the door."},
    ),
    Row(f"{ONE}/registrations/sheet/", ASKED, ASKED),
    Row(
        f"{ONE}/registrations/{{registration_pk}}/cancel/",
        ASKED,
        done("admin:network_event_registrations"),
    ),
    Row(f"{ONE}/do/cancel/", ASKED, done("admin:network_event_change")),
    Row(f"{EVENTS}/{{over_pk}}/do/close/", ASKED, done("admin:network_event_change")),
    Row(
        f"{ONE}/do/no-such-act/",
        *["board coordinators 403, staff 404, else login"] * 2,
    ),
]

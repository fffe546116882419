"""Who is answered what where one asks to join the network, and where staff review it."""

from tests.together_site.permissions import BEGUN_LOOK, HIDDEN, OPEN, OWN_LOOK
from tests.together_site.rows import Row
from tests.together_site.staff_permissions import (
    BECAUSE,
    BESIDE,
    DECISION,
    LOOK,
    REFUSED,
    TAKEN_OUT,
    UNSEEN,
    leads_to,
    to_one,
)

JOINING = [
    Row("/en/join/", *OPEN),
    Row(
        "/en/join/begin/person/",
        "all 200",
        "all 302* membership:application-sections",
        {"email": "new@example.org"},
    ),
    Row("/en/join/begin/no-such-category/", *HIDDEN),
    Row("/en/join/{join_asked}/", *OWN_LOOK),
    Row("/en/join/{join_begun}/", *BEGUN_LOOK),
    Row("/en/join/{missing}/", *HIDDEN),
    # Of another form: its pages are not these.
    Row("/en/join/{asked}/", *HIDDEN),
    Row(
        "/en/join/{join_asked}/contacts/",
        "applicant 200, else 404",
        "applicant 302* membership:application-check, else 404*",
        {"second_name": "B. Sample"},
    ),
    Row("/en/join/{join_asked}/amount/", *HIDDEN),  # it was not asked for
    Row("/en/join/{join_asked}/platform/", *HIDDEN),  # it is not of this category
    Row(
        "/en/join/{join_asked}/check/",
        "applicant 200, else 404",
        "applicant 302* applications:application-status, else 404",
    ),
    Row(
        "/en/join/{join_begun}/check/",
        "secretariat 200, else 404",
        "secretariat 302* applications:application-status, else 404",
    ),
    Row("/en/join/{join_asked}/copy/", *OWN_LOOK),
    Row("/en/join/{join_begun}/copy/", *BEGUN_LOOK),
    Row("/en/join/{join_asked}/copy.pdf", *OWN_LOOK),
    Row(
        "/en/applications/{join_asked}/",
        "applicant 302 membership:application-sections, else 404",
        "applicant 302 membership:application-sections, else 404",
    ),
]

QUEUE = "/en/admin/membership/membershipapplication"
CHANGE = "admin:membership_membershipapplication_change"
LIST = f"{CHANGE}list"
FROM_SECRETARIAT = to_one("secretariat", CHANGE)
FROM_BOARD = to_one("board", CHANGE)
LED = leads_to(CHANGE)[0]

QUEUE_ROWS = [
    Row(f"{QUEUE}/", *LOOK),
    # Several at once: each by itself, and none that is not seen.
    Row(
        f"{QUEUE}/",
        "staff 200, else login",
        f"secretariat 302* {LIST}, contact 302 {LIST}, staff 403, else login",
        {"action": "take", "_selected_action": "{join_sent_pk}", "confirmed": "1"},
    ),
    Row(
        f"{QUEUE}/",
        "staff 200, else login",
        f"secretariat 302* {LIST}, contact 302 {LIST}, staff 403, else login",
        {"action": "mark-spam", "_selected_action": "{join_sent_pk}", "confirmed": "1"},
    ),
    Row(
        f"{QUEUE}/",
        "staff 200, else login",
        f"board root 403, staff 302 {LIST}, else login",
        {"action": "mark-spam", "_selected_action": "{join_other_pk}", "confirmed": "1"},
    ),
    Row(f"{QUEUE}/export/csv/", *TAKEN_OUT, {"reason": "For the board."}),
    Row(f"{QUEUE}/export/xlsx/", *TAKEN_OUT, {"reason": "For the board."}),
    Row(f"{QUEUE}/export/pdf/", *["board root 403, staff 404, else login"] * 2),
    Row(f"{QUEUE}/add/", *REFUSED),
    Row(
        f"{QUEUE}/enter/",
        "board root 403, staff 200, else login",
        "board root 403, staff 302* membership:application-sections, else login",
        {
            "email": "paper@example.org",
            "language": "en",
            "came_by": "paper",
            "category": "body",
        },
    ),
    # Of nobody else's draft: ``begun`` is the secretariat's own.
    Row(
        f"{QUEUE}/enter/",
        "board root 403, staff 200, else login",
        "secretariat 302 membership:application-sections, contact 404, staff 403, else login",
        {"again": "{join_begun}"},
    ),
    Row(f"{QUEUE}/{{join_asked_pk}}/", *leads_to(CHANGE)),
    Row(f"{QUEUE}/{{join_asked_pk}}/change/", *LOOK),
    Row(f"{QUEUE}/{{join_other_pk}}/change/", *UNSEEN),
    Row(f"{QUEUE}/{{join_begun_pk}}/change/", *UNSEEN),
    Row(f"{QUEUE}/0/change/", *UNSEEN),
    Row(f"{QUEUE}/{{join_asked_pk}}/history/", *LOOK),
    Row(f"{QUEUE}/{{join_other_pk}}/history/", *UNSEEN),
    Row(f"{QUEUE}/{{join_asked_pk}}/delete/", *REFUSED, {"post": "yes"}),
    Row(f"{QUEUE}/{{join_asked_pk}}/file/{{file_of_join}}/", *LOOK),
    Row(f"{QUEUE}/{{join_sent_pk}}/file/{{file_of_join}}/", *UNSEEN),
    Row(f"{QUEUE}/{{join_other_pk}}/file/{{file_of_other_join}}/", *UNSEEN),
    Row(f"{QUEUE}/{{join_sent_pk}}/move/take/", *FROM_SECRETARIAT),
    Row(
        f"{QUEUE}/{{join_reviewed_pk}}/move/ask/",
        *FROM_SECRETARIAT,
        {"sections": "contacts", "until": "2031-03-31", **DECISION},
    ),
    Row(f"{QUEUE}/{{join_reviewed_pk}}/move/to-board/", *FROM_SECRETARIAT),
    Row(f"{QUEUE}/{{join_reviewed_pk}}/move/accept/", *FROM_SECRETARIAT, DECISION),
    Row(f"{QUEUE}/{{join_reviewed_pk}}/move/decline/", *FROM_SECRETARIAT, DECISION),
    Row(f"{QUEUE}/{{join_before_board_pk}}/move/accept/", *FROM_BOARD, DECISION),
    Row(f"{QUEUE}/{{join_before_board_pk}}/move/decline/", *FROM_BOARD, DECISION),
    Row(f"{QUEUE}/{{join_held_pk}}/move/release/", *FROM_SECRETARIAT),
    Row(f"{QUEUE}/{{join_held_pk}}/move/undo/", *FROM_SECRETARIAT),
    Row(f"{QUEUE}/{{join_sent_pk}}/move/withdraw/", *FROM_SECRETARIAT, DECISION),
    Row(f"{QUEUE}/{{join_sent_pk}}/move/mark-spam/", *FROM_SECRETARIAT, BECAUSE),
    Row(f"{QUEUE}/{{join_declined_pk}}/move/reopen/", *FROM_SECRETARIAT, DECISION),
    Row(
        f"{QUEUE}/{{join_reviewed_pk}}/move/hand-over/",
        *FROM_SECRETARIAT,
        {**BECAUSE, "lead": "{colleague}"},
    ),
    Row(f"{QUEUE}/{{join_asked_pk}}/move/answer/", *REFUSED),  # it is the applicant's
    Row(f"{QUEUE}/{{join_sent_pk}}/move/release/", *leads_to(CHANGE), BECAUSE),  # it is not decided
    Row(f"{QUEUE}/{{join_other_pk}}/move/withdraw/", *UNSEEN, BECAUSE),
    Row(f"{QUEUE}/{{join_sent_pk}}/move/no-such-move/", *UNSEEN),
    # What colleagues say to each other: not about what they are a contact of, nor without a role.
    Row(
        f"{QUEUE}/{{join_reviewed_pk}}/note/",
        LED,
        f"contact root 403, staff 302* {CHANGE}, else login",
        {"text": "Noted."},
    ),
    Row(f"{QUEUE}/{{join_other_pk}}/note/", *UNSEEN, {"text": "Noted."}),
    Row(
        f"{QUEUE}/{{join_reviewed_pk}}/opinion/",
        LED,
        f"contact root 403, staff 302* {CHANGE}, else login",
        {"opinion-asked_of": "{colleague}", "opinion-question": "Well?"},
    ),
    Row(
        f"{QUEUE}/{{join_reviewed_pk}}/opinion/{{join_opinion}}/answer/",
        LED,
        f"contact root 403, secretariat 404, board 302* {CHANGE}, else login",
        {"answer": "Well."},
    ),
    Row(
        f"{QUEUE}/{{join_reviewed_pk}}/opinion/{{join_opinion}}/take-back/",
        LED,
        f"contact root board 403, secretariat 302* {CHANGE}, else login",
    ),
    Row(f"{QUEUE}/{{join_reviewed_pk}}/beside/{{join_sent_pk}}/", *BESIDE),
    Row(f"{QUEUE}/{{join_reviewed_pk}}/beside/{{join_other_pk}}/", *UNSEEN),
]

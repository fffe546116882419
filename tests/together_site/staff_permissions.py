"""Who is answered what in the admin: the rows of ``permissions``, gone on."""

from tests.together_site.rows import Row

LOOK = ("staff 200, else login", "staff 200, else login")
REFUSED = ("staff 403, else login", "staff 403, else login")
UNSEEN = ("staff 404, else login", "staff 404, else login")
# Of accounts: who has all rights.
ROOT = "root 200, staff 403, else login"

BECAUSE = {"note": "Because."}
BECAUSE_WHY = {"why": "Because."}
DECISION = {**BECAUSE, "letter-subject": "The decision", "letter-body": "Good day."}
PASSWORDS = {"password1": "square-tables-43", "password2": "square-tables-43"}


def leads_to(view):
    """Return both answers of an address that leads staff on, whatever the method."""
    return (f"staff 302 {view}, else login", f"staff 302 {view}, else login")


def to_one(who, view):
    """Return the answers to a page of a move that one kind of staff may make."""
    others = " ".join(name for name in ("secretariat", "board", "contact", "root") if name != who)
    rest = f"{others} 403, else login"
    return f"{who} 200, {rest}", f"{who} 302* {view}, {rest}"


def records(path, thing, name, *, changes, move, sent, add=None):
    """Return the rows of records that the secretariat keeps and the board reads.

    ``add`` is what the secretariat sends to enter one, where it may.
    """
    keepers = "board 403, staff"
    view, one = f"admin:{name}", f"/en/admin/{path}/{{{thing}}}"
    return [
        Row(f"/en/admin/{path}/", *LOOK),
        Row(
            f"/en/admin/{path}/add/",
            f"{keepers} 200, else login",
            f"{keepers} 302* {view}_changelist, else login",
            add,
        )
        if add
        else Row(f"/en/admin/{path}/add/", *REFUSED),
        Row(f"{one}/", *leads_to(f"{view}_change")),
        Row(
            f"{one}/change/",
            "staff 200, else login",
            f"{keepers} 302* {view}_changelist, else login",
            {**changes, "why": "Because."},
        ),
        Row(f"{one}/history/", *LOOK),
        Row(f"{one}/delete/", *REFUSED, {"post": "yes"}),
        Row(
            f"{one}/move/{move}/",
            f"{keepers} 200, else login",
            f"{keepers} 302* {view}_change, else login",
            sent,
        ),
    ]


ADMIN = [
    Row("/en/admin/", *["staff coordinators 200, else login"] * 2),
    Row(
        "/en/admin/login/",
        "coordinators 302 admin:index, former 403, outside login, else 302 admin:index",
        "coordinators 200, former 403, outside login, else 200",
    ),
    Row(
        "/en/admin/logout/",
        "staff coordinators 405, else 302 admin:index",
        "staff coordinators 200, else 302 admin:index",
    ),
    Row("/en/admin/password_change/", *UNSEEN),
    Row("/en/admin/autocomplete/", "staff 403, else login", "staff 405, else login"),
    Row(
        "/en/admin/jsi18n/",
        "staff coordinators 200, else login",
        "staff coordinators 405, else login",
    ),
    # No way by the number of its kind to what is of others.
    Row("/en/admin/r/{kind_of_application}/{other_pk}/", *UNSEEN),
    Row("/en/admin/territories/", *["staff 200, coordinators 404, else login"] * 2),
    Row("/en/admin/accounts/", *["root 200, staff coordinators 404, else login"] * 2),
    Row("/en/admin/no-such-page/", *UNSEEN),
    Row("/en/admin/outbox/outgoingemail/", *LOOK),
    Row(
        "/en/admin/outbox/outgoingemail/",
        "staff 200, else login",
        "staff 302* admin:outbox_outgoingemail_changelist, else login",
        {"action": "try_again", "_selected_action": "{letter_pk}"},
    ),
    Row("/en/admin/outbox/outgoingemail/add/", *REFUSED),
    Row("/en/admin/outbox/outgoingemail/{letter_pk}/change/", "staff 200, else login", REFUSED[1]),
    Row("/en/admin/outbox/outgoingemail/0/change/", UNSEEN[0], REFUSED[1]),
    Row("/en/admin/outbox/outgoingemail/{letter_pk}/history/", *LOOK),
    Row("/en/admin/outbox/outgoingemail/{letter_pk}/delete/", *REFUSED),
    Row(
        "/en/admin/outbox/outgoingemail/{letter_pk}/",
        *["staff 302 admin:outbox_outgoingemail_change, else login"] * 2,
    ),
    Row(
        "/en/admin/outbox/outgoingemail/{letter_pk}/again/",
        "staff 405, else login",
        "staff 302* admin:outbox_outgoingemail_change, else login",
    ),
    Row("/en/admin/accounts/user/", ROOT, ROOT),
    Row(
        "/en/admin/accounts/user/add/",
        ROOT,
        "root 302* admin:accounts_user_change, staff 403, else login",
        {"email": "new@example.org", "usable_password": "false", "roles": "board"},
    ),
    Row(
        "/en/admin/accounts/user/{member}/password/",
        ROOT,
        "root 302* admin:accounts_user_change, staff 403, else login",
        {"usable_password": "true", **PASSWORDS},
    ),
    Row(
        "/en/admin/accounts/user/{member}/change/",
        ROOT,
        "root 302* admin:accounts_user_changelist, staff 403, else login",
        {"name": "Other"},
    ),
    # What this person has done stays on record.
    Row("/en/admin/accounts/user/{member}/delete/", ROOT, ROOT, {"post": "yes"}),
    Row("/en/admin/accounts/user/{member}/history/", ROOT, ROOT),
    Row(
        "/en/admin/accounts/user/{colleague}/delete/",
        ROOT,
        "root 302* admin:accounts_user_changelist, staff 403, else login",
        {"post": "yes"},
    ),
    Row(
        "/en/admin/accounts/user/{member}/",
        *["staff 302 admin:accounts_user_change, else login"] * 2,
    ),
]

# The record of what was taken out: of the secretariat and of who has all rights.
NOTED = ("board 403, staff 200, else login", "board 403, staff 200, else login")

EXPORTS = [
    Row("/en/admin/applications/", *["staff 200, coordinators 404, else login"] * 2),
    Row("/en/admin/applications/export/", *NOTED),
    Row("/en/admin/applications/export/add/", *REFUSED),
    Row("/en/admin/applications/export/{export}/", *leads_to("admin:applications_export_change")),
    Row("/en/admin/applications/export/{export}/change/", NOTED[0], REFUSED[1]),
    Row("/en/admin/applications/export/{export}/history/", *NOTED),
    Row("/en/admin/applications/export/{export}/delete/", *REFUSED, {"post": "yes"}),
]

SESSIONS = "/en/admin/applications/boardsession"
SESSION = f"{SESSIONS}/{{session_pk}}"
SESSION_PAGE = "admin:applications_boardsession_change"
KEPT = "board root 403, staff"
TO_SESSION = f"{KEPT} 302 {SESSION_PAGE}, else login"
WRITES_SESSION = f"{KEPT} 302* {SESSION_PAGE}, else login"

# All staff look, the secretariat keeps them; whoever holds a role decides, each by the moves.
BOARD_SESSIONS = [
    Row(f"{SESSIONS}/", *LOOK),
    Row(
        f"{SESSIONS}/add/",
        f"{KEPT} 200, else login",
        WRITES_SESSION,
        {"day": "2031-03-31", "place": "Online"},
    ),
    Row(f"{SESSION}/", *leads_to(SESSION_PAGE)),
    Row(f"{SESSION}/change/", *LOOK),
    Row(f"{SESSIONS}/0/change/", *UNSEEN),
    Row(f"{SESSION}/history/", *LOOK),
    Row(f"{SESSION}/delete/", *REFUSED, {"post": "yes"}),
    Row(f"{SESSION}/edit/", f"{KEPT} 200, else login", WRITES_SESSION, {"place": "Online"}),
    Row(f"{SESSION}/put-on/", TO_SESSION, WRITES_SESSION, {"application": "{held_pk}"}),
    Row(f"{SESSION}/item/{{session_item}}/up/", TO_SESSION, TO_SESSION),  # it is the only one
    Row(f"{SESSION}/item/{{session_item}}/down/", TO_SESSION, TO_SESSION),
    Row(f"{SESSION}/item/{{session_item}}/take-off/", TO_SESSION, WRITES_SESSION),
    # On their own application a contact of it says nothing to the board.
    Row(
        f"{SESSION}/item/{{session_item}}/summary/",
        TO_SESSION,
        f"contact board root 403, staff 302 {SESSION_PAGE}, else login",
    ),
    # It is not decided.
    Row(f"{SESSION}/item/{{session_item}}/undo/", *leads_to(SESSION_PAGE)),
    Row(
        f"{SESSION}/item/{{session_item}}/no-such-act/",
        *["staff 404, else login"] * 2,
    ),
    Row(f"{SESSION}/agenda/", *LOOK),
    Row(f"{SESSION}/agenda/pdf/", *LOOK),
    Row(
        f"{SESSION}/decide/",
        *["root 403, staff 200, else login"] * 2,
        {"minutes": "2026/4"},
    ),
    Row(f"{SESSION}/release/", f"{KEPT} 200, else login", TO_SESSION),
    Row(f"{SESSION}/close/", TO_SESSION, TO_SESSION),  # it was not held
    Row(f"{SESSION}/remove/", TO_SESSION, TO_SESSION),  # something is on it
    Row(
        f"{SESSIONS}/{{empty_session_pk}}/remove/",
        TO_SESSION,
        f"{KEPT} 302* {SESSION_PAGE.replace('change', 'changelist')}, else login",
    ),
]

REGISTRY = [
    *records(
        "territories/territory",
        "territory_pk",
        "territories_territory",
        changes={"name": "Other"},
        move="archive",
        sent=BECAUSE,
    ),
    *records(
        "territories/collectiveactor",
        "actor_pk",
        "territories_collectiveactor",
        changes={"name": "Other"},
        move="confirm",
        sent=BECAUSE,
    ),
    *records(
        "platforms/platform",
        "platform_pk",
        "platforms_platform",
        changes={"local_name": "Other"},
        move="close",
        sent=BECAUSE,
    ),
    *records(
        "membership/member",
        "member_pk",
        "membership_member",
        changes={"name": "Other"},
        move="put-on-hold",
        sent=BECAUSE,
        add={
            "category": "person",
            "name": "A. Sample",
            "country": "PT",
            "joined_on": "2026-01-01",
            **BECAUSE_WHY,
        },
    ),
    *[
        Row(
            f"/en/admin/membership/member/{{member_pk}}/move/{move}/",
            "board 403, staff 200, else login",
            "board 403, staff 302* admin:membership_member_change, else login",
            BECAUSE,
        )
        for move in ("issue-certificate", "revoke-certificates")
    ],
    Row("/en/admin/membership/member/{member_pk}/certificate/{certificate_pk}.pdf", *LOOK),
    Row("/en/admin/membership/member/{hidden_member_pk}/certificate/{certificate_pk}.pdf", *UNSEEN),
    Row("/en/admin/membership/member/figures/", *LOOK),
    Row("/en/admin/membership/member/figures/dues-by-year.csv", *LOOK),
    # Of its parts each sees those that are open to them.
    Row("/en/admin/membership/", *["staff coordinators 200, else login"] * 2),
    Row("/en/admin/membership/datedsetting/", *LOOK),
    Row(
        "/en/admin/membership/datedsetting/add/",
        "board 403, staff 200, else login",
        "board 403, staff 302* admin:membership_datedsetting_changelist, else login",
        {"name": "grace_days", "value": "30", "valid_from": "2026-01-01"},
    ),
    Row(
        "/en/admin/membership/datedsetting/{setting_pk}/",
        *leads_to("admin:membership_datedsetting_change"),
    ),
    Row("/en/admin/membership/datedsetting/{setting_pk}/change/", LOOK[0], REFUSED[1]),
    Row("/en/admin/membership/datedsetting/{setting_pk}/history/", *LOOK),
    Row("/en/admin/membership/datedsetting/{setting_pk}/delete/", *REFUSED, {"post": "yes"}),
    # A draft is of the registry's staff too, though of no public page.
    Row("/en/admin/territories/territory/{hidden_territory_pk}/history/", *LOOK),
]

DUE = "/en/admin/membership/paymentrequest/{due_pk}"
DUE_CHANGE = "admin:membership_paymentrequest_change"

# Whose job it is, and the secretariat.
OWN_JOB = ("board 404, staff 200, else login", "board 404, staff 200, else login")

# The secretariat alone, as lines of the bank tell who has paid.
KEPT = ("board 403, staff 200, else login", "board 403, staff 200, else login")

DUES = [
    Row("/en/admin/membership/feerule/", *LOOK),
    Row(
        "/en/admin/membership/feerule/add/",
        "board 403, staff 200, else login",
        "board 403, staff 302* admin:membership_feerule_changelist, else login",
        {
            "category": "person",
            "way": "free",
            "currency": "EUR",
            "valid_from": "2026-01-01",
            "is_sample": "on",
        },
    ),
    Row("/en/admin/membership/feerule/{fee_pk}/", *leads_to("admin:membership_feerule_change")),
    Row(
        "/en/admin/membership/feerule/{fee_pk}/change/",
        LOOK[0],
        "board 403, staff 302* admin:membership_feerule_changelist, else login",
        {"valid_until": "2031-12-31"},
    ),
    Row("/en/admin/membership/feerule/{fee_pk}/history/", *LOOK),
    Row("/en/admin/membership/feerule/{fee_pk}/delete/", *REFUSED, {"post": "yes"}),
    Row("/en/admin/membership/job/", *LOOK),
    Row("/en/admin/membership/job/add/", *REFUSED),
    Row("/en/admin/membership/job/{job_pk}/", *leads_to("admin:membership_job_change")),
    Row("/en/admin/membership/job/{job_pk}/change/", *OWN_JOB),
    Row("/en/admin/membership/job/{job_pk}/history/", *OWN_JOB),
    Row("/en/admin/membership/job/{job_pk}/delete/", *REFUSED, {"post": "yes"}),
    Row("/en/admin/membership/bankdetails/", *LOOK),
    Row(
        "/en/admin/membership/bankdetails/add/",
        "board 403, staff 200, else login",
        "board 403, staff 302* admin:membership_bankdetails_changelist, else login",
        {
            "holder": "A sample",
            "iban": "GB82WEST12345698765432",
            "currency": "EUR",
            "valid_from": "2026-02-01",
            "is_sample": "on",
        },
    ),
    Row(
        "/en/admin/membership/bankdetails/{account_pk}/",
        *leads_to("admin:membership_bankdetails_change"),
    ),
    Row("/en/admin/membership/bankdetails/{account_pk}/change/", LOOK[0], REFUSED[1]),
    Row("/en/admin/membership/bankdetails/{account_pk}/history/", *LOOK),
    Row("/en/admin/membership/bankdetails/{account_pk}/delete/", *REFUSED, {"post": "yes"}),
    Row("/en/admin/membership/bankfile/", *KEPT),
    Row("/en/admin/membership/bankfile/add/", *KEPT),
    Row(
        "/en/admin/membership/bankfile/{bank_file_pk}/",
        *leads_to("admin:membership_bankfile_change"),
    ),
    Row("/en/admin/membership/bankfile/{bank_file_pk}/change/", *KEPT),
    Row("/en/admin/membership/bankfile/{bank_file_pk}/history/", *KEPT),
    Row("/en/admin/membership/bankfile/{bank_file_pk}/delete/", *REFUSED, {"post": "yes"}),
    Row("/en/admin/membership/bankfile/{bank_file_pk}/left.csv", *KEPT),
    # The world's file has a line that matches nothing: it can be forgotten, not booked.
    *[
        Row(
            f"/en/admin/membership/bankfile/{{bank_file_pk}}/{act}/",
            "staff 405, else login",
            f"board 403, staff {answer} admin:membership_bankfile_change, else login",
        )
        for act, answer in (("book", "302"), ("forget", "302*"))
    ],
    Row("/en/admin/membership/paymentrequest/", *LOOK),
    Row(
        "/en/admin/membership/paymentrequest/add/",
        "board 403, staff 200, else login",
        "board 403, staff 302* admin:membership_paymentrequest_change, else login",
        {"member": "{payer_pk}", "amount": "9", "currency": "EUR", "due_on": "2031-03-31"},
    ),
    Row("/en/admin/membership/paymentrequest/totals/", *LOOK),
    Row("/en/admin/membership/paymentrequest/totals.csv", *LOOK),
    Row(
        "/en/admin/membership/paymentrequest/call/",
        "board 403, staff 200, else login",
        "board 403, staff 200, else login",
    ),
    Row(
        "/en/admin/membership/paymentrequest/call.csv",
        "board 403, staff 302 admin:membership_paymentrequest_call, else login",
        "board 403, staff 302 admin:membership_paymentrequest_call, else login",
    ),
    Row(f"{DUE}/", *leads_to(DUE_CHANGE)),
    Row(f"{DUE}/change/", LOOK[0], REFUSED[1]),
    Row(f"{DUE}/history/", *LOOK),
    Row(f"{DUE}/request.pdf", *LOOK),
    Row(f"{DUE}/payment/{{payment_pk}}/receipt.pdf", *LOOK),
    Row(f"{DUE}/delete/", *REFUSED, {"post": "yes"}),
    Row(
        f"{DUE}/pay/",
        "board 403, staff 200, else login",
        f"board 403, staff 302* {DUE_CHANGE}, else login",
        {"amount": "3", "currency": "EUR", "received_on": "2026-03-01", "bank_id": "T2"},
    ),
    Row(
        f"{DUE}/waive/",
        "board 403, staff 200, else login",
        f"board 403, staff 302* {DUE_CHANGE}, else login",
        BECAUSE_WHY,
    ),
    Row(
        f"{DUE}/payment/{{payment_pk}}/reverse/",
        "board 403, staff 200, else login",
        f"board 403, staff 302* {DUE_CHANGE}, else login",
        BECAUSE_WHY,
    ),
]

QUEUE = "/en/admin/platforms/platformapplication"
CHANGE = "admin:platforms_platformapplication_change"
LIST = f"{CHANGE}list"
GIVE_PASSWORD = "contact 302 account_reauthenticate"
TAKEN_OUT = (
    f"{GIVE_PASSWORD}, secretariat 200, staff 403, else login",
    f"{GIVE_PASSWORD}, secretariat 200*, staff 403, else login",
)
FROM_SECRETARIAT = to_one("secretariat", CHANGE)
FROM_BOARD = to_one("board", CHANGE)
LED = leads_to(CHANGE)[0]
BESIDE = ("contact 403, staff 200, else login", "contact 403, staff 200, else login")

APPLICATIONS = [
    Row(f"{QUEUE}/", *LOOK),
    # Several at once: each by itself, and none that is not seen.
    Row(
        f"{QUEUE}/",
        "staff 200, else login",
        f"secretariat 302* {LIST}, contact 302 {LIST}, staff 403, else login",
        {"action": "take", "_selected_action": "{sent_pk}", "confirmed": "1"},
    ),
    Row(
        f"{QUEUE}/",
        "staff 200, else login",
        f"secretariat 302* {LIST}, contact 302 {LIST}, staff 403, else login",
        {"action": "mark-spam", "_selected_action": "{sent_pk}", "confirmed": "1"},
    ),
    Row(
        f"{QUEUE}/",
        "staff 200, else login",
        f"board root 403, staff 302 {LIST}, else login",
        {"action": "mark-spam", "_selected_action": "{other_pk}", "confirmed": "1"},
    ),
    Row(f"{QUEUE}/export/csv/", *TAKEN_OUT, {"reason": "For the board."}),
    Row(f"{QUEUE}/export/xlsx/", *TAKEN_OUT, {"reason": "For the board."}),
    Row(f"{QUEUE}/export/pdf/", *["board root 403, staff 404, else login"] * 2),
    Row(f"{QUEUE}/add/", *REFUSED),
    Row(
        f"{QUEUE}/enter/",
        "board root 403, staff 200, else login",
        "board root 403, staff 302* platforms:application-sections, else login",
        {"email": "paper@example.org", "language": "en", "came_by": "paper"},
    ),
    # Of nobody else's draft: ``begun`` is the secretariat's own.
    Row(
        f"{QUEUE}/enter/",
        "board root 403, staff 200, else login",
        "secretariat 302 platforms:application-sections, contact 404, staff 403, else login",
        {"again": "{begun}"},
    ),
    Row(f"{QUEUE}/{{asked_pk}}/", *leads_to(CHANGE)),
    Row(f"{QUEUE}/{{asked_pk}}/change/", *LOOK),
    Row(f"{QUEUE}/{{other_pk}}/change/", *UNSEEN),
    Row(f"{QUEUE}/{{begun_pk}}/change/", *UNSEEN),
    Row(f"{QUEUE}/0/change/", *UNSEEN),
    Row(f"{QUEUE}/{{asked_pk}}/history/", *LOOK),
    Row(f"{QUEUE}/{{other_pk}}/history/", *UNSEEN),
    Row(f"{QUEUE}/{{asked_pk}}/delete/", *REFUSED, {"post": "yes"}),
    Row(f"{QUEUE}/{{asked_pk}}/file/{{file_of_asked}}/", *LOOK),
    Row(f"{QUEUE}/{{sent_pk}}/file/{{file_of_asked}}/", *UNSEEN),
    Row(f"{QUEUE}/{{other_pk}}/file/{{file_of_other}}/", *UNSEEN),
    Row(f"{QUEUE}/{{sent_pk}}/move/take/", *FROM_SECRETARIAT),
    Row(
        f"{QUEUE}/{{reviewed_pk}}/move/ask/",
        *FROM_SECRETARIAT,
        {"sections": "contacts", "until": "2031-03-31", **DECISION},
    ),
    Row(f"{QUEUE}/{{reviewed_pk}}/move/to-board/", *FROM_SECRETARIAT),
    Row(f"{QUEUE}/{{reviewed_pk}}/move/accept/", *FROM_SECRETARIAT, DECISION),
    Row(f"{QUEUE}/{{reviewed_pk}}/move/decline/", *FROM_SECRETARIAT, DECISION),
    Row(f"{QUEUE}/{{before_board_pk}}/move/accept/", *FROM_BOARD, DECISION),
    Row(f"{QUEUE}/{{before_board_pk}}/move/decline/", *FROM_BOARD, DECISION),
    Row(f"{QUEUE}/{{held_pk}}/move/release/", *FROM_SECRETARIAT),
    Row(f"{QUEUE}/{{held_pk}}/move/undo/", *FROM_SECRETARIAT),
    Row(f"{QUEUE}/{{sent_pk}}/move/withdraw/", *FROM_SECRETARIAT, DECISION),
    Row(f"{QUEUE}/{{sent_pk}}/move/mark-spam/", *FROM_SECRETARIAT, BECAUSE),
    Row(f"{QUEUE}/{{declined_pk}}/move/reopen/", *FROM_SECRETARIAT, DECISION),
    Row(
        f"{QUEUE}/{{reviewed_pk}}/move/hand-over/",
        *FROM_SECRETARIAT,
        {**BECAUSE, "lead": "{colleague}"},
    ),
    Row(f"{QUEUE}/{{asked_pk}}/move/answer/", *REFUSED),  # it is the applicant's
    Row(f"{QUEUE}/{{sent_pk}}/move/release/", *leads_to(CHANGE), BECAUSE),  # it is not decided
    Row(f"{QUEUE}/{{other_pk}}/move/withdraw/", *UNSEEN, BECAUSE),
    Row(f"{QUEUE}/{{sent_pk}}/move/no-such-move/", *UNSEEN),
    # What colleagues say to each other: not about what they are a contact of, nor without a role.
    Row(
        f"{QUEUE}/{{reviewed_pk}}/note/",
        LED,
        f"contact root 403, staff 302* {CHANGE}, else login",
        {"text": "Noted."},
    ),
    Row(f"{QUEUE}/{{other_pk}}/note/", *UNSEEN, {"text": "Noted."}),
    Row(
        f"{QUEUE}/{{reviewed_pk}}/opinion/",
        LED,
        f"contact root 403, staff 302* {CHANGE}, else login",
        {"opinion-asked_of": "{colleague}", "opinion-question": "Well?"},
    ),
    Row(
        f"{QUEUE}/{{reviewed_pk}}/opinion/{{opinion}}/answer/",
        LED,
        f"contact root 403, secretariat 404, board 302* {CHANGE}, else login",
        {"answer": "Well."},
    ),
    Row(
        f"{QUEUE}/{{reviewed_pk}}/opinion/{{opinion}}/take-back/",
        LED,
        f"contact root board 403, secretariat 302* {CHANGE}, else login",
    ),
    Row(f"{QUEUE}/{{reviewed_pk}}/beside/{{sent_pk}}/", *BESIDE),
    Row(f"{QUEUE}/{{reviewed_pk}}/beside/{{other_pk}}/", *UNSEEN),
    Row(f"{QUEUE}/{{reviewed_pk}}/beside/place/{{territory_pk}}/", *BESIDE),
    Row(f"{QUEUE}/{{reviewed_pk}}/beside/place/{{hidden_territory_pk}}/", *UNSEEN),
]

"""Who is answered what at contact, statements, old addresses: the rows of ``permissions``, gone on.

To the board there is no message but those under its subjects.
"""

from tests.together_site.rows import Row

OPEN = ("all 200", "all 200")
READ = ("staff 200, else login",) * 2
REFUSED = ("staff 403, else login",) * 2
# What the secretariat keeps and the board reads.
KEPT = "board coordinators 403, staff 200, else login"
MESSAGES = "/en/admin/network/message"
TO_SECRETARIAT = f"{MESSAGES}/{{message_pk}}"
TO_BOARD = f"{MESSAGES}/{{message_to_board_pk}}"
UNSEEN_BY_BOARD = "board 404, staff 200, else login"
SUBJECTS = "/en/admin/network/subject"
OLD = "/en/admin/network/oldaddress"
MISSED = "/en/admin/network/missedaddress"
BECAUSE = {"note": "Because."}
LETTER = {"letter-subject": "The answer", "letter-body": "Good day.\n\nIn May.", "send": "1"}
CHANGE = "admin:network_message_change"


def kept(view):
    """Return what the secretariat is answered that changes something, and who may not."""
    return f"board coordinators 403, staff 302* {view}, else login"


def move(name, sends):
    """Return the rows of a move: on a message to the secretariat, and on one to the board."""
    return [
        Row(
            f"{TO_SECRETARIAT}/move/{name}/",
            UNSEEN_BY_BOARD,
            f"board 404, staff 302* {CHANGE}, else login",
            sends,
        ),
        Row(f"{TO_BOARD}/move/{name}/", "staff 200, else login", MADE, sends),
    ]


MADE = f"staff 302* {CHANGE}, else login"

ROWS = [
    Row(
        "/en/contact/",
        "all 200",
        "all 302* network:contact-message",
        {
            "subject": "general",
            "name": "Rui",
            "email": "rui@example.org",
            "text": "Bom dia.",
            "language": "pt",
        },
    ),
    Row("/en/contact/messages/{token_of_message}/", *OPEN),
    Row("/en/contact/messages/forged/", "all 404", "all 404"),
    *[Row(f"/en/{slug}/", *OPEN) for slug in ("privacy", "accessibility", "imprint", "licence")],
    Row("/.well-known/security.txt", *OPEN),
    Row("/tiki-index.php", "all 301", "all 301"),
    Row("/tiki-index.php?page=Adh%C3%A9sion", "all 301", "all 301"),
    Row("/tiki-read_article.php?articleId=323", "all 301", "all 301"),
    Row("/tiki-view_articles.php", "all 301", "all 301"),
    Row("/tiki-view_blog.php", "all 301", "all 301"),
    Row(f"{MESSAGES}/", *READ),
    Row(f"{MESSAGES}/add/", *REFUSED),
    Row(f"{TO_SECRETARIAT}/", *["staff 302 admin:network_message_change, else login"] * 2),
    Row(f"{TO_SECRETARIAT}/change/", UNSEEN_BY_BOARD, "staff 403, else login"),
    Row(f"{TO_BOARD}/change/", "staff 200, else login", "staff 403, else login"),
    Row(
        f"{TO_SECRETARIAT}/history/",
        *["board 404, staff 302 admin:network_message_change, else login"] * 2,
    ),
    Row(f"{TO_SECRETARIAT}/delete/", *REFUSED),
    *move("take", {"note": ""}),
    *move("note", BECAUSE),
    *move("answer", LETTER),
    *move("close", BECAUSE),
    *move("mark-spam", {"note": ""}),
    Row(
        f"{TO_SECRETARIAT}/move/hand-over/",
        UNSEEN_BY_BOARD,
        f"board 404, staff 302* {CHANGE}, else login",
        {"subject": "{other_subject_pk}", "note": ""},
    ),
    Row(f"{TO_SECRETARIAT}/move/no-such-move/", *["staff 404, else login"] * 2),
    Row(f"{SUBJECTS}/", *READ),
    Row(
        f"{SUBJECTS}/add/",
        KEPT,
        kept("admin:network_subject_changelist"),
        {"name_en": "Other", "slug": "other", "answered_by": "board", "position": "9"},
    ),
    Row(f"{SUBJECTS}/{{subject_pk}}/", *["staff 302 admin:network_subject_change, else login"] * 2),
    Row(
        f"{SUBJECTS}/{{subject_pk}}/change/",
        "staff 200, else login",
        "board 403, staff 302* admin:network_subject_changelist, else login",
        {"name_en": "Other"},
    ),
    Row(f"{SUBJECTS}/{{subject_pk}}/history/", *READ),
    Row(f"{SUBJECTS}/{{subject_pk}}/delete/", *REFUSED),
    Row(f"{OLD}/", *READ),
    Row(
        f"{OLD}/add/",
        KEPT,
        kept("admin:network_oldaddress_changelist"),
        {"kind": "page", "name": "Other", "target": "/contact/"},
    ),
    Row(
        f"{OLD}/{{old_address_pk}}/", *["staff 302 admin:network_oldaddress_change, else login"] * 2
    ),
    Row(
        f"{OLD}/{{old_address_pk}}/change/",
        "staff 200, else login",
        "board 403, staff 302* admin:network_oldaddress_changelist, else login",
        {"target": "/contact/"},
    ),
    Row(f"{OLD}/{{old_address_pk}}/history/", *READ),
    Row(
        f"{OLD}/{{old_address_pk}}/delete/",
        KEPT,
        kept("admin:network_oldaddress_changelist"),
        {"post": "yes"},
    ),
    Row(f"{MISSED}/", *READ),
    Row(
        f"{MISSED}/",
        "staff 200, else login",
        "board 200, staff 302* admin:network_missedaddress_changelist, else login",
        {"action": "forget", "_selected_action": "{missed_pk}"},
    ),
    Row(f"{MISSED}/add/", *REFUSED),
    Row(
        f"{MISSED}/{{missed_pk}}/",
        *["staff 302 admin:network_missedaddress_change, else login"] * 2,
    ),
    Row(f"{MISSED}/{{missed_pk}}/change/", "staff 200, else login", "staff 403, else login"),
    Row(f"{MISSED}/{{missed_pk}}/history/", *READ),
    Row(f"{MISSED}/{{missed_pk}}/delete/", *REFUSED),
]

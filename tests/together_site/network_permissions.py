"""Who is answered what at the pages of networks in the admin: the rows of ``permissions``, gone on.

``coordinator`` keeps the network of these rows, ``other_coordinator`` another one: to them there is
no such network.
"""

from tests.together_site.rows import Row

NETWORKS = "/en/admin/membership/network"
ONE = f"{NETWORKS}/{{network_pk}}"
CHANGE = "admin:membership_network_change"
NOT_THEIRS = "other_coordinator 404, else login"
READ = f"staff coordinator 200, {NOT_THEIRS}"
KEPT = f"board 403, staff coordinator 200, {NOT_THEIRS}"
OF_SECRETARIAT = "board coordinators 403, staff 200, else login"
BECAUSE = {"note": "Because."}
LETTER = {"letter-subject": "The answer", "letter-body": "Good day."}


def kept(view):
    """Return the answers to a page whose button the secretariat and its coordinator may press."""
    return KEPT, f"board 403, staff coordinator 302* {view}, {NOT_THEIRS}"


ROWS = [
    Row(f"{NETWORKS}/", *["staff coordinators 200, else login"] * 2),
    Row(
        f"{NETWORKS}/add/",
        OF_SECRETARIAT,
        "board coordinators 403, staff 302* admin:membership_network_changelist, else login",
        {
            "name": "A network",
            "slug": "a-network",
            "kind": "national",
            "country": "PT",
            "why": "Because.",
        },
    ),
    Row(f"{ONE}/", *[f"staff 302 {CHANGE}, else login"] * 2),
    Row(
        f"{ONE}/change/",
        READ,
        "board 403, staff coordinator 302* admin:membership_network_changelist, "
        "other_coordinator 404, else login",
        {"contact_email": "office@example.org", "why": "Because."},
    ),
    Row(f"{ONE}/history/", READ, READ),
    Row(f"{ONE}/delete/", *["staff 403, else login"] * 2),
    Row(
        f"{ONE}/move/close/",
        "board coordinator 403, staff 200, other_coordinator 404, else login",
        f"board coordinator 403, staff 302* {CHANGE}, other_coordinator 404, else login",
        BECAUSE,
    ),
    Row(
        f"{ONE}/entries/", READ, kept("admin:membership_network_entries")[1], {"entry": "{fitting}"}
    ),
    Row(
        f"{ONE}/entries/{{network_entry}}/remove/",
        *kept("admin:membership_network_entries"),
        BECAUSE,
    ),
    Row(
        f"{ONE}/suggestions/",
        READ,
        kept("admin:membership_network_suggestions")[1],
        {"entry": "{fitting}"},
    ),
    Row(f"{ONE}/requests/", READ, READ),
    Row(f"{ONE}/requests/{{request_pk}}/", READ, READ),
    Row(
        f"{ONE}/requests/{{unconfirmed_pk}}/",
        *["staff coordinators 404, else login"] * 2,
    ),
    *[
        Row(
            f"{ONE}/requests/{{request_pk}}/{answer}/",
            *kept("admin:membership_network_request"),
            {**BECAUSE, **LETTER},
        )
        for answer in ("accept", "decline")
    ],
    Row(
        f"{ONE}/requests/{{request_pk}}/no-such-answer/",
        *["staff coordinators 404, else login"] * 2,
    ),
    Row("/en/admin/membership/topic/", *["staff 200, else login"] * 2),
    Row(
        "/en/admin/membership/topic/add/",
        OF_SECRETARIAT,
        "board coordinators 403, staff 302* admin:membership_topic_changelist, else login",
        {"number": "2", "name": "Goods", "language": "en"},
    ),
    Row(
        "/en/admin/membership/topic/{topic_pk}/",
        *["staff 302 admin:membership_topic_change, else login"] * 2,
    ),
    Row(
        "/en/admin/membership/topic/{topic_pk}/change/",
        "staff 200, else login",
        "board 403, staff 302* admin:membership_topic_changelist, else login",
        {"name": "Other"},
    ),
    Row("/en/admin/membership/topic/{topic_pk}/history/", *["staff 200, else login"] * 2),
    Row("/en/admin/membership/topic/{topic_pk}/delete/", *["staff 403, else login"] * 2),
]

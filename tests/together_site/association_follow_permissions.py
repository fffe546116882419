"""Who is answered what at news, facilitators, following: the rows of ``permissions``, gone on."""

from tests.together_site.association_editing_permissions import ASKED, READ, content, written
from tests.together_site.rows import Row

OPEN = ("all 200", "all 200")
HIDDEN = ("all 404", "all 404")
REFUSED = ("staff 403, else login",) * 2
FOLLOWERS = "/en/admin/network/follower"
FOLLOWER = f"{FOLLOWERS}/{{follower_pk}}"

# A mail program presses this button without having seen a page: the link is the right.
WITHOUT_TOKEN = ["/en/follow/stop/{token_to_stop}/", "/en/follow/stop/forged/"]

ROWS = [
    Row("/en/news/", *OPEN),
    Row("/en/news/feed/", *OPEN),
    Row("/en/news/?territory={hidden_territory}", *HIDDEN),
    Row("/en/news/feed/?platform={hidden_platform}", *HIDDEN),
    Row("/en/news/{article}/", *OPEN),
    Row("/en/news/{hidden_article}/", *HIDDEN),
    Row("/en/facilitators/", *OPEN),
    Row(
        "/en/follow/",
        "all 200",
        "all 200*",
        {"place": "all", "rhythm": "weekly", "language": "en", "email": "rui@example.org"},
    ),
    # The links are the right; only their buttons act.
    Row(
        "/en/follow/confirm/{token_to_follow}/",
        "all 200",
        "all 302* network:follow-own",
    ),
    Row("/en/follow/confirm/forged/", *HIDDEN),
    Row(
        "/en/follow/mine/{token_of_follower}/",
        "all 200",
        "all 302* network:follow-own",
        {"act": "change", "rhythm": "monthly"},
    ),
    Row("/en/follow/mine/forged/", *HIDDEN),
    Row("/en/follow/stop/{token_to_stop}/", "all 200", "all 200*"),
    Row("/en/follow/stop/forged/", *HIDDEN),
    *content(
        "article",
        "hidden_article_pk",
        "article_version",
        new={"title_en": "New", "slug": "new"},
        changed={"title_en": "Changed"},
    ),
    *written(
        "facilitator",
        "facilitator_pk",
        new={"name": "Ana", "country": "PT", "languages": "pt", "qualified_on": "2019-05-03"},
        changed={"name": "Bea"},
    ),
    Row(f"{FOLLOWERS}/", *READ),
    Row(f"{FOLLOWERS}/add/", *REFUSED),
    Row(f"{FOLLOWER}/", *["staff 302 admin:network_follower_change, else login"] * 2),
    Row(f"{FOLLOWER}/change/", "staff 200, else login", "staff 403, else login"),
    Row(f"{FOLLOWER}/history/", *READ),
    Row(f"{FOLLOWER}/delete/", *REFUSED),
    Row(
        f"{FOLLOWER}/stop/",
        ASKED,
        "board coordinators 403, staff 302* admin:network_follower_changelist, else login",
    ),
]

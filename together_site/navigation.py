"""Where the pages of the site lie: the main navigation, and the columns at its foot."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

# The name of an address, its words, and how addresses begin that belong to it.
MAIN = (
    (
        "territories:territory-list",
        _("Territories"),
        ("territories/", "countries/", "collective-actors/"),
    ),
    ("platforms:platform-list", _("Platforms"), ("platforms/",)),
    ("membership:member-list", _("Members"), ("members/",)),
    (
        "network:about",
        _("The network"),
        (
            *("about/", "method/", "documents/", "meetings/", "trainings/", "facilitators/"),
            *("projects/", "partners/", "news/", "networks/", "figures/", "pages/"),
        ),
    ),
    ("network:join-us", _("Join us"), ("join-us/", "apply/", "join/")),
)
FOOT = (
    (
        _("Registry"),
        (
            ("territories:territory-list", _("Territories")),
            ("platforms:platform-list", _("Platforms")),
            ("territories:country-list", _("Countries")),
            ("membership:member-list", _("Members")),
            ("membership:network-list", _("Networks")),
            ("membership:figure-list", _("Figures")),
            ("membership:certificate-ask", _("Check a certificate")),
            ("territories:territory-feed", _("Feed of territories")),
            ("platforms:platform-feed", _("Feed of coordination groups")),
        ),
    ),
    (
        _("The network"),
        (
            ("network:about", _("About the network")),
            ("network:history", _("Our history")),
            ("network:organisation", _("Organisation")),
            ("network:method", _("The method")),
            ("network:document-list", _("Documents")),
            ("network:meeting-list", _("Meetings")),
            ("network:training-list", _("Trainings")),
            ("network:project-list", _("Projects and plans")),
            ("network:partner-list", _("Partners")),
            ("network:article-list", _("News")),
        ),
    ),
    (
        _("Take part"),
        (
            ("network:join-us", _("Join us")),
            ("platforms:application-start", _("Open a platform")),
            ("membership:join-start", _("Join the network")),
            ("network:facilitator-list", _("Find a facilitator")),
            ("network:contact", _("Contact")),
            ("network:follow", _("Follow by mail")),
            ("admin:index", _("For staff")),
        ),
    ),
)
LEGAL = (
    ("network:privacy", _("Privacy")),
    ("network:accessibility", _("Accessibility")),
    ("network:imprint", _("Imprint")),
    ("network:licence", _("Licence of the data")),
)


def address_of(name):
    """Return an address in the language now in use, or ``""`` where the site has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def links(rows):
    """Return the addresses and words of those rows to which there is a page."""
    found = ((address_of(name), words) for name, words in rows)
    return [(url, words) for url, words in found if url]


def main_navigation(path):
    """Return address, words and ``aria-current`` of each link; ``path`` is that of the page."""
    inside = path.partition("/")[2].partition("/")[2]  # after the language
    found = ((address_of(name), words, begins) for name, words, begins in MAIN)
    return [
        (url, words, _current(path, inside, url, begins)) for url, words, begins in found if url
    ]


def _current(path, inside, url, begins):
    if path == url:
        return "page"
    return "true" if inside.startswith(begins) else ""

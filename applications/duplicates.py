"""What an application may have in common with something known already."""

from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from together_site.text import folded

# Of one kind and for one reason at most, on the page of an application.
MOST = 5


@dataclass
class Hint:
    """Something that may be the same: what it is, why one may think so, where to compare."""

    words: str
    url: str
    reasons: list[str] = field(default_factory=list)
    beneath: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One fact of two things side by side, in words."""

    label: str
    ours: str
    theirs: str

    @property
    def is_same(self):
        return bool(self.ours) and _key(self.ours) == _key(self.theirs)

    @property
    def is_told(self):
        return bool(self.ours or self.theirs)


def _key(words):
    """Return what makes two facts the same: one website is written in several ways."""
    return same_site(words) or folded(words) or words


class Reasons:
    """The things that were found, by their keys, each with every reason for which it was."""

    def __init__(self, *, but=()):
        self.but, self.found = set(but), defaultdict(list)

    def add(self, key, reason):
        if key not in self.but and reason not in self.found[key]:
            self.found[key].append(reason)


def same_site(address):
    """Return the ways in which the same page of the web is written; none for no address."""
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname
        port = f":{parts.port}" if known and parts.port else ""
    except ValueError:
        known = False
    if not known:
        return []
    host, path = parts.hostname.removeprefix("www."), parts.path.rstrip("/")
    question = f"?{parts.query}" if parts.query else ""
    return [
        f"{scheme}://{prefix}{host}{port}{path}{ending}{question}"
        for scheme in ("https", "http")
        for prefix in ("", "www.")
        for ending in ("", "/")
    ]

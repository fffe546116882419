"""Asking every address of the site, each as everybody, and saying what was answered.

Nothing that is asked leaves a trace: the next one finds the world as it was made.
"""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, unquote, urlsplit

from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve, reverse
from django.urls.resolvers import LocalePrefixPattern
from lxml import html

# What a look may leave behind, and why; every other table must be as it was.
MAY_CHANGE_BY_LOOKING = {
    "django_session": "the session itself: its end is put off, a message is shown once",
    "cache": "how often a password was tried, as allauth counts it",
}
# It differs each time that a page is made.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def routes(resolver=None, before=""):
    """Return the route of every address, as Django tells it of a request; in English."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        is_language = isinstance(entry.pattern, LocalePrefixPattern)
        own = "en/" if is_language else str(entry.pattern)
        route = before + (own.removeprefix("^") if before else own)
        found += [route] if isinstance(entry, URLPattern) else routes(entry, route)
    return found


def route_of(address):
    """Return the route by which Django finds the view of an address; ``Resolver404`` if none."""
    return resolve(unquote(urlsplit(address).path)).route


def digest():
    """Return for each table how many rows it has and a digest of all that stands in them."""
    with connection.cursor() as cursor:
        cursor.execute(_all_tables())
        return {table: tuple(rest) for table, *rest in cursor.fetchall()}


@cache
def _all_tables():
    tables = sorted(set(connection.introspection.table_names()) - set(MAY_CHANGE_BY_LOOKING))
    return " UNION ALL ".join(
        f"SELECT '{table}', count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"  # noqa: S608
        for table in tables
    )


@dataclass(frozen=True)
class Answer:
    """What somebody was answered: status, headers and words; ``changed`` names the tables."""

    status: int
    headers: dict
    words: str
    changed: frozenset

    def without(self, *names):
        """Return all that it tells, with no trace of what was asked for by these names."""
        told = [self.headers.get(name, "") for name in ("Location", "Content-Type", "Allow")]
        told += [self.headers.get("Cache-Control", ""), TOKEN.sub("", self.words)]
        for name in names:
            told = [words.replace(name, "…").replace(quote(name, safe=""), "…") for words in told]
        return self.status, *told

    @property
    def form(self):
        """What the largest form of the page holds that is sent to the page itself, if any is."""
        if self.status != 200 or not self.headers["Content-Type"].startswith("text/html"):
            return {}
        forms = [form for form in html.fromstring(self.words).forms if form.method == "POST"]
        own = [dict(form.form_values()) for form in forms if not form.get("action")]
        return max(own, key=len, default={})

    def told(self, address):
        """Return it in a word; with a star where something was written."""
        star = "*" if self.changed else ""
        if self._asks_to_sign_in(address):
            return f"login{star}"
        if self.status != 302:
            return f"{self.status}{star}"
        return f"302{star} {resolve(urlsplit(self.headers['Location']).path).view_name}"

    def _asks_to_sign_in(self, address):
        """Return whether it leads to the sign-in, or hands back what was typed and leads there."""
        ways = [f"{reverse(name)}?next={address}" for name in ("account_login", "admin:login")]
        if self.status == 302:
            return unquote(self.headers["Location"]) in ways
        return self.status == 403 and any(f'"{way}"' in unquote(self.words) for way in ways)


class Walk:
    """A walk through a ``world``, which is the same again after each question."""

    def __init__(self, world):
        self.world = world
        self.before = digest()
        # One for all, with the cookies of each in turn: a new one makes every middleware anew.
        self.browsers = {checks: Client(enforce_csrf_checks=checks) for checks in (True, False)}

    def ask(self, person, method, address, sent=None, *, checks_token=False):
        """Return what a person is answered who asks or sends the form of an address."""
        browser = self.browsers[checks_token]
        browser.cookies = self.world.people[person].copy()
        with transaction.atomic():
            answer = getattr(browser, method)(address, sent)
            words = answer.getvalue().decode(errors="replace")
            after = digest()
            transaction.set_rollback(True)
        changed = frozenset(table for table in after if after[table] != self.before[table])
        return Answer(answer.status_code, dict(answer.headers), words, changed)

    def form_of(self, address, row):
        """Return what the form of a page holds, as the first gets it to whom it is shown."""
        shown = [person for person, answer in row.answers("get").items() if answer == "200"]
        return self.ask(shown[0], "get", address).form if shown else {}

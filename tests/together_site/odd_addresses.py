"""Addresses as nobody means them, over every public page: the same ones at every run."""

import re
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern

NOT_PUBLIC = ("admin/", "mailbox/")
# These read what follows the question mark, and are asked more often.
READ_QUESTIONS = (
    "/territories/",
    "/platforms/",
    "/members/",
    "/feed/",
    ".csv",
    ".geojson",
    "/tiki-index.php",
)

# As they stand in an address: some encoded, some wrongly, some not at all.
ODD = [
    # bytes
    "%00", "a%00b", "%", "%%", "%2", "%zz", "%u0041", "%ff", "%c0%af", "%ed%a0%80", "%f5%80",
    "\xff", "%0d%0aSet-Cookie:x=1", "%0a", "%09", "%1b%5b31m", "%7f", "%c2%85", "%25", "%2500",
    "%2e%2e%2f", "%2F%2F", "%3f", "%23",
    # letters
    quote("\u202eabc\u202c"), quote("\u2066x\u2069"), quote("مرحبا"), quote("עברית"),
    quote("👩‍👩‍👧"), quote("\ufffe"), quote("\ufdd0"), quote("\U0010ffff"), quote("\ufeff"),
    quote("ﬀ"), quote("İı"),
    quote("e" + "\u0301" * 40), quote("\u0301"), quote("ÅÅÅ"), quote("\u00ad"), quote("\ue000"),
    # numbers
    "0", "-0", "-1", "-99999", "1.5", "1e9", "0x1f", "007", "+1", "1_000", quote("٣"), quote("²"),
    "9223372036854775807", "9223372036854775808", "9" * 40, "9" * 5000, "-" + "9" * 5000,
    "NaN", "nan", "inf", "-inf", "Infinity", "1e400", "T0", "T" + "9" * 30, "T1", "t-1",
    quote("T٣"), "1,000", "0,5",
    # signs of Postgres, HTML, templates, shells
    "'", "''", '"', "\\", "\\'", "%5c", "';--", "1%20OR%201=1", "';SELECT+pg_sleep(9)--", "$$",
    "$1", "a:*", "a%26b", "a|b", "!a", "(a", "a)", "<->", "a%3c->b", "'a':*", ":*", "%25s", "{0}",
    "%(a)s", "%n",
    "<script>alert(1)</script>", "%3c/title%3e", "]]%3e", "&amp;", "{{7|add:7}}", "{%25+now+%25}",
    "../../etc/passwd", "..", ".", "//", "//evil.example.com", "https://evil.example.com", "~",
    "`id`", "$(id)", "|id",
    # areas
    "-10,35,5,45", "nan,nan,nan,nan", "inf,0,1,1", "-inf,-inf,inf,inf", "1,1,1,1", "5,45,-10,35",
    "-180,-90,180,90", "-999,-999,999,999", "1e1,0,9,9", ",,,", "1,2,3", "1,2,3,4,5", "0,0,1,1%00",
    "0.00001,0.00001,0.00002,0.00002", "-0,-0,0,1", "9" * 4000 + ",0,1,1", quote("٠,٠,١,١"),
    # codes, and what is none
    "PT", "pt", "xx", "zz", "PT,FR", "municipality", "MUNICIPALITY", "active", "not_known", "with",
    "newest", "name", "None", "null", "undefined", "true", "[]", "{}", "[object Object]", "",
    "%20", "+", "++", "sintra", "mulhose", "vila+exemplo", "x" * 3000, quote("é" * 900), "a" * 121,
    "a%20" * 500, "-", "_", "--", "-a-", "a--b", "A", "a.b", "a;b", "a%3bb", "a%26", "a%3d",
]  # fmt: skip
# What lists ask for, and what they do not.
QUESTIONS = [
    "q",
    "area",
    "order",
    "kind",
    "country",
    "platform",
    "state",
    "holder",
    "category",
    "serial",
    "me",
    "what",
    "application",
    "page",
    "p",
    "subject",
    "articleId",
    "itemId",
    "CGname",
]
NAMES = [
    "next", "back", "lang", "language", "reference", "email", "q[]", "kind[]", "kind[0]",
    "page[$ne]", "country[a][b]", "Q", "", "%00", "%ff", "a%00b", "__proto__", "_method", "format",
    "utm_source", quote("\u202eq"), "q%5b%5d", "x" * 300,
]  # fmt: skip
LANGUAGES = ["en", "fr", "pt", "ar"]
ODD_LANGUAGES = ["EN", "xx", "pt-br", "en-", "e", "%00", "..", "e%6e", "", "zh", "i-klingon"]
HEADERS = {
    "HTTP_IF_NONE_MATCH": ["*", "x", '"', '""', 'W/"a", "b', '"a' * 400, "\xff", ",,,", '"%00"'],
    "HTTP_IF_MATCH": ["*", '"x"', "x"],
    "HTTP_IF_MODIFIED_SINCE": ["x", "0", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 99 Foo 9999999 9"],
    "HTTP_IF_UNMODIFIED_SINCE": ["x", "Thu, 01 Jan 1970 00:00:00 GMT"],
    "HTTP_RANGE": ["bytes=0-", "bytes=-1", "bytes=9-1", "x", "bytes=" + "0-1," * 300],
    "HTTP_ACCEPT_LANGUAGE": [
        "fr;q=nan", "fr;q=9e999", "*", ";;;", "q=1", "pt-BR,fr;q=0.8", "zz", "x" * 5000, "\xff",
        ",".join(["fr"] * 900), "en-" + "a-" * 400, "i-klingon", "../en", "fr;q=-1", "\x00",
    ],
    "HTTP_ACCEPT_ENCODING": ["", "*", "gzip;q=x", "br, gzip;q=0", "identity;q=0", "x" * 2000],
    "HTTP_ACCEPT": ["", "*", "x/y/z", "text/html;q=x", "application/json", "\xff"],
    "HTTP_COOKIE": [
        "x", "=", ";;;", "sessionid=", "sessionid=" + "a" * 32, "sessionid=%00", "csrftoken=x",
        "sessionid=" + "a" * 3000, 'sessionid="\\377"', "messages=[]", "django_language=fr",
        "\xff=\xff",
        "csrftoken=" + "a" * 32, "csrftoken=" + "-" * 64, "a=b; a=c; $Version=1", "__Host-x=1",
    ],
    "CONTENT_TYPE": [
        "text/plain; charset=hex", "text/plain; charset=utf-7", "text/html; charset=undefined", "x",
        "multipart/form-data", "multipart/form-data; boundary=", "; charset",
        "text/plain; charset=\xff",
        "application/x-www-form-urlencoded; charset=idna", "text/plain; charset=utf-16",
    ],
    "CONTENT_LENGTH": ["", "x", "-1", "9" * 30],
    "HTTP_REFERER": ["x", "http://[", "https://evil.example.com/%00", "\xff"],
    "HTTP_USER_AGENT": ["", "\xff" * 300, "<script>", "${jndi:ldap://x}"],
    "HTTP_X_FORWARDED_FOR": ["", "x", "::1%eth0", "1.2.3.4, " * 90],
    "HTTP_X_FORWARDED_PROTO": ["https", "x"],
    "HTTP_X_REQUESTED_WITH": ["XMLHttpRequest"],
}  # fmt: skip


@dataclass
class Odd:
    """What a visitor sends, as it goes over the wire: ``route`` is the page it is meant for."""

    route: str
    path: str
    query: str
    headers: dict = field(default_factory=dict)

    @property
    def short(self):
        """The same for a person to read."""
        headers = {name: value[:60] for name, value in self.headers.items()}
        return f"{self.path[:120]}?{self.query[:200]} {headers or ''}"


def public_routes():
    """Return every route that is neither the admin's nor of a development machine."""
    return [route for route in _routes(get_resolver()) if not route.endswith(NOT_PUBLIC)]


def _routes(resolver, before="/"):
    for entry in resolver.url_patterns:
        pattern = entry.pattern
        own = "<language>/" if isinstance(pattern, LocalePrefixPattern) else str(pattern)
        if isinstance(entry, URLPattern):
            yield before + own
        elif not own.startswith(NOT_PUBLIC):
            yield from _routes(entry, before + own)


def odd_addresses(number, *, known, seed=2026):
    """Yield odd requests for each public route in turn.

    ``known`` has for the name of a part of a route the values for which there is a page.
    """
    random = Random(seed)  # noqa: S311 - the same at every run
    routes = public_routes()
    routes += 2 * [route for route in routes if route.endswith(READ_QUESTIONS)]
    for at in range(number):
        route = routes[at % len(routes)]
        path = _path(random, route, known)
        yield Odd(route, path, _query(random), _headers(random))


def _path(random, route, known):
    def part(found):
        if found["name"] == "language":
            return random.choice(LANGUAGES if random.random() < 0.95 else ODD_LANGUAGES)
        return random.choice(known[found["name"]] if random.random() < 0.6 else ODD)

    # The parts of a regular expression look alike but for what they let through.
    plain = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route.replace("^", "").rstrip("$"))
    path = re.sub(r"<(?:\w+:)?(?P<name>\w+)>", part, plain)
    kind = random.random()
    if kind < 0.05:
        return path + random.choice(ODD)
    if kind < 0.1:
        return random.choice([path.rstrip("/"), path.upper(), "/" + path, path + "/", path + "%20"])
    return path


def _query(random):
    if random.random() < 0.02:
        return "&".join("q=1" for _ in range(500))
    pairs = [_pair(random) for _ in range(random.choice([0, 1, 1, 2, 3, 6]))]
    return random.choice(["&", "&", "&", ";", "&&"]).join(pairs)


def _pair(random):
    value = "".join(random.choice(ODD) for _ in range(random.choice([1, 1, 1, 2])))
    name = random.choice(QUESTIONS if random.random() < 0.8 else NAMES)
    return name + random.choice(["=", "=", "=", "=", "", "=="]) + value


def _headers(random):
    names = random.sample(list(HEADERS), random.choice([0, 0, 1, 1, 2, 3]))
    return {name: random.choice(HEADERS[name]) for name in names}

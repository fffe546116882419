"""What nobody means to type into a form, and the sending of it as a browser would send it."""

import copy
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from hypothesis import strategies as st

from tests.pages import values

URL_ENCODED = "application/x-www-form-urlencoded"
FIELDS = "//main//form//*[self::input or self::select or self::textarea]/@name"
HIDDEN = "//main//form//input[@type='hidden']"

NAMES = [
    "O’Brien-Núñez", "Łódź", "İstanbul", "محمد", "Å", "ab" * 40, "Đặng", "ʻEwa Beach", "東京",
    "L’Haÿ-les-Roses", "N'Djaména", "Ῥόδος",
]  # fmt: skip
TEXTS = [
    # controls, and what hides or turns round
    "\x00", "a\x00b", "\x0b", "a\x1b[31mb", "\x7f", "\x85", "a\r\nBcc: x@example.org", "\r", "\t",
    "\n\n\n", "abc\u202edcba\u202c", "\u2066x\u2069", "\u200b", "a\u200bb", "a\u200db", "\u00ad",
    "\ufeffa", "a\ufeffb", "\u2028", "a\u2060b", "\u180e", "\u3164", "\u2800", "\ufff9x\ufffb",
    "\ufffe", "\ufdd0", "\U000e0041", "\U000e0101", "\ue000", "\ud800", "a\udfffb", "\U0010ffff",
    # piles, signs beyond the first plane, widths, cases
    "e" + "\u0301" * 25, "e" + "\u0301" * 40, "\u0301", "a\u0323\u0307" * 99, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯",
    "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "𝕿𝖍𝖊", "𐍈", "𠀀", "ﬀ", "İı", "ẞß", "ǅ", "＝１＋１", "ＡＢ", "ﷺ" * 9,
    # length
    "a" * 121, "a" * 161, "é" * 3001, "文" * 700, "a " * 2000, "\U00020000" * 1600, "\n" * 4000,
    # what means something elsewhere
    "<script>alert(1)</script>", "</textarea><b>", "]]>", "&amp;&lt;", "{{ 7|add:7 }}", "%(x)s",
    "{% now %}", "{0}", "%s%n", "$1", "\\", "\\u0000", "'", '"', "';--", "=1+1", "+1", "@SUM(A1)",
    "-1+1|x", "#set text(red)", "#include \"x\"", "*a* _b_ `c`", "../../etc/passwd", "//", "None",
    "null", "[object Object]", "[]", "{}", "!!!", "·", " ", "", "-", "on", "True", "1",
    *NAMES,
]  # fmt: skip
NUMBERS = [
    "0", "-0", "1", "-1", "2021", "٢٠٢١", "２０２１", "²", "2³", "1.5", "1,5", "1_000", "1 000",
    "1e3", "1e400", "1e-400", "-1e9", "0x1f", "007", "+7", "NaN", "sNaN", "inf", "-Infinity",
    "9" * 12, "9" * 40, "9" * 5000, "-" + "9" * 5000, "2147483647", "2147483648", "32768",
    "9223372036854775808", "0." + "0" * 50 + "1", "90.000001", "-180.00000", "37.5966", "-8.6413",
    "Ⅷ", "½", "999999", "59", "60", "61", "٣", "-5",
]  # fmt: skip
DATES = [
    "2026-03-31", "31/03/2026", "03/31/2026", "2026-02-30", "0000-00-00", "0001-01-01",
    "9999-12-31", "10000-01-01", "-2026-01-01", "2026-3-1", "٢٠٢٦-٠٣-٣١", "2026-03-31T10:00",
    "today", "2026-W14", "1/1/1", "99/99/99", "2026-12-24", "2030-01-01",
]  # fmt: skip
CODES = [
    "PT", "pt", "ZZ", "XX", "PT\x00", "municipality", "MUNICIPALITY", "territory", "actor",
    "school", "association", "decision", "participants", "not_yet", "yes", "in_training", "email",
    "role", "phone", "second_email", "contacts", "mandate", "de", "en", "fr, pt", "xx-yy",
    "pt;fr،en", "portuguese", "pt-" + "-".join(["abcdefgh"] * 4), "zh-Hant-TW", "i-klingon", "qaa",
    "Français, français, fr", ", ,", "en," * 99, "de, en, fr, pt, es, it, nl, pl, ro, ar, ja, ko",
    "de, en, fr, pt, es, it, nl, pl, ro, ar, ja, ko, zh",
]  # fmt: skip
CONTACTS = [
    "a@example.org", "A@EXAMPLE.ORG", "applicant@example.org", "a@b", "@", "a@@b.org",
    '"a b"@example.org', '"\x01\x7f"@example.org', '"<b>"@example.org', "a@[127.0.0.1]", "a@ñ.org",
    "a@exam\u200bple.org", "a@exam\u202eple.org", "ñ@example.org", "a+b@example.org",
    "a@example.org\r\nBcc: b@example.org", "a@example.org,b@example.org", "<a@example.org>",
    f"{'a' * 64}@example.org", f"a@{'b.' * 120}org", f"a@{'c' * 63}.org",
    "https://example.org", "http://example.org/\u202ecod.exe", "http://exa\u200bmple.org/\x01",
    "javascript:alert(1)", "data:text/html,x", "//example.org", "example.org", "ftp://example.org",
    "http://[::1]/", "http://[", "http://a@b@c/", "http://ex℀mple.org", "http://例え.jp/é?q=<b>",
    "https://example.org/" + "a" * 270, "https://example.org/" + "a" * 300, "http://1.2.3.4:99999/",
    "+351 283 000 000", "tel:+1", "١٢٣",
]  # fmt: skip
MORE_NAMES = [
    "more", "back_to_check", "seen", "row_count", "remove", "use_point", "name_3", "kind_3",
    "role_59", "name_60", "name_٣", "name_-1", "name_999999", "kind_", "csrfmiddlewaretoken",
    "token", "homepage", "document", "state", "email", "reference", "pk", "__proto__", "a[b]",
    "", "é\x00", "\ud800", "x" * 300,
]  # fmt: skip
FILE_NAMES = [
    "mandate.pdf", "", ".", "..", "../../x.pdf", "C:\\a\\b.pdf", "a\x00b.pdf", "a\u202efdp.exe",
    'a"; filename="b.exe', "<b>.png", "é" * 300 + ".pdf", "\ud800.pdf", "تفويض.pdf", "a.pdf.html",
    "\x1b[2J.pdf", " . pdf", "=1+1.pdf", "%00.pdf", "👩‍👩‍👧.jpg", "e" + "\u0301" * 40 + ".pdf",
]  # fmt: skip
FILE_CONTENTS = [b"%PDF-1.7 taken as it is", b"", b"%PDF-", b"GIF89a", b"<html>", b"\xff\xd8\xff"]
FILE_TYPES = ["application/pdf", "", "text/html; charset=hex", "x", "é"]

texts = (
    st.sampled_from(TEXTS)
    | st.text(st.characters(), max_size=12)
    | st.lists(st.sampled_from(TEXTS), min_size=2, max_size=4).map("".join)
)
anything = st.one_of(texts, st.sampled_from(NUMBERS + DATES + CODES + CONTACTS))
# By a part of a field's name, what reaches furthest there.
NEAR = {
    **dict.fromkeys(("email", "website", "phone"), CONTACTS),
    **dict.fromkeys(("population", "since", "latitude", "longitude", "row_count"), NUMBERS),
    **dict.fromkeys(("decided_on", "until"), DATES),
    **dict.fromkeys(("languages", "country", "kind_", "public_contacts", "sections"), CODES),
}

# Nothing at all, or several times.
MUCH = st.just([]) | st.lists(anything, min_size=2, max_size=2)


def typed_into(name):
    """Return a strategy of what is typed into a field of this name."""
    for part, near in NEAR.items():
        if part in name:
            return st.sampled_from(near) | st.sampled_from(near) | anything
    return anything


@dataclass
class Sent:
    """What goes over the wire: pairs of names and values, and files."""

    pairs: list
    files: list = field(default_factory=list)

    @classmethod
    def of(cls, answers, files=()):
        """Return the sending of answers by their names; of a list each is sent by that name."""
        pairs = [
            (name, value)
            for name, values in answers.items()
            for value in (values if isinstance(values, list) else [values])
        ]
        return cls(pairs, list(files))

    def body(self):
        """Return the body and its type; half characters and NUL go as bytes, as programs do it."""
        if not self.files:
            return urlencode(self.pairs, errors="surrogatepass").encode(), URL_ENCODED
        parts = [(f'name="{quoted(name)}"', value.encode(errors="surrogatepass"))
                 for name, value in self.pairs]  # fmt: skip
        parts += [
            (f'name="document"; filename="{quoted(name)}"\r\nContent-Type: {said}', content)
            for name, content, said in self.files
        ]
        lines = [
            f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode(
                errors="surrogatepass"
            )
            + content
            for head, content in parts
        ]
        return b"\r\n".join([*lines, f"--{BOUNDARY}--\r\n".encode()]), MULTIPART_CONTENT


def quoted(name):
    """Return a name in a header as browsers write it."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def sendings(valid, names, *, files=False):
    """Return a strategy of sendings: valid answers, of which some are changed to anything."""
    changed = st.lists(
        st.sampled_from([*names, *names, *names, *MORE_NAMES]).flatmap(
            lambda name: st.tuples(
                st.just(name), MUCH | typed_into(name).map(lambda value: [value])
            )
        ),
        max_size=3,
    )
    answers = changed.map(lambda changes: valid | dict(changes))
    if not files:
        return answers.map(Sent.of)
    file = st.tuples(
        st.sampled_from(FILE_NAMES), st.sampled_from(FILE_CONTENTS), st.sampled_from(FILE_TYPES)
    )
    return st.builds(Sent.of, answers, st.lists(file, max_size=2))


def form_of(client, url):
    """Return the names of the fields on a page, and the values of the hidden ones."""
    page = client.get(url)
    assert page.status_code == 200
    hidden = zip(values(page, f"{HIDDEN}/@name"), values(page, f"{HIDDEN}/@value"), strict=True)
    return list(dict.fromkeys(values(page, FIELDS))), dict(hidden)


def send(client, url, sent):
    body, content_type = sent.body()
    return client.generic("POST", url, body, content_type)


@contextmanager
def undone(client):
    """Undo what is stored meanwhile, in the database and in the cookies."""
    cookies = copy.deepcopy(client.cookies)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        client.cookies = cookies

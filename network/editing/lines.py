"""Rich text as lines that a person reads: what stands in tags is told in words or signs."""

from functools import cache
from html.parser import HTMLParser

from django.template.defaultfilters import linebreaksbr
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _

from network.editing.languages import direction_of, label_of, language_of_column

_BLOCKS = {"p", "h2", "h3", "li", "blockquote", "figure", "figcaption", "tr", "table", "br"}


def lines_of(html):
    """Return clean rich text as plain text, a line for each paragraph, item and row."""
    reader = _Lines()
    reader.feed(html)
    reader.close()
    return "\n".join(line.rstrip() for line in reader.lines if line.strip())


@cache
def read_only(column):
    """Return what the admin shows of a column of rich text to who may not write it.

    Django would show its tags.
    """

    def told(record):
        code = language_of_column(column)
        words = linebreaksbr(lines_of(getattr(record, column.attname)), autoescape=True)
        return format_html('<div lang="{}" dir="{}">{}</div>', code, direction_of(code), words)

    told.__name__ = column.name
    told.short_description = lazy(label_of, str)(column)
    return told


class _Lines(HTMLParser):
    def __init__(self):
        super().__init__()
        self.lines = [""]
        self._lists, self._links, self._quoted = [], [], False

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self.lines.append("")
        if tag in ("ul", "ol"):
            self._lists.append(tag)
        elif tag == "blockquote":
            self._quoted = True
        elif tag == "a":
            self._links.append(attributes.get("href", ""))
        self._say(self._sign(tag, attributes))

    def _sign(self, tag, attributes):
        """Return what stands for a tag at its beginning."""
        if tag == "li":
            return "    " * (len(self._lists) - 1) + ("# " if self._lists[-1:] == ["ol"] else "• ")
        if tag == "img":
            told = {"address": attributes.get("src", ""), "words": attributes.get("alt", "")}
            return _("Picture %(address)s: %(words)s") % told
        signs = {
            "h2": _("Heading 2: "),
            "h3": _("Heading 3: "),
            "figcaption": _("Caption: "),
            "p": "> " if self._quoted else "",
            "strong": "**",
            "th": "| **",
            "td": "| ",
        }
        return signs.get(tag, "")

    def handle_endtag(self, tag):
        if tag in ("ul", "ol"):
            self._lists[-1:] = []
        self._quoted = self._quoted and tag != "blockquote"
        if tag in _BLOCKS or tag in ("ul", "ol"):
            self.lines.append("")
        if tag == "a" and self._links and (address := self._links.pop()):
            self._say(f" [{address}]")
        self._say({"strong": "**", "th": "** ", "td": " "}.get(tag, ""))

    def handle_data(self, data):
        self._say(data)

    def _say(self, words):
        self.lines[-1] += words

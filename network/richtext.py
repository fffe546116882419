"""Text with headings, lists, links, pictures and tables, reduced to what the design carries."""

import re
from html import unescape

import nh3
from django.utils.html import strip_tags
from django_prose_editor.fields import ProseEditorField

from together_site.text import prose

# What the editor offers, each group as buttons of its menu; ``_ALLOWED`` lets the same through,
# whoever sends it.
EXTENSIONS = {
    "Bold": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Figure": True,
    "Image": True,
    "Caption": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Menu": {
        "groups": [
            {"group": "blockType -lists"},
            {"group": "lists"},
            {"group": "nodes -blockType -lists"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "table"},
            {"group": "history"},
        ]
    },
}
_ALLOWED = {
    "tags": {
        *("p", "br", "strong", "h2", "h3", "ul", "ol", "li", "blockquote", "a"),
        *("figure", "figcaption", "img", "table", "thead", "tbody", "tr", "th", "td"),
    },
    "attributes": {
        "a": {"href", "title"},
        "img": {"src", "alt", "width", "height"},
        "th": {"colspan", "rowspan", "scope"},
        "td": {"colspan", "rowspan"},
        "ol": {"start"},
    },
    "url_schemes": {"http", "https", "mailto"},
    "link_rel": "noopener",
    # A picture far down is fetched when the reader comes near.
    "set_tag_attribute_values": {"img": {"loading": "lazy"}},
}
# Pictures lie on this site: nothing is loaded from elsewhere.
PICTURES = "/pictures/"
PICTURE = re.compile(r"/pictures/([1-9][0-9]{0,17})/")
# An address on the web or of mail, a path of this site, or a place on the same page.
_LINK = re.compile(r"(https?://|mailto:|/(?![/\\])|#)[^\x00-\x20]*", re.IGNORECASE)
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_FITTING = {
    ("img", "src"): PICTURE.fullmatch,
    ("img", "width"): _NUMBER.fullmatch,
    ("img", "height"): _NUMBER.fullmatch,
    ("a", "href"): _LINK.fullmatch,
    ("a", "title"): bool,
    ("ol", "start"): _NUMBER.fullmatch,
    ("th", "scope"): re.compile("(col|row)(group)?").fullmatch,
    **dict.fromkeys(
        [(cell, span) for cell in ("th", "td") for span in ("colspan", "rowspan")],
        _NUMBER.fullmatch,
    ),
}

_EMPTY_HEADING = re.compile(r"<(h[23])>(?:\s|&nbsp;|<br>)*</\1>")
# The editor puts a paragraph into each item and cell, also where there is but one.
_ONLY_PARAGRAPH = re.compile(
    r"(<(?:li|td|th)\b[^>]*>)<p>((?:(?!</?p>).)*)</p>(?=</(?:li|td|th)>|<[ou]l\b)", re.DOTALL
)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_HEADING_CELL = re.compile(r"<th(?![^>]* scope=)")


def clean(html):
    """Return rich text without anything that the design does not carry; never raises."""
    html = nh3.clean(html, attribute_filter=_attribute, **_ALLOWED)
    html = _ONLY_PARAGRAPH.sub(r"\1\2", _EMPTY_HEADING.sub("", html))
    return _without_empty(_ROW.sub(_with_scope, html))


def plain(html):
    """Return the words of cleaned rich text, with a space between what tags hold apart."""
    return unescape(strip_tags(html.replace("<", " <")))


def _attribute(tag, attribute, value):
    fits = _FITTING.get((tag, attribute))
    return value if fits is None or fits(value.strip()) else None


def _with_scope(row):
    """Say of the headings in a row whether they are of columns, where all of it is headings."""
    scope = "row" if "<td" in row[0] else "col"
    return _HEADING_CELL.sub(f'<th scope="{scope}"', row[0])


def _without_empty(html):
    return "" if html.strip() in ("<p></p>", "<p><br></p>", "<br>") else html


class RichTextField(ProseEditorField):
    """A column of rich text: cleaned by the form, and once more by every write."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, extensions=EXTENSIONS, sanitize=clean, **kwargs)

    def clean(self, value, instance):
        return clean(prose(super().clean(value, instance)))

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return clean(value) if value else value

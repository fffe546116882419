"""Text with headings, lists, links, pictures and tables, reduced to what the design carries."""

import nh3
from django_prose_editor.fields import ProseEditorField

from together_site.text import prose

# What the editor offers; ``_ALLOWED`` lets the same through, whoever sends it.
EXTENSIONS = {
    "Bold": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
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
}
_ALLOWED = {
    "tags": {
        *("p", "br", "strong", "h2", "h3", "ul", "ol", "li", "blockquote", "a"),
        *("figure", "figcaption", "img", "table", "thead", "tbody", "tr", "th", "td"),
    },
    "attributes": {
        "a": {"href"},
        "img": {"src", "alt"},
        "th": {"colspan", "rowspan", "scope"},
        "td": {"colspan", "rowspan"},
        "ol": {"start"},
    },
    "url_schemes": {"http", "https", "mailto"},
    "link_rel": "noopener",
}
# Pictures lie on this site: nothing is loaded from elsewhere.
PICTURES = "/pictures/"


def clean(html):
    """Return rich text without anything that the design does not carry; never raises."""
    return _without_empty(nh3.clean(html, attribute_filter=_attribute, **_ALLOWED))


def _attribute(tag, attribute, value):
    if (tag, attribute) == ("img", "src"):
        return value if value.startswith(PICTURES) else None
    return value


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

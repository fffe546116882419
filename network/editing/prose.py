"""Rich text as staff send it: made good where that can be done, refused where it cannot."""

from html.parser import HTMLParser

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from network.models import Picture
from network.richtext import PICTURE, PICTURES, clean
from network.translated import languages_of
from together_site.text import prose

REFUSALS = {
    "heading": _(
        "“%(words)s” is a smaller heading before any larger one. Make the first heading of the "
        "text a heading 2."
    ),
    "link": _(
        "The link “%(words)s” leads nowhere. Begin its address with https://, mailto: or, for a "
        "page of this site, with a stroke: /en/documents/."
    ),
    "elsewhere": _(
        "A picture of another site or of your computer cannot be shown. Upload it under "
        "“Pictures”, and give the address that it has there."
    ),
    "no-picture": _("There is no picture %(words)s. Look for its address under “Pictures”."),
    "no-alternative": _(
        "Say what picture %(words)s shows: it has no alternative text, here or under “Pictures”."
    ),
    "table": _(
        "A table has no headings. Choose cells of its first row or column and press “Heading cell”."
    ),
}


def finished(html, language):
    """Return rich text in a language ready to be stored, and what is wrong with it.

    Pictures get their size, and the alternative text of their record where they have none. What
    is wrong is a list of ``ValidationError`` with a code of ``REFUSALS``.
    """
    html = clean(prose(html).replace(f'"{settings.SITE_URL}{PICTURES}', f'"{PICTURES}'))
    found = _Reader(html)
    pictures = Picture.objects.in_bulk([pk for pk in map(_pk_of, found.pictures) if pk])
    for image in found.pictures:
        picture = pictures.get(_pk_of(image))
        if picture:
            image["alt"] = image.get("alt", "").strip() or alternative_of(picture, language)
            image |= {"width": picture.width, "height": picture.height}
    html = _with_pictures(html, found.pictures)
    return html, [*found.problems(), *_problems_of(found.pictures, pictures)]


def alternative_of(picture, language):
    """Return what a picture shows, in a language or else in the first that tells it."""
    written = languages_of(picture, "alternative")
    code = language if language in written else next(iter(written), "")
    return getattr(picture, f"alternative_{code}") if code else ""


def _pk_of(image):
    is_ours = PICTURE.fullmatch(image.get("src", ""))
    return int(is_ours[1]) if is_ours else None


def _problems_of(images, pictures):
    for image in images:
        if "src" not in image:
            yield refusal("elsewhere")
        elif _pk_of(image) not in pictures:
            yield refusal("no-picture", image["src"])
        elif not image["alt"]:
            yield refusal("no-alternative", image["src"])


def refusal(code, words=""):
    return ValidationError(REFUSALS[code], code=code, params={"words": words})


def _with_pictures(html, images):
    """Return text with its ``img`` tags written anew, in their order."""
    first, *others = html.split("<img ")
    pieces = [first]
    for image, piece in zip(images, others, strict=True):
        names = [name for name in ("src", "alt", "width", "height") if name in image]
        tag = "".join(format_html(' {}="{}"', name, image[name]) for name in names)
        pieces.append(f"<img{tag}>{piece.partition('>')[2]}")
    return clean("".join(pieces))


class _Reader(HTMLParser):
    """Reads clean rich text: which pictures are in it, and what a reader would stumble over."""

    def __init__(self, html):
        super().__init__()
        self.pictures = []
        self._wrong, self._open, self._words = [], None, ""
        self._levels, self._headings_of_tables = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.pictures.append(attributes)
        elif tag == "table":
            self._headings_of_tables.append(0)
        elif tag == "th" and self._headings_of_tables:
            self._headings_of_tables[-1] += 1
        elif tag in ("h2", "h3") or (tag == "a" and "href" not in attributes):
            self._open, self._words = tag, ""

    def handle_data(self, data):
        self._words += data

    def handle_endtag(self, tag):
        if tag != self._open:
            return
        if tag == "a":
            self._wrong.append(refusal("link", self._words))
        elif tag == "h3" and not self._levels:
            self._wrong.append(refusal("heading", self._words))
        if tag != "a":
            self._levels.append(tag)
        self._open = None

    def problems(self):
        tables = [refusal("table")] if 0 in self._headings_of_tables else []
        return [*self._wrong, *tables]

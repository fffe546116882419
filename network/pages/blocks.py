"""Clean rich text as blocks for paper: its headings, paragraphs, items and rows."""

from html.parser import HTMLParser

_HEADINGS = {"h2", "h3"}
# What stands in one of these is one piece of text.
_PIECES = {*_HEADINGS, "p", "li", "blockquote", "figcaption", "tr"}


def blocks_of(html):
    """Return the blocks of a text in their order: ``kind`` (heading, text, items) and ``words``.

    ``words`` is a list: the items of a list, else one piece of text. Pictures are left out.
    """
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    return reader.blocks


class _Blocks(HTMLParser):
    def __init__(self):
        super().__init__()
        self.blocks = []
        self._piece, self._kind = "", "text"

    def handle_starttag(self, tag, attrs):
        if tag == "p" and self._kind == "items" and not self._piece.strip():
            return  # the first paragraph of an item is the item
        if tag in _PIECES:
            self._end()
            self._kind = {"h2": "heading", "h3": "heading", "li": "items"}.get(tag, "text")
        elif tag in ("br", "td", "th"):
            self._piece += " "

    def handle_endtag(self, tag):
        if tag in (*_PIECES, "ul", "ol"):
            self._end()

    def handle_data(self, data):
        self._piece += data

    def _end(self):
        words, kind = " ".join(self._piece.split()), self._kind
        self._piece, self._kind = "", "text"
        if not words:
            return
        if kind == "items" and self.blocks and self.blocks[-1]["kind"] == "items":
            self.blocks[-1]["words"].append(words)
        else:
            self.blocks.append({"kind": kind, "words": [words]})

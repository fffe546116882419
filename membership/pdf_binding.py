"""Several tagged PDFs of one drawing bound into one, with all that a reader program is told."""

import io
import re

import pikepdf

# How Typst names the heads of its tables, to which each cell refers: of the first, second, …
HEAD = re.compile(rb"\(U(\d)x(\d+)y0\)")
MOST_TABLES = 9
# Without the letter that Typst takes, of which the first piece keeps its names.
LETTERS = b"0123456789ABCDEFGHIJKLMNOPQRSTVWXYZabcdefghijklmnopqrstuvwxyz"


class Binding:
    """Tagged PDFs of one drawing, bound into one: pages, and the tree of their structure."""

    def __init__(self):
        self._first = self._whole = None
        self._number = self._key = 0
        self._places = []

    @property
    def pages(self):
        return len(self._whole.pages) if self._whole else 0

    def add(self, pdf):
        """Add the pages of a PDF with what a reader program is told of them."""
        if self._whole is None:
            self._first = pdf
            self._whole = pikepdf.open(io.BytesIO(pdf))
            tree = self._whole.Root.StructTreeRoot
            self._places = list(tree.ParentTree.Nums)
            self._key = int(tree.ParentTreeNextKey)
            return
        self._first, before = None, self.pages
        self._number += 1
        piece = pikepdf.open(io.BytesIO(HEAD.sub(self._own_name, pdf)))
        # First the pages: what the tree says of them then leads to the copies.
        self._whole.pages.extend(piece.pages)
        tree = self._whole.copy_foreign(piece.Root.StructTreeRoot)
        for page in list(self._whole.pages)[before:]:
            page.obj.StructParents = int(page.obj.StructParents) + self._key
        places = list(tree.ParentTree.Nums)
        for key, place in zip(places[::2], places[1::2], strict=True):
            self._places += [int(key) + self._key, place]
        self._key += int(tree.ParentTreeNextKey)
        self._graft(tree)

    def _own_name(self, head):
        """Return the name of a head that no other piece has, as long as it was."""
        table, column = head.groups()
        number = self._number * MOST_TABLES + int(table) - 1
        high, low = (LETTERS[place : place + 1] for place in divmod(number, len(LETTERS)))
        return b"(%b%bx%by0)" % (high, low, column)

    def _graft(self, tree):
        root = self._whole.Root.StructTreeRoot
        document = root.K[0]
        for part in tree.K[0].K:
            part.P = document
            document.K.append(part)
        root.IDTree.Names.extend(tree.IDTree.Names)

    def bound(self):
        """Return all as one PDF: a single piece as it was drawn."""
        if self._first is not None:
            return self._first
        tree = self._whole.Root.StructTreeRoot
        tree.ParentTree.Nums = pikepdf.Array(self._places)
        tree.ParentTreeNextKey = self._key
        names = list(tree.IDTree.Names)
        pairs = sorted(zip(names[::2], names[1::2], strict=True), key=lambda pair: bytes(pair[0]))
        tree.IDTree.Names = pikepdf.Array([half for pair in pairs for half in pair])
        file = io.BytesIO()
        self._whole.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return file.getvalue()

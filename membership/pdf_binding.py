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
        self._number = self.pages = 0

    def add(self, pdf):
        """Add the pages of a PDF with what a reader program is told of them."""
        if self._whole is None:
            self._first = pdf
            self._whole = pikepdf.open(io.BytesIO(pdf))
        else:
            self._first = None
            self._number += 1
            self._append(pikepdf.open(io.BytesIO(HEAD.sub(self._own_name, pdf))))
        self.pages = len(self._whole.pages)

    def bound(self):
        """Return all as one PDF: a single piece as it was drawn."""
        if self._first is not None:
            return self._first
        names = self._tree.IDTree.Names
        pairs = sorted(zip(*[iter(names)] * 2, strict=True), key=lambda pair: bytes(pair[0]))
        self._tree.IDTree.Names = pikepdf.Array([half for pair in pairs for half in pair])
        file = io.BytesIO()
        self._whole.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return file.getvalue()

    @property
    def _tree(self):
        return self._whole.Root.StructTreeRoot

    def _own_name(self, head):
        """Return the name of a head that no other piece has, as long as it was."""
        table, column = head.groups()
        number = self._number * MOST_TABLES + int(table) - 1
        high, low = (LETTERS[place : place + 1] for place in divmod(number, len(LETTERS)))
        return b"(%b%bx%by0)" % (high, low, column)

    def _append(self, piece):
        # First the pages: what the tree says of them then leads to the copies.
        self._whole.pages.extend(piece.pages)
        added = self._whole.copy_foreign(piece.Root.StructTreeRoot)
        before = int(self._tree.ParentTreeNextKey)
        for number in range(self.pages, len(self._whole.pages)):
            page = self._whole.pages[number].obj
            page.StructParents = int(page.StructParents) + before
        for number, half in enumerate(added.ParentTree.Nums):
            self._tree.ParentTree.Nums.append(half if number % 2 else int(half) + before)
        self._tree.ParentTreeNextKey = before + int(added.ParentTreeNextKey)
        self._tree.IDTree.Names.extend(added.IDTree.Names)
        document = self._tree.K[0]
        for part in added.K[0].K:
            part.P = document
            document.K.append(part)

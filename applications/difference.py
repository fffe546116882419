"""What changed in a text, word by word."""

import re
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
# Comparing takes time by the cube of what is alike: longer texts are compared in larger pieces.
MOST_PIECES = 1200

_WORDS, _SENTENCES = re.compile(r"\s+|\S+"), re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+")


def pieces(before, after):
    """Return pairs of a kind and a text: what stayed, what was removed and what was added.

    The same and removed pieces together are the text before, the same and added ones that after.
    """
    for cut in (_WORDS, _SENTENCES):
        old, new = cut.findall(before), cut.findall(after)
        if max(len(old), len(new)) <= MOST_PIECES:
            return list(_compared(old, new))
    return _whole(before, after)


def _compared(old, new):
    # In long texts difflib begins at no piece that stands everywhere, which keeps it quick.
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        before, after = "".join(old[i:j]), "".join(new[k:m])
        yield from [(SAME, before)] if tag == "equal" else _whole(before, after)


def _whole(before, after):
    return [(kind, text) for kind, text in ((REMOVED, before), (ADDED, after)) if text]

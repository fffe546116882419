"""What staff find an application by: kept folded beside it, sought by any part of a word."""

from together_site.text import folded, folded_address

# Whoever pastes a page means its longest words.
MOST_WORDS = 20


def kept(reference, *words, addresses):
    """Return the text in which each word that is sought must stand.

    A reference is kept without its hyphen, in which its halves and the whole can be found.
    """
    keys = (folded(reference).replace(" ", ""), *(key for name in words for key in _keys(name)))
    found = (*keys, *(folded_address(address) for address in addresses))
    return " ".join(dict.fromkeys(filter(None, found)))


def sought(question):
    """Return the words of a question, each of which must stand in what is kept."""
    words = dict.fromkeys(key for word in question.split() for key in _keys_of(word))
    return sorted(words, key=len, reverse=True)[:MOST_WORDS]


def _keys_of(word):
    # Signs around an address are of the sentence from which it was copied.
    return [folded_address(word).strip("._-+ ")] if "@" in word else _keys(word)


def _keys(name):
    return folded(name).split()

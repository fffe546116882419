"""References that banks carry along with a transfer: creditor references of ISO 11649.

They begin with ``RF`` and two check digits, by which a mistyped one is told from a right one.
"""

import re

_WHOLE = re.compile(r"RF[0-9]{2}[0-9A-Z]{1,21}")
_BODY = re.compile(r"[0-9A-Z]{1,21}")


def with_check_digits(body):
    """Return the reference for up to 21 letters and digits: ``RF``, check digits, the body.

    Raises ``ValueError`` for anything else.
    """
    body = "".join(body.split()).upper()
    if not _BODY.fullmatch(body):
        raise ValueError("A creditor reference has 1 to 21 letters and digits.")
    return f"RF{98 - _remainder(body + 'RF00'):02}{body}"


def is_right(reference):
    """Return whether a reference, written without blanks, has the form and its check digits."""
    if not _WHOLE.fullmatch(reference):
        return False
    return _remainder(reference[4:] + reference[:4]) == 1


def in_fours(reference):
    """Return a reference as it is printed: ``RF18 5390 0754 7034``."""
    return " ".join(reference[start : start + 4] for start in range(0, len(reference), 4))


def _remainder(text):
    """Return what is left of a text by 97, letters counted as 10 to 35."""
    return int("".join(str(int(character, 36)) for character in text)) % 97

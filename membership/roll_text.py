"""The text of a voting roll by which it is known: its table as a file, and the digest of that.

The file that is exported is the text whose SHA-256 is the digest of a frozen roll: whoever has the
file can reckon it with any program, without this site. It has codes, no words of any language.
"""

import hashlib

from applications.exports import csv_pieces
from membership.models import RollEntry

FETCHED_AT_ONCE = 1000
OF_ROLL = ("title", "as_of", "grace_days", "proxy_limit", "quorum_percent", "voters", "needed")
OF_ENTRY = (
    "number",
    "name",
    "country",
    "category",
    "standing",
    "part",
    "delegate_name",
    "delegate_function",
)
# The digest of every frozen roll rests on these columns, their names and their order.
COLUMNS = (
    "assembly",
    *OF_ROLL[1:],
    *OF_ENTRY,
    "proxy_given_to",
    "proxies_received",
)


def pieces(roll):
    """Yield the text of a roll line by line, in the order in which its members joined."""
    return csv_pieces(COLUMNS, _rows(roll))


def digest(roll):
    """Return the SHA-256 of the text of a roll as it is now, in hexadecimal."""
    reckoned = hashlib.sha256()
    for piece in pieces(roll):
        reckoned.update(piece.encode())
    return reckoned.hexdigest()


def is_unaltered(roll):
    """Return whether the rows of a frozen roll still have the digest that was written down."""
    return digest(roll) == roll.digest


def _rows(roll):
    of_roll = [getattr(roll, name) for name in OF_ROLL]
    of_roll[1] = roll.as_of.isoformat()
    entries = RollEntry.objects.filter(roll=roll).with_proxies().order_by("member")
    found = entries.values_list(*OF_ENTRY, "proxy_to__number", "held")
    for row in found.iterator(chunk_size=FETCHED_AT_ONCE):
        yield [*of_roll, *row]

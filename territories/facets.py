"""Filters of a list with the number of records that each choice would leave."""

from collections import Counter


def count(rows, chosen):
    """Return the total, and for each filter a ``Counter`` of its values, as a pair.

    ``rows`` are pairs of values and number of records: the values of a record are tuples, one for
    each filter. ``chosen`` has what is chosen in each, nothing meaning all. A filter's own choice
    does not narrow its numbers.
    """
    total, numbers = 0, [Counter() for _filter in chosen]
    for values, number in rows:
        missed = [at for at, one in enumerate(chosen) if one and not one & set(values[at])]
        if not missed:
            total += number
        for at in range(len(chosen)) if not missed else missed if len(missed) == 1 else ():
            numbers[at].update(dict.fromkeys(values[at], number))
    return total, numbers

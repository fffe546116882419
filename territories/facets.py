"""Filters of a list with the number of records that each choice would leave."""

from collections import Counter


def count(rows, chosen):
    """Return the total, for each filter a ``Counter`` of its values, and the areas of what matches.

    ``rows`` are values, number of records and the area in which they lie, or ``None``: the values
    of a record are tuples, one for each filter. ``chosen`` has what is chosen in each, nothing
    meaning all. A filter's own choice does not narrow its numbers.
    """
    total, numbers, areas = 0, [Counter() for _filter in chosen], []
    for values, number, area in rows:
        missed = [at for at, one in enumerate(chosen) if one and not one & set(values[at])]
        if not missed:
            total += number
            if area:
                areas.append(area)
        for at in range(len(chosen)) if not missed else missed if len(missed) == 1 else ():
            numbers[at].update(dict.fromkeys(values[at], number))
    return total, numbers, areas

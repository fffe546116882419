"""Readable addresses for places and platforms."""

from django.db import connection
from django.utils.text import slugify

from together_site.text import folded

# Addresses that stand beside those of places and platforms.
RESERVED = frozenset({"feed"})


def free_slug(model, words, *, fallback):
    """Return an address made of ``words`` that no row of ``model`` has, at most 80 characters.

    Call it inside the transaction that stores the row: two people who name the same place at
    once wait for one another. ``fallback`` serves names without a Latin letter.
    """
    base = slugify(folded(words))[:70].strip("-") or fallback
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{model._meta.db_table} {base}"]
        )
    taken = RESERVED.union(
        model.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"

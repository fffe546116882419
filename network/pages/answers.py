"""What pages of the association have in common: a record with words, and when it last changed."""

from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse


def answer(request, name, page=None, *, shows=(), **context):
    """Return the page ``network/pages/<name>.html``.

    ``page`` is the record whose words stand on it, or ``None``: then the words of the template do.
    ``shows`` are other records of which it tells.
    """
    moments = [record.changed_at for record in (page, *shows) if record is not None]
    # What a preview shows may not have been saved yet.
    if moments := [moment for moment in moments if moment]:
        context["changed_at"] = max(moments)
    return TemplateResponse(request, f"network/pages/{name}.html", {"page": page, **context})


def address_of(name):
    """Return an address, or ``""`` where the site has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""

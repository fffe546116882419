"""Where a page lies in the registry: addresses with their words, from the outermost inwards."""

from django.urls import reverse
from django.utils.translation import gettext as _


def to_countries():
    """Return the crumbs of a country."""
    whole = (reverse("territories:territory-list"), _("Territories"))
    return [whole, (reverse("territories:country-list"), _("Countries"))]


def to_country(territory):
    """Return the crumbs of a territory as far as its country: pairs of address and words."""
    country = territory.country
    here = reverse("territories:country-detail", args=[country.code])
    return [(reverse("territories:territory-list"), _("Territories")), (here, country.name)]


def to_parent(territory):
    """Return the same as far as the place it is part of, where that one is listed."""
    parent = territory.parent
    within = [(parent.get_absolute_url(), parent.name)] if parent and parent.is_listed else []
    return [*to_country(territory), *within]


def to_territory(territory):
    """Return the same as far as the territory itself."""
    return [*to_country(territory), (territory.get_absolute_url(), territory.name)]

"""Listed places and other applications that may be what an application is about."""

from difflib import SequenceMatcher
from math import asin, cos, radians, sin, sqrt

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F
from django.utils.translation import gettext as _

from applications.duplicates import MOST, Reasons, same_site
from platforms.models import Platform
from territories.models import Territory
from territories.search import TERRITORIES, TerritoryQuestion
from together_site.text import folded, folded_address, listed

# A place so near may be the same by another name.
NEAR_KM = 10
KM_OF_A_DEGREE = 111.2
MOST_PLATFORMS = 3
# Of the applications in which the words of the name stand, so many are looked at.
LOOKED_AT = 30
# From here on two names are taken for like: “Vila Nova” and “Vila Velha” are not.
LIKE = 0.75


def places(application):
    """Return pairs of a listed place and the reasons why it may be the one that is meant.

    What an application has opened itself is no hint about it.
    """
    reasons = Reasons(but=[application.territory_id] if application.platform_id else [])
    meant = application.listed_territory and application.listed_territory.in_force()
    if meant and meant.is_listed:
        reasons.add(meant.pk, _("chosen by the applicant"))
    for place in _named(application):
        is_same = place.folded_name == folded(application.territory_name)
        reasons.add(place.pk, _("same name") if is_same else _("similar name"))
    for place, km in _near(application):
        reasons.add(place.pk, _("%(km)s km away") % {"km": km})
    sites = same_site(application.website)
    if sites:
        for key in Territory.objects.listed().filter(website__in=sites).values_list("pk")[:MOST]:
            reasons.add(*key, _("same website"))
    return _found(Territory.objects, reasons)


def _found(records, reasons):
    rows = records.in_bulk([key for key, told in reasons.found.items() if told])
    return [(rows[key], told) for key, told in reasons.found.items() if key in rows]


def _named(application):
    """Return the listed places of the country with the same or a similar name."""
    name, country = application.territory_name, application.territory_country.code
    if not folded(name):
        return []
    asked = TerritoryQuestion(words=name, country=(country,))
    return TERRITORIES.narrowed(TERRITORIES.like(asked), asked)[:MOST]


def _near(application):
    """Return pairs of a listed place and how many kilometres it is away, the nearest first."""
    if application.latitude is None or application.longitude is None:
        return []
    here = float(application.latitude), float(application.longitude)
    around = NEAR_KM / KM_OF_A_DEGREE
    across = around / max(cos(radians(here[0])), 0.01)
    apart = (F("latitude") - here[0]) ** 2 + (F("longitude") - here[1]) ** 2
    box = Territory.objects.listed().filter(
        latitude__range=(here[0] - around, here[0] + around),
        longitude__range=(here[1] - across, here[1] + across),
    )
    found = [
        (place, _kilometres(here, (float(place.latitude), float(place.longitude))))
        for place in box.order_by(apart, "pk")[:MOST]
    ]
    return [(place, round(km)) for place, km in found if km <= NEAR_KM]


def _kilometres(one, other):
    (latitude, longitude), (to_latitude, to_longitude) = (
        map(radians, point) for point in (one, other)
    )
    half = (
        sin((to_latitude - latitude) / 2) ** 2
        + cos(latitude) * cos(to_latitude) * sin((to_longitude - longitude) / 2) ** 2
    )
    return 2 * 6371 * asin(sqrt(half))


def platforms_at(places, *, but=None):
    """Return the platforms of some places in words, the latest first, by the key of the place.

    ``but`` is the key of a platform that is known to be there.
    """
    there = {place.pk: [] for place in places}
    rows = Platform.objects.filter(territory__in=list(there)).exclude(pk=but)
    rows = rows.select_related("territory", "collective_actor").order_by("-pk")
    for platform in rows[: MOST_PLATFORMS * len(there)]:
        words = _("platform there: %(name)s (%(state)s)") % {
            "name": platform.name,
            "state": platform.get_state_display(),
        }
        there[platform.territory_id].append(words)
    return there


def in_words(place):
    """Return a place with what tells it from its namesakes."""
    about = [place.kind_in_words, place.admin_area, place.country.name, place.code]
    return f"{place.name} ({listed(filter(None, about))})"


def applications(application, among):
    """Return pairs of another application and the reasons why it may be about the same."""
    reasons = Reasons(but=[application.pk])
    for other in _of_same_address(application, among):
        reasons.add(other, _("same e-mail address"))
    for key, is_same in _of_like_name(application, among):
        reasons.add(key, _("same name") if is_same else _("similar name"))
    sites = same_site(application.website)
    if sites:
        same = among.filter(website__in=sites).exclude(pk=application.pk).order_by("-pk")
        for key in same.values_list("pk")[:MOST]:
            reasons.add(*key, _("same website"))
    return _found(among, reasons)


def _of_same_address(application, among):
    """Return the keys of those that share a contact, the latest first."""
    found = set()
    for address in sorted(application.contact_addresses()):
        kept = among.filter(sought__contains=folded_address(address)).exclude(pk=application.pk)
        rows = kept.order_by("-pk").values_list("pk", "email", "second_email")[: 2 * MOST]
        found |= {key for key, *both in rows if address in map(str.lower, both)}
    return sorted(found, reverse=True)[:MOST]


def _of_like_name(application, among):
    """Return pairs of a key and whether the place bears the very name, these first.

    The words by which an application is found hold more than the place: its name decides.
    """
    name = folded(application.territory_name)
    if not name:
        return []
    likeness = TrigramWordSimilarity(name, "sought")
    found = among.filter(
        sought__trigram_word_similar=name, territory_country=application.territory_country
    ).exclude(pk=application.pk)
    rows = found.order_by(likeness.desc(), "-pk").values_list("pk", "territory_name")[:LOOKED_AT]
    like = [(key, folded(other)) for key, other in rows]
    like = [(key, other == name) for key, other in like if _are_like(name, other)]
    return sorted(like, key=lambda pair: not pair[1])[:MOST]


def _are_like(name, other):
    is_within = bool(other) and (name in other or other in name)
    return is_within or SequenceMatcher(None, name, other).ratio() >= LIKE

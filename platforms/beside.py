"""An application side by side with what it may be about."""

from django.utils.translation import gettext as _

from applications.duplicates import Row
from applications.recorded import as_json
from platforms.answers import ANSWERS
from platforms.duplicates import platforms_at
from platforms.recorded import RECORDED


def with_application(application, other):
    """Return the answers of two applications as rows."""
    ours, theirs = RECORDED.answers_of(application), RECORDED.answers_of(other)
    rows = [
        Row(RECORDED.label_of(name), _told(application, name, ours), _told(other, name, theirs))
        for name in ("email", *RECORDED.names())
    ]
    return [row for row in rows if row.is_told]


def _told(application, name, values):
    if name == "email":
        return application.email
    return RECORDED.in_words(name, values[name]) if ANSWERS.is_told(application, name) else ""


def with_place(application, place):
    """Return what an application describes and what a listed place has, as rows."""
    there = platforms_at([place], but=application.platform_id)[place.pk]
    point = (application.latitude, application.longitude)
    facts = {
        "territory_name": place.name,
        "territory_kind": str(place.kind_in_words),
        "territory_country": place.country.name,
        "territory_area": place.admin_area,
        "territory_parent": str(place.parent or ""),
        "population": _plain(place.population),
        "population_year": _plain(place.population_year),
        "website": place.website,
    }
    rows = [
        Row(RECORDED.label_of(name), RECORDED.in_words(name, _raw(application, name)), theirs)
        for name, theirs in facts.items()
    ]
    rows += [
        Row(_("Point"), _point(*point), _point(place.latitude, place.longitude)),
        Row(_("Platform"), application.local_name, "\n".join(there)),
    ]
    return [row for row in rows if row.is_told]


def _raw(application, name):
    return as_json(getattr(application, name))


def _plain(number):
    return "" if number is None else str(number)


def _point(latitude, longitude):
    return "" if latitude is None else f"{latitude}, {longitude}"

"""The answers of an application as plain data: kept when more is asked, compared on return."""

from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_countries import countries
from django_countries.fields import Country

from platforms.languages import name_of
from platforms.models import PlatformApplication
from platforms.workflow import DESCRIPTION, PLACE, PublicContact, Section
from territories.models import Territory
from territories.workflow import ActorKind

# What each page asks, in its order. Participants and documents are rows of their own.
ASKED = {
    Section.TERRITORY: [
        "holder",
        "actor_name",
        "actor_kind",
        "territory_name",
        "territory_country",
    ],
    PLACE: ["listed_territory"],
    DESCRIPTION: [
        "territory_kind",
        "territory_area",
        "territory_parent",
        "population",
        "population_year",
        "latitude",
        "longitude",
        "website",
    ],
    Section.PLATFORM: [
        "local_name",
        "since_year",
        "is_formal",
        "aims",
        "has_begun",
        "languages",
    ],
    Section.PARTICIPANTS: ["participants", "why_few_kinds"],
    Section.MANDATE: ["mandate", "decided_by", "decided_on", "document", "why_no_mandate"],
    Section.CONTACTS: [
        "contact_name",
        "contact_role",
        "contact_phone",
        "second_name",
        "second_role",
        "second_email",
        "second_phone",
        "public_contacts",
    ],
    Section.PROCESS: ["cycle", "phase", "trained", "help_needed", "help_offered"],
}
PAGES_OF_TERRITORY = (Section.TERRITORY, PLACE, DESCRIPTION)


def pages_of(section):
    """Return the pages of a section in their order."""
    return PAGES_OF_TERRITORY if section == Section.TERRITORY else (section,)


def stored(application):
    """Return every answer by its name, as forms have it."""
    columns = {field.name for field in PlatformApplication._meta.get_fields() if field.concrete}
    asked = {name for names in ASKED.values() for name in names}
    rows = application.participants.order_by("pk").values_list("name", "kind", "role")
    files = application.files.filter(purpose=Section.MANDATE).values_list("name", "sha256")
    return {
        **model_to_dict(application, asked & columns),
        "participants": [list(row) for row in rows],
        "document": [list(file) for file in files],
    }


def answers_of(application):
    """Return every answer by its name, as JSON has it."""
    return {name: as_json(value) for name, value in stored(application).items()}


def as_json(value):
    """Return a value as it comes back from a JSON column."""
    if isinstance(value, Country):
        return value.code
    is_json = value is None or isinstance(value, (str, int, bool, list))
    return value if is_json else DjangoJSONEncoder().default(value)


def answers_in(application, sections):
    """Return the answers of some sections only."""
    pages = [page for section in sections for page in pages_of(section)]
    names = {name for page in pages for name in ASKED.get(page, ())}
    return {name: value for name, value in answers_of(application).items() if name in names}


def label_of(name):
    """Return what a question is called where its answer is told."""
    if name == "participants":
        return _("Participants")
    if name == "document":
        return _("The decision or the acknowledgement")
    return capfirst(PlatformApplication._meta.get_field(name).verbose_name)


def in_words(name, value):
    """Return an answer as a person reads it; empty where there is none."""
    if value in (None, "", []):
        return ""
    if name in _WORDS:
        return _WORDS[name](value)
    column = PlatformApplication._meta.get_field(name)
    return str(dict(column.flatchoices).get(value, value)) if column.choices else str(value)


def _participants(rows):
    return "\n".join(participant(*row) for row in rows)


def participant(name, kind, role):
    """Return who takes part as one line."""
    known = dict(ActorKind.choices).get(kind)
    words = f"{name} ({known})" if known else name
    return f"{words}: {role}" if role else words


def _documents(files):
    """Tell documents of one name apart."""
    return "\n".join(f"{name} (SHA-256 {digest[:8]}…)" for name, digest in files)


def _place(pk):
    place = Territory.objects.filter(pk=pk).first()
    return f"{place.name} ({place.code})" if place else ""


_WORDS = {
    "participants": _participants,
    "document": _documents,
    "listed_territory": _place,
    "territory_country": lambda code: countries.name(code),
    "decided_on": lambda day: date_format(parse_date(str(day))),
    "languages": lambda codes: ", ".join(map(name_of, codes)),
    "public_contacts": lambda chosen: ", ".join(str(PublicContact(one).label) for one in chosen),
    "is_formal": lambda yes: _("Yes") if yes else _("No"),
    "has_begun": lambda yes: _("Yes") if yes else _("Not yet"),
}


def changes(before, after):
    """Return what differs, in words: label, before and after of each answer."""
    return [
        (label_of(name), in_words(name, before[name]), in_words(name, after.get(name)))
        for name in before
        if before[name] != after.get(name)
    ]

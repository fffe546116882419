"""Which words are missing in which language, of all that staff write."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from translated_fields import to_attribute

from network.editing.languages import translated_names
from network.editing.states import Standing, of_standing, standing_of
from network.models import (
    Agreement,
    Article,
    Document,
    Event,
    MethodPart,
    Milestone,
    Page,
    Partner,
    Picture,
    Project,
    Session,
    Video,
)
from network.translated import columns_of

CONTENT = (Page, Article, Event, Document, Project, Partner)
SMALL = (Milestone, MethodPart, Video, Picture)
# Parts are written on the page of what they are of.
PARTS = {Session: "event", Agreement: "partner"}
CODES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Missing:
    """A record of which something is told in one language and not in another.

    ``lacks`` has for each language the names of the fields without words in it. ``edited`` is the
    model and key of the record on whose page they are written.
    """

    kind: str
    title: str
    standing: str
    edited: tuple
    lacks: dict

    @property
    def is_public(self):
        return self.standing in ("", Standing.PUBLIC.label)


def all_missing():
    """Return what is missing, the public first: a query for each kind, however many there are."""
    found = []
    for model in (*CONTENT, *SMALL, *PARTS):
        found += _of_model(model)
    return sorted(found, key=lambda each: (not each.is_public, each.kind, each.title.casefold()))


def numbers(found):
    """Return for each language how many records lack something in it."""
    return {code: sum(bool(each.lacks[code]) for each in found) for code in CODES}


def _of_model(model):
    names = translated_names(model)
    columns = columns_of(*names)
    # Whether there are words is asked of the database: the texts themselves stay there.
    empty = {f"no_{column}": Q(**{column: ""}) for column in columns}
    rows = _rows(model).annotate(**empty)
    shown = columns_of(names[0])
    fields = ["pk", *shown, *(["published_on", "withdrawn_on"] if model in CONTENT else [])]
    if model in PARTS:
        fields.append(f"{PARTS[model]}_id")
    if model is Picture:
        fields.append("name")
    for row in rows.only(*fields):
        lacks = _lacks(row, names)
        if any(lacks.values()):
            yield Missing(
                kind=capfirst(model._meta.verbose_name),
                title=str(getattr(row, names[0]) or getattr(row, "name", "") or row.pk),
                standing=str(standing_of(row).label) if model in CONTENT else "",
                edited=_edited(model, row),
                lacks=lacks,
            )


def _rows(model):
    """Return the records of a model that visitors see or are to see."""
    rows = model._default_manager.all()
    if model not in CONTENT:
        return rows
    gone = of_standing(model._default_manager.all(), Standing.WITHDRAWN, timezone.localdate())
    return rows.exclude(pk__in=gone.values("pk"))


def _lacks(row, names):
    """Return for each language which fields have words in another one alone."""
    lacks = {code: [] for code in CODES}
    for name in names:
        without = [code for code in CODES if getattr(row, f"no_{to_attribute(name, code)}")]
        if len(without) < len(CODES):
            field = capfirst(getattr(type(row), name).short_description)
            for code in without:
                lacks[code].append(field)
    return lacks


def _edited(model, row):
    if model not in PARTS:
        return model, row.pk
    owner = model._meta.get_field(PARTS[model]).related_model
    return owner, getattr(row, f"{PARTS[model]}_id")

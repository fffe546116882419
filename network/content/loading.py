"""The words that the site is shipped with: one file a record, its words in every language.

Outside of any language stand the fields of the record, named as on the model. A record of another
table is named by its slug. A table such as ``[fr]`` holds the words of a language; ``[[sessions]]``
and ``[[agreements]]`` are parts, with words of their own in ``[sessions.fr]``. Addresses of this
site are written without their language.
"""

import re
import tomllib
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from network.models import Article, Document, Event, MethodPart, Milestone, Page, Partner, Project

FOLDER = Path(__file__).parent
# The folder of each table; what others name by its slug comes first.
TABLES = {
    "events": Event,
    "documents": Document,
    "partners": Partner,
    "projects": Project,
    "pages": Page,
    "articles": Article,
}
_BREAK = re.compile(r"\s*\n\s*")
_BREAK_BEFORE_BLOCK = re.compile(
    r"\s*\n\s*(?=</?(?:p|h[23]|[uo]l|li|blockquote|table|thead|tbody|tr|t[hd])\b)"
)
_OWN_ADDRESS = re.compile(r'(?<= href=")(?=/)')


@transaction.atomic
def load(folder=FOLDER, *, is_sample=False):
    """Load the records of a folder that are not there yet; return how many were added.

    A record that is there, by its slug, stays as staff left it. Dates of the history and parts of
    the method have no name of their own: they are loaded where there are none at all.
    """
    added = sum(
        _add(model, path, is_sample=is_sample)
        for name, model in TABLES.items()
        for path in files(folder / name)
    )
    return added if is_sample else added + _add_milestones() + add_method()


def files(folder):
    """Return the paths of the files in a folder, in their order."""
    return sorted(folder.glob("*.toml"))


def read(path):
    """Return what a file says, as a dictionary."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def milestones():
    """Return what is told of each date of the history, in order."""
    return read(FOLDER / "milestones.toml")["milestones"]


def method_parts():
    """Return what is told of each part of the method."""
    return read(FOLDER / "method.toml")["parts"]


def _add(model, path, *, is_sample):
    if model.objects.filter(slug=path.stem).exists():
        return 0
    told = {"published_on": timezone.localdate(), **read(path)}
    _make(model, told, slug=path.stem, is_sample=is_sample)
    return 1


def _add_milestones():
    if Milestone.objects.exists():
        return 0
    made = [_make(Milestone, told) for told in milestones()]
    Page.objects.find_anew("history")
    return len(made)


def add_method():
    """Load the parts of the method where there are none; return how many were added."""
    if MethodPart.objects.exists():
        return 0
    made = [_make(MethodPart, told) for told in method_parts()]
    Page.objects.find_anew("method")
    return len(made)


def _make(model, told, **fields):
    """Make a record of what is told of it, with its parts and links."""
    own, later = split(model, told)
    record = model(**own, **fields)
    record.full_clean()
    record.save()
    for field, value in later.items():
        if field.many_to_many:
            getattr(record, field.name).set(field.related_model.objects.filter(slug__in=value))
        else:
            for part in value:
                _make(field.related_model, part, **{field.field.name: record})
    if isinstance(record, Event):
        record.save(update_fields=["search_key"])  # with the words of its programme
    return record


def split(model, told):
    """Return the values of the columns, and what can be made only after the record."""
    own, later = {}, {}
    for name, value in told.items():
        if name in dict(settings.LANGUAGES):
            own |= {f"{field}_{name}": words(text, name) for field, text in value.items()}
            continue
        field = model._meta.get_field(name)
        if field.many_to_many or field.one_to_many:
            later[field] = value
        else:
            own[name] = _value(field, value)
    return own, later


def words(text, language):
    """Return a text as it is kept: lines joined, own addresses with their language."""
    text = _BREAK.sub(" ", _BREAK_BEFORE_BLOCK.sub("", text.strip()))
    return _OWN_ADDRESS.sub(f"/{language}", text)


def _value(field, value):
    if field.many_to_one or field.one_to_one:
        return field.related_model.objects.get(slug=value)
    if isinstance(field, models.DateField) and isinstance(value, int):
        return timezone.localdate() + timedelta(days=value)  # of samples, which are always to come
    return value

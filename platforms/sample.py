"""Sample content from public sources, for a demonstration registry."""

import csv
import re

import pgtrigger
from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from platforms.models import Platform
from territories.models import CollectiveActor, Territory
from territories.slugs import free_slug
from territories.workflow import ActorKind, PlatformState, TerritoryState

FOLDER = settings.BASE_DIR / "territories" / "sample"
# Only a registration in the network's list says that an actor has a coordination group.
REGISTERED = re.compile(r"\bGC\d+\b")
ACTOR_KINDS = {"hospital": ActorKind.HEALTH}
MODELS = (Platform, CollectiveActor, Territory)


class RemovalRefused(Exception):  # noqa: N818 -- a refusal is an answer to a person, not a fault
    """Sample content that real records stand on. Safe to show to a person."""


@transaction.atomic
def load(*, tell=lambda done, total: None):
    """Load the sample rows that are not there yet; return how many of each model were added.

    ``tell(done, total)`` is called after each row.
    """
    before = counted()
    places = rows("territories.csv")
    actors = rows("collective_actors.csv")
    # Whoever is a parent comes first; no sample place is a grandparent.
    places.sort(key=lambda row: row["parent"] != "")
    for done, row in enumerate([*places, *actors], start=1):
        load_actor(row) if done > len(places) else load_territory(row)
        tell(done, len(places) + len(actors))
    return {name: number - before[name] for name, number in counted().items()}


def rows(name):
    """Return the rows of a sample file as dictionaries of strings, in its order."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counted():
    """Return how many sample rows of each model there are, by the name of the model."""
    return {model.__name__: model.objects.filter(is_sample=True).count() for model in MODELS}


def load_territory(row):
    """Enter a place unless it is listed already, with a platform where its source is known."""
    parent = parent_of(row)
    place = {"name": row["name"], "kind": row["kind"], "country": row["country_code"]}
    if Territory.objects.listed().filter(**place, parent=parent).exists():
        return
    territory = Territory.objects.create(
        **place,
        **origin(row),
        **position(row),
        slug=free_slug(Territory, row["name"], fallback="territory"),
        admin_area=row["admin_area"],
        parent=parent,
        state=TerritoryState.LISTED,
    )
    if row["source_url"]:
        open_platform(row, territory=territory)


def load_actor(row):
    """Enter a collective actor unless it is there, with a platform where one is registered."""
    territory = parent_of(row)
    actor, is_new = CollectiveActor.objects.get_or_create(
        name=row["name"],
        kind=ACTOR_KINDS.get(row["kind"], row["kind"]),
        territory=territory,
        defaults={**origin(row), **position(row)},
    )
    if is_new and REGISTERED.search(row["note"]):
        open_platform(row, territory=territory, collective_actor=actor)


def open_platform(row, **where):
    """Enter a platform of which nothing is known but its source."""
    Platform.objects.create(
        **where,
        **origin(row),
        slug=free_slug(Platform, row["name"], fallback="platform"),
        state=PlatformState.NOT_KNOWN,
    )


def parent_of(row):
    """Return the listed place that a row names as its parent, or ``None`` where it names none."""
    if not row["parent"]:
        return None
    return Territory.objects.listed().get(
        name=row["parent"], country=row["country_code"], parent=None
    )


def origin(row):
    """Return the fields that say where a row comes from."""
    return {
        "is_sample": True,
        "source_url": row["source_url"],
        "first_sign_found": row["first_sign_found"] or None,
    }


def position(row):
    """Return latitude and longitude in degrees, or ``None`` for both."""
    return {"latitude": row["latitude"] or None, "longitude": row["longitude"] or None}


def forget_moves():
    """Remove the moves of samples and their reasons: what was tried out is no history."""
    for model in MODELS:
        history = model._meta.get_field("history")
        notes = model._meta.get_field("notes").related_model
        of_samples = {f"{history.field.name}__is_sample": True}
        notes.objects.filter(**of_samples).delete()
        with pgtrigger.ignore(f"{history.related_model._meta.label}:append_only"):
            history.related_model.objects.filter(**of_samples).delete()


@transaction.atomic
def remove():
    """Remove all sample rows; return how many of each model.

    Raises ``RemovalRefused``, and removes nothing, where a real record stands on one of them.
    """
    before = counted()
    forget_moves()
    try:
        for model in (Platform, CollectiveActor):
            model.objects.filter(is_sample=True).delete()
        samples = Territory.objects.filter(is_sample=True)
        while leaves := samples.exclude(Q(children__is_sample=True) | Q(merged__is_sample=True)):
            leaves.delete()
    except ProtectedError as error:
        real = sorted(f"{thing._meta.verbose_name} {thing}" for thing in error.protected_objects)
        raise RemovalRefused(
            _("Nothing was removed: records that are no samples stand on sample content: %(what)s.")
            % {"what": "; ".join(real)}
        ) from error
    return before

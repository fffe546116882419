"""Builders of voting rolls."""

from datetime import date, timedelta
from importlib import import_module

from django.apps import apps
from django.utils import timezone

from membership import rolls
from membership.models import Roll
from membership.roll_drawing import draw_some
from membership.workflow import Category
from tests.applications.factories import make_secretary
from tests.membership.factories import make_member


def keep_samples():
    """Have the samples of the migrations: a test that runs without a transaction lacks them."""
    for name in ("0002_sample_settings", "0006_more_sample_settings", "0013_posts"):
        import_module(f"membership.migrations.{name}").add(apps, None)


def make_voter(category=Category.PUBLIC_ENTITY, *, on=None, **fields):
    """Make a member that is current on a day and the year around it."""
    on = on or timezone.localdate()
    days = (str(on - timedelta(days=200)), str(on + timedelta(days=200)))
    return make_member(category, periods=[days], **{"joined_on": date(2014, 1, 1), **fields})


def draw_up(roll):
    """Draw a roll up to its end, as the job of the worker does; return the lots of keys."""
    lots = []
    while keys := draw_some(roll, after=lots[-1][-1] if lots else 0):
        lots.append(keys)
    return lots


def make_roll(*, as_of=None, title="General Assembly", by=None, drawn=True):
    """Make a draft as of a day, today unless told, with the members that there are."""
    roll = rolls.begin(title=title, as_of=as_of or timezone.localdate(), by=by or make_secretary())
    if drawn:
        draw_up(roll)
    return Roll.objects.get(pk=roll.pk)


def make_frozen_roll(**fields):
    """Make a roll that is frozen."""
    roll = make_roll(**fields)
    rolls.freeze(roll, by=roll.made_by)
    return Roll.objects.get(pk=roll.pk)


def entry_of(roll, member):
    return roll.entries.get(member=member)

"""The history of the network: its dates in order, each told as exactly as it is known."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.models import Document, Event, Milestone
from network.pages.answers import answer
from network.translated import columns_of
from network.workflow import DocumentKind


@dataclass(frozen=True)
class Dated:
    """A date of the history, in words."""

    milestone: Milestone
    day: str
    event: Event | None


def history(request, page):
    milestones = list(Milestone.objects.in_order().select_related("event"))
    context = {
        "dates": [Dated(one, day_of(one), _shown(one.event)) for one in milestones],
        "statutes": statutes(),
        "crumbs": to_about(),
    }
    return answer(request, "history", page, shows=milestones, **context)


def day_of(milestone):
    """Return when it was, as exactly as it is known."""
    if milestone.month is None:
        return str(milestone.year)
    try:
        day = date(milestone.year, milestone.month, milestone.day or 1)
    except ValueError:  # 31 February, or a year of no calendar
        return str(milestone.year)
    return date_format(day, "DATE_FORMAT" if milestone.day else "YEAR_MONTH_FORMAT")


def statutes():
    """Return the statutes that are in force, or ``None`` where the site has none."""
    known = Document.objects.public().filter(kind=DocumentKind.STATUTES, superseded_by=None)
    shown = known.only("slug", *columns_of("title"))
    return shown.order_by("-adopted_on", "-pk").first()


def to_about():
    return [(reverse("network:about"), _("The network"))]


def _shown(event):
    return event if event is not None and event.is_public else None

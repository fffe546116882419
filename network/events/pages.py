"""The public pages of meetings and trainings, and their calendars."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from network.events import calendars, reading, when
from network.models import Event
from network.workflow import MEETING_KINDS
from territories.conditional import by_version


def page(request, name, context, **response):
    return TemplateResponse(request, f"network/events/{name}.html", context, **response)


@by_version
def meeting_list(request):
    """List the meetings: those to come, then the past ones by year."""
    return _list(request, Event.objects.meetings(), "meetings")


@by_version
def training_list(request):
    """List the trainings of facilitators in the same way."""
    return _list(request, Event.objects.trainings(), "trainings")


def _list(request, events, name):
    listed = reading.listed(events)
    # Without any record the page says when the site changed.
    changed = {"changed_at": listed.changed_at} if listed.changed_at else {}
    return page(request, name, {"listed": listed, **changed})


@by_version
def event_detail(request, slug, *, is_training):
    """Show a meeting or a training; under the address of the other kind, lead to its own."""
    event = get_object_or_404(reading.of_slug(), slug=slug)
    if event.is_training != is_training:
        return redirect(event)
    return shown(request, event)


def shown(request, event):
    """Return the page of an event, whether visitors see it yet or not."""
    papers = reading.papers_of(event)
    return page(
        request,
        "detail",
        {
            "event": reading.with_words(event),
            "zone": when.zone_told(event),
            "changed_at": max([event.changed_at, *papers.changed_at]),
            "crumbs": [crumb_of(event)],
            "programme": reading.programme_of(event) if event.pk else [],
            "papers": papers,
            "attendance": reading.attendance_of(event) if event.pk else [],
            "why_not": when.why_not(event),
            "register_url": address_of(event, "register"),
            "calendar_url": address_of(event, "calendar"),
        },
    )


def crumb_of(event):
    """Return the list in which an event stands: its address and words."""
    if event.is_training:
        return reverse("network:training-list"), _("Trainings")
    return reverse("network:meeting-list"), _("Meetings")


def address_of(event, what):
    """Return the address of the page to ``register``, or of the ``calendar``, of an event."""
    kind = "training-event" if event.is_training else "event"
    return reverse(f"network:{kind}-{what}", args=[event.slug])


@by_version
def calendar(request, *, is_training):
    """Hand out all meetings and trainings as a calendar, or those of a kind the address names."""
    events = Event.objects.trainings() if is_training else Event.objects.all()
    kind = request.GET.get("kind", "")
    if kind in MEETING_KINDS and not is_training:
        events = events.filter(kind=kind)
    name = reading.name_of_calendar(is_training)
    content = calendars.calendar(reading.for_calendar(events), name=name)
    return calendars.answer(content, "trainings" if is_training else "meetings")


@by_version
def event_calendar(request, slug):
    """Hand out one meeting or training as a calendar."""
    events = Event.objects.filter(slug=slug)
    event = get_object_or_404(reading.for_calendar(events))
    return calendars.answer(calendars.calendar([event], name=event.title), event.slug)

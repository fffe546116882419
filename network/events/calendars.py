"""Events as calendars: one, or all of a list (RFC 5545)."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar
from icalendar import Event as Entry

from network.events import when


def calendar(events, *, name, online=""):
    """Return the text of a calendar of some events, in the language of the reader.

    ``online`` is where one takes part online, for a calendar of who may know.
    """
    made = Calendar()
    made.add("prodid", "-//TOGETHER//Territories of Co-responsibility//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for event in events:
        made.add_component(entry(event, online=online))
    return made.to_ical()


def entry(event, *, online=""):
    """Return an event as an entry of a calendar; hours in UTC, so that no zone is needed."""
    begins, ends = when.moments(event)
    made = Entry()
    made.add("uid", f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    made.add("dtstamp", event.changed_at.astimezone(UTC))
    made.add("last-modified", event.changed_at.astimezone(UTC))
    # Of two entries with the same name the one with the higher number holds.
    made.add("sequence", max(0, int((event.changed_at - event.created_at).total_seconds())))
    made.add("summary", event.title, parameters={"language": event.title_language or "en"})
    made.add("dtstart", _utc(begins))
    if ends is not None:
        made.add("dtend", _utc(ends))
    if place := when.place_told(event):
        made.add("location", place)
    said = "\n".join(filter(None, [event.summary, online]))
    if said:
        made.add("description", said)
    made.add("url", f"{settings.SITE_URL}{event.get_absolute_url()}")
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return made


def _utc(moment):
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def answer(content, name):
    """Return the answer that hands out a calendar."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response

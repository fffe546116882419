"""When and where an event is, in the words of the reader, by the clock of its place."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.events.workflow import WhyNot
from territories.country_names import country_name
from together_site.text import comma, listed


def today_at(event):
    """Return which day it is where the event is."""
    return timezone.localdate(timezone=ZoneInfo(event.time_zone))


def why_not(event):
    """Return the ``WhyNot`` for which nobody can register now, or ``None``."""
    if event.is_cancelled:
        return WhyNot.CANCELLED
    if event.has_begun:
        return WhyNot.BEGUN
    if not event.takes_registrations:
        return WhyNot.NOT_TAKEN
    if event.register_until and event.register_until < today_at(event):
        return WhyNot.ENDED
    return None


def told(event):
    """Return the days and hours of an event in words, such as “2 May 2026, 14:00 to 17:00”."""
    first = _moment(event.starts_on, event.starts_at)
    if event.ends_on == event.starts_on:
        if event.ends_at is None:
            return first
        return _("%(from)s to %(until)s") % {"from": first, "until": _hour(event.ends_at)}
    last = _moment(event.ends_on, event.ends_at)
    return _("%(from)s to %(until)s") % {"from": first, "until": last}


def _moment(day, hour):
    if hour is None:
        return date_format(day)
    return _("%(day)s, %(hour)s") % {"day": date_format(day), "hour": _hour(hour)}


def _hour(hour):
    return time_format(hour, "TIME_FORMAT")


def zone_told(event):
    """Return by which clock the hours of an event are, in words and as the distance to UTC."""
    zone = ZoneInfo(event.time_zone)
    noon = datetime.combine(event.starts_on, event.starts_at or time(12), tzinfo=zone)
    distance = f"UTC{noon.isoformat()[-6:]}"
    if "/" not in event.time_zone or event.time_zone.startswith("Etc/"):
        return distance
    place = get_timezone_location(zone, locale=(get_language() or "en").replace("-", "_"))
    return f"{place}{comma()}{distance}"


def place_told(event):
    """Return where an event is, in words; empty where it is online alone."""
    return listed(filter(None, [event.place, country_name(event.country)]))


def moments(event):
    """Return when an event begins and ends: moments in its zone, or days where no hour is known.

    The end of days is the day after the last, as calendars count; an end of moments may be
    ``None``, where it is on the day of the beginning.
    """
    if event.starts_at is None:
        return event.starts_on, event.ends_on + timedelta(days=1)
    zone = ZoneInfo(event.time_zone)
    begins = datetime.combine(event.starts_on, event.starts_at, tzinfo=zone)
    if event.ends_at is not None:
        return begins, datetime.combine(event.ends_on, event.ends_at, tzinfo=zone)
    if event.ends_on == event.starts_on:
        return begins, None
    return begins, datetime.combine(event.ends_on + timedelta(days=1), time(0), tzinfo=zone)

"""What a digest says: what waits for one member of staff, in words."""

from datetime import datetime, time

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import Role
from applications import waiting

SHOWN = 10  # of each part


def moment_of(day):
    """Return the moment from which on the digest of a day is written."""
    return timezone.make_aware(datetime.combine(day, time(settings.DIGEST_HOUR)))


def parts_for(user, day):
    """Return what waits for ``user`` at the hour of the digest, as plain JSON for its letter.

    What came since is left to the next day, so that a digest comes by its hour or not at all,
    however late the worker is. Of what is suspected as spam no word is passed on.
    """
    with translation.override(settings.LANGUAGE_CODE):
        parts = [_part(part, day) for part in waiting.parts_for(user, today=day)]
        if user.has_role(Role.SECRETARIAT):
            tray = waiting.suspected().filter(state_since__lt=moment_of(day))
            parts.append({"title": _("Suspected as spam"), "number": tray.count(), "lines": []})
        until = moment_of(day)
        parts += [import_string(name)(user, until) for name in settings.DIGEST_PARTS]
    return [part for part in parts if part["number"]]


def _part(part, day):
    since = "asked_at" if part.name == "opinions" else "state_since"
    applications = part.applications.filter(**{f"{since}__lt": moment_of(day)})
    return {
        "title": str(part.title),
        "number": applications.count(),
        "lines": [_line(part, application) for application in applications[:SHOWN]],
    }


def _line(part, application):
    words = {
        "application": f"{application.reference} {application.title}".strip(),
        "state": application.get_state_display(),
        "day": _day(part, application),
    }
    if part.name == "overdue":
        return _("%(application)s: answer expected by %(day)s") % words
    if part.name == "opinions":
        return _("%(application)s: asked on %(day)s") % words
    return _("%(application)s: %(state)s, since %(day)s") % words


def _day(part, application):
    if part.name == "overdue":
        return date_format(application.asked_until)
    moment = application.asked_at if part.name == "opinions" else application.state_since
    return date_format(timezone.localdate(moment))

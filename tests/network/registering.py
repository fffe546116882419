"""Builders of meetings to come and of registrations: each makes one valid thing."""

from datetime import timedelta
from itertools import count

from django.urls import reverse
from django.utils import timezone

from applications.abuse import stamp
from network.events import links, services
from network.models import Event, Registration
from network.models.registration import TO_CONFIRM
from outbox.models import OutgoingEmail
from tests.network.factories import make_event

_numbers = count(1)


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def make_coming(*, days=30, **fields):
    """Make a public meeting of one day, to which one can register, read from the database."""
    day = in_days(days)
    told = {"starts_on": day, "ends_on": day, "takes_registrations": True, "place": "Mulhouse"}
    return again(make_event(**{**told, **fields}))


def again(record):
    """Return a record as it is now."""
    return type(record).objects.get(pk=record.pk)


def make_registration(event, *, is_confirmed=True, **fields):
    """Make a registration as the service does, confirmed unless it is told otherwise."""
    number = next(_numbers)
    told = {"name": f"Rui {number}", "email": f"rui{number}@example.org", "language": "en"}
    once = f"registration {number}"
    services.register(event, once=once, suspicion="", **{**told, **fields})
    registration = Registration.objects.select_related("event").get(once=once)
    if is_confirmed:
        services.confirm(registration)
    return registration


def put_in_the_past(event, *, days=10):
    """Let an event be over since some days."""
    day = in_days(-days)
    Event.objects.filter(pk=event.pk).update(starts_on=day, ends_on=day)
    return again(event)


def let_lapse(*registrations):
    """Let the time go by in which they could be confirmed."""
    Registration.objects.filter(pk__in=[one.pk for one in registrations]).update(
        answer_by=timezone.now() - timedelta(minutes=1),
        sent_at=timezone.now() - TO_CONFIRM,
    )


def link_of_registration(registration):
    """Return the path of the private link of a registration."""
    token = links.token_of(registration.pk, registration.link_version)
    return reverse("network:registration", args=[token])


def register_url(event):
    return f"{event.get_absolute_url()}register/"


def registration_words(**changes):
    """Return what a sent form to register says."""
    said = {
        "name": "Ana Núñez",
        "email": "ana@example.org",
        "organisation": "",
        "kind": "",
        "country": "",
        "access_needs": "",
        "language": "en",
        "consent": "on",
        "token": stamp(),
    }
    return {**said, **changes}


def states(event):
    """Return name and state of each registration, in the order of arrival."""
    return list(event.registrations.order_by("pk").values_list("name", "state"))


def letters_to(email):
    """Return the names of the letters to an address, in order."""
    found = OutgoingEmail.objects.filter(recipient=email).order_by("pk")
    return [template.rpartition("/")[2] for template in found.values_list("template", flat=True)]

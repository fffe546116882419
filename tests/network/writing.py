"""Builders of messages to the network: each makes one valid thing."""

from importlib import import_module
from itertools import count

from django.apps import apps
from django.utils import timezone

from applications.abuse import stamp
from network.contact import links
from network.contact.workflow import ENDED
from network.models import Message, Subject

_numbers = count(1)
WORDS = {
    "name": "Ana Núñez",
    "email": "ana@example.org",
    "language": "pt",
    "text": "Bom dia, quando é a próxima formação?",
}


def subject_of(slug):
    """Return one of the subjects that the site begins with.

    A test that empties the tables takes them away: then they are made as the migration makes them.
    """
    if not Subject.objects.exists():
        import_module("network.migrations.0002_contact").add_subjects(apps, None)
    return Subject.objects.get(slug=slug)


def make_message(slug="general", *, state="open", **fields):
    """Make a message under a subject, in Portuguese, by a person unless it is told otherwise."""
    ended_at = timezone.now() if state in ENDED else None
    told = {**WORDS, "once": f"once {next(_numbers)}", "ended_at": ended_at, **fields}
    return Message.objects.create(subject=subject_of(slug), state=state, **told)


def link_of(message, language="en"):
    """Return the path of the private link of a message."""
    return "/" + links.address(message.pk, language=language).split("/", 3)[3]


def sent(slug="training", **said):
    """Return what the form sends."""
    return {"subject": slug, "token": stamp(), **WORDS, **said}

"""A clock that tests set, and a site on which staff need a second factor."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.signing_in import arrive

# Where the clock of allauth is read: codes, how long ago a password was given, tries.
READERS = [
    "allauth.mfa.totp.internal.auth.time",
    "allauth.account.internal.flows.reauthentication.time",
    "allauth.account.internal.flows.login.time",
]


class Clock:
    """The time of day, which stands still until it is moved."""

    def __init__(self):
        self.now = datetime(2031, 5, 5, 12, tzinfo=UTC)

    def pass_by(self, **length):
        self.now += timedelta(**length)

    def time(self):
        return self.now.timestamp()


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    for reader in READERS:
        monkeypatch.setattr(reader, SimpleNamespace(time=clock.time))
    return clock


@pytest.fixture
def _needed(settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = True


@pytest.fixture
def _real_letters(settings):
    """Write letters into the outbox, where tests of Django put a list in its place."""
    settings.EMAIL_BACKEND = "outbox.backend.RowBackend"


@pytest.fixture
def client_of():
    """Return a browser of its own for a person who has signed in."""

    def arrived(user, **options):
        client = Client()
        arrive(client, user, **options)
        return client

    return arrived

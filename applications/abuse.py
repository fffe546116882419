"""Abuse held off without third parties and puzzles: marks on doubtful forms, and limits.

A form that looks filled in by a program is not refused: ``Stamped.suspicion`` says why it is
doubtful and staff find it in a tray of its own. Only limits refuse, and they say until when.
"""

import hashlib
import secrets
import time
from datetime import UTC, datetime, timedelta

from django import forms
from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.addresses import client_address
from applications.models import Tally
from applications.workflow import Suspicion

# A page left open over the week-end is a person's; a stamp counts once in any case.
STAMP_LASTS = timedelta(days=7)
LONGEST_WINDOW = timedelta(days=1)

_stamps = signing.Signer(salt="applications.abuse.stamp")


def stamp():
    """Return the signed mark of a form opened now: its token and the moment, in one text."""
    return _stamps.sign_object([secrets.token_urlsafe(24), time.time()])


def read_stamp(text):
    """Return ``(token, seconds since it was made)``; the seconds are ``None`` for a bad stamp.

    A bad stamp gives a token all the same, the same one for the same text, so that a form sent
    twice stays one; a missing one gives a fresh token.
    """
    try:
        token, made = _stamps.unsign_object(text or "")
    except (signing.BadSignature, ValueError):
        if not text:
            return secrets.token_urlsafe(24), None
        return hashlib.sha256(text.encode(errors="replace")).hexdigest(), None
    return token, time.time() - made


class TokenField(forms.Field):
    """The stamp as a hidden field; its clean value is the token. Nothing sent is an error."""

    widget = forms.HiddenInput

    def to_python(self, value):
        return read_stamp(value)[0]


class Trap(forms.TextInput):
    """A text input that people neither see nor reach and programs fill in.

    It is drawn with the hidden fields, so without a label; the class ``unseen`` takes it away.
    """

    is_hidden = True

    def __init__(self):
        super().__init__(
            {
                "class": "unseen",
                "aria-hidden": "true",
                "tabindex": "-1",
                "autocomplete": "off",
            }
        )


class Stamped:
    """Put before ``forms.Form``: gives a form its token and marks what looks like a program's.

    ``cleaned_data["token"]`` is the same however often the form is sent: what is made from it is
    made once.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"] = TokenField(required=False, initial=stamp)
        self.fields["homepage"] = forms.Field(required=False, widget=Trap)

    def suspicion(self):
        """Return the ``Suspicion`` why a sent form is doubtful, or ``""``."""
        _token, age = read_stamp(self["token"].data)
        if self["homepage"].data:
            return Suspicion.HONEYPOT
        if age is None or not 0 <= age <= STAMP_LASTS.total_seconds():
            return Suspicion.STAMP
        return Suspicion.TOO_FAST if age < settings.SECONDS_A_PERSON_NEEDS else ""


def within_limit(purpose, subject, *, limit, window):
    """Count one more and return whether it is still among the first ``limit`` of this window.

    Windows of ``window``, a ``timedelta`` of a day at most, begin at fixed moments. One statement
    counts and answers, so that no two requests see the same count. Call it outside the transaction
    of what it allows: a count that is rolled back allows too much.
    """
    if window > LONGEST_WINDOW:
        raise ValueError("tallies are kept for a day")
    key = salted_hmac("applications.abuse", f"{purpose}\n{subject}", algorithm="sha256").hexdigest()
    seconds = window.total_seconds()
    start = datetime.fromtimestamp(timezone.now().timestamp() // seconds * seconds, UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {Tally._meta.db_table} AS tally (key, "window", count) '  # noqa: S608
            'VALUES (%s, %s, 1) ON CONFLICT (key, "window") '
            "DO UPDATE SET count = tally.count + 1 RETURNING count",
            [key, start],
        )
        (count,) = cursor.fetchone()
    if count == 1:
        forget_old_tallies()
    return count <= limit


def forget_old_tallies():
    """Delete up to 100 tallies of windows long over; every new tally does, so they never pile up.

    Rows that another request is deleting are left to it.
    """
    with transaction.atomic():
        old = (
            Tally.objects.filter(window__lt=timezone.now() - 2 * LONGEST_WINDOW)
            .select_for_update(skip_locked=True)
            .values("pk")[:100]
        )
        Tally.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()


def may_send_from(request):
    """Count one sending from this visitor's network address; return whether it is allowed."""
    return within_limit(
        "address",
        client_address(request),
        limit=settings.SENDS_AN_HOUR_PER_ADDRESS,
        window=timedelta(hours=1),
    )


def may_write_to(email):
    """Count one mail asked for to this address by anybody; return whether it is allowed."""
    return within_limit(
        "mail",
        email.strip().casefold(),
        limit=settings.SENDS_A_DAY_PER_MAIL,
        window=timedelta(days=1),
    )


def may_write_about(application):
    """Count one letter that somebody asks for about an application; return whether it is allowed.

    One whose address is confirmed has a limit of its own: a stranger who begins drafts with the
    same address would otherwise keep its owner from a fresh link for a day.
    """
    is_confirmed = application.address_confirmed_at is not None
    return may_write_to(application.reference if is_confirmed else application.email)

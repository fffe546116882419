"""Sessions in the database; that of a person who signed in ends when it is not used."""

import re
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

# To put off an end that was put off less than this ago is not worth a write.
WORTH_A_WRITE = timedelta(minutes=1)
SOUND_KEY = re.compile(r"[a-z0-9]{32}")


class SessionStore(db.SessionStore):
    """Django's, with two ages: ``STAFF_SESSION_IDLE_SECONDS`` once somebody has signed in.

    The end stands in the row. Whatever asks who somebody is reads the row, and puts the end off;
    a public page asks nobody, so it reads and writes nothing.
    """

    def get_session_cookie_age(self):
        """Return for how many seconds a session counts from the moment it is saved."""
        if SESSION_KEY in self._session:
            return settings.STAFF_SESSION_IDLE_SECONDS
        return super().get_session_cookie_age()

    def _validate_session_key(self, key):
        """Whether a cookie may name a session: one with a NUL is no question to the database."""
        return bool(SOUND_KEY.fullmatch(key or ""))

    def load(self):
        row = self._get_session_from_db()
        data = self.decode(row.session_data) if row else {}
        if SESSION_KEY in data:
            self._put_off(row)
        return data

    def _put_off(self, row):
        """Let a session that is used end later: nothing but its end is written.

        An end beyond the usual one was set before this rule held.
        """
        now = timezone.now()
        until = now + timedelta(seconds=settings.STAFF_SESSION_IDLE_SECONDS)
        if not timedelta(0) <= until - row.expire_date < WORTH_A_WRITE:
            going_on = self.model.objects.filter(session_key=row.pk, expire_date__gt=now)
            going_on.update(expire_date=until)


def person_of_ended(request):
    """Return the key of the person whose session has ended that the request names, or ``None``.

    The row of an ended session stays until ``clearsessions`` takes it.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if not SOUND_KEY.fullmatch(key):
        return None
    rows = SessionStore.get_model_class().objects
    row = rows.filter(session_key=key, expire_date__lte=timezone.now()).first()
    return row and row.get_decoded().get(SESSION_KEY)


def end_all_of(user):
    """End every session in which this person is signed in."""
    rows = SessionStore.get_model_class().objects
    for row in rows.filter(expire_date__gt=timezone.now()).iterator():
        if row.get_decoded().get(SESSION_KEY) == str(user.pk):
            row.delete()

"""Deliver what is in the outbox, one letter at a time, each in a transaction of its own.

The row stays locked from before the letter is sent until it is marked as sent: several workers
never take the same one, and a worker that dies leaves it queued. What the mail server answers
falls into three kinds, see ``post_letter``.
"""

import logging
import smtplib
from contextlib import suppress
from datetime import timedelta
from enum import Enum, auto

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection, transaction
from django.utils import timezone

from outbox.models import OutgoingEmail, State
from outbox.rendering import message_of, without_links
from together_site.text import without_hidden

log = logging.getLogger("together.outbox")

GIVE_UP_AFTER = timedelta(hours=72)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
# Opening, greeting, encryption, sign-in, sender, recipient, text, answer, goodbye: each may take
# EMAIL_TIMEOUT, and some take two turns.
TURNS = 15
ANSWER_LENGTH = 300
TOO_BIG = 552


class Outcome(Enum):
    NOTHING_DUE = auto()
    DEALT_WITH = auto()
    SERVER_AWAY = auto()


class ServerAwayError(Exception):
    """No letter could be handed in now, whichever it was."""


class TryLaterError(Exception):
    """This letter was not taken now."""


class NeedsPersonError(Exception):
    """This letter will not be taken however often it is tried."""


@transaction.atomic
def deliver_next():
    """Take the letter that is due first and not in other hands, and try to send it.

    Returns an ``Outcome``. Raises only what the database raises.
    """
    letter = OutgoingEmail.objects.due().select_for_update(skip_locked=True).first()
    if letter is None:
        return Outcome.NOTHING_DUE
    _allow_time_to_send()
    try:
        post_letter(letter)
    except ServerAwayError as error:
        _write(letter, last_answer=_answer(error))
        log.warning("The mail server is away: %s", letter.last_answer)
        return Outcome.SERVER_AWAY
    except TryLaterError as error:
        _put_off(letter, _answer(error))
    except NeedsPersonError as error:
        _hand_to_person(letter, _answer(error))
    else:
        _mark_sent(letter)
    return Outcome.DEALT_WITH


def deliver_due():
    """Deliver all that is due, until nothing is left or the server is away; returns which."""
    while True:
        outcome = deliver_next()
        if outcome is not Outcome.DEALT_WITH:
            return outcome


def post_letter(letter):
    """Hand one letter to the mail server.

    Raises ``ServerAwayError`` when no letter at all could be handed in, ``TryLaterError`` when
    this one was put off or the talk about it broke off, ``NeedsPersonError`` when it was refused
    for good or cannot be made.
    """
    try:
        with transaction.atomic():  # a template that fails in the database leaves ours usable
            message = message_of(letter)
            message.message()
    except Exception as error:
        if not connection.is_usable():
            raise  # the database went away: no fault of the letter
        log.exception("Letter %s cannot be made", letter.pk)
        raise NeedsPersonError(f"{type(error).__name__}: {error}") from error

    server = get_connection(settings.DELIVERY_BACKEND)
    try:
        _open(server)
        _hand_in(server, message)
    finally:
        # What comes after the letter was taken does not make it untaken.
        with suppress(Exception):
            server.close()


def wait_after(tries):
    """Return the time to wait after so many tries, or None when it is time to give up."""
    waits = [min(FIRST_WAIT * 2 ** min(n, 20), LONGEST_WAIT) for n in range(tries)]
    return waits[-1] if sum(waits, timedelta()) <= GIVE_UP_AFTER else None


def _open(server):
    try:
        server.open()
    except Exception as error:
        raise ServerAwayError(_words(error)) from error


def _hand_in(server, message):
    try:
        server.send_messages([message])
    except smtplib.SMTPHeloError as error:
        raise ServerAwayError(_words(error)) from error
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
        raise _refusal(error) from error
    except OSError as error:  # no answer in time, or the connection broke
        raise TryLaterError(_words(error)) from error
    except Exception as error:
        raise NeedsPersonError(_words(error)) from error


def _refusal(error):
    code, words = _code_of(error), _words(error)
    if code < 500:
        return TryLaterError(words)
    # All letters have the same sender: who may not send one may send none.
    if isinstance(error, smtplib.SMTPSenderRefused) and code != TOO_BIG:
        return ServerAwayError(words)
    return NeedsPersonError(words)


def _code_of(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return error.smtp_code


def _words(error):
    """Return what the server said, or what stood in its way."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return f"{type(error).__name__}: {error}"
    if isinstance(said, bytes):
        said = said.decode("utf-8", "replace")
    return f"{code} {said}"


def _answer(error):
    return without_hidden(" ".join(str(error).split()))[:ANSWER_LENGTH]


def _allow_time_to_send():
    limit = f"{settings.EMAIL_TIMEOUT * TURNS}s"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [limit]
        )


def _mark_sent(letter):
    # The links have done their work: none stays behind where it could be found.
    _write(
        letter,
        state=State.SENT,
        sent_at=timezone.now(),
        tries=letter.tries + 1,
        last_answer="",
        body=without_links(letter.body),
    )
    log.info("Letter %s sent", letter.pk)


def _put_off(letter, answer):
    tries = letter.tries + 1
    wait = wait_after(tries)
    if wait is None:
        _hand_to_person(letter, answer)
        return
    _write(letter, tries=tries, next_try_at=timezone.now() + wait, last_answer=answer)
    log.info("Letter %s put off for %s: %s", letter.pk, wait, answer)


def _hand_to_person(letter, answer):
    _write(letter, state=State.NEEDS_PERSON, tries=letter.tries + 1, last_answer=answer)
    log.warning("Letter %s needs a person: %s", letter.pk, answer)


def _write(letter, **values):
    for name, value in values.items():
        setattr(letter, name, value)
    letter.save(update_fields=list(values))

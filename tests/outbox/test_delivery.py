import smtplib
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from outbox.delivery import Outcome, deliver_due, deliver_next, wait_after
from outbox.models import OutgoingEmail, State
from tests.outbox.mail_server import STALLED, fates, make_letter, words_of

pytestmark = pytest.mark.django_db


def test_what_is_due_is_sent_in_order_and_once(mail_server):
    make_letter(subject="Second", next_try_at=timezone.now() - timedelta(minutes=1))
    make_letter(subject="First", next_try_at=timezone.now() - timedelta(minutes=2))
    make_letter(subject="Not yet", next_try_at=timezone.now() + timedelta(minutes=1))
    make_letter(subject="Held", state=State.HELD)
    make_letter(subject="Cancelled", state=State.CANCELLED)

    outcomes = [deliver_due(), deliver_due()]

    assert outcomes == [Outcome.NOTHING_DUE, Outcome.NOTHING_DUE]
    assert mail_server.subjects == ["First", "Second"]
    sent = OutgoingEmail.objects.filter(state=State.SENT).order_by("pk")
    assert [(row.subject, row.tries, row.sent_at is not None) for row in sent] == [
        ("Second", 1, True),
        ("First", 1, True),
    ]


def test_a_letter_arrives_as_it_was_written(mail_server):
    make_letter(subject="Reçu – تم", body="Dear O’Brien-Núñez,\n\n.\n.. Łódź\n")

    deliver_due()

    [message] = mail_server.messages
    assert message["Subject"] == "Reçu – تم"
    assert words_of(message).rstrip("\n") == ("Dear O’Brien-Núñez,\n\n.\n.. Łódź")


def test_links_of_a_stored_letter_arrive_and_do_not_stay_behind(mail_server):
    letter = make_letter(body="Open https://example.org/key/a-b-c/ now.\n")

    deliver_due()

    letter.refresh_from_db()
    assert words_of(mail_server.messages[0]).strip() == ("Open https://example.org/key/a-b-c/ now.")
    assert letter.body == "Open [link] now.\n"


def test_a_letter_put_off_waits_and_the_others_go(mail_server):
    mail_server.refused["slow@example.org"] = "451 4.2.0 Come back later"
    slow = make_letter(recipient="slow@example.org")
    make_letter(recipient="ana@example.org")
    before = timezone.now()

    deliver_due()

    slow.refresh_from_db()
    assert fates() == [
        ("slow@example.org", State.QUEUED, 1, "451 4.2.0 Come back later"),
        ("ana@example.org", State.SENT, 1, ""),
    ]
    assert timedelta(minutes=1) <= slow.next_try_at - before < timedelta(minutes=1, seconds=9)


def test_an_address_that_is_refused_needs_a_person_and_the_others_go(mail_server):
    mail_server.refused["gone@example.org"] = "550 5.1.1 No such mailbox"
    make_letter(recipient="gone@example.org")
    make_letter(recipient="ana@example.org")

    deliver_due()

    assert fates() == [
        ("gone@example.org", State.NEEDS_PERSON, 1, "550 5.1.1 No such mailbox"),
        ("ana@example.org", State.SENT, 1, ""),
    ]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("452 Disk full", State.QUEUED),
        ("421 Closing", State.QUEUED),
        ("552 Too big", State.NEEDS_PERSON),
        ("554 Looks like spam", State.NEEDS_PERSON),
    ],
)
def test_a_text_that_is_refused_waits_or_needs_a_person(mail_server, answer, state):
    mail_server.text_answer = answer
    make_letter()

    deliver_due()

    assert fates() == [("ana@example.org", state, 1, answer)]


@pytest.mark.parametrize("turn", ["MAIL", "DATA"])
def test_a_stall_puts_off_one_letter(mail_server, turn):
    mail_server.seconds[turn] = 1.5
    make_letter()

    deliver_due()

    assert fates() == [("ana@example.org", State.QUEUED, 1, STALLED)]


def test_a_stall_after_the_letter_was_taken_does_not_repeat_it(mail_server):
    mail_server.seconds["QUIT"] = 1.5
    make_letter()

    deliver_due()

    assert fates() == [("ana@example.org", State.SENT, 1, "")]


def test_the_same_letter_has_the_same_message_id_however_often_it_goes(mail_server):
    mail_server.seconds["DATA"] = 1.5
    letter = make_letter()

    deliver_due()
    mail_server.seconds["DATA"] = 0
    OutgoingEmail.objects.update(next_try_at=timezone.now())
    deliver_due()

    assert mail_server.ids == [f"<{letter.message_id}@registry.example.org>"] * 2


def test_a_template_that_fails_needs_a_person_and_the_others_go(mail_server, templates):
    templates("broken", "Yours", "{% for a, b in pairs %}{% endfor %}")
    make_letter(template="missing")
    make_letter(template="broken", context={"pairs": [1]})
    make_letter()

    deliver_due()

    assert fates() == [
        ("ana@example.org", State.NEEDS_PERSON, 1, "TemplateDoesNotExist: missing.subject.txt"),
        (
            "ana@example.org",
            State.NEEDS_PERSON,
            1,
            "ValueError: Need 2 values to unpack in for loop; got 1.",
        ),
        ("ana@example.org", State.SENT, 1, ""),
    ]


def test_an_address_no_header_can_carry_needs_a_person_and_the_others_go(mail_server):
    make_letter(recipient="ana@example.org\nBcc: all@example.org")
    make_letter()

    deliver_due()

    assert [row[1] for row in fates()] == [State.NEEDS_PERSON, State.SENT]
    assert len(mail_server.messages) == 1


def test_a_letter_is_tried_for_three_days():
    waits = [wait_after(tries) for tries in range(1, 40)]

    kept = [wait for wait in waits if wait is not None]
    assert [wait / timedelta(minutes=1) for wait in kept[:10]] == [
        *(1, 2, 4, 8, 16, 32, 64, 128),
        *(240, 240),
    ]
    assert timedelta(hours=68) < sum(kept, timedelta()) <= timedelta(hours=72)
    assert waits == kept + [None] * (39 - len(kept))


def test_a_letter_put_off_for_three_days_needs_a_person(mail_server):
    mail_server.refused["slow@example.org"] = "451 4.2.0 Come back later"
    make_letter(recipient="slow@example.org")

    for _try in range(40):
        OutgoingEmail.objects.update(next_try_at=timezone.now())
        deliver_due()

    tries = next(tries for tries in range(1, 40) if wait_after(tries) is None)
    assert fates() == [("slow@example.org", State.NEEDS_PERSON, tries, "451 4.2.0 Come back later")]


def test_the_answer_of_a_talkative_server_is_cut_and_cleaned(mail_server):
    mail_server.refused["ana@example.org"] = "550 \x07No" + "o" * 400
    make_letter()

    deliver_due()

    assert fates() == [("ana@example.org", State.NEEDS_PERSON, 1, "550 No" + "o" * 294)]


def test_the_database_lets_us_be_idle_while_the_server_thinks(mail_server):
    make_letter()

    deliver_next()

    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("15s",)


def test_a_fault_of_the_backend_needs_a_person(mail_server, monkeypatch):
    def fail(*_):
        raise UnicodeError("not in any character set")

    monkeypatch.setattr(smtplib.SMTP, "sendmail", fail)
    make_letter()

    deliver_due()

    assert fates() == [
        (
            "ana@example.org",
            State.NEEDS_PERSON,
            1,
            "UnicodeError: not in any character set",
        )
    ]

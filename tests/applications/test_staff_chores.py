"""What the worker writes to staff by itself."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Role
from applications import digest, staff_chores
from applications.models import Opinion
from applications.workflow import State
from outbox.models import OutgoingEmail
from outbox.rendering import render
from platforms.models import PlatformApplication
from tests.applications.factories import (
    make_application,
    make_board_member,
    make_secretary,
    make_user,
)

pytestmark = pytest.mark.django_db

SEVEN = datetime(2026, 3, 10, 7, tzinfo=UTC)
NOTHING = {"digests": 0, "leads reminded": 0, "leads told of late answers": 0}


def at(moment, monkeypatch, act=staff_chores.do_all):
    """Do something at a moment. Returns what it returns."""
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: moment)
        return act()


def make_waiting(state=State.SUBMITTED, *, since=SEVEN - timedelta(days=2), **fields):
    return make_application(state, state_since=since, **fields)


def recipients(template):
    letters = OutgoingEmail.objects.filter(template__endswith=template)
    return sorted(letters.values_list("recipient", flat=True))


def digest_of(user):
    """Return what the digest says that day: of each part its title, its number and its lines."""
    parts = digest.parts_for(user, SEVEN.date())
    return [(part["title"], part["number"], part["lines"]) for part in parts]


def test_the_digest_goes_to_each_for_whom_something_waits(monkeypatch):
    make_waiting()
    make_waiting(State.FOR_THE_BOARD)
    wanted = [make_secretary(), make_board_member(), make_user(Role.BOARD, Role.SECRETARIAT)]
    make_secretary(gets_digest=False)
    make_secretary(is_active=False)
    make_user(is_superuser=True)

    done = at(SEVEN, monkeypatch)

    assert done == {**NOTHING, "digests": 3}
    assert recipients("digest") == sorted(user.email for user in wanted)


def test_nobody_hears_that_nothing_waits(monkeypatch):
    make_secretary()
    make_board_member()
    make_waiting(State.ACCEPTED)

    assert at(SEVEN, monkeypatch) == NOTHING


def test_the_digest_comes_once_a_day_from_its_hour_on(monkeypatch):
    make_waiting()
    make_secretary()

    done = {
        hours: at(SEVEN + timedelta(hours=hours), monkeypatch, staff_chores.write_digests)
        for hours in (-7, -1, 0, 1, 16, 17, 23, 24, 40)
    }

    assert done == {-7: 0, -1: 0, 0: 1, 1: 0, 16: 0, 17: 0, 23: 0, 24: 1, 40: 0}


def test_a_worker_that_was_away_in_the_morning_writes_the_digest_later(monkeypatch):
    make_waiting()
    make_secretary()

    assert at(SEVEN + timedelta(hours=9), monkeypatch, staff_chores.write_digests) == 1


def test_what_comes_after_the_hour_of_the_digest_waits_for_the_next_day(monkeypatch):
    secretary, board = make_secretary(), make_board_member()
    make_waiting(since=SEVEN)
    Opinion.objects.create(
        application=make_waiting(State.ACCEPTED), asked_by=secretary, asked_of=board, question="?"
    )
    late = make_waiting(State.INFORMATION_ASKED, since=SEVEN, asked_until=date(2026, 4, 1))
    Opinion.objects.create(
        application=late, asked_by=secretary, asked_of=board, question="?", asked_at=SEVEN
    )

    done = [at(SEVEN + timedelta(hours=hours), monkeypatch) for hours in (1, 24)]

    assert [number["digests"] for number in done] == [0, 2]


@pytest.mark.parametrize(("hour", "digests"), [(0, 1), (7, 1), (8, 0), (23, 0)])
def test_the_hour_of_the_digest_is_a_setting(settings, monkeypatch, hour, digests):
    settings.DIGEST_HOUR = hour
    make_waiting()
    make_secretary()

    assert at(SEVEN, monkeypatch)["digests"] == digests


def test_the_digest_can_be_switched_off_for_all(settings, monkeypatch):
    settings.STAFF_DIGEST = False
    make_waiting()
    make_secretary()

    assert at(SEVEN, monkeypatch) == NOTHING


def test_a_digest_tells_the_secretariat_what_waits_by_parts():
    secretary = make_secretary()
    mine = make_waiting(State.IN_REVIEW, lead=secretary, title="Mine")
    nobodys = make_waiting(title="Nobody’s")
    late = make_waiting(
        State.INFORMATION_ASKED, lead=secretary, asked_until=date(2026, 3, 9), title="Late"
    )
    held = make_waiting(State.HELD, lead=secretary, since=SEVEN - timedelta(hours=1), title="Held")
    make_waiting(suspicion="honeypot", title="Cheap pills")
    make_waiting(State.IN_REVIEW, lead=make_secretary())
    make_waiting(State.FOR_THE_BOARD, lead=secretary)

    assert digest_of(secretary) == [
        (
            "The day for an answer has passed",
            1,
            [f"{late.reference} Late: answer expected by 9 March 2026"],
        ),
        (
            "Led by you",
            2,
            [
                f"{mine.reference} Mine: In review, since 8 March 2026",
                f"{held.reference} Held: Decided, not yet released, since 10 March 2026",
            ],
        ),
        (
            "Led by nobody",
            1,
            [f"{nobodys.reference} Nobody’s: Submitted, since 8 March 2026"],
        ),
        ("Suspected as spam", 1, []),
    ]


def test_a_digest_tells_the_board_what_is_before_it_and_what_was_asked():
    board = make_board_member()
    before = make_waiting(State.FOR_THE_BOARD, title="Before")
    asked = make_waiting(State.IN_REVIEW, title="Asked")
    make_waiting()
    Opinion.objects.create(
        application=asked,
        asked_by=make_secretary(),
        asked_of=board,
        question="Is it a secret?",
        asked_at=SEVEN - timedelta(days=1),
    )

    assert digest_of(board) == [
        (
            "Before the board",
            1,
            [f"{before.reference} Before: Before the board, since 8 March 2026"],
        ),
        ("Your opinion is asked", 1, [f"{asked.reference} Asked: asked on 9 March 2026"]),
    ]


def test_a_digest_is_silent_on_what_its_reader_is_a_contact_of():
    user = make_user(Role.BOARD, Role.SECRETARIAT, email="both@example.org")
    make_waiting(email="both@example.org")
    make_waiting(State.FOR_THE_BOARD, second_email="BOTH@example.org")

    assert digest_of(user) == []


def test_a_digest_is_one_short_letter_without_addresses(monkeypatch, settings):
    settings.SITE_URL = "https://registry.example.org"
    secretary = make_secretary()
    names = [
        make_waiting(since=SEVEN - timedelta(days=days), title=f"Vila {days}").reference
        for days in (13, 12)
    ]
    make_waiting(suspicion="stamp", title="Cheap pills")
    at(SEVEN, monkeypatch)

    subject, body = render(OutgoingEmail.objects.get(recipient=secretary.email))

    assert subject == "What waits for you on 10 March 2026"
    assert (
        body.strip()
        == f"""Good day,

These applications wait for you. All of it stands on the first page for staff:
https://registry.example.org/en/admin/

Led by nobody: 2
- {names[0]} Vila 13: Submitted, since 25 February 2026
- {names[1]} Vila 12: Submitted, since 26 February 2026

Suspected as spam: 1

This letter comes once a day at most, and only when something waits. Whoever keeps the accounts of \
staff can switch it off for you.

TOGETHER, the network of Territories of Co-responsibility"""
    )


def test_a_digest_names_the_first_of_many_and_says_that_there_are_others(monkeypatch):
    for days in range(12):
        make_waiting(since=SEVEN - timedelta(days=days + 1))
    make_secretary()
    at(SEVEN, monkeypatch)

    body = render(OutgoingEmail.objects.get())[1].splitlines()

    assert "Led by nobody: 12" in body
    assert len([line for line in body if line.startswith("- ")]) == digest.SHOWN + 1
    assert "- and others" in body


def lead_letters():
    """Return template, recipient and about of each letter to a lead, by their order."""
    rows = OutgoingEmail.objects.exclude(template__endswith="digest").order_by("pk")
    return [(row.template.split("/")[-1], row.recipient, row.about) for row in rows]


@pytest.mark.parametrize(
    ("state", "reminded"),
    [(state, int(state in (State.SUBMITTED, State.IN_REVIEW, State.HELD))) for state in State],
)
def test_a_lead_is_reminded_of_what_waits_with_them(state, reminded):
    lead = make_secretary(gets_digest=False)
    since = timezone.now() - timedelta(days=8)
    application = make_waiting(state, lead=lead, since=since, asked_until=None)

    done = [staff_chores.remind_leads() for _hour in range(2)]

    assert done == [reminded, 0]
    assert lead_letters() == [("lead_waits", lead.email, application.reference)] * reminded


@pytest.mark.parametrize(("days", "hours", "reminded"), [(6, 23, 0), (7, 0, 1), (100, 0, 1)])
def test_a_lead_is_reminded_after_so_many_days_however_long_the_worker_was_away(
    monkeypatch, days, hours, reminded
):
    make_waiting(
        State.IN_REVIEW, lead=make_secretary(), since=SEVEN - timedelta(days=days, hours=hours)
    )

    assert at(SEVEN, monkeypatch, staff_chores.remind_leads) == reminded


def test_a_lead_is_reminded_anew_when_it_came_into_a_state_again():
    application = make_waiting(State.IN_REVIEW, lead=make_secretary())
    first = [staff_chores.remind_leads() for _hour in range(2)]
    PlatformApplication.objects.update(state_since=application.state_since + timedelta(hours=1))

    again = [staff_chores.remind_leads() for _hour in range(2)]

    assert (first, again) == ([1, 0], [1, 0])


@pytest.mark.parametrize(
    "lead",
    [{"is_active": False}, {"roles": []}, {"email": "contact@example.org"}],
    ids=["has left", "has no role", "is a contact"],
)
def test_a_lead_who_may_do_nothing_is_told_nothing(lead):
    user = make_secretary()
    for name, value in lead.items():
        setattr(user, name, value)
    user.save()
    make_waiting(State.IN_REVIEW, lead=user, second_email="Contact@example.org")
    make_waiting(
        State.INFORMATION_ASKED,
        lead=user,
        asked_until=date(2026, 3, 1),
        email="contact@example.org",
    )

    assert (staff_chores.remind_leads(), staff_chores.tell_of_late_answers()) == (0, 0)


@pytest.mark.parametrize(("day", "told"), [(10, 0), (9, 1), (1, 1)])
def test_a_lead_is_told_once_that_an_answer_did_not_come_by_its_day(monkeypatch, day, told):
    lead = make_secretary()
    application = make_waiting(State.INFORMATION_ASKED, lead=lead, asked_until=date(2026, 3, day))

    done = [at(SEVEN, monkeypatch, staff_chores.tell_of_late_answers) for _hour in range(2)]

    assert done == [told, 0]
    assert lead_letters() == [("answer_late", lead.email, application.reference)] * told


def test_a_lead_is_told_anew_of_another_day(monkeypatch):
    make_waiting(State.INFORMATION_ASKED, lead=make_secretary(), asked_until=date(2026, 3, 8))
    first = at(SEVEN, monkeypatch, staff_chores.tell_of_late_answers)
    PlatformApplication.objects.update(asked_until=date(2026, 3, 9))

    assert (first, at(SEVEN, monkeypatch, staff_chores.tell_of_late_answers)) == (1, 1)


def test_leads_are_never_reminded_after_no_days(settings):
    settings.DAYS_UNTIL_LEAD_REMINDER = 0
    lead = make_secretary()
    make_waiting(State.IN_REVIEW, lead=lead)
    make_waiting(State.INFORMATION_ASKED, lead=lead, asked_until=date(2026, 3, 8))

    assert (staff_chores.remind_leads(), staff_chores.tell_of_late_answers()) == (0, 0)


def test_the_letters_to_a_lead_lead_to_the_application(settings):
    settings.SITE_URL = "https://registry.example.org"
    lead = make_secretary()
    waits = make_waiting(State.IN_REVIEW, lead=lead, title="Vila do Açor")
    late = make_waiting(
        State.INFORMATION_ASKED, lead=lead, asked_until=date(2026, 3, 8), title="Tábua"
    )
    page = "https://registry.example.org/en/admin/platforms/platformapplication/{}/change/"

    staff_chores.remind_leads()
    staff_chores.tell_of_late_answers()

    first, second = [render(letter) for letter in OutgoingEmail.objects.order_by("pk")]
    assert first[0] == f"[Action needed] Application {waits.reference} waits with you"
    assert first[1].splitlines()[2:4] == [
        f"You lead application {waits.reference} (Vila do Açor). It is in the state “In review” "
        "since 8 March 2026, and waits for you. Go on with it, or hand it over to a colleague:",
        page.format(waits.pk),
    ]
    assert second[0] == f"[Action needed] No answer yet on application {late.reference}"
    assert second[1].splitlines()[2:4] == [
        f"You lead application {late.reference} (Tábua). More information was asked, and its "
        "answer was expected by 8 March 2026. It has not come. The applicant can still answer; "
        "see what to do:",
        page.format(late.pk),
    ]


def test_the_log_says_what_was_written_and_nothing_where_nothing_was(caplog, monkeypatch):
    make_secretary()
    make_waiting()

    with caplog.at_level("INFO", logger="together.chores"):
        at(SEVEN, monkeypatch)
        at(SEVEN, monkeypatch)

    assert caplog.messages == ["Staff: 1 digests, 0 leads reminded, 0 leads told of late answers"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_letter_once(settings):
    settings.DIGEST_HOUR = 0
    lead = make_secretary()
    for _each in range(5):
        make_waiting(State.IN_REVIEW, lead=lead)
    start = threading.Barrier(2)

    def work():
        start.wait()
        staff_chores.do_all()
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    staff_chores.do_all()  # what one passed over in the hands of the other

    assert recipients("lead_waits") == [lead.email] * 5
    assert recipients("digest") == [lead.email]

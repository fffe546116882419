"""Who follows is asked once for each term, whatever the worker missed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from membership import representing, term_chores, terms
from membership.models import DatedSetting, Proposal
from membership.workflow import MemberState
from outbox.models import OutgoingEmail
from tests.applications.factories import make_secretary
from tests.membership.factories import make_member, make_representative

pytestmark = pytest.mark.django_db

NOTICE = 30


@pytest.fixture(autouse=True)
def notice():
    DatedSetting.objects.filter(name="term_notice_days").delete()
    first = date(2000, 1, 1)
    DatedSetting.objects.create(
        name="term_notice_days", value=NOTICE, valid_from=first, is_sample=True
    )


@pytest.fixture
def on(monkeypatch):
    """Let it be a day at noon."""

    def travel(day):
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return travel


def letters():
    return [
        (letter.recipient, letter.template.rpartition("/")[2])
        for letter in OutgoingEmail.objects.order_by("pk")
    ]


@pytest.mark.parametrize(
    "end", [date(2028, 2, 29), date(2028, 3, 1), date(2027, 2, 28), date(2026, 12, 31)]
)
def test_it_is_asked_once_in_a_sweep_of_days_first_so_many_days_before(on, end):
    member = make_member()
    make_representative(member, name="Ana", ends_on=end)
    other = make_representative(member, role="technical")
    asked_on = []

    for days in range(-NOTICE - 3, 40):
        day = end + timedelta(days=days)
        on(day)
        for _again in range(2):
            if term_chores.ask_who_follows():
                asked_on.append((end - day).days)

    assert asked_on == [NOTICE]
    assert letters() == [(other.email, "term_ends")]


@pytest.mark.parametrize(("missed", "asks"), [(1, 1), (NOTICE, 1), (NOTICE + 30, 1), (61, 0)])
def test_missed_nights_are_caught_up_once(on, missed, asks):
    end = date(2028, 2, 29)
    member = make_member()
    make_representative(member, ends_on=end)
    make_representative(member)
    on(end - timedelta(days=NOTICE) + timedelta(days=missed))

    # Who holds the same role for longer is no reason to ask.
    assert term_chores.ask_who_follows() == 0

    member.representatives.filter(ends_on=None).update(role="billing")
    member.representatives.update(asked_for_end=None)
    assert [term_chores.ask_who_follows(), term_chores.ask_who_follows()] == [asks, 0]


def test_a_term_that_is_prolonged_is_asked_about_anew(on):
    term = make_representative(ends_on=date(2028, 2, 29))
    on(date(2028, 2, 20))
    first = term_chores.ask_who_follows()
    term.refresh_from_db()
    term.ends_on = date(2030, 2, 28)
    term.save()

    on(date(2030, 2, 20))

    assert [first, term_chores.ask_who_follows(), term_chores.ask_who_follows()] == [1, 1, 0]


def test_where_nobody_else_is_left_the_person_and_the_secretariat_are_asked(on):
    on(date(2028, 2, 20))
    secretary = make_secretary()
    term = make_representative(ends_on=date(2028, 2, 29))
    make_representative(term.member, role="billing", email=term.email.upper())

    term_chores.ask_who_follows()

    assert letters() == [(term.email, "term_ends"), (secretary.email, "staff_term_ends")]


def test_nobody_is_asked_of_a_former_member_or_of_who_has_gone(on):
    on(date(2028, 2, 20))
    former = make_representative(ends_on=date(2028, 2, 29)).member
    former.state, former.left_on = MemberState.RESIGNED, date(2028, 1, 1)
    former.save()
    representing.go(make_representative(ends_on=date(2028, 2, 29)))
    OutgoingEmail.objects.all().delete()

    assert (term_chores.ask_who_follows(), letters()) == (0, [])


def test_without_a_number_it_is_asked_on_the_last_day(on):
    DatedSetting.objects.filter(name="term_notice_days").delete()
    make_representative(ends_on=date(2028, 2, 29))
    asked = []

    for day in (28, 29):
        on(date(2028, 2, day))
        asked.append(term_chores.ask_who_follows())

    assert asked == [0, 1]


def test_who_was_named_is_forgotten_once_the_link_is_too_old(on):
    on(date(2028, 1, 1))
    named = {"role": "billing", "name": "Rui", "email": "rui@example.org", "language": "pt"}
    representative = make_representative()
    term = {"starts_on": date(2028, 1, 1), "ends_on": None}
    taken = representing.propose(representative, once="1", **named, **term)
    representing.propose(representative, once="2", **named, **term)
    representing.follow(taken)
    left = []

    for days in (30, 31):
        on(date(2028, 1, 1) + timedelta(days=days))
        term_chores.do_all()
        left.append(Proposal.objects.count())

    assert left == [2, 0]
    assert representative.member.representatives.filter(email="rui@example.org").count() == 1


def test_staff_find_the_members_for_which_nobody_follows():
    today = timezone.localdate()
    over = {"ends_on": today - timedelta(days=1)}
    alone = make_representative(**over)
    followed = make_representative(**over)
    make_representative(followed.member, starts_on=today + timedelta(days=9))
    other_role = make_representative(**over)
    make_representative(other_role.member, role="billing")
    make_representative(ends_on=today)
    gone = make_representative()
    representing.go(gone)
    former = make_representative(**over).member
    former.state, former.left_on = MemberState.RESIGNED, today
    former.save()

    found = terms.without_follower(today).order_by("pk")

    assert list(found) == [alone.member, other_role.member, gone.member]


def test_staff_find_who_resigned_by_themselves_for_thirty_days(on):
    on(date(2028, 1, 30))
    left = make_representative().member
    representing.resign(left, why="")
    make_member(state=MemberState.RESIGNED, left_on=date(2028, 1, 30))

    found = []
    for day in (date(2028, 1, 30), date(2028, 2, 29), date(2028, 3, 1)):
        found.append(list(terms.left_lately(day)))

    assert found == [[left], [left], []]

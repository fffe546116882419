"""The yearly call: who gets what, once, however often it is begun and whoever dies over it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.workflow import State
from membership import jobs, payments, services, workflow, yearly_call
from membership.models import Job, PaymentRequest, Period
from membership.workflow import Category
from outbox.models import OutgoingEmail
from outbox.rendering import render
from tests import strict
from tests.applications.factories import make_board_member, make_secretary
from tests.factories import make_platform, make_territory
from tests.membership.factories import make_member, make_representative
from tests.membership.requesting import make_request
from tests.membership.test_dues import make_rule
from tests.moves.steps import at_once
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

CALL = "admin:membership_paymentrequest_call"
FIRST, LAST, DUE = date(2027, 1, 1), date(2027, 12, 31), date(2027, 3, 31)


@pytest.fixture(autouse=True)
def _in_2026(monkeypatch):
    moment = timezone.now().replace(year=2026, month=11, day=20)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def ask(once="1", by=None, **changes):
    days = {"first": FIRST, "last": LAST, "called_on": timezone.localdate(), "due_on": DUE}
    return yearly_call.ask(
        by or make_secretary(), once=once, **{**days, "currency": "EUR", **changes}
    )


def run_all():
    while jobs.run_next():
        pass


def called():
    """Return what was asked of whom, for which days."""
    found = PaymentRequest.objects.order_by("period__member")
    return list(
        found.values_list("period__member", "amount", "period__starts_on", "period__ends_on")
    )


def make_everybody():
    """Make a scale and a member for each outcome of a call; returns the members."""
    make_rule(category="body", amount="100.00")
    make_rule(category="person", way="free", amount=None)
    make_rule("by_population", category="territory", amount="50.00", population_from=100)
    make_rule(category="public_entity", way="waived", amount=None)
    known, small, unknown = (
        make_territory(population=people, population_year=people and 2020)
        for people in (500, 5, None)
    )
    members = {
        "called": make_member(),
        "by_population": make_member(Category.TERRITORY, platform=make_platform(territory=known)),
        "waived": make_member(Category.PUBLIC_ENTITY),
        "to_choose": make_member(Category.PERSON),
        "no_population": make_member(Category.TERRITORY, platform=make_platform(territory=unknown)),
        "no_bound": make_member(Category.TERRITORY, platform=make_platform(territory=small)),
        "has_period": make_member(periods=[("2026-07-01", "2027-01-01")]),
        "on_hold": make_member(),
        "resigned": make_member(),
    }
    secretary = make_secretary()
    for name, move in {"on_hold": workflow.PUT_ON_HOLD, "resigned": workflow.RESIGN}.items():
        services.perform(move, members[name], by=secretary, note="Because.")
    return members


def test_each_member_gets_what_the_scale_says_or_is_left_out_with_why():
    members = make_everybody()
    before = sorted(yearly_call.preview(FIRST, LAST, "EUR"), key=str)

    ask()
    run_all()

    job = Job.objects.get()
    numbers = {name: number for name, number in job.result.items() if number}
    assert called() == [
        (members["called"].pk, Decimal("100.00"), FIRST, LAST),
        (members["by_population"].pk, Decimal("50.00"), FIRST, LAST),
    ]
    assert members["waived"].periods.get().ends_on == LAST
    assert (job.state, job.done, job.total) == ("done", 9, 9)
    assert numbers == {
        "called": 2,
        "waived": 1,
        "to_choose": 1,
        "no_population": 1,
        "no_bound": 1,
        "has_period": 1,
        "on_hold": 1,
        "resigned": 1,
        "without_letter": 2,
    }
    assert sum(number for *_row, number in before) == 9
    assert {outcome.value for _category, outcome, _amount, _number in before} == set(numbers) - {
        "without_letter"
    }


def test_who_chooses_the_amount_is_asked_for_the_one_chosen_last_and_told_so():
    make_rule(category="person", way="free", amount=None)
    joined, asked_before, other_money = (make_member(Category.PERSON) for _number in range(3))
    for member, amount, currency in (
        (joined, "25.00", "EUR"),
        (asked_before, "25.00", "EUR"),
        (other_money, "250.00", "MAD"),
    ):
        make_request(
            Category.PERSON,
            State.ACCEPTED,
            member=member,
            amount=Decimal(amount),
            currency=currency,
        )
    period = asked_before.periods.create(
        starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), category="person"
    )
    today = timezone.localdate()
    told = {"currency": "EUR", "due_on": today, "by": make_secretary()}
    payments.ask(period, amount=Decimal("40.00"), **told)
    for member in (joined, asked_before):
        make_representative(member)

    ask()
    run_all()

    assert [row for row in called() if row[2] == FIRST] == [
        (joined.pk, Decimal("25.00"), FIRST, LAST),
        (asked_before.pk, Decimal("40.00"), FIRST, LAST),
    ]
    assert Job.objects.get().result["to_choose"] == 1
    letter = OutgoingEmail.objects.filter(template="membership/email/dues_call").first()
    assert "It is the amount that you chose last." in render(letter)[1]


def test_another_currency_finds_no_line():
    make_rule(category="body", amount="100.00")
    make_member()

    assert yearly_call.preview(FIRST, LAST, "MAD") == [
        ("body", yearly_call.Outcome.NO_RULE, None, 1)
    ]


def test_a_second_call_makes_nothing_more():
    make_rule(category="body", amount="100.00")
    make_representative(make_member())
    ask("1")
    run_all()
    first = called()

    ask("2")
    run_all()

    assert called() == first
    assert OutgoingEmail.objects.filter(template="membership/email/dues_call").count() == 1
    assert [job.result["called"] for job in Job.objects.order_by("pk")] == [1, 0]


@pytest.mark.django_db(transaction=True)
def test_two_calls_at_once_make_each_period_once(monkeypatch):
    make_rule(category="body", amount="100.00")
    for _number in range(5):
        make_representative(make_member())
    ask("1")
    ask("2")

    assert at_once(run_all, run_all) == ["done", "done"]
    assert Job.objects.filter(state="done").count() == 2
    assert Period.objects.count() == PaymentRequest.objects.count() == 5
    assert OutgoingEmail.objects.filter(template="membership/email/dues_call").count() == 5


def test_a_worker_killed_in_the_middle_goes_on_without_doubles(monkeypatch):
    monkeypatch.setattr(yearly_call, "AT_ONCE", 2)
    make_rule(category="body", amount="100.00")
    for _number in range(5):
        make_representative(make_member())
    ask()
    jobs.run_next()
    put_all = yearly_call.dues_emails.post.put_all

    def killed(letters):
        put_all(letters)
        raise KeyboardInterrupt

    monkeypatch.setattr(yearly_call.dues_emails.post, "put_all", killed)
    with pytest.raises(KeyboardInterrupt):
        jobs.run_next()
    monkeypatch.setattr(yearly_call.dues_emails.post, "put_all", put_all)
    midway = (Job.objects.get().done, len(called()))

    run_all()

    assert midway == (2, 2)
    assert (Job.objects.get().done, len(called())) == (5, 5)
    assert OutgoingEmail.objects.count() == 5


def test_a_call_from_a_leap_day_ends_on_the_day_before_the_same_month_ends(client):
    make_rule(category="body", amount="100.00")
    client.force_login(make_secretary())
    asked = {"first": "2028-02-29", "currency": "EUR", "due_on": "2028-03-31"}
    make_member()

    client.post(reverse(CALL), asked)
    run_all()

    assert called()[0][2:] == (date(2028, 2, 29), date(2029, 2, 28))


@pytest.mark.parametrize(
    ("roles", "to"),
    [
        (["political", "technical", "billing"], "billing"),
        (["technical", "political"], "political"),
        (["technical"], "technical"),
    ],
)
def test_the_letter_goes_to_the_contact_for_dues_else_the_next(roles, to):
    make_rule(category="body", amount="100.00")
    member = make_member()
    for role in roles:
        make_representative(member, role=role, email=f"{role}@example.org")

    ask()
    run_all()

    letter = OutgoingEmail.objects.get()
    assert letter.recipient == f"{to}@example.org"


@pytest.mark.parametrize("language", ["en", "fr", "pt", "ar"])
@pytest.mark.parametrize("kind", ["call", "before", "after"])
def test_the_letter_says_amount_reference_and_day_in_the_language_of_its_reader(language, kind):
    make_rule(category="body", amount="1234.50")
    make_representative(make_member(), language=language)
    ask()
    run_all()
    letter = OutgoingEmail.objects.get()
    letter.template = f"membership/email/dues_{kind}"

    subject, body = render(letter)

    amount = {"en": "1,234.50 EUR"}.get(language, "234,50 EUR")
    reference = PaymentRequest.objects.get().reference
    assert [part for part in (amount, reference, "2027", "/link/") if part not in body] == []
    assert "M" in subject
    assert reference not in subject


def test_a_job_costs_the_same_few_statements_for_one_member_and_for_three():
    make_rule(category="body", amount="100.00")
    counted = []
    for number, members in enumerate((1, 3)):
        for _member in range(members):
            make_representative(make_member())
        ask(str(number))
        with CaptureQueriesContext(connection) as queries:
            jobs.run_next()
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_the_page_shows_it_first_and_the_button_pressed_twice_calls_once(client):
    client.force_login(make_secretary())
    make_everybody()
    question = {"first": "2027-01-01", "currency": "EUR", "due_on": "2027-03-31"}

    page = client.get(reverse(CALL), question)
    looked = (Period.objects.filter(starts_on=FIRST).count(), Job.objects.count())
    sent = {
        name: values(page, f'//form[@method="post"]//input[@name="{name}"]/@value')[0]
        for name in (*question, "token")
    }
    answers = [client.post(reverse(CALL), sent) for _time in range(2)]

    job = Job.objects.get()
    assert looked == (0, 0)
    assert {answer["Location"] for answer in answers} == {job.get_absolute_url()}
    assert texts(page, '//section[@aria-labelledby="called"]//tbody/tr/td[last()]') == ["1"] * 3
    assert texts(page, "//form//button")[-1] == "Call 3 members"
    assert job.arguments == {
        "first": "2027-01-01",
        "last": "2027-12-31",
        "called_on": "2026-11-20",
        "due_on": "2027-03-31",
        "currency": "EUR",
    }


def test_the_page_asks_the_same_number_of_queries_for_one_row_and_for_three(client):
    client.force_login(make_secretary())
    question = {"first": "2027-01-01", "currency": "EUR", "due_on": "2027-03-31"}
    make_rule(category="body", amount="100.00")
    counted = []
    for categories in (["body"], ["person", "public_entity"]):
        for category in categories:
            make_member(category)
        client.get(reverse(CALL), question)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(CALL), question)
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_who_is_left_out_comes_as_a_table_that_no_spreadsheet_computes(client):
    client.force_login(make_secretary())
    make_rule(category="body", amount="100.00")
    odd = make_member(Category.PERSON, name="=1+1")
    question = {"first": "2027-01-01", "currency": "EUR", "due_on": "2027-03-31"}

    answer = client.get(reverse("admin:membership_paymentrequest_call_csv"), question)

    assert strict.table(b"".join(answer.streaming_content)) == [
        {
            "member": odd.number,
            "name": "'=1+1",
            "category": "Associate member: person",
            "reason": "Left out: the scale has no line for its category in this currency",
        }
    ]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"first": "9999-12-31"},
        {"first": "0001-01-01"},
        {"currency": "XXX"},
        {"currency": "\x00"},
        {"due_on": "2026-11-19"},
        {"due_on": "9999-12-31"},
        {"first": "2027-02-29"},
        {"token": "\x00"},
    ],
)
def test_odd_words_are_told_and_call_nobody(client, sent):
    client.force_login(make_secretary())
    make_rule(category="body", amount="100.00")
    whole = {"first": "2027-01-01", "currency": "EUR", "due_on": "2027-03-31", "token": ""}

    page = client.post(reverse(CALL), {**whole, **sent} if sent else {})

    assert page.status_code == 200
    assert texts(page, '//*[contains(@class, "error-summary")]//li')
    assert not Job.objects.exists()


def test_the_board_calls_nobody(client):
    client.force_login(make_board_member())

    assert client.get(reverse(CALL)).status_code == 403
    assert client.post(reverse(CALL)).status_code == 403

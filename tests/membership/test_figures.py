"""Figures of the network: what each counts, what is told in public, and their files."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from applications.models import Form
from applications.workflow import State
from membership import payments
from membership.figures import figures, numbers, table
from membership.workflow import Category, MemberState
from tests.applications.factories import (
    make_application,
    make_board_member,
    make_secretary,
    make_user,
)
from tests.factories import make_platform, make_territory
from tests.membership.factories import make_member
from tests.pages import values

pytestmark = pytest.mark.django_db

PUBLIC = "membership:figure-list"
STAFF = "admin:membership_member_figures"


@pytest.fixture(autouse=True)
def counted_anew():
    caches["memory"].clear()


def always(year=2000):
    """Return a period that holds on any day of these tests."""
    return [(f"{year}-01-01", "2999-12-31")]


def lines(shown, name):
    """Return the lines of a figure by their codes, those without anything left out."""
    figure = next(one for one in shown if one.name == name)
    return {line.code: line.cells for line in figure.lines if any(line.cells)}


def staff(name):
    return lines(figures.for_staff(numbers.count()), name)


def public(name):
    return lines(figures.public(numbers.count()), name)


def ask(member, amount, currency="EUR"):
    period = member.periods.get()
    today = timezone.localdate()
    return payments.ask(period, amount=Decimal(amount), currency=currency, due_on=today, by=None)


def pay(asked, amount, number):
    return payments.record(
        asked,
        amount=Decimal(amount),
        currency=asked.currency,
        received_on=timezone.localdate(),
        bank_id=number,
        by=make_secretary(),
    )


def test_members_are_counted_by_category_and_standing():
    make_member(Category.TERRITORY, periods=always())
    make_member(Category.PERSON, periods=always())
    make_member(Category.PERSON, periods=[("2001-01-01", "2001-12-31")])
    make_member(
        Category.BODY, periods=always(), state=MemberState.RESIGNED, left_on=date(2020, 1, 1)
    )
    # In all; current, in grace, lapsed, on hold, resigned.
    assert staff("members-by-standing") == {
        "territory": (1, 1, 0, 0, 0, 0),
        "person": (2, 1, 0, 1, 0, 0),
        "body": (1, 0, 0, 0, 0, 1),
    }


def test_of_fewer_than_five_persons_the_public_learns_no_number():
    for _number in range(4):
        make_member(Category.PERSON, periods=always())
    make_member(Category.BODY, periods=always())
    assert public("members-by-category") == {"body": (1,)}
    figure = next(
        one for one in figures.public(numbers.count()) if one.name == "members-by-category"
    )
    told = {line.code: line.cells for line in figure.lines}
    assert (told["person"], figure.totals) == ((None,), ())
    make_member(Category.PERSON, periods=always())
    assert public("members-by-category") == {"person": (5,), "body": (1,)}


def test_members_are_told_by_country_without_persons_in_public():
    make_member(Category.PUBLIC_ENTITY, periods=always(), country="FR")
    make_member(Category.BODY, periods=always(), country="FR")
    make_member(Category.BODY, country="PT")  # has no period: not in force
    for _number in range(2):
        make_member(Category.PERSON, periods=always(), country="IT")
    assert public("members-by-country") == {"FR": (1, 1)}
    # In all; territories, public entities, persons, bodies.
    assert staff("members-by-country") == {"FR": (2, 0, 1, 0, 1), "IT": (2, 0, 0, 2, 0)}


def test_dues_are_told_by_year_and_currency_and_never_summed_over_two():
    euro = ask(make_member(periods=always()), "100.00")
    ask(make_member(periods=always()), "50.00")
    dirham = ask(make_member(periods=always()), "900.00", "MAD")
    pay(euro, "60.00", "T1")
    payments.reverse(pay(euro, "30.00", "T2"), why="Of another", by=make_secretary())
    payments.waive(dirham, why="Assembly", by=make_secretary())
    year = timezone.localdate().year
    # Called, received, waived.
    assert staff("dues-by-year") == {
        f"{year} EUR": (Decimal("150.00"), Decimal("60.00"), Decimal("0.00")),
        f"{year} MAD": (Decimal("900.00"), Decimal("0.00"), Decimal("900.00")),
    }


def test_of_the_dues_of_fewer_than_five_members_no_sum_is_told_in_public():
    members = [make_member(periods=always()) for _number in range(5)]
    asked = [ask(member, "10.00") for member in members[:4]]
    year = timezone.localdate().year
    assert public("dues-by-year") == {}
    asked.append(ask(members[4], "10.00"))
    pay(asked[0], "10.00", "T1")
    assert public("dues-by-year") == {f"{year} EUR": (Decimal("50.00"), None)}
    for number, one in enumerate(asked[1:], start=2):
        pay(one, "10.00", f"T{number}")
    assert public("dues-by-year") == {f"{year} EUR": (Decimal("50.00"), Decimal("50.00"))}


def test_payments_taken_back_do_not_hide_the_one_that_stands():
    asked = [ask(make_member(periods=always()), "10.00") for _number in range(5)]
    paid = [pay(one, "10.00", f"T{number}") for number, one in enumerate(asked)]
    year = timezone.localdate().year
    assert public("dues-by-year") == {f"{year} EUR": (Decimal("50.00"), Decimal("50.00"))}
    for payment in paid[1:]:
        payments.reverse(payment, why="Of another", by=make_secretary())
    assert public("dues-by-year") == {f"{year} EUR": (Decimal("50.00"), None)}


def test_platforms_and_territories_of_the_registry_are_counted():
    place = make_territory(country="PT")
    make_platform(territory=place, state="active")
    make_platform(territory=place, state="forming")
    make_platform(territory=make_territory(country="MA"), state="active")
    make_platform(territory=make_territory(country="MA", state="archived"), state="active")
    assert public("platforms-by-state") == {"active": (2,), "forming": (1,)}
    assert public("territories-by-country") == {"MA": (1,), "PT": (1,)}


def test_applications_are_counted_by_state_without_drafts_and_spam():
    for state in (State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.IN_REVIEW, State.SPAM):
        make_application(state)
    make_application(State.SUBMITTED, suspicion="fast")
    assert staff("applications-by-state") == {"submitted": (1, 0), "in_review": (2, 0)}


def test_each_form_has_its_months_and_its_days():
    names = [figure.name for figure in figures.public(numbers.count())]
    assert names == [
        "platform-by-month",
        "membership-by-month",
        "days-to-decide",
        "members-by-category",
        "members-by-country",
        "dues-by-year",
        "platforms-by-state",
        "territories-by-country",
    ]
    told = figures.public(numbers.count())[0]
    assert len(told.lines) == 12
    assert told.lines[-1].code == f"{timezone.localdate():%Y-%m}"


def test_too_few_decisions_tell_no_days():
    told = numbers.count().promises[Form.PLATFORM]
    assert (told.days, told.decisions) == (None, 0)


def test_a_bar_is_as_long_as_its_number_and_what_is_not_zero_is_seen():
    figure = table.Figure(
        name="x",
        title="X",
        definition="",
        head=("a", "A"),
        columns=(("n", "N"),),
        lines=[table.Line(str(n), str(n), (n,)) for n in (1000, 500, 1, 0, None)],
    )
    assert [row.length for row in figure.rows] == [100, 50, 1, 0, 0]


@pytest.mark.parametrize("people", [make_secretary, make_board_member])
def test_the_secretariat_and_the_board_see_all_figures(client, people):
    client.force_login(people())
    assert client.get(reverse(STAFF)).status_code == 200


def test_who_coordinates_a_network_sees_none_of_staffs(client):
    client.force_login(make_user(Role.COORDINATOR))
    answers = [client.get(reverse(STAFF))]
    answers.append(client.get(reverse("admin:membership_member_figure_csv", args=["dues-by-year"])))
    assert [answer.status_code for answer in answers] == [403, 403]


def test_each_figure_of_the_page_has_a_file_with_the_same_numbers(client):
    make_member(Category.BODY, periods=always(), country="FR")
    page = client.get(reverse(PUBLIC))
    shown = values(page, '//section[@class="figure"]/@aria-labelledby')
    files = {
        name: client.get(reverse("membership:figure-csv", args=[name])).getvalue().decode()
        for name in shown
    }
    assert files["members-by-country"] == "country_code,full_members,bodies\r\nFR,0,1\r\n"
    assert files["members-by-category"] == (
        "category,members\r\nterritory,0\r\npublic_entity,0\r\nperson,\r\nbody,1\r\n"
    )
    assert len(files) == 8


@pytest.mark.parametrize("name", ["no-such", "members-by-standing", "applications-by-state"])
def test_what_is_no_public_figure_is_not_found(client, name):
    assert client.get(reverse("membership:figure-csv", args=[name])).status_code == 404


def test_the_page_asks_as_many_queries_for_one_row_as_for_three(client):
    client.force_login(make_secretary())

    def asked():
        caches["memory"].clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(STAFF)).status_code == 200
        return len(captured)

    def one_more(country):
        ask(make_member(periods=always(), country=country), "10.00")
        make_platform(territory=make_territory(country=country), state="active")
        make_application(State.SUBMITTED)

    one_more("PT")
    asked()
    first = asked()
    one_more("FR")
    one_more("MA")
    assert asked() == first

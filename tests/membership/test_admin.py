"""Members in the admin: entered, edited with a reason, moved by buttons."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from membership.models import Member
from membership.workflow import Category, MemberState, Standing
from moves.history import history_of
from tests.applications.factories import make_board_member, make_secretary
from tests.factories import make_platform
from tests.membership.factories import make_member
from tests.pages import texts

pytestmark = pytest.mark.django_db

LIST = "admin:membership_member_changelist"
NO_PEOPLE = {
    f"{name}-{part}": 0
    for name in ("representatives", "periods", "holds", "certificates")
    for part in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@pytest.fixture
def secretary(client):
    user = make_secretary(name="Sol")
    client.force_login(user)
    return user


def enter(client, **values):
    given = {
        "category": "public_entity",
        "name": "Região do Exemplo",
        "country": "PT",
        "level": "regional",
        "joined_on": "2026-01-01",
        "why": "Decision of the board of 4 January.",
    }
    return client.post(
        reverse("admin:membership_member_add"), {**given, **NO_PEOPLE, **values}, follow=True
    )


def move(client, member, name, **sent):
    page = reverse("admin:membership_member_move", args=[member.pk, name])
    answer = client.post(page, {"note": "", **sent}, follow=True)
    member.refresh_from_db()
    return answer


def told(member):
    return [(event.what, event.why) for event in history_of(member)]


def test_a_member_that_came_on_paper_is_entered_with_a_reason(client, secretary):
    enter(client)

    member = Member.objects.get()
    assert (member.name, member.category, member.state) == (
        "Região do Exemplo",
        Category.PUBLIC_ENTITY,
        MemberState.MEMBER,
    )
    assert told(member) == [("Enter", "Decision of the board of 4 January.")]
    assert member.number == f"M{member.pk}"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"why": ""}, "Say why"),
        ({"level": ""}, "A public entity has a level, no other member has."),
        ({"category": "territory", "level": ""}, "A territory is a member by its platform"),
        ({"category": "body", "level": ""}, "An associate body has a kind, no other member has."),
    ],
)
def test_what_is_no_member_is_told_beside_the_form(client, secretary, values, error):
    page = enter(client, **values)

    assert Member.objects.count() == 0
    assert any(error in words for words in texts(page, '//*[contains(@class, "errorlist")]'))
    assert page.context["adminform"].form["name"].value() == "Região do Exemplo"


def test_a_platform_is_not_a_member_twice(client, secretary):
    platform = make_platform()
    make_member(Category.TERRITORY, platform=platform)

    page = enter(client, category="territory", level="", platform=platform.pk)

    assert texts(page, '//*[contains(@class, "errorlist")]//li') == [
        "This platform is a member already."
    ]


def test_a_period_is_added_by_its_button_and_the_next_is_proposed(client, secretary):
    member = make_member(periods=[("2023-01-01", "2023-12-31")])
    today = timezone.localdate()

    page = client.get(reverse("admin:membership_member_move", args=[member.pk, "add-period"]))
    proposed = {name: page.context["form"][name].value() for name in ("starts_on", "ends_on")}
    move(client, member, "add-period", starts_on=str(today), ends_on=str(today))

    assert proposed["starts_on"] == today
    assert member.standing_on(today) == Standing.CURRENT
    assert list(member.periods.order_by("pk").values_list("starts_on", "ends_on", "category")) == [
        (date(2023, 1, 1), date(2023, 12, 31), Category.BODY),
        (today, today, Category.BODY),
    ]


def test_a_period_that_overlaps_is_refused_and_one_that_ends_first_told(client, secretary):
    member = make_member(periods=[("2023-01-01", "2023-12-31")])

    answer = move(client, member, "add-period", starts_on="2023-12-31", ends_on="2024-12-30")
    wrong = move(client, member, "add-period", starts_on="2024-02-01", ends_on="2024-01-31")

    assert texts(answer, '//*[@class="messagelist"]/li') == [
        "There is a period in these days already."
    ]
    assert wrong.context["form"].errors == {"ends_on": ["A period ends after it has begun"]}
    assert member.periods.count() == 1


def test_a_hold_needs_a_reason_and_lasts_until_it_is_restored(client, secretary):
    today = timezone.localdate()
    member = make_member(periods=[(str(today), str(today + timedelta(days=364)))])

    move(client, member, "put-on-hold")
    without_reason = member.state
    move(client, member, "put-on-hold", note="Dues of two years are open.")
    held = (member.state, member.standing_on(today))
    move(client, member, "restore", note="Paid.")

    assert without_reason == MemberState.MEMBER
    assert held == (MemberState.ON_HOLD, Standing.ON_HOLD)
    assert (member.state, member.standing_on(today)) == (MemberState.MEMBER, Standing.CURRENT)
    assert list(member.holds.values_list("starts_on", "ended_on")) == [(today, today)]
    assert told(member) == [
        ("Restore", "Paid."),
        ("Put on hold", "Dues of two years are open."),
    ]


def test_who_resigns_stays_on_record_and_comes_back_under_the_old_number(client, secretary):
    today = timezone.localdate()
    member = make_member()
    number = member.number

    move(client, member, "put-on-hold", note="Asked for a pause.")
    move(client, member, "resign", note="Letter of the mayor.")
    gone = (member.state, member.left_on, member.standing_on(today))
    move(client, member, "take-back", note="Asked to come back.")

    assert gone == (MemberState.RESIGNED, today, Standing.RESIGNED)
    assert (member.number, member.state, member.left_on) == (number, MemberState.MEMBER, None)
    assert list(member.holds.values_list("ended_on", flat=True)) == [today]


def test_a_platform_that_has_joined_anew_is_not_taken_back(client, secretary):
    platform = make_platform()
    former = make_member(Category.TERRITORY, platform=platform)
    move(client, former, "resign", note="Letter of the mayor.")
    make_member(Category.TERRITORY, platform=platform)

    answer = move(client, former, "take-back", note="Asked to come back.")

    assert former.state == MemberState.RESIGNED
    assert texts(answer, '//*[@class="messagelist"]/li') == [
        "This platform is a member again by now, under another number."
    ]


def test_the_list_shows_how_each_stands_and_narrows_by_it(client, secretary):
    today = timezone.localdate()
    make_member(name="Now", periods=[(str(today), str(today))])
    make_member(name="Long ago", periods=[("2015-01-01", "2015-12-31")])

    rows = texts(client.get(reverse(LIST)), '//td[contains(@class, "field-standing")]')
    current = client.get(reverse(LIST), {"standing": "current"})

    assert rows == ["Lapsed", "Current"]
    assert texts(current, '//*[contains(@class, "field-name")]//a') == ["Now"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_members_as_for_one(
    client, secretary, number, django_assert_num_queries
):
    for _ in range(number):
        make_member()

    # Session, user, days of grace, count, two for permissions, rows.
    with django_assert_num_queries(7):
        client.get(reverse(LIST))


def test_the_board_reads_and_writes_nothing(client):
    member = make_member()
    client.force_login(make_board_member())

    page = client.get(reverse("admin:membership_member_change", args=[member.pk]))
    answer = client.post(
        reverse("admin:membership_member_move", args=[member.pk, "resign"]), {"note": "No."}
    )

    assert (page.status_code, answer.status_code) == (200, 403)
    assert texts(page, '//*[@class="review-moves"]') == []


def test_a_setting_is_added_for_a_day_and_none_is_changed(client, secretary):
    add = reverse("admin:membership_datedsetting_add")
    given = {"name": "grace_days", "value": "60", "valid_from": "2026-01-01"}

    client.post(add, given)
    again = client.post(add, {**given, "value": "30"})

    assert again.context["errors"][0] == ["From this day on there is a number already."]
    member = make_member(periods=[("2025-01-01", "2025-12-31")])
    assert [member.standing_on(date(2026, 3, day)) for day in (1, 2)] == ["grace", "lapsed"]

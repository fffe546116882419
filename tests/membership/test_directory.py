"""Members in public: who is shown, what of them, and how they are found."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from membership.models import DatedSetting, Member
from membership.workflow import Category, MemberState
from tests.factories import make_platform, make_territory
from tests.membership.factories import make_member
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LIST = "/en/members/"
ALWAYS = [("2014-01-01", "2099-12-31")]


def make_shown(name, category=Category.BODY, *, ends=0, **fields):
    """Make a member that is shown, its period ending so many days from today."""
    today = timezone.localdate()
    days = (str(today - timedelta(days=400)), str(today + timedelta(days=ends)))
    return make_member(category, name=name, periods=[days], is_public=True, **fields)


def names(client, query=""):
    return texts(client.get(f"{LIST}{query}"), '//*[@class="entry"]//h3')


def statuses(client, members):
    return {client.get(member.get_absolute_url()).status_code for member in members}


def days_of_grace():
    return DatedSetting.objects.on("grace_days", timezone.localdate())


def test_the_directory_shows_who_is_in_force_and_wishes_to_be_shown(client):
    grace, today = days_of_grace(), timezone.localdate()
    shown = [
        make_shown("Current"),
        make_shown("In grace", ends=-1),
        make_shown("Last day of grace", ends=-grace),
        make_shown("Person who agreed", Category.PERSON),
    ]
    hidden = [
        make_shown("Lapsed", ends=-grace - 1),
        make_member(name="Without a period", is_public=True),
        make_member(name="Not shown", periods=ALWAYS),
        make_member(Category.PERSON, name="Person", periods=ALWAYS),
        make_shown("Resigned", state=MemberState.RESIGNED, left_on=today),
        make_shown("On hold", state=MemberState.ON_HOLD),
    ]
    hidden[-1].holds.create(starts_on=today)

    assert names(client) == ["Current", "In grace", "Last day of grace", "Person who agreed"]
    assert (statuses(client, shown), statuses(client, hidden)) == ({200}, {404})


def test_an_entry_says_category_country_sort_and_since_when(client):
    make_shown("A", Category.PUBLIC_ENTITY)
    make_shown("B", Category.BODY, country="FR")
    make_shown("C", Category.PERSON)

    assert texts(client.get(LIST), '//*[@class="entry"]//p') == [
        "Full member: public entity, Portugal. Regional. Member since 2014.",
        "Associate member: body, France. Association. Member since 2014.",
        "Associate member: person, Portugal. Member since 2014.",
    ]


EVERY = ["Łódź", "O’Brien-Núñez", "Region", "São Tomé"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", EVERY),
        ("?category=body", ["Łódź", "São Tomé"]),
        ("?category=body&category=person", ["Łódź", "O’Brien-Núñez", "São Tomé"]),
        ("?country=PL", ["Łódź"]),
        ("?category=body&country=PT", ["São Tomé"]),
        ("?q=lodz", ["Łódź"]),
        ("?q=TOME", ["São Tomé"]),
        ("?q=nun", ["O’Brien-Núñez"]),
        ("?q=tome+sao", ["São Tomé"]),
        ("?q=ome", []),
        ("?q=!!!", []),
        ("?q=%25", []),
        ("?category=friend&country=xx&order=up&page=x&q=%00", EVERY),
        ("?area=1,1,2,2&page=999", EVERY),
        ("?order=newest", EVERY[::-1]),
    ],
)
def test_the_address_says_what_is_found(client, query, found):
    make_shown("Łódź", country="PL")
    make_shown("O’Brien-Núñez", Category.PERSON, country="IE")
    make_shown("Region", Category.PUBLIC_ENTITY)
    make_shown("São Tomé")

    assert names(client, query) == found


def test_the_number_beside_a_filter_is_what_it_gives(client):
    make_shown("A", Category.BODY)
    make_shown("B", Category.BODY, country="FR")
    make_shown("C", Category.PERSON, country="FR")
    make_member(name="Hidden", country="FR")

    page = client.get(f"{LIST}?country=FR")
    numbers = page.context["answer"].numbers

    assert numbers == {
        "category": {"body": 1, "person": 1},
        "country": {"PT": 1, "FR": 2},
        "network": {},
    }
    assert texts(page, '//h2[@id="found"]') == ["2 members"]
    for name, counted in numbers.items():
        kept = "" if name == "country" else "&country=FR"
        for code, number in counted.items():
            assert len(names(client, f"?{name}={code}{kept}")) == number


def test_without_a_number_of_days_there_is_no_grace_and_still_a_page(client):
    make_shown("Current")
    make_shown("In grace", ends=-1)
    DatedSetting.objects.all().delete()

    assert names(client) == ["Current"]


def test_a_page_has_25_members(client):
    for number in range(26):
        make_shown(f"Member {number:02}")

    assert (len(names(client)), names(client, "?page=2")) == (25, ["Member 25"])


def test_a_member_and_its_platform_lead_to_each_other(client):
    territory = make_territory("Sintra")
    platform = make_platform("Mesa", territory=territory)
    member = make_shown("Município de Sintra", Category.TERRITORY, platform=platform)

    page = client.get(member.get_absolute_url())
    back = client.get(platform.get_absolute_url())

    assert values(page, '//dl[@class="facts"]//a/@href') == [
        platform.get_absolute_url(),
        territory.get_absolute_url(),
    ]
    assert texts(back, f'//dd/a[@href="{member.get_absolute_url()}"]') == ["since 1 January 2014"]


def test_a_platform_says_nothing_of_a_member_that_is_not_shown(client):
    platform = make_platform("Mesa")
    member = make_shown("Município", Category.TERRITORY, platform=platform)
    link = f'//a[@href="{member.get_absolute_url()}"]/@href'
    before = values(client.get(platform.get_absolute_url()), link)

    Member.objects.filter(pk=member.pk).update(is_public=False)

    assert before == [member.get_absolute_url()]
    assert values(client.get(platform.get_absolute_url()), link) == []


def test_a_member_without_a_platform_or_with_a_hidden_one_has_no_link(client):
    hidden = make_platform(territory=make_territory(state="draft"))
    alone = make_shown("Body")
    member = make_shown("Município", Category.TERRITORY, platform=hidden)

    for one in (alone, member):
        assert values(client.get(one.get_absolute_url()), '//dl[@class="facts"]//a/@href') == []


def test_the_page_of_a_person_is_not_for_search_engines(client):
    pages = [
        client.get(make_shown("A", category).get_absolute_url())
        for category in (Category.PERSON, Category.BODY)
    ]

    assert [values(page, '//meta[@name="robots"]/@content') for page in pages] == [["noindex"], []]
    assert [len(values(page, '//link[@rel="canonical"]/@href')) for page in pages] == [0, 1]


def test_nothing_else_of_a_member_is_shown(client):
    member = make_shown("A. Sample", Category.PERSON, website="https://private.example.org")
    member.representatives.create(
        role="political",
        name="Quem Fala",
        email="fala@example.org",
        phone="+351 999",
        starts_on=timezone.localdate(),
    )

    shown = client.get(member.get_absolute_url()).text + client.get(LIST).text
    shown += client.get("/en/members/members.csv").getvalue().decode()

    assert [word for word in ("Quem", "fala@", "+351", "private.example") if word in shown] == []


def test_the_table_holds_what_the_address_asks_for_and_no_formula(client, settings):
    settings.SITE_URL = "https://example.org"
    platform = make_platform("Mesa", slug="mesa")
    evil = make_shown("=1+1", country="FR")
    member = make_shown("Município", Category.TERRITORY, platform=platform)
    make_shown("Other", Category.PERSON)

    answer = client.get("/en/members/members.csv?category=body&category=territory")

    site = "https://example.org/en"
    assert list(csv.DictReader(answer.getvalue().decode().splitlines())) == [
        {
            "name": "'=1+1",
            "category": "body",
            "country_code": "FR",
            "level": "",
            "kind": "association",
            "member_since": "2014-01-01",
            "platform_address": "",
            "address": f"{site}/members/{evil.pk}/",
        },
        {
            "name": "Município",
            "category": "territory",
            "country_code": "PT",
            "level": "",
            "kind": "",
            "member_since": "2014-01-01",
            "platform_address": f"{site}/platforms/mesa/",
            "address": f"{site}/members/{member.pk}/",
        },
    ]


def less_grace(member):
    DatedSetting.objects.create(name="grace_days", value=1, valid_from=timezone.localdate())


@pytest.mark.parametrize(
    "change",
    [
        lambda member: Member.objects.filter(pk=member.pk).update(is_public=False),
        lambda member: member.periods.all().delete(),
        lambda member: member.holds.create(starts_on=timezone.localdate()),
        less_grace,
    ],
    ids=["member", "period", "hold", "days of grace"],
)
def test_a_kept_page_is_made_anew_once_a_standing_changes(client, change):
    member = make_shown("In grace", ends=-5)
    before = names(client)

    change(member)

    assert (before, names(client)) == (["In grace"], [])


def test_a_kept_page_does_not_outlive_the_day(client, monkeypatch, django_assert_num_queries):
    member = make_shown("Last day of grace", ends=-days_of_grace())
    addresses = [LIST, member.get_absolute_url()]
    first = [client.get(address) for address in addresses]
    with django_assert_num_queries(2):  # the version of the registry, each
        again = [client.get(address) for address in addresses]

    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    tags = {"if-none-match": first[0].headers["ETag"]}
    later = [client.get(address, headers=tags).status_code for address in addresses]

    assert [page.content for page in again] == [page.content for page in first]
    assert (later, names(client)) == ([200, 404], [])


@pytest.mark.parametrize(
    "address",
    [
        LIST,
        f"{LIST}?q=member&category=territory&country=PT&order=newest",
        "/en/members/members.csv",
        "/en/members/{pk}/",
        "/en/members/{pk}/badge.svg",
        "/en/platforms/mesa/",
        "/sitemap-members.xml",
    ],
)
def test_no_page_asks_often_nor_more_where_there_is_more(client, address):
    member = make_shown("Member", Category.TERRITORY, platform=make_platform("Mesa", slug="mesa"))
    counted = []
    for more in (0, 2):
        for number in range(more):
            make_shown(f"Member {number}", Category.TERRITORY)
        with CaptureQueriesContext(connection) as asked:
            list(client.get(address.format(pk=member.pk)))
        counted.append(len(asked))

    assert counted[0] == counted[1] <= 8


def test_public_pages_send_no_cookie(client):
    member = make_shown("Member")
    pages = [LIST, member.get_absolute_url(), "/en/verify/", "/en/verify/?serial=", "/en/verify/x/"]

    assert [dict(client.get(page).cookies) for page in pages] == [{}] * len(pages)


def test_the_sitemap_has_no_person(client):
    person, body = make_shown("Person", Category.PERSON), make_shown("Body")

    found = client.get("/sitemap-members.xml").text

    assert (f"/members/{body.pk}/" in found, f"/members/{person.pk}/" in found) == (True, False)


def test_a_badge_has_mark_name_and_year(client):
    member = make_shown("Tom & “Jerry” <script>" + " long" * 20)

    badge = client.get(reverse("membership:member-badge", args=[member.pk]))

    lines = texts(badge, "//*[local-name()='text']")
    assert badge.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert (lines[0], lines[-1]) == ("Member of TOGETHER", str(timezone.localdate().year))
    assert " ".join(lines[1:-1]) == member.name


# Who is not shown has no page: the list leads to it as well.
def test_who_represents_a_member_comes_to_its_own_page_from_the_list_and_from_its_page(client):
    member = make_shown("A society")
    link = f'//main//a[@href="{reverse("membership:own-link-ask")}"]'

    assert {
        address: texts(client.get(address), link) for address in (LIST, member.get_absolute_url())
    } == {LIST: ["Find your membership"], member.get_absolute_url(): ["Find your membership"]}

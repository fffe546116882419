"""What staff are told of what is known already, and how they compare it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications import workflow
from applications.duplicates import MOST, same_site
from applications.workflow import State
from platforms import duplicates, finding
from platforms.models import PlatformApplication
from tests.applications.factories import make_application, make_board_member, make_secretary
from tests.factories import make_platform, make_territory
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

# Nothing of it is like what the other tests look for.
ELSEWHERE = {"territory_name": "Zzyzx", "territory_country": "US", "title": "Zzyzx"}
HERE = {"latitude": "37.5", "longitude": "-8.5"}


@pytest.fixture
def secretary(client):
    user = make_secretary()
    client.force_login(user)
    return user


def sent(state=State.SUBMITTED, **fields):
    """Make an application that staff can find, as it is once it was saved."""
    application = make_application(state, **fields)
    application.sought = finding.kept(application)
    application.save(update_fields=["sought"])
    return application


def url_of(application, page="change", *more):
    name = f"admin:platforms_platformapplication_{page}"
    return reverse(name, args=[application.pk, *more])


def places(application):
    return duplicates.places(application)


def others(application):
    return duplicates.applications(application, PlatformApplication.objects.for_staff())


# Listed places.


def test_places_of_the_country_with_the_same_or_a_similar_name_are_told():
    same, similar = make_territory("Víla exemplo"), make_territory("Vila Exempla")
    make_territory("Vila Exemplo", country="ES")
    make_territory("Vila Exemplo", state="draft")
    make_territory("Odemira")

    assert places(sent()) == [(same, ["same name"]), (similar, ["similar name"])]


@pytest.mark.parametrize(
    ("latitude", "longitude", "told"),
    [
        ("37.5", "-8.5", ["0 km away"]),
        ("37.55", "-8.5", ["6 km away"]),
        ("37.5", "-8.58", ["7 km away"]),
        ("37.58", "-8.58", None),  # in the corner of the square, and not in the circle
        ("37.7", "-8.5", None),
    ],
)
def test_places_near_the_point_are_told_whatever_their_name(latitude, longitude, told):
    near = make_territory("Praia", country="ES", latitude=latitude, longitude=longitude)

    assert places(sent(**ELSEWHERE, **HERE)) == ([(near, told)] if told else [])


@pytest.mark.parametrize("latitude", ["90", "-90", "89.99999"])
def test_a_point_at_a_pole_is_compared_too(latitude):
    assert places(sent(**ELSEWHERE, latitude=latitude, longitude="180")) == []


@pytest.mark.parametrize(
    "written",
    ["https://vila.example/mesa", "http://www.vila.example/mesa/", "https://WWW.Vila.example/mesa"],
)
def test_places_with_the_same_website_are_told_however_it_is_written(written):
    place = make_territory("Praia", website="https://www.vila.example/mesa/")
    make_territory("Costa", website="https://vila.example/")

    assert places(sent(**ELSEWHERE, website=written)) == [(place, ["same website"])]


@pytest.mark.parametrize("odd", ["", "vila.example", "ftp://vila.example", "http://[", "http:///x"])
def test_what_is_no_website_is_like_none(odd):
    assert same_site(odd) == []


def test_a_place_is_told_once_with_every_reason_and_its_platforms(client, secretary):
    place = make_territory("Vila Exemplo", website="https://vila.example/", **HERE)
    make_platform("Mesa", territory=place)
    application = sent(website="http://vila.example", **HERE, listed_territory=place)

    page = client.get(url_of(application))

    assert texts(page, '//*[@id="hints"]//li') == [
        f"Listed place: Vila Exemplo (Municipality, Portugal, {place.code}) chosen by the "
        "applicant, same name, 0 km away, same website platform there: Mesa (Forming)"
    ]
    assert values(page, '//*[@id="hints"]//a/@href') == [
        url_of(application, "beside_place", place.pk)
    ]


# Other applications.


def test_applications_that_share_a_contact_are_told():
    application = sent(email="Same@Example.org", second_email="two@example.org")
    first = sent(State.DECLINED, **ELSEWHERE, email="same@example.org")
    second = sent(State.SPAM, **ELSEWHERE, second_email="TWO@example.org")
    sent(**ELSEWHERE, email="othersame@example.org")
    sent(State.DRAFT, **ELSEWHERE, email="same@example.org")
    sent(State.UNCONFIRMED, **ELSEWHERE, email="same@example.org")

    assert others(application) == [
        (second, ["same e-mail address"]),
        (first, ["same e-mail address"]),
    ]


def test_applications_of_the_country_with_the_same_or_a_similar_name_are_told():
    application = sent(territory_name="Vila Exemplo")
    similar = sent(territory_name="Vila Exempla", title="Vila Exempla")
    same = sent(territory_name="VILA EXEMPLO")
    sent(territory_country="ES")
    sent(territory_name="Odemira", title="Odemira", local_name="Fórum de Vila Exemplo")

    assert sorted(others(application), key=lambda pair: pair[1]) == [
        (same, ["same name"]),
        (similar, ["similar name"]),
    ]


def test_pages_of_one_website_that_differ_by_their_question_are_two():
    application = sent(website="https://vila.example:8443/?page_id=2")
    same = sent(**ELSEWHERE, website="http://www.vila.example:8443?page_id=2")
    sent(**ELSEWHERE, website="https://vila.example:8443/?page_id=3")
    sent(**ELSEWHERE, website="https://vila.example/?page_id=2")
    sent(**ELSEWHERE, website="https://vila.example:8443/")

    assert others(application) == [(same, ["same website"])]


def test_applications_with_the_same_website_are_told():
    application = sent(website="https://vila.example/mesa")
    same = sent(**ELSEWHERE, website="http://www.vila.example/mesa/")
    sent(**ELSEWHERE, website="https://vila.example/outra")

    assert others(application) == [(same, ["same website"])]


def test_an_application_is_no_hint_about_itself_nor_about_what_it_opened(client, secretary):
    application = sent(State.IN_REVIEW, website="https://vila.example/", **HERE)
    letter = {"letter-subject": "Yes", "letter-body": "Yes."}

    client.post(url_of(application, "move", "accept"), letter)

    application.refresh_from_db()
    assert application.state == State.ACCEPTED
    assert (places(application), others(application)) == ([], [])


def test_nothing_is_said_where_nothing_is_known(client, secretary):
    page = client.get(url_of(sent()))

    assert texts(page, '//*[@id="hints"]') == []


def test_of_many_that_are_alike_a_few_are_told_at_the_same_cost(client, secretary):
    application = sent(email="same@example.org", website="https://vila.example/", **HERE)

    def one_more(number):
        place = make_territory(f"Vila Exemplo {number}", website="https://vila.example/", **HERE)
        make_platform(territory=place)
        sent(email="same@example.org", website="https://vila.example/")

    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(url_of(application))
        return len(captured)

    one_more(0)
    one = cost()
    for number in range(1, MOST + 2):
        one_more(number)

    assert cost() == one
    assert (len(places(application)), len(others(application))) == (MOST, MOST)


# Side by side.


def rows(page):
    """Return each row of the comparison: what, ours, theirs, and the word for it."""
    cells = texts(page, '//table[@class="beside"]/tbody/tr/*')
    return [tuple(cells[start : start + 4]) for start in range(0, len(cells), 4)]


def test_a_place_is_compared_fact_by_fact_and_in_words(client, secretary):
    parent = make_territory("Beja")
    place = make_territory(
        "Víla Exemplo", kind="neighbourhood", parent=parent, population=1200, population_year=2021
    )
    make_platform("Mesa", territory=place)
    application = sent(website="https://vila.example/", population=1200, population_year=2021)

    page = client.get(url_of(application, "beside_place", place.pk))

    assert rows(page) == [
        ("Name of the territory", "Vila Exemplo", "Víla Exemplo", "same"),
        ("Kind of territory", "Municipality", "Neighbourhood", "different"),
        ("Country", "Portugal", "Portugal", "same"),
        ("Region, district or province", "Beja", "–", "on one side only"),
        ("Larger territory it lies in", "–", "Beja", "on one side only"),
        ("Number of inhabitants", "1200", "1200", "same"),
        ("Year of that number", "2021", "2021", "same"),
        ("Website of the territory", "https://vila.example/", "–", "on one side only"),
        (
            "Platform",
            "Mesa de Vila Exemplo",
            "platform there: Mesa (Forming)",
            "different",
        ),
    ]
    assert len(values(page, '//tr[@class="is-same"]/@class')) == 4


def test_two_applications_are_compared_answer_by_answer(client, secretary):
    application = sent(website="https://vila.example/")
    other = sent(website="http://www.vila.example", aims="Outra coisa.")

    page = client.get(url_of(application, "beside", other.pk))

    compared = {row[0]: row[3] for row in rows(page)}
    assert compared["Website of the territory"] == "same"
    assert compared["What does the group want to do?"] == "different"
    assert compared["E-mail address"] == "different"
    assert compared["Participants"] == "same"
    assert texts(page, "//div[@id='content']//form//button") == [
        "Withdraw the application",
        "Mark as spam",
    ]
    links = values(page, "//div[@id='content']//ul//a/@href")
    assert links == [url_of(other), url_of(application)]


@pytest.mark.parametrize(("state", "move"), [(State.IN_REVIEW, "accept"), (State.HELD, "release")])
def test_from_its_side_by_side_a_place_is_chosen_and_linked(client, secretary, state, move):
    place = make_territory("Costa", website="https://vila.example/")
    application = sent(State.IN_REVIEW, website="https://vila.example/")
    letter = {"letter-subject": "Yes", "letter-body": "Yes.", "note": ""}
    if state == State.HELD:
        client.post(url_of(application, "move", "accept"), {**letter, "keep_held": "on"})
    page = client.get(url_of(application, "beside_place", place.pk))
    url = values(page, "//div[@id='content']//ul//a/@href")[0]

    chosen = values(client.get(url), '//input[@name="territory"][@checked]/@value')
    client.post(url, {**letter, "territory": chosen[0]})

    application.refresh_from_db()
    assert (url, chosen) == (
        f"{url_of(application, 'move', move)}?place={place.pk}",
        [str(place.pk)],
    )
    assert (application.state, application.territory) == (State.ACCEPTED, place)


@pytest.mark.parametrize("odd", ["", "0", "x", "-1", "9" * 30, "9" * 5000, "1&place=2", "٣"])
def test_an_odd_choice_in_the_address_chooses_nothing(client, secretary, odd):
    application = sent(State.IN_REVIEW)

    assert client.get(f"{url_of(application, 'move', 'accept')}?place={odd}").status_code == 200


def test_what_cannot_be_seen_cannot_be_compared(client, secretary):
    application, draft = sent(), make_application()
    hidden = make_territory(state="draft")

    statuses = [
        client.get(url_of(application, *where)).status_code
        for where in (
            ("beside", draft.pk),
            ("beside", 0),
            ("beside", 10**30),
            ("beside_place", hidden.pk),
            ("beside_place", 10**30),
        )
    ]

    assert statuses == [404] * 5
    assert client.get(url_of(draft, "beside", application.pk)).status_code == 404


def test_a_contact_of_the_application_compares_nothing(client):
    application, other = sent(second_email="party@example.org"), sent()
    place = make_territory()
    client.force_login(make_secretary(email="party@example.org"))

    assert [
        client.get(url_of(application, *where)).status_code
        for where in (("beside", other.pk), ("beside_place", place.pk))
    ] == [403, 403]


def test_comparing_changes_nothing_and_the_board_may_look(client):
    client.force_login(make_board_member())
    application, other = sent(State.IN_REVIEW), sent()
    before = PlatformApplication.objects.order_by("pk").values()
    before = list(before)

    page = client.get(url_of(application, "beside", other.pk))

    assert (page.status_code, texts(page, "//div[@id='content']//form//button")) == (200, [])
    assert list(PlatformApplication.objects.order_by("pk").values()) == before
    assert workflow.ACCEPT.name not in page.text

"""Meetings and trainings in public: what is to come, what is past, and what one reads of each."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from network.events import when
from network.models import Document, Event
from tests.factories import make_territory
from tests.network.factories import make_document, make_event, make_file
from tests.network.registering import again, in_days, make_coming, make_registration, register_url
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LIST, TRAININGS = "/en/meetings/", "/en/trainings/"
ROWS = '//li[@class="entry"]//h3'
PILLS = '//li[@class="entry"]//span[contains(@class, "pill")]'
FACTS = '//dl[@class="facts"]/div'


def test_what_is_to_come_stands_first_the_next_of_all_then_the_past_by_year(client):
    make_event(title_en="Then", starts_on="2012-05-03", ends_on="2012-05-04")
    make_event(title_en="Later then", starts_on="2016-11-02", ends_on="2016-11-05")
    make_event(title_en="Same year", starts_on="2016-01-02", ends_on="2016-01-02")
    make_coming(title_en="Far", days=60)
    make_coming(title_en="Near", days=3)
    make_coming(title_en="Called off", days=9, cancelled_on=in_days(-1))
    make_coming(title_en="Learn", kind="training")
    make_coming(title_en="Draft", published_on=None)

    page, trainings = client.get(LIST), client.get(TRAININGS)

    assert texts(page, "//main//h2") == ["Coming", "2016", "2012"]
    names = ["Near", "Called off", "Far", "Later then", "Same year", "Then"]
    assert texts(page, ROWS) == names
    assert texts(page, PILLS) == ["Registration", "Cancelled", "Registration"]
    assert texts(trainings, ROWS) == ["Learn"]


def test_what_goes_on_today_is_to_come_until_its_last_day_is_over(client):
    make_event(title_en="Now", starts_on=in_days(-2), ends_on=in_days(0))
    make_event(title_en="Over", starts_on=in_days(-2), ends_on=in_days(-1))

    page = client.get(LIST)

    assert texts(page, '//section[@aria-labelledby="coming"]//h3') == ["Now"]


@pytest.mark.parametrize(
    ("address", "title"),
    [(LIST, "No meeting is shown yet"), (TRAININGS, "No training is shown yet")],
)
def test_an_empty_list_says_so(client, address, title):
    assert texts(client.get(address), "//main//h2") == [title]


def test_a_list_says_what_is_full(client):
    make_registration(make_coming(places=1))

    assert texts(client.get(LIST), PILLS) == ["Full, waiting list"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries, number):
    for _ in range(number):
        make_coming(places=5)
        make_event()
        event = make_coming(host=make_territory(), takes_registrations=True)
    for part in range(number):
        event.sessions.create(day=event.starts_on, title_en=f"Part {part}")
        make_file(make_document(kind="programme", event=event))
        make_document(adopted_by=event)
    event.attendance.create(kind="school", number=3)

    for address in (LIST, TRAININGS, event.get_absolute_url(), "/en/meetings/calendar.ics"):
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200


def test_a_page_says_when_and_where_by_the_clock_of_the_place(client):
    event = make_event(
        title_en="Assembly",
        kind="assembly",
        starts_on="2030-07-05",
        ends_on="2030-07-05",
        starts_at="14:00",
        ends_at="17:30",
        time_zone="Europe/Lisbon",
        place="Odemira",
        country="PT",
        is_online=True,
        languages=["pt", "fr"],
        access_en="Step-free.",
        host=make_territory("Odemira"),
        places=40,
    )

    page = client.get(event.get_absolute_url())

    assert texts(page, FACTS) == [
        "When 5 July 2030, 14:00 to 17:30 Portugal (Lisbon) Time, UTC+01:00",
        "Where Odemira, Portugal , and online",
        "Received by Odemira",
        "Languages Portuguese, French",
        "Access Step-free.",
        "Places 40",
    ]
    assert values(page, f"{FACTS}//a/@href") == [again(event).host.get_absolute_url()]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "2 November 2016 to 5 November 2016"),
        ({"ends_on": "2016-11-02"}, "2 November 2016"),
        ({"ends_on": "2016-11-02", "starts_at": "09:30"}, "2 November 2016, 09:30"),
        (
            {"starts_at": "09:30", "ends_at": "17:00"},
            "2 November 2016, 09:30 to 5 November 2016, 17:00",
        ),
    ],
)
def test_days_and_hours_are_told_as_far_as_they_are_known(fields, told):
    assert when.told(again(make_event(**fields))) == told


def test_days_are_told_in_the_language_of_the_reader():
    event = again(make_event(starts_at="09:30", time_zone="Europe/Paris"))

    with translation.override("fr"):
        assert when.zone_told(event) == "heure : France, UTC+01:00"
        assert when.told(event).startswith("2 novembre 2016")


def test_the_day_of_the_place_counts_not_that_of_the_server():
    now = timezone.now()
    far = {"time_zone": "Pacific/Kiritimati"}  # fourteen hours ahead
    tomorrow = (now + timedelta(hours=14)).date()
    event = again(make_event(starts_on=tomorrow, ends_on=tomorrow, **far))

    assert event.has_begun


def test_the_programme_stands_by_day_and_hour(client):
    event = make_event()
    for day, hour, title in [
        ("2016-11-03", "09:00", "Second day"),
        ("2016-11-02", "14:00", "Afternoon"),
        ("2016-11-02", "09:00", "Morning"),
        ("2016-11-02", None, "All day"),
    ]:
        event.sessions.create(day=day, starts_at=hour, title_en=title, place="Hall")

    page = client.get(event.get_absolute_url())

    programme = '//section[@aria-labelledby="programme"]'
    assert texts(page, f"{programme}//*[self::h3 or self::h4]") == [
        "2 November 2016",
        "All day",
        "Morning",
        "Afternoon",
        "3 November 2016",
        "Second day",
    ]


def test_documents_of_a_meeting_and_what_it_adopted_stand_on_its_page(client):
    event = make_event()
    make_file(make_document(title_en="Minutes", kind="minutes", event=event), "fr")
    make_document(title_en="Roadmap", kind="roadmap", adopted_by=event)
    make_document(title_en="Draft", kind="report", event=event, published_on=None)

    page = client.get(event.get_absolute_url())

    assert texts(page, '//section[@aria-labelledby="papers"]//h3') == ["Minutes"]
    (line,) = texts(page, '//section[@aria-labelledby="papers"]//h3/following-sibling::p')
    assert line == "Minutes. French, PDF, 17 bytes"
    assert texts(page, '//section[@aria-labelledby="adopted"]//h3') == ["Roadmap"]


def test_a_page_changes_with_the_papers_on_it(client):
    event = make_event()
    make_document(kind="minutes", event=event)
    Event.objects.update(changed_at="2016-11-05T12:00Z")
    Document.objects.update(changed_at="2017-02-28T12:00Z")

    page = client.get(event.get_absolute_url())

    assert "Page last changed on 28 February 2017." in page.text


def test_a_part_of_the_programme_without_a_title_has_no_heading(client):
    event = make_event()
    event.sessions.create(day="2016-11-02", summary_en="Walk along the river.")

    page = client.get(event.get_absolute_url())

    programme = '//section[@aria-labelledby="programme"]'
    assert texts(page, f"{programme}//h4") == []
    assert "Walk along the river." in page.text


@pytest.mark.parametrize(
    ("fields", "is_said"),
    [
        ({}, True),
        ({"kind": "training"}, False),
        ({"starts_on": in_days(1), "ends_on": in_days(1)}, False),
        ({"cancelled_on": "2016-10-01"}, False),
    ],
)
def test_a_past_meeting_says_that_its_minutes_are_not_here(client, fields, is_said):
    page = client.get(make_event(**fields).get_absolute_url())

    said = "Neither minutes nor proceedings of this meeting are here yet." in page.text
    assert said == is_said


def test_who_came_is_a_table_the_most_first(client):
    event = make_event()
    event.attendance.create(kind="school", number=3)
    event.attendance.create(kind="public_authority", number=12)

    page = client.get(event.get_absolute_url())

    rows = '//table[@class="figure-table"]/tbody/tr'
    assert texts(page, rows) == ["Public authority 12", "School 3"]
    assert values(page, f'{rows}//rect[@class="bar"]/@width') == ["100.0", "25.0"]


def test_the_page_says_whether_one_can_register_and_how_many_places_there_are(client):
    free, full = make_coming(places=4), make_coming(places=1)
    make_registration(full)
    ended = make_coming(register_until=in_days(-2))
    said = '//section[@aria-labelledby="register"]/p'

    pages = [client.get(event.get_absolute_url()) for event in (free, full, ended)]

    assert [texts(page, said) for page in pages] == [
        ["There are 4 places, for those who come first.", "Register"],
        [
            "All places are taken. You can put yourself on the waiting list: who cancels makes "
            "room for the next.",
            "Join the waiting list",
        ],
        ["The last day for registrations is over."],
    ]
    assert values(pages[0], f"{said}/a/@href") == [register_url(free)]


def test_a_kept_page_is_made_anew_once_the_event_is_full_and_unchanged_without(client):
    event = make_coming(places=2)
    address = event.get_absolute_url()
    tags = [client.get(address)["ETag"]]
    for _ in range(2):
        make_registration(event)
        tags.append(client.get(address)["ETag"])
    kept = client.get(address, headers={"If-None-Match": tags[-1]})

    assert [tags[0] == tags[1], tags[1] == tags[2], kept.status_code] == [True, False, 304]


def test_under_the_address_of_the_other_kind_one_is_led_on(client):
    training = make_coming(kind="training")

    answer = client.get(f"/en/meetings/{training.slug}/")

    assert (answer.status_code, answer["Location"]) == (302, training.get_absolute_url())


def test_a_draft_is_not_there(client):
    event = make_coming(published_on=None)
    addresses = [event.get_absolute_url(), register_url(event)]

    for address in [*addresses, f"{event.get_absolute_url()}event.ics"]:
        assert client.get(address).status_code == 404


def test_where_one_takes_part_online_is_not_public(client):
    event = make_coming(is_online=True, online_address="https://meet.example.org/secret-room")
    address = event.get_absolute_url()

    for page in (address, register_url(event), f"{address}event.ics", "/en/meetings/calendar.ics"):
        assert "secret-room" not in client.get(page).text

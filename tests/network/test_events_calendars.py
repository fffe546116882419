"""Calendars of events, read again by the library as a calendar program would."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from network.models import Event
from tests.network.factories import make_event
from tests.network.registering import again, link_of_registration, make_coming, make_registration

pytestmark = pytest.mark.django_db

ALL, TRAININGS = "/en/meetings/calendar.ics", "/en/trainings/calendar.ics"


def read(client, address):
    """Return the entries of a calendar."""
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def of(event, client):
    (entry,) = read(client, f"{event.get_absolute_url()}event.ics")
    return entry


def test_a_meeting_with_hours_is_told_in_utc_winter_and_summer(client):
    hours = {"starts_at": "14:00", "ends_at": "17:00", "time_zone": "Europe/Paris"}
    winter = make_event(starts_on="2030-01-15", ends_on="2030-01-15", **hours)
    summer = make_event(starts_on="2030-07-15", ends_on="2030-07-15", **hours)

    told = [(of(one, client).start, of(one, client).end) for one in (winter, summer)]

    assert told == [
        (datetime(2030, 1, 15, 13, tzinfo=UTC), datetime(2030, 1, 15, 16, tzinfo=UTC)),
        (datetime(2030, 7, 15, 12, tzinfo=UTC), datetime(2030, 7, 15, 15, tzinfo=UTC)),
    ]


def test_without_hours_it_lasts_whole_days_the_last_one_included(client):
    entry = of(make_event(starts_on="2016-11-02", ends_on="2016-11-05"), client)

    assert (entry.start, entry.end) == (date(2016, 11, 2), date(2016, 11, 6))


def test_without_an_end_days_last_until_midnight_of_the_place(client):
    event = make_event(starts_at="09:00", time_zone="Europe/Lisbon")

    entry = of(event, client)

    assert entry.start == datetime(2016, 11, 2, 9, tzinfo=UTC)
    assert entry.end == datetime(2016, 11, 6, 0, tzinfo=UTC)


def test_an_entry_says_what_it_is_where_and_when_it_changed(client, settings):
    settings.SITE_URL = "https://together.example.org"
    event = again(
        make_event(title_en="Rencontre; à Mulhouse, “ici”\\n", place="Mulhouse", country="FR")
    )

    entry = of(event, client)

    assert {name: str(entry[name]) for name in ("UID", "SUMMARY", "LOCATION", "URL", "STATUS")} == {
        "UID": f"event-{event.pk}@together.example.org",
        "SUMMARY": "Rencontre; à Mulhouse, “ici”\\n",
        "LOCATION": "Mulhouse, France",
        "URL": f"https://together.example.org{event.get_absolute_url()}",
        "STATUS": "CONFIRMED",
    }
    assert event.changed_at.replace(microsecond=0) == entry.DTSTAMP


def test_a_changed_event_keeps_its_name_and_is_known_as_the_later_one(client):
    event = again(make_event())
    Event.objects.filter(pk=event.pk).update(created_at=datetime(2020, 1, 1, tzinfo=UTC))
    before = of(event, client)
    event = again(event)
    event.place = "Odemira"
    event.changed_at = None
    event.save()
    Event.objects.filter(pk=event.pk).update(changed_at=datetime(2036, 1, 1, tzinfo=UTC))

    after = of(event, client)

    assert before["UID"] == after["UID"]
    assert int(before["SEQUENCE"]) < int(after["SEQUENCE"]) < 2**31


def test_what_is_cancelled_says_so(client):
    assert str(of(make_event(cancelled_on="2016-10-01"), client)["STATUS"]) == "CANCELLED"


def test_calendars_hold_all_that_is_public_or_one_kind_of_it(client):
    make_event(title_en="Assembly", kind="assembly")
    make_coming(title_en="Workshop", kind="workshop")
    make_coming(title_en="Training", kind="training", days=31)
    make_coming(title_en="Draft", published_on=None)

    def names(address):
        return [str(entry["SUMMARY"]) for entry in read(client, address)]

    assert names(ALL) == ["Assembly", "Workshop", "Training"]
    assert names(f"{ALL}?kind=assembly") == ["Assembly"]
    assert names(f"{ALL}?kind=%00") == ["Assembly", "Workshop", "Training"]
    assert names(TRAININGS) == ["Training"]


def test_a_calendar_without_events_is_one(client):
    assert read(client, ALL) == []


def test_who_has_the_calendar_already_is_told_so(client):
    make_event()
    tag = client.get(ALL)["ETag"]

    assert client.get(ALL, headers={"If-None-Match": tag}).status_code == 304


def test_a_calendar_is_in_the_language_of_its_address(client):
    make_event(title_en="Meeting", title_fr="Rencontre")

    names = [
        [str(entry["SUMMARY"]) for entry in read(client, f"/{language}/meetings/calendar.ics")]
        for language in ("fr", "en")
    ]

    assert names == [["Rencontre"], ["Meeting"]]


@pytest.mark.parametrize(("is_confirmed", "is_told"), [(True, True), (False, False)])
def test_only_who_has_a_place_and_has_confirmed_finds_the_address_online(
    client, is_confirmed, is_told
):
    event = make_coming(is_online=True, online_address="https://meet.example.org/room")
    link = link_of_registration(make_registration(event, is_confirmed=is_confirmed))

    (entry,) = read(client, f"{link}event.ics")

    assert ("https://meet.example.org/room" in str(entry.get("DESCRIPTION", ""))) == is_told

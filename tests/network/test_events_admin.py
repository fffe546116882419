"""What staff do with meetings and trainings: enter, count, close, cancel, qualify."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from applications.models import Export
from moves.services import MoveRefused
from network.editing.versions import versions_of
from network.events import closing, services
from network.models import Attendance, Event, Facilitator, Registration
from outbox.models import OutgoingEmail
from tests.applications.factories import make_board_member, make_secretary
from tests.network.editing import save
from tests.network.factories import make_document, make_event, make_file
from tests.network.registering import (
    again,
    in_days,
    letters_to,
    make_coming,
    make_registration,
    put_in_the_past,
    states,
)
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

PASSWORD = "round-tables-42"
TEXT = {"body_en": "<p>It was decided.</p>"}
NO_MINUTES = (
    "Publish its minutes or its proceedings first: a document of that kind, with a file or a text, "
    "which says that it is of this meeting."
)


@pytest.fixture
def secretary(client):
    user = make_secretary(password=PASSWORD)
    client.force_login(user)
    return user


def page_of(event, name, *args):
    return reverse(f"admin:network_event_{name}", args=[event.pk, *args])


def act(client, event, name):
    """Press the button of an act; return what the admin says."""
    answer = client.post(page_of(event, "act", name), follow=True)
    return texts(answer, '//ul[@class="messagelist"]/li')


def test_a_meeting_is_closed_only_once_its_minutes_or_proceedings_are_public(client, secretary):
    event = again(make_event())
    make_document(kind="programme", event=event, **TEXT)
    make_document(kind="minutes", event=event, published_on=None, **TEXT)
    make_document(kind="minutes", **TEXT)

    said = [act(client, event, "close")]
    shown = client.get(page_of(event, "act", "close"))
    make_document(kind="proceedings", event=event, **TEXT)
    said.append(act(client, event, "close"))

    assert said == [
        [NO_MINUTES],
        ["It is closed. What people said that they need to take part is erased."],
    ]
    assert texts(shown, '//p[contains(@class, "notice")]') == [NO_MINUTES]
    closed = again(event)
    assert (closed.closed_by, closed.closed_at.date()) == (secretary, timezone.localdate())


@pytest.mark.parametrize("column", ["body_en", "body_fr", "body_pt", "body_ar", "a file"])
def test_minutes_without_a_text_or_a_file_close_nothing(column):
    event = again(make_event())
    minutes = make_document(kind="minutes", event=event, summary_en="What was decided.")
    missing = [closing.missing_to_close(event)]

    if column == "a file":
        make_file(minutes, "fr")
        make_file(minutes, "en")
    else:
        setattr(minutes, column, "<p>It was decided.</p>")
        minutes.save()
    missing.append(closing.missing_to_close(event))

    assert missing == [NO_MINUTES, ""]


def test_a_training_is_closed_once_it_is_entered_who_came():
    training, by = again(make_event(kind="training")), make_secretary()
    with pytest.raises(MoveRefused, match="Enter first who came"):
        closing.close(training, by=by)
    training.attendance.create(kind="school", number=3)

    closing.close(training, by=by)

    assert again(training).is_closed


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"starts_on": in_days(0), "ends_on": in_days(0)}, "It is not over yet"),
        ({"cancelled_on": "2016-11-01"}, "It is cancelled"),
    ],
)
def test_what_is_not_over_or_is_cancelled_is_not_closed(fields, why):
    event = again(make_event(**fields))
    make_document(kind="minutes", event=event)

    with pytest.raises(MoveRefused, match=why):
        closing.close(event, by=make_secretary())


def test_closing_erases_what_people_need_and_opening_does_not_bring_it_back():
    event = make_coming()
    registration = make_registration(event, access_needs="A ramp")
    event = put_in_the_past(event)
    make_document(kind="minutes", event=event, **TEXT)

    closing.close(event, by=make_secretary())
    closing.reopen(event)

    assert again(registration).access_needs == ""
    assert not again(event).is_closed


def test_who_is_marked_is_counted_by_kind_of_actor():
    event = make_coming()
    people = [make_registration(event, kind=kind) for kind in ("school", "school", "company", "")]
    make_registration(event, kind="health")
    event = put_in_the_past(event)
    event.attendance.create(kind="health", number=7)
    event.attendance.create(kind="school", number=9)
    event.registrations.filter(pk__in=[one.pk for one in people]).update(has_come=True)

    without = [closing.take_over(event) for _twice in range(2)]

    assert without == [1, 1]
    assert dict(Attendance.objects.values_list("kind", "number")) == {
        "health": 7,
        "school": 2,
        "company": 1,
    }


def test_counting_who_came_changes_the_page_and_says_so():
    event = make_coming()
    registration = make_registration(event)
    event = put_in_the_past(event)
    Registration.objects.filter(pk=registration.pk).update(has_come=True, kind="school")

    closing.take_over(event)

    assert again(event).changed_at > event.changed_at


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"starts_on": in_days(1), "ends_on": in_days(1)}, "It is not over yet."),
        ({"cancelled_on": in_days(-20)}, "It is closed, or was cancelled"),
        ({"closed_at": timezone.now()}, "It is closed, or was cancelled"),
    ],
)
def test_who_came_is_counted_only_between_the_end_and_the_closing(fields, why):
    event = make_coming()
    registration = make_registration(event)
    put_in_the_past(event)
    Registration.objects.filter(pk=registration.pk).update(has_come=True, kind="school")
    by = {"closed_by": make_secretary()} if "closed_at" in fields else {}
    Event.objects.filter(pk=event.pk).update(**fields, **by)

    with pytest.raises(MoveRefused, match=why):
        closing.take_over(event)

    assert not Attendance.objects.exists()


def test_nobody_marked_is_nobody_counted():
    event = make_coming()
    make_registration(event)
    event = put_in_the_past(event)

    with pytest.raises(MoveRefused, match="Nobody is marked as having come"):
        closing.take_over(event)


def test_staff_mark_who_has_come_on_the_page_they_see(client, secretary):
    event = make_coming()
    first, second, elsewhere = (make_registration(event) for _ in range(3))
    sent = {"shown": [first.pk, second.pk, "x", "9" * 30], "come": [first.pk, "\x00"]}

    client.post(page_of(event, "registrations"), sent)

    assert [again(one).has_come for one in (first, second, elsewhere)] == [True, False, None]


def test_two_at_the_door_do_not_undo_each_others_marks(client, secretary):
    event = make_coming()
    ana, rui, eva = (make_registration(event) for _ in range(3))
    page = page_of(event, "registrations")
    shown = {"shown": [ana.pk, rui.pk, eva.pk], "ticked": []}
    client.post(page, {**shown, "come": [ana.pk]})

    # Opened before Ana was marked, sent after it.
    client.post(page, {**shown, "come": [rui.pk]})
    both = [again(one).has_come for one in (ana, rui, eva)]
    now = values(client.get(page), '//input[@name="ticked"]/@value')
    client.post(page, {**shown, "ticked": now, "come": [ana.pk]})

    assert both == [True, True, False]
    assert [again(one).has_come for one in (ana, rui, eva)] == [True, False, False]


def test_of_a_training_facilitators_are_made_without_their_consent(client, secretary):
    training = make_coming(kind="training")
    fields = {"country": "PT", "spoken": ["pt", "fr"]}
    chosen = make_registration(training, **fields)
    nowhere = make_registration(training)
    other = make_registration(training, **fields)
    training = put_in_the_past(training)
    sent = {"shown": [chosen.pk, nowhere.pk, other.pk], "come": [chosen.pk, nowhere.pk]}

    pages = [
        client.post(page_of(training, "registrations"), {**sent, "qualify": "1"}, follow=True)
        for _twice in range(2)
    ]

    kept = Facilitator.objects.values_list(
        "name", "email", "country", "languages", "training", "qualified_on", "consented_on"
    )
    assert list(kept) == [
        (chosen.name, chosen.email, "PT", ["pt", "fr"], training.pk, training.ends_on, None)
    ]
    assert list(Facilitator.objects.public()) == []
    assert texts(pages[0], '//ul[@class="messagelist"]/li') == [
        "Facilitators made: 1. None stands in the public list yet: ask each for their consent, and "
        "enter it under “Facilitators”.",
        f"Without a country, so not made: {nowhere.name}",
    ]


def test_a_meeting_and_a_training_to_come_make_no_facilitators():
    for event in (put_in_the_past(make_coming()), make_coming(kind="training")):
        with pytest.raises(MoveRefused):
            closing.qualify(event, [])


def test_cancelling_is_told_on_the_page_and_by_letter(client, secretary):
    event = make_coming()
    registration = make_registration(event)

    said = act(client, event, "cancel")
    page = client.get(event.get_absolute_url())

    assert said == ["It is cancelled, and the letters are on their way."]
    assert texts(page, '//div[contains(@class, "notice")]/h2') == ["Cancelled"]
    assert letters_to(registration.email)[-1] == "registration_event_cancelled"
    assert again(event).cancelled_by == secretary


def test_what_is_over_cannot_be_cancelled(client, secretary):
    assert act(client, again(make_event()), "cancel") == [
        "It is over: it cannot be cancelled any more."
    ]


def test_only_what_fits_is_offered(client, secretary):
    coming, past = make_coming(), again(make_event())
    buttons = '//div[@class="review-moves"]/a'

    offered = [texts(client.get(page_of(event, "change")), buttons) for event in (coming, past)]

    assert offered == [
        ["Registrations (0)", "Cancel it"],
        ["Registrations (0)", "Close it", "Count who came"],
    ]


def test_more_places_in_the_form_let_who_waits_move_up(client, secretary):
    event = make_coming(places=1)
    people = [make_registration(event) for _ in range(3)]

    answer = save(client, event, places="2", **no_parts())

    assert answer.status_code == 302
    assert states(event) == [
        (people[0].name, "place"),
        (people[1].name, "place"),
        (people[2].name, "waiting"),
    ]


def test_another_day_is_told_to_who_confirmed_and_they_are_reminded_anew(client, secretary):
    event = make_coming(places=1)
    comes, waits = make_registration(event), make_registration(event)
    stranger = make_registration(event, is_confirmed=False)
    gone = make_registration(event)
    services.cancel(gone)
    Registration.objects.filter(pk=comes.pk).update(reminded_at=timezone.now())

    answer = save(client, event, starts_on=in_days(40), ends_on=in_days(40), **no_parts())
    said = texts(client.get(answer.url), '//ul[@class="messagelist"]/li')

    told = {one.name: letters_to(one.email)[-1] for one in (comes, waits, stranger, gone)}
    letter = OutgoingEmail.objects.filter(recipient=comes.email).latest("pk")
    assert told == {
        comes.name: "registration_event_changed",
        waits.name: "registration_event_changed",
        stranger.name: "registration_confirm_waiting",
        gone.name: "registration_waiting",
    }
    assert letter.context["when"] == date_format(in_days(40))
    assert again(comes).reminded_at is None
    assert said[0] == "2 people are written to when and where it is now."


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ({"place": "Charleroi"}, ["registration_event_changed"]),
        ({"starts_at": "10:00"}, ["registration_event_changed"]),
        ({"place": "Charleroi", "tells_change": False}, []),
        ({"title_en": "Another title"}, []),
        ({}, []),
    ],
)
def test_who_comes_is_told_of_time_and_place_alone_and_not_of_a_slip(
    client, secretary, typed, letters
):
    event = make_coming()
    comes = make_registration(event)
    before = letters_to(comes.email)

    save(client, event, **typed, **no_parts())

    assert letters_to(comes.email) == [*before, *letters]


def test_a_change_back_is_told_as_well(client, secretary):
    event = make_coming(place="Mulhouse")
    comes = make_registration(event)

    for place in ("Charleroi", "Mulhouse"):
        save(client, again(event), place=place, **no_parts())

    assert letters_to(comes.email).count("registration_event_changed") == 2


def test_where_nobody_counts_on_it_nobody_is_asked_whether_to_tell(client, secretary):
    nobody, past, somebody = make_coming(), make_coming(), make_coming()
    make_registration(past)
    put_in_the_past(past)
    make_registration(somebody)

    asked = [
        "tells_change" in client.get(page_of(event, "change")).text
        for event in (nobody, past, somebody)
    ]

    assert asked == [False, False, True]


def test_a_restored_version_gives_its_places_and_tells_its_day(client, secretary):
    event = make_coming(places=2)
    first, waits = make_registration(event), None
    save(client, event, places="1", starts_on=in_days(40), ends_on=in_days(40), **no_parts())
    waits = make_registration(event)
    version = versions_of(again(event))[-1]

    client.post(page_of(event, "restore", version.key))

    assert states(event) == [(first.name, "place"), (waits.name, "place")]
    assert [letters_to(one.email)[-1] for one in (first, waits)] == [
        "registration_event_changed",
        "registration_event_changed",
    ]


def no_parts():
    """Return what the form sends for a programme without parts."""
    return {"sessions-TOTAL_FORMS": "0", "sessions-INITIAL_FORMS": "0"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"ends_on": "9999-12-31"}, "Give a day between the years 1900 and 2199."),
        ({"starts_on": "0001-01-01"}, "Give a day between the years 1900 and 2199."),
        ({"time_zone": "Nowhere/None"}, "Give a time zone such as Europe/Lisbon"),
        ({"time_zone": "../../etc/passwd"}, "Give a time zone such as Europe/Lisbon"),
        ({"ends_on": "2001-01-01"}, "The last day is not before the first."),
        ({"ends_at": "08:00"}, "The hour of the end comes after that of the beginning."),
        ({"place": ""}, "Give a place, or say that it is online."),
        ({"languages": "Klingonish"}, "We do not know the language"),
    ],
)
def test_what_cannot_be_is_refused_in_words(client, secretary, typed, wrong):
    event = make_coming()

    answer = save(client, event, **typed, **no_parts())

    assert answer.status_code == 200
    assert wrong in answer.text


def test_a_new_training_is_entered_with_its_programme(client, secretary):
    form = client.get(reverse("admin:network_event_add")).context["adminform"].form
    initial = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in initial.items() if value not in (None, False)}
    sent |= {
        "kind": "training",
        "title_fr": "Formation",
        "slug": "formation",
        "starts_on": "2030-05-03",
        "ends_on": "2030-05-04",
        "time_zone": "Europe/Paris",
        "place": "Mulhouse",
        "languages": "French, pt",
        "sessions-TOTAL_FORMS": "1",
        "sessions-INITIAL_FORMS": "0",
        "sessions-0-day": "2030-05-03",
        "sessions-0-title_fr": "Accueil",
    }

    client.post(reverse("admin:network_event_add"), sent)

    event = Event.objects.get()
    assert (event.slug, event.languages, event.published_on) == ("formation", ["fr", "pt"], None)
    assert [part.title_fr for part in event.sessions.all()] == ["Accueil"]


def test_the_file_of_registrations_asks_for_the_password_and_why_and_is_noted(client, secretary):
    event = make_coming()
    make_registration(event)
    address = page_of(event, "registrations_csv")
    before = client.get(address)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    empty = client.post(address, {"reason": ""})
    answer = client.post(address, {"reason": "The door"})

    assert (before.status_code, reverse("account_reauthenticate") in before["Location"]) == (
        302,
        True,
    )
    assert texts(empty, '//div[@id="error-summary"]//a') == ["Say why you need the file"]
    assert len(answer.getvalue().decode().splitlines()) == 2
    noted = Export.objects.values_list("what", "format", "rows", "by")
    assert list(noted) == [("network.registration", "csv", 1, secretary.pk)]


def test_staff_cancel_a_registration_for_somebody(client, secretary):
    event = make_coming(places=1)
    first, second = make_registration(event), make_registration(event)
    address = page_of(event, "end", first.pk)

    client.get(address)
    looked = again(first).state
    client.post(address)

    assert looked == "place"
    assert [again(one).state for one in (first, second)] == ["cancelled", "place"]
    assert letters_to(first.email)[-1] == "registration_ended"


def test_the_sheet_has_who_has_a_place_by_name(client, secretary):
    event = make_coming(places=2)
    for name in ("Rui", "Ana", "Waits"):
        make_registration(event, name=name)

    page = client.get(page_of(event, "sheet"))

    assert texts(page, "//tbody/tr/th") == ["Ana", "Rui"]


def test_the_board_reads_and_does_nothing(client):
    event = make_coming()
    registration = make_registration(event, access_needs="A step-free way")
    client.force_login(make_board_member())

    page = client.get(page_of(event, "registrations"))

    # The form promises that only who organises it reads what people need.
    assert "A step-free way" not in page.text
    assert values(page, '//input[@type="checkbox"]/@name') == []
    for refused in ("sheet", "registrations_csv"):
        assert client.get(page_of(event, refused)).status_code == 403
    for refused in (page_of(event, "act", "cancel"), page_of(event, "end", registration.pk)):
        assert client.post(refused).status_code == 403
    assert client.post(page_of(event, "registrations"), {}).status_code == 403
    assert states(event) == [(registration.name, "place")]


@pytest.mark.parametrize("when", ["coming", "past", "open", "nonsense"])
def test_the_list_is_narrowed_by_time(client, secretary, when):
    make_coming(title_en="Coming")
    make_event(title_en="History")
    put_in_the_past(make_coming(title_en="Past"))
    put_in_the_past(make_coming(title_en="Closed", closed_at=timezone.now()))
    put_in_the_past(make_coming(title_en="Cancelled", cancelled_on=timezone.localdate()))
    over = {"History", "Past", "Closed", "Cancelled"}
    found = {
        "coming": {"Coming"},
        "past": over,
        "open": {"Past"},
        "nonsense": {"Coming", *over},
    }

    page = client.get(reverse("admin:network_event_changelist"), {"when": when})

    assert set(texts(page, '//th[contains(@class, "field-told")]')) == found[when]


def test_a_preview_shows_a_draft_as_visitors_will_see_it(client, secretary):
    event = make_coming(published_on=None)
    event.sessions.create(day=event.starts_on, title_en="Morning")
    form = client.get(page_of(event, "change")).context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}

    page = client.post(page_of(event, "preview"), {**sent, **no_parts(), "title_en": "Unsaved"})

    assert texts(page, "//main//h1") == ["Unsaved"]

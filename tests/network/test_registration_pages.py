"""How one registers in the browser, and the page of one's own registration."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from network.events import services
from network.models import Event, Registration
from outbox.models import OutgoingEmail
from outbox.rendering import render
from tests.applications.factories import make_secretary
from tests.network.registering import (
    again,
    in_days,
    let_lapse,
    letters_to,
    link_of_registration,
    make_coming,
    make_registration,
    put_in_the_past,
    register_url,
    registration_words,
    states,
)
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

H1, LEAD = "//main//h1", '//p[contains(@class, "lead")]'
BUTTONS = "//main//button"
PASSWORD = "round-tables-42"


def letter(email):
    """Return subject and text of the last letter to an address."""
    return render(OutgoingEmail.objects.filter(recipient=email).latest("pk"))


def link_in(text):
    return next(word for word in text.split() if "/registrations/" in word).split("/", 3)[3]


def test_from_the_form_over_the_letter_to_the_place(client):
    event = make_coming(
        title_en="Assembly", places=3, is_online=True, online_address="https://meet.example.org/r"
    )
    words = registration_words(organisation="Vila", kind="school", country="PT")

    sent = client.post(register_url(event), words)
    subject, text = letter("ana@example.org")
    link = f"/{link_in(text)}"
    before = client.get(link)
    pressed = client.post(link, {"act": "confirm"}, follow=True)

    assert texts(sent, H1) == ["Confirm your registration"]
    assert texts(sent, LEAD) == [
        "A letter is on its way to ana@example.org. Open the link in it and press the button "
        "within 2 days. Until then the place is kept."
    ]
    assert subject == "[Action needed] Confirm your registration"
    assert "Ana" not in text
    assert texts(before, BUTTONS) == ["Confirm the registration", "Cancel the registration"]
    assert "meet.example.org" not in before.text
    assert texts(pressed, BUTTONS) == ["Cancel the registration"]
    assert "https://meet.example.org/r" in values(pressed, "//main//dd/a/@href")
    assert letter("ana@example.org")[0] == "You have a place"
    kept = Registration.objects.values("name", "organisation", "kind", "country", "language").get()
    assert kept == {
        "name": "Ana Núñez",
        "organisation": "Vila",
        "kind": "school",
        "country": "PT",
        "language": "en",
    }


def test_who_waits_is_told_so_and_sees_the_place_in_the_list(client):
    event = make_coming(places=0)
    make_registration(event)

    form = client.get(register_url(event))
    sent = client.post(register_url(event), registration_words())
    registration = Registration.objects.latest("pk")
    page = client.get(link_of_registration(registration))

    assert texts(form, H1) == ["Join the waiting list"]
    assert texts(sent, LEAD)[0].endswith(
        "All places are taken: the registration is on the waiting list, in the order in which "
        "people came."
    )
    assert "Place in the waiting list 2" in texts(page, '//dl[@class="facts measure"]/div')


def test_a_look_changes_nothing(client):
    registration = make_registration(make_coming(), is_confirmed=False)

    client.get(link_of_registration(registration))
    client.head(link_of_registration(registration))

    assert not again(registration).is_confirmed


def test_what_is_missing_is_told_and_what_was_typed_stays(client):
    event = make_coming(languages=["pt"])
    words = {"name": "", "email": "no address", "language": "xx", "consent": ""}
    words |= {"kind": "none", "country": "ZZ", "spoken": ["de"], "access_needs": "A ramp"}

    page = client.post(register_url(event), registration_words(**words))

    assert texts(page, '//div[@id="error-summary"]//a') == [
        "Enter your name",
        "Enter an e-mail address in the form name@example.org",
        "Select a valid choice. none is not one of the available choices.",
        "Select a valid choice. ZZ is not one of the available choices.",
        "Select a valid choice. de is not one of the available choices.",
        "Choose the language in which we write to you",
        "Agree that we keep your answers, or write to us instead",
    ]
    assert texts(page, "//title") == [f"Error: Register for {event.title} – TOGETHER"]
    assert values(page, '//input[@name="email"]/@value') == ["no address"]
    assert texts(page, '//textarea[@name="access_needs"]') == ["A ramp"]
    assert states(event) == []


def test_the_page_after_is_the_same_for_an_address_that_is_registered(client):
    event = make_coming(places=5)
    first = client.post(register_url(event), registration_words())

    second = client.post(register_url(event), registration_words(name="Somebody else"))

    assert texts(first, "//main") == texts(second, "//main")
    assert states(event) == [("Ana Núñez", "place")]
    assert letters_to("ana@example.org") == ["registration_confirm", "registration_again"]


def test_other_words_from_the_same_form_are_not_dropped_in_silence(client):
    event = make_coming(places=5)
    words = registration_words()

    client.post(register_url(event), words)
    client.post(register_url(event), {**words, "access_needs": "A step-free way"})

    # The letter says how to change it.
    assert letters_to("ana@example.org") == ["registration_confirm", "registration_again"]


def test_a_double_press_makes_one_registration(client):
    event = make_coming(places=5)
    words = registration_words()

    pages = [client.post(register_url(event), words) for _twice in range(2)]

    assert texts(pages[0], "//main") == texts(pages[1], "//main")
    assert letters_to("ana@example.org") == ["registration_confirm"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"takes_registrations": False}, "Nobody needs to register here for it, or registration"),
        ({"register_until": in_days(-2)}, "The last day for registrations is over."),
        ({"cancelled_on": in_days(-1)}, "It is cancelled."),
        ({"starts_on": in_days(-9), "ends_on": in_days(-9)}, "It has begun already, or is over."),
    ],
)
def test_where_nobody_can_register_a_page_says_why(client, changes, why):
    event = make_coming()
    Event.objects.filter(pk=event.pk).update(**changes)

    pages = [client.get(register_url(event)), client.post(register_url(event), {})]

    for page in pages:
        assert (page.status_code, texts(page, H1)) == (200, ["No registrations are taken"])
        assert texts(page, LEAD)[0].startswith(why)


def test_limits_refuse_with_what_was_typed(client, settings):
    settings.SENDS_A_DAY_PER_MAIL = 1
    event = make_coming()
    client.post(register_url(event), registration_words())

    page = client.post(register_url(event), registration_words(name="Ana again"))

    assert page.status_code == 429
    assert values(page, '//input[@name="name"]/@value') == ["Ana again"]
    assert len(states(event)) == 1


def test_what_looks_like_a_program_is_marked_and_not_refused(client):
    event = make_coming()

    client.post(register_url(event), registration_words(homepage="https://spam.example"))

    assert Registration.objects.get().suspicion == "honeypot"


@pytest.mark.parametrize("token", ["forged", "1-1.forged", "%00", "9" * 500])
def test_a_forged_link_shows_nothing(client, token):
    make_registration(make_coming())

    for address in (f"/en/registrations/{token}/", f"/en/registrations/{token}/event.ics"):
        assert client.get(address).status_code == 404


def test_a_link_of_an_earlier_version_shows_nothing(client):
    registration = make_registration(make_coming())
    link = link_of_registration(registration)
    Registration.objects.update(link_version=2)

    assert client.get(link).status_code == 404


def test_an_act_that_is_none_does_nothing(client):
    registration = make_registration(make_coming(), is_confirmed=False)

    assert client.post(link_of_registration(registration), {"act": "\x00"}).status_code == 404
    assert not again(registration).is_confirmed


def test_who_cancels_by_the_link_makes_room(client):
    event = make_coming(places=1)
    first, second = make_registration(event), make_registration(event)

    page = client.post(link_of_registration(first), {"act": "cancel"}, follow=True)

    assert texts(page, LEAD) == [
        "The registration is cancelled. You can register anew on the page of the event."
    ]
    assert texts(page, BUTTONS) == []
    assert again(second).has_place


def test_who_comes_too_late_is_told_why(client):
    registration = make_registration(make_coming(places=1), is_confirmed=False)
    let_lapse(registration)
    services.lapse()

    page = client.post(link_of_registration(registration), {"act": "confirm"}, follow=True)

    assert "This registration ended. You can register anew." in page.text
    assert texts(page, LEAD)[0].startswith("The address was not confirmed in time")


@pytest.mark.parametrize(
    ("is_confirmed", "buttons"), [(False, ["Confirm the registration"]), (True, [])]
)
def test_on_its_day_one_can_still_confirm_but_not_cancel(client, is_confirmed, buttons):
    registration = make_registration(
        make_coming(is_online=True, online_address="https://meet.example.org/r"),
        is_confirmed=is_confirmed,
    )
    Event.objects.filter(pk=registration.event_id).update(starts_on=in_days(0), ends_on=in_days(0))
    link = link_of_registration(registration)

    before = client.get(link)
    after = client.post(link, {"act": "confirm"}, follow=True)

    assert texts(before, BUTTONS) == buttons
    assert "https://meet.example.org/r" in values(after, "//main//dd/a/@href")


def test_who_waits_in_vain_is_told_so_on_the_day(client):
    event = make_coming(places=0)
    registration = make_registration(event)
    Event.objects.filter(pk=event.pk).update(starts_on=in_days(0), ends_on=in_days(0))

    page = client.get(link_of_registration(registration))

    assert texts(page, LEAD) == ["It has begun, and no place has become free."]


def test_after_the_event_there_is_nothing_to_press(client):
    registration = make_registration(make_coming())
    put_in_the_past(registration.event)

    assert texts(client.get(link_of_registration(registration)), BUTTONS) == []


# Hostile words.

ODD = {
    "script": "<script>alert(1)</script>",
    "formula": "=HYPERLINK(1)",
    "tag": "</title><b>",
    "arabic": "محمد العربي",
    "template": "{{ 7|add:7 }}",
    "long": "W" * 120,
}


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_odd_names_are_shown_as_they_are_everywhere_and_reach_no_letter(client, name):
    event = make_coming()
    client.post(
        register_url(event), registration_words(name=name, organisation=name, access_needs=name)
    )
    registration = Registration.objects.get()
    services.confirm(registration)
    own = client.get(link_of_registration(registration))
    client.force_login(make_secretary())
    list_of = client.get(reverse("admin:network_event_registrations", args=[event.pk]))

    assert registration.name == name
    assert name in texts(own, "//main//dd/bdi")
    assert texts(list_of, "//tbody/tr/th/bdi") == [name]
    assert all(name not in render(one)[1] for one in OutgoingEmail.objects.all())


@pytest.mark.parametrize(
    "name", ["a\x00b", "a\u202eb", "\ufeff", "e" + "\u0301" * 40, "x" * 121, "\u200b"]
)
def test_hidden_characters_and_what_is_too_long_are_refused_in_words(client, name):
    event = make_coming()

    page = client.post(register_url(event), registration_words(name=name))

    assert page.status_code == 200
    assert len(texts(page, '//div[@id="error-summary"]//a')) == 1
    assert states(event) == []


def test_bytes_that_are_no_text_are_no_fault(client):
    event = make_coming()
    body = b"name=%FF%FE&email=%00&language=\xff&kind=%F5%80&country=&token=%ed%a0%80&consent=on"

    page = client.post(register_url(event), body, "application/x-www-form-urlencoded")

    assert page.status_code == 200
    assert states(event) == []


def test_the_file_of_registrations_holds_no_formula(client):
    event = make_coming()
    formulas = ["=1+1", "+1", "-1", "@SUM(1)", "＝1", "a;=1"]
    for formula in formulas:
        make_registration(event, name=formula, organisation=formula, access_needs=formula)
    client.force_login(make_secretary(password=PASSWORD))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    address = reverse("admin:network_event_registrations_csv", args=[event.pk])

    answer = client.post(address, {"reason": "The list at the door"})

    rows = list(csv.DictReader(StringIO(answer.getvalue().decode())))
    told = [[row[column] for column in ("name", "organisation", "access_needs")] for row in rows]
    cleaned = ["'=1+1", "'+1", "'-1", "'@SUM(1)", "'＝1", "a;'=1"]
    assert told == [[words] * 3 for words in cleaned]

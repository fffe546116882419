"""Following by mail: asked for, confirmed by a press, changed, stopped, forgotten."""

from datetime import date, timedelta

import pytest
from django.conf import settings as project_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.follow import chores, links, services
from network.models import Follow, Follower, Rhythm, next_day
from outbox.models import OutgoingEmail
from outbox.rendering import render, render_for_staff
from tests.factories import make_territory
from tests.network.following import follow_words, make_follower
from tests.pages import texts, values
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

PAGE = "/en/follow/"


@pytest.fixture(autouse=True)
def _person_takes_time(settings):
    settings.SECONDS_A_PERSON_NEEDS = 0


def ask(client, **words):
    return client.post(PAGE, follow_words(**words))


def errors(page):
    return texts(page, '//*[contains(@class, "error-summary")]//a')


def followed():
    """Return who follows what, confirmed or not."""
    rows = Follow.objects.select_related("follower").order_by("pk")
    return [(row.follower.email, str(row), row.confirmed_at is not None) for row in rows]


def letters():
    return list(
        OutgoingEmail.objects.order_by("pk").values_list("recipient", "template", "language")
    )


def links_in(letter):
    """Return the paths of the links in a letter."""
    text = render(letter)[1]
    return [
        line.removeprefix(project_settings.SITE_URL)
        for line in text.splitlines()
        if line.startswith("http")
    ]


def confirm_path(follower):
    return links.confirm_path(follower.follows.get().pk)


def test_nothing_comes_before_a_press_on_the_button_behind_the_link(client):
    page = ask(client)
    letter = OutgoingEmail.objects.get()
    [path] = links_in(letter)
    looked = client.get(path)
    before = followed()

    pressed = client.post(path, follow=True)

    assert texts(page, "//h1") == ["Look into your mail"]
    assert letters() == [("ana@example.org", "network/email/follow_confirm", "en")]
    assert texts(looked, "//main//button") == ["Follow by mail"]
    assert (before, followed()) == (
        [("ana@example.org", "The whole network", False)],
        [("ana@example.org", "The whole network", True)],
    )
    assert texts(pressed, "//h1 | //main//li//h2") == ["What you follow", "The whole network"]


def test_a_territory_a_country_or_the_whole_is_followed(client):
    place = make_territory("Sintra")

    for number, thing in enumerate((f"T{place.pk}", "PT", "all")):
        ask(client, place=thing, email=f"{number}@example.org")

    assert followed() == [
        ("0@example.org", "Sintra", False),
        ("1@example.org", "Portugal", False),
        ("2@example.org", "The whole network", False),
    ]


def test_the_pages_of_a_territory_and_of_a_country_lead_to_the_form_filled_in(client):
    place = make_territory("Sintra")
    ways = {"Sintra": place.get_absolute_url(), "Portugal": "/en/countries/pt/"}

    chosen = {}
    for name, address in ways.items():
        [way] = values(client.get(address), '//main//a[contains(@href, "/follow/")]/@href')
        chosen[name] = texts(client.get(way), "//main//option[@selected]")

    assert chosen == {name: [name] for name in ways}


def test_the_form_offers_countries_of_the_registry_and_the_feed_without_an_address(client):
    make_territory(country="FR")
    make_territory(country="MA", state="draft")

    page = client.get(PAGE)

    assert texts(page, "//main//option") == ["The whole network", "France"]
    assert values(page, '//section[@aria-labelledby="feeds"]//a/@href') == [
        "/en/news/feed/",
        "/en/territories/feed/",
        "/en/platforms/feed/",
    ]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"email": ""}, "Enter your e-mail address"),
        ({"email": "ana"}, "Enter an e-mail address in the form name@example.org"),
        ({"email": "a\x00na@example.org"}, "Remove the hidden character after “a”."),
        ({"place": ""}, "Choose what you wish to follow"),
        ({"place": "XX"}, "Choose what you wish to follow"),
        ({"place": "MA"}, "Choose what you wish to follow"),
        ({"place": "T999999999999999999"}, "Choose what you wish to follow"),
        ({"place": "T" + "9" * 5000}, "Choose what you wish to follow"),
        ({"place": "T١"}, "Choose what you wish to follow"),
        ({"place": "\x00"}, "Choose what you wish to follow"),
        ({"rhythm": "hourly"}, "Choose how often"),
        ({"language": "xx"}, "Choose the language in which we write to you"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_words(client, said, error):
    page = ask(client, **said)

    assert (errors(page), followed(), letters()) == ([error], [], [])


def test_a_draft_is_not_followed(client):
    hidden = make_territory("Hidden", state="draft")

    page = ask(client, place=f"T{hidden.pk}")
    form = client.get(f"{PAGE}?territory={hidden.slug}")

    assert errors(page) == ["Choose what you wish to follow"]
    assert "Hidden" not in page.text + form.text


@pytest.mark.parametrize(
    "query", ["territory=%00", "territory=" + "x" * 3000, "country=%ff", "place=T0"]
)
def test_odd_addresses_of_the_form_choose_the_whole(client, query):
    page = client.get(f"{PAGE}?{query}")

    assert page.status_code == 200
    assert values(page, "//main//option/@value")[:1] == ["all"]


def test_the_answer_is_the_same_for_who_follows_already_and_says_so_by_letter_alone(client):
    make_follower("", email="known@example.org", language="fr")

    pages = {email: ask(client, email=email) for email in ("known@example.org", "new@example.org")}

    told = [page.text.replace(email, "…") for email, page in pages.items()]
    assert told[0] == told[1]
    assert letters() == [
        ("known@example.org", "network/email/follow_known", "fr"),
        ("new@example.org", "network/email/follow_confirm", "en"),
    ]


def test_an_address_is_the_same_in_capitals(client):
    make_follower("", email="Known@Example.org")

    ask(client, email="known@example.ORG")

    assert Follower.objects.count() == 1
    assert (
        refused_by(make_follower, "", email="KNOWN@example.org") == "follower_address_is_there_once"
    )


def test_a_stranger_changes_nothing_for_an_address_that_is_confirmed(client):
    make_territory(country="FR")
    follower = make_follower("", email="ana@example.org", rhythm="monthly", language="fr")

    ask(client, place="FR", rhythm="weekly", language="pt")

    follower.refresh_from_db()
    assert (follower.rhythm, follower.language) == ("monthly", "fr")
    assert followed() == [
        ("ana@example.org", "The whole network", True),
        ("ana@example.org", "France", False),
    ]


def test_a_double_press_asks_once(client):
    words = follow_words()

    for _twice in range(2):
        client.post(PAGE, words)

    assert (len(followed()), len(letters())) == (1, 1)


def test_too_many_letters_to_one_address_are_refused_and_nothing_is_kept(client, settings):
    settings.SENDS_A_DAY_PER_MAIL = 1
    ask(client)

    page = ask(client, rhythm="monthly")

    assert (page.status_code, len(letters())) == (429, 1)
    assert values(page, '//input[@name="email"]/@value') == ["ana@example.org"]


def test_a_press_twice_on_the_link_confirms_once(client):
    ask(client)
    path = confirm_path(Follower.objects.get())
    client.post(path)
    first = Follow.objects.get().confirmed_at

    again = client.post(path)

    assert (again.status_code, Follow.objects.get().confirmed_at) == (302, first)


def test_a_look_at_a_link_changes_nothing(client):
    ask(client)
    follower = make_follower("")
    paths = [
        links.confirm_path(Follow.objects.earliest("pk").pk),
        links.own_path(follower.pk),
        links.stop_path(follower.pk),
    ]
    before = list(Follower.objects.order_by("pk").values()), list(Follow.objects.values())

    answers = [client.get(path).status_code for path in paths]

    after = list(Follower.objects.order_by("pk").values()), list(Follow.objects.values())
    assert (answers, after) == ([200, 200, 200], before)


def test_the_first_letter_is_due_on_the_next_day_of_its_rhythm(client):
    ask(client, rhythm="weekly")

    services.confirm(Follow.objects.get())

    follower, today = Follower.objects.get(), timezone.localdate()
    assert (follower.told_before, follower.due_on) == (today, next_day(Rhythm.WEEKLY, today))
    assert follower.due_on.weekday() == 0


def test_one_changes_how_often_and_in_which_language_one_is_written_to(client):
    follower = make_follower("", rhythm="weekly", language="en")
    path = links.own_path(follower.pk)

    page = client.post(path, {"act": "change", "rhythm": "monthly", "language": "ar"}, follow=True)

    follower.refresh_from_db()
    assert texts(page, '//*[contains(@class, "notice")]') == ["Saved."]
    assert (follower.rhythm, follower.language) == ("monthly", "ar")
    assert follower.due_on == next_day(Rhythm.MONTHLY, timezone.localdate())


def test_one_thing_is_stopped_and_with_the_last_one_all(client):
    follower = make_follower("", "FR")
    path = links.own_path(follower.pk)
    keys = list(follower.follows.order_by("pk").values_list("pk", flat=True))

    client.post(path, {"act": "stop-one", "follow": keys[0]})
    rest = [str(follow) for follow in follower.follows.all()]
    client.post(path, {"act": "stop-one", "follow": keys[1]})

    follower.refresh_from_db()
    assert (rest, follower.email, follower.has_stopped) == (["France"], "", True)


def test_nobody_stops_what_another_follows(client):
    follower, other = make_follower(""), make_follower("")

    client.post(links.own_path(follower.pk), {"act": "stop-one", "follow": other.follows.get().pk})

    assert Follow.objects.count() == 2


@pytest.mark.parametrize("sent", [{}, {"act": "x"}, {"act": "\x00"}])
def test_an_unknown_button_is_not_found(client, sent):
    assert client.post(links.own_path(make_follower("").pk), sent).status_code == 404


@pytest.mark.parametrize("key", ["", "x", "-1", "²", "9" * 30, "\x00"])
def test_an_odd_thing_to_stop_stops_nothing(client, key):
    follower = make_follower("")

    answer = client.post(links.own_path(follower.pk), {"act": "stop-one", "follow": key})

    assert (answer.status_code, Follow.objects.count()) == (302, 1)


@pytest.mark.parametrize("how", ["page", "own", "mail program"])
def test_a_press_stops_all_letters_and_leaves_nothing_of_the_address(client, how):
    follower = make_follower("", "FR", email="ana@example.org")
    OutgoingEmail.objects.create(
        occasion="x", recipient=follower.email, about=follower.about, language="en",
        subject="News", body="Words",
    )  # fmt: skip
    stop = links.stop_path(follower.pk)

    if how == "page":
        assert texts(client.get(stop), "//main//button") == ["Stop all letters"]
        client.post(stop)
    elif how == "own":
        client.post(links.own_path(follower.pk), {"act": "stop"})
    else:
        program = Client(enforce_csrf_checks=True)
        answer = program.post(
            stop, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
        assert (answer.status_code, "Location" in answer) == (200, False)

    follower.refresh_from_db()
    assert (follower.email, Follow.objects.count(), letters()) == ("", 0, [])
    assert texts(client.get(stop), "//h1") == ["No letter comes any more"]
    assert texts(client.get(links.own_path(follower.pk)), "//h1") == ["No letter comes any more"]


def test_the_press_of_a_mail_program_twice_is_answered_the_same():
    stop, program = links.stop_path(make_follower("").pk), Client(enforce_csrf_checks=True)

    answers = [program.post(stop, {"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)]

    assert answers == [200, 200]


def test_all_other_presses_need_the_token_of_their_form():
    follower, program = make_follower(""), Client(enforce_csrf_checks=True)
    paths = [PAGE, links.own_path(follower.pk), confirm_path(follower)]

    answers = [program.post(path, {"act": "stop"}).status_code for path in paths]

    assert (answers, Follow.objects.count()) == ([403, 403, 403], 1)


@pytest.mark.parametrize("page", ["confirm", "mine", "stop"])
@pytest.mark.parametrize("token", ["x", "1.x", "%00", "9" * 5000, "1", ".", "%ff", "٣.x", "1.2.3"])
def test_a_forged_link_is_not_found(client, page, token):
    path = f"{PAGE}{page}/{token}/"

    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]


def test_a_link_of_one_kind_opens_no_other(client):
    follower = make_follower("")
    token = links.stop_path(follower.pk).rstrip("/").rpartition("/")[2]

    answers = [client.get(f"{PAGE}{page}/{token}/").status_code for page in ("mine", "confirm")]

    assert answers == [404, 404]


def test_what_nobody_confirms_is_gone_after_a_week_with_the_address_and_its_letter(client):
    ask(client, email="old@example.org")
    path = confirm_path(Follower.objects.get())
    Follow.objects.update(asked_at=timezone.now() - timedelta(days=7, minutes=1))
    Follower.objects.update(asked_at=timezone.now() - timedelta(days=7, minutes=1))
    ask(client, email="new@example.org")

    done = chores.do_all()["follows forgotten"]

    assert (done, followed()) == (1, [("new@example.org", "The whole network", False)])
    assert [email for email, _template, _code in letters()] == ["new@example.org"]
    assert texts(client.get(path), "//h1") == ["This link is over"]
    assert client.post(path).status_code == 200
    assert len(followed()) == 1


def test_who_follows_something_keeps_it_when_another_wish_is_forgotten():
    follower = make_follower("", asked_at=timezone.now() - timedelta(days=90))
    old = timezone.now() - timedelta(days=8)
    follower.follows.create(country="FR", asked_at=old)

    services.forget_unconfirmed()

    assert [str(follow) for follow in follower.follows.all()] == ["The whole network"]


def test_a_link_pressed_after_all_was_stopped_brings_nothing_back(client):
    follower = make_follower("")
    path = confirm_path(follower)
    services.stop(follower)

    answer = client.post(path)

    assert (texts(answer, "//h1"), followed()) == (["This link is over"], [])


def test_who_stopped_can_follow_again_and_the_old_links_do_not_lead_there(client):
    first = make_follower("", email="ana@example.org")
    services.stop(first)

    ask(client)
    services.confirm(Follow.objects.get())

    assert followed() == [("ana@example.org", "The whole network", True)]
    assert texts(client.get(links.own_path(first.pk)), "//h1") == ["No letter comes any more"]


def test_staff_see_no_private_link_of_a_letter(client):
    ask(client)

    text = render_for_staff(OutgoingEmail.objects.get())[1]

    assert ("http" in text, "[private link]" in text) == (False, True)


def test_the_letter_repeats_nothing_that_a_stranger_wrote(client):
    ask(client, homepage="Buy at https://evil.example.com/")

    subject, body = render(OutgoingEmail.objects.get())

    assert "evil" not in subject + body
    assert Follower.objects.get().suspicion == "honeypot"


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_few_questions_however_much_is_followed(client, number):
    follower = make_follower(*(make_territory() for _one in range(number)))

    asked = {}
    for path in (PAGE, links.own_path(follower.pk)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        asked[path.split("/")[3] or "form"] = len(queries)

    assert asked == {"form": 1, "mine": 2}


def test_a_follower_has_an_address_or_has_stopped():
    rule = "follower_has_an_address_until_it_stops"

    assert refused_by(make_follower, email="") == rule
    assert refused_by(make_follower, stopped_at=timezone.now()) == rule


@pytest.mark.parametrize(
    ("rhythm", "after", "day"),
    [
        ("weekly", date(2026, 11, 22), date(2026, 11, 23)),
        ("weekly", date(2026, 11, 23), date(2026, 11, 30)),
        ("monthly", date(2026, 1, 31), date(2026, 2, 1)),
        ("monthly", date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_letters_come_on_mondays_or_on_the_first_day_of_a_month(rhythm, after, day):
    assert next_day(rhythm, after) == day

"""Letters of news: what they tell, to whom, in which language, once."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings as project_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.follow import chores, digest, links, services
from network.models import Follower
from outbox.delivery import deliver_due
from outbox.models import OutgoingEmail, State
from outbox.rendering import render
from tests.factories import make_platform, make_territory
from tests.network.factories import make_document, make_event
from tests.network.following import days_ago, hours_ago, make_article, make_follower
from tests.outbox.conftest import free_port, mail_server, mail_settings  # noqa: F401 - fixtures
from tests.outbox.mail_server import words_of

pytestmark = pytest.mark.django_db

LAST_WEEK = {"published_on": days_ago(3)}


def yesterday():
    """Return a moment of yesterday, whatever the hour."""
    return timezone.now() - timedelta(days=1)


def before():
    """Return a moment before anything that a letter tells."""
    return timezone.now() - timedelta(days=400)


def old_place(name="", **fields):
    return make_territory(name, **{"state_since": before(), **fields})


def old_platform(name="", **fields):
    return make_platform(name, **{"state_since": before(), "opened_at": before(), **fields})


def write():
    return digest.write_due(timezone.localdate())


def told(follower):
    """Return what the letter to a follower tells: the words of rows by the title of their part."""
    letter = OutgoingEmail.objects.about(follower.about).get()
    return {
        part["title"]: [row["words"] for row in part["rows"]] for part in letter.context["parts"]
    }


def test_who_follows_the_whole_is_told_what_is_public_of_these_days():
    place = old_place("Sintra")
    make_territory("Odemira", state_since=yesterday())
    make_territory("Draft", state="draft", state_since=yesterday())
    make_territory("Sample", is_sample=True, state_since=yesterday())
    make_platform("Mesa", territory=place, opened_at=yesterday())
    make_platform("Hidden", territory=old_place(state="draft"), opened_at=yesterday())
    old_platform("Roda", territory=place, state="active", state_since=yesterday())
    old_platform("As before", territory=place)
    make_article(title_en="The garden", **LAST_WEEK)
    make_article(title_en="Draft", published_on=None)
    make_article(title_en="Old news")
    make_article(title_en="Sample news", is_sample=True, **LAST_WEEK)
    coming = days_ago(-30)
    make_event(title_en="Meeting", starts_on=coming, ends_on=coming, place="Mulhouse", **LAST_WEEK)
    make_event(title_en="Over", starts_on=days_ago(2), ends_on=days_ago(1), **LAST_WEEK)
    make_document(title_en="Statutes", **LAST_WEEK)
    follower = make_follower("")

    number = write()

    day = f"{coming.day} {coming:%B %Y}"
    assert (number, told(follower)) == (
        1,
        {
            "News": ["The garden"],
            "Meetings and trainings to come": [f"Meeting, {day}, Mulhouse"],
            "New documents": ["Statutes"],
            "New territories": ["Odemira, Portugal"],
            "New platforms": ["Mesa, Sintra, Portugal"],
            "Platforms in another state": ["Roda, Sintra: Active"],
        },
    )


def test_who_follows_a_territory_or_a_country_is_told_what_concerns_it():
    place, other = old_place("Sintra"), old_place("Mulhouse", country="FR")
    make_territory("Cacém", parent=place, state_since=yesterday())
    make_territory("Lyon", country="FR", state_since=yesterday())
    platform = make_platform("Mesa", territory=place, opened_at=yesterday())
    make_article(title_en="Of Mesa", about=[platform], **LAST_WEEK)
    make_article(title_en="Of both", about=[place, other], **LAST_WEEK)
    make_article(title_en="Of none", **LAST_WEEK)
    make_document(title_en="Statutes", **LAST_WEEK)
    of_place, of_country = make_follower(place), make_follower("FR")
    of_both = make_follower(place, "FR")

    write()

    of_sintra = {
        "News": ["Of both", "Of Mesa"],
        "New territories": ["Cacém, Portugal"],
        "New platforms": ["Mesa, Sintra, Portugal"],
    }
    assert told(of_place) == of_sintra
    assert told(of_country) == {"News": ["Of both"], "New territories": ["Lyon, France"]}
    assert told(of_both) == {
        **of_sintra,
        "New territories": ["Lyon, France", "Cacém, Portugal"],
    }


def test_a_meeting_is_told_to_who_follows_its_place_the_region_or_the_country_of_either():
    region = old_place("Alentejo")
    host = old_place("Odemira", parent=region)
    day = days_ago(-30)
    when = {"starts_on": day, "ends_on": day, **LAST_WEEK}
    make_event(title_en="Hosted", host=host, **when)
    make_event(title_en="In France", country="FR", **when)
    followers = {
        name: make_follower(*follows)
        for name, follows in {
            "place": [host],
            "region": [region],
            "Portugal": ["PT"],
            "France": ["FR"],
        }.items()
    }

    write()

    titles = {
        name: [row.partition(",")[0] for rows in told(follower).values() for row in rows]
        for name, follower in followers.items()
    }
    assert titles == {
        "place": ["Hosted"],
        "region": ["Hosted"],
        "Portugal": ["Hosted"],
        "France": ["In France"],
    }


def test_a_platform_is_new_when_its_territory_comes_into_the_registry():
    place = make_territory("Sintra", state_since=yesterday())
    old_platform("Mesa", territory=place)
    follower = make_follower(place)

    write()

    assert told(follower) == {
        "New territories": ["Sintra, Portugal"],
        "New platforms": ["Mesa, Sintra, Portugal"],
    }


def test_who_follows_a_place_that_was_merged_is_told_of_the_one_that_took_it_in():
    place = old_place("Sintra")
    gone = old_place("Cintra")
    gone.state, gone.merged_into = "merged", place
    gone.save()
    make_platform("Mesa", territory=place, opened_at=yesterday())
    follower = make_follower(gone)

    write()

    assert told(follower) == {"New platforms": ["Mesa, Sintra, Portugal"]}


def test_where_nothing_happened_no_letter_comes_and_the_next_tells_the_longer_time():
    make_article(**LAST_WEEK)
    follower = make_follower("FR", told_before=days_ago(10))

    number = write()
    follower.refresh_from_db()
    first = (number, follower.told_before, follower.due_on > timezone.localdate())
    place = old_place("Lyon", country="FR")
    make_article(title_en="Of Lyon", about=[place], published_on=days_ago(9))
    digest.write_due(follower.due_on)

    assert first == (0, days_ago(10), True)
    assert told(follower) == {"News": ["Of Lyon"]}


def test_a_letter_is_written_once_and_what_it_told_is_not_told_again():
    make_article(title_en="The garden", **LAST_WEEK)
    follower = make_follower("")

    first = [write(), write()]
    follower.refresh_from_db()
    second = digest.write_due(follower.due_on)

    assert (first, second) == ([1, 0], 0)
    assert OutgoingEmail.objects.count() == 1


def test_what_is_of_today_is_told_in_the_next_letter():
    make_article(title_en="Of today", published_on=timezone.localdate())
    make_article(title_en="Of yesterday", published_on=days_ago(1))
    follower = make_follower("")

    write()
    follower.refresh_from_db()
    digest.write_due(follower.due_on)

    rows = [
        row["words"]
        for letter in OutgoingEmail.objects.order_by("pk")
        for part in letter.context["parts"]
        for row in part["rows"]
    ]
    assert rows == ["Of yesterday", "Of today"]


def test_days_that_were_missed_are_caught_up_with_one_letter():
    make_article(title_en="Long ago", published_on=days_ago(29))
    make_article(title_en="Lately", published_on=days_ago(2))
    follower = make_follower("", due_on=days_ago(21))

    numbers = [write(), write()]

    follower.refresh_from_db()
    assert (numbers, told(follower)) == ([1, 0], {"News": ["Lately", "Long ago"]})
    assert follower.due_on > timezone.localdate()


def test_who_is_not_due_not_confirmed_or_stopped_gets_no_letter():
    make_article(**LAST_WEEK)
    make_follower("", due_on=days_ago(-1))
    make_follower("", confirmed_at=None)
    services.stop(make_follower(""))
    unconfirmed = make_follower()
    unconfirmed.follows.create()

    assert (write(), OutgoingEmail.objects.count()) == (0, 0)


def test_where_a_letter_needs_a_person_no_further_one_goes():
    make_article(**LAST_WEEK)
    follower = make_follower("")
    write()
    OutgoingEmail.objects.update(state=State.NEEDS_PERSON)
    make_article(title_en="Later", published_on=timezone.localdate())
    follower.refresh_from_db()

    held = digest.write_due(follower.due_on)
    OutgoingEmail.objects.update(state=State.SENT, sent_at=timezone.now())
    caught_up = digest.write_due(follower.due_on)

    assert (held, caught_up) == (0, 1)


def test_a_letter_is_in_the_readers_language_with_public_links_of_that_language():
    place = old_place("Sintra")
    make_article(title_en="The garden", title_fr="Le jardin", about=[place], **LAST_WEEK)
    follower = make_follower(place, language="fr")

    write()

    letter = OutgoingEmail.objects.get()
    [article] = place.articles.all()
    [row] = [row for part in letter.context["parts"] for row in part["rows"]]
    assert letter.language == "fr"
    assert row == {"words": "Le jardin", "path": f"/fr/news/{article.slug}/"}
    assert f"{project_settings.SITE_URL}/fr/news/{article.slug}/" in render(letter)[1]
    assert links.address(links.stop_path, follower.pk, language="fr") in render(letter)[1]


def test_the_subject_names_nothing_of_what_is_followed():
    make_article(about=[place := old_place("Sintra")], **LAST_WEEK)
    make_follower(place)

    write()

    assert render(OutgoingEmail.objects.get())[0] == "What is new in the network"


def test_a_long_part_says_how_many_more_there_are():
    for number in range(23):
        make_article(title_en=f"Article of {number}", **LAST_WEEK)
    make_follower("")

    write()

    letter = OutgoingEmail.objects.get()
    [part] = letter.context["parts"]
    assert (len(part["rows"]), part["more"]) == (20, 3)
    assert "3 more stand on the site." in render(letter)[1]


def test_one_press_in_the_mail_program_stops_what_the_letter_came_for(mail_server):  # noqa: F811
    make_article(**LAST_WEEK)
    follower = make_follower("", email="ana@example.org")
    write()

    deliver_due()

    [message] = mail_server.messages
    stop = links.address(links.stop_path, follower.pk, language="en")
    # Longer than a line, it is folded.
    assert message["List-Unsubscribe"].strip() == f"<{stop}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in words_of(message)
    path = message["List-Unsubscribe"].strip(" <>").removeprefix("https://registry.example.org")
    Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert list(Follower.objects.values_list("email", flat=True)) == [""]
    assert OutgoingEmail.objects.count() == 0


def test_letters_of_the_form_do_not_say_that_they_can_be_stopped(mail_server):  # noqa: F811
    services.ask(once="1", email="ana@example.org", language="en", rhythm="weekly")

    deliver_due()

    assert [message["List-Unsubscribe"] for message in mail_server.messages] == [None]


def test_letters_sent_long_ago_and_those_of_who_stopped_are_deleted_and_no_others():
    make_article(**LAST_WEEK)
    for name in ("old", "new", "stopped"):
        make_follower("", email=f"{name}@example.org")
    write()
    OutgoingEmail.objects.update(state=State.SENT, sent_at=hours_ago(1))
    OutgoingEmail.objects.filter(recipient="old@example.org").update(sent_at=hours_ago(24 * 31))
    # As where the letter was in the mail when its reader pressed the button.
    Follower.objects.filter(email="stopped@example.org").update(email="", stopped_at=hours_ago(1))

    chores.do_all()

    assert list(OutgoingEmail.objects.values_list("recipient", flat=True)) == ["new@example.org"]


def asked_for(number):
    """Count what writing letters to so many followers asks of the database."""
    for index in range(number):
        make_follower("" if index % 2 else old_place(), "FR")
    with CaptureQueriesContext(connection) as queries:
        write()
    return len(queries)


def test_letters_to_many_ask_as_much_of_the_database_as_to_few():
    place = old_place(country="FR")
    make_article(about=[place, old_platform(territory=place)], **LAST_WEEK)
    make_territory(state_since=yesterday())

    assert asked_for(2) == asked_for(9)


@pytest.mark.django_db(transaction=True)
def test_two_workers_side_by_side_write_each_letter_once():
    make_article(**LAST_WEEK)
    for _one in range(30):
        make_follower("")
    barrier, numbers = threading.Barrier(2), []

    def run():
        barrier.wait()
        numbers.append(write())
        connection.close()

    workers = [threading.Thread(target=run) for _one in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert (sum(numbers), OutgoingEmail.objects.count()) == (30, 30)


def test_a_letter_with_pieces_of_several_chunks_goes_to_everybody(monkeypatch):
    monkeypatch.setattr(digest, "AT_ONCE", 2)
    make_article(**LAST_WEEK)
    for _one in range(5):
        make_follower("")

    assert (write(), OutgoingEmail.objects.count()) == (5, 5)

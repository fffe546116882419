"""Answering messages: who sees which, the moves, the letter as it was read, what is erased."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from applications import digest
from applications.emails import Letter
from moves.services import MoveRefused
from network.contact import chores, services, workflow
from network.models import Message, MessageHistory, MessageNote
from outbox.models import OutgoingEmail
from outbox.rendering import render
from tests.applications.factories import make_board_member, make_secretary
from tests.network.writing import make_message, subject_of
from tests.pages import texts

pytestmark = pytest.mark.django_db

QUEUE = "/en/admin/network/message/"
LETTER = Letter("Formação", "Bom dia,\n\nem maio.")


@pytest.fixture
def secretary():
    return make_secretary(name="Sol Sample")


@pytest.fixture
def staff(client, secretary):
    client.force_login(secretary)
    return client


def page_of(message, *rest):
    return reverse("admin:network_message_change", args=[message.pk]).replace(
        "/change/", f"/{'/'.join(rest)}/" if rest else "/change/"
    )


def move_page(message, move):
    return page_of(message, "move", move)


def references(page):
    return texts(page, '//*[@id="result_list"]//th[@class="field-reference"]')


def test_the_queue_shows_what_waits_the_oldest_first_and_the_rest_when_asked(staff):
    now = timezone.now()
    younger = make_message()
    older = make_message(sent_at=now - timedelta(days=3), state="in_hand")
    doubtful = make_message(suspicion="honeypot")
    answered = make_message(state="answered")

    shown = {
        show: references(staff.get(QUEUE, {"show": show} if show else {}))
        for show in ("", "suspected", "answered", "none")
    }

    assert shown == {
        "": [older.reference, younger.reference],
        "suspected": [doubtful.reference],
        "answered": [answered.reference],
        "none": [older.reference, younger.reference],
    }


def test_the_board_sees_its_subjects_alone(client):
    board = make_board_member()
    client.force_login(board)
    of_board, other = make_message("press"), make_message("training")
    chosen = make_message("technical")
    subject_of("technical").people.add(board)

    assert references(client.get(QUEUE)) == [of_board.reference, chosen.reference]
    assert [client.get(page_of(one)).status_code for one in (of_board, chosen)] == [200, 200]
    # As Django answers for what is not there.
    assert client.get(page_of(other)).status_code == 404
    assert client.post(move_page(other, "take"), {"note": ""}).status_code == 404


def test_a_message_is_taken_noted_and_closed_and_each_is_on_record(staff, secretary):
    message = make_message()

    for move, note in (("take", ""), ("note", "Asked the trainer."), ("close", "Told by phone.")):
        staff.post(move_page(message, move), {"note": note})

    message.refresh_from_db()
    assert (message.state, message.taken_by) == ("closed", secretary)
    rows = MessageHistory.objects.order_by("pk").values_list("move", "source", "target", "by")
    assert list(rows) == [
        ("take", "open", "in_hand", secretary.pk),
        ("note", "in_hand", "in_hand", secretary.pk),
        ("close", "in_hand", "closed", secretary.pk),
    ]
    assert texts(staff.get(page_of(message)), '//*[h2="History"]//td[4]') == [
        "Told by phone.",
        "Asked the trainer.",
        "",
    ]
    assert OutgoingEmail.objects.count() == 0


def test_closing_without_an_answer_needs_a_reason(staff):
    message = make_message()

    page = staff.post(move_page(message, "close"), {"note": ""})

    message.refresh_from_db()
    assert (message.state, texts(page, '//*[@id="error-summary"]//li')) == ("open", ["Say why"])


def test_an_answer_is_read_whole_and_leaves_as_it_was_read(staff):
    message = make_message(language="pt")
    said = {"letter-subject": LETTER.subject, "letter-body": LETTER.body}

    preview = staff.post(move_page(message, "answer"), said)
    assert Message.objects.get().state == "open"
    staff.post(move_page(message, "answer"), {**said, "send": "1"})

    letter = OutgoingEmail.objects.get()
    message.refresh_from_db()
    assert (letter.recipient, letter.language, message.state) == (
        "ana@example.org",
        "pt",
        "answered",
    )
    (shown,) = texts(preview, '//pre[@class="letter"]')
    subject, body = render(letter, hide_links=True)
    assert shown == " ".join(f"{subject} {body}".split())
    assert WORDS_OF_VISITOR not in body


WORDS_OF_VISITOR = "próxima formação"


def test_an_answer_without_words_does_not_leave(staff):
    message = make_message()
    page = staff.get(move_page(message, "answer"))
    begun = page.context["form"].initial

    page = staff.post(
        move_page(message, "answer"),
        {"letter-subject": begun["subject"], "letter-body": begun["body"], "send": "1"},
    )

    assert texts(page, '//*[@id="error-summary"]//li') == ["Write the answer"]
    assert OutgoingEmail.objects.count() == 0


def test_a_message_handed_to_another_subject_is_told_to_who_answers_there(staff):
    message, board = make_message(state="in_hand"), make_board_member()
    press = subject_of("press")

    staff.post(move_page(message, "hand-over"), {"subject": press.pk, "note": ""})

    message.refresh_from_db()
    assert (message.subject, message.state, message.taken_by) == (press, "open", None)
    assert [letter.recipient for letter in OutgoingEmail.objects.all()] == [board.email]


def test_a_doubtful_message_that_is_handed_on_waits_like_any_other(staff):
    message = make_message(suspicion="honeypot")

    staff.post(move_page(message, "hand-over"), {"subject": subject_of("training").pk, "note": ""})

    assert references(staff.get(QUEUE)) == [message.reference]
    assert references(staff.get(QUEUE, {"show": "suspected"})) == []


def test_who_hands_over_what_they_may_not_read_is_led_to_the_queue(client):
    client.force_login(make_board_member())
    message = make_message("press")

    answer = client.post(
        move_page(message, "hand-over"), {"subject": subject_of("training").pk, "note": ""}
    )

    assert answer.headers["Location"] == QUEUE


def test_spam_can_be_taken_up_again(staff):
    message = make_message()

    staff.post(move_page(message, "mark-spam"), {"note": ""})
    staff.post(move_page(message, "reopen"), {"note": ""})

    message.refresh_from_db()
    assert (message.state, message.ended_at) == ("in_hand", None)


@pytest.mark.parametrize("move", workflow.MOVES)
def test_a_look_at_the_page_of_a_move_changes_nothing(staff, move):
    message = make_message(state="answered" if move == "reopen" else "open")

    assert staff.get(move_page(message, move)).status_code == 200
    assert MessageHistory.objects.count() == 0


def test_the_second_of_two_answers_is_told_that_it_is_answered(secretary):
    message = make_message()
    services.perform(workflow.ANSWER, message, by=secretary, letter=LETTER)

    with pytest.raises(MoveRefused, match="this is now “Answered”"):
        services.perform(workflow.ANSWER, message, by=make_secretary(), letter=LETTER)

    assert OutgoingEmail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_answer_at_once_one_does():
    message, colleagues = make_message(), [make_secretary() for _each in range(10)]
    told = []

    def answer(user):
        try:
            services.perform(workflow.ANSWER, Message.objects.get(), by=user, letter=LETTER)
            told.append("answered")
        except MoveRefused:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[user]) for user in colleagues]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["answered"] + ["refused"] * 9
    assert OutgoingEmail.objects.filter(about=message.about).count() == 1


def test_what_is_answered_long_ago_is_erased_and_what_waits_never_is(settings, secretary):
    settings.MONTHS_UNTIL_MESSAGES_GO = 12
    long_ago = timezone.now() - timedelta(days=400)
    waits = make_message(sent_at=long_ago)
    lately = make_message(state="answered")
    old = make_message(sent_at=long_ago)
    services.perform(workflow.NOTE, old, by=secretary, note="He is ill.")
    services.perform(workflow.ANSWER, old, by=secretary, letter=LETTER)
    Message.objects.filter(pk=old.pk).update(ended_at=long_ago)

    done = [chores.do_all() for _twice in range(2)]

    assert done == [{"messages erased": 1}, {"messages erased": 0}]
    kept = {message.pk: bool(message.text) for message in Message.objects.all()}
    assert kept == {waits.pk: True, lately.pk: True, old.pk: False}
    old.refresh_from_db()
    assert (old.name, old.email, old.text) == ("", "", "")
    assert (MessageNote.objects.count(), OutgoingEmail.objects.count()) == (0, 0)
    assert MessageHistory.objects.filter(message=old).count() == 2


def test_spam_is_erased_after_a_month():
    Message.objects.bulk_create(
        [
            Message(
                subject=subject_of("general"),
                name="x",
                email="x@example.org",
                text="x",
                language="en",
                once=f"{days}",
                state="spam",
                ended_at=timezone.now() - timedelta(days=days),
            )
            for days in (29, 31)
        ]
    )

    services.erase_old()

    assert sorted(Message.objects.filter(erased_at=None).values_list("once", flat=True)) == ["29"]


def test_of_an_erased_message_nothing_is_left_to_do(staff):
    message = make_message(state="answered", name="", email="", text="", erased_at=timezone.now())

    page = staff.get(page_of(message))

    assert page.context["moves"] == []
    assert texts(page, '//*[contains(@class, "field-written")]//*[@class="readonly"]') == ["Erased"]


def test_what_waits_names_the_oldest_messages_and_the_tray(staff):
    first, *others = [make_message() for _each in range(5)]
    make_message(suspicion="honeypot")

    page = staff.get(reverse("admin:index"))

    told = texts(page, '//section[h2="Messages to the network"]//li/a')
    assert [line.partition(" · ")[0] for line in told] == [
        first.reference,
        *[message.reference for message in others[:3]],
        "All 5 messages that wait",
        "1 message is suspected as spam",
    ]


def test_the_digest_tells_of_messages_without_a_word_of_theirs(secretary):
    today = timezone.localdate()
    message = make_message("training", sent_at=timezone.now() - timedelta(days=2))

    parts = digest.parts_for(secretary, today)

    assert [part["title"] for part in parts] == ["Messages to the network"]
    ((line,),) = [part["lines"] for part in parts]
    assert line.startswith(f"{message.reference}: Training of facilitators, since ")


def test_history_of_messages_is_only_added_to(secretary):
    services.perform(workflow.TAKE, make_message(), by=secretary)

    with pytest.raises(Exception, match="Cannot update or delete rows"):
        MessageHistory.objects.update(move="close")


def test_the_secretariat_words_the_subjects_and_the_board_reads_them(client):
    page = reverse("admin:network_subject_change", args=[subject_of("press").pk])
    client.force_login(make_board_member())
    assert (client.get(page).status_code, client.post(page, {}).status_code) == (200, 403)
    client.force_login(make_secretary())
    said = {"name_en": "Media", "slug": "press", "answered_by": "secretariat", "position": "3"}

    client.post(page, {**said, "is_offered": "on"})

    changed = subject_of("press")
    assert (changed.name_en, changed.name_fr, changed.answered_by) == ("Media", "", "secretariat")

import pytest

from outbox import post
from outbox.models import OutgoingEmail, State
from tests.outbox.mail_server import make_letter

pytestmark = pytest.mark.django_db


def put(occasion, **values):
    return post.put(
        occasion,
        **{
            "to": "ana@example.org",
            "language": "en",
            "template": "receipt",
            "context": {},
            **values,
        },
    )


def states():
    return dict(OutgoingEmail.objects.values_list("occasion", "state"))


def test_the_same_news_is_put_once():
    letters = [put("A-1:receipt"), put("A-1:receipt", to="eva@example.org"), put("A-2:receipt")]

    assert letters[0] == letters[1] != letters[2]
    rows = OutgoingEmail.objects.order_by("pk").values_list("occasion", "recipient")
    assert list(rows) == [("A-1:receipt", "ana@example.org"), ("A-2:receipt", "ana@example.org")]


def test_a_held_letter_is_released_or_cancelled_once():
    put("A-1:decision", held=True)
    put("A-2:decision", held=True)
    put("A-3:decision", held=True)

    counts = [
        post.release("A-1:decision"),
        post.release("A-1:decision"),
        post.cancel("A-2:decision"),
        post.release("A-2:decision"),
    ]

    assert counts == [1, 0, 1, 0]
    assert states() == {
        "A-1:decision": State.QUEUED,
        "A-2:decision": State.CANCELLED,
        "A-3:decision": State.HELD,
    }


def test_only_letters_that_need_a_person_are_tried_again():
    stuck = make_letter(state=State.NEEDS_PERSON, tries=7)
    held = make_letter(state=State.HELD)

    count = post.try_again(OutgoingEmail.objects.all())

    stuck.refresh_from_db()
    held.refresh_from_db()
    assert count == 1
    assert (stuck.state, stuck.tries) == (State.QUEUED, 0)
    assert held.state == State.HELD
    assert list(OutgoingEmail.objects.due()) == [stuck]

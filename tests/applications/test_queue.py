"""Moves in bulk from a queue: shown beforehand, each made by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import bulk
from applications.models import Application, History
from applications.workflow import State
from outbox.models import OutgoingEmail
from tests.applications.factories import make_application, make_board_member, make_secretary
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

QUEUE = "/en/admin/platforms/platformapplication/"


@pytest.fixture
def secretary(client):
    user = make_secretary(email="sofia@example.org")
    client.force_login(user)
    return user


def choose(client, move, *applications, at=QUEUE, **sent):
    """Press the button of a move in bulk, with these applications ticked."""
    keys = [application.pk for application in applications]
    return client.post(at, {"action": move, "index": 0, "_selected_action": keys, **sent})


def confirm(client, move, *applications, at=QUEUE, **sent):
    """Press the button of the page that asks once more."""
    keys = [application.pk for application in applications]
    sent = {"action": move, "confirmed": 1, "note": "", "_selected_action": keys, **sent}
    return client.post(at, sent, follow=True)


def states():
    return list(Application.objects.order_by("pk").values_list("state", flat=True))


def told(page):
    return texts(page, '//*[@class="messagelist"]/li')


def test_the_page_tells_which_can_and_which_cannot_and_why_and_changes_nothing(client, secretary):
    fit = make_application(State.SUBMITTED, title="Fit")
    decided = make_application(State.DECLINED, title="Decided")
    own = make_application(State.SUBMITTED, title="Own", second_email="SOFIA@example.org")

    page = choose(client, "take", fit, decided, own, at=f"{QUEUE}?state=all")

    sections = "//section[@aria-labelledby='{}']//{}"
    assert texts(page, "//h1") == ["Take into review"]
    assert texts(page, sections.format("possible", "h2")) == ["The move is made on 1 application"]
    assert texts(page, sections.format("possible", "li")) == [f"{fit} , {fit.email}"]
    assert texts(page, sections.format("refused", "h2")) == ["Not on 2 applications"]
    assert sorted(texts(page, sections.format("refused", "li"))) == sorted(
        [
            f"{decided} : Not possible any more: this is now “Not accepted this time”.",
            f"{own} : You are a contact of this application.",
        ]
    )
    assert values(page, '//input[@name="_selected_action"]/@value') == [str(fit.pk)]
    assert (states(), History.objects.count()) == (["submitted", "declined", "submitted"], 0)


def test_each_is_moved_through_the_one_mechanism_and_the_list_comes_back(client, secretary):
    first, second = (make_application(State.SUBMITTED) for _number in range(2))

    page = confirm(client, "take", first, second, at=f"{QUEUE}?country=PT", note="From the fair.")

    assert page.redirect_chain == [(f"{QUEUE}?country=PT", 302)]
    assert told(page) == ["Take into review: done for 2 applications."]
    rows = Application.objects.order_by("pk").values_list("state", "lead__email")
    assert list(rows) == [("in_review", "sofia@example.org")] * 2
    records = History.objects.order_by("pk").values_list("move", "by", "note__text")
    assert list(records) == [("take", secretary.pk, "From the fair.")] * 2


def test_spam_is_put_away_and_nobody_is_written_to(client, secretary):
    chosen = [make_application(state) for state in (State.SUBMITTED, State.IN_REVIEW)]

    page = confirm(client, "mark-spam", *chosen)

    assert told(page) == ["Mark as spam: done for 2 applications."]
    assert (states(), OutgoingEmail.objects.count()) == (["spam", "spam"], 0)


def test_one_that_somebody_else_moved_meanwhile_undoes_no_other(client, secretary):
    first, gone, last = (make_application(State.SUBMITTED) for _number in range(3))
    Application.objects.filter(pk=gone.pk).update(state=State.WITHDRAWN)

    page = confirm(client, "take", first, gone, last, at=f"{QUEUE}?state=submitted")

    assert states() == ["in_review", "withdrawn", "in_review"]
    assert told(page) == [
        "Take into review: done for 2 applications.",
        f"{gone}: Not possible any more: this is now “Withdrawn”.",
    ]


def test_nobody_moves_in_bulk_where_they_are_a_contact(client, secretary):
    own = make_application(State.SUBMITTED, email="sofia@example.org")

    page = confirm(client, "take", own)

    assert (states(), told(page)) == (
        ["submitted"],
        [f"{own}: You are a contact of this application."],
    )


def test_the_board_moves_nothing_in_bulk(client):
    client.force_login(make_board_member())
    application = make_application(State.SUBMITTED)

    answers = [
        client.post(QUEUE, {"action": action, "confirmed": 1, "_selected_action": application.pk})
        for action in ("take", ["mark-spam", "x"])
    ]

    assert ([answer.status_code for answer in answers], states()) == ([403, 403], ["submitted"])


def test_what_staff_do_not_see_is_not_moved(client, secretary):
    hidden = make_application(State.UNCONFIRMED)

    confirm(client, "take", hidden)

    assert states() == ["unconfirmed"]


def test_nothing_is_moved_by_looking(client, secretary):
    application = make_application(State.SUBMITTED)

    client.get(QUEUE, {"action": "take", "confirmed": 1, "_selected_action": application.pk})

    assert states() == ["submitted"]


def test_all_pages_can_be_chosen_up_to_a_number(client, secretary, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 2)
    chosen = [make_application(State.SUBMITTED) for _number in range(3)]

    some = choose(client, "take", chosen[0], at=f"{QUEUE}?age=day", select_across=1)
    many = choose(client, "take", chosen[0], select_across=1, follow=True)
    page = client.get(many.url)
    Application.objects.filter(pk=chosen[2].pk).update(state=State.WITHDRAWN)
    fit = choose(client, "take", chosen[0], select_across=1)

    assert some.status_code == 200
    assert told(page) == ["Choose 2 applications at most. Nothing was changed."]
    assert len(values(fit, '//input[@name="_selected_action"]/@value')) == 2


@pytest.mark.parametrize(
    "sent",
    [
        {"_selected_action": "x"},
        {"_selected_action": "99999999999999999999999"},
        {"_selected_action": "1\x00"},
        {"_selected_action": ["1"] * 350},
        {"_selected_action": "1", "action": ["take", "x"], "index": 0},
        {"_selected_action": "1", "index": "x"},
        {"_selected_action": "1", "index": "9" * 30},
        {"_selected_action": "1", "note": "x" * 4000},
        {"_selected_action": "1", "note": "\x00"},
        {"select_across": "x"},
        {},
    ],
)
def test_odd_choices_are_answered(client, secretary, sent):
    make_application(State.SUBMITTED)

    answers = [
        client.post(QUEUE, {"action": "take", **more, **sent}) for more in ({}, {"confirmed": 1})
    ]

    assert [answer.status_code < 500 for answer in answers] == [True, True]


def test_the_page_that_asks_costs_the_same_for_one_and_for_three(client, secretary):
    counts = []
    for number in (1, 2):
        for _more in range(number):
            make_application(State.SUBMITTED)
        chosen = Application.objects.all()
        with CaptureQueriesContext(connection) as captured:
            assert choose(client, "take", *chosen).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]

"""What a form sent when the session had ended is not lost, and is nobody else's."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.workflow import State
from tests.accounts.signing_in import (
    PASSWORD,
    arrive,
    code,
    give_code,
    give_password,
    make_person,
    with_app,
)
from tests.applications.factories import make_application, make_secretary, make_user
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

GO_ON = "/en/account/go-on/"
NOTE = "She wrote: “not yet”.\nWe wait <b>until</b> spring."


@pytest.fixture
def move():
    """The address of a move that asks for a note."""
    application = make_application(State.IN_REVIEW)
    return reverse("admin:platforms_platformapplication_move", args=[application.pk, "withdraw"])


@pytest.fixture
def ended(client, clock):
    """A browser in which the session of a person has ended."""
    make_person()
    give_password(client)
    clock.pass_by(minutes=30)
    return client


def fields_of(page):
    """Return what the button of a page would send: name and value, without the token."""
    form = "//main//form[1]//input[@name!='csrfmiddlewaretoken']"
    return dict(zip(values(page, f"{form}/@name"), values(page, f"{form}/@value"), strict=True))


def test_what_was_typed_is_shown_and_the_page_says_that_the_session_ended(ended, move):
    page = ended.post(move, {"note": NOTE, "_save": "x"})

    assert page.status_code == 403
    assert texts(page, "//h1") == ["Your session has ended"]
    assert values(page, "//textarea/@readonly") == ["readonly"]
    assert texts(page, "//textarea") == [" ".join(NOTE.split())]
    assert values(page, "//main//a[@class='btn btn-primary']/@href") == [
        "/en/account/login/?next=%2Fen%2Faccount%2Fgo-on%2F"
    ]


def test_after_signing_in_it_is_sent_by_a_button_and_done_once(ended, move):
    ended.post(move, {"note": NOTE})
    signed_in = give_password(ended, next=GO_ON)
    page = ended.get(signed_in.url)

    sent = ended.post(values(page, "//main//form[1]/@action")[0], fields_of(page))
    again = ended.get(GO_ON)

    assert (signed_in.url, texts(page, "//h1")) == (GO_ON, ["What you sent before"])
    assert fields_of(page) == {"note": NOTE}
    assert (sent.status_code, again.url) == (200, "/en/admin/")


def test_it_is_kept_through_the_second_factor(client, clock, move):
    with_app(make_person())
    give_password(client)
    give_code(client, code(clock.time()))
    clock.pass_by(minutes=30)
    client.post(move, {"note": NOTE})
    give_password(client, next=GO_ON)

    page = client.get(give_code(client, code(clock.time())).url)

    assert fields_of(page) == {"note": NOTE}


@pytest.mark.usefixtures("_needed")
def test_it_is_kept_while_a_second_factor_is_set_up(client_of, move):
    half = client_of(make_person(), with_both=False)

    page = half.post(move, {"note": NOTE})
    arrive_fully(half)

    assert texts(page, "//h1") == ["A second factor is needed first"]
    assert values(page, "//main//a[@class='btn btn-primary']/@href") == [
        "/en/account/second-factor/set-up/?next=%2Fen%2Faccount%2Fgo-on%2F"
    ]
    assert fields_of(half.get(GO_ON)) == {"note": NOTE}


def arrive_fully(half):
    session = half.session
    session["second_factor_of"] = int(session["_auth_user_id"])
    session.save()


def test_it_can_be_let_go(ended, move):
    ended.post(move, {"note": NOTE})
    give_password(ended)

    answers = [ended.post(GO_ON), ended.get(GO_ON)]

    assert [answer.url for answer in answers] == ["/en/admin/"] * 2


def test_somebody_else_who_signs_in_is_not_shown_it(ended, move):
    ended.post(move, {"note": NOTE})
    session = ended.session
    other = Client()
    arrive(other, make_secretary())
    theirs = other.session
    theirs["kept"] = session["kept"]
    theirs.save()

    answer = other.get(GO_ON)

    assert answer.url == "/en/admin/"


def test_no_password_is_kept_or_shown(client, clock):
    user = make_user(is_superuser=True, email="sol@example.org", password=PASSWORD)
    give_password(client)
    clock.pass_by(minutes=30)
    sent = {"old_password": PASSWORD, "new_password1": "square-1", "name": "Sol Sample"}

    page = client.post(reverse("admin:accounts_user_change", args=[user.pk]), sent)
    give_password(client)
    kept = client.get(GO_ON)

    assert texts(page, "//textarea") == ["Sol Sample"]
    assert fields_of(kept) == {"name": "Sol Sample"}
    assert [word for word in (PASSWORD, "square-1") if word in page.text + kept.text] == []


@pytest.mark.parametrize("cookie", ["", "a" * 32, "\x00" * 32, "A" * 9000, "é" * 32])
def test_who_never_signed_in_gets_the_words_back_and_nothing_is_kept(client, move, cookie):
    client.cookies["sessionid"] = cookie

    page = client.post(move, {"note": NOTE})

    assert texts(page, "//textarea") == [" ".join(NOTE.split())]
    assert values(page, "//main//a[@class='btn btn-primary']/@href") == [
        f"/en/account/login/?next={move.replace('/', '%2F')}"
    ]
    assert "kept" not in client.session


def test_a_button_without_words_is_kept_too(ended, move):
    page = ended.post(move, {"_selected_action": "7", "action": "take"})
    give_password(ended)

    assert texts(page, "//textarea") == ["take"]
    assert fields_of(ended.get(GO_ON)) == {"_selected_action": "7", "action": "take"}


def test_a_form_that_sent_nothing_leads_to_the_sign_in(ended, move):
    answer = ended.post(move)

    assert answer.url == f"/en/admin/login/?next={move}"


def test_sending_it_from_another_tab_forgets_it(ended, move):
    ended.post(move, {"note": NOTE})
    give_password(ended)
    ended.post(move, {"note": "Typed again."})

    assert ended.get(GO_ON).url == "/en/admin/"


def test_an_answer_on_behalf_that_is_sent_too_late_is_kept_for_who_opens_the_draft(client, clock):
    secretary = make_person()
    draft = make_application(entered_by=secretary, came_by="paper", aims="Before.")
    give_password(client)
    enter = reverse("admin:platforms_platformapplication_enter")
    client.post(enter, {"again": draft.reference})
    section = reverse("platforms:application-section", args=[draft.reference, "platform"])
    seal = values(client.get(section), "//input[@name='seen']/@value")[0]
    clock.pass_by(minutes=30)

    late = client.post(section, {"aims": "Typed too late.", "seen": seal})
    give_password(client)
    client.post(enter, {"again": draft.reference})

    assert late.status_code == 404
    assert texts(client.get(section), "//textarea[@name='aims']") == ["Typed too late."]

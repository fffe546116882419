"""How staff answer a proposal: the letter is read before it leaves, and one answer wins."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from accounts.models import Role
from applications.emails import Letter
from moves.services import MoveRefused
from network.models import Proposal
from network.projects import services
from network.projects.answers import DO_NOT_TAKE, TAKE
from outbox.models import OutgoingEmail
from outbox.rendering import render
from tests.applications.factories import make_secretary, make_user
from tests.network.factories import (
    link_of_proposal,
    make_open_project,
    make_proposal,
    make_proposer,
)
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LIST = reverse("admin:network_proposal_changelist")
LETTER = Letter("The answer", "Good day.")


def url(page, *args):
    return reverse(f"admin:network_proposal_{page}", args=args)


@pytest.fixture
def secretary(client):
    user = make_secretary(name="Sol Sample")
    client.force_login(user)
    return user


@pytest.fixture
def proposal():
    project = make_open_project(title_en="Right choices", title_fr="Les bons choix")
    return make_proposal(project, title="A garden", language="fr", email="rui@example.org")


def letters():
    return [(letter.recipient, *render(letter)) for letter in OutgoingEmail.objects.order_by("pk")]


def test_the_list_has_what_waits_and_nothing_that_is_not_confirmed(client, secretary):
    for state in ("open", "unconfirmed", "taken", "not_taken", "withdrawn"):
        confirmed = {"confirmed_at": None} if state == "withdrawn" else {}
        make_proposal(state=state, title=f"It is {state}", **confirmed)

    found = {
        query: texts(client.get(f"{LIST}{query}"), '//td[@class="field-title"]')
        + texts(client.get(f"{LIST}{query}"), '//th[@class="field-title"]')
        for query in ("", "?show=taken", "?show=all")
    }

    assert found == {
        "": ["It is open"],
        "?show=taken": ["It is taken"],
        "?show=all": ["It is open", "It is taken", "It is not_taken"],
    }


def test_a_proposal_that_is_not_confirmed_is_not_there(client, secretary):
    unread = make_proposal(state="unconfirmed")

    assert client.get(url("answer", unread.pk, "take")).status_code == 404
    assert client.get(url("change", unread.pk)).status_code == 404


def test_the_first_page_says_how_many_wait(client, secretary):
    empty = client.get("/en/admin/")
    make_proposal()
    make_proposal(state="taken")

    page = client.get("/en/admin/")

    line = f'//a[@href="{LIST}"]'
    told = [words for words in texts(page, line) if "waits" in words]
    assert told == ["1 proposal of a member waits for an answer"]
    assert [words for words in texts(empty, line) if "waits" in words] == []


def test_an_answer_is_read_in_the_language_of_its_reader_before_it_leaves(
    client, secretary, proposal
):
    page = client.post(url("answer", proposal.pk, "do-not-take"), {"note": "Pas de moyens."})

    assert values(page, '//textarea[@name="letter-body"]/@lang') == ["fr"]
    (body,) = texts(page, '//textarea[@name="letter-body"]')
    assert ("A garden" in body, "Les bons choix" in body, "Pas de moyens." in body) == (True,) * 3
    assert link_of_proposal(proposal) not in page.text
    proposal.refresh_from_db()
    assert (proposal.state, letters()) == ("open", [])


def test_the_letter_leaves_as_it_was_read(client, secretary, proposal):
    sent = {"note": "Trop tard.", "letter-subject": "La réponse", "letter-body": "Bonjour."}

    answer = client.post(url("answer", proposal.pk, "do-not-take"), sent)

    proposal.refresh_from_db()
    assert answer["Location"] == url("change", proposal.pk)
    told = (proposal.state, proposal.answered_by, proposal.reason)
    assert told == ("not_taken", secretary, "Trop tard.")
    ((recipient, subject, body),) = letters()
    assert (recipient, subject, body.splitlines()[0]) == (
        "rui@example.org",
        "La réponse",
        "Bonjour.",
    )
    assert link_of_proposal(proposal).replace("/en/", "/fr/") in body


def test_who_does_not_take_a_proposal_up_says_why(client, secretary, proposal):
    page = client.post(url("answer", proposal.pk, "do-not-take"), {"note": ""})

    assert texts(page, '//*[contains(@class, "error-summary")]//a') == ["Say why"]


def test_what_is_taken_up_stands_on_the_page_of_its_project_at_once(client, proposal):
    page = proposal.project.get_absolute_url()
    before = client.get(page)

    services.answer(TAKE, proposal, by=make_secretary(), letter=LETTER)

    after = client.get(page, headers={"if-none-match": before["ETag"]})
    titles = [texts(one, '//section[@aria-labelledby="proposals"]//h3') for one in (before, after)]
    assert titles == [[], ["A garden"]]


def test_only_the_secretariat_answers_and_nobody_their_own(proposal):
    own = make_secretary(email="rui@example.org")

    with pytest.raises(PermissionDenied):
        services.answer(TAKE, proposal, by=make_user(Role.BOARD), letter=LETTER)
    with pytest.raises(MoveRefused, match="your own proposal"):
        services.answer(TAKE, proposal, by=own, letter=LETTER)

    assert letters() == []


def test_the_board_reads_and_has_no_button(client, proposal):
    client.force_login(make_user(Role.BOARD))

    page = client.get(url("change", proposal.pk))

    assert page.status_code == 200
    assert values(page, '//div[@class="review-moves"]/a/@href') == []
    assert client.get(url("answer", proposal.pk, "take")).status_code == 403


def test_a_proposal_says_all_that_is_known_of_it(client, secretary):
    member = make_proposer(name="Escola de Odemira")
    proposal = make_proposal(member=member, suspicion="honeypot", text="Plant\n\n<b>trees</b>")

    page = client.get(url("change", proposal.pk))

    assert texts(page, '//p[contains(@class, "notice")]') == [
        "Perhaps no person has sent it: a field that people do not see was filled in"
    ]
    assert texts(page, '//div[@class="review-moves"]/a') == [
        "Take the proposal up",
        "Do not take the proposal up",
    ]
    assert "&lt;b&gt;trees&lt;/b&gt;" in page.text
    assert "Escola de Odemira" in page.text


def test_a_proposal_that_was_withdrawn_meanwhile_is_not_answered(client, secretary, proposal):
    services.withdraw(proposal)

    sent = {"letter-subject": "A", "letter-body": "B"}
    page = client.post(url("answer", proposal.pk, "take"), sent, follow=True)

    assert "Not possible any more: this is now “Withdrawn”." in page.text
    assert letters() == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_wins(proposal):
    refused, colleagues = [], [make_secretary(), make_secretary()]

    def answer(given, by):
        try:
            mine = Proposal.objects.get(pk=proposal.pk)
            services.answer(given, mine, by=by, letter=LETTER, note="Because.")
        except MoveRefused as refusal:
            refused.append(str(refusal))
        connection.close()

    threads = [
        threading.Thread(target=answer, args=pair)
        for pair in zip((TAKE, DO_NOT_TAKE), colleagues, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(refused), len(letters())) == (1, 1)

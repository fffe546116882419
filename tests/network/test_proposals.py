"""Proposals of members: sent once, confirmed by a button, withdrawn by the same link."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from moves.services import MoveRefused
from network.models import Proposal
from network.projects import chores, services
from outbox.models import OutgoingEmail
from outbox.rendering import render
from tests.membership.factories import make_member
from tests.network.factories import (
    ALWAYS,
    link_of_proposal,
    make_open_project,
    make_project,
    make_proposal,
    make_proposer,
    proposal_words,
)
from tests.pages import texts

pytestmark = pytest.mark.django_db

TAKEN_BACK = "This proposal was answered already."


@pytest.fixture(autouse=True)
def _person_takes_time(settings):
    settings.SECONDS_A_PERSON_NEEDS = 0


@pytest.fixture
def project():
    return make_open_project(title_en="Right choices")


@pytest.fixture
def member():
    return make_proposer()


def propose(client, project, by, **words):
    url = f"{project.get_absolute_url()}propose/"
    return client.post(url, proposal_words(by, **words))


def errors(page):
    return texts(page, '//*[contains(@class, "error-summary")]//a')


def letters():
    return [(letter.recipient, letter.template) for letter in OutgoingEmail.objects.order_by("pk")]


def test_a_proposal_is_kept_and_its_address_asked_to_confirm(client, project, member):
    page = propose(client, project, member)

    proposal = Proposal.objects.get()
    assert texts(page, "//h1") == ["Confirm your proposal"]
    assert texts(page, '//dl[contains(@class, "facts")]//dd') == [
        f"PR{proposal.pk}",
        "A garden for all",
    ]
    assert (proposal.state, proposal.member, proposal.project) == ("unconfirmed", member, project)
    assert letters() == [("rui@example.org", "network/email/proposal_confirm")]


def test_the_letter_to_an_address_that_is_not_confirmed_has_no_word_of_who_wrote_it(
    client, project, member
):
    propose(client, project, member, title="BUY NOW", text="https://evil.example", name="Evil")

    letter = OutgoingEmail.objects.get()
    subject, body = render(letter)

    assert subject == f"[Action needed] Confirm your proposal PR{Proposal.objects.get().pk}"
    assert [word in body for word in ("BUY NOW", "evil.example", "Evil")] == [False] * 3
    assert "BUY NOW" not in str(letter.context)


def test_the_letter_speaks_the_language_of_who_proposes(client, member):
    project = make_open_project(title_en="Right choices", title_fr="Les bons choix")

    propose(client, project, member, language="fr")

    letter = OutgoingEmail.objects.get()
    assert (letter.language, letter.context["project"]) == ("fr", "Les bons choix")


def test_what_is_missing_or_wrong_is_said_and_what_was_typed_is_kept(client, project, member):
    page = propose(client, project, member, title="", member="M999", email="x", language="xx")

    assert errors(page) == [
        "Say in one line what you propose",
        "No member of the network has this code",
        "Enter an e-mail address in the form name@example.org",
        "Choose the language in which we write to you",
    ]
    assert texts(page, "//title") == ["Error: Make a proposal for Right choices – TOGETHER"]
    assert texts(page, '//textarea[@name="text"]') == ["Plant a garden."]
    assert Proposal.objects.count() == 0


@pytest.mark.parametrize(
    "code", ["M0", "M" + "9" * 30, "m٣", "T1", "P1", "12", "M1 OR 1=1", "\x00"]
)
def test_a_code_that_is_of_no_member_is_refused(client, project, member, code):
    assert propose(client, project, member, member=code).status_code == 200
    assert Proposal.objects.count() == 0


def test_a_member_that_the_directory_does_not_show_may_propose_a_lapsed_one_not(client, project):
    hidden = make_member("person", name="Secret Person", is_public=False, periods=ALWAYS)
    lapsed = make_member(periods=[("2014-01-01", "2014-12-31")])

    page = propose(client, project, hidden, token="one")
    propose(client, project, lapsed, token="two")

    assert [proposal.member for proposal in Proposal.objects.all()] == [hidden]
    assert "Secret Person" not in page.text


def test_a_form_sent_twice_is_one_proposal_with_one_letter_and_the_same_receipt(
    client, project, member
):
    words = proposal_words(member)
    url = f"{project.get_absolute_url()}propose/"

    first, second = (client.post(url, words) for _twice in range(2))

    assert texts(first, "//dd") == texts(second, "//dd")
    assert (Proposal.objects.count(), len(letters())) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_ten_who_press_at_once_make_one_proposal(project, member):
    said = {"name": "Rui", "email": "rui@example.org", "title": "A", "text": "B", "language": "en"}

    def send():
        services.propose(project, once="same", member=member, suspicion="", **said)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Proposal.objects.count(), len(letters())) == (1, 1)


def test_limits_keep_what_was_typed(client, project, member, settings):
    settings.SENDS_A_DAY_PER_MAIL = 0

    page = propose(client, project, member)

    assert (page.status_code, Proposal.objects.count()) == (429, 0)
    assert texts(page, '//textarea[@name="text"]') == ["Plant a garden."]


@pytest.mark.parametrize("days", [None, -1])
def test_a_project_that_takes_none_says_so(client, member, days):
    until = days and timezone.localdate() + timedelta(days=days)
    project = make_project(takes_proposals_until=until)

    page = propose(client, project, member)

    assert texts(page, "//h1") == ["No proposals are taken now"]
    assert Proposal.objects.count() == 0


def test_a_draft_takes_none(client, member):
    project = make_open_project(published_on=None)

    assert propose(client, project, member).status_code == 404


def test_the_link_shows_a_button_and_only_the_button_confirms(client, project, member):
    proposal = make_proposal(project, state="unconfirmed", member=member, email="a@example.org")
    url = link_of_proposal(proposal)

    client.get(url)
    proposal.refresh_from_db()
    looked = proposal.state
    answers = [client.post(url, {"act": "confirm"}).status_code for _twice in range(2)]

    proposal.refresh_from_db()
    assert (looked, answers, proposal.state) == ("unconfirmed", [302, 302], "open")
    assert letters() == [("a@example.org", "network/email/proposal_receipt")]


def test_a_proposal_is_withdrawn_until_it_is_answered(client):
    waiting, taken = make_proposal(), make_proposal(state="taken")

    client.post(link_of_proposal(waiting), {"act": "withdraw"})
    page = client.post(link_of_proposal(taken), {"act": "withdraw"}, follow=True)

    states = [Proposal.objects.get(pk=one.pk).state for one in (waiting, taken)]
    assert states == ["withdrawn", "taken"]
    assert TAKEN_BACK in page.text


def test_what_was_withdrawn_is_not_confirmed_any_more():
    proposal = make_proposal(state="withdrawn", confirmed_at=None)

    with pytest.raises(MoveRefused):
        services.confirm(proposal)


@pytest.mark.parametrize("token", ["x", "1", "1.x", "9" * 400, "%00", "..%2f"])
def test_a_forged_link_leads_nowhere(client, token):
    make_proposal()

    assert client.get(f"/en/projects/proposals/{token}/").status_code == 404


def test_another_act_does_nothing(client):
    proposal = make_proposal()

    assert client.post(link_of_proposal(proposal), {"act": "take"}).status_code == 404


def old(proposal, **days):
    """Let the days of a proposal lie so many days back."""
    now = timezone.now()
    given = {name: now - timedelta(days=number) for name, number in days.items()}
    Proposal.objects.filter(pk=proposal.pk).update(**given)


def test_the_worker_forgets_what_nobody_confirmed_and_whom_old_answers_went_to(client):
    stays = {
        "new unconfirmed": (make_proposal(state="unconfirmed"), {"sent_at": 29}),
        "old open": (make_proposal(), {"sent_at": 400}),
        "new answer": (make_proposal(state="not_taken"), {"answered_at": 364}),
        "old taken": (make_proposal(state="taken", title="A garden"), {"answered_at": 366}),
    }
    goes = {
        "old unconfirmed": (make_proposal(state="unconfirmed"), {"sent_at": 31}),
        "old withdrawn": (make_proposal(state="withdrawn"), {"sent_at": 31}),
        "old answer": (make_proposal(state="not_taken"), {"answered_at": 366}),
    }
    for proposal, days in (*stays.values(), *goes.values()):
        services.emails.receipt(proposal)
        old(proposal, **days)

    done = [chores.do_all() for _twice in range(2)]

    assert done == [{"proposals forgotten": 4}, {"proposals forgotten": 0}]
    kept = Proposal.objects.order_by("pk")
    assert [one.pk for one in kept] == [proposal.pk for proposal, _days in stays.values()]
    erased = kept.get(title="A garden")
    assert (erased.name, erased.email, erased.text, erased.state) == ("", "", "", "taken")
    assert erased.member is not None
    about = sorted(OutgoingEmail.objects.values_list("about", flat=True))
    named = [stays[name][0].pk for name in ("new unconfirmed", "old open", "new answer")]
    assert about == sorted(f"proposal {pk}" for pk in named)

"""Networks in the admin: a coordinator keeps their own, and sees nothing else."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from applications import digest, waiting
from applications.workflow import State
from membership.models import Network, NetworkRequest
from outbox.models import OutgoingEmail
from tests.applications.factories import make_application, make_secretary, make_user
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.membership.factories import make_member
from tests.membership.networks.factories import (
    ALWAYS,
    make_coordinator,
    make_network,
    make_network_request,
    make_shown_member,
    put_in,
)
from tests.pages import texts, values

pytestmark = pytest.mark.django_db


def url(page, *args):
    return reverse(f"admin:membership_network_{page}", args=args)


@pytest.fixture
def network():
    return make_network(name="Sul")


@pytest.fixture
def coordinator(client, network):
    user = make_coordinator(network)
    client.force_login(user)
    return user


def test_the_first_page_of_a_coordinator_has_their_networks_and_who_waits(
    client, network, coordinator
):
    make_application(State.SUBMITTED)
    other = make_network(name="Other")
    make_network_request(network, territory=make_territory("Sintra"))
    make_network_request(network, territory=make_territory("Unconfirmed"), state="unconfirmed")
    make_network_request(other, territory=make_territory("Of others"))

    page = client.get("/en/admin/")

    assert [text.split(" · ")[:2] for text in texts(page, '//div[@class="what-waits"]//li')] == [
        ["Sintra", "Sul"],
        ["Sul", "Public"],
    ]
    assert values(page, '//div[@id="recent-actions-module"]/@id') == []


def test_a_coordinator_sees_no_list_but_that_of_their_networks(client, network, coordinator):
    make_network(name="Other")
    models = [model._meta for model in admin.site._registry]
    lists = {
        meta.model_name: client.get(
            reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        ).status_code
        for meta in models
    }

    page = client.get(url("changelist"))

    assert {name for name, status in lists.items() if status == 200} == {"network"}
    assert {status for name, status in lists.items() if name != "network"} == {403}
    assert texts(page, '//th[contains(@class, "field-name")]') == ["Sul"]


def test_a_coordinator_writes_what_the_network_says_of_itself_and_no_more(
    client, network, coordinator
):
    sent = {
        "description": "Words.",
        "description_language": "en",
        "contact_email": "office@example.org",
        "name": "Stolen",
        "slug": "stolen",
        "kind": "mixed",
        "country": "FR",
        "coordinators": [make_coordinator().pk],
        "why": "We met.",
    }

    answer = client.post(url("change", network.pk), sent)

    network.refresh_from_db()
    assert answer.status_code == 302
    assert (network.description, network.contact_email) == ("Words.", "office@example.org")
    assert (network.name, network.kind, network.country.code) == ("Sul", "national", "PT")
    assert list(network.coordinators.all()) == [coordinator]
    record = network.history.get()
    assert (record.move, record.role, record.note.text) == ("edit", "coordinator", "We met.")


def test_the_page_of_a_coordinator_names_no_colleague(client, network, coordinator):
    make_coordinator(network, name="Someone Else", email="other@example.org")

    page = client.get(url("change", network.pk))

    assert "Someone Else" not in page.text
    assert "other@example.org" not in page.text


def test_the_history_tells_a_coordinator_no_note_on_who_coordinates(client, network, coordinator):
    sent = {"name": "Sul", "slug": network.slug, "kind": "national", "country": "PT"}
    chosen = [coordinator.pk, make_coordinator(name="Someone Else").pk]
    of_secretariat, history = Client(), url("history", network.pk)
    of_secretariat.force_login(make_secretary())
    of_secretariat.post(url("change", network.pk), {**sent, "coordinators": chosen, "why": "New."})
    client.post(url("change", network.pk), {"contact_email": "a@example.org", "why": "We met."})

    notes = [texts(page, "//td[5]") for page in (of_secretariat.get(history), client.get(history))]

    assert "Someone Else" in notes[0][1]
    assert notes[1] == ["We met.", ""]


def test_who_loses_the_role_loses_the_network(client, network, coordinator):
    coordinator.roles = [Role.BOARD]
    coordinator.save()
    of_board = client.post(url("change", network.pk), {"why": "x"}).status_code
    coordinator.roles = []
    coordinator.save()

    assert of_board == 403
    assert client.get(url("change", network.pk)).status_code == 302


def test_the_secretariat_enters_a_network_and_who_coordinates_it(client):
    client.force_login(make_secretary())
    person = make_coordinator(name="Ana")
    sent = {
        "name": "TOGETHER Portugal",
        "slug": "together-portugal",
        "kind": "national",
        "country": "PT",
        "coordinators": [person.pk],
        "why": "The board decided.",
    }

    client.post(url("add"), sent)

    network = Network.objects.get()
    assert (network.state, list(network.coordinators.all())) == ("draft", [person])
    assert network.notes.get().text == "The board decided.\nCoordinators: Ana"


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "thematic"},
        {"country": ""},
        {"slug": "request"},
        {"name": "x" * 500},
        {"description": "Without a language."},
    ],
)
def test_a_network_that_does_not_fit_its_kind_is_refused_in_words(client, changes):
    client.force_login(make_secretary())
    sent = {"name": "A", "slug": "a", "kind": "national", "country": "PT", "why": "x", **changes}

    page = client.post(url("add"), sent)

    assert (page.status_code, Network.objects.count()) == (200, 0)


def test_only_who_has_the_role_can_be_made_a_coordinator(client, network):
    client.force_login(make_secretary())
    make_user(Role.BOARD, name="Of the board")
    make_coordinator(name="Can be")

    page = client.get(url("change", network.pk))

    assert texts(page, '//div[@id="id_coordinators"]//label') == ["Can be"]


def test_a_request_is_accepted_with_the_letter_that_was_read(client, network, coordinator):
    asked = make_network_request(network, territory=make_territory("Sintra"))
    address = url("answer", network.pk, asked.pk, "accept")

    client.get(address)
    preview = client.post(address, {"note": ""})
    before = NetworkRequest.objects.get().state
    letter = {"letter-subject": "Welcome", "letter-body": "Good day, Sintra."}
    answer = client.post(address, {"note": "", **letter})
    again = client.post(address, {"note": "", **letter})

    assert "Sintra belongs to Sul" in texts(preview, '//textarea[@name="letter-body"]')[0]
    assert (before, NetworkRequest.objects.get().state) == ("open", "accepted")
    assert answer.url == again.url == url("request", network.pk, asked.pk)
    assert [one.context["body"] for one in OutgoingEmail.objects.all()] == ["Good day, Sintra."]
    assert str(network.memberships.get().entry) == "Sintra"


def test_a_decline_needs_a_reason_and_the_letter_says_it(client, network, coordinator):
    asked = make_network_request(network)
    address = url("answer", network.pk, asked.pk, "decline")

    without = client.post(address, {"note": ""})
    preview = client.post(address, {"note": "It is in Spain."})

    assert "Say why" in without.text
    assert "It is in Spain." in texts(preview, '//textarea[@name="letter-body"]')[0]


@pytest.mark.parametrize("page", ["entries", "suggestions", "requests"])
@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_of_a_network_ask_as_often_for_three_rows_as_for_one(
    client, network, coordinator, page, number, django_assert_num_queries
):
    for _ in range(number):
        actor = make_collective_actor()
        put_in(network, platform=make_platform("", collective_actor=actor))
        make_platform("", collective_actor=make_collective_actor())
        make_network_request(network)
    client.get(url(page, network.pk))

    with django_assert_num_queries({"entries": 11, "suggestions": 9, "requests": 7}[page]):
        client.get(url(page, network.pk))


def test_an_entry_is_added_by_its_code_and_taken_out_with_a_reason(client, network, coordinator):
    place = make_territory("Sintra")

    client.post(url("entries", network.pk), {"entry": f"T{place.pk}", "note": "By telephone."})
    there = network.memberships.get()
    client.post(url("remove", network.pk, there.pk), {"note": ""})
    still = network.memberships.count()
    client.post(url("remove", network.pk, there.pk), {"note": "It left."})

    assert (there.came, still, network.memberships.count()) == ("coordinator", 1, 0)


def test_a_coordinator_finds_no_entry_that_is_not_public_and_the_secretariat_does(
    client, network, coordinator
):
    hidden = make_member(periods=ALWAYS)
    code = {"entry": f"M{hidden.pk}"}

    client.post(url("entries", network.pk), code)
    by_coordinator = network.memberships.count()
    client.force_login(make_secretary())
    client.post(url("entries", network.pk), code)

    assert (by_coordinator, network.memberships.count()) == (0, 1)


def test_what_fits_is_suggested_and_added_by_a_button(client, network, coordinator):
    fits, inside = make_territory("Sintra", country="PT"), make_territory("Faro", country="PT")
    other = make_territory("Lyon", country="FR")
    make_territory("Draft", country="PT", state="draft")
    put_in(network, territory=inside)
    address = f"{url('suggestions', network.pk)}?sort=territory"

    page = client.get(address)
    for place in (fits, other):
        client.post(address, {"entry": f"T{place.pk}"})

    assert texts(page, '//th[@scope="row"]') == ["Sintra"]
    rows = network.memberships.order_by("pk").values_list("territory__name", "came")
    assert list(rows) == [("Faro", "coordinator"), ("Sintra", "suggested")]


def test_by_kind_of_actor_members_and_platforms_of_actors_fit(client):
    network = make_network("actors", actor_kind="school")
    client.force_login(make_coordinator(network))
    make_platform("Of a school", collective_actor=make_collective_actor(kind="school"))
    make_platform("Of a place")
    make_shown_member(name="A school", kind="school")
    make_shown_member(name="An association")

    found = {
        sort: texts(
            client.get(f"{url('suggestions', network.pk)}?sort={sort}"), '//th[@scope="row"]'
        )
        for sort in ("platform", "territory", "member", "odd")
    }

    assert found == {
        "platform": ["Of a school"],
        "territory": [],
        "member": ["A school"],
        "odd": ["Of a school"],
    }


def test_the_whole_network_has_no_entries_or_requests_to_keep(client):
    whole = make_network("whole")
    client.force_login(make_secretary())

    pages = [client.get(url(page, whole.pk)).status_code for page in ("entries", "requests")]

    assert pages == [404, 404]


def test_nothing_of_applications_is_told_to_who_only_coordinates():
    user = make_coordinator()
    application = make_application(State.IN_REVIEW)
    asked = {"asked_by": make_secretary(), "asked_of": user, "question": "Well?"}
    application.opinions.create(**asked)

    day = application.state_since.date()
    assert (waiting.parts_for(user), digest.parts_for(user, day)) == ([], [])


@pytest.mark.parametrize(
    "query",
    [
        "?page=x",
        "?sort=%00",
        "?kind__exact=x&o=99",
        "?q=%27%00",
        "?coordinators__email__startswith=a",
    ],
)
def test_an_odd_address_is_no_fault(client, network, coordinator, query):
    answers = {client.get(f"{url('changelist')}{query}").status_code}
    answers.add(client.get(f"{url('suggestions', network.pk)}{query}").status_code)

    assert answers <= {200, 302, 400}

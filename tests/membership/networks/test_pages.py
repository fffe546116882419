"""Networks in public: who is shown, in how many queries, and how one asks to join."""

import pytest
from django.core import mail
from django.utils import timezone
from lxml import etree

from applications.abuse import stamp
from membership.models import NetworkMembership, NetworkRequest
from outbox.models import OutgoingEmail
from outbox.rendering import render
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.membership.factories import make_member
from tests.membership.networks.factories import (
    ALWAYS,
    join_words,
    link_of,
    make_coordinator,
    make_network,
    make_network_request,
    make_shown_member,
    put_in,
)
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

ENTRIES = '//ol[contains(@class, "entries")]//h3'
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def _person_takes_time(settings):
    settings.SECONDS_A_PERSON_NEEDS = 0


def join(client, network, **words):
    return client.post(f"{network.get_absolute_url()}join/", join_words(**words))


def errors(page):
    return texts(page, '//*[contains(@class, "error-summary")]//a')


def test_the_list_shows_public_networks_by_name_and_filters_them(client):
    make_network(name="TOGETHER Portugal")
    make_network("actors", name="Schools", actor_kind="school")
    make_network(name="Hidden", state="draft")
    make_network(name="Over", state="closed")

    found = {
        query: texts(client.get(f"/en/networks/{query}"), ENTRIES)
        for query in ("", "?kind=actors", "?country=PT", "?q=SCHOOL", "?q=%00&kind=x", "?q=x")
    }

    both = ["Schools", "TOGETHER Portugal"]
    assert found == {
        "": both,
        "?kind=actors": ["Schools"],
        "?country=PT": ["TOGETHER Portugal"],
        "?q=SCHOOL": ["Schools"],
        "?q=%00&kind=x": both,
        "?q=x": [],
    }


def test_a_network_shows_who_is_public_today(client):
    network = make_network(
        contact_email="office@example.org", description="Words.", description_language="en"
    )
    make_coordinator(network, name="Coordinating Person", email="person@example.org")
    shown = [
        {"territory": make_territory("Sintra")},
        {"platform": make_platform("Mesa")},
        {"member": make_shown_member(name="Escola")},
        {"member": make_shown_member(category="person", name="Person who agreed")},
    ]
    hidden = [
        {"territory": make_territory("Draft", state="draft")},
        {"platform": make_platform("Of a draft", territory=make_territory(state="draft"))},
        {"member": make_member(name="Not shown", periods=ALWAYS)},
        {"member": make_member("person", name="Private person", periods=ALWAYS)},
        {"member": make_member(name="Lapsed", is_public=True)},
    ]
    for entry in [*shown, *hidden]:
        put_in(network, **entry)

    page = client.get(network.get_absolute_url())

    assert texts(page, ENTRIES) == ["Escola", "Mesa", "Person who agreed", "Sintra"]
    assert texts(page, '//dl[@class="facts"]//dd[@class="num"]') == ["1", "1", "2", "1"]
    assert "office@example.org" in page.text
    assert "Coordinating" not in page.text
    assert "person@example.org" not in page.text


@pytest.mark.parametrize("state", ["draft", "closed"])
@pytest.mark.parametrize("way", ["", "feed/", "join/"])
def test_a_network_that_is_not_public_is_not_there(client, state, way):
    network = make_network(state=state)

    assert client.get(f"{network.get_absolute_url()}{way}").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("way", ["", "feed/"])
def test_a_network_asks_at_most_five_queries(client, number, way, django_assert_num_queries):
    network = make_network(parent=make_network("whole"))
    for _ in range(number):
        actor = make_collective_actor()
        put_in(network, territory=make_territory())
        put_in(network, platform=make_platform("", collective_actor=actor))
        put_in(network, member=make_shown_member())

    with django_assert_num_queries(5):
        client.get(f"{network.get_absolute_url()}{way}")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_networks_as_for_one(
    client, number, django_assert_num_queries
):
    for _ in range(number):
        make_network()

    with django_assert_num_queries(4):
        client.get("/en/networks/")


def test_many_entries_go_on_on_further_pages(client):
    network = make_network()
    for number in range(26):
        put_in(network, territory=make_territory(f"Place {number:02}"))

    pages = [texts(client.get(f"{network.get_absolute_url()}?page={n}"), ENTRIES) for n in (1, 2)]

    assert pages == [[f"Place {number:02}" for number in range(25)], ["Place 25"]]


def test_to_the_whole_network_belong_the_members_and_one_joins_it_by_membership(client):
    whole = make_network("whole")
    make_shown_member()
    make_member()

    page = client.get(whole.get_absolute_url())

    assert texts(page, '//dd[@class="num"]') == ["1", "1"]
    assert client.get(f"{whole.get_absolute_url()}join/").url == "/en/join/"


def test_a_page_is_not_sent_again_until_something_changes(client):
    network = make_network()
    address = network.get_absolute_url()
    tag = client.get(address)["ETag"]

    again = client.get(address, headers={"If-None-Match": tag})
    put_in(network, territory=make_territory("New"))
    after = client.get(address, headers={"If-None-Match": tag})

    assert (again.status_code, after.status_code) == (304, 200)


def test_the_feed_tells_who_joined_and_what_changed_of_places(client):
    network = make_network(name="Sul")
    place, member = make_territory("Sintra & <Sul>"), make_shown_member(name="Escola")
    put_in(network, territory=place)
    put_in(network, member=member)
    put_in(network, member=make_member(name="Not shown", periods=ALWAYS))
    place.changed_at = timezone.now()
    place.save()
    member.save()

    feed = etree.fromstring(client.get(f"{network.get_absolute_url()}feed/").content)

    assert [title.text for title in feed.iterfind("atom:entry/atom:title", ATOM)] == [
        "Sintra & <Sul>: the entry has changed",
        "Escola has joined",
        "Sintra & <Sul> has joined",
    ]
    names = [entry.text for entry in feed.iterfind("atom:entry/atom:id", ATOM)]
    assert len(set(names)) == 3


def test_the_page_of_an_entry_names_its_networks_and_those_into_which_it_fits(client):
    inside, fitting = make_network(name="Inside", country="FR"), make_network(name="Fitting")
    make_network(name="Elsewhere", country="ES")
    make_network(name="Hidden", state="draft")
    place = make_territory("Sintra", country="PT")
    put_in(inside, territory=place)

    page = client.get(place.get_absolute_url())

    section = '//section[@aria-labelledby="networks"]'
    assert texts(page, f"{section}//h3") == ["Inside"]
    assert values(page, f"{section}//li/a/@href") == [
        f"{fitting.get_absolute_url()}join/?entry=T{place.pk}"
    ]


def test_a_request_is_sent_confirmed_by_a_button_and_told(client):
    network, platform = make_network(), make_platform("Mesa")
    coordinator = make_coordinator(network)
    page = client.get(f"{network.get_absolute_url()}join/?entry=P{platform.pk}")

    sent = join(client, network, entry=f"p{platform.pk}", words="We teach.")
    asked = NetworkRequest.objects.get()
    subject, letter = render(OutgoingEmail.objects.get())
    looked = client.get(link_of(asked))
    asked.refresh_from_db()
    before = asked.state
    client.post(link_of(asked), {"act": "confirm"})
    asked.refresh_from_db()

    assert values(page, '//input[@name="entry"]/@value') == [f"P{platform.pk}"]
    assert (sent.status_code, looked.status_code, before, asked.state) == (
        200,
        200,
        "unconfirmed",
        "open",
    )
    assert subject == "[Action needed] Confirm your request to join a network"
    assert link_of(asked) in letter
    assert OutgoingEmail.objects.filter(recipient=coordinator.email).count() == 1
    assert mail.outbox == []


def test_a_form_sent_twice_asks_once(client):
    network, place, token = make_network(), make_territory(), stamp()
    words = {"entry": f"T{place.pk}", "token": token}

    answers = [join(client, network, **words).status_code for _ in range(3)]

    assert (answers, NetworkRequest.objects.count(), OutgoingEmail.objects.count()) == (
        [200] * 3,
        1,
        1,
    )


@pytest.mark.parametrize(
    "code", ["", "T", "X1", "T0", "T-1", "T１", "T" + "9" * 30, "T1 OR 1=1", "M\x00", "‮T1"]
)
def test_an_odd_code_is_refused_in_words(client, code):
    network = make_network()

    page = join(client, network, entry=code)

    assert (page.status_code, NetworkRequest.objects.count()) == (200, 0)
    assert len(errors(page)) == 1


def test_of_what_is_not_public_nobody_learns_that_it_is_there(client):
    network = make_network()
    hidden = make_member(periods=ALWAYS)
    draft = make_territory(state="draft")

    said = {
        tuple(errors(join(client, network, entry=code)))
        for code in (f"M{hidden.pk}", f"T{draft.pk}", "M999999", "T999999")
    }

    assert said == {("No entry of the registry or of the directory of members has this code",)}


def test_what_is_in_the_network_is_not_asked_for(client):
    network, place = make_network(), make_territory()
    put_in(network, territory=place)

    assert errors(join(client, network, entry=f"T{place.pk}")) == [
        "This entry belongs to the network already"
    ]


def test_too_many_sendings_are_refused_and_what_was_typed_stays(client, settings):
    settings.SENDS_A_DAY_PER_MAIL = 1
    network, place = make_network(), make_territory()
    join(client, network, entry=f"T{place.pk}")

    page = join(client, network, entry=f"T{place.pk}", words="Once more.")

    assert (page.status_code, NetworkRequest.objects.count()) == (429, 1)
    assert texts(page, '//textarea[@name="words"]') == ["Once more."]


def test_a_trap_that_was_filled_in_is_told_to_who_answers(client):
    network, place = make_network(), make_territory()

    join(client, network, entry=f"T{place.pk}", homepage="https://example.org")

    assert NetworkRequest.objects.get().suspicion == "honeypot"


@pytest.mark.parametrize("token", ["forged", "1", "1.x", "%00", "9" * 300])
def test_a_forged_link_opens_nothing(client, token):
    make_network_request(make_network())

    assert client.get(f"/en/networks/request/{token}/").status_code == 404


def test_a_link_withdraws_what_waits_and_shows_what_became_of_it(client):
    network = make_network()
    waiting = make_network_request(network)
    answered = make_network_request(
        network, state="accepted", answered_by=make_coordinator(network)
    )

    for asked in (waiting, answered):
        client.post(link_of(asked), {"act": "withdraw"})
    odd = client.post(link_of(waiting), {"act": "odd"})

    pages = [client.get(link_of(one)) for one in (waiting, answered)]
    states = [texts(page, '//*[contains(@class,"pill")]')[0] for page in pages]
    assert (states, odd.status_code) == (["Withdrawn", "Accepted"], 404)


def test_the_directory_is_narrowed_to_a_network_by_member_or_by_its_platform(client):
    network, hidden = make_network(slug="sul"), make_network(slug="hidden", state="draft")
    platform = make_platform()
    own = make_shown_member(name="By itself")
    make_shown_member(name="By platform", category="territory", platform=platform)
    make_shown_member(name="Neither")
    put_in(network, member=own)
    put_in(network, platform=platform)
    put_in(hidden, member=own)

    page = client.get("/en/members/?network=sul")
    table = client.get("/en/members/members.csv?network=sul").getvalue().decode()
    none = client.get("/en/members/?network=hidden")
    odd = client.get("/en/members/?network=%00&network=../&network=" + "x" * 200)

    assert texts(page, ENTRIES) == ["By itself", "By platform"]
    assert dict(page.context["answer"].numbers["network"]) == {"sul": 2}
    assert [line.split(",")[0] for line in table.split("\r\n")[1:-1]] == [
        "By itself",
        "By platform",
    ]
    assert texts(none, ENTRIES) == []
    assert len(texts(odd, ENTRIES)) == 3


def test_an_entry_that_is_deleted_leaves_its_networks():
    place = make_territory()
    put_in(make_network(), territory=place)

    place.delete()

    assert NetworkMembership.objects.count() == 0

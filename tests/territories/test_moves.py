"""The moves of the registry in the admin: buttons, pages, what is told."""

import re

import pytest
from django.urls import reverse

from territories import workflow
from territories.services import perform
from tests.applications.factories import make_board_member, make_secretary
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client):
    user = make_secretary()
    client.force_login(user)
    return user


def page_of(thing, page="change", *args):
    name = f"{thing._meta.app_label}_{thing._meta.model_name}"
    return reverse(f"admin:{name}_{page}", args=[thing.pk, *args])


def offered(client, thing):
    """Return the moves for which the page of a record has a button."""
    page = client.get(page_of(thing)).content.decode()
    return re.findall(r'href="[^"]*/move/([a-z-]+)/"', page)


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        ("draft", ["list", "confirm"]),
        ("listed", ["archive", "merge", "confirm"]),
        ("archived", ["relist", "merge"]),
    ],
)
def test_the_page_of_a_place_offers_the_moves_that_are_open(client, secretary, state, moves):
    assert offered(client, make_territory(state=state)) == moves


def test_a_merged_place_is_read_only_and_goes_nowhere(client, secretary):
    territory = make_territory(state="merged", merged_into=make_territory())

    page = client.get(page_of(territory))

    assert (offered(client, territory), page.context["has_change_permission"]) == ([], False)
    assert client.post(page_of(territory), {"name": "Other"}).status_code == 403


def test_platforms_and_actors_offer_theirs(client, secretary):
    platform, actor = make_platform(state="active"), make_collective_actor()

    assert [offered(client, thing) for thing in (platform, actor)] == [
        ["let-rest", "close", "confirm"],
        ["confirm"],
    ]


def test_the_board_is_offered_no_move_and_makes_none(client):
    client.force_login(make_board_member())
    territory = make_territory()

    answer = client.post(page_of(territory, "move", "archive"), {"note": "Because."})

    territory.refresh_from_db()
    assert (offered(client, territory), answer.status_code) == ([], 403)
    assert territory.state == "listed"


@pytest.mark.parametrize("thing", [make_territory, make_platform, make_collective_actor])
def test_looking_at_the_page_of_a_move_makes_none(client, secretary, thing):
    record = thing()

    for name in record.moves:
        client.get(page_of(record, "move", name))

    assert record.history.count() == 0


def test_an_unknown_move_is_not_found(client, secretary):
    for name in ("nowhere", "edit", "follow"):
        assert client.get(page_of(make_territory(), "move", name)).status_code == 404


def test_a_reason_that_is_missing_is_asked_for(client, secretary):
    platform = make_platform(state="active")

    page = client.post(page_of(platform, "move", "close"), {"note": " "})

    platform.refresh_from_db()
    assert platform.state == "active"
    assert texts(page, '//*[@id="error-summary"]//li') == ["Say why"]


def test_a_move_is_made_and_told(client, secretary):
    platform = make_platform(state="active")

    page = client.post(page_of(platform, "move", "close"), {"note": "They ended."}, follow=True)

    platform.refresh_from_db()
    assert texts(page, '//*[@class="messagelist"]/li') == ["The platform is closed now."]
    assert (platform.state, platform.history.get().note.text) == ("closed", "They ended.")


def test_whoever_comes_second_is_told(client, secretary):
    territory = make_territory()
    perform(workflow.ARCHIVE, territory, by=secretary, note="Because.")

    page = client.post(page_of(territory, "move", "archive"), {"note": "Also."}, follow=True)

    assert texts(page, '//*[@class="messagelist"]/li') == [
        "Not possible any more: this is now “Archived”."
    ]


@pytest.mark.parametrize("code", ["T{pk}", "t{pk}", " {pk} "])
def test_a_place_is_merged_into_the_one_of_a_code(client, secretary, code):
    territory, into = make_territory("Odemira"), make_territory("Beja")
    sent = {"into": code.format(pk=into.pk), "note": "Twice."}

    client.post(page_of(territory, "move", "merge"), sent)

    territory.refresh_from_db()
    assert (territory.state, territory.merged_into) == ("merged", into)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "Choose the place that takes this one in"),
        ("T0", "No listed place has this code"),
        ("Beja", "No listed place has this code"),
        ("9" * 30, "No listed place has this code"),
    ],
)
def test_a_code_that_no_listed_place_has_is_told(client, secretary, code, told):
    page = client.post(page_of(make_territory(), "move", "merge"), {"into": code, "note": "Twice."})

    assert texts(page, '//*[@id="error-summary"]//li') == [told]


def test_a_confirmation_asks_on_whose_word(client, secretary):
    actor = make_collective_actor()

    page = client.post(page_of(actor, "move", "confirm"), {"note": ""})
    client.post(page_of(actor, "move", "confirm"), {"note": "The head teacher, by telephone."})

    actor.refresh_from_db()
    record = actor.history.get()
    assert texts(page, '//*[@id="error-summary"]//li') == ["Say who confirmed it"]
    assert (actor.confirmed_at, record.note.text) == (
        record.at,
        "The head teacher, by telephone.",
    )


def test_an_edit_writes_no_state_that_was_read_before_a_move(client, secretary, monkeypatch):
    territory = make_territory("Odemira")
    save = type(territory).save

    def moved_meanwhile(self, *args, **kwargs):
        monkeypatch.setattr(type(territory), "save", save)
        type(territory).objects.filter(pk=territory.pk).update(state="archived")
        return save(self, *args, **kwargs)

    monkeypatch.setattr(type(territory), "save", moved_meanwhile)
    sent = {"name": "Odemira (Beja)", "kind": territory.kind, "country": "PT", "why": "Because."}
    parts = {"descriptions-TOTAL_FORMS": 0, "descriptions-INITIAL_FORMS": 0}
    client.post(page_of(territory), {**sent, **parts})

    territory.refresh_from_db()
    assert (territory.name, territory.state) == ("Odemira (Beja)", "archived")


@pytest.mark.parametrize("odd", ["0", "abc", "9" * 20, "1%00", "-1"])
def test_an_odd_address_of_a_history_is_answered(client, secretary, odd):
    listing = reverse("admin:territories_territory_changelist")

    assert client.get(f"{listing}{odd}/history/").status_code == 404

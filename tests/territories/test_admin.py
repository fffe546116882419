import pytest
from django.urls import reverse

from tests.applications.factories import make_board_member, make_secretary, make_user
from tests.factories import make_collective_actor, make_platform, make_territory

pytestmark = pytest.mark.django_db


def make_thing(name):
    return {
        "territories_territory": make_territory,
        "territories_collectiveactor": make_collective_actor,
        "platforms_platform": make_platform,
    }[name]("Mesa")


REGISTRY = ["territories_territory", "territories_collectiveactor", "platforms_platform"]


def status_of(client, name, page, *args):
    return client.get(reverse(f"admin:{name}_{page}", args=args)).status_code


@pytest.mark.parametrize("name", REGISTRY)
def test_secretariat_and_board_read_the_registry_and_nobody_adds_or_deletes(client, name):
    thing = make_thing(name)

    for person in (make_secretary(), make_board_member()):
        client.force_login(person)
        pages = [
            status_of(client, name, "changelist"),
            status_of(client, name, "change", thing.pk),
            status_of(client, name, "add"),
            status_of(client, name, "delete", thing.pk),
        ]
        assert pages == [200, 200, 403, 403]


@pytest.mark.parametrize("name", REGISTRY)
def test_a_person_without_a_role_does_not_see_the_registry(client, name):
    thing = make_thing(name)
    client.force_login(make_user())

    assert status_of(client, name, "change", thing.pk) == 302


def change(client, territory, **values):
    return client.post(
        reverse("admin:territories_territory_change", args=[territory.pk]),
        {"name": territory.name, "kind": territory.kind, "country": territory.country, **values},
    )


def test_secretariat_edits_facts_and_no_state(client):
    territory = make_territory("Odemira", state="draft")
    client.force_login(make_secretary())

    change(client, territory, name="Odemira (Beja)", state="listed", slug="other", is_sample="on")

    before = (territory.slug, "draft", False)
    territory.refresh_from_db()
    assert territory.name == "Odemira (Beja)"
    assert (territory.slug, territory.state, territory.is_sample) == before


def test_board_does_not_edit(client):
    territory = make_territory("Odemira")
    client.force_login(make_board_member())

    response = change(client, territory, name="Changed")

    territory.refresh_from_db()
    assert (response.status_code, territory.name) == (403, "Odemira")


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", REGISTRY)
def test_lists_ask_as_often_for_three_rows_as_for_one(
    client, name, number, django_assert_num_queries
):
    for _ in range(number):
        parent = make_territory()
        actor = make_collective_actor(territory=make_territory(parent=parent))
        make_platform(territory=parent, collective_actor=actor)
    client.force_login(make_secretary())
    address = reverse(f"admin:{name}_changelist")
    client.get(address)

    with django_assert_num_queries(6):
        client.get(address)

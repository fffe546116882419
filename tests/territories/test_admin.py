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


def errors_of(client, model, thing, **values):
    """Send the page of a record as it came, with some values changed; returns what was wrong."""
    page = reverse(f"admin:{model}_change", args=[thing.pk])
    before = client.get(page).context["adminform"].form.initial
    sent = {field: "" if value is None else value for field, value in before.items()}
    answer = client.post(page, {**sent, **values})
    return dict(answer.context["adminform"].form.errors) if answer.context else {}


def test_a_listed_place_is_not_renamed_to_another_one(client):
    make_territory("Odemira")
    other = make_territory("Beja")
    client.force_login(make_secretary())

    errors = errors_of(client, "territories_territory", other, name="ODÉMIRA")

    assert errors == {"__all__": ["This territory is in the registry already."]}


def test_a_collective_actor_is_not_renamed_to_another_one(client):
    territory = make_territory()
    make_collective_actor("Escola", territory=territory)
    other = make_collective_actor("Liceu", territory=territory)
    client.force_login(make_secretary())

    errors = errors_of(client, "territories_collectiveactor", other, name="ESCOLA")

    assert errors == {"__all__": ["This collective actor is in the registry already."]}


def test_a_platform_of_unknown_state_keeps_its_source(client):
    platform = make_platform(state="not_known", source_url="https://example.org/")
    client.force_login(make_secretary())

    errors = errors_of(client, "platforms_platform", platform, source_url="")

    assert errors == {"__all__": ["A platform whose state is not known needs its source."]}


@pytest.mark.parametrize("name", ["territories_territory", "territories_collectiveactor"])
@pytest.mark.parametrize("half", [{"latitude": "1"}, {"longitude": "1"}])
def test_half_a_position_is_none(client, name, half):
    client.force_login(make_secretary())

    errors = errors_of(client, name, make_thing(name), **half)

    assert errors == {
        "__all__": ["Give both a latitude (-90 to 90) and a longitude (-180 to 180), or neither."]
    }


def test_a_place_never_lies_within_itself(client):
    outer = make_territory("Beja")
    inner = make_territory("Odemira", parent=outer)
    client.force_login(make_secretary())

    found = [
        errors_of(client, "territories_territory", outer, parent=within.pk)
        for within in (outer, inner)
    ]

    assert found == [{"parent": ["A place cannot lie within itself."]}] * 2


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

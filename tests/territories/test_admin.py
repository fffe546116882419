from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from territories.models import Territory
from tests.applications.factories import make_board_member, make_secretary, make_user
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.pages import texts

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
        {
            "name": territory.name,
            "kind": territory.kind,
            "country": territory.country,
            "why": "The town hall wrote.",
            "descriptions-TOTAL_FORMS": 1,
            "descriptions-INITIAL_FORMS": 0,
            **values,
        },
    )


def test_secretariat_keeps_descriptions_in_the_language_they_were_written_in(client):
    territory = make_territory("Odemira")
    client.force_login(make_secretary())
    text = {"descriptions-0-language": "pt", "descriptions-0-text": "Um concelho do litoral."}

    change(client, territory, **text)

    assert list(territory.descriptions.values_list("language", "text")) == [
        ("pt", "Um concelho do litoral.")
    ]


def test_a_board_member_reads_descriptions_and_writes_none(client):
    territory = make_territory("Odemira")
    client.force_login(make_board_member())
    text = {"descriptions-0-language": "pt", "descriptions-0-text": "Um concelho do litoral."}

    answer = change(client, territory, **text)

    assert (answer.status_code, territory.descriptions.count()) == (403, 0)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("wikidata_id", "83898", "Give the Q and its number: Q83898."),
        ("iso_3166_2", "France", "Give the country and the part: FR-68, PT-02."),
        (
            "population",
            "5",
            "Give the number of inhabitants and the year of the count, or neither.",
        ),
        ("website", "ftp://example.org", "Enter a valid URL."),
        (
            "website",
            "https://example.org/\u202ecod.exe",
            "Remove the hidden character after “https://example.org/”.",
        ),
        ("languages", "portuguese!", "Give the code of a language, such as pt or fr-BE."),
    ],
)
def test_what_is_no_code_is_told_in_the_form_and_not_stored(client, field, value, message):
    territory = make_territory("Odemira")
    client.force_login(make_secretary())

    answer = change(client, territory, **{field: value})

    assert message in " ".join(texts(answer, '//*[contains(@class, "errorlist")]'))
    before = getattr(territory, field)
    territory.refresh_from_db()
    assert getattr(territory, field) == before


def test_platforms_within_one_another_are_refused_in_the_form_and_by_the_database(client):
    upper = make_platform("Upper")
    lower = make_platform("Lower", parent=upper)

    upper.parent = lower
    with pytest.raises(ValidationError):
        upper.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        upper.save()


def test_the_database_refuses_a_loop_of_territories_however_long():
    first = make_territory("A")
    second = make_territory("B", parent=first)
    third = make_territory("C", parent=second)

    first.parent = third
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()

    third.parent = None
    third.save()
    first.save()
    assert Territory.objects.get(name="A").parent.name == "C"


@pytest.mark.django_db(transaction=True)
def test_two_who_close_a_loop_from_both_sides_at_once_do_not():
    first, second = make_territory("A"), make_territory("B")
    both_ready = Barrier(2)

    def put(place, parent):
        try:
            with transaction.atomic():
                both_ready.wait(5)
                Territory.objects.filter(pk=place.pk).update(parent=parent)
        except IntegrityError:
            return "refused"
        finally:
            connection.close()
        return "stored"

    with ThreadPoolExecutor(2) as pool:
        ends = [pool.submit(put, first, second), pool.submit(put, second, first)]

    assert sorted(end.result() for end in ends) == ["refused", "stored"]


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
    answer = client.post(page, {**sent, "why": "The town hall wrote.", **values})
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

"""What the database refuses by itself, whoever writes and however."""

import pytest

from territories.models import CollectiveActor, Territory, TerritoryDescription
from tests.factories import make_collective_actor, make_territory
from tests.refusals import names_of, refused_by

pytestmark = pytest.mark.django_db

HALF = "_has_whole_position_or_none"
OF_TERRITORIES = [
    ("territory_kind_is_known", {"kind": "planet"}),
    ("territory_kind_is_known", {"kind": ""}),
    ("territory_state_is_known", {"state": "lost"}),
    (f"territory{HALF}", {"latitude": "38.8"}),
    (f"territory{HALF}", {"longitude": "-9.38"}),
    (f"territory{HALF}", {"latitude": "90.00001", "longitude": "0"}),
    (f"territory{HALF}", {"latitude": "-90.00001", "longitude": "0"}),
    (f"territory{HALF}", {"latitude": "0", "longitude": "180.00001"}),
    (f"territory{HALF}", {"latitude": "0", "longitude": "-180.00001"}),
    ("territory_merged_names_the_other", {"state": "merged"}),
    ("territory_population_names_its_year", {"population": 5}),
    ("territory_population_names_its_year", {"population_year": 2011}),
    ("territory_legacy_code_is_unique", {"legacy_code": "GC7"}),
    ("listed_territory_is_unique", {"name": "Odemira", "admin_area": "Beja"}),
    ("listed_territory_is_unique", {"name": "ODÉMIRA", "admin_area": "béja"}),
    ("territories_territory_slug_key", {"slug": "odemira"}),
]
OF_ACTORS = [
    ("actor_kind_is_known", {"kind": "planet"}),
    (f"collectiveactor{HALF}", {"latitude": "38.8"}),
    (f"collectiveactor{HALF}", {"latitude": "0", "longitude": "181"}),
    ("collective_actor_is_unique", {"name": "escóla"}),
]


@pytest.mark.parametrize(("constraint", "fields"), OF_TERRITORIES)
def test_the_database_refuses_a_territory(constraint, fields):
    make_territory("Odemira", slug="odemira", legacy_code="GC7", admin_area="Beja")

    assert refused_by(make_territory, **fields) == constraint


@pytest.mark.parametrize(("constraint", "fields"), OF_ACTORS)
def test_the_database_refuses_a_collective_actor(constraint, fields):
    actor = make_collective_actor("Escola")

    assert refused_by(make_collective_actor, territory=actor.territory, **fields) == constraint


def test_the_database_refuses_two_descriptions_in_one_language():
    territory = make_territory()
    territory.descriptions.create(language="pt", text="Aqui.")

    constraint = refused_by(territory.descriptions.create, language="pt", text="Ali.")

    assert {constraint} == names_of(TerritoryDescription)


def test_every_constraint_is_tried_here():
    # The trigger is asked first.
    first = {"territory_is_not_its_own_parent"}

    assert {name for name, _fields in OF_TERRITORIES} >= names_of(Territory) - first
    assert {name for name, _fields in OF_ACTORS} == names_of(CollectiveActor)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_the_database_refuses_places_within_one_another(length):
    places = [make_territory()]
    for _ in range(length - 1):
        places.append(make_territory(parent=places[-1]))
    outermost = Territory.objects.filter(pk=places[0].pk)

    constraint = refused_by(outermost.update, parent=places[-1])

    assert constraint == "territories_territory_parents_without_loop"


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Odemira (Beja)"},
        {"kind": "region"},
        {"country": "CV"},
        {"admin_area": "Beja"},
        {"state": "draft"},
        {"state": "archived"},
    ],
    ids=str,
)
def test_places_of_one_name_stand_side_by_side_where_anything_else_tells_them_apart(other):
    make_territory("Odemira")

    make_territory(**{"name": "Odemira", **other})

    assert Territory.objects.count() == 2


def test_a_place_bears_the_name_of_the_one_it_lies_in_and_no_two_within_that_do():
    outer = make_territory("Odemira", admin_area="Alentejo")
    make_territory("Odemira", parent=outer, admin_area="Alentejo")

    constraint = refused_by(make_territory, "Odemira", parent=outer, admin_area="Alentejo")

    assert constraint == "listed_territory_is_unique"

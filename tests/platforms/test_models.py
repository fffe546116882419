"""What the database refuses by itself, whoever writes and however."""

import pytest

from platforms.models import Platform
from platforms.models.platform import Composition
from tests.factories import make_platform
from tests.refusals import names_of, refused_by

pytestmark = pytest.mark.django_db

OF_PLATFORMS = [
    ("platform_state_is_known", {"state": "lost"}),
    ("platform_state_is_known", {"state": ""}),
    ("platform_state_not_known_only_where_imported", {"state": "not_known"}),
    ("platform_aims_name_their_language", {"aims": "Reunir todos."}),
    ("platform_aims_name_their_language", {"aims_language": "pt"}),
    ("platform_process_names_its_language", {"process": "Todos os meses."}),
    ("platform_process_names_its_language", {"process_language": "pt"}),
    ("platforms_platform_slug_key", {"slug": "mesa"}),
]
OF_COMPOSITION = [
    ("composition_kind_is_known", {"kind": "planet", "number": 1}),
    ("composition_counts_somebody", {"kind": "health", "number": 0}),
    ("composition_names_a_kind_once", {"kind": "school", "number": 1}),
]


@pytest.mark.parametrize(("constraint", "fields"), OF_PLATFORMS)
def test_the_database_refuses_a_platform(constraint, fields):
    make_platform("Mesa", slug="mesa")

    assert refused_by(make_platform, **fields) == constraint


@pytest.mark.parametrize(("constraint", "fields"), OF_COMPOSITION)
def test_the_database_refuses_a_part_of_a_composition(constraint, fields):
    platform = make_platform()
    platform.composition.create(kind="school", number=2)

    assert refused_by(platform.composition.create, **fields) == constraint


def test_every_constraint_is_tried_here():
    # The trigger is asked first.
    first = {"platform_is_not_its_own_parent"}

    assert {name for name, _fields in OF_PLATFORMS} >= names_of(Platform) - first
    assert {name for name, _fields in OF_COMPOSITION} == names_of(Composition)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_the_database_refuses_platforms_within_one_another(length):
    groups = [make_platform()]
    for _ in range(length - 1):
        groups.append(make_platform(parent=groups[-1]))
    outermost = Platform.objects.filter(pk=groups[0].pk)

    constraint = refused_by(outermost.update, parent=groups[-1])

    assert constraint == "platforms_platform_parents_without_loop"

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platforms.models import Platform
from platforms.search import PLATFORMS, PlatformQuestion
from territories.map import Area
from territories.models import RegistryVersion
from territories.workflow import Kind, PlatformState
from tests.factories import make_collective_actor, make_platform, make_territory

pytestmark = pytest.mark.django_db

AREAS = [None, Area(-30, 10, 0, 40), Area(0, -90, 180, 90), Area(-180, -90, -179, -89)]


@pytest.fixture
def many():
    kinds, countries, states = list(Kind)[:3], ["PT", "FR", "CV"], list(PlatformState)[:3]
    for number in range(30):
        at = {"latitude": number, "longitude": number * 3 - 40} if number % 4 else {}
        place = make_territory(
            f"{'Vila' if number % 3 else 'Porto'} {number}",
            kind=kinds[number % 3],
            country=countries[number * 7 % 11 % 3],
            **at,
        )
        actor = make_collective_actor(territory=place) if number % 2 else None
        for state in states[: number % 4]:
            make_platform("Roda" if number % 5 else "", territory=place, state=state)
        make_platform("Vila", territory=place, collective_actor=actor, state=states[number % 3])
    make_platform("Vila", territory=make_territory(state="draft"), state=states[0])
    return list(Platform.objects.listed().select_related("territory"))


def fits(platform, question, but=None):
    """Tell whether a platform fits a question, by looking at it; ``but`` is left out."""
    place, has = platform.territory, values_of(platform)
    words = f"{place.folded_name} {platform.folded_local_name}".split()
    is_there = question.area is None or is_within(place, question.area)
    return (
        is_there
        and question.words in ["", *words]
        and all(
            not getattr(question, name) or has[name] in getattr(question, name)
            for name in has
            if name != but
        )
    )


def values_of(platform):
    return {
        "state": platform.state,
        "country": platform.territory.country.code,
        "kind": platform.territory.kind,
        "holder": "actor" if platform.collective_actor_id else "territory",
    }


def is_within(place, area):
    return place.latitude is not None and (
        area.south <= place.latitude <= area.north and area.west <= place.longitude <= area.east
    )


some = {
    "state": st.sets(st.sampled_from(PlatformState), max_size=2),
    "country": st.sets(st.sampled_from(["PT", "FR", "CV", "MA"]), max_size=2),
    "kind": st.sets(st.sampled_from(list(Kind)[:4]), max_size=2),
    "holder": st.sets(st.sampled_from(["territory", "actor"])),
}


@given(
    chosen=st.fixed_dictionaries(some),
    words=st.sampled_from(["", "vila", "porto", "roda"]),
    area=st.sampled_from(AREAS),
)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_counts_agree_with_counting_by_hand(many, chosen, words, area):
    codes = {name: tuple(map(str, values)) for name, values in chosen.items()}
    question = PlatformQuestion(words=words, area=area, **codes)

    answer = PLATFORMS.answer(question, RegistryVersion.objects.now())
    found = PLATFORMS.found(question, alike=answer.alike)

    by_hand = [platform for platform in many if fits(platform, question)]
    assert sorted(platform.pk for platform in found) == sorted(platform.pk for platform in by_hand)
    assert answer.total == len(by_hand)
    assert {name: +numbers for name, numbers in answer.numbers.items()} == {
        name: Counter(values_of(p)[name] for p in many if fits(p, question, but=name))
        for name in some
    }

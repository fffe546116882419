from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from territories import facets
from territories.map import Area
from territories.models import RegistryVersion, Territory
from territories.search import TERRITORIES, TerritoryQuestion
from territories.workflow import Kind, PlatformState
from tests.factories import make_platform, make_territory

pytestmark = pytest.mark.django_db

PLACES = [
    ("Sintra", "PT", "Lisboa"),
    ("Casal de Cambra", "PT", "Lisboa"),
    ("Câmara de Lobos", "PT", "Madeira"),
    ("Tábua", "PT", "Coimbra"),
    ("São João da Madeira", "PT", "Aveiro"),
    ("Odemira", "PT", "Beja"),
    ("Mulhouse", "FR", "Haut-Rhin"),
    ("Réseau Wolf-Wagner", "FR", "Haut-Rhin"),
    ("Strasbourg", "FR", "Bas-Rhin"),
    ("Strasbourg-Koenigshoffen", "FR", "Bas-Rhin"),
    ("L’Haÿ-les-Roses", "FR", "Val-de-Marne"),
    ("Saint-Denis", "FR", "Réunion"),
    ("Saint-Denis-en-Val", "FR", "Loiret"),
    ("Paris 13e", "FR", "Paris"),
    ("München", "DE", "Bayern"),
    ("Çeşme", "TR", "İzmir"),
    ("İzmir", "TR", ""),
    ("Łódź", "PL", ""),
    ("Dębica", "PL", "Podkarpackie"),
    ("Cluj-Napoca", "RO", "Cluj"),
    ("Braine-l’Alleud", "BE", "Brabant wallon"),
    ("Al Hoceima", "MA", ""),
    ("الحسيمة", "MA", ""),
    ("Βόλος", "GR", "Μαγνησία"),
    ("東京都", "JP", ""),
]


@pytest.fixture
def places():
    for name, country, area in PLACES:
        make_territory(name, country=country, admin_area=area)


def ask(**asked):
    """Return the names found, as a page of the list gets them."""
    question = TerritoryQuestion(**asked)
    answer = TERRITORIES.answer(question, RegistryVersion.objects.now())
    return [territory.name for territory in TERRITORIES.found(question, alike=answer.alike)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("sintra", "Sintra"),
        ("SINTRA", "Sintra"),
        ("sin", "Sintra"),
        ("Sintar", "Sintra"),
        ("lisboa sintra", "Sintra"),
        ("camara", "Câmara de Lobos"),
        ("lobos de camara", "Câmara de Lobos"),
        ("camra de lobos", "Câmara de Lobos"),
        ("madeira", "São João da Madeira"),
        ("sao joao", "São João da Madeira"),
        ("tabua", "Tábua"),
        ("Odemirra", "Odemira"),
        ("mulhouse", "Mulhouse"),
        ("Mulhose", "Mulhouse"),
        ("Mulouse", "Mulhouse"),
        ("haut rhin mul", "Mulhouse"),
        ("wagner", "Réseau Wolf-Wagner"),
        ("wolf wagner", "Réseau Wolf-Wagner"),
        ("strasbourg", "Strasbourg"),
        ("strassbourg", "Strasbourg"),
        ("koenigshoffen", "Strasbourg-Koenigshoffen"),
        ("koenigshofen", "Strasbourg-Koenigshoffen"),
        ("hay les roses", "L’Haÿ-les-Roses"),
        ("l'hay", "L’Haÿ-les-Roses"),
        ("saint denis", "Saint-Denis"),
        ("saint denis en", "Saint-Denis-en-Val"),
        ("paris 13", "Paris 13e"),
        ("13e", "Paris 13e"),
        ("munchen", "München"),
        ("Muenchen", "München"),
        ("Cesme", "Çeşme"),
        ("izmir", "İzmir"),
        ("IZMIR", "İzmir"),
        ("lodz", "Łódź"),
        ("debica", "Dębica"),
        ("cluj", "Cluj-Napoca"),
        ("napoca cluj", "Cluj-Napoca"),
        ("braine l'alleud", "Braine-l’Alleud"),
        ("Braine Laleud", "Braine-l’Alleud"),
        ("hoceima", "Al Hoceima"),
        ("الحس", "الحسيمة"),
        ("ΒΟΛΟΣ", "Βόλος"),
        ("東京", "東京都"),
    ],
)
def test_search_forgives_and_puts_the_closest_first(places, words, first):
    assert ask(words=words)[:1] == [first]


@pytest.mark.parametrize("words", ["zzzzzz", "!!!", "'", "\\", "& | !", "a:*", "😀", "t0"])
def test_search_for_what_is_not_there_finds_nothing(places, words):
    assert ask(words=words) in ([], ask(words="a") if words == "a:*" else [])


def test_search_finds_a_place_by_its_code():
    territory = make_territory("Sintra")
    make_territory("Maio")

    assert ask(words=f"T{territory.pk}") == ask(words=f"t{territory.pk}") == ["Sintra"]


def test_names_that_are_only_alike_are_told_to_be_so(places):
    version = RegistryVersion.objects.now()

    held, alike = (
        TERRITORIES.answer(TerritoryQuestion(words=words), version).is_alike
        for words in ("mulhouse", "mulhose")
    )

    assert (held, alike) == (False, True)


def test_search_orders_by_name_as_people_read_it():
    for name in ("Zerket", "Évora", "Ohey", "Ärla", "eden"):
        make_territory(name)

    assert ask() == ["Ärla", "eden", "Évora", "Ohey", "Zerket"]


def test_search_orders_as_asked():
    for name, since, confirmed in (("A", 1, None), ("B", 3, 5), ("C", 2, 9)):
        make_territory(
            name,
            state_since=datetime(2026, 1, since, tzinfo=UTC),
            confirmed_at=confirmed and datetime(2026, 2, confirmed, tzinfo=UTC),
        )

    assert [ask(order=order) for order in ("name", "newest", "confirmed")] == [
        ["A", "B", "C"],
        ["B", "C", "A"],
        ["C", "B", "A"],
    ]


@pytest.fixture
def many():
    kinds, countries, states = list(Kind)[:3], ["PT", "FR", "CV"], list(PlatformState)[:3]
    for number in range(40):
        at = {"latitude": number, "longitude": number * 3 - 40} if number % 4 else {}
        place = make_territory(
            f"{'Vila' if number % 3 else 'Porto'} {number}",
            kind=kinds[number % 3],
            country=countries[number * 7 % 11 % 3],
            **at,
        )
        for state in states[: number % 4]:
            make_platform(territory=place, state=state)
    return list(Territory.objects.all())


def fits(territory, question, but=None):
    """Tell whether a territory fits a question, by looking at it; ``but`` is left out."""
    has = {
        "kind": {territory.kind},
        "country": {territory.country.code},
        "platform": {"with" if territory.platform_states else "without"},
        "state": set(territory.platform_states),
    }
    is_there = question.area is None or is_within(territory, question.area)
    return (
        is_there
        and question.words in territory.folded_name
        and all(
            not getattr(question, name) or has[name] & set(getattr(question, name))
            for name in has
            if name != but
        )
    )


def is_within(territory, area):
    return territory.latitude is not None and (
        area.south <= territory.latitude <= area.north
        and area.west <= territory.longitude <= area.east
    )


AREAS = [None, Area(-30, 10, 0, 40), Area(0, -90, 180, 90), Area(-180, -90, -179, -89)]
some = {
    "kind": st.sets(st.sampled_from(list(Kind)[:4]), max_size=2),
    "country": st.sets(st.sampled_from(["PT", "FR", "CV", "MA"]), max_size=2),
    "platform": st.sets(st.sampled_from(["with", "without"])),
    "state": st.sets(st.sampled_from(PlatformState), max_size=2),
}


@given(
    chosen=st.fixed_dictionaries(some),
    words=st.sampled_from(["", "vila", "porto"]),
    area=st.sampled_from(AREAS),
)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_counts_agree_with_counting_by_hand(many, chosen, words, area):
    codes = {name: tuple(map(str, values)) for name, values in chosen.items()}
    question = TerritoryQuestion(words=words, area=area, **codes)

    answer = TERRITORIES.answer(question, RegistryVersion.objects.now())
    found = TERRITORIES.found(question, alike=answer.alike)

    by_hand = sorted(place.name for place in many if fits(place, question))
    assert sorted(place.name for place in found) == by_hand
    assert answer.total == len(by_hand)
    left = {name: [p for p in many if fits(p, question, but=name)] for name in some}
    assert {name: +numbers for name, numbers in answer.numbers.items()} == {
        "kind": Counter(place.kind for place in left["kind"]),
        "country": Counter(place.country.code for place in left["country"]),
        "platform": Counter("with" if p.platform_states else "without" for p in left["platform"]),
        "state": Counter(state for p in left["state"] for state in p.platform_states),
    }


def test_a_filter_without_choice_lets_everything_pass():
    area = Area(-9, 38, -8, 39)
    rows = [((("a",), ("x", "y")), 2, area), ((("b",), ()), 3, None)]

    assert facets.count(rows, [set(), set()]) == (
        5,
        [Counter({"a": 2, "b": 3}), Counter({"x": 2, "y": 2})],
        [area],
    )


def test_every_change_of_the_registry_has_a_version_of_its_own():
    versions = [RegistryVersion.objects.now()]
    territory = make_territory()
    versions.append(RegistryVersion.objects.now())
    platform = make_platform(territory=territory)
    versions.append(RegistryVersion.objects.now())
    platform.composition.create(kind="school", number=1)
    versions.append(RegistryVersion.objects.now())
    territory.descriptions.create(language="pt", text="Aqui.")
    versions.append(RegistryVersion.objects.now())
    Territory.objects.filter(pk=territory.pk).update(name="Elsewhere")
    versions.append(RegistryVersion.objects.now())

    assert versions == sorted(set(versions))

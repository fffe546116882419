import pytest

from territories.search import Search
from tests.factories import make_territory

pytestmark = pytest.mark.django_db


def test_search_counts_each_filter_as_if_its_own_choice_were_not_made():
    make_territory("Câmara de Lobos", country="PT", kind="municipality")
    make_territory("Maio", country="CV", kind="island")
    make_territory("Fogo", country="CV", kind="island")
    make_territory("Praia", country="CV", kind="municipality")
    make_territory("Draft", country="CV", kind="island", state="draft")

    search = Search(kinds=["island"], countries=["CV"])

    assert [territory.name for territory in search.territories] == ["Fogo", "Maio"]
    assert search.total == 2
    assert {kind: n for kind, n in search.by_kind.items() if n} == {"island": 2, "municipality": 1}
    assert {code: n for code, n in search.by_country.items() if n} == {"CV": 2}


@pytest.mark.parametrize("words", ["câmara", "CAMARA", "lobos de", "mara"])
def test_search_finds_names_without_regard_to_accents_case_and_order(words):
    make_territory("Câmara de Lobos")
    make_territory("Sintra")

    search = Search(words=words)

    assert [territory.name for territory in search.territories] == ["Câmara de Lobos"]


def test_search_orders_by_name_as_people_read_it():
    for name in ("Zerket", "Évora", "Ohey", "Ärla", "eden"):
        make_territory(name)

    names = [territory.name for territory in Search().territories]

    assert names == ["Ärla", "eden", "Évora", "Ohey", "Zerket"]

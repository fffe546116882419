import csv
import io
import json

import pytest
from django.utils import timezone

from platforms.models import Platform
from territories.models import Territory
from territories.workflow import PlatformState
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.pages import texts

pytestmark = pytest.mark.django_db


def test_platform_page_tells_what_the_group_told_in_its_own_language(client):
    platform = make_platform(
        "Mesa de Odemira",
        territory=make_territory("Odemira"),
        state=PlatformState.ACTIVE,
        aims="Reunir todos.\n<b>Juntos</b>",
        aims_language="pt",
    )
    now = timezone.localdate()
    today = f"{now.day} {now:%B %Y}"

    response = client.get(platform.get_absolute_url())

    assert texts(response, "//h1") == ["Mesa de Odemira"]
    assert texts(response, '//*[@class="pill state-active"]') == ["Active"]
    assert texts(response, '//*[@class="written"][@lang="pt"]') == ["Reunir todos. <b>Juntos</b>"]
    assert texts(response, '//*[@class="crumbs"]/li') == ["Territories", "Portugal", "Odemira"]
    assert texts(response, '//dl[@class="facts"]/div') == [
        "Local name Mesa de Odemira",
        "Territory Odemira",
        f"In this state since {today}",
        f"Entered here {today}",
        "Last confirmed Not yet by the platform",
        f"Last changed {today}",
    ]


def test_platform_page_of_a_sample_says_no_more_than_its_source(client):
    platform = make_platform(
        territory=make_territory("Sintra"),
        state=PlatformState.NOT_KNOWN,
        is_sample=True,
        source_url="https://example.org/sintra",
        first_sign_found=2011,
    )
    now = timezone.localdate()
    today = f"{now.day} {now:%B %Y}"

    response = client.get(platform.get_absolute_url())

    assert texts(response, "//h1") == ["Platform of Sintra"]
    assert texts(response, '//*[@class="pill state-not_known"]') == ["Not known"]
    assert texts(response, '//*[@class="notice origin"]//a') == ["See the source at example.org"]
    assert texts(response, '//dl[@class="facts"]/div') == [
        "Local name Not known",
        "Territory Sintra",
        "First sign found 2011",
        f"Entered here {today}",
        "Last confirmed Not yet by the platform",
        f"Last changed {today}",
    ]


def test_platform_page_counts_who_takes_part_and_tells_how_to_reach_it(client):
    platform = make_platform(
        "Mesa",
        process="Reuniões mensais.",
        process_language="pt",
        contact_office="Serviço de ação social",
        contact_email="forum@example.org",
        website="https://example.org/forum",
    )
    platform.composition.create(kind="school", number=2)
    platform.composition.create(kind="inhabitants", number=40)

    response = client.get(platform.get_absolute_url())

    assert texts(response, '//section[@aria-labelledby="process"]/div[@lang="pt"]') == [
        "Reuniões mensais."
    ]
    assert texts(response, '//section[@aria-labelledby="composition"]/dl/div') == [
        "Inhabitants 40",
        "School 2",
    ]
    assert texts(response, '//section[@aria-labelledby="contact"]/dl/div') == [
        "Office Serviço de ação social",
        "E-mail address forum@example.org",
        "Website example.org",
    ]


@pytest.fixture
def groups():
    sintra = make_territory("Sintra", latitude="38.8", longitude="-9.38")
    make_platform("Mesa", territory=sintra, state=PlatformState.ACTIVE)
    make_platform("Forum", territory=make_territory("Maio", country="CV", kind="island"))
    lycee = make_collective_actor("Lycée", territory=sintra)
    make_platform(territory=sintra, collective_actor=lycee, state=PlatformState.CLOSED)
    make_platform("Hidden", territory=make_territory(state="draft"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Forum", "Mesa", "Platform of Lycée"]),
        ("?state=active&state=closed", ["Mesa", "Platform of Lycée"]),
        ("?country=CV", ["Forum"]),
        ("?kind=municipality&holder=actor", ["Platform of Lycée"]),
        ("?holder=territory", ["Forum", "Mesa"]),
        ("?q=mesa", ["Mesa"]),
        ("?q=sint", ["Mesa", "Platform of Lycée"]),
        ("?q=sintar", ["Mesa", "Platform of Lycée"]),
        ("?area=-10,38,-9,39", ["Mesa", "Platform of Lycée"]),
        ("?order=newest", ["Platform of Lycée", "Forum", "Mesa"]),
        ("?q=zzz", []),
    ],
)
def test_the_list_of_platforms_narrows_seeks_and_orders(client, groups, query, found):
    response = client.get("/en/platforms/" + query)

    assert texts(response, '//*[@class="entry"]//h3') == found


def test_the_list_of_platforms_counts_each_filter(client, groups):
    response = client.get("/en/platforms/?state=active")

    assert texts(response, '//*[@class="form-check"]') == [
        "Active 1",
        "Forming 1",
        "Closed 1",
        "Portugal 1",
        "Municipality 1",
        "A territory 1",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_platforms_asks_as_often_for_three_as_for_one(
    client, number, django_assert_num_queries
):
    for _ in range(number):
        actor = make_collective_actor()
        make_platform(territory=actor.territory, collective_actor=actor)

    with django_assert_num_queries(5):
        client.get("/en/platforms/")


def test_files_of_platforms_hold_what_the_list_shows(client, groups):
    table = list(
        csv.DictReader(
            io.StringIO(client.get("/en/platforms/platforms.csv").getvalue().decode(), newline=""),
            strict=True,
        )
    )
    features = json.loads(client.get("/en/platforms/platforms.geojson").getvalue())["features"]

    told = [(row["local_name"], row["territory_name"], row["state"]) for row in table]
    assert told == [
        ("Forum", "Maio", "forming"),
        ("Mesa", "Sintra", "active"),
        ("", "Sintra", "closed"),
    ]
    assert [row["collective_actor"] for row in table] == ["", "", "Lycée"]
    assert [feature["geometry"] for feature in features] == [
        None,
        {"type": "Point", "coordinates": [-9.38, 38.8]},
        {"type": "Point", "coordinates": [-9.38, 38.8]},
    ]


def test_a_territory_knows_the_states_of_its_own_platforms(groups):
    states = Territory.objects.values_list("name", "platform_states").order_by("name")

    assert dict(states.filter(name__in=["Maio", "Sintra"])) == {
        "Maio": ["forming"],
        "Sintra": ["active"],
    }

    mesa = Platform.objects.get(local_name="Mesa")
    Platform.objects.filter(pk=mesa.pk).update(state=PlatformState.DORMANT)
    Platform.objects.filter(local_name="Forum").update(territory=mesa.territory)

    assert dict(states.filter(name__in=["Maio", "Sintra"])) == {
        "Maio": [],
        "Sintra": ["dormant", "forming"],
    }

    Platform.objects.all().delete()

    assert [states for _name, states in states] == [[], [], []]


def test_platform_of_a_collective_actor_bears_its_name(client):
    actor = make_collective_actor("Lycée", territory=make_territory("Mulhouse"))

    response = client.get(
        make_platform(territory=actor.territory, collective_actor=actor).get_absolute_url()
    )

    assert texts(response, "//h1") == ["Platform of Lycée"]


def test_platform_page_asks_eight_times(client, django_assert_num_queries):
    platform = make_platform("Table")

    # The version of the registry, the platform, its composition; days of grace and its member; its
    # networks; what stands beside it: projects and news.
    with django_assert_num_queries(8):
        response = client.get(platform.get_absolute_url())

    assert (response.cookies.output(), response.headers.get("Vary")) == ("", None)


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_a_platform_of_a_territory_that_is_not_listed_has_no_page(client, state):
    platform = make_platform(territory=make_territory(state=state))

    response = client.get(platform.get_absolute_url())

    assert response.status_code == 404

import pytest
from django.utils import timezone

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
        "Last confirmed Not yet by the platform",
        f"Entered here {today}",
        f"Last changed {today}",
    ]


def test_platform_of_a_collective_actor_bears_its_name(client):
    actor = make_collective_actor("Lycée", territory=make_territory("Mulhouse"))

    response = client.get(
        make_platform(territory=actor.territory, collective_actor=actor).get_absolute_url()
    )

    assert texts(response, "//h1") == ["Platform of Lycée"]


def test_platform_page_asks_the_database_once(client, django_assert_num_queries):
    platform = make_platform("Table")

    with django_assert_num_queries(1):
        response = client.get(platform.get_absolute_url())

    assert (response.cookies.output(), response.headers.get("Vary")) == ("", None)


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_a_platform_of_a_territory_that_is_not_listed_has_no_page(client, state):
    platform = make_platform(territory=make_territory(state=state))

    response = client.get(platform.get_absolute_url())

    assert response.status_code == 404

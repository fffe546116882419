"""Projects and plans in public, on the pages of platforms too."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from network.models import Project
from tests.applications.factories import make_secretary
from tests.factories import make_platform, make_territory
from tests.network.factories import (
    make_document,
    make_open_project,
    make_partner,
    make_project,
    make_proposal,
    make_proposer,
)
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LIST = "/en/projects/"


def section(page, name, what="//li"):
    return texts(page, f'//section[@aria-labelledby="{name}"]{what}')


def test_projects_stand_by_years_the_latest_first(client):
    make_project(title_en="Plan 2014", kind="action_plan", first_year=2014, last_year=2014)
    make_project(title_en="Roadmap", kind="roadmap", first_year=2017, last_year=2020)
    make_open_project(title_en="Right choices", first_year=2020)
    make_project(title_en="Draft", published_on=None)

    page = client.get(LIST)

    assert texts(page, '//li[@class="entry"]') == [
        "Right choices Project, since 2020. Takes proposals",
        "Roadmap Roadmap, 2017–2020.",
        "Plan 2014 Action plan, 2014.",
    ]


def test_a_project_shows_what_belongs_to_it_and_is_public(client):
    project = make_project(title_en="Right choices", outcomes_en="<p>A guide.</p>", last_year=2022)
    project.partners.add(make_partner(title_en="Cittaslow"), make_partner(published_on=None))
    project.documents.add(make_document(title_en="The plan"), make_document(published_on=None))
    hidden = make_platform(territory=make_territory(state="draft"))
    project.platforms.add(make_platform("Mesa", territory=make_territory("Odemira")), hidden)

    page = client.get(project.get_absolute_url())

    assert texts(page, '//dl[@class="facts"]/div') == [
        "Kind Project",
        "Years 2020–2022",
        "Partners Cittaslow",
    ]
    assert section(page, "outcomes", "/div") == ["A guide."]
    assert section(page, "documents", "//h3") == ["The plan"]
    assert section(page, "platforms") == ["Mesa Odemira"]
    assert section(page, "propose") == section(page, "proposals") == []


def test_what_came_of_a_project_is_not_invented(client):
    page = client.get(make_project().get_absolute_url())

    assert section(page, "outcomes", "/p") == ["The network has not written this down here yet."]


def test_proposals_that_were_taken_up_name_their_member_but_no_person(client):
    project = make_project()
    school = make_proposer(name="Escola", is_public=True)
    person = make_proposer(category="person", name="Secret Person", is_public=True)
    hidden = make_proposer(name="Hidden body", is_public=False)
    for title, member in (("One", school), ("Two", person), ("Three", hidden), ("Four", None)):
        make_proposal(project, state="taken", title=title, member=member)
    for state in ("open", "not_taken", "unconfirmed", "withdrawn"):
        make_proposal(project, state=state, title="Unread")

    page = client.get(project.get_absolute_url())

    day = f"{timezone.localdate():%-d %B %Y}"
    assert section(page, "proposals") == [
        f"Four By a member, taken up on {day}",
        f"Three By a member, taken up on {day}",
        f"Two By a member, taken up on {day}",
        f"One Escola , taken up on {day}",
    ]


@pytest.mark.parametrize(("days", "is_open"), [(-1, False), (0, True), (9, True)])
def test_members_are_invited_until_the_last_day(client, days, is_open):
    day = timezone.localdate() + timedelta(days=days)
    project = make_project(takes_proposals_until=day)

    page = client.get(project.get_absolute_url())

    ways = [f"{project.get_absolute_url()}propose/"]
    assert values(page, '//section[@aria-labelledby="propose"]//a/@href') == ways * is_open


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_twice_and_a_project_six_times(client, number, django_assert_num_queries):
    for _ in range(number):
        project = make_open_project()
        for _ in range(number):
            project.partners.add(make_partner())
            project.documents.add(make_document(adopted_on="2016-11-04"))
            project.platforms.add(make_platform())
            make_proposal(project, state="taken", member=make_proposer(is_public=True))

    # The version of the registry, the projects.
    with django_assert_num_queries(2):
        client.get(LIST)
    # The version, the project, its partners, platforms, documents, proposals with members.
    with django_assert_num_queries(6):
        client.get(project.get_absolute_url())


def test_a_platform_shows_the_projects_in_which_it_takes_part(client):
    platform = make_platform("Mesa")
    before = client.get(platform.get_absolute_url())
    for title, fields in (
        ("Old", {"first_year": 2014}),
        ("New", {}),
        ("No", {"published_on": None}),
    ):
        make_project(title_en=title, **fields).platforms.add(platform)

    page = client.get(platform.get_absolute_url())

    assert section(before, "projects") == []
    assert section(page, "projects") == ["New Project, since 2020.", "Old Project, since 2014."]


def test_what_stands_beside_a_platform_is_named_in_the_settings():
    assert "network.projects.beside.platform" in settings.BESIDE_PLATFORM
    assert all(callable(import_string(name)) for name in settings.BESIDE_PLATFORM)


def test_the_words_of_outcomes_are_found_without_their_tags():
    project = make_project(title_en="A", outcomes_pt="<p>São</p><p>Tomé</p>")

    assert project.search_key == "a sao tome"


def test_the_secretariat_writes_a_project(client):
    client.force_login(make_secretary())
    platform = make_platform()

    answer = client.post(
        reverse("admin:network_project_add"),
        {
            "title_en": "Right choices",
            "slug": "choices",
            "kind": "project",
            "first_year": "2020",
            "platforms": str(platform.pk),
        },
    )

    assert answer.status_code == 302
    project = Project.objects.get()
    assert (project.title, list(project.platforms.all())) == ("Right choices", [platform])

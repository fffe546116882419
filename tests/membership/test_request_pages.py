"""Each category from its first page to a member, as an applicant and the staff see it."""

import pytest
from django.urls import reverse

from applications import workflow
from applications.workflow import State
from membership.requests import services
from membership.workflow import SECTIONS_OF, Category
from tests.applications.factories import make_secretary
from tests.factories import make_platform, make_territory
from tests.membership.requesting import (
    SENT,
    begin,
    confirm,
    fill_in,
    page_of,
    released,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return make_secretary()


def sent(client, application):
    """Send a request whose pages are filled in."""
    return client.post(reverse("membership:application-check", args=[application.reference]))


def in_review(application, secretary):
    services.perform(workflow.TAKE, application, by=secretary)
    application.refresh_from_db()
    return application


@pytest.mark.parametrize("category", Category, ids=str)
def test_each_category_comes_to_a_member(client, secretary, category):
    platform = make_platform("Mesa de Vila", territory=make_territory("Vila Nova"))
    application = begin(client, category)

    fill_in(client, application, which={"platform": platform.pk})
    answer = sent(client, application)
    confirm(application)
    application = released(in_review(application, secretary), by=secretary)

    names = {
        Category.TERRITORY: "Mesa de Vila",
        Category.PUBLIC_ENTITY: "Câmara Municipal de Exemplo",
        Category.PERSON: "Ana Exemplo",
        Category.BODY: "Associação Exemplo",
    }
    assert answer.url == application.get_absolute_url()
    assert application.state == State.ACCEPTED
    assert (application.member.category, application.member.name) == (category, names[category])


@pytest.mark.parametrize("category", Category, ids=str)
def test_only_the_pages_of_its_category_are_there(client, category):
    application = begin(client, category)
    pages = {page for sent in SENT.values() for page in sent} - {"which"}

    found = {page for page in pages if client.get(page_of(application, page)).status_code == 200}

    assert found == {str(section) for section in SECTIONS_OF[category]}

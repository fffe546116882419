"""Partners in public, with what was agreed with each."""

import pytest
from django.urls import reverse

from network.models import Agreement, Partner
from tests.applications.factories import make_secretary
from tests.network.factories import make_agreement, make_document, make_partner, make_project
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LIST = "/en/partners/"
AGREED = '//section[@aria-labelledby="agreements"]//li'


def test_partners_stand_by_name_with_the_days_of_what_was_agreed(client):
    cities = make_partner(title_en="Cittaslow", summary_en="Towns where living is good.")
    make_agreement(cities, signed_on="2013-11-04", ended_on="2017-11-04")
    make_agreement(cities, signed_on="2018-01-02")
    make_partner(title_en="A school")
    make_partner(title_en="Draft", published_on=None)

    page = client.get(LIST)

    assert texts(page, '//li[@class="entry"]') == [
        "A school",
        "Cittaslow Agreement signed on 2 January 2018. "
        "Agreement signed on 4 November 2013, ended on 4 November 2017. "
        "Towns where living is good.",
    ]


def test_a_partner_says_what_was_agreed_and_what_is_done_together(client):
    partner = make_partner(title_en="Cittaslow", country="IT", website="https://example.org/it")
    deal = make_document(title_en="The agreement")
    hidden = make_document(title_en="Hidden", published_on=None)
    make_agreement(partner, title_en="Partnership", document=deal)
    make_agreement(partner, signed_on="2012-01-01", document=hidden)
    make_project(title_en="Right choices").partners.add(partner)
    make_project(title_en="Draft", published_on=None).partners.add(partner)

    page = client.get(partner.get_absolute_url())

    assert texts(page, AGREED) == [
        "Partnership Agreement signed on 4 November 2013. Document: The agreement",
        "Agreement Agreement signed on 1 January 2012.",
    ]
    assert values(page, f"{AGREED}//a/@href") == [deal.get_absolute_url()]
    assert texts(page, '//dl[@class="facts"]/div') == ["Country Italy", "Website example.org"]
    assert texts(page, '//section[@aria-labelledby="projects"]//h3') == ["Right choices"]


def test_a_list_without_partners_says_so(client):
    assert texts(client.get(LIST), '//div[@class="empty"]//h2') == ["No partner is shown yet"]


def test_a_draft_is_not_there(client):
    partner = make_partner(published_on=None)

    assert client.get(partner.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_three_times_and_a_partner_four(client, number, django_assert_num_queries):
    for _ in range(number):
        partner = make_partner()
        for _ in range(number):
            make_agreement(partner, document=make_document())
            make_project().partners.add(partner)

    # The version of the registry, the partners, their agreements with documents.
    with django_assert_num_queries(3):
        client.get(LIST)
    # The version, the partner, its agreements with documents, its projects.
    with django_assert_num_queries(4):
        client.get(partner.get_absolute_url())


def test_the_secretariat_enters_a_partner_with_an_agreement(client):
    client.force_login(make_secretary())
    first = {"signed_on": "2013-11-04", "title_en": "Partnership"}
    management = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0}

    answer = client.post(
        reverse("admin:network_partner_add"),
        {
            "title_en": "Cittaslow",
            "slug": "cittaslow",
            **{f"agreements-{name}": value for name, value in management.items()},
            **{f"agreements-0-{name}": value for name, value in first.items()},
        },
    )

    assert answer.status_code == 302
    assert [partner.title for partner in Partner.objects.all()] == ["Cittaslow"]
    assert [agreement.title for agreement in Agreement.objects.all()] == ["Partnership"]

"""Every public page says when it last changed, and it is true."""

from datetime import date

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from lxml import etree

from applications.links import Purpose
from applications.workflow import State
from network.models import Page
from tests.applications.browsing import open_link
from tests.applications.factories import make_application
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.membership.factories import make_member
from tests.membership.networks.factories import make_network
from tests.network.factories import make_document, make_event, make_partner, make_project
from tests.network.page_factories import make_milestone, make_page, make_video
from tests.pages import texts

pytestmark = pytest.mark.django_db

RELEASED = date(2020, 2, 29)
CHANGED = date(2024, 6, 30)
# They show no record: they change with a release.
INTERFACE = {"/en/apply/", "/en/join/"}
# What it finds is another thing for each question.
SAYS_NONE = {"/en/search/"}
ALWAYS = [("2014-01-01", "2099-12-31")]


def places(client, address):
    found = etree.fromstring(client.get(address).content)
    return [str(place) for place in found.xpath("//*[local-name()='loc']/text()")]


def public_addresses(client):
    """Return the addresses of every page of the sitemap, in English."""
    found = [one for section in places(client, "/sitemap.xml") for one in places(client, section)]
    inside = [one.removeprefix(settings.SITE_URL) for one in found]
    return [one for one in inside if one.startswith("/en/")]


def told(client, address):
    """Return what a page says of its last change."""
    words = texts(client.get(address), '//footer//p[contains(@class, "end")]')[0]
    return words.partition(". ")[0]


def all_that_changed_on(day):
    """Let every record have changed on one day, as if nothing had been touched since."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns "
            "WHERE column_name = 'changed_at' AND table_schema = 'public'"
        )
        for (table,) in cursor.fetchall():
            if not table.endswith("change"):
                cursor.execute(f"UPDATE {table} SET changed_at = %s", [f"{day}T12:00Z"])  # noqa: S608


@pytest.fixture
def everything():
    """Make one record of each kind that has a page."""
    place = make_territory()
    make_platform(territory=place)
    make_collective_actor(territory=place)
    make_network(name="Of a country", slug="of-a-country")
    make_member(is_public=True, periods=ALWAYS)
    make_page("aims")
    make_page("of-staff")
    make_milestone()
    make_video()
    make_document()
    make_event()
    make_event(kind="training")
    make_partner()
    make_project()


def test_every_public_page_says_when_it_last_changed(client, settings, everything):
    settings.RELEASED_ON = RELEASED
    all_that_changed_on(CHANGED)
    # Figures are counted when somebody looks.
    today = timezone.localdate()
    dated = {day: f"Page last changed on {date_format(day)}" for day in (RELEASED, CHANGED, today)}

    addresses = [one for one in public_addresses(client) if one not in SAYS_NONE]
    said = {address: told(client, address) for address in addresses}

    wrong = {address: words for address, words in said.items() if words not in dated.values()}
    assert wrong == {}
    assert {said[address] for address in INTERFACE} == {dated[RELEASED]}
    assert said["/en/figures/"] == dated[today]
    of_records = [address for address in said if address.count("/") > 3]
    assert [a for a in of_records if said[a] == dated[today]] == []
    assert len(said) > 15


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (lambda: make_territory(slug="x"), "/en/territories/x/"),
        (lambda: make_territory(), "/en/territories/"),
        (lambda: make_territory(), "/en/countries/"),
        (lambda: make_territory(), "/en/countries/pt/"),
        (lambda: make_territory(), "/en/"),
        (lambda: make_platform(slug="x"), "/en/platforms/x/"),
        (lambda: make_platform(), "/en/platforms/"),
        (lambda: make_member(is_public=True, periods=ALWAYS), "/en/members/"),
        (lambda: make_network(slug="x"), "/en/networks/x/"),
        (lambda: make_network(slug="x"), "/en/networks/"),
        (lambda: make_page("x"), "/en/pages/x/"),
        (lambda: make_milestone(), "/en/about/history/"),
        (lambda: make_video(), "/en/about/video/"),
    ],
)
def test_a_page_changes_with_what_it_shows(client, settings, make, address):
    settings.RELEASED_ON = RELEASED
    make()
    all_that_changed_on(CHANGED)

    assert told(client, address) == "Page last changed on 30 June 2024"


def test_a_list_changes_with_its_records_also_where_filters_leave_none(client):
    make_territory()
    all_that_changed_on(CHANGED)

    assert told(client, "/en/territories/?q=nowhere") == "Page last changed on 30 June 2024"


def test_a_list_without_a_record_changed_with_the_release(client, settings):
    settings.RELEASED_ON = RELEASED
    caches["pages"].clear()

    assert told(client, "/en/territories/") == "Page last changed on 29 February 2020"


def test_the_day_is_written_in_the_language_of_the_page(client):
    make_page("aims")
    all_that_changed_on(CHANGED)
    Page.objects.filter(slug="aims").update(title_fr="Buts")

    assert "30 juin 2024" in told(client, "/fr/about/aims/")


def test_an_application_says_since_when_it_stands_so_and_other_pages_for_one_person_say_nothing(
    client,
):
    application = make_application(State.IN_REVIEW)
    open_link(client, application, Purpose.STATUS)
    day = date_format(application.state_since)

    assert told(client, f"/en/applications/{application.reference}/") == (
        f"Page last changed on {day}"
    )
    assert "Page last changed" not in told(client, "/en/applications/link/")

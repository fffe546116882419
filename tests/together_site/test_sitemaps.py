import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings as project_settings
from django.urls import reverse

from network.models import Event, Page
from platforms.models import Platform
from territories.models import Territory
from tests.factories import make_collective_actor, make_platform, make_territory

pytestmark = pytest.mark.django_db

SITE = "https://registry.example.org"
CODES = [code for code, _name in project_settings.LANGUAGES]
# Pages that are there without any record.
FIXED = [
    "",
    "territories/",
    "countries/",
    "platforms/",
    "members/",
    "networks/",
    "figures/",
    "apply/",
    "join/",
    "join-us/",
    "about/",
    "about/history/",
    "about/organisation/",
    "method/",
    "method/sheet/",
    "documents/",
    "meetings/",
    "trainings/",
    "projects/",
    "partners/",
    "news/",
    "contact/",
    "follow/",
    "search/",
    "privacy/",
    "accessibility/",
    "imprint/",
    "licence/",
]
NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["*"]


def read(client, address):
    page = client.get(address, headers={"host": "evil.example.com"})
    assert page["Content-Type"] == "application/xml"
    return ElementTree.fromstring(page.content)  # noqa: S314 - our own


def sections(client):
    return [place.text for place in read(client, "/sitemap.xml").iterfind(".//map:loc", NAMES)]


def entries(client):
    return [
        entry
        for section in sections(client)
        for entry in read(client, section.removeprefix(SITE)).iterfind("map:url", NAMES)
    ]


def location(entry):
    return entry.findtext("map:loc", namespaces=NAMES)


def test_sitemap_leads_to_every_public_page_in_every_language(client):
    place = make_territory(slug="sintra")
    make_territory(slug="hidden", state="draft")
    make_platform(territory=place, slug="mesa")
    actor = make_collective_actor(territory=place)
    make_platform(territory=make_territory(slug="gone", state="archived"))

    found = [location(entry) for entry in entries(client)]

    paths = [
        *FIXED,
        "countries/pt/",
        "territories/sintra/",
        "platforms/mesa/",
        f"collective-actors/{actor.pk}/",
    ]
    assert found == [f"{SITE}/{code}/{path}" for path in paths for code in CODES]
    answers = [client.get(address.removeprefix(SITE)).status_code for address in found]
    assert answers == [200] * len(found)


def test_each_page_of_the_sitemap_names_its_translations(client):
    make_territory(slug="sintra")

    named = [
        [(link.get("hreflang"), link.get("href")) for link in entry.iterfind("xhtml:link", NAMES)]
        for entry in entries(client)
        if "sintra" in location(entry)
    ]

    translations = [(code, f"{SITE}/{code}/territories/sintra/") for code in CODES]
    assert named == [translations] * len(CODES)


def test_sitemap_says_when_a_place_or_platform_was_changed(client):
    make_platform()
    Territory.objects.update(changed_at=datetime(2026, 5, 4, tzinfo=UTC))
    Platform.objects.update(changed_at=datetime(2026, 6, 5, tzinfo=UTC))

    moments = [entry.findtext("map:lastmod", namespaces=NAMES) for entry in entries(client)]

    undated = [None] * len(CODES) * (len(FIXED) + 1)  # and its country
    assert moments == undated + ["2026-05-04"] * len(CODES) + ["2026-06-05"] * len(CODES)


def test_a_long_sitemap_goes_on_on_further_pages(client, monkeypatch):
    monkeypatch.setattr("together_site.sitemaps.PublicSitemap.limit", 3)
    make_territory(slug="maio")
    make_territory(slug="sintra")

    found = sections(client)

    assert found == [
        *(f"{SITE}/sitemap-pages.xml?p={page}" for page in range(1, pages_of(len(FIXED)) + 1)),
        *(f"{SITE}/sitemap-countries.xml?p={page}" for page in range(1, pages_of(1) + 1)),
        *(f"{SITE}/sitemap-territories.xml?p={page}" for page in range(1, pages_of(2) + 1)),
        f"{SITE}/sitemap-platforms.xml?p=1",
        f"{SITE}/sitemap-actors.xml?p=1",
        f"{SITE}/sitemap-members.xml?p=1",
        f"{SITE}/sitemap-networks.xml?p=1",
        f"{SITE}/sitemap-association.xml?p=1",
    ]
    assert len({location(entry) for entry in entries(client)}) == len(CODES) * (len(FIXED) + 3)


def pages_of(number):
    """Return how many pages of three addresses so many pages fill in all languages."""
    return -(-number * len(CODES) // 3)


def test_sitemap_has_the_public_records_of_the_association(client):
    day = {"published_on": "2020-01-01"}
    Page.objects.create(slug="charter", title_en="Charter", **day)
    Page.objects.create(slug="history", title_en="History", **day)  # has an address of its own
    Page.objects.create(slug="draft", title_en="Draft")
    Event.objects.create(
        slug="first", title_en="First", kind="training", place="Mulhouse",
        starts_on="2016-11-02", ends_on="2016-11-05", **day,
    )  # fmt: skip

    found = [location(entry) for entry in entries(client)][len(FIXED) * len(CODES) :]

    paths = ["trainings/first/", "pages/charter/"]
    assert found == [f"{SITE}/{code}/{path}" for path in paths for code in CODES]


@pytest.mark.parametrize("section", ["territories", "platforms"])
@pytest.mark.parametrize("number", [1, 3])
def test_sitemap_asks_as_often_for_three_pages_as_for_one(
    client, section, number, django_assert_num_queries
):
    for _ in range(number):
        make_platform()

    with django_assert_num_queries(1):
        client.get(f"/sitemap-{section}.xml")


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-nowhere.xml",
        "/sitemap-pages.xml?p=2",
        "/sitemap-pages.xml?p=-1",
        "/sitemap-pages.xml?p=%00",
        "/sitemap-pages.xml?p=" + "9" * 5000,
    ],
)
def test_a_page_that_the_sitemap_has_not_is_not_found(client, address):
    assert client.get(address).status_code == 404


def is_allowed(robots, path):
    """Decide as RFC 9309 says: the longest rule that fits counts."""
    rules = re.findall(r"^(Allow|Disallow): (\S+)$", robots, re.MULTILINE)
    fitting = [
        (len(rule), kind == "Allow")
        for kind, rule in rules
        if re.match(re.escape(rule).replace(r"\*", ".*").replace(r"\$", "$"), path)
    ]
    return max(fitting, default=(0, True))[1]


def test_robots_may_read_what_is_public_and_nothing_else(client):
    place = make_territory()
    public = [
        reverse("home"),
        reverse("territories:territory-list"),
        reverse("territories:territory-csv"),
        reverse("platforms:platform-feed"),
        reverse("platforms:application-start"),
        place.get_absolute_url(),
        reverse("sitemap-index"),
    ]
    private = [
        reverse("admin:index"),
        reverse("account_login"),
        reverse("platforms:application-begin"),
        reverse("platforms:application-sections", args=["K7QM-3XWD"]),
        reverse("applications:link-ask"),
        reverse("applications:application-status", args=["K7QM-3XWD"]),
    ]

    response = client.get("/robots.txt", headers={"host": "evil.example.com"})

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert [is_allowed(response.text, path) for path in public] == [True] * len(public)
    assert [is_allowed(response.text, path) for path in private] == [False] * len(private)
    assert response.text.splitlines()[0] == "User-agent: *"
    assert response.text.splitlines()[-1] == f"Sitemap: {SITE}/sitemap.xml"


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-pages.xml", "/robots.txt"])
def test_what_robots_read_sets_no_cookie(client, address):
    response = client.get(address)

    assert (response.status_code, response.cookies.output()) == (200, "")

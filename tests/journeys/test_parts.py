"""All parts of pages on one page: open to everybody, also where text runs from right to left."""

import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse

from applications.promise import Promise
from applications.workflow import State
from territories.map import Area, Cluster, map_of
from territories.spiral import spiral_of
from territories.workflow import PlatformState
from tests.factories import make_platform, make_territory
from tests.journeys.tour import Tour

pytestmark = pytest.mark.browser

COMPONENTS = settings.BASE_DIR / "templates" / "components"
# It stands with the tests: it is for who makes the site, not for who visits it.
PARTS = Path(__file__).with_name("parts.html")
# Each is a part of another page's own making, seen there.
ELSEWHERE = {
    *("mark.html", "link_form.html", "list_links.html", "messages.html"),
    *("dated.html", "page_head.html", "phase_spiral.html", "read_at.html", "video_card.html"),
    "words.html",
}


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Name", help_text="As people know it.")
    text = forms.CharField(label="Words", widget=forms.Textarea, required=False)
    country = forms.ChoiceField(label="Country", choices=[("", "Choose"), ("PT", "Portugal")])
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "One"), ("b", "Two")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="I agree")
    document = forms.FileField(label="Document", required=False)


def parts():
    """Return the page of all parts, as an address would give it."""
    place = make_territory(
        "Vila Exemplo", is_sample=True, source_url="https://example.org/", first_sign_found=2014
    )
    platform = make_platform("Mesa de Exemplo", territory=place, state=PlatformState.ACTIVE)
    place.refresh_from_db()
    page = Paginator(range(100), 25).get_page(2)
    page.numbers = page.paginator.get_elided_page_range(2)
    cluster = {"look": "", "area": Area(-9, 38, -8, 39)}
    clusters = [
        Cluster(38.8, -9.3, 1, name="Vila", slug="vila", **cluster),
        Cluster(47.7, 7.3, 12, name="", slug="", **cluster),
    ]
    context = {
        "form": SampleForm({"name": ""}),
        "spiral": spiral_of([("Mulhouse", 2009), ("Sintra", 2011), ("Maio", None)]),
        "map": map_of(clusters, link=lambda cluster: "#map"),
        "page": page,
        "territory": place,
        "places": [place],
        "groups": [platform],
        "promise": Promise(
            as_of=date(2026, 3, 1),
            days=21,
            decisions=12,
            waiting=3,
            next_session=date(2026, 3, 20),
        ),
        "crumbs": [("/en/territories/", "Territories"), ("/en/countries/pt/", "Portugal")],
        "states": [*PlatformState.choices, *State.choices],
        "tasks": [
            {"title": "Place", "url": "#t", "status_label": "Completed", "status_class": "p50"},
            {"title": "Consent", "status_label": "Cannot start yet", "hint": "After the place."},
        ],
        "steps": [
            {"label": "Sent", "state": "done", "date": date(2026, 3, 1)},
            {"label": "Read", "state": "now", "text": "Usually within a week."},
            {"label": "Decided", "state": "next"},
        ],
        "answers": [{"label": "Name", "value": "Vila"}, {"label": "Telephone", "value": ""}],
        "doors": [("#a", "I represent a territory", "What a platform is, and how to open one.")],
        "filter": {
            "name": "kind",
            "title": "Kind",
            "options": [{"value": "a", "label": "One", "number": 3, "is_chosen": True}],
        },
    }
    request = RequestFactory().get(reverse("home"))
    return engines["django"].from_string(PARTS.read_text()).render(context, request)


def turned(markup):
    """Return a page as it is where text runs from right to left."""
    return markup.replace(' dir="ltr"', ' dir="rtl"', 1).replace("reboot.min", "reboot.rtl.min")


def turn(page):
    """Let every page that the browser opens run from right to left, as Arabic will."""

    def serve(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=turned(answer.text()))

    page.route(re.compile(r"/en/"), serve)


def test_every_component_says_what_it_takes_and_is_among_the_parts():
    shown = set(re.findall(r'"components/(\w+\.html)"', PARTS.read_text()))

    files = {path.name: path.read_text() for path in COMPONENTS.glob("*.html")}
    assert [name for name, text in files.items() if not text.startswith("{% comment %}")] == []
    assert [name for name, text in files.items() if not re.search(r"Takes:?\s", text[:600])] == []
    assert shown == files.keys() - ELSEWHERE


@pytest.mark.parametrize("way", [str, turned], ids=["left to right", "right to left"])
def test_all_parts_are_open_to_everybody(visitor, site, client, way):
    tour = Tour(visitor(), "en", site=site, client=client)

    tour.see_text("parts", way(parts()), with_errors=True)

    assert tour.faults == {}


def test_public_pages_stand_from_right_to_left_too(visitor, site, client):
    tour = Tour(visitor(), "en", site=site, client=client)
    turn(tour.page)
    place = make_territory(
        "Vila Exemplo", latitude="38.8", longitude="-9.38", website="https://e.org"
    )
    platform = make_platform("Mesa de Exemplo", territory=place, state=PlatformState.ACTIVE)

    for address in ("/", "/territories/?q=vila", "/platforms/", "/apply/", "/apply/begin/"):
        tour.see(address)
    tour.see(f"/territories/{place.slug}/")
    tour.see(f"/platforms/{platform.slug}/")

    assert tour.page.evaluate("document.dir") == "rtl"
    assert tour.faults == {}

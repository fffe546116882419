import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext

from territories.models import RegistryVersion
from tests.pages import texts, values
from together_site import urls, views

HEADINGS = {
    400: "This request could not be read",
    403: "This page is not open to you",
    404: "There is no page here",
    500: "Something went wrong on our side",
    503: "The site is busy for a moment",
}
FAULTS = {400: SuspiciousOperation, 403: PermissionDenied, 500: ValueError, 503: OperationalError}


def fail(request, status):
    raise FAULTS[status]


# This module is a ROOT_URLCONF too; 404 is an address that it does not have.
faults = [path(f"fail/{status}/", fail, {"status": status}) for status in FAULTS]
urlpatterns = [*faults, *i18n_patterns(*faults), *urls.urlpatterns]
handler400, handler500 = urls.handler400, urls.handler500


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def told_in(language, status):
    """Return what a page says in a language, and that it says so in that language."""
    with translation.override(language):
        return status, [language], [gettext(HEADINGS[status])]


def told(page):
    return page.status_code, values(page, "/html/@lang"), texts(page, "//h1")


@pytest.mark.django_db
@pytest.mark.parametrize("status", HEADINGS)
@pytest.mark.parametrize("language", ["en", "fr", "pt", "ar"])
@pytest.mark.parametrize("has_session", [False, True])
def test_what_went_wrong_is_told_in_the_language_of_the_page_without_the_database(
    visitor, settings, django_assert_num_queries, status, language, has_session
):
    if has_session:
        visitor.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

    with django_assert_num_queries(0):
        page = visitor.get(f"/{language}/fail/{status}/", headers={"accept-language": "de, fr"})

    assert told(page) == told_in(language, status)


@pytest.mark.django_db
@pytest.mark.parametrize("status", HEADINGS)
@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fr", "fr"), ("pt-BR, en;q=0.5", "pt"), ("de, fr;q=0.2", "fr"), ("de", "en"), (";;q=", "en")],
)
def test_outside_the_languages_it_is_told_in_the_one_that_the_visitor_accepts(
    visitor, django_assert_num_queries, status, accepted, language
):
    with django_assert_num_queries(0):
        page = visitor.get(f"/fail/{status}/", headers={"accept-language": accepted})

    assert told(page) == told_in(language, status)


@pytest.mark.parametrize("status", HEADINGS)
def test_the_words_for_what_went_wrong_are_translated(status):
    headings = {told_in(language, status)[2][0] for language in ("en", "fr", "pt", "ar")}

    assert len(headings) == 4


@pytest.mark.parametrize("language", ["en", "fr", "pt", "ar"])
@pytest.mark.parametrize(
    ("query", "headers"),
    [("", {"host": "evil.example.com"}), ("?" + "&".join(["q=1"] * 500), {})],
    ids=["host", "parameters"],
)
def test_what_cannot_be_read_is_told_in_the_language_of_the_page(
    client, monkeypatch, language, query, headers
):
    monkeypatch.setattr(RegistryVersion.objects, "now", lambda: 1)

    page = client.get(f"/{language}/territories/{query}", headers=headers)

    assert told(page) == told_in(language, 400)


def test_what_is_refused_before_the_language_is_chosen_speaks_that_of_the_page(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    with translation.override("fr"):  # what this thread spoke last
        response = client.get("/pt/territories/", HTTP_HOST="evil.example.com")

    assert response.status_code == 400
    assert '<html lang="pt"' in response.text


def test_an_unknown_address_says_so_without_asking_the_database(client):
    response = client.get("/en/nowhere/")

    assert (response.status_code, texts(response, "//h1")) == (404, ["There is no page here"])
    assert '<meta name="robots" content="noindex">' in response.text


@pytest.mark.parametrize("path", ["/nowhere", "/xx/territories/", "/en/%00", "/en/territories/é/"])
def test_odd_addresses_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_form_from_elsewhere_is_refused_with_a_way_on():
    response = Client(enforce_csrf_checks=True).post("/en/apply/begin/", {})

    assert (response.status_code, texts(response, "//h1")) == (403, ["The form could not be sent"])


@pytest.mark.django_db
def test_a_fault_of_ours_is_told_without_details(client, monkeypatch):
    monkeypatch.setattr(views, "spiral_now", lambda version: 1 / 0)
    client.raise_request_exception = False

    response = client.get("/en/")

    assert response.status_code == 500
    assert texts(response, "//h1") == ["Something went wrong on our side"]
    assert "division" not in response.text


def test_a_lost_database_is_a_busy_site(client, monkeypatch):
    def lost():
        raise OperationalError("connection lost")

    monkeypatch.setattr(RegistryVersion.objects, "now", lost)
    client.raise_request_exception = False

    response = client.get("/en/")

    assert (response.status_code, texts(response, "//h1")) == (
        503,
        ["The site is busy for a moment"],
    )


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "503"])
def test_error_pages_come_out_without_a_request(name):
    assert render_to_string(f"{name}.html").count("<h1") == 1

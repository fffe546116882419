"""Whatever is asked while the database is away, the answer is a page that says so."""

import re

import psycopg_pool
import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, path
from lxml import html

from tests.pages import texts
from together_site import urls

SAMPLES = {
    "reference": "K7QM-3XWD",
    "section": "territory",
    "page": "territory",
    "slug": "vila-exemplo",
    "purpose": "status",
    "token": "x.y.z",
    "name": "accept",
    "message_id": "1f0c3fb4-5a55-4f0e-9d1b-0d6a3c3f2a10",
}


def touch(request):
    request.session["touched"] = True
    return HttpResponse("touched")


def vanish(request):
    response = touch(request)
    Session.objects.all().delete()
    return response


def write(request):
    with transaction.atomic():
        Session.objects.count()
    return HttpResponse("written")


# This module is a ROOT_URLCONF too.
urlpatterns = [
    path("touch/", touch),
    path("vanish/", vanish),
    path("write/", write),
    *urls.urlpatterns,
]
handler400, handler500 = urls.handler400, urls.handler500


def fail_with(kind):
    def fail(*arguments, **options):
        raise kind("the server closed the connection unexpectedly")

    return fail


@pytest.fixture
def visitor(settings):
    """A browser with a session of before."""
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    return client


@pytest.fixture
def database_away(monkeypatch):
    monkeypatch.setattr(connection, "_cursor", fail_with(OperationalError))


def addresses(resolver, before="/"):
    """Yield an address for every pattern that is not a regular expression."""
    for entry in resolver.url_patterns:
        address = before + re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found: SAMPLES.get(found[1], "1"), str(entry.pattern)
        )
        if not isinstance(entry, URLPattern):
            yield from addresses(entry, address)
        elif "(?P" not in address:
            yield address


def test_no_address_answers_with_a_fault(visitor, database_away):
    asked = sorted(addresses(get_resolver()))

    answers = {
        (method, address): visitor.generic(method, address).status_code
        for address in asked
        for method in ("GET", "POST")
    }

    assert len(asked) > 60
    assert set(answers.values()) <= {200, 301, 302, 404, 405, 503}
    assert answers["GET", "/en/territories/"] == 503
    assert answers["GET", "/en/admin/"] == 503


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_connection_lost_at_commit_is_an_honest_answer(
    visitor, settings, monkeypatch, transactional_db, kind
):
    settings.ROOT_URLCONF = __name__

    with monkeypatch.context() as patched:
        patched.setattr(connection, "_commit", fail_with(kind))
        answer = visitor.get("/write/")

    assert answer.status_code == 503


def test_wait_for_a_connection_in_vain_is_an_honest_answer(visitor, monkeypatch, transactional_db):
    connection.close()

    with monkeypatch.context() as patched:
        patched.setattr(connection, "get_new_connection", fail_with(psycopg_pool.PoolTimeout))
        answer = visitor.get("/health")

    assert answer.status_code == 503


def test_session_that_cannot_be_saved_is_an_honest_answer(visitor, settings, monkeypatch, db):
    settings.ROOT_URLCONF = __name__
    visitor.get("/touch/")
    monkeypatch.setattr(Session, "save", fail_with(OperationalError))

    answer = visitor.get("/touch/")

    assert answer.status_code == 503


def test_session_deleted_meanwhile_is_no_lost_database(visitor, settings, db):
    settings.ROOT_URLCONF = __name__
    visitor.get("/touch/")

    answer = visitor.get("/vanish/")

    assert answer.status_code == 400


@pytest.mark.parametrize("language", ["en", "fr", "pt", "ar"])
def test_page_is_in_the_language_of_the_visitor(visitor, database_away, language):
    answer = visitor.get(f"/{language}/territories/")

    assert f'<html lang="{language}"' in answer.text


def test_what_was_sent_is_kept_in_the_page(visitor, database_away):
    sent = {"email": "ana@example.org", "reference": 'K7QM"><b>', "many": ["one", "two\r\nthree"]}

    answer = visitor.post("/en/applications/find/", sent)

    assert answer.status_code == 503
    assert texts(answer, "//main//button") == ["Send again"]
    assert html.fromstring(answer.text).forms[0].form_values() == [
        ("email", "ana@example.org"),
        ("reference", 'K7QM"><b>'),
        ("many", "one"),
        ("many", "two\nthree"),  # browsers send line ends as \r\n again
    ]


@pytest.mark.parametrize(
    "sent",
    [
        {"login": "ana@example.org", "password": "secret"},
        {"document": SimpleUploadedFile("a", b"a")},
    ],
)
def test_password_or_file_is_left_to_the_browser(visitor, database_away, sent):
    answer = visitor.post("/en/territories/", sent)

    assert answer.status_code == 503
    assert texts(answer, "//main//button") == []

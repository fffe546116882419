import pytest
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client

from territories.models import RegistryVersion
from tests.pages import texts
from together_site import views


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

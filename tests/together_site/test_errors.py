import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from together_site import errors


@pytest.fixture
def lost_connection(monkeypatch):
    """Have every question to the database fail as when its server is away."""

    def fail(*arguments, **options):
        raise OperationalError("the server closed the connection unexpectedly")

    monkeypatch.setattr(connection.features.connection, "cursor", fail)


@pytest.mark.usefixtures("lost_connection")
@pytest.mark.parametrize("name", ["health", "home"])
def test_lost_database_is_an_honest_answer(name):
    answer = Client(raise_request_exception=False).get(reverse(name))

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.templates[0].name == "503.html"


@pytest.mark.usefixtures("lost_connection")
def test_database_lost_in_a_middleware_is_an_honest_answer(settings):
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

    answer = client.get(reverse("admin:index"))

    assert answer.status_code == 503


def test_fault_of_our_own_is_a_500(rf):
    try:
        raise ValueError
    except ValueError:
        answer = errors.server_error(rf.get("/"))

    assert answer.status_code == 500

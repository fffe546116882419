import re

import pytest

from outbox.models import OutgoingEmail
from tests.applications.factories import make_secretary
from tests.pages import texts

pytestmark = pytest.mark.django_db

LETTER = """\
Good day,

Somebody has asked for a new password for your account with TOGETHER. To choose one, open this \
link; it works once and for three days:
LINK

If it was not you, you need not do anything: your password stays as it is.

TOGETHER, the network of Territories of Co-responsibility"""


@pytest.fixture(autouse=True)
def _as_in_use(settings):
    """Write letters into the outbox, where tests of Django put a list in its place."""
    settings.EMAIL_BACKEND = "outbox.backend.RowBackend"


def ask_for_link(client, email):
    return client.post(
        "/en/account/password/reset/", {"email": email}, headers={"host": "localhost"}
    )


def test_the_letter_for_a_new_password_links_to_our_own_address(client, settings):
    settings.SITE_URL = "https://registry.example.org"
    make_secretary(email="sol@example.org")

    ask_for_link(client, "sol@example.org")

    letter = OutgoingEmail.objects.get()
    link = re.search(r"\S+/password/reset/key/\S+", letter.body)[0]
    assert (letter.recipient, letter.subject) == (
        "sol@example.org",
        "[Action needed] Set a new password",
    )
    assert letter.body == LETTER.replace("LINK", link)
    assert link.startswith("https://registry.example.org/en/account/password/reset/key/")


def test_the_link_sets_a_new_password_once(client):
    user = make_secretary(email="sol@example.org")
    ask_for_link(client, "sol@example.org")
    link = re.search(r"https?://[^/]+(/\S+key\S+)", OutgoingEmail.objects.get().body)[1]

    page = client.get(link, follow=True)
    client.post(
        page.request["PATH_INFO"], dict.fromkeys(["password1", "password2"], "round-tables")
    )

    user.refresh_from_db()
    assert user.check_password("round-tables")
    client.logout()
    assert texts(client.get(link, follow=True), "//h1") == ["This link is no longer valid"]


def test_an_address_without_account_gets_no_letter_and_the_same_answer(client):
    make_secretary(email="sol@example.org")

    answers = [
        ask_for_link(client, email).headers["Location"]
        for email in ("sol@example.org", "nobody@example.org")
    ]

    assert answers == ["/en/account/password/reset/done/"] * 2
    assert [letter.recipient for letter in OutgoingEmail.objects.all()] == ["sol@example.org"]


def test_tries_to_sign_in_are_counted_by_the_address_that_our_proxy_wrote(client, settings):
    settings.CLIENT_ADDRESS_HEADER = "X-Forwarded-For"
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}

    statuses = [
        client.post(
            "/en/account/login/",
            {"login": "sol@example.org", "password": "wrong"},
            headers={"x-forwarded-for": f"10.9.9.9, {address}"},
        ).status_code
        for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2")
    ]

    assert statuses == [200, 429, 200]

import pytest
from django.urls import reverse

from tests.applications.factories import make_board_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "page", ["signup", "email", "confirm-email", "confirm-email/x", "login/code/confirm"]
)
def test_nobody_registers_or_changes_the_address_of_an_account(client, page):
    user = make_board_member(email="sol@example.org")
    sent = {"email": "applicant@example.org", "action_add": "", "action_primary": ""}
    asked = [client.post(f"/en/account/{page}/", sent).status_code]
    client.force_login(user)
    asked += [client.post(f"/en/account/{page}/", sent).status_code]

    user.refresh_from_db()
    assert (asked, user.email) == ([404, 404], "sol@example.org")


def test_staff_reach_the_pages_for_signing_in_and_for_the_password(client):
    anybody = ["login", "reset_password", "reset_password_done", "reset_password_from_key_done"]
    pages = [client.get(reverse(f"account_{name}")).status_code for name in anybody]
    client.force_login(make_board_member(password="round-tables-42"))
    own = ["logout", "change_password", "reauthenticate"]
    pages += [client.get(reverse(f"account_{name}")).status_code for name in own]

    assert pages == [200] * 7


def test_staff_sign_in_change_their_password_and_sign_out(client):
    user = make_board_member(email="sol@example.org", password="round-tables-42")
    signed_in = client.post(
        reverse("account_login"), {"login": "sol@example.org", "password": "round-tables-42"}
    )
    changed = client.post(
        reverse("account_change_password"),
        {
            "oldpassword": "round-tables-42",
            "password1": "square-tables-43",
            "password2": "square-tables-43",
        },
        follow=True,
    )
    signed_out = client.post(reverse("account_logout"))

    user.refresh_from_db()
    assert (signed_in.url, changed.status_code, signed_out.url) == ("/en/admin/", 200, "/en/")
    assert user.check_password("square-tables-43")


def test_who_was_switched_off_does_not_come_in(client):
    make_board_member(email="sol@example.org", password="round-tables-42", is_active=False)
    sent = {"login": "sol@example.org", "password": "round-tables-42"}

    client.post(reverse("account_login"), sent, follow=True)

    assert client.get(reverse("admin:index")).status_code == 302

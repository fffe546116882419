import pytest

from tests.pages import texts

pytestmark = pytest.mark.django_db


def test_the_sign_in_says_in_labels_what_it_asks_for(client):
    page = client.get("/en/account/login/")

    assert texts(page, "//main//label") == ["E-mail address", "Password"]
    assert texts(page, "//main//*[@placeholder]") == []


def test_nobody_is_told_what_they_just_did_when_they_sign_in(client, django_user_model):
    django_user_model.objects.create_user("sol@example.org", "round-tables", roles=["secretariat"])

    page = client.post(
        "/en/account/login/", {"login": "sol@example.org", "password": "round-tables"}, follow=True
    )

    assert texts(page, "//h1") == ["What waits"]
    assert texts(page, "//*[contains(@class, 'messagelist')]") == []


def test_who_has_no_password_yet_chooses_one(client, django_user_model):
    user = django_user_model.objects.create_user("sol@example.org", roles=["secretariat"])
    client.force_login(user)

    page = client.get("/en/account/password/change/", follow=True)
    client.post(
        page.request["PATH_INFO"], dict.fromkeys(["password1", "password2"], "round-tables")
    )

    user.refresh_from_db()
    assert texts(page, "//h1") == ["Choose a new password"]
    assert texts(page, "//main//*[@placeholder]") == []
    assert user.check_password("round-tables")

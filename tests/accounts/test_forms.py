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

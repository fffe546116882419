"""Setting up the app of a second factor, new recovery codes, and a phone that is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from outbox.models import OutgoingEmail
from tests.accounts.signing_in import (
    PASSWORD,
    SET_UP,
    code,
    give_password,
    is_in,
    letters,
    make_person,
    with_app,
)
from tests.applications.factories import make_user
from tests.pages import texts, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_real_letters")]

LETTER = """\
Good day,

An authenticator app was set up for your account with TOGETHER: from now on a code of the app is \
asked for when you sign in.

It was done on 5 May 2031 at 12:00 UTC from the network address 127.0.0.1.

If it was not you, set a new password at once and tell who keeps the accounts.

TOGETHER, the network of Territories of Co-responsibility"""


def set_up(browser, at):
    """Go through the page that sets up an app, as a person does; returns the answer."""
    page = browser.get(SET_UP)
    secret = texts(page, "//code[@class='key']")[0].replace(" ", "")
    return browser.post(SET_UP, {"code": code(at, secret=secret)})


@pytest.mark.usefixtures("_needed")
def test_an_app_is_set_up_after_the_password_and_opens_the_admin(client, clock):
    make_person()
    give_password(client)

    first = client.get("/en/admin/")
    answer = set_up(client, clock.time())
    codes = client.get(answer.url)

    assert (first.url, answer.url) == (SET_UP, "/en/account/recovery-codes/")
    assert is_in(client)
    assert len(texts(codes, "//code")) == 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_needed")
def test_the_person_is_written_to_when_an_app_is_set_up_and_when_there_are_new_codes(client, clock):
    make_person()
    give_password(client)

    page = client.get(set_up(client, clock.time()).url)
    client.post(reverse("mfa_generate_recovery_codes"))

    assert letters() == [
        ("sol@example.org", "Your account has a second factor"),
        ("sol@example.org", "Your account has new recovery codes"),
    ]
    assert OutgoingEmail.objects.first().body == LETTER
    assert texts(page, "//*[@role='status']") == [
        "The second factor is on. Keep these codes before you go on."
    ]


@pytest.mark.usefixtures("_needed")
def test_a_wrong_code_sets_up_nothing_and_the_key_stays(client_of, clock):
    half = client_of(make_person(), with_both=False)
    page = half.get(SET_UP)

    again = half.post(SET_UP, {"code": "000000"})

    assert texts(page, "//code") == texts(again, "//code")
    assert not Authenticator.objects.exists()
    assert half.get("/en/admin/").url == SET_UP


@pytest.mark.usefixtures("_needed")
def test_the_picture_for_the_app_is_part_of_the_page(client_of):
    page = client_of(make_person(), with_both=False).get(SET_UP)

    assert values(page, "//*[@class='qr']/@role") == ["img"]
    assert len(values(page, "//*[@class='qr']/*[local-name()='svg']/*/@d")) == 1
    assert "data:" not in page.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_needed")
def test_the_button_pressed_twice_at_once_sets_up_one_app(client_of, clock):
    half = client_of(make_person(), with_both=False)
    page = half.get(SET_UP)
    sent = {"code": code(clock.time(), secret=texts(page, "//code")[0].replace(" ", ""))}

    def press(_number):
        browser = Client()
        browser.cookies = half.cookies.copy()
        try:
            return browser.post(SET_UP, sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(press, range(4)))

    assert statuses == [302] * 4
    assert Authenticator.objects.filter(type="totp").count() == 1


@pytest.mark.usefixtures("_needed")
def test_a_session_of_before_the_app_is_nobody_afterwards(client_of, clock):
    user = make_person()
    stranger, owner = (client_of(user, with_both=False) for _twice in range(2))
    stranger.get(SET_UP)

    set_up(owner, clock.time())

    assert (is_in(owner), is_in(stranger)) == (True, False)
    assert set_up_again(stranger) == "/en/account/second-factor/remove/"


def set_up_again(browser):
    return browser.post(SET_UP, {"code": "000000"}).url


# Removing it


@pytest.mark.usefixtures("_needed")
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_removes_the_second_factor_where_it_is_needed(client_of, method):
    user = make_person()
    with_app(user)
    browser = client_of(user)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page = getattr(browser, method)(reverse("mfa_deactivate_totp"))

    assert texts(page, "//h1") == ["The second factor stays on"]
    assert texts(page, "//main//form") == []
    assert Authenticator.objects.filter(user=user).count() == 2


def test_elsewhere_who_proves_to_be_it_removes_it_and_is_written_to(client_of):
    user = make_person()
    with_app(user)
    browser = client_of(user)

    first = browser.post(reverse("mfa_deactivate_totp"))
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    browser.post(reverse("mfa_deactivate_totp"))

    assert first.url.split("?")[0] == reverse("account_reauthenticate")
    assert not Authenticator.objects.exists()
    assert letters() == [("sol@example.org", "Your second factor was removed")]


def test_new_recovery_codes_take_the_place_of_the_old(client_of):
    user = make_person()
    codes = with_app(user)
    browser = client_of(user)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    answer = browser.post(reverse("mfa_generate_recovery_codes"))
    shown = texts(browser.get(answer.url), "//code")
    file = browser.get(reverse("mfa_download_recovery_codes"))

    assert (len(shown), set(shown) & set(codes)) == (10, set())
    assert file.text.split()[-10:] == shown
    assert file.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'


def test_a_lost_phone_is_forgotten_by_a_command(client_of, capsys):
    user = make_person()
    with_app(user)
    with_app(make_user("board"))
    browser = client_of(user)

    call_command("forget_second_factor", "SOL@example.org")
    call_command("forget_second_factor", "sol@example.org")

    assert capsys.readouterr().out.splitlines() == [
        "sol@example.org has no second factor any more; a letter tells so.",
        "sol@example.org had no second factor.",
    ]
    assert Authenticator.objects.exclude(user=user).count() == 2
    assert Authenticator.objects.filter(user=user).count() == 0
    assert not is_in(browser)
    assert letters() == [("sol@example.org", "[Action needed] Set up your second factor anew")]


@pytest.mark.usefixtures("_needed")
def test_whose_phone_was_forgotten_sets_up_another_after_the_password(client):
    with_app(make_person())
    call_command("forget_second_factor", "sol@example.org")

    answer = client.get(give_password(client).url)

    assert answer.url == SET_UP


def test_nobody_is_forgotten_by_a_mistyped_address():
    with pytest.raises(CommandError, match=r"^Nobody signs in with sol@example\.net\.$"):
        call_command("forget_second_factor", "sol@example.net")


def test_the_pages_say_where_one_stands(client_of, settings):
    user = make_person()
    browser = client_of(user)
    without = texts(browser.get(reverse("mfa_index")), "//main//a")
    with_app(user)
    with_one = texts(browser.get(reverse("mfa_index")), "//main//a")
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    needed = texts(browser.get(reverse("mfa_index")), "//main//a")

    codes = ["Show the codes", "Make new codes"]
    assert without == ["Set up a second factor", "To the staff pages"]
    assert with_one == [*codes, "Remove the second factor", "To the staff pages"]
    assert needed == [*codes, "To the staff pages"]

"""Signing in with a second factor, and that without it nobody is anybody where it is needed."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import URLResolver, reverse

from accounts.second_factor import KEY
from outbox.models import OutgoingEmail
from tests.accounts.signing_in import (
    PASSWORD,
    code,
    give_code,
    give_password,
    is_in,
    make_person,
    with_app,
)
from tests.applications.factories import make_application, make_user
from tests.pages import texts, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_real_letters")]

SET_UP = "/en/account/second-factor/set-up/"
LETTER = """\
Good day,

An authenticator app was set up for your account with TOGETHER: from now on a code of the app is \
asked for when you sign in.

It was done on 5 May 2031 at 12:00 UTC from the network address 127.0.0.1.

If it was not you, set a new password at once and tell who keeps the accounts.

TOGETHER, the network of Territories of Co-responsibility"""


def letters():
    return list(OutgoingEmail.objects.order_by("pk").values_list("recipient", "subject"))


# Signing in


def test_without_an_app_the_password_is_enough_where_no_second_factor_is_needed(client):
    make_person()

    signed_in = give_password(client)

    assert (signed_in.url, is_in(client)) == ("/en/admin/", True)


def test_with_an_app_the_password_alone_opens_nothing(client):
    with_app(make_person())

    answer = give_password(client, next="/en/admin/outbox/outgoingemail/")
    before = is_in(client)
    signed_in = give_code(client, code())

    assert (answer.url, before) == ("/en/account/second-factor/code/", False)
    assert (signed_in.url, is_in(client)) == ("/en/admin/outbox/outgoingemail/", True)


@pytest.mark.usefixtures("_needed")
def test_with_both_one_comes_in_where_a_second_factor_is_needed(client):
    with_app(make_person())
    give_password(client)
    give_code(client, code())

    assert is_in(client)


@pytest.mark.parametrize("wrong", ["", "000000", "\x00", "١٢٣٤٥٦", "9" * 5000, "JBSWY3DP"])
def test_a_wrong_code_opens_nothing(client, wrong, clock):
    with_app(make_person())
    give_password(client)

    answer = give_code(client, wrong)

    assert (answer.status_code, is_in(client)) == (200, False)
    assert texts(answer, "//*[@id='error-summary']//h2") == ["There is a problem"]


def test_a_code_of_the_app_counts_once(client, clock):
    with_app(make_person())
    give_password(client)
    first = give_code(client, code(clock.time()))
    other = Client()
    give_password(other)
    second = give_code(other, code(clock.time()))

    assert (first.status_code, second.status_code, is_in(other)) == (302, 200, False)
    clock.pass_by(seconds=30)
    assert give_code(other, code(clock.time())).status_code == 302


def test_a_code_counts_in_its_half_minute_only(client, clock):
    with_app(make_person())
    give_password(client)

    answers = [give_code(client, code(clock.time() + late)) for late in (-30, 30, 0)]

    assert [answer.status_code for answer in answers] == [200, 200, 302]


def test_after_five_wrong_codes_the_right_one_has_to_wait(client, clock):
    with_app(make_person())
    give_password(client)
    for number in range(5):
        give_code(client, f"00000{number}")
    other = Client(REMOTE_ADDR="192.0.2.1")
    give_password(other)

    answers = [give_code(one, code(clock.time())) for one in (client, other)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert texts(answers[1], "//*[@id='error-summary']//li") == [
        "Too many failed login attempts. Try again later."
    ]
    assert not is_in(client)


def test_a_recovery_code_opens_once(client):
    codes = with_app(make_person())
    answers = []
    for given in (codes[0], codes[0], codes[1]):
        client.logout()
        give_password(client)
        answers.append(give_code(client, given).status_code)

    assert answers == [302, 200, 302]


def test_a_new_password_by_letter_does_not_replace_the_second_factor(client):
    with_app(make_person())
    client.post(reverse("account_reset_password"), {"email": "sol@example.org"})
    link = re.search(r"https?://[^/]+(/\S+key\S+)", OutgoingEmail.objects.get().body)[1]
    page = client.get(link, follow=True)
    chosen = dict.fromkeys(["password1", "password2"], "another-round-table")
    client.post(page.request["PATH_INFO"], chosen)

    after_letter = is_in(client)
    answer = give_password(client, "another-round-table")

    assert (after_letter, answer.url, is_in(client)) == (
        False,
        "/en/account/second-factor/code/",
        False,
    )
    assert letters()[1:] == [("sol@example.org", "Your password was changed")]


# Where it is needed, who has none is led to set it up


def addresses_of(patterns, before="/en/admin/"):
    for pattern in patterns:
        address = before + re.sub(r"\(\?P<\w+>\.\*\)\$|<[^>]+>", "1", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses_of(pattern.url_patterns, address)
        else:
            yield address.replace("^", "").replace("$", "")


def admin_addresses():
    """Return an address for every page of the admin, but the one that leads to the sign-in."""
    return sorted(set(addresses_of(admin.site.get_urls())) - {"/en/admin/login/"})


@pytest.mark.usefixtures("_needed")
def test_a_password_alone_sees_no_page_of_the_admin_but_is_led_to_set_up(client, client_of):
    half = client_of(make_user("secretariat", is_superuser=True), with_both=False)
    addresses = admin_addresses()

    answers = {
        (method, address): getattr(half, method)(address)
        for address in addresses
        for method in ("get", "post")
    }

    assert len(addresses) > 40
    assert {(answer.status_code, answer.url) for answer in answers.values()} == {(302, SET_UP)}


@pytest.mark.usefixtures("_needed")
def test_what_a_password_alone_sends_to_the_admin_is_not_done(client_of):
    half = client_of(make_user("secretariat", is_superuser=True), with_both=False)
    before = OutgoingEmail.objects.count()

    answers = [half.post(address, {"note": "Because."}) for address in admin_addresses()]

    ways = {tuple(values(answer, "//main//a[@class]/@href")) for answer in answers}
    assert {answer.status_code for answer in answers} == {403}
    assert ways == {(f"{SET_UP}?next=%2Fen%2Faccount%2Fgo-on%2F",)}
    assert OutgoingEmail.objects.count() == before


@pytest.mark.usefixtures("_needed")
@pytest.mark.parametrize(
    "page",
    [
        "account_change_password",
        "account_set_password",
        "account_reauthenticate",
        "account_go_on",
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_password_alone_opens_no_page_of_the_account(client_of, page, method):
    user = make_person()
    half = client_of(user, with_both=False)
    with_app(user)  # set up meanwhile, in another session

    answer = getattr(half, method)(reverse(page), {"password": PASSWORD})

    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.usefixtures("_needed")
def test_a_draft_on_behalf_is_not_entered_with_a_password_alone(client_of):
    secretary = make_person()
    draft = make_application(entered_by=secretary, came_by="paper")
    browser = client_of(secretary)
    enter = reverse("admin:platforms_platformapplication_enter")
    opened = browser.post(enter, {"again": draft.reference})
    session = browser.session
    del session[KEY]
    session.save()

    answer = browser.post(reverse("platforms:application-check", args=[draft.reference]))

    draft.refresh_from_db()
    assert (opened.status_code, answer.status_code, draft.state) == (302, 404, "draft")


@pytest.mark.usefixtures("_needed")
def test_who_has_a_password_alone_can_sign_out(client_of):
    half = client_of(make_person(), with_both=False)

    answer = half.post(reverse("account_logout"))

    assert (answer.url, "_auth_user_id" in half.session) == ("/en/", False)


def test_where_none_is_needed_a_session_from_before_stays_good(client_of):
    user = make_person()
    browser = client_of(user, with_both=False)
    with_app(user)

    assert is_in(browser)


# Setting it up


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

"""Signing in with a second factor, and that without it nobody is anybody where it is needed."""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLResolver, reverse

from accounts.second_factor import KEY
from outbox.models import OutgoingEmail
from tests.accounts.signing_in import (
    PASSWORD,
    SET_UP,
    code,
    give_code,
    give_password,
    is_in,
    letters,
    make_person,
    with_app,
)
from tests.applications.factories import make_application, make_secretary, make_user
from tests.pages import texts, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_real_letters")]

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


@pytest.mark.usefixtures("_needed")
def test_with_both_one_comes_in_where_another_had_given_a_password_alone(client):
    make_secretary(email="kim@example.org", password=PASSWORD)
    with_app(make_person())
    give_password(client, login="kim@example.org")

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

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django import forms
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from applications import abuse
from applications.abuse import Stamped, client_address, may_send_from, may_write_to, within_limit
from applications.models import Tally

HOUR = timedelta(hours=1)


class SignUp(Stamped, forms.Form):
    name = forms.CharField()


def stamp_made(seconds_ago):
    return abuse._stamps.sign_object(["token", time.time() - seconds_ago])


def suspicion(**sent):
    form = SignUp({"name": "Ana", "token": stamp_made(60), **sent})
    assert form.is_valid()
    return form.suspicion()


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({}, ""),
        ({"token": stamp_made(3.1)}, ""),
        ({"token": stamp_made(6 * 24 * 3600)}, ""),
        ({"homepage": "https://example.org"}, "honeypot"),
        ({"homepage": "\0"}, "honeypot"),
        ({"token": ""}, "stamp"),
        ({"token": "forged"}, "stamp"),
        ({"token": "\0\ud800"}, "stamp"),
        ({"token": stamp_made(60) + "x"}, "stamp"),
        ({"token": stamp_made(-3600)}, "stamp"),
        ({"token": stamp_made(8 * 24 * 3600)}, "stamp"),
    ],
)
def test_a_doubtful_form_is_valid_and_marked(sent, code):
    assert suspicion(**sent) == code


def test_too_fast_is_under_the_seconds_a_person_needs(settings):
    settings.SECONDS_A_PERSON_NEEDS = 3

    assert suspicion(token=stamp_made(2.9)) == "too-fast"


def test_a_form_without_any_hidden_field_is_marked():
    form = SignUp({"name": "Ana"})

    assert (form.is_valid(), form.suspicion()) == (True, "stamp")


def token_of(sent):
    form = SignUp({"name": "Ana", **sent})
    form.full_clean()
    return form.cleaned_data["token"]


def test_a_form_keeps_its_token_however_often_it_is_sent():
    opened = SignUp()
    sent = {"token": opened["token"].value()}

    tokens = {token_of(sent), token_of(sent), SignUp(sent)["token"].value()}

    assert tokens == {token_of(sent), sent["token"]}


def test_each_opened_form_has_a_token_of_its_own():
    tokens = {token_of({"token": SignUp()["token"].value()}) for _form in range(3)}

    assert len(tokens) == 3


def test_tokens_fit_their_column_whatever_is_sent():
    assert token_of({"token": "x" * 500}) == token_of({"token": "x" * 500})
    assert len(token_of({"token": "x" * 500})) == 64
    assert token_of({}) != token_of({})
    assert len(token_of({})) == 32


def test_the_hidden_fields_are_drawn_out_of_reach():
    form = SignUp()

    assert [field.name for field in form.hidden_fields()] == ["token", "homepage"]
    assert str(form["homepage"]) == (
        '<input type="text" name="homepage" class="unseen" aria-hidden="true" tabindex="-1" '
        'autocomplete="off" id="id_homepage">'
    )


def test_exactly_the_limit_is_allowed_in_each_window(db, monkeypatch):
    at = timezone.now().replace(minute=59, second=59)
    monkeypatch.setattr(timezone, "now", lambda: at)
    first = [within_limit("letter", "a", limit=2, window=HOUR) for _time in range(4)]

    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(seconds=1))
    next_hour = within_limit("letter", "a", limit=2, window=HOUR)

    assert (first, next_hour) == ([True, True, False, False], True)


def test_purposes_and_subjects_are_counted_apart(db):
    allowed = [
        within_limit(purpose, subject, limit=1, window=HOUR)
        for purpose in ("letter", "sending")
        for subject in ("a", "b", "a")
    ]

    assert allowed == [True, True, False] * 2


def test_a_limit_of_none_allows_none(db):
    assert not within_limit("letter", "a", limit=0, window=HOUR)


def test_no_window_outlasts_the_tallies():
    with pytest.raises(ValueError, match="kept for a day"):
        within_limit("letter", "a", limit=1, window=timedelta(days=2))


def test_no_subject_is_stored(db):
    may_write_to("ana@example.org")

    (key,) = Tally.objects.values_list("key", flat=True)
    assert len(key) == 64
    assert "ana" not in key


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_exactly_the_limit():
    def ask(_number):
        try:
            return within_limit("letter", "a", limit=7, window=timedelta(days=1))
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as people:
        allowed = list(people.map(ask, range(20)))

    assert sorted(allowed) == [False] * 13 + [True] * 7
    assert [tally.count for tally in Tally.objects.all()] == [20]


def test_a_new_tally_takes_out_the_old_ones(db):
    now = timezone.now()
    for number, days in enumerate((0, 1, 3, 30)):
        Tally.objects.create(key=number, window=now - timedelta(days=days))

    within_limit("letter", "a", limit=1, window=HOUR)

    kept = Tally.objects.filter(key__in=range(4)).order_by("key").values_list("key", flat=True)
    assert list(kept) == ["0", "1"]


@pytest.mark.parametrize(
    ("header", "stated", "address"),
    [
        ("REMOTE_ADDR", {"REMOTE_ADDR": "192.0.2.7"}, "192.0.2.7"),
        (
            "REMOTE_ADDR",
            {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "198.51.100.1"},
            "192.0.2.7",
        ),
        ("REMOTE_ADDR", {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"),
        ("REMOTE_ADDR", {"REMOTE_ADDR": "::ffff:192.0.2.7"}, "192.0.2.7"),
        ("REMOTE_ADDR", {"REMOTE_ADDR": ""}, "unknown"),
        ("X-Real-IP", {"HTTP_X_REAL_IP": "192.0.2.8"}, "192.0.2.8"),
        ("HTTP_X_REAL_IP", {"HTTP_X_REAL_IP": "192.0.2.8"}, "192.0.2.8"),
        ("X-Forwarded-For", {"HTTP_X_FORWARDED_FOR": "198.51.100.1, 192.0.2.9"}, "192.0.2.9"),
        ("X-Forwarded-For", {"HTTP_X_FORWARDED_FOR": "192.0.2.9, <script>"}, "unknown"),
        ("X-Forwarded-For", {"HTTP_X_FORWARDED_FOR": "192.0.2.9,"}, "unknown"),
        ("X-Forwarded-For", {}, "unknown"),
    ],
)
def test_client_address(settings, header, stated, address):
    settings.CLIENT_ADDRESS_HEADER = header

    assert client_address(RequestFactory().get("/", **stated)) == address


def test_an_address_may_send_so_many_times_an_hour(db, settings):
    settings.SENDS_AN_HOUR_PER_ADDRESS = 2
    here, there = (
        RequestFactory().post("/", REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2")
    )

    allowed = [may_send_from(request) for request in (here, here, here, there)]

    assert allowed == [True, True, False, True]


def test_an_address_is_written_to_so_many_times_a_day(db, settings):
    settings.SENDS_A_DAY_PER_MAIL = 2

    allowed = [
        may_write_to(email)
        for email in ("ana@example.org", " Ana@Example.org", "ana@example.org", "b@example.org")
    ]

    assert allowed == [True, True, False, True]

"""Whatever an address says, the answer is a page: never a fault of ours."""

import io
from collections import Counter
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults

import pytest
from django.db import connection, transaction

from tests.applications.factories import make_application
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.membership.factories import make_certificate, make_member
from tests.membership.requesting import make_request
from tests.network.registering import link_of_registration, make_coming, make_registration
from tests.together_site.odd_addresses import odd_addresses, public_routes

pytestmark = pytest.mark.django_db

NUMBER = 5000
HOSTILE = "<script>alert(1)</script> {{ 7|add:7 }} %(x)s ]]> & “Ω” 'x' \"y\" محمد 👩‍👩‍👧"
HIDDEN = "\x0b\u202e\ufffe\x1b"
# Elsewhere a form of one's own may need a cookie.
WITH_FORMS = (
    "/account/",
    "/apply/",
    "/applications/",
    "/contact/",
    "/follow/",
    "/join/",
    "/meetings/<slug:slug>/register/",
    "/membership/",
    "/networks/request/",
    "/projects/<slug:slug>/propose/",
    "/projects/proposals/",
    "/registrations/",
    "/trainings/<slug:slug>/register/",
)


@pytest.fixture
def application(_prepared, monkeypatch):
    """What production serves, in the one transaction of the test."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    # What a server imports looks for the folder of static files at once.
    from together_site.wsgi import application

    return application


@pytest.fixture
def known():
    """Make some records with hostile names; returns values for the parts of a route."""
    upper = make_territory(HOSTILE, latitude="38.8", longitude="-9.38", country="PT")
    lower = make_territory(f"a {HOSTILE}", parent=upper, kind="neighbourhood", languages=["pt"])
    merged = make_territory(state="merged", merged_into=upper)
    make_territory("Mulhouse", country="FR", latitude="47.75", longitude="7.33")
    hidden = make_territory("Hidden", state="draft")
    lower.descriptions.create(language="pt", text=HOSTILE)
    actor = make_collective_actor(HOSTILE, territory=upper, latitude="0", longitude="180")
    own = make_platform(HOSTILE, territory=upper, state="active", aims=HOSTILE, aims_language="pt")
    within = make_platform(territory=upper, collective_actor=actor, parent=own)
    own.composition.create(kind="school", number=2)
    always = [("2014-01-01", "2099-12-31")]
    member = make_member(name=HOSTILE[:160], is_public=True, periods=always)
    meeting = make_coming(title_en=HOSTILE[:160], summary_en=HOSTILE[:500])
    token = link_of_registration(make_registration(meeting)).split("/")[-2]
    # As if it had come past every form and model.
    with connection.cursor() as cursor:
        for table, column in [
            ("territories_territory", "name"),
            ("territories_collectiveactor", "name"),
            ("platforms_platform", "local_name"),
            ("membership_member", "name"),
            ("network_event", "title_en"),
        ]:
            cursor.execute(f"UPDATE {table} SET {column} = {column} || %s", [HIDDEN])  # noqa: S608
    return {
        "slug": [thing.slug for thing in (upper, lower, merged, hidden, own, within, meeting)],
        "pk": [str(actor.pk), str(member.pk)],
        "code": ["pt", "fr", "jp"],
        "section": ["pages", "countries", "territories", "platforms", "actors", "members"],
        "serial": [make_certificate(member).serial, "BCDF-GHJK-LMNP", "none"],
        "page": ["territory", "place", "description", "participants", "contacts", "aims"],
        "reference": ["K7QM-3XWD", make_application().reference, make_request().reference],
        "category": ["territory", "public_entity", "person", "body"],
        "purpose": ["status", "edit", "confirm"],
        "token": ["x.y.z", "x", token],
        "uidb36": ["1", "zz", "z" * 40],
        "key": ["set-password", "x-y", "x"],
        "name": ["members", "days", "x"],
        "kind": ["territory", "individual", "nobody"],
        "due": ["1"],
        "payment": ["1"],
    }


def answer(application, odd):
    """Return status and headers of the answer, read to its end as a server does."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote_to_bytes(odd.path.encode()).decode("latin-1"),
        "QUERY_STRING": odd.query,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        **odd.headers,
    }
    setup_testing_defaults(environ)
    begun = []
    # What breaks the transaction breaks this one answer.
    with transaction.atomic():
        pieces = application(environ, lambda status, headers: begun.append((status, headers)))
        for _piece in pieces:
            pass
        pieces.close()
        transaction.set_rollback(True)
    [(status, headers)] = begun
    return int(status[:3]), dict(headers)


def test_no_odd_address_is_answered_with_a_fault(application, known):
    faults, cookies, statuses = [], [], Counter()
    for odd in odd_addresses(NUMBER, known=known):
        status, headers = answer(application, odd)
        statuses[status] += 1
        if status >= 500:
            faults.append((status, odd.short))
        if "Set-Cookie" in headers and is_the_same_for_everybody(odd):
            cookies.append(odd.short)

    assert (faults, cookies) == ([], [])
    assert sum(statuses.values()) == NUMBER
    assert set(statuses) <= {200, 301, 302, 304, 400, 404, 405, 412}


def is_the_same_for_everybody(odd):
    """Tell whether this is a page of the registry, asked without a cookie of before."""
    return "HTTP_COOKIE" not in odd.headers and not any(part in odd.route for part in WITH_FORMS)


def test_odd_addresses_go_to_every_public_page_and_are_the_same_each_time(known):
    first, second = (list(odd_addresses(NUMBER, known=known)) for _ in range(2))

    assert first == second
    assert {odd.route for odd in first} == set(public_routes())
    assert "/<language>/territories/territories.geojson" in public_routes()

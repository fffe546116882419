"""Every address of the site, asked by everybody: who sees it, who may press its buttons."""

import logging

import pytest
from django.http import HttpResponse
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern
from django.utils import translation

from accounts.models import User
from tests.together_site import (
    assembly_permissions,
    association_contact_permissions,
    association_documents_permissions,
    association_editing_permissions,
    association_events_permissions,
    association_follow_permissions,
    association_page_permissions,
    joining_permissions,
    network_permissions,
    permissions,
    staff_permissions,
)
from tests.together_site.rows import GROUPS, Row
from tests.together_site.walking import MAY_CHANGE_BY_LOOKING, Walk, digest, route_of, routes
from tests.together_site.world import make_world
from together_site.urls import urlpatterns

pytestmark = pytest.mark.django_db

ROWS = [
    *permissions.REGISTRY,
    *permissions.APPLICATIONS,
    *permissions.MEMBERS,
    *joining_permissions.JOINING,
    *permissions.ACCOUNT,
    *staff_permissions.ADMIN,
    *staff_permissions.EXPORTS,
    *staff_permissions.BOARD_SESSIONS,
    *staff_permissions.REGISTRY,
    *staff_permissions.DUES,
    *staff_permissions.APPLICATIONS,
    *joining_permissions.QUEUE_ROWS,
    *network_permissions.ROWS,
    *association_contact_permissions.ROWS,
    *association_page_permissions.ROWS,
    *association_documents_permissions.ROWS,
    *association_editing_permissions.ROWS,
    *association_events_permissions.ROWS,
    *association_follow_permissions.ROWS,
    *assembly_permissions.VOTING_ROLLS,
    *assembly_permissions.POSTS,
]
EVERYBODY = GROUPS["all"]


@pytest.fixture
def walk(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # in a moment
    # A machine that is slow takes longer for the walk than a password holds.
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 24 * 60 * 60
    # Thousands of answers are refusals, each of which would be logged.
    logging.disable(logging.CRITICAL)
    yield Walk(make_world())
    logging.disable(logging.NOTSET)


def without_a_row(known, found):
    return [f"address without a row: /{route}" for route in found if route not in known]


def routes_with_a_row(things):
    return {route_of(row.address.format(**things)) for row in ROWS}


def in_language(address, code):
    return address.replace("/en/", f"/{code}/", 1)


def wrong_answers(walk, row, method):
    """Return in which answers a row is wrong."""
    address = row.address.format(**walk.world.things)
    expected, sent = row.answers(method), None
    if method == "post":
        sent = {**walk.form_of(address, row), **walk.world.filled(row.sends)}
    said = {person: walk.ask(person, method, address, sent).told(address) for person in EVERYBODY}
    return [
        f"{method.upper()} {row.address}: {person} is answered “{said[person]}”, "
        f"the row says “{expected.get(person, 'nothing')}”"
        for person in EVERYBODY
        if said[person] != expected.get(person)
    ]


def test_every_address_has_a_row(walk):
    missing = without_a_row(routes_with_a_row(walk.world.things), routes())

    assert missing == [], "\n".join(missing)


def test_a_new_address_without_a_row_is_named():
    """The control: one address more."""
    added = [path("new/<int:pk>/", HttpResponse), *urlpatterns]

    found = routes(URLResolver(RegexPattern(r"^/"), added))

    assert without_a_row(routes(), found) == ["address without a row: /new/<int:pk>/"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_is_answered_as_the_rows_say(walk, method):
    wrong = [told for row in ROWS for told in wrong_answers(walk, row, method)]

    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("person", ["visitor", "board"])
def test_a_look_is_answered_the_same_in_another_language(walk, person):
    other = {}
    for row in ROWS:
        address = in_language(row.address.format(**walk.world.things), "fr")
        with translation.override("fr"):
            other[row.address] = walk.ask(person, "get", address).told(address)

    assert other == {row.address: row.answers("get")[person] for row in ROWS}


def test_a_row_that_is_wrong_is_told(walk):
    """The control: a right that somebody has against the row, and one that is missing."""
    row = Row("/en/apply/{asked}/", "applicant board 200, else 404", "all 404")

    wrong = [wrong_answers(walk, row, method) for method in ("get", "post")]

    assert wrong == [
        ["GET /en/apply/{asked}/: board is answered “404”, the row says “200”"],
        ["POST /en/apply/{asked}/: applicant is answered “200”, the row says “404”"],
    ]


def test_no_row_says_that_a_look_writes_but_those_that_give_a_reason():
    stars = [row.address for row in ROWS if "*" in row.get]

    assert stars == list(permissions.LOOKS_THAT_WRITE)
    assert sorted(MAY_CHANGE_BY_LOOKING) == ["cache", "django_session"]


def test_whatever_is_written_is_seen(walk):
    """The control of the stars: one row more, and one letter in one column."""
    User.objects.create_user("new@example.org")
    added = {table for table, now in digest().items() if now != walk.before[table]}
    User.objects.filter(email="new@example.org").delete()
    again = digest()
    User.objects.filter(pk=walk.world.things["member"]).update(name="x")
    changed = {table for table, now in digest().items() if now != walk.before[table]}

    assert (added, again, changed) == ({"accounts_user"}, walk.before, {"accounts_user"})


@pytest.mark.parametrize(("method", "sent"), [("get", None), ("post", {}), ("post", {"note": "x"})])
def test_a_password_alone_opens_nothing_in_the_admin_where_a_second_factor_is_needed(
    walk, settings, method, sent
):
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    expected = "403" if sent else "302 mfa_activate_totp"

    opened = [
        f"{person} {row.address}"
        for row in ROWS
        for person in ("secretariat", "root")
        for address in [row.address.format(**walk.world.things)]
        if address.startswith("/en/admin/") and not address.endswith(("/login/", "/logout/"))
        if walk.ask(person, method, address, sent).told(address) != expected
    ]

    assert opened == [], "\n".join(opened)


def test_a_button_without_the_token_of_its_form_is_refused_everywhere(walk):
    let_through = [
        f"{person} {row.address}"
        for row in ROWS
        if row.address not in association_follow_permissions.WITHOUT_TOKEN
        for person in ("visitor", "applicant", "member", "secretariat", "root")
        for address in [row.address.format(**walk.world.things)]
        for answer in [walk.ask(person, "post", address, {}, checks_token=True)]
        if answer.told(address) != "403"
    ]

    assert let_through == [], "\n".join(let_through)


def test_who_may_not_see_a_thing_does_not_learn_whether_it_is_there(walk):
    told_apart = [
        f"{method} {row.address}: {person}"
        for row in ROWS
        if "{" in row.address
        for method in ("get", "post")
        for person in ("visitor", "other", "other_member", "other_coordinator", "board")
        if row.answers(method)[person].rstrip("*") in ("404", "login")
        if tells_apart(walk, row, method, person)
    ]

    assert told_apart == [], "\n".join(told_apart)


def is_name(thing):
    """Tell a name from a number, which may stand in a page for anything."""
    return not isinstance(thing, int)


def tells_apart(walk, row, method, person):
    """Return whether the answer is another one where nothing bears the name."""
    answers = []
    for things in (walk.world.things, walk.world.missing()):
        address = row.address.format(**things)
        names = [address.removeprefix("/en"), *map(str, filter(is_name, things.values()))]
        answers.append(walk.ask(person, method, address).without(*names))
    return answers[0] != answers[1]

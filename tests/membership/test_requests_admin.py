"""Requests to join before staff: the queue, the page of one, hints, the board, on behalf."""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications import emails, workflow
from applications.workflow import State
from membership.models import Member, MembershipApplication
from membership.periods import period_from
from membership.workflow import Category
from outbox.models import OutgoingEmail
from tests.applications.board import decides, make_session, release
from tests.applications.browsing import letters
from tests.applications.factories import make_application, make_board_member, make_secretary
from tests.factories import make_platform, make_territory
from tests.membership.factories import make_member
from tests.membership.requesting import make_request, send
from tests.pages import texts

pytestmark = pytest.mark.django_db

QUEUE = "admin:membership_membershipapplication_changelist"


@pytest.fixture
def secretary(client):
    user = make_secretary()
    client.force_login(user)
    return user


def url(page, application, *more):
    name = f"admin:membership_membershipapplication_{page}"
    return reverse(name, args=[application.pk, *more])


def listed(client, **question):
    page = client.get(reverse(QUEUE), question)
    return texts(page, '//table[@id="result_list"]//td[@class="field-about"]')


def test_the_queue_shows_requests_and_nothing_else(client, secretary):
    make_application(State.SUBMITTED)
    make_request(Category.PERSON, State.SUBMITTED)
    make_request(Category.BODY)

    assert listed(client) == ["Ana Exemplo"]


def test_the_queue_is_narrowed_by_category_and_by_country(client, secretary):
    morocco = make_territory("Tiznit", country="MA")
    mesa = make_platform("Mesa", territory=morocco)
    make_request(Category.TERRITORY, State.SUBMITTED, platform=mesa)
    make_request(
        Category.TERRITORY,
        State.SUBMITTED,
        platform_application=make_application(State.IN_REVIEW, territory_country="FR"),
    )
    make_request(Category.PERSON, State.SUBMITTED)

    assert listed(client, category="territory") == ["Mesa", "Mesa de Vila Exemplo"]
    assert [listed(client, country=code) for code in ("MA", "FR", "PT", "BR", "x")] == [
        ["Mesa"],
        ["Mesa de Vila Exemplo"],
        ["Ana Exemplo"],
        [],
        [],
    ]


def test_the_queue_asks_the_same_for_one_and_for_three(client, secretary):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse(QUEUE))
        return len(asked)

    make_request(Category.TERRITORY, State.SUBMITTED)
    client.get(reverse(QUEUE))
    one = queries()
    for _more in range(2):
        make_request(
            Category.TERRITORY,
            State.SUBMITTED,
            platform_application=make_application(State.IN_REVIEW),
        )

    assert queries() == one


def test_the_file_of_the_queue_tells_each_request(client, secretary):
    request = make_request(Category.PERSON, State.SUBMITTED, legal_name="=Ana")
    session = client.session  # the password was given again just now
    session["account_authentication_methods"] = [{"method": "password", "at": 9e12}]
    session.save()

    answer = client.post(
        reverse("admin:membership_membershipapplication_export", args=["csv"]), {"reason": "Board."}
    )

    rows = list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))
    told = ("reference", "about", "category", "country_code", "amount", "currency", "member")
    assert [[row[name] for name in told] for row in rows] == [
        [request.reference, "'=Ana", "person", "PT", "25.00", "EUR", ""]
    ]


def test_what_may_be_the_same_is_told(client, secretary):
    request = make_request(Category.BODY, State.IN_REVIEW, email="same@example.org")
    member = make_member(name="Associação Exemplo", country="PT")
    speaks = make_member(name="Something else")
    speaks.representatives.create(
        role="technical", name="T", email="Same@example.org", starts_on="2026-01-01"
    )
    other = make_request(Category.BODY, State.SUBMITTED)

    page = client.get(url("change", request))

    hints = texts(page, '//*[@id="hints"]//li')
    assert [
        any(words in hint for hint in hints)
        for words in (
            f"Member: {member}",
            f"Member: {speaks}",
            f"Request: {other}",
            "same name",
            "same e-mail address",
        )
    ] == [True] * 5


def test_a_second_request_for_one_platform_is_told(client, secretary):
    platform = make_platform("Mesa")
    member = make_member(Category.TERRITORY, platform=platform, name="Other name")
    request, other = (
        make_request(Category.TERRITORY, State.IN_REVIEW, platform=platform) for _one in range(2)
    )

    page = client.get(url("change", request))

    told = " ".join(texts(page, '//*[@id="hints"]//li'))
    assert [words in told for words in (str(member), str(other), "same platform")] == [True] * 3


def test_two_requests_stand_side_by_side(client, secretary):
    request, other = (make_request(state=State.IN_REVIEW) for _one in range(2))

    page = client.get(url("beside", request, other.pk))

    assert page.status_code == 200
    assert request.email in page.text
    assert other.email in page.text


def test_the_letter_says_category_and_vote(client, secretary):
    request = make_request(Category.PERSON, State.IN_REVIEW, language="en")

    page = client.post(url("move", request, "accept"), {"note": "", "suggest": "1"})

    body = page.context["letter_form"].initial["body"]
    assert "Category: Associate member: person." in body
    assert "An associate member has no vote in the general assembly, and may attend it." in body


def test_accepting_in_the_admin_makes_the_member_and_sends_the_letter(client, secretary):
    request = make_request(Category.BODY, State.IN_REVIEW)

    client.post(
        url("move", request, "accept"),
        {"note": "", "letter-subject": "Accepted", "letter-body": "Welcome."},
    )

    request.refresh_from_db()
    assert request.state == State.ACCEPTED
    assert request.member == Member.objects.get()
    letter = OutgoingEmail.objects.about(request.reference).get()
    assert (letter.context["subject"], letter.state) == ("Accepted", "queued")


def test_a_release_that_is_too_early_is_told_to_staff(client, secretary):
    applied = make_application(State.IN_REVIEW)
    request = make_request(Category.TERRITORY, State.IN_REVIEW, platform_application=applied)

    page = client.post(
        url("move", request, "accept"),
        {"note": "", "letter-subject": "Accepted", "letter-body": "Welcome."},
        follow=True,
    )

    request.refresh_from_db()
    assert f"Application {applied.reference} to open its platform comes first" in page.text
    assert (request.state, Member.objects.count()) == (State.IN_REVIEW, 0)


def test_a_request_is_entered_on_behalf_of_somebody(client, secretary):
    enter = reverse("admin:membership_membershipapplication_enter")
    page = client.get(enter)
    token = page.context["form"]["token"].value()
    fields = {"email": "paper@example.org", "language": "pt", "came_by": "paper"}

    wrong = client.post(enter, {"token": token, **fields})
    answer = client.post(enter, {"token": token, "category": "body", **fields})

    request = MembershipApplication.objects.get()
    assert list(wrong.context["form"].errors) == ["category"]
    assert answer.url == request.get_edit_url()
    assert (request.category, request.entered_by, request.came_by) == ("body", secretary, "paper")
    assert letters(request) == []
    assert send(client, request, "amount", {"amount": "5", "currency": "EUR"}).status_code == 302


def test_the_board_takes_requests_beside_applications(client):
    board = make_board_member()
    client.force_login(board)
    request = make_request(Category.PUBLIC_ENTITY, State.FOR_THE_BOARD)
    person = make_request(Category.PERSON, State.FOR_THE_BOARD)
    applied = make_application(State.FOR_THE_BOARD)
    session = make_session(request, person, applied)

    page, _sent = decides(
        client,
        session,
        {request: ("accept", ""), person: ("decline", "Not this time."), applied: ("accept", "")},
    )

    states = [type(one).objects.get(pk=one.pk).state for one in (request, person, applied)]
    assert page.status_code == 200
    assert states == [State.HELD] * 3


def test_a_session_releases_requests_and_says_what_follows(client, secretary):
    request = make_request(Category.PUBLIC_ENTITY, State.FOR_THE_BOARD)
    tied = make_request(
        Category.TERRITORY,
        State.FOR_THE_BOARD,
        platform_application=make_application(State.IN_REVIEW),
    )
    session = make_session(request, tied)
    decides(client, session, {request: ("accept", ""), tied: ("accept", "")})

    shown = client.get(reverse("admin:applications_boardsession_release", args=[session.pk]))
    answer = release(client, session)

    first, last = period_from(timezone.localdate())
    follows = [row["follows"] for row in shown.context["rows"]]
    assert [words.split(":")[0] for words in follows] == [
        "A member is made",
        f"A member is made once application {tied.platform_application.reference} is accepted and "
        "released",
    ]
    request.refresh_from_db()
    tied.refresh_from_db()
    assert (request.state, tied.state) == (State.ACCEPTED, State.HELD)
    assert list(request.member.periods.values_list("starts_on", "ends_on")) == [(first, last)]
    assert answer.status_code == 302


def test_the_agenda_tells_a_request_in_brief(client, secretary):
    session = make_session(make_request(Category.PERSON, State.FOR_THE_BOARD))

    agenda = client.get(reverse("admin:applications_boardsession_agenda", args=[session.pk]))

    for words in ("Ana Exemplo", "Request to join", "Portugal", "To learn."):
        assert words in agenda.text


def test_staff_put_a_member_into_another_category(client, secretary):
    member = make_member(Category.BODY)
    move = reverse("admin:membership_member_move", args=[member.pk, "change-category"])

    wrong = client.post(move, {"category": "public_entity", "kind": "company", "note": "Because."})
    client.post(move, {"category": "public_entity", "level": "local", "note": "Because."})

    member.refresh_from_db()
    assert wrong.context["form"].errors == {"level": ["Choose the level"]}
    assert (member.category, member.level, member.kind) == ("public_entity", "local", "")


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, {"category": ["Choose a category"], "note": ["Say why"]}),
        ({"category": "body", "note": "a"}, {"category": ["Choose a category"]}),
        (
            {"category": "territory", "note": "a"},
            {"platform": ["Name the platform that is the member"]},
        ),
        (
            {"category": "territory", "platform": "nowhere", "note": "a"},
            {"platform": ["No platform has this address"]},
        ),
    ],
)
def test_a_change_of_category_asks_for_what_it_needs(client, secretary, sent, wrong):
    member = make_member(Category.BODY)
    move = reverse("admin:membership_member_move", args=[member.pk, "change-category"])

    assert client.post(move, sent).context["form"].errors == wrong


def test_a_platform_that_is_a_member_is_not_taken_by_another(client, secretary):
    taken = make_member(Category.TERRITORY, platform=make_platform("Mesa"), name="Mesa")
    member = make_member(Category.BODY)
    move = reverse("admin:membership_member_move", args=[member.pk, "change-category"])
    sent = {"category": "territory", "platform": taken.platform.slug, "note": "a"}

    assert client.post(move, sent).context["form"].errors == {
        "platform": [f"Mesa is a member already, with the number {taken.number}."]
    }


@pytest.mark.parametrize(
    ("move", "expected"),
    [
        (workflow.ASK, "Thank you for the request to join for Ana Exemplo."),
        (workflow.DECLINE, "Thank you for the request to join for Ana Exemplo."),
        (workflow.WITHDRAW, "your request to join is withdrawn"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_every_letter_speaks_of_joining(move, expected, client, secretary):

    request = make_request(Category.PERSON, State.IN_REVIEW, language="en")

    letter = emails.suggestion(
        move, request, note="Why.", until=timezone.localdate(), sections=["A"]
    )

    assert expected in letter.body
    assert "platform" not in letter.body

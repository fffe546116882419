import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications import workflow
from applications.files import CheckedUpload, store
from applications.workflow import State
from outbox import post
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState
from platforms.models import Platform
from platforms.workflow import Section
from tests.applications.factories import make_application, make_board_member, make_secretary
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

QUEUE = "admin:platforms_platformapplication_changelist"


@pytest.fixture
def secretary(client):
    user = make_secretary()
    client.force_login(user)
    return user


def page_of(application):
    return reverse("admin:platforms_platformapplication_change", args=[application.pk])


def move_url(application, move):
    return reverse("admin:platforms_platformapplication_move", args=[application.pk, move.name])


def field(response, name):
    """Return the value of a text input of a page."""
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', response.content.decode())[1]


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("url", ["admin:index", QUEUE])
def test_lists_cost_the_same_with_one_row_and_with_three(client, secretary, url):
    make_application(State.SUBMITTED)
    one = queries(client, reverse(url))
    make_application(State.SUBMITTED)
    make_application(State.IN_REVIEW, lead=secretary)

    assert queries(client, reverse(url)) == one


def test_the_first_page_shows_what_waits_oldest_first(client, secretary):
    now = timezone.now()
    for days, state in (
        (1, State.SUBMITTED),
        (3, State.IN_REVIEW),
        (9, State.DRAFT),
        (2, State.HELD),
    ):
        make_application(state, state_since=now - timedelta(days=days), title=f"Day {days}")

    page = client.get(reverse("admin:index")).content.decode()

    assert re.findall(r"<td>(Day \d)</td>", page) == ["Day 3", "Day 2", "Day 1"]


def test_staff_do_not_see_what_was_not_sent_and_confirmed(client, secretary):
    for state in (State.DRAFT, State.UNCONFIRMED):
        assert client.get(page_of(make_application(state))).status_code == 404


def test_staff_do_not_see_a_draft_that_was_withdrawn(client, secretary):
    draft = make_application(State.WITHDRAWN, address_confirmed_at=None)
    confirmed = make_application(State.WITHDRAWN)

    statuses = [client.get(page_of(application)).status_code for application in (draft, confirmed)]
    reopened = client.post(move_url(draft, workflow.REOPEN), {"note": "They asked."})

    assert (statuses, reopened.status_code) == ([404, 200], 404)


@pytest.mark.parametrize("make_user", [make_secretary, make_board_member])
def test_both_roles_see_the_whole_application(client, make_user):
    client.force_login(make_user())
    application = make_application(State.SUBMITTED)

    page = client.get(page_of(application)).content.decode()

    for words in (
        "Vila Exemplo",
        "Mesa de Vila Exemplo",
        "Reunir todos",
        "A. Sample",
        application.email,
    ):
        assert words in page


def test_buttons_are_the_moves_open_to_this_person_and_no_other(client, secretary):
    application = make_application(State.IN_REVIEW)

    page = client.get(page_of(application)).content.decode()

    offered = re.findall(r'action="[^"]*/move/([a-z-]+)/"', page)
    assert offered == [
        "hand-over",
        "ask",
        "to-board",
        "accept",
        "decline",
        "withdraw",
        "mark-spam",
    ]


def test_the_board_is_offered_nothing_before_it_is_asked(client):
    client.force_login(make_board_member())
    application = make_application(State.IN_REVIEW)

    page = client.get(page_of(application)).content.decode()

    assert re.findall(r'action="[^"]*/move/([a-z-]+)/"', page) == []
    assert client.post(move_url(application, workflow.ACCEPT), {"note": ""}).status_code == 403


@pytest.mark.parametrize("move", workflow.MOVES.values(), ids=lambda move: move.name)
def test_looking_at_a_move_makes_none(client, secretary, move):
    application = make_application(next(iter(move.ways)))
    before = application.state

    client.get(move_url(application, move))

    application.refresh_from_db()
    assert (application.state, application.history.count()) == (before, 0)


def test_take_needs_one_button(client, secretary):
    application = make_application(State.SUBMITTED)

    response = client.post(move_url(application, workflow.TAKE), {"open": "1"})

    application.refresh_from_db()
    assert response.url == page_of(application)
    assert (application.state, application.lead) == (State.IN_REVIEW, secretary)


def test_a_letter_is_previewed_before_anything_happens(client, secretary):
    application = make_application(State.IN_REVIEW, language="en")

    preview = client.post(move_url(application, workflow.DECLINE), {"note": "No group yet."})

    application.refresh_from_db()
    page = preview.content.decode()
    assert application.state == State.IN_REVIEW
    assert (
        field(preview, "letter-subject")
        == f"The decision on your application {application.reference}"
    )
    assert "No group yet." in re.search(r'name="letter-body"[^>]*>([^<]*)<', page)[1]


def test_the_letter_leaves_as_it_was_edited(client, secretary):
    application = make_application(State.IN_REVIEW)
    letter = {"letter-subject": "Our decision", "letter-body": "Good day,\n\nnot yet."}

    client.post(move_url(application, workflow.DECLINE), {"note": "No group yet.", **letter})

    row = OutgoingEmail.objects.get()
    assert (row.state, row.context["subject"], row.context["body"]) == (
        LetterState.QUEUED,
        "Our decision",
        "Good day,\n\nnot yet.",
    )
    application.refresh_from_db()
    assert application.state == State.DECLINED


def test_a_reason_that_is_missing_is_asked_for_and_the_rest_is_kept(client, secretary):
    application = make_application(State.IN_REVIEW)
    sent = {"sections": [Section.CONTACTS], "until": "2031-03-31", "note": ""}

    page = client.post(move_url(application, workflow.ASK), sent)

    application.refresh_from_db()
    assert application.state == State.IN_REVIEW
    assert texts(page, '//*[@id="error-summary"]//li') == ["Say why"]
    assert values(page, '//*[@name="until"]/@value') == ["2031-03-31"]
    assert values(page, "//input[@checked]/@value") == ["contacts"]


def test_ask_opens_the_sections_and_tells_the_day(client, secretary):
    application = make_application(State.IN_REVIEW)
    sent = {"sections": [Section.CONTACTS], "until": "2031-03-31", "note": "Who leads?"}
    letter = {"letter-subject": "A question", "letter-body": "Who leads?"}

    client.post(move_url(application, workflow.ASK), {**sent, **letter})

    application.refresh_from_db()
    assert (application.state, application.asked_sections, str(application.asked_until)) == (
        State.INFORMATION_ASKED,
        ["contacts"],
        "2031-03-31",
    )


def test_two_decisions_at_once_are_one_and_the_second_person_is_told(client, secretary):
    application = make_application(State.IN_REVIEW)
    letter = {"note": "", "letter-subject": "Yes", "letter-body": "Yes."}
    client.post(move_url(application, workflow.ACCEPT), letter)

    late = client.post(move_url(application, workflow.ACCEPT), letter, follow=True)

    assert texts(late, '//*[@class="messagelist"]/li') == [
        "The application is decided: accepted.",
        "Not possible any more: this is now “Accepted”.",
    ]
    assert Platform.objects.count() == 1


def test_the_held_letter_is_shown_before_release_without_the_private_link(client, secretary):
    application = make_application(State.IN_REVIEW, language="en")
    letter = {"note": "", "keep_held": "on", "letter-subject": "Yes", "letter-body": "So be it."}
    client.post(move_url(application, workflow.ACCEPT), letter)

    page = client.post(move_url(application, workflow.RELEASE), {"open": "1"})

    assert texts(page, "//pre") == [
        "So be it. Follow your application with this private link. Please do not pass it on: "
        "[private link of the applicant] "
        "If you are no longer the contact, tell us with this link: "
        "[private link of the applicant] "
        f"Reference: {application.reference} TOGETHER, the network of Territories of "
        "Co-responsibility"
    ]
    client.post(move_url(application, workflow.RELEASE), {"note": ""})
    assert Platform.objects.listed().count() == 1


def test_a_letter_that_cannot_be_made_leaves_its_application_readable(client, secretary):
    application = make_application(State.SUBMITTED)
    post.put(
        "broken",
        to=application.email,
        language="en",
        template="missing",
        context={},
        about=application.reference,
    )

    page = client.get(page_of(application))

    assert texts(page, "//pre") == ["This letter cannot be made: missing.subject.txt"]


def test_a_listed_place_of_the_same_name_can_be_chosen_instead(client, secretary):
    first, second = (
        make_application(State.IN_REVIEW, territory_area=area) for area in ("Beja", "Odemira")
    )
    letter = {"note": "", "letter-subject": "Yes", "letter-body": "Yes."}
    client.post(move_url(first, workflow.ACCEPT), letter)
    territory = Platform.objects.get().territory

    page = client.get(move_url(second, workflow.ACCEPT))
    client.post(move_url(second, workflow.ACCEPT), {"territory": territory.pk, **letter})

    assert values(page, '//*[@name="territory"]/@value') == ["", str(territory.pk)]
    assert texts(page, "//fieldset//label") == [
        "A new place is listed: Vila Exemplo (Municipality, Odemira, Portugal)",
        f"Vila Exemplo (Municipality, Beja, Portugal, {territory.code}) – platform there: "
        "Mesa de Vila Exemplo (Forming)",
    ]
    assert [platform.territory for platform in Platform.objects.all()] == [territory, territory]


def test_staff_get_a_document_through_the_checking_view_only(client, secretary):
    application, other = make_application(State.SUBMITTED), make_application(State.SUBMITTED)
    file = store(
        application, CheckedUpload("d.pdf", "application/pdf", b"%PDF-1.7"), purpose="mandate"
    )
    url = "admin:platforms_platformapplication_file"

    response = client.get(reverse(url, args=[application.pk, file.pk]))

    assert (response.status_code, response.content) == (200, b"%PDF-1.7")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert client.get(reverse(url, args=[other.pk, file.pk])).status_code == 404
    client.logout()
    assert client.get(reverse(url, args=[application.pk, file.pk])).status_code == 302


def test_the_queue_offers_the_states_in_which_staff_see_an_application(client, secretary):
    make_application(State.SUBMITTED, title="Waiting")
    make_application(State.DECLINED, title="Decided")

    page = client.get(f"{reverse(QUEUE)}?state=declined").content.decode()

    offered = list(dict.fromkeys(re.findall(r'href="\?state=([a-z_]+)"', page)))
    shown = [title for title in ("Waiting", "Decided") if f">{title}</a>" in page]
    visible = [state for state in State if state not in (State.DRAFT, State.UNCONFIRMED)]
    assert offered == ["waiting", *visible, "all"]
    assert shown == ["Decided"]


@pytest.mark.parametrize("odd", ["0", "abc", "99999999999999999999", "1%00", "-1", "1/../2"])
def test_an_odd_address_is_not_found(client, secretary, odd):
    queue = reverse(QUEUE)

    assert client.get(f"{queue}{odd}/change/").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["state=%00", "q=%00", "state=x", "state__exact=x", "p=99999", "o=abc", "e=1", "lead=x"],
)
def test_an_odd_question_to_the_queue_is_answered(client, secretary, query):
    make_application(State.SUBMITTED)

    assert client.get(f"{reverse(QUEUE)}?{query}", follow=True).status_code < 500

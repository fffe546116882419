"""Staff enter an application that came on paper, by mail or by word of mouth."""

from urllib.parse import quote

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from applications import workflow
from applications.links import Purpose
from applications.models import Contact
from applications.workflow import Applicant, State
from moves import services as moves
from platforms.models import PlatformApplication
from platforms.workflow import Section
from tests.applications.browsing import letters, open_link
from tests.applications.factories import (
    make_application,
    make_board_member,
    make_secretary,
    make_user,
)
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

ENTER = "admin:platforms_platformapplication_enter"
QUEUE = "admin:platforms_platformapplication_changelist"
SENT = {"email": "paper@example.org", "language": "fr", "came_by": "paper"}
CONTACTS = {
    "contact_name": "A. Sample",
    "contact_role": "Councillor",
    "second_name": "B. Sample",
    "second_email": "second@example.org",
}


@pytest.fixture
def secretary(client):
    user = make_secretary(name="S. Ecretary")
    client.force_login(user)
    return user


def begin(client, **changes):
    """Send the first page as it was opened now."""
    token = values(client.get(reverse(ENTER)), '//*[@name="token"]/@value')[0]
    return client.post(reverse(ENTER), {**SENT, "token": token, **changes})


def draft_of(user, **fields):
    return make_application(entered_by=user, came_by="paper", language="en", **fields)


def begun(client, user):
    """Return a draft that this person has begun, complete but for being entered."""
    begin(client)
    application = PlatformApplication.objects.get()
    complete = make_application()
    columns = [field.name for field in PlatformApplication._meta.local_concrete_fields]
    for name in {*columns} - {"application_ptr"}:
        setattr(application, name, getattr(complete, name))
    application.title = complete.title
    application.save()
    complete.delete()
    return application


def check_url(application):
    return reverse("platforms:application-check", args=[application.reference])


def section_url(application, section):
    return reverse("platforms:application-section", args=[application.reference, section])


def test_the_secretariat_begins_an_application_for_somebody(client, secretary):
    response = begin(client)

    application = PlatformApplication.objects.get()
    assert (
        application.email,
        application.language,
        application.came_by,
        application.entered_by,
        application.state,
    ) == ("paper@example.org", "fr", "paper", secretary, State.DRAFT)
    assert response.url == application.get_edit_url()
    assert client.get(response.url).status_code == 200
    assert letters(application) == []


@pytest.mark.parametrize("make_someone", [make_board_member, lambda: make_user(is_superuser=True)])
def test_nobody_but_the_secretariat_begins_one(client, make_someone):
    client.force_login(make_someone())

    statuses = [
        client.get(reverse(ENTER)).status_code,
        client.post(reverse(ENTER), SENT).status_code,
    ]

    assert (statuses, PlatformApplication.objects.count()) == ([403, 403], 0)
    assert values(client.get(reverse(QUEUE)), f'//a[@href="{reverse(ENTER)}"]/@href') == []


def test_a_stranger_is_led_to_the_log_in(client):
    response = client.post(reverse(ENTER), SENT)

    assert (response.status_code, PlatformApplication.objects.count()) == (403, 0)
    assert values(response, "//main//a[@class='btn btn-primary']/@href") == [
        f"{reverse('account_login')}?next={quote(reverse(ENTER), safe='')}"
    ]


def test_the_queue_leads_the_secretariat_to_it(client, secretary):
    page = client.get(reverse(QUEUE))

    assert texts(page, f'//a[@href="{reverse(ENTER)}"]') == ["Enter one on behalf of somebody"]


def test_nobody_enters_an_application_of_their_own(client, secretary):
    page = begin(client, email=secretary.email.upper())

    assert texts(page, '//*[@id="error-summary"]//li') == [
        "This is your own address: apply online, and a colleague reviews it"
    ]
    assert PlatformApplication.objects.count() == 0


def test_every_question_of_the_first_page_is_needed(client, secretary):
    page = client.post(reverse(ENTER), {"token": ""})

    assert texts(page, '//*[@id="error-summary"]//li') == [
        "Enter the e-mail address of the applicant",
        "Choose the language in which we write",
        "Choose how the application came",
    ]


def test_one_that_came_online_is_not_entered(client, secretary):
    begin(client, came_by="online")

    assert PlatformApplication.objects.count() == 0


def test_the_same_first_page_sent_twice_begins_one_draft(client, secretary):
    token = values(client.get(reverse(ENTER)), '//*[@name="token"]/@value')[0]

    urls = [client.post(reverse(ENTER), {**SENT, "token": token}).url for _time in range(2)]

    assert urls == [PlatformApplication.objects.get().get_edit_url()] * 2


def test_who_goes_back_to_correct_the_address_begins_anew(client, secretary):
    token = values(client.get(reverse(ENTER)), '//*[@name="token"]/@value')[0]

    for email in ("typo@example.org", "right@example.org"):
        response = client.post(reverse(ENTER), {**SENT, "token": token, "email": email})

    right = PlatformApplication.objects.get(email="right@example.org")
    assert response.url == right.get_edit_url()


def test_each_page_says_for_whom_it_is_filled_in(client, secretary):
    begin(client)
    application = PlatformApplication.objects.get()

    page = client.get(section_url(application, Section.PLATFORM))

    assert texts(page, '//*[contains(@class, "notice")]/p') == [
        "You enter this on behalf of paper@example.org."
    ]


def test_nobody_is_written_to_before_it_is_entered(client, secretary):
    begin(client)
    application = PlatformApplication.objects.get()
    seen = values(
        client.get(section_url(application, Section.CONTACTS)), '//*[@name="seen"]/@value'
    )

    client.post(section_url(application, Section.CONTACTS), {**CONTACTS, "seen": seen[0]})

    application.refresh_from_db()
    assert (application.second_email, letters(application)) == ("second@example.org", [])


def test_what_is_entered_reaches_the_queue_and_its_contacts_have_a_letter(client, secretary):
    application = begun(client, secretary)
    PlatformApplication.objects.update(second_email="second@example.org")
    button = texts(client.get(check_url(application)), '//main//button[@type="submit"]')

    client.post(check_url(application))

    application.refresh_from_db()
    assert button == ["Enter the application"]
    assert (application.state, application.address_confirmed_at) == (State.SUBMITTED, None)
    assert letters(application) == [
        ("entered", "paper@example.org"),
        ("entered", "second@example.org"),
    ]
    shown = texts(client.get(reverse(QUEUE)), '//*[contains(@class, "field-reference")]')
    assert shown == [application.reference]


def test_the_history_names_who_entered_it(client, secretary):
    application = begun(client, secretary)

    client.post(check_url(application))

    rows = application.history.values_list("move", "source", "target", "by", "role")
    assert list(rows) == [("enter", "draft", "submitted", secretary.pk, "enterer")]


def test_the_page_of_staff_says_how_it_came_and_who_entered_it(client, secretary):
    application = begun(client, secretary)
    client.post(check_url(application))

    page = client.get(reverse("admin:platforms_platformapplication_change", args=[application.pk]))

    part = '//section[@id="applicant"]'
    told = dict(zip(texts(page, f"{part}//dt"), texts(page, f"{part}//dd"), strict=True))
    assert told == {
        "E-mail address": "paper@example.org",
        "Language for letters": "French",
        "Entered on behalf by": "S. Ecretary (On paper)",
    }


def test_entering_twice_enters_once(client, secretary):
    application = begun(client, secretary)

    urls = [client.post(check_url(application)).url for _time in range(2)]

    assert urls == [application.get_absolute_url()] * 2
    assert letters(application) == [("entered", "paper@example.org")]


def test_who_has_entered_it_acts_no_more_as_its_applicant(client, secretary):
    application = begun(client, secretary)
    client.post(check_url(application))
    withdraw = reverse("applications:application-withdraw", args=[application.reference])

    statuses = [
        client.get(application.get_absolute_url()).status_code,
        client.post(withdraw).status_code,
        client.get(application.get_copy_url()).status_code,
    ]

    application.refresh_from_db()
    assert (statuses, application.state) == ([200, 404, 404], State.SUBMITTED)


def test_only_who_began_it_enters_it():
    application = draft_of(make_secretary())

    for other in (make_secretary(), make_board_member(), make_user(), Applicant(application.pk)):
        with pytest.raises(PermissionDenied):
            moves.make(workflow.ENTER, application, by=other)

    application.refresh_from_db()
    assert application.state == State.DRAFT


def test_who_is_no_longer_of_the_secretariat_enters_nothing():
    former = make_secretary()
    application = draft_of(former)
    former.roles = []
    former.save()

    with pytest.raises(PermissionDenied):
        moves.make(workflow.ENTER, application, by=former)


def test_a_draft_of_an_applicant_is_entered_by_nobody():
    application = make_application()

    for someone in (make_secretary(), Applicant(application.pk)):
        with pytest.raises(PermissionDenied):
            moves.make(workflow.ENTER, application, by=someone)


@pytest.mark.parametrize("make_someone", [None, make_secretary])
def test_a_draft_of_staff_is_sent_by_nobody_else(client, make_someone):
    application = draft_of(make_secretary())
    if make_someone:
        client.force_login(make_someone())
    open_link(client, application)

    status = client.post(check_url(application)).status_code

    application.refresh_from_db()
    assert (status, application.state, letters(application)) == (404, State.DRAFT, [])


def test_a_draft_of_staff_is_not_in_the_queue(client, secretary):
    application = draft_of(secretary)
    page = reverse("admin:platforms_platformapplication_change", args=[application.pk])

    listed = texts(client.get(reverse(QUEUE)), '//*[contains(@class, "field-reference")]')

    assert (listed, client.get(page).status_code) == ([], 404)


STEPS = [
    "The secretariat enters your application",
    "The secretariat reads it",
    "You get the decision",
]


@pytest.mark.parametrize(
    ("way", "steps", "states"),
    [
        ((), STEPS, ["now", "next", "next"]),
        ((workflow.ENTER,), STEPS, ["done", "now", "next"]),
        ((workflow.ENTER, workflow.TAKE), STEPS, ["done", "done", "now"]),
        ((workflow.ENTER, workflow.WITHDRAW), [STEPS[0], "Withdrawn"], ["done", "done"]),
    ],
    ids=["draft", "entered", "in-review", "withdrawn"],
)
def test_the_status_page_tells_what_the_secretariat_did_for_the_applicant(way, steps, states):
    secretary = make_secretary()
    application = draft_of(secretary)
    for move in way:
        moves.make(move, application, by=secretary)
    applicant = Client()
    open_link(applicant, application, Purpose.STATUS)

    page = applicant.get(application.get_absolute_url())

    assert texts(page, '//ol[contains(@class, "track")]/li/b') == steps
    assert values(page, '//ol[contains(@class, "track")]/li/@class') == states


@pytest.mark.parametrize("contact", Contact)
def test_who_was_entered_withdraws_and_answers_as_everybody(contact):
    application = draft_of(
        make_secretary(), state=State.INFORMATION_ASKED, second_email="second@example.org"
    )
    applicant = Client()
    open_link(applicant, application, contact=contact)

    applicant.post(check_url(application))

    application.refresh_from_db()
    assert (application.state, application.history.get().role) == (State.IN_REVIEW, "applicant")


def test_who_entered_it_may_review_it_and_decide():
    secretary = make_secretary()
    application = draft_of(secretary)
    for move in (workflow.ENTER, workflow.TAKE, workflow.ACCEPT):
        moves.make(move, application, by=secretary)

    assert (application.state, application.lead) == (State.HELD, secretary)


def test_who_began_a_draft_finds_it_again_and_nobody_else_does(client, secretary):
    mine, other = draft_of(secretary), draft_of(make_secretary())

    page = client.get(reverse(ENTER))
    opened = client.post(reverse(ENTER), {"again": mine.reference})
    refused = client.post(reverse(ENTER), {"again": other.reference})

    assert values(page, '//button[@name="again"]/@value') == [mine.reference]
    assert (opened.status_code, opened.url) == (302, mine.get_edit_url())
    assert client.get(mine.get_edit_url()).status_code == 200
    assert refused.status_code == 404


def test_the_first_page_sent_again_does_not_open_what_was_entered_since(client, secretary):
    token = values(client.get(reverse(ENTER)), '//*[@name="token"]/@value')[0]
    client.post(reverse(ENTER), {**SENT, "token": token})
    application = PlatformApplication.objects.get()
    PlatformApplication.objects.update(state=State.SUBMITTED)

    again = client.post(reverse(ENTER), {**SENT, "token": token})

    change = reverse("admin:platforms_platformapplication_change", args=[application.pk])
    assert (again.status_code, again.url) == (302, change)


def test_a_draft_of_staff_is_not_withdrawn_in_the_name_of_its_applicant(client, secretary):
    application = draft_of(secretary)
    client.post(reverse(ENTER), {"again": application.reference})

    sections = client.get(application.get_edit_url())
    withdraw = reverse("applications:application-withdraw", args=[application.reference])

    assert withdraw not in values(sections, "//a/@href")
    assert client.post(withdraw).status_code == 404


def test_where_the_session_of_staff_has_gone_their_words_are_kept_and_nobody_is_written_to(client):
    secretary = make_secretary()
    client.force_login(secretary)
    application = draft_of(secretary)
    client.post(reverse(ENTER), {"again": application.reference})
    page = client.get(section_url(application, Section.CONTACTS))
    seen = values(page, '//*[@name="seen"]/@value')[0]

    Client().post(section_url(application, Section.CONTACTS), {**CONTACTS, "seen": seen})

    assert application.kept.get().answers["contact_name"] == "A. Sample"
    assert letters(application) == []


def test_who_enters_it_is_no_second_contact_of_it(client, secretary):
    application = draft_of(secretary)
    client.post(reverse(ENTER), {"again": application.reference})
    url = section_url(application, Section.CONTACTS)
    seen = values(client.get(url), '//*[@name="seen"]/@value')[0]

    page = client.post(url, {**CONTACTS, "second_email": secretary.email, "seen": seen})

    assert texts(page, '//*[@id="error-summary"]//li') == [
        "Who enters an application for somebody is no contact of it"
    ]

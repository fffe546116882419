"""From the platform to the membership: nothing asked twice, nothing private told to strangers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications import workflow
from applications.emails import Letter
from applications.links import Purpose
from applications.models import Contact
from applications.workflow import State
from membership.models import MembershipApplication
from membership.workflow import Category
from outbox.models import OutgoingEmail
from platforms.services import decide
from tests.applications.browsing import letters, open_link
from tests.applications.factories import make_application, make_secretary
from tests.factories import make_platform, make_territory
from tests.membership.factories import make_member
from tests.membership.requesting import fresh, make_request, page_of, send
from tests.pages import texts

pytestmark = pytest.mark.django_db

PRIVATE = {
    "contact_name": "Private Person",
    "contact_role": "Councillor",
    "contact_phone": "+351 283 111 111",
    "second_name": "Second Person",
    "second_role": "Officer",
    "second_email": "second@example.org",
    "second_phone": "+351 283 222 222",
    "help_needed": "Somebody who knows the method.",
}
BEGIN = "membership:application-begin"
ROW = ("name", "function", "email", "phone", "starts_on", "ends_on")
# Of the three who may speak for a member.
REPRESENTATIVES = [f"{role}_{one}" for role in ("political", "technical", "billing") for one in ROW]
# Every question of a request that comes from nowhere: where to reach the applicant, then page by
# page.
ALL_QUESTIONS = {
    "begin": ["email", "language"],
    "platform": ["looked_for"],
    "which": ["platform"],
    "representatives": REPRESENTATIVES,
    "decision": ["decided_by", "decided_on", "document"],
    "services": ["services_expected"],
    "contacts": [
        "contact_name",
        "contact_role",
        "contact_phone",
        "second_name",
        "second_role",
        "second_email",
        "second_phone",
    ],
    "consent": ["privacy", "may_join"],
}
# What is left to answer of one that comes by the private link of its application.
LEFT = {
    "representatives": [
        *(f"political_{one}" for one in ROW),
        "technical_starts_on",
        "technical_ends_on",
        *(f"billing_{one}" for one in ROW),
    ],
    "decision": ["decided_by", "decided_on", "document"],
    "consent": ["privacy", "may_join"],
}


def applied(state=State.IN_REVIEW, **fields):
    return make_application(state, email="first@example.org", **{**PRIVATE, **fields})


def begin_url(query=""):
    return reverse(BEGIN, args=[Category.TERRITORY]) + query


def carried(client, application):
    """Press the button by which a request begins from an application that is open here."""
    url = begin_url(f"?application={application.reference}")
    token = client.get(url).context["form"]["token"].value()
    client.post(url, {"token": token})
    return MembershipApplication.objects.get()


def questions(form):
    """Return the names of the fields that people see in a form."""
    hidden = {field.name for field in form.hidden_fields()}
    return [field.name for field in form if field.name not in hidden]


def asked_by_pages(client, application):
    """Return by page each field that is shown on a page of a section not done yet."""
    pages = {row["url"]: row["status_label"] for row in _rows(client, application)}
    shown = {}
    for url, status in pages.items():
        if status == "Incomplete":
            shown[url.rstrip("/").rpartition("/")[2]] = client.get(url).context["form"]
    return shown


def _rows(client, application):
    return client.get(application.get_edit_url()).context["rows"]


def test_a_stranger_is_asked_everything(client):
    platform = make_platform("Mesa", territory=make_territory("Vila Nova"))
    begin = client.get(begin_url()).context["form"]
    client.post(
        begin_url(), {"token": begin["token"].value(), "email": "a@example.org", "language": "en"}
    )
    application = MembershipApplication.objects.get()

    asked = {"begin": questions(begin)}
    asked |= {page: questions(form) for page, form in asked_by_pages(client, application).items()}
    send(client, application, "platform", {"looked_for": platform.local_name})
    asked["which"] = questions(client.get(page_of(application, "which")).context["form"])

    assert asked == ALL_QUESTIONS
    assert sum(map(len, asked.values())) == 35


def test_who_comes_by_the_link_of_the_platform_is_asked_nothing_twice(client):
    application = applied()
    open_link(client, application, Purpose.EDIT)

    begin = client.get(begin_url(f"?application={application.reference}")).context["form"]
    request = carried(client, application)
    forms = asked_by_pages(client, request)
    empty = {
        page: [name for name in questions(form) if not form[name].value()]
        for page, form in forms.items()
    }

    assert questions(begin) == []
    assert {page: names for page, names in empty.items() if names} == LEFT
    assert sum(map(len, LEFT.values())) == 19
    # What stands there already is only to be confirmed.
    filled = {
        name: form[name].value()
        for form in forms.values()
        for name in questions(form)
        if form[name].value()
    }
    assert filled == {
        "technical_name": "Private Person",
        "technical_function": "Councillor",
        "technical_email": "first@example.org",
        "technical_phone": "+351 283 111 111",
        "services_expected": "Somebody who knows the method.",
    }


def test_everything_known_is_carried_over(client):
    application = applied()
    open_link(client, application, Purpose.EDIT)

    request = carried(client, application)

    names = ("email", "language", "second_email", *(name for name in PRIVATE if name[0] in "cs"))
    assert {name: getattr(request, name) for name in names} == {
        name: getattr(application, name) for name in names
    }
    assert (request.platform_application_id, request.platform) == (application.pk, None)
    assert request.about() == "Mesa de Vila Exemplo"
    assert [row["status_label"] for row in _rows(client, request)] == [
        "Completed",
        "Incomplete",
        "Incomplete",
        "Incomplete",
        "Completed",
        "Incomplete",
    ]
    assert letters(request) == [("begun", "first@example.org")]


def test_the_combined_path_leads_past_what_is_done(client):
    application = applied()
    open_link(client, application, Purpose.EDIT)
    request = carried(client, application)
    row = {"political_name": "R. Sample", "political_email": "r@example.org"}

    ways = [
        send(client, request, page, sent).url
        for page, sent in (
            ("representatives", row),
            ("decision", {"decided_by": "The group", "decided_on": "2026-01-15"}),
            ("services", {"services_expected": "Trainings."}),
            ("consent", {"privacy": "on", "may_join": "on"}),
        )
    ]

    check = reverse("membership:application-check", args=[request.reference])
    assert ways == [
        *(page_of(request, page) for page in ("decision", "services", "consent")),
        check,
    ]


def test_the_button_pressed_twice_begins_one_request(client):
    application = applied()
    open_link(client, application, Purpose.EDIT)
    url = begin_url(f"?application={application.reference}")
    token = client.get(url).context["form"]["token"].value()

    first = client.post(url, {"token": token})
    MembershipApplication.objects.get()  # the second press finds a request under way
    client.post(url, {"token": token})

    request = MembershipApplication.objects.get()
    assert first.url == request.get_edit_url()
    assert request.representatives.count() == 1


def test_a_platform_that_is_open_already_is_named_itself(client):
    application = applied()
    decide(
        workflow.ACCEPT,
        application,
        by=make_secretary(),
        note="",
        letter=Letter("a", "b"),
        keep_held=False,
    )
    open_link(client, application, Purpose.EDIT)

    request = carried(client, application)

    application.refresh_from_db()
    assert (request.platform, request.platform_application) == (application.platform, None)
    assert request.contact_name == "Private Person"


def test_who_may_only_read_the_application_carries_nothing_private_over(client):
    application = applied()
    open_link(client, application, Purpose.STATUS)
    url = begin_url(f"?application={application.reference}")

    page = client.get(url)
    fields = {"email": "new@example.org", "language": "en"}
    client.post(url, {"token": page.context["form"]["token"].value(), **fields})

    request = MembershipApplication.objects.get()
    assert request.platform_application_id == application.pk
    assert {name: getattr(request, name) for name in PRIVATE if name[0] in "cs"} == {
        name: "" for name in PRIVATE if name[0] in "cs"
    }
    assert (request.email, request.services_expected) == ("new@example.org", "")
    assert request.representatives.count() == 0


def test_a_stranger_who_picks_the_platform_never_sees_a_private_answer():
    application = applied()
    secretary = make_secretary()
    decide(
        workflow.ACCEPT,
        application,
        by=secretary,
        note="",
        letter=Letter("a", "b"),
        keep_held=False,
    )
    application.refresh_from_db()
    stranger = fresh()
    url = begin_url(f"?platform={application.platform.slug}")

    page = stranger.get(url)
    fields = {"email": "stranger@example.org", "language": "en"}
    stranger.post(url, {"token": page.context["form"]["token"].value(), **fields})
    request = MembershipApplication.objects.get()
    pages = [page, stranger.get(request.get_edit_url())]
    pages += [stranger.get(page_of(request, section)) for section in request.sections()]
    pages += [
        stranger.get(reverse(f"membership:application-{name}", args=[request.reference]))
        for name in ("check", "copy")
    ]

    secrets = [*PRIVATE.values(), application.email, application.reference]
    told = [secret for secret in secrets for page in pages if secret in page.text]
    mails = [
        secret
        for secret in secrets
        for letter in OutgoingEmail.objects.about(request.reference)
        if secret in str(letter.context)
    ]
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert (told, mails) == ([], [])
    assert request.platform == application.platform


@pytest.mark.parametrize("reference", ["K7QM-3XWD", "\x00", "x" * 3000, "", "'"])
def test_a_reference_that_is_not_open_here_gives_no_rights(client, reference):
    answer = client.get(begin_url(), {"application": reference})

    assert answer.status_code == 404
    assert MembershipApplication.objects.count() == 0


def test_the_reference_of_an_application_that_others_have_open_gives_no_rights(client):
    application = applied()

    answer = client.get(begin_url(f"?application={application.reference}"))

    assert answer.status_code == 404
    assert "Vila Exemplo" not in answer.text


@pytest.mark.parametrize("slug", ["nothing", "\x00", "x" * 3000, "a/b", "ä"])
def test_a_platform_that_is_not_there_is_not_found(client, slug):
    assert client.get(begin_url(), {"platform": slug}).status_code == 404


def test_a_platform_out_of_sight_is_not_found(client):
    hidden = make_platform("Mesa", territory=make_territory(state="draft"))

    assert client.get(begin_url(f"?platform={hidden.slug}")).status_code == 404


def test_a_member_already_is_told_its_number(client):
    platform = make_platform("Mesa")
    member = make_member(Category.TERRITORY, platform=platform, name="Mesa")

    answer = client.get(begin_url(f"?platform={platform.slug}"))

    words = f"Mesa is a member already, with the number {member.number}."
    assert texts(answer, '//p[@class="lead"]') == [words]


def test_a_member_already_is_not_chosen_in_the_form(client):
    platform = make_platform("Mesa", territory=make_territory("Vila Nova"))
    request = make_request(Category.TERRITORY, platform=platform)
    member = make_member(Category.TERRITORY, platform=platform, name="Mesa")
    open_link(client, request)

    answer = send(client, request, "which", {"platform": platform.pk})

    assert answer.context["form"].errors["platform"] == [
        f"Mesa is a member already, with the number {member.number}."
    ]


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN], ids=str)
def test_an_application_that_has_ended_begins_no_request(client, state):
    application = applied(state)
    open_link(client, application, Purpose.EDIT)

    answer = client.get(begin_url(f"?application={application.reference}"))

    assert texts(answer, '//p[@class="lead"]') == [
        "This application goes no further, so no request to join can be tied to it."
    ]


@pytest.mark.parametrize("state", [State.DRAFT, State.UNCONFIRMED], ids=str)
def test_an_application_that_has_not_arrived_comes_first(client, state):
    application = applied(state)
    open_link(client, application, Purpose.EDIT)

    answer = client.get(begin_url(f"?application={application.reference}"))

    assert texts(answer, '//p[@class="lead"]') == [
        "Send the application to open the platform first, then ask to join."
    ]


def test_a_second_request_for_the_same_application_is_not_begun(client):
    application = applied()
    make_request(Category.TERRITORY, State.SUBMITTED, platform_application=application)
    open_link(client, application, Purpose.EDIT)

    answer = client.get(begin_url(f"?application={application.reference}"))

    assert texts(answer, '//p[@class="lead"]') == [
        "There is a request to join for this platform already. You need not ask twice."
    ]


@pytest.mark.parametrize("state", [State.DRAFT, State.UNCONFIRMED], ids=str)
def test_a_draft_of_a_stranger_for_a_platform_stands_in_nobodys_way(client, state):
    platform = make_platform()
    application = applied(State.ACCEPTED, platform=platform)
    make_request(Category.TERRITORY, state, platform=platform, email="stranger@example.org")
    open_link(client, application, Purpose.EDIT)

    carried_over = client.get(begin_url(f"?application={application.reference}"))

    assert carried_over.context["applied"] == application
    assert journey(client, application)[2] == ["Ask to join"]


def test_a_draft_of_a_contact_for_their_platform_is_on_its_way(client):
    platform = make_platform()
    application = applied(State.ACCEPTED, platform=platform)
    make_request(Category.TERRITORY, State.DRAFT, platform=platform, email="First@example.org")
    open_link(client, application, Purpose.EDIT)

    answer = client.get(begin_url(f"?application={application.reference}"))

    assert texts(answer, '//p[@class="lead"]') == [
        "There is a request to join for this platform already. You need not ask twice."
    ]


def test_a_button_that_is_pressed_again_later_opens_nothing(client):
    application = applied()
    open_link(client, application, Purpose.EDIT, contact=Contact.SECOND)
    url = begin_url(f"?application={application.reference}")
    token = client.get(url).context["form"]["token"].value()
    client.post(url, {"token": token})
    # The first contact names another second one, and gives the request up.
    long_ago = timezone.now() - timedelta(hours=2)
    MembershipApplication.objects.update(
        second_email="third@example.org",
        second_link_version=2,
        state=State.WITHDRAWN,
        created_at=long_ago,
    )
    request = MembershipApplication.objects.get()

    client.post(url, {"token": token})

    assert client.get(request.get_absolute_url()).status_code == 404


def journey(client, application):
    """Return heading, words and links of the other journey on a status page."""
    page = client.get(application.get_absolute_url())
    part = '//section[@aria-label="Joining the network" or @aria-label="Opening the platform"]'
    return [texts(page, f"{part}/{tag}") for tag in ("h2", "p[not(a)]", "/a", "/ol/li/b")]


def test_the_status_page_of_a_platform_offers_membership(client):
    application = applied()
    open_link(client, application, Purpose.STATUS)

    assert journey(client, application) == [
        ["Joining the network"],
        [
            "A platform may join the network as a full member: encouraged, never required. What we "
            "know already you need only confirm."
        ],
        ["Ask to join"],
        [],
    ]


def test_the_status_page_of_a_platform_shows_both_journeys(client):
    application = applied()
    make_request(
        Category.TERRITORY,
        State.SUBMITTED,
        platform_application=application,
        email="other@example.org",
    )
    open_link(client, application, Purpose.STATUS)

    title, text, links, steps = journey(client, application)

    assert (title, links) == (["Joining the network"], [])
    assert text == ["A request to join is on its way. It has a private link of its own."]
    assert steps == [
        "You send the application",
        "You confirm your e-mail address",
        "The secretariat reads it",
        "You get the decision",
    ]
    assert "other@example.org" not in client.get(application.get_absolute_url()).text


def test_the_status_page_of_a_platform_tells_that_it_is_a_member(client):
    platform = make_platform("Mesa")
    application = applied(State.ACCEPTED, platform=platform)
    member = make_member(Category.TERRITORY, platform=platform, name="Mesa")
    open_link(client, application, Purpose.STATUS)

    assert journey(client, application) == [
        ["Joining the network"],
        [f"Mesa is a member already, with the number {member.number}."],
        [],
        [],
    ]


def test_the_status_page_of_what_has_ended_offers_nothing(client):
    application = applied(State.DECLINED)
    open_link(client, application, Purpose.STATUS)

    assert journey(client, application) == [[], [], [], []]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.DRAFT, "Its application is a draft still: complete and send it."),
        (State.UNCONFIRMED, "Its application waits for you to confirm the address."),
        (
            State.SUBMITTED,
            "Its application is in review. The decision on joining comes after that on it.",
        ),
        (
            State.HELD,
            "Its application is in review. The decision on joining comes after that on it.",
        ),
        (State.ACCEPTED, "The platform is open. It stands in nobody’s way any more."),
        (
            State.DECLINED,
            "Its application has ended, so no platform can join. Please write to the secretariat.",
        ),
    ],
    ids=str,
)
def test_the_status_page_of_a_request_says_what_the_platform_needs(client, state, words):
    application = make_application(state)
    request = make_request(Category.TERRITORY, State.SUBMITTED, platform_application=application)
    open_link(client, request, Purpose.STATUS)

    assert journey(client, request)[:2] == [["Opening the platform"], [words]]


def test_the_second_contact_goes_on_as_such(client):
    application = applied()
    open_link(client, application, Purpose.EDIT, contact=Contact.SECOND)

    request = carried(client, application)

    assert request.email == "first@example.org"
    assert client.session["applications"][request.reference]["contact"] == "second"

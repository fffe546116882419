"""The admin's first page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from applications import workflow
from applications.models import Opinion
from applications.workflow import State
from membership.workflow import Category
from outbox.models import State as LetterState
from tests.applications.factories import (
    make_application,
    make_board_member,
    make_secretary,
    make_user,
)
from tests.membership.networks.factories import (
    make_coordinator,
    make_network,
    make_network_request,
)
from tests.membership.requesting import make_request
from tests.network.factories import make_event
from tests.network.registering import make_coming, put_in_the_past
from tests.outbox.mail_server import make_letter
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

QUEUE = "/en/admin/platforms/platformapplication/"
REQUESTS = "/en/admin/membership/membershipapplication/"
MOST = 11  # questions of the page's own to the database


def ago(days):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def page_of(client):
    """Return the first page as a member of staff has it."""

    def answer(user):
        client.force_login(user)
        return client.get(reverse("admin:index"))

    return answer


def parts(page):
    """Return the titles of the applications in each part, by its heading."""
    headings = texts(page, '//*[@class="waiting-part"]/h2')
    return {
        heading: texts(page, f'(//*[@class="waiting-part"])[{at}]//li/a/b')
        for at, heading in enumerate(headings, start=1)
    }


def words_of(page, path):
    return [words.replace("\xa0", " ") for words in texts(page, path)]


def test_counts_lead_to_the_queue_that_shows_just_those(page_of):
    for state in State:
        make_application(state)
    for _twice in range(2):
        make_application(State.SUBMITTED, suspicion="honeypot")

    page = page_of(make_secretary())

    assert list(
        zip(
            texts(page, '//*[@class="plain waiting-counts"]/li'),
            values(page, '//*[@class="plain waiting-counts"]//a/@href'),
            strict=True,
        )
    ) == [
        ("Submitted 1", f"{QUEUE}?state=submitted&suspicion=no"),
        ("In review 1", f"{QUEUE}?state=in_review"),
        ("Before the board 1", f"{QUEUE}?state=for_the_board"),
        ("Decided, not yet released 1", f"{QUEUE}?state=held"),
        ("More information asked 1", f"{QUEUE}?state=information_asked"),
        ("Suspected as spam 2", f"{QUEUE}?state=submitted&suspicion=yes"),
    ]


def test_every_number_and_every_way_to_others_holds_in_the_queue(client, page_of):
    """The queue that a link of the page opens has as many rows as the page says, and is sound."""
    secretary = make_user(Role.SECRETARIAT, Role.BOARD)
    for _five in range(5):
        for state in State:
            make_application(state, lead=secretary)
            make_application(state)
        make_application(State.SUBMITTED, suspicion="stamp")

    page = page_of(secretary)

    counts = {
        href: int(number)
        for href, number in zip(
            values(page, '//*[@class="plain waiting-counts"]//a/@href'),
            texts(page, '//*[@class="plain waiting-counts"]//b'),
            strict=True,
        )
    }
    found = {href: client.get(href).context["cl"].result_count for href in counts}
    others = values(page, '//*[@class="waiting-part"]/p/a/@href')
    assert found == counts
    assert {href: client.get(href).context["cl"].result_count for href in others} == {
        f"{QUEUE}?state=for_the_board": 10,
        f"{QUEUE}?lead=me": 20,
        f"{QUEUE}?lead=none&suspicion=no": 20,
    }


def test_requests_to_networks_that_nobody_coordinates_wait_for_the_secretariat(page_of):
    left, kept = make_network(), make_network()
    gone = make_coordinator(left)
    gone.is_active = False
    gone.save()
    make_coordinator(kept)
    asked = make_network_request(left)
    make_network_request(left, state="unconfirmed")
    make_network_request(kept)

    page = page_of(make_secretary())

    section = '//section[@aria-labelledby="network-requests"]'
    assert texts(page, f"{section}//a") == [asked.member.name]
    assert values(page, f"{section}//a/@href") == [
        f"/en/admin/membership/network/{left.pk}/requests/{asked.pk}/"
    ]


def test_each_form_has_its_counts_and_its_ways_once_both_are_in_hand(client, page_of):
    secretary = make_secretary()
    for _six in range(6):
        make_application(State.IN_REVIEW, lead=secretary)
    make_request(Category.BODY, State.IN_REVIEW, lead=secretary)
    make_request(Category.BODY, State.SUBMITTED)

    page = page_of(secretary)

    assert texts(page, '//*[@class="waiting-form"]') == ["Opening of a platform", "Request to join"]
    counted = zip(
        values(page, '//*[@class="plain waiting-counts"]//a/@href'),
        texts(page, '//*[@class="plain waiting-counts"]//b'),
        strict=True,
    )
    assert {href: int(number) for href, number in counted} == {
        f"{QUEUE}?state=in_review": 6,
        f"{REQUESTS}?state=submitted&suspicion=no": 1,
        f"{REQUESTS}?state=in_review": 1,
    }
    mine = '//section[@aria-labelledby="part-mine"]/p/a'
    ways = dict(zip(texts(page, mine), values(page, f"{mine}/@href"), strict=True))
    assert ways == {
        "All of them: Opening of a platform : Led by you": f"{QUEUE}?lead=me",
        "All of them: Request to join : Led by you": f"{REQUESTS}?lead=me",
    }
    found = {href: client.get(href).context["cl"].result_count for href in ways.values()}
    assert found == {f"{QUEUE}?lead=me": 6, f"{REQUESTS}?lead=me": 1}


def test_the_oldest_tells_all_that_one_chooses_by(page_of):
    lead = make_secretary(name="Sol Sample")
    led = make_application(
        State.IN_REVIEW, lead=lead, state_since=ago(13), title="Tábua", language="fr"
    )
    fresh = make_application(State.SUBMITTED, title="Vila", language="en")
    make_application(State.SUBMITTED, suspicion="stamp")
    make_application(State.INFORMATION_ASKED)

    page = page_of(make_secretary())

    row = '//*[@class="waiting-oldest"]//tbody/tr'
    assert [words_of(page, f"({row})[{at}]/*") for at in (1, 2)] == [
        [led.reference, "Tábua", "In review", "1 week, 6 days", "Sol Sample", "French"],
        [fresh.reference, "Vila", "Submitted", "less than a day", "Nobody", "English"],
    ]
    assert values(page, f"{row}//a/@href") == [
        f"{QUEUE}{led.pk}/change/",
        f"{QUEUE}{fresh.pk}/change/",
    ]


def test_what_waits_for_whoever_looks_is_told_by_parts(page_of):
    secretary = make_secretary()
    make_application(State.IN_REVIEW, lead=secretary, title="Mine")
    make_application(State.IN_REVIEW, lead=make_secretary(), title="A colleague’s")
    make_application(State.SUBMITTED, title="Nobody’s")
    make_application(State.FOR_THE_BOARD, title="The board’s")
    make_application(
        State.INFORMATION_ASKED, lead=secretary, title="Late", asked_until=ago(2).date()
    )

    pages = [page_of(secretary), page_of(make_board_member())]

    assert [parts(page) for page in pages] == [
        {
            "The day for an answer has passed": ["Late"],
            "Led by you": ["Mine"],
            "Led by nobody": ["Nobody’s"],
        },
        {"Before the board": ["The board’s"]},
    ]


def test_a_member_of_the_board_sees_first_what_is_before_it(page_of):
    both = make_user(Role.SECRETARIAT, Role.BOARD)
    make_application(State.IN_REVIEW, lead=both, title="Mine", state_since=ago(9))
    make_application(State.FOR_THE_BOARD, title="The board’s")

    page = page_of(both)

    assert texts(page, "//main//h2")[:3] == [
        "Before the board",
        "Led by you",
        "All that waits, oldest first",
    ]


def test_an_answer_that_did_not_come_says_since_when(page_of):
    secretary = make_secretary()
    application = make_application(
        State.INFORMATION_ASKED, lead=secretary, asked_until=timezone.localdate() - timedelta(14)
    )

    told = words_of(page_of(secretary), '//*[@class="waiting-part"]//li/p')

    day = f"{application.asked_until:%-d %B %Y}"
    assert told == [f"expected by {day}, 2 weeks ago"]


def test_an_opinion_that_is_asked_says_by_whom_and_what(page_of):
    board = make_board_member()
    application = make_application(State.IN_REVIEW, title="Tábua")
    Opinion.objects.create(
        application=application,
        asked_by=make_secretary(name="Sol Sample"),
        asked_of=board,
        question="Do you know <them>?",
        asked_at=ago(3),
    )

    page = page_of(board)

    assert parts(page) == {"Your opinion is asked": ["Tábua"]}
    assert words_of(page, '//*[@class="waiting-part"]//li/p') == [
        "In review Sol Sample asked 3 days ago",
        "Do you know <them>?",
    ]
    assert values(page, '//*[@class="waiting-part"]//a/@href') == [
        f"{QUEUE}{application.pk}/change/"
    ]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 letter needs a person"), (3, "3 letters need a person")]
)
def test_letters_that_need_a_person_are_told_with_the_way_to_them(client, page_of, number, words):
    for _letter in range(number):
        make_letter(state=LetterState.NEEDS_PERSON)
    make_letter()

    page = page_of(make_secretary())

    notice = '//*[@class="notice notice-turn"]'
    assert texts(page, notice) == [words]
    found = client.get(values(page, f"{notice}/a/@href")[0])
    assert found.context["cl"].result_count == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 meeting or training is over and not closed"),
        (3, "3 meetings and trainings are over and not closed"),
    ],
)
def test_what_is_over_and_not_closed_is_told_with_the_way_to_it(client, page_of, number, words):
    for at in range(number):
        kind = ("training", "international")[at % 2]
        put_in_the_past(make_coming(kind=kind), days=(1, 365, 9)[at])
    make_coming(days=0)
    make_event()
    put_in_the_past(make_coming(), days=366)
    put_in_the_past(make_coming(cancelled_on=timezone.localdate()))
    put_in_the_past(make_coming(closed_at=timezone.now()))

    page = page_of(make_secretary())

    line = '//p[@class="to-close"]/a'
    assert (texts(page, line), values(page, f"{line}/@href")) == (
        [words],
        ["/en/admin/network/event/?when=open"],
    )
    found = client.get(values(page, f"{line}/@href")[0])
    assert found.context["cl"].result_count == number
    assert texts(page, '//*[@class="nothing-waits"]') == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (None, "All is done: no application is in hand."),
        (State.ACCEPTED, "All is done: no application is in hand."),
        (State.INFORMATION_ASKED, "What is in hand is with its applicant now."),
    ],
)
def test_where_nothing_waits_the_page_says_so_kindly(page_of, state, words):
    if state:
        make_application(state)

    page = page_of(make_board_member())

    assert texts(page, '//*[@class="nothing-waits"]/*') == [
        "Nothing waits",
        f"{words} See all applications",
    ]
    assert values(page, '//*[@class="nothing-waits"]//a/@href') == [f"{QUEUE}?state=all"]


def test_what_is_suspected_as_spam_waits_too(page_of):
    make_application(State.SUBMITTED, suspicion="honeypot")

    page = page_of(make_secretary())

    assert texts(page, '//*[@class="plain waiting-counts"]/li') == ["Suspected as spam 1"]
    assert texts(page, '//*[@class="nothing-waits"]') == []


def test_the_list_of_all_parts_of_the_admin_stays_beneath(page_of):
    page = page_of(make_secretary())

    assert {"Outbox", "Platforms", "Territories"} <= set(
        texts(page, '//*[@id="content-main"]//caption')
    )


def tell(move, *, target=State.SUBMITTED, by=None, **fields):
    application = make_application(**fields)
    application.history.create(
        move=move.name,
        source="",
        target=target,
        by=by,
        at=timezone.now(),
        role=workflow.Role.SECRETARIAT if by else workflow.Role.APPLICANT,
    )


def test_the_last_twelve_months_are_drawn_and_told_in_a_table(page_of):
    secretary = make_secretary()
    tell(workflow.CONFIRM, state=State.SUBMITTED)
    tell(workflow.CONFIRM, state=State.SPAM)
    tell(workflow.RELEASE, state=State.ACCEPTED, target=State.ACCEPTED, by=secretary)

    page = page_of(secretary)

    months = '//*[@class="waiting-months"]'
    month = f"{timezone.localdate():%B %Y}"
    assert values(page, f"{months}//*[local-name()='svg']/@aria-label") == [
        f"Received, a column for each month: 1 in all, at most 1, in {month}",
        f"Accepted, a column for each month: 1 in all, at most 1, in {month}",
        "Not accepted this time, a column for each month: none",
    ]
    assert len(texts(page, f"{months}//tbody/tr")) == 12
    assert [texts(page, f"{months}//{row}/*") for row in ("tbody/tr[1]", "tbody/tr[12]")] == [
        [texts(page, f"{months}//tbody/tr[1]/th")[0], "0", "0", "0", "0"],
        [month, "1", "1", "0", "1"],
    ]
    assert texts(page, f"{months}//tfoot/tr/*") == ["Together", "1", "1", "0", "1"]


def test_months_are_named_in_the_readers_language(client):
    client.force_login(make_secretary())
    tell(workflow.CONFIRM, state=State.SUBMITTED)

    page = client.get("/fr/admin/")

    names = {name.split()[0] for name in texts(page, '//*[@class="waiting-months"]//tbody//th')}
    assert {"janvier", "août", "décembre"} < {name.lower() for name in names}


def test_twelve_months_without_anything_are_told_in_a_sentence(page_of):
    page = page_of(make_secretary())

    assert texts(page, '//*[@class="waiting-months"]/*') == [
        "The last twelve months",
        "Nothing came in and nothing was decided in these months.",
    ]


def of_applications(queries):
    """Leave what the page itself asks: not who looks, nor what Django's list of parts asks."""
    tables = ("applications_", "outbox_", "network_event")
    return [query for query in queries if any(table in query["sql"] for table in tables)]


def test_the_page_asks_a_few_questions_however_much_waits(page_of):
    both = make_user(Role.SECRETARIAT, Role.BOARD)
    asked = {}
    for rows in (1, 3):
        for _row in range(rows):
            for state in State:
                lead = make_secretary()
                late = {"asked_until": ago(5).date()} if state == State.INFORMATION_ASKED else {}
                make_application(state, lead=lead, **late)
                make_application(state, lead=both, **late)
                tell(workflow.CONFIRM, state=state)
            Opinion.objects.create(
                application=make_application(State.IN_REVIEW),
                asked_by=lead,
                asked_of=both,
                question="?",
            )
        with CaptureQueriesContext(connection) as captured:
            assert page_of(both).status_code == 200
        asked[rows] = len(of_applications(captured.captured_queries))

    assert asked == {1: MOST, 3: MOST}


@pytest.mark.parametrize("odd", ["?state=\x01", "?p=9999999999999999999999", "?q=%F0%9F%92%A9"])
def test_odd_addresses_of_the_page_are_answered(client, odd):
    client.force_login(make_secretary())

    assert client.get(reverse("admin:index") + odd).status_code == 200


def test_everybody_switches_the_own_daily_letter_off_and_on(client, page_of):
    user, other = make_secretary(), make_secretary()
    button = '//section[@aria-labelledby="digest"]//button'
    offered = [texts(page_of(user), button)]
    for name in ("off", "on"):
        client.post(reverse("account_switch_digest"), {name: "1"})
        user.refresh_from_db()
        offered.append((user.gets_digest, texts(page_of(user), button)))
    other.refresh_from_db()

    assert offered == [
        ["Send me no daily letter"],
        (False, ["Send me the daily letter"]),
        (True, ["Send me no daily letter"]),
    ]
    assert other.gets_digest


def test_where_nobody_gets_a_daily_letter_it_is_not_offered(page_of, settings):
    settings.STAFF_DIGEST = False

    assert texts(page_of(make_secretary()), '//section[@aria-labelledby="digest"]') == []

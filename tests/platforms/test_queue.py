"""The queue of applications to open a platform: what staff see, seek and narrow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.workflow import State, Suspicion
from platforms import services
from platforms.models import Participant
from platforms.workflow import Section
from tests.applications.factories import make_application, make_board_member, make_secretary
from tests.factories import make_territory
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

QUEUE = "/en/admin/platforms/platformapplication/"


@pytest.fixture
def secretary(client):
    user = make_secretary(name="Sofia")
    client.force_login(user)
    return user


def titles(client, **question):
    """Return what the applications that are shown are about, in their order."""
    page = client.get(QUEUE, question)
    assert page.status_code == 200
    return texts(page, '//td[@class="field-about"]')


def queries(client, question=""):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{QUEUE}?{question}").status_code == 200
    return len(captured)


def make(title, state=State.SUBMITTED, **fields):
    return make_application(state, title=title, **fields)


def test_a_row_says_what_it_is_how_long_it_waits_and_whose_it_is(client, secretary):
    since = timezone.now() - timedelta(days=15)
    application = make(
        "Vila Exemplo",
        State.IN_REVIEW,
        state_since=since,
        lead=secretary,
        email="ana@example.org",
        suspicion=Suspicion.TOO_FAST,
    )

    page = client.get(QUEUE)

    row = '//table[@id="result_list"]/tbody/tr/*[not(contains(@class, "action"))]'
    assert texts(page, row) == [
        application.reference,
        "Vila Exemplo",
        "In review",
        "2 weeks, 1 day",
        "Sofia",
        "ana@example.org",
        "Portugal",
        "Portuguese",
        "Suspected",
    ]
    assert values(page, "//tbody//time/@datetime") == [since.isoformat(timespec="seconds")]
    assert values(page, "//tbody//span/@class") == ["pill state-in_review"]


def test_the_queue_opens_on_what_waits_the_longest_waiting_first(client, secretary):
    now = timezone.now()
    for days, state in enumerate(State):
        make(state.label, state, state_since=now - timedelta(days=days))

    waiting = ["Decided, not yet released", "Before the board", "In review", "Submitted"]
    everything = ["Spam", "Withdrawn", "Not accepted this time", "Accepted", *waiting]
    everything.insert(6, "More information asked")
    assert titles(client) == titles(client, state="waiting") == waiting
    assert titles(client, state="all") == everything


def test_a_search_looks_in_all_states_unless_one_is_chosen(client, secretary):
    make("Open")
    make("Decided", State.DECLINED)

    found = [titles(client, q="mesa"), titles(client, q="mesa", state="waiting")]

    assert [sorted(some) for some in found] == [["Decided", "Open"], ["Open"]]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ({"state": "submitted"}, ["Ana"]),
        ({"country": "FR"}, ["Luc"]),
        ({"kind": "region"}, ["Luc"]),
        ({"kind": "municipality"}, ["Ana", "Kim"]),
        ({"kind": "actor"}, ["Kim"]),
        ({"language": "fr"}, ["Luc"]),
        ({"lead": "me"}, ["Luc"]),
        ({"lead": "none"}, ["Ana", "Kim"]),
        ({"age": "day"}, ["Luc", "Kim"]),
        ({"age": "week"}, ["Luc"]),
        ({"age": "month"}, []),
        ({"suspicion": "yes"}, ["Kim"]),
        ({"suspicion": "no"}, ["Ana", "Luc"]),
        ({"age": "day", "kind": "actor"}, ["Kim"]),
    ],
)
def test_filters_narrow_the_queue(client, secretary, question, shown):
    now = timezone.now()
    make("Ana")
    make(
        "Luc",
        State.IN_REVIEW,
        lead=secretary,
        language="fr",
        territory_country="FR",
        territory_kind="region",
        state_since=now - timedelta(days=8),
    )
    make(
        "Kim",
        State.FOR_THE_BOARD,
        holder="actor",
        actor_name="Kim",
        actor_kind="school",
        suspicion=Suspicion.HONEYPOT,
        state_since=now - timedelta(days=2),
    )

    assert sorted(titles(client, **question)) == sorted(shown)


def test_the_kind_of_a_chosen_place_is_that_of_the_registry(client, secretary):
    make("Ilha", listed_territory=make_territory(kind="island"), territory_kind="")

    assert [titles(client, kind=kind) for kind in ("island", "municipality")] == [["Ilha"], []]


def test_filters_offer_the_leads_and_countries_that_exist(client, secretary):
    make_secretary(name="Idle")
    make("Ana", lead=make_secretary(name="Lea"))
    make("Luc", territory_country="FR", lead=secretary)

    page = client.get(QUEUE)

    of = '//details[@id="filter-{}"]//li'
    assert texts(page, of.format("country")) == ["All", "France", "Portugal"]
    assert texts(page, of.format("lead")) == ["All", "Led by me", "Led by nobody", "Lea", "Sofia"]


def test_what_is_chosen_stands_in_the_heading_of_its_filter_and_in_the_address(client, secretary):
    make("Ana")

    page = client.get(QUEUE, {"country": "PT", "age": "week", "q": "vila"})

    assert texts(page, "//nav//summary") == [
        "State: All states",
        "Country: Portugal",
        "Kind",
        "Lead",
        "Time in this state: Longer than a week",
        "Language for letters",
        "Suspicion of spam",
    ]
    links = values(page, '//details[@id="filter-lead"]//a/@href')
    assert links[1] == "?age=week&country=PT&lead=me&q=vila"
    assert values(page, '//details//a[@aria-current="true"]/@href')[:2] == [
        "?age=week&country=PT&q=vila&state=all",
        "?age=week&country=PT&q=vila",
    ]


@pytest.mark.parametrize(
    "name", ["state", "country", "kind", "lead", "age", "language", "suspicion"]
)
@pytest.mark.parametrize("value", ["draft", "x" * 5000, "-1", "99999999999999999999", "²", "'"])
def test_a_value_that_no_filter_offers_shows_nothing(client, secretary, name, value):
    make("Ana", State.DRAFT)
    make("Ana")

    assert titles(client, **{name: value}) == []


@pytest.mark.parametrize(
    "words",
    [
        "{reference}",
        "{bare}",
        "{half}",
        "são tomé",
        "SAO-TOME",
        "tom",
        "ng",
        "beja",
        "alentejo",
        "Escola da Ilha",
        "mesa ilha",
        "Associação dos Pescadores",
        "pescad",
        "ana.silva@example.org",
        "<Ana.Silva@EXAMPLE.org>,",
        "silva@ex",
        "example.org",
        "bruno+rede@example.net",
        "o'brien",
    ],
)
def test_an_application_is_found_by(client, secretary, words):
    application = make(
        "São Tomé",
        territory_name="São Tomé",
        territory_area="Beja",
        territory_parent="Alentejo",
        actor_name="Escola da Ilha",
        local_name="Mesa da Ilha O’Brien",
        listed_territory=make_territory(name="Ngazidja"),
        email="Ana.Silva@example.org",
        second_email="bruno+rede@example.net",
    )
    Participant.objects.create(
        application=application, name="Associação dos Pescadores", kind="association"
    )
    make("Other", local_name="", territory_area="Faro", email="x@y.pt")
    saved = services.finding.kept(application)
    type(application).objects.filter(pk=application.pk).update(sought=saved)
    reference = application.reference
    words = words.format(
        reference=reference.lower(), bare=reference.replace("-", ""), half=reference[2:7]
    )

    assert titles(client, q=words) == ["São Tomé"]


@pytest.mark.parametrize("words", ["zzz", "vila zzz", "!!!", "%", "_", "\\", "@@", "ana_b@"])
def test_what_no_application_holds_is_not_found(client, secretary, words):
    make("Vila Exemplo", email="anaxb@example.org")

    assert titles(client, q=words) == []


def test_a_pasted_page_is_answered(client, secretary):
    make("Vila Exemplo")

    words = " ".join(f"word{number}" for number in range(300))
    assert titles(client, q=words) == []


def test_what_is_saved_is_found_at_once(client, secretary):
    application = make_application()
    answers = {"contact_name": "A", "contact_role": "B", "contact_phone": ""}
    second = {"second_name": "C", "second_role": "", "second_email": "c@example.org"}
    participants = {
        "participants": [("Rádio Livre", "association", "")],
        "why_few_kinds": "",
    }

    services.save(application, Section.CONTACTS, {**answers, **second, "second_phone": ""})
    services.save(application, Section.PARTICIPANTS, participants)

    assert [
        word in application.sought for word in ("c@example.org", "radio livre", "moradores")
    ] == [
        True,
        True,
        False,
    ]


def test_what_is_begun_is_found_by_its_reference_and_address():
    application = services.begin_on_behalf(
        by=make_secretary(), email="A@example.org", language="pt", came_by="paper", token="t"
    )

    application.refresh_from_db()
    assert application.sought == f"{application.reference.replace('-', '').lower()} a@example.org"


@pytest.mark.parametrize(
    "question",
    ["", "state=all", "q=vila", "q=zz", "country=PT", "kind=municipality", "lead=me", "age=day",
     "language=pt", "suspicion=yes"],
)  # fmt: skip
def test_the_queue_costs_the_same_with_one_row_and_with_three(client, secretary, question):
    since, why = timezone.now() - timedelta(days=2), Suspicion.STAMP
    make("One", lead=secretary, state_since=since, suspicion=why)
    one = queries(client, question)
    make("Two", lead=make_secretary(), state_since=since, territory_country="FR", language="fr")
    make("Three", State.IN_REVIEW, lead=secretary, state_since=since, suspicion=why)

    assert queries(client, question) == one


def test_both_roles_see_the_queue_and_only_the_secretariat_is_offered_files_and_moves(client):
    make("Vila Exemplo")
    seen = []
    for user in (make_secretary(), make_board_member()):
        client.force_login(user)
        page = client.get(QUEUE)
        seen.append(
            (
                values(page, '//select[@name="action"]/option/@value'),
                texts(page, '//ul[contains(@class, "object-tools")]/li'),
            )
        )

    assert seen == [
        (
            ["", "take", "mark-spam"],
            ["Enter one on behalf of somebody", "Export as CSV", "Export as XLSX"],
        ),
        ([], []),
    ]
    assert reverse("admin:platforms_platformapplication_changelist") == QUEUE

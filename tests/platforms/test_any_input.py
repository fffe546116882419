"""Whatever is typed into a form of the application, the answer is a page, and what is stored can be
read everywhere.

Each form gets 200 sendings, the same at every run. After each that was stored its answers are read
in words and its letters are made, and after every fourth one of the pages that show them is read,
in turn. Other sendings, more of them, and all pages after each:

    EXAMPLES=10000 make test ARGS="tests/platforms/test_any_input.py"

Slow answers do not fail, as the machine may be busy: they are told at the end.
"""

import os
import time
from collections import Counter
from datetime import timedelta
from html import unescape
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications import emails, workflow
from applications.files import CheckedUpload, store
from applications.paper import Table
from applications.workflow import Applicant, State
from outbox.models import OutgoingEmail
from outbox.rendering import message_of
from platforms import services
from platforms.forms import PAGE_FORMS
from platforms.models import PlatformApplication
from platforms.paper import filled_sheet
from platforms.workflow import DESCRIPTION, PLACE, Section
from tests import strict
from tests.applications.browsing import open_link
from tests.applications.factories import make_application, make_secretary
from tests.factories import make_territory
from tests.pages import texts
from tests.platforms.odd_answers import NAMES, Sent, anything, form_of, send, sendings, undone
from together_site.text import without_hidden

pytestmark = pytest.mark.django_db

NORMAL = 200
EXAMPLES = int(os.environ.get("EXAMPLES", NORMAL))
SLOW = 2
slow = []

VALID = {
    Section.TERRITORY: {
        "holder": "actor",
        "actor_name": "Escola",
        "actor_kind": "school",
        "territory_name": "Vila Exemplo",
        "territory_country": "PT",
    },
    PLACE: {"listed_territory": "none"},
    DESCRIPTION: {
        "territory_kind": "municipality",
        "territory_area": "Beja",
        "territory_parent": "Alentejo",
        "population": "24717",
        "population_year": "2021",
        "latitude": "37.5966",
        "longitude": "-8.6413",
        "website": "https://example.org/",
    },
    Section.PLATFORM: {
        "local_name": "Mesa",
        "since_year": "2019",
        "is_formal": "False",
        "aims": "Reunir todos.",
        "has_begun": "True",
        "languages": "Portuguese, fr",
    },
    Section.PARTICIPANTS: {
        "name_0": "Câmara",
        "kind_0": "public_authority",
        "role_0": "",
        "name_1": "Associação",
        "kind_1": "association",
        "role_1": "convida",
        "why_few_kinds": "Ainda não.",
        "row_count": "3",
    },
    Section.MANDATE: {
        "mandate": "decision",
        "decided_by": "Câmara",
        "decided_on": "2026-03-31",
        "why_no_mandate": "Nada.",
    },
    Section.CONTACTS: {
        "contact_name": "A. Sample",
        "contact_role": "Councillor",
        "contact_phone": "+351 1",
        "second_name": "B. Sample",
        "second_role": "Chair",
        "second_email": "second@example.org",
        "second_phone": "+351 2",
        "public_contacts": ["role", "phone"],
    },
    Section.PROCESS: {
        "cycle": "1",
        "phase": "2",
        "trained": "no",
        "help_needed": "Método.",
        "help_offered": "Uma sala.",
    },
    Section.CONSENT: {"privacy": "on", "may_apply": "on"},
}


def given_sendings(strategy, *, examples=EXAMPLES):
    """Give a function as many sendings as this run asks for."""

    def decorated(test):
        settled = settings(
            max_examples=examples,
            derandomize=EXAMPLES == NORMAL,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        return settled(given(strategy)(test))

    return decorated


@pytest.fixture(autouse=True)
def _as_served(monkeypatch, settings, _prepared):
    """Read requests as production does; look into no file, which is tried where files are."""
    from together_site.wsgi import Request

    monkeypatch.setattr("django.test.client.WSGIRequest", Request)
    monkeypatch.setattr("applications.files._inspect", lambda data, kind: ({"signed": False}, data))
    settings.SENDS_AN_HOUR_PER_ADDRESS = settings.SENDS_A_DAY_PER_MAIL = 1000


@pytest.fixture(scope="module", autouse=True)
def _tell_of_slow_answers(request):
    yield
    if slow:
        capture = request.config.pluginmanager.getplugin("capturemanager")
        with capture.global_and_fixture_disabled():
            print("\nAnswers of over 2 s:", *slow, sep="\n  ")


@pytest.fixture
def visitor():
    return Visitor()


@pytest.fixture
def staff():
    staff = Visitor()
    staff.force_login(make_secretary())
    return staff


class Visitor(Client):
    """A browser whose requests are answered as in production; it notes what was slow.

    Django's own one would copy all that templates are told, and take half as long again.
    """

    def request(self, **request):
        begun = time.monotonic()
        response = self.handler(self._base_environ(**request))
        seconds = time.monotonic() - begun
        self.cookies.update(response.cookies)
        what = f"{request['REQUEST_METHOD']} {request['PATH_INFO']}"
        if seconds > SLOW:
            slow.append(f"{what}: {seconds:.1f} s")
        assert response.status_code < 500, what
        return response


def pages_of(application):
    """Return the addresses at which an applicant reads what is stored."""
    own = ["copy", "pdf"]
    if application.is_editable:
        own += ["sections", "check"]
    addresses = [
        reverse(f"platforms:application-{page}", args=[application.reference]) for page in own
    ]
    return addresses if application.is_editable else [*addresses, application.get_absolute_url()]


def staff_pages_of(application):
    model = "admin:platforms_platformapplication"
    return [
        reverse(f"{model}_change", args=[application.pk]),
        reverse(f"{model}_changelist"),
        reverse("admin:index"),
    ]


def registry_pages_of(application):
    """Return the addresses at which everybody reads of a platform that was opened."""
    place, platform = application.territory, application.platform
    actors = place.collective_actors.order_by("pk")
    return [
        "/en/",
        "/en/territories/",
        "/en/territories/feed/",
        "/en/territories/territories.csv",
        "/en/territories/territories.geojson",
        place.get_absolute_url(),
        "/fr/platforms/",
        "/en/platforms/feed/",
        "/en/platforms/platforms.csv",
        "/en/platforms/platforms.geojson",
        platform.get_absolute_url(),
        *(actor.get_absolute_url() for actor in actors),
        "/en/countries/",
        f"/en/countries/{place.country.code.lower()}/",
        "/sitemap-territories.xml",
        "/sitemap-platforms.xml",
        "/sitemap-actors.xml",
    ]


STRICT = {
    "feed/": strict.feed,
    ".csv": strict.table,
    ".geojson": strict.features,
    ".xml": strict.xml,
}
_turns = count()


def read(visitor, addresses):
    """Read pages as strict programs do; nothing hidden stands in any of them."""
    for address in addresses:
        page = visitor.get(address)
        content = b"".join(page)
        assert page.status_code == 200, address
        if address.endswith(".pdf"):
            assert content.startswith(b"%PDF-")
            continue
        text = content.decode().replace("\r\n", "\n")
        assert without_hidden(text) == text, address
        for ending, parse in STRICT.items():
            if address.endswith(ending):
                parse(content)


def read_back(application, *asked):
    """Read what is stored of an application: pairs of a visitor and addresses, and its letters.

    Nothing hidden stands in any of its answers. Pages are all read where there is time for it.
    """
    told = "\n".join(map(str, told_on_paper(filled_sheet(application))))
    assert without_hidden(told) == told
    read_letters(application)
    pages = [(visitor, address) for visitor, addresses in asked for address in addresses]
    turn = next(_turns)
    if EXAMPLES == NORMAL:
        pages = [] if turn % 4 else [pages[turn // 4 % len(pages)]]
    for visitor, address in pages:
        read(visitor, [address])


def read_letters(application):
    """Make each letter as it would leave; nothing hidden stands in it."""
    for letter in letters_of(application):
        message = message_of(letter)
        [(page, _kind)] = message.alternatives
        text = "\n".join([message.subject, message.body, page, *message.to])
        assert without_hidden(text) == text
        assert message.message().as_bytes()


def every_kind_of_answer(answers, *kinds):
    """Say whether the sendings had each of these answers often, and no others."""
    return set(answers) == set(kinds) and min(answers.values()) > EXAMPLES / 100


@pytest.mark.parametrize("page", PAGE_FORMS)
def test_anything_may_be_typed_into_a_page(visitor, page):
    application = make_application(holder="actor", actor_name="Escola", actor_kind="school")
    make_territory("Vila Exemplo")
    old = CheckedUpload("old.pdf", "application/pdf", b"%PDF-")
    store(application, old, purpose=Section.MANDATE)
    open_link(visitor, application)
    url = reverse("platforms:application-section", args=[application.reference, page])
    names, hidden = form_of(visitor, url)
    answers = Counter()

    @given_sendings(sendings(hidden | VALID[page], names, files=page == Section.MANDATE))
    def sent(sending):
        with undone(visitor):
            response = send(visitor, url, sending)
            answers[response.status_code] += 1
            if response.status_code == 302:
                stored = PlatformApplication.objects.get()
                read_back(stored, (visitor, pages_of(stored)))

    sent()
    assert every_kind_of_answer(answers, 200, 302), answers


def test_anything_may_be_typed_where_an_application_begins(visitor):
    url = reverse("platforms:application-begin")
    names, hidden = form_of(visitor, url)
    valid = {**hidden, "email": "a@example.org", "language": "pt", "homepage": ""}
    answers = Counter()

    @given_sendings(sendings(valid, names))
    def sent(sending):
        with undone(visitor):
            response = send(visitor, url, sending)
            answers[response.status_code] += 1
            if response.status_code == 302:
                application = PlatformApplication.objects.get()
                read_back(application, (visitor, pages_of(application)))

    sent()
    assert every_kind_of_answer(answers, 200, 302), answers


def test_anything_may_be_typed_where_a_link_is_asked_for(visitor):
    application = make_application()
    url = reverse("applications:link-ask")
    names, hidden = form_of(visitor, url)
    valid = {**hidden, "reference": application.reference, "email": application.email}
    letters = Counter()

    @given_sendings(sendings(valid, names))
    def sent(sending):
        with undone(visitor):
            assert send(visitor, url, sending).status_code == 200
            letters[OutgoingEmail.objects.count()] += 1
            read_letters(application)

    sent()
    assert every_kind_of_answer(letters, 0, 1), letters


@pytest.mark.parametrize(
    "page", ["platforms:application-check", "applications:application-withdraw"]
)
def test_anything_may_come_with_a_button(visitor, page):
    application = make_application()
    open_link(visitor, application)
    url = reverse(page, args=[application.reference])
    names, hidden = form_of(visitor, url)

    @given_sendings(sendings(hidden, names))
    def sent(sending):
        with undone(visitor):
            response = send(visitor, url, sending)
            application.refresh_from_db()
            assert (response.status_code, application.is_draft) == (302, False)
            read_back(application, (visitor, pages_of(application)))
        application.refresh_from_db()

    sent()


def test_anything_may_be_typed_by_staff_who_enter_an_application(staff):
    url = reverse("admin:platforms_platformapplication_enter")
    names, hidden = form_of(staff, url)
    valid = {**hidden, "email": "a@example.org", "language": "pt", "came_by": "paper"}
    answers = Counter()

    @given_sendings(sendings(valid, names))
    def sent(sending):
        with undone(staff):
            response = send(staff, url, sending)
            answers[response.status_code] += 1
            if response.status_code == 302:
                application = PlatformApplication.objects.get()
                read_back(application, (staff, pages_of(application)))

    sent()
    assert every_kind_of_answer(answers, 200, 302), answers


@pytest.mark.parametrize(
    "move", [workflow.ASK, workflow.ACCEPT, workflow.DECLINE], ids=lambda move: move.name
)
def test_anything_may_be_typed_by_staff_who_decide(visitor, staff, move):
    make_territory("Vila Exemplo")
    application = make_application(State.IN_REVIEW)
    open_link(visitor, application)
    url = reverse("admin:platforms_platformapplication_move", args=[application.pk, move.name])
    names, hidden = form_of(staff, url)
    letter = {"letter-subject": "Decisão", "letter-body": "Bom dia,\n\nhttps://example.org/"}
    valid = {**hidden, "note": "Porque sim.", **letter, **VALID_OF_MOVE[move]}
    answers = Counter()

    @given_sendings(sendings(valid, [*names, *letter, "suggest", "open", "keep_held"]))
    def sent(sending):
        with undone(visitor), undone(staff):
            response = send(staff, url, sending)
            answers[response.status_code] += 1
            if response.status_code == 302:
                application.refresh_from_db()
                shown = registry_pages_of(application) if application.platform else []
                shown = [*pages_of(application), *shown]
                read_back(application, (visitor, shown), (staff, staff_pages_of(application)))
        application.refresh_from_db()

    sent()
    assert every_kind_of_answer(answers, 200, 302), answers


VALID_OF_MOVE = {
    workflow.ASK: {
        "sections": ["territory", "contacts"],
        "until": (timezone.localdate() + timedelta(days=9)).isoformat(),
    },
    workflow.ACCEPT: {"territory": ""},
    workflow.DECLINE: {},
}


def fill_in(visitor, application, page, typed):
    """Fill in a page; returns whether it was stored."""
    url = reverse("platforms:application-section", args=[application.reference, page])
    _names, hidden = form_of(visitor, url)
    return send(visitor, url, Sent.of(VALID[page] | hidden | typed)).status_code == 302


def open_platform(application, *, by):
    """Lead a complete application to the registry."""
    applicant = Applicant(application.pk)
    for move, who in (
        (workflow.SEND, applicant),
        (workflow.CONFIRM, applicant),
        (workflow.TAKE, by),
    ):
        services.perform(move, application, by=who)
    letter = emails.suggestion(workflow.ACCEPT, application)
    services.decide(workflow.ACCEPT, application, by=by, note="", letter=letter, keep_held=False)


SHOWN = {
    Section.TERRITORY: ["actor_name", "territory_name"],
    DESCRIPTION: ["territory_area", "territory_parent", "website"],
    Section.PLATFORM: ["local_name", "aims"],
    Section.PARTICIPANTS: ["name_0", "role_1"],
    Section.CONTACTS: ["contact_name", "contact_role", "contact_phone", "second_email"],
}


def test_whatever_was_typed_the_registry_can_be_read(visitor, staff):
    secretary = make_secretary()
    application = make_application()
    open_link(visitor, application)
    typed = st.fixed_dictionaries(
        {
            page: st.dictionaries(st.sampled_from(names), anything, max_size=3)
            for page, names in SHOWN.items()
        }
    )
    stored = Counter()

    @given_sendings(typed, examples=EXAMPLES // 20)
    def opened(answers):
        with undone(visitor), undone(staff):
            for page, odd in answers.items():
                is_stored = fill_in(visitor, application, page, odd)
                stored[is_stored] += 1
                assert is_stored or fill_in(visitor, application, page, {})
            application.refresh_from_db()
            open_platform(application, by=secretary)
            application.refresh_from_db()
            read(visitor, [*pages_of(application), *registry_pages_of(application)])
            read(staff, staff_pages_of(application))
            read_letters(application)
        application.refresh_from_db()

    opened()
    assert stored[True] > stored[False] / 2, stored


@pytest.mark.parametrize("name", NAMES)
def test_a_name_goes_its_whole_way_unchanged(visitor, staff, name):
    secretary = make_secretary()
    application = make_application()
    open_link(visitor, application)
    names = {
        Section.TERRITORY: {"actor_name": name, "territory_name": name},
        DESCRIPTION: {"territory_area": name},
        Section.PLATFORM: {"local_name": name, "aims": name},
        Section.PARTICIPANTS: {"name_0": name, "role_0": name},
        Section.CONTACTS: {"contact_name": name, "contact_role": name, "public_contacts": "role"},
    }

    for page, typed in names.items():
        assert fill_in(visitor, application, page, typed)
    checked = visitor.get(reverse("platforms:application-check", args=[application.reference]))
    application.refresh_from_db()
    on_paper = filled_sheet(application)
    open_platform(application, by=secretary)
    application.refresh_from_db()

    asked = ("actor_name", "territory_name", "territory_area", "local_name", "aims")
    asked += ("contact_name", "contact_role", "title")
    [first, _second] = application.participants.order_by("pk")
    stored = [getattr(application, column) for column in asked]
    assert [*stored, first.name, first.role] == [name] * 10
    assert texts(checked, "//dd[normalize-space()]").count(name) == 7
    assert told_on_paper(on_paper).count(name) == 10
    assert told_by_registry(visitor, application) == {
        "territory page": name,
        "platform page": name,
        "actor page": name,
        "territories feed": name,
        "platforms feed": name,
        "territories.csv": name,
        "platforms.csv": name,
        "territories.geojson": name,
        "platforms.geojson": name,
        "contact": name,
    }
    decision = message_of(letters_of(application).last())
    [(page, _kind)] = decision.alternatives
    assert f"«{name}»" in decision.body
    assert f"«{name}»" in unescape(page)


def letters_of(application):
    return OutgoingEmail.objects.about(application.reference).order_by("pk")


def told_on_paper(sheet):
    """Return every fact and answer on a sheet."""
    told = [fact for _label, fact in sheet.facts]
    for question in (question for part in sheet.parts for question in part.questions):
        if isinstance(question, Table):
            told += [cell for row in question.rows for cell in row]
        else:
            told.append(question.answer)
    return told


def told_by_registry(visitor, application):
    """Return the name by which each page, feed and file of the registry tells it."""

    def whole(address):
        return b"".join(visitor.get(address))

    def heading(thing):
        return texts(visitor.get(thing.get_absolute_url()), "//h1")[0]

    def entry(address):
        return strict.feed(whole(address)).entries[0].title

    def row(address):
        return strict.table(whole(address))[0]

    def point(address):
        return strict.features(whole(address))[0]["properties"]

    platform = application.platform
    return {
        "territory page": heading(application.territory),
        "platform page": heading(platform),
        "actor page": heading(platform.collective_actor),
        "territories feed": entry("/en/territories/feed/"),
        "platforms feed": entry("/en/platforms/feed/"),
        "territories.csv": row("/en/territories/territories.csv")["name"],
        "platforms.csv": row("/en/platforms/platforms.csv")["local_name"],
        "territories.geojson": point("/en/territories/territories.geojson")["name"],
        "platforms.geojson": point("/en/platforms/platforms.geojson")["local_name"],
        "contact": platform.contact_office,
    }

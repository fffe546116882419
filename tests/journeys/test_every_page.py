"""Every page and every step, with and without errors, in every language: open to everybody."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import Role
from applications import links
from applications.emails import Letter
from applications.links import Purpose
from applications.services import keep_answers
from applications.workflow import ACCEPT, State
from membership.workflow import Category
from outbox.models import State as LetterState
from platforms.forms import PAGE_FORMS
from platforms.services import decide
from platforms.workflow import Section
from territories.models import Territory
from territories.workflow import PlatformState, TerritoryState
from tests.accounts.signing_in import arrive, make_person, with_app
from tests.applications.board import make_session
from tests.applications.factories import make_application, make_secretary, make_user
from tests.browser import fill, overhang, press, violations
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.journeys.joining import joining
from tests.journeys.representing import represented
from tests.journeys.steps import PASSWORD
from tests.journeys.tour import Tour
from tests.journeys.touring_contact import contact
from tests.journeys.touring_documents import documents, proposals
from tests.journeys.touring_editing import editing
from tests.journeys.touring_events import events
from tests.journeys.touring_follow import following
from tests.journeys.touring_networks import networks
from tests.journeys.touring_pages import pages
from tests.membership.factories import make_certificate, make_member
from tests.outbox.mail_server import make_letter
from tests.web import validator

pytestmark = pytest.mark.browser

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SAMPLE = {"source_url": "https://example.org/list", "first_sign_found": 2014}


def registry(tour, settings):
    for address in ("/", "/territories/", "/platforms/", "/countries/", "/countries/pt/"):
        tour.see(address)
    place = make_territory("Vila do Açor", latitude="38.8", longitude="-9.38", **SAMPLE)
    make_territory("Bairro do Açor", parent=place, kind="neighbourhood")
    make_territory("Cacém", latitude="38.77", longitude="-9.3")
    make_territory("Sesimbra", latitude="38.44", longitude="-9.1", website="https://example.org")
    actor = make_collective_actor("Escola do Açor", territory=place, **SAMPLE)
    for state in PlatformState:
        make_platform("", territory=place, state=state, **SAMPLE)
    written = make_platform("Mesa do Açor", aims="Reunir todos.", aims_language="pt")
    written.composition.create(kind="school", number=2)
    known = {"population": 377835, "population_year": 2011, "wikidata_id": "Q13342"}
    told = make_territory("Sintra", languages=["pt", "mwl"], **known)
    told.descriptions.create(language="pt", text="Uma vila.")
    for number in range(30):
        make_territory(f"Bourg {number}")
    tour.see("/", again=True)
    tour.see("/territories/?kind=municipality&country=PT&page=2", again=True)
    tour.see("/territories/?q=nowhere", again=True)
    tour.see("/territories/?q=sesimbar&order=name", again=True)
    tour.see("/territories/?area=-10,38,-9,39", again=True)
    tour.see("/platforms/?state=active&country=PT", again=True)
    tour.see("/platforms/?q=nowhere", again=True)
    tour.see("/countries/", again=True)
    tour.see("/countries/pt/?page=2", again=True)
    tour.see(f"/collective-actors/{actor.pk}/")
    tour.see(f"/territories/{told.slug}/")
    tour.see(f"/territories/{place.slug}/")
    tour.see(f"/territories/{written.territory.slug}/")
    tour.see(f"/platforms/{place.platforms.first().slug}/")
    tour.see(f"/platforms/{written.slug}/")
    tour.see("/nowhere/")


def members(tour, settings):
    tour.see("/members/")
    always = [("2014-01-01", "2099-12-31")]
    place = make_territory("Vila do Açor")
    platform = make_platform("Mesa do Açor", territory=place)
    shown = {"is_public": True, "periods": always}
    member = make_member(Category.TERRITORY, name="Vila do Açor", platform=platform, **shown)
    make_member(Category.PUBLIC_ENTITY, name="Région du Sud", country="FR", **shown)
    person = make_member(Category.PERSON, name="جمعية الوادي", **shown)
    body = make_member(name="Word" * 40, **shown)
    for number in range(30):
        make_member(name=f"Body {number}", **shown)
    tour.see("/members/?category=body&country=PT&page=2", again=True)
    tour.see("/members/?q=nowhere", again=True)
    for one in (member, person, body):
        tour.see(f"/members/{one.pk}/")
    tour.see(f"/platforms/{platform.slug}/")
    valid = make_certificate(member)
    expired = make_certificate(member, revoked_on=timezone.localdate())
    tour.see("/figures/")
    tour.see("/verify/")
    tour.see("/verify/", sent={"serial": ""})
    tour.see(f"/verify/{valid.serial}/")
    tour.see(f"/verify/{expired.serial}/")
    tour.see("/verify/none/")
    tour.sign_in(make_secretary())
    tour.see("/admin/membership/member/figures/")
    tour.see("/admin/membership/member/add/")
    tour.see("/admin/membership/member/")
    tour.see(f"/admin/membership/member/{member.pk}/change/")
    tour.see(f"/admin/membership/member/{member.pk}/move/issue-certificate/")


def error_pages(tour, settings):
    with translation.override(tour.language):
        for name in ("400", "403", "403_csrf", "404", "500", "503"):
            tour.see_text(name, render_to_string(f"{name}.html"))


def applying(tour, settings):
    tour.see("/apply/")
    tour.see("/apply/begin/")
    tour.see("/apply/begin/", sent={})
    draft = make_application(sections_done={}, **dict.fromkeys(TEXTS, ""))
    whole = make_application()
    asked = make_application(State.INFORMATION_ASKED)
    keep_answers(asked, section=Section.TERRITORY, answers={"territory_name": "Kept"})
    tour.open_to(Purpose.EDIT, draft, whole, asked)
    base = f"/apply/{draft.reference}/"
    tour.see(base)
    for page in PAGE_FORMS:
        tour.see(f"{base}{page}/")
    tour.see(f"{base}check/")
    tour.see(f"{base}copy/")
    with_errors(tour, base)
    tour.see(f"/apply/{whole.reference}/", again=True)
    tour.see(f"/apply/{whole.reference}/check/", again=True)
    tour.see(f"/apply/{whole.reference}/copy/", again=True)
    tour.see(f"/apply/{asked.reference}/", again=True)
    tour.see(f"/apply/{asked.reference}/territory/", again=True)
    two_tabs(tour, whole)
    settings.SENDS_AN_HOUR_PER_ADDRESS = 0
    tour.see("/apply/begin/", sent={"email": "ana@example.org", "language": "pt"})


TEXTS = ("title", "holder", "territory_name", "territory_country", "territory_kind", "aims")


def with_errors(tour, base):
    """See what comes back of every page where it is filled in as it cannot be saved."""
    document = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"words"}
    for page, answers in (
        ("territory", {"territory_name": "", "territory_country": ""}),
        ("description", {"latitude": "95", "population": "12"}),
        ("platform", {"aims": "", "since_year": "1492", "languages": "klingonish"}),
        ("participants", {"name_0": "A", "role_1": "hosts"}),
        ("participants", {"name_0": "A", "kind_0": "school"}),
        ("mandate", {}),
        ("mandate", {"mandate": "decision", "decided_on": "2099-01-01", "document": document}),
        ("mandate", {"mandate": "participants"}),
        ("mandate", {"mandate": "not_yet", "why_no_mandate": ""}),
        ("contacts", {"contact_name": "", "contact_role": "", "second_role": "Chair"}),
        ("contacts", {"public_contacts": ["phone", "second_email"]}),
        ("process", {"cycle": "1"}),
        ("consent", {"privacy": False, "may_apply": False}),
    ):
        tour.see(f"{base}{page}/", sent=answers)
    tour.see(f"{base}participants/", sent={"name_0": "A"}, button='main [name="more"]')


def applying_further(tour, settings):
    """See the pages for a listed place, for one whose point is known, for two and on behalf."""
    place = make_territory("Vila Exemplo", admin_area="Beja")
    gone = make_territory("Vila Exemplo", kind="neighbourhood", parent=place)
    of_actor = make_application(
        holder="actor", actor_name="Escola", actor_kind="school", listed_territory=place
    )
    second = {"second_name": "B", "second_email": "b@example.org", "public_contacts": ["role"]}
    known = make_application(territory_name="Odemira", **second)
    entered = make_application(entered_by=make_secretary(), came_by="paper")
    tour.open_to(Purpose.EDIT, of_actor, known, entered)
    tour.see(f"/apply/{of_actor.reference}/place/")
    place_gone(tour, gone)
    tour.see(f"/apply/{of_actor.reference}/check/")
    tour.see(f"/apply/{of_actor.reference}/copy/")
    tour.see(f"/apply/{known.reference}/description/")
    tour.see(f"/apply/{known.reference}/contacts/")
    tour.see(f"/apply/{entered.reference}/")
    tour.see(f"/apply/{entered.reference}/territory/")
    tour.see(f"/apply/{entered.reference}/check/", again=True)


def place_gone(tour, place):
    """See what comes back where the place chosen on the page now open is listed no more."""
    fill(tour.page, listed_territory=str(place.pk))
    Territory.objects.filter(pk=place.pk).update(state=TerritoryState.ARCHIVED)
    press(tour.page)
    tour.note("a place that has gone", with_errors=True)


def two_tabs(tour, application):
    """See the page that shows both answers, of an older and of a newer tab."""
    tour.page.goto(f"/{tour.language}/apply/{application.reference}/contacts/")
    application.contact_name = "Newer"
    application.save(update_fields=["contact_name"])
    press(tour.page)
    tour.note("two tabs", with_errors=True)


def status(tour, settings):
    applications = [make_application(state) for state in State]
    tour.open_to(Purpose.STATUS, *applications)
    for application in applications:
        tour.see(f"/applications/{application.reference}/")
    tour.see(f"/applications/{applications[0].reference}/withdraw/")


def private_links(tour, settings):
    tour.see("/applications/gone/")
    application = make_application(State.UNCONFIRMED)
    tour.see("/applications/find/")
    tour.see("/applications/find/", sent={})
    tour.see(
        "/applications/find/",
        sent={"reference": application.reference, "email": application.email},
    )
    for purpose in (Purpose.CONFIRM, Purpose.STATUS, Purpose.GONE):
        address = links.address(
            purpose, application_id=application.pk, version=1, language=tour.language
        )
        tour.see(address.removeprefix(f"{settings.SITE_URL}/{tour.language}"))
    tour.see("/applications/link/edit/forged/")
    tour.see(f"/apply/{application.reference}/", again=True)


def account(tour, settings):
    tour.see("/account/login/")
    tour.see("/account/login/", sent={"login": "ana@example.org", "password": "wrong"})
    tour.see("/account/login/", sent={})
    tour.see("/account/password/reset/")
    tour.see("/account/password/reset/", sent={})
    tour.see("/account/password/reset/", sent={"email": "ana@example.org"})
    tour.see("/account/password/reset/key/1-forged/")
    tour.see("/account/password/reset/key/done/")
    tour.see("/account/inactive/")
    tour.sign_in(make_secretary(password=PASSWORD))
    tour.see("/account/logout/")
    tour.see("/account/reauthenticate/")
    tour.see("/account/reauthenticate/", sent={"password": "wrong"})
    tour.see("/account/password/change/")
    tour.see("/account/password/change/", sent={})


def second_factor(tour, settings):
    """See the pages of the second factor, with and without one, and of a session that ended."""
    settings.ACCOUNT_RATE_LIMITS = False  # the tour in every language is more than ten wrong tries
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    user = make_person()
    tour.sign_in(user)
    tour.see("/account/second-factor/set-up/")
    tour.see("/account/second-factor/set-up/", sent={"code": "0"})
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    tour.see("/account/second-factor/")
    with_app(user)
    tour.see("/account/second-factor/", again=True)
    tour.see("/account/recovery-codes/", again=True)  # asks for the password first
    fill(tour.page, password=PASSWORD)
    press(tour.page)
    tour.note("recovery codes")
    tour.see("/account/recovery-codes/new/")
    tour.see("/account/second-factor/remove/")
    tour.see("/account/second-factor/confirm/")
    tour.see("/account/second-factor/confirm/", sent={"code": "0"})
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    tour.see("/account/second-factor/remove/", again=True)
    session_ended(tour, user)
    tour.page.context.clear_cookies()
    tour.see("/account/login/", again=True)
    fill(tour.page, login=user.email, password=PASSWORD)
    press(tour.page)
    tour.note("second factor")
    code_form = "main form:has([name=code]) button"
    tour.see("/account/second-factor/code/", sent={"code": "0"}, button=code_form)


def session_ended(tour, user):
    """See what answers a form that is sent too late, and what offers to send it again."""
    arrive(tour.client, user)
    tour.carry("sessionid", tour.client.cookies["sessionid"].value)
    application = make_application(State.IN_REVIEW, lead=user)
    move = f"/admin/platforms/platformapplication/{application.pk}/move/withdraw/"
    tour.page.goto(f"/{tour.language}{move}")
    fill(tour.page, note="She wrote.")
    Session.objects.update(expire_date=timezone.now())
    press(tour.page)
    tour.note("session ended")
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))
    session = tour.client.session
    session["kept"] = {"person": str(user.pk), "path": move, "fields": [("note", "She wrote.")]}
    session.save()
    tour.carry("sessionid", session.session_key)
    tour.see("/account/go-on/")


def staff(tour, settings):
    secretary = make_secretary(name="Sol Sample")
    tour.sign_in(secretary)
    tour.see("/admin/")
    queue = "/admin/platforms/platformapplication/"
    applications = {state: make_application(state, lead=secretary) for state in State}
    tour.see("/admin/", again=True)
    tour.see(queue)
    tour.see(f"{queue}?state=in_review&q=vila", again=True)
    tour.see(f"{queue}?q=nowhere", again=True)
    for state in (State.SUBMITTED, State.IN_REVIEW, State.DECLINED):
        tour.see(f"{queue}{applications[state].pk}/change/")
    moves = f"{queue}{applications[State.IN_REVIEW].pk}/move"
    for name in ("ask", "accept", "decline", "withdraw", "mark-spam"):
        tour.see(f"{moves}/{name}/")
    tour.see(f"{moves}/ask/", sent={})
    tour.see(f"{moves}/decline/", sent={"note": "Because."})
    tour.see(f"{moves}/decline/", sent={})
    tour.see(f"{moves}/accept/", sent={})

    enter = f"{queue}enter/"
    tour.see(enter)
    tour.see(enter, sent={}, button="#content form button")
    own = {"email": secretary.email, "language": "pt", "came_by": "mail"}
    tour.see(enter, sent=own, button="#content form button")
    known = known_and_changed(secretary)
    tour.see(f"{queue}{known.pk}/change/")
    tour.see(f"{queue}{known.pk}/move/accept/", again=True)

    held = make_application(State.IN_REVIEW, lead=secretary)
    letter = Letter("A subject", "A letter.\n")
    decide(ACCEPT, held, by=secretary, note="", letter=letter, keep_held=True)
    tour.see(f"{queue}{held.pk}/change/")
    tour.see(f"{queue}{held.pk}/move/release/")


def known_and_changed(secretary):
    """Return an application entered on behalf, of a listed place, changed after it was asked."""
    make_territory("Vila Exemplo")
    before = {"aims": "Reunir.", "participants": [["Escola", "school", ""]], "document": ""}
    applications = [
        make_application(
            State.IN_REVIEW,
            lead=secretary,
            email="b@example.org",
            entered_by=secretary,
            came_by="paper",
            asked_from=before,
        )
        for _twice in range(2)
    ]
    return applications[0]


def board(tour, settings):
    tour.sign_in(make_user(Role.BOARD))
    application = make_application(State.FOR_THE_BOARD)
    tour.see("/admin/")
    tour.see(f"/admin/platforms/platformapplication/{application.pk}/change/")


def board_sessions(tour, settings):
    secretary = make_secretary(name="Sol Sample")
    tour.sign_in(secretary)
    held = make_application(State.HELD, decider=secretary, title="Vila Decidida")
    waits = make_application(State.FOR_THE_BOARD, title="Vila Exemplo", lead=secretary)
    make_application(State.FOR_THE_BOARD, title="Vila à espera")
    session = make_session(held, waits, chaired_by="C. Sample", note="Bring the map.")
    make_session(days=30)
    sessions, one = "/admin/applications/boardsession/", f"{session.pk}/"
    tour.see(sessions)
    tour.see(f"{sessions}add/")
    tour.see(f"{sessions}add/", sent={}, button="#content .review form button")
    for page in ("change", "edit", "agenda", "decide", "release"):
        tour.see(f"{sessions}{one}{page}/")
    key = session.items.get(application=waits).pk
    decided = {f"item-{key}-choice": "accept", "minutes": "2026/4"}
    tour.see(f"{sessions}{one}decide/", sent=decided)


def registry_in_the_admin(tour, settings):
    tour.sign_in(make_user(Role.SECRETARIAT, is_superuser=True))
    actor = make_collective_actor()
    platform = make_platform(territory=actor.territory)
    letter = make_letter(state=LetterState.NEEDS_PERSON)
    tour.see("/admin/territories/territory/")
    territory = f"/admin/territories/territory/{actor.territory.pk}/change/"
    tour.see(territory)
    tour.see(territory, sent={"name": ""}, button='main [name="_save"]')
    tour.see("/admin/territories/collectiveactor/")
    tour.see(f"/admin/territories/collectiveactor/{actor.pk}/change/")
    tour.see("/admin/platforms/platform/")
    tour.see(f"/admin/platforms/platform/{platform.pk}/change/")
    tour.see("/admin/outbox/outgoingemail/")
    tour.see(f"/admin/outbox/outgoingemail/{letter.pk}/change/")
    tour.see("/admin/accounts/user/")
    tour.see("/admin/accounts/user/add/")


def mailbox(tour, settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILBOX_DIR.mkdir()
    tour.carry("django_language", tour.language)
    tour.see("/mailbox/")
    letter = make_letter(language="pt", body="Bom dia,\n\nhttps://example.org/")
    call_command("worker", once=True)
    tour.see("/mailbox/", again=True)
    tour.see(f"/mailbox/{letter.message_id}/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "part",
    [
        registry,
        members,
        networks,
        editing,
        events,
        following,
        pages,
        contact,
        documents,
        proposals,
        joining,
        represented,
        error_pages,
        applying,
        applying_further,
        status,
        private_links,
        account,
        second_factor,
        staff,
        board,
        board_sessions,
        registry_in_the_admin,
        mailbox,
    ],
    ids=lambda part: part.__name__,
)
def test_every_page_is_open_to_everybody(
    visitor, site, letters, client, settings, tmp_path_factory, part, language
):
    tour = Tour(visitor(), language, site=site, client=client)

    part(tour, settings)

    assert tour.faults == {}
    if tour.markup:
        # The last of all: without a validator the test counts as skipped, though all else was seen.
        validator.need()
        assert validator.faults(tour.markup, tmp_path_factory.mktemp("markup")) == {}


def test_the_rules_find_what_is_wrong(visitor):
    page = visitor()
    page.goto("/health")
    page.set_content(
        "<html><title>A</title><body><h1>A</h1><main><img src='a'><p>"
        "<a href='/'>B</a></p></main><div style='width: 500px'>C</div></body></html>"
    )

    found = violations(page)

    assert [fault.split(":")[0] for fault in found] == [
        "html-has-lang",
        "image-alt",
        "region",
        "region",
    ]
    assert overhang(page) > 100

"""A morning of the secretariat, with ten applications of all sorts, and what the board does."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications import files
from applications.models import Application, Export
from applications.workflow import State, Suspicion
from platforms.models import Platform
from platforms.workflow import Section
from territories.models import Territory
from tests.applications.factories import make_application, make_board_member, make_secretary
from tests.applications.uploads import a_pdf
from tests.browser import fill, follow, press, violations
from tests.journeys import keyboard
from tests.journeys.steps import (
    ANSWERS,
    PASSWORD,
    answer_everything,
    heading,
    notices,
    open_for_writing,
    open_move,
    sign_in,
)
from tests.journeys.steps import look_at as open_page

QUEUE = "/en/admin/platforms/platformapplication/"
BY_PAPER = "paper@example.org"

pytestmark = pytest.mark.browser


def arrives(name, language, **fields):
    """Have an application arrive, about a place of this name."""
    return make_application(
        State.SUBMITTED,
        email=f"{fields.pop('who', name.split()[-1].lower())}@example.org",
        language=language,
        title=name,
        territory_name=name,
        **fields,
    )


@pytest.fixture
def post(site):
    """The nine applications that have arrived online, by what becomes of them."""
    return {
        "accepted": arrives("Vila Aceite", "pt"),
        "asked": arrives("Saint-Interrogé", "fr", who="maire", territory_country="FR"),
        "declined": arrives("Early Town", "en", territory_country="MT"),
        "known": arrives("Síntra", "pt", territory_area="Lisboa"),
        "spam": arrives("Cheap Watches", "en", suspicion=Suspicion.HONEYPOT),
        "board": arrives("Grand-Conseil", "fr", who="conseil", territory_country="FR"),
        "held": arrives("Second Thoughts", "en", territory_country="MT"),
        "withdrawn": arrives("Vila Mudada", "pt"),
        "handed": arrives("Vila Entregue", "pt"),
    }


class Desk:
    """What a member of staff does at a browser; what is wrong with a page is kept."""

    def __init__(self, page):
        self.page = page
        self.faults = {}

    def judge(self, name):
        if found := violations(self.page):
            self.faults[name] = found

    def look_at(self, application):
        open_page(self.page, application, language="en")

    def said(self):
        return self.page.locator(".messagelist li").all_inner_texts()

    def makes(self, move, application, **answers):
        """Make a move whose letter is previewed; returns the letter as it leaves."""
        self.look_at(application)
        open_move(self.page, move)
        self.judge(f"{move}, asked")
        fill(self.page, **answers)
        press(self.page)
        self.judge(f"{move}, letter")
        letter = self.page.input_value('[name="letter-body"]')
        press(self.page)
        return letter

    def makes_at_once(self, move, application):
        self.look_at(application)
        open_move(self.page, move)


def states():
    return dict(Application.objects.order_by("pk").values_list("title", "state"))


def newest(letters, address):
    """Return the newest letter to an address: its subject and its words."""
    return letters.to(address)[-1]


def test_a_morning_of_the_secretariat(visitor, letters, post):
    sintra = Territory.objects.create(
        name="Sintra", slug="sintra", kind="municipality", country="PT", state="listed"
    )
    document = SimpleUploadedFile("mandato.pdf", a_pdf(), "application/pdf")
    files.store(post["accepted"], files.check_upload(document), purpose=Section.MANDATE)
    make_secretary(email="sol@example.org", name="Sol Sample", password=PASSWORD)
    colleague = make_secretary(email="kim@example.org", name="Kim Sample")
    desk = Desk(visitor())

    opens_on_what_waits(desk)
    puts_spam_away(desk, post["spam"])
    takes_the_others(desk)
    enters_one_on_behalf(desk, letters)
    accepts(desk, letters, post["accepted"])
    asks_and_reads_the_answer(desk, letters, post["asked"], visitor())
    declines(desk, letters, post["declined"])
    links_what_is_known(desk, post["known"], sintra)
    desk.makes_at_once("to-board", post["board"])
    thinks_again(desk, letters, post["held"])
    withdraws(desk, letters, post["withdrawn"])
    hands_over(desk, letters, post["handed"], colleague)
    takes_a_list_home(desk)

    assert desk.faults == {}
    assert states() == {
        "Vila Aceite": State.ACCEPTED,
        "Saint-Interrogé": State.ACCEPTED,
        "Early Town": State.DECLINED,
        "Síntra": State.ACCEPTED,
        "Cheap Watches": State.SPAM,
        "Grand-Conseil": State.FOR_THE_BOARD,
        "Second Thoughts": State.ACCEPTED,
        "Vila Mudada": State.WITHDRAWN,
        "Vila Entregue": State.IN_REVIEW,
        "Saint-Exemple-des-Prés": State.SUBMITTED,
    }
    assert set(Platform.objects.values_list("territory__name", flat=True)) == {
        "Vila Aceite",
        "Saint-Interrogé",
        "Sintra",
        "Second Thoughts",
    }


def opens_on_what_waits(desk):
    sign_in(desk.page, "sol@example.org", language="en")
    desk.judge("what waits")
    counts = desk.page.locator(".waiting-counts li").all_inner_texts()
    assert [" ".join(count.split()) for count in counts] == ["Submitted 8", "Suspected as spam 1"]


def puts_spam_away(desk, spam):
    follow(desk.page, ".waiting-counts li:last-child a")
    desk.judge("queue")
    assert desk.page.locator("#result_list tbody tr").count() == 1
    in_bulk(desk, "mark-spam")
    assert desk.said() == ["Mark as spam: done for 1 application."]


def in_bulk(desk, move):
    """Make a move on all applications of the list now shown."""
    for box in desk.page.locator('input[name="_selected_action"]').all():
        box.check()
    fill(desk.page, action=move)
    press(desk.page, 'button[name="index"]')
    desk.judge(f"{move}, in bulk")
    press(desk.page, ".review form button")


def takes_the_others(desk):
    desk.page.goto(f"{QUEUE}?state=submitted")
    in_bulk(desk, "take")
    assert Application.objects.filter(state=State.IN_REVIEW).count() == 8
    assert {a.lead.email for a in Application.objects.filter(state=State.IN_REVIEW)} == {
        "sol@example.org"
    }


def enters_one_on_behalf(desk, letters):
    page = desk.page
    page.goto(f"{QUEUE}enter/")
    desk.judge("enter on behalf")
    fill(page, email=BY_PAPER, language="fr", came_by="paper")
    press(page)
    answer_everything(page, {**ANSWERS, Section.CONSENT: {"privacy": True, "may_apply": True}})
    press(page)
    assert len(letters.to(BY_PAPER)) == 1


def accepts(desk, letters, application):
    """Read the document, accept; the letter that was written to is the letter that leaves."""
    page = desk.page
    desk.look_at(application)
    desk.judge("application")
    with page.expect_download() as file:
        page.locator("#files a").click()
    assert file.value.suggested_filename == "mandato.pdf"
    letter = desk.makes("accept", application)
    assert newest(letters, application.email)[1].startswith(letter.strip())


def asks_and_reads_the_answer(desk, letters, application, applicant):
    letter = desk.makes(
        "ask",
        application,
        sections=[Section.PLATFORM],
        note="Qui tient la table ?",
    )
    assert newest(letters, application.email)[1].startswith(letter.strip())
    open_for_writing(applicant, letters, email=application.email)
    follow(applicant, "main ol.entries a")
    fill(applicant, aims="Reunir tous autour de la même table.", has_begun="True")
    press(applicant)
    press(applicant)
    assert len(notices(applicant)) == 1
    desk.look_at(application)
    desk.judge("application, answered")
    assert desk.page.locator("#changes del").count() > 0
    assert desk.page.locator("#changes ins").count() > 0
    desk.makes("accept", application)


def declines(desk, letters, application):
    """Without a reason nothing happens, and the field says so."""
    page = desk.page
    desk.look_at(application)
    open_move(page, "decline")
    press(page)
    assert page.locator("#error-summary").count() == 1
    desk.judge("decline, without a reason")
    letter = desk.makes("decline", application, note="The group has one member so far.")
    assert "The group has one member so far." in letter
    assert newest(letters, application.email)[1].startswith(letter.strip())


def links_what_is_known(desk, application, place):
    """From the hint to the side by side, from there to the acceptance for that place."""
    page = desk.page
    desk.look_at(application)
    follow(page, "#hints a")
    desk.judge("side by side")
    assert place.name in heading(page)
    follow(page, f'main a[href$="/move/accept/?place={place.pk}"]')
    assert page.is_checked(f'[name="territory"][value="{place.pk}"]')
    press(page)
    press(page)
    application.refresh_from_db()
    assert application.territory == place
    assert Territory.objects.filter(folded_name="sintra").count() == 1


def thinks_again(desk, letters, application):
    """A decision that is held is undone without a letter, and one that is released is not."""
    page = desk.page
    desk.makes("decline", application, note="Too early.", keep_held=True)
    open_move(page, "undo")
    desk.makes("accept", application, keep_held=True)
    assert letters.to(application.email) == []
    open_move(page, "release")
    desk.judge("release")
    press(page)
    assert len(letters.to(application.email)) == 1


def withdraws(desk, letters, application):
    letter = desk.makes("withdraw", application, note="By telephone, the mayor herself.")
    assert "telephone" not in letter
    assert newest(letters, application.email)[1].startswith(letter.strip())


def hands_over(desk, letters, application, colleague):
    page = desk.page
    desk.look_at(application)
    fill(page, text="The mayor calls on Monday.")
    press(page, 'form[action$="/note/"] button')
    page.locator("#opinions details summary").click()
    fill(page, **{"opinion-asked_of": str(colleague.pk), "opinion-question": "Do you know them?"})
    press(page, 'form[action$="/opinion/"] button')
    desk.judge("application with a note")
    assert len(letters.to(colleague.email)) == 1
    open_move(page, "hand-over")
    desk.judge("hand over")
    fill(page, lead=str(colleague.pk))
    press(page)
    application.refresh_from_db()
    assert application.lead == colleague


def takes_a_list_home(desk):
    """The file asks for the password again, and why it is taken."""
    page = desk.page
    page.goto(f"{QUEUE}?state=accepted")
    follow(page, ".queue-tools a >> text=CSV")
    if page.locator('main [name="password"]').count():
        fill(page, password=PASSWORD)
        press(page)
    fill(page, reason="For the annual report")
    with page.expect_download() as file:
        page.locator(".review form button").click()
    with open(file.value.path(), encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(io.StringIO(table.read())))
    assert len(rows) == 4
    export = Export.objects.get()
    assert (export.rows, export.note.reason) == (4, "For the annual report")


def test_a_member_of_the_board_decides_and_the_secretariat_releases(visitor, letters, site):
    lead = make_secretary(email="sol@example.org", password=PASSWORD)
    make_board_member(email="board@example.org", password=PASSWORD)
    waits = make_application(
        State.FOR_THE_BOARD, email="conseil@example.org", language="fr", lead=lead
    )
    make_application(State.SUBMITTED, title="Not for the board")
    board, secretariat = Desk(visitor()), Desk(visitor())

    sign_in(board.page, "board@example.org", language="en")
    board.judge("what waits")
    follow(board.page, f"text={waits.reference}")
    board.judge("application")
    offered = board.page.locator(".review-moves button").all_inner_texts()
    letter = board.makes("accept", waits, note="Unanimous.")
    waits.refresh_from_db()
    decided = (waits.state, waits.decision, letters.to(waits.email))
    sign_in(secretariat.page, "sol@example.org", language="en")
    secretariat.look_at(waits)
    open_move(secretariat.page, "release")
    secretariat.judge("release")
    press(secretariat.page)
    waits.refresh_from_db()

    assert offered == ["Accept", "Do not accept"]
    assert decided == (State.HELD, "accepted", [])
    assert waits.state == State.ACCEPTED
    assert newest(letters, waits.email)[1].startswith(letter.strip())
    assert (board.faults, secretariat.faults) == ({}, {})


def test_an_application_is_taken_and_accepted_by_keyboard_alone(visitor, letters, site):
    make_secretary(email="sol@example.org", password=PASSWORD)
    application = make_application(State.SUBMITTED)
    page = visitor()

    page.goto("/en/admin/")
    keyboard.fill(page, login="sol@example.org", password=PASSWORD)
    keyboard.press(page)
    keyboard.follow(page, f'main a[href$="/{application.pk}/change/"]')
    keyboard.press(page, 'form[action$="/move/take/"] button')
    keyboard.press(page, 'form[action$="/move/accept/"] button')
    keyboard.press(page)
    letter = page.input_value('[name="letter-body"]')
    keyboard.press(page)

    application.refresh_from_db()
    assert application.state == State.ACCEPTED
    assert newest(letters, application.email)[1].startswith(letter.strip())

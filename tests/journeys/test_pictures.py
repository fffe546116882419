"""The pictures of ``docs/pictures``, made anew with ``PICTURES=1``."""

import io
from datetime import timedelta

import pytest
from django.conf import settings as project_settings
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from accounts.models import User
from applications import workflow
from applications.models import Application
from applications.workflow import State, Suspicion
from outbox.markup import as_html
from outbox.models import OutgoingEmail
from outbox.rendering import render
from platforms.workflow import DESCRIPTION, Section
from tests.applications.factories import make_application, make_secretary
from tests.browser import fill, follow, press
from tests.journeys.steps import ANSWERS, APPLICANT, PASSWORD, begin, look_at, open_move
from tests.journeys.test_parts import parts, turn

FOLDER = project_settings.BASE_DIR / "docs" / "pictures"
WIDTHS = (1280, 360)
TALLEST = 2200
REGISTRY = {
    "home": "/en/",
    "list": "/en/territories/",
    "no-result": "/en/territories/?q=xxxxxx",
    "territory": "/en/territories/sintra/",
    "platforms": "/en/platforms/",
    "country": "/en/countries/fr/",
    "not-found": "/en/nowhere/",
}
SCHOOL = {
    "holder": "actor",
    "actor_name": "Escola de Saint-Exemple",
    "actor_kind": "school",
    "territory_name": "Sintra",
    "territory_country": "PT",
}
QUEUE = "/en/admin/platforms/platformapplication/"
MOST_BYTES = 150_000

pytestmark = pytest.mark.browser


def take(page, name):
    """Keep a picture of the page as it stands, at every width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        keep(page.screenshot(), FOLDER / f"{name}-{width}.png")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def keep(screenshot, path):
    """Write a picture in few colours: the repository carries it for ever."""
    path.parent.mkdir(exist_ok=True)
    image = Image.open(io.BytesIO(screenshot)).convert("RGB")
    # This way a small spot of its own colour keeps it, such as the saffron dot.
    few = image.quantize(128, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    assert path.stat().st_size < MOST_BYTES


def test_pictures_of_the_whole_way(visitor, letters, settings):
    call_command("load_sample_content", verbosity=0)
    make_secretary(email="secretariat@example.org", name="S. Sample", password=PASSWORD)
    applicant, staff = visitor(), visitor()

    take_registry(applicant)
    reference = take_application(applicant, letters)
    take_review(staff, reference)

    application = Application.objects.get(reference=reference).with_answers()
    applicant.goto(application.public_url)
    take_light_and_dark(applicant, "platform")
    take_letters(visitor())
    take_parts(visitor())
    settings.DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILBOX_DIR.mkdir()
    call_command("worker", once=True)
    staff.goto("/mailbox/")
    take(staff, "mailbox")


def take_registry(applicant):
    for name, address in REGISTRY.items():
        applicant.goto(address)
        take_light_and_dark(applicant, name)


def take_light_and_dark(page, name):
    take(page, name)
    page.emulate_media(color_scheme="dark")
    take(page, f"{name}-dark")
    page.emulate_media(color_scheme="light")


def take_letters(page):
    """Keep a picture of a letter as a mail program shows it."""
    letter = OutgoingEmail.objects.filter(occasion__contains=":confirm:").first()
    page.set_content(as_html(*render(letter), language=letter.language))
    take(page, "letter-as-html")


def take_parts(page):
    """Keep pictures of all parts of pages, and of a page from right to left."""
    page.route(
        "**/health?parts", lambda route: route.fulfill(body=parts(), content_type="text/html")
    )
    page.goto("/health?parts")
    take(page, "parts")
    turn(page)
    page.goto(REGISTRY["territory"])
    take(page, "right-to-left")


def take_application(applicant, letters):
    """Keep pictures of the way of an applicant: a school in a place of the registry."""
    applicant.goto("/en/apply/")
    take(applicant, "start")
    applicant.goto("/en/apply/begin/")
    take(applicant, "begin")
    reference = begin(applicant, language="en")
    base = f"/en/apply/{reference}"
    applicant.goto(f"{base}/territory/")
    fill(applicant, territory_name="Sintra")
    press(applicant)
    take(applicant, "section-with-errors")
    fill(applicant, **SCHOOL)
    press(applicant)
    take(applicant, "section-place")
    applicant.goto(f"{base}/description/")
    take(applicant, "section-description")
    applicant.goto(f"{base}/place/")
    applicant.locator('[name="listed_territory"]').first.check()
    press(applicant)
    for page in (page for page in ANSWERS if page not in (Section.TERRITORY, DESCRIPTION)):
        fill(applicant, **ANSWERS[page])
        take(applicant, f"section-{page}")
        press(applicant)
    take(applicant, "check")
    applicant.goto(f"{base}/")
    take(applicant, "sections")
    applicant.goto(f"{base}/copy/")
    take(applicant, "copy")
    applicant.goto(f"{base}/check/")
    press(applicant)
    applicant.goto(letters.link(APPLICANT, "/link/confirm/"))
    take(applicant, "confirm")
    press(applicant)
    take(applicant, "status")
    return reference


def take_review(staff, reference):
    staff.goto("/en/admin/")
    take(staff, "sign-in")
    fill(staff, login="secretariat@example.org", password=PASSWORD)
    press(staff)
    fill_the_desk(User.objects.get(email="secretariat@example.org"))
    staff.goto("/en/admin/")
    staff.locator(".what-waits details").first.evaluate("part => part.open = true")
    take_light_and_dark(staff, "what-waits")
    staff.goto(QUEUE)
    take(staff, "queue")
    take_moves_in_bulk(staff)
    staff.goto(f"{QUEUE}enter/")
    take(staff, "on-behalf")
    look_at(staff, Application.objects.get(title="Síntra"), language="en")
    follow(staff, "#hints a")
    take(staff, "side-by-side")
    application = Application.objects.get(reference=reference).with_answers()
    look_at(staff, application, language="en")
    open_move(staff, workflow.TAKE.name)
    answer_otherwise(application)
    staff.reload()
    take(staff, "application")
    open_move(staff, workflow.ASK.name)
    press(staff)
    take(staff, "ask-with-errors")
    look_at(staff, application, language="en")
    open_move(staff, workflow.ACCEPT.name)
    press(staff)
    take(staff, "letter")
    press(staff)
    take_export(staff)


def fill_the_desk(secretary):
    """Have more than one application wait, and a year behind them."""
    colleague = make_secretary(email="kim@example.org", name="K. Sample")
    rows = [
        ("Síntra", State.SUBMITTED, "pt", "PT", None, ""),
        ("Saint-Exemple", State.SUBMITTED, "fr", "FR", None, ""),
        ("Cheap Watches", State.SUBMITTED, "en", "MT", None, Suspicion.HONEYPOT),
        ("Vila Exemplo", State.IN_REVIEW, "pt", "PT", secretary, ""),
        ("Val-d’Exemple", State.IN_REVIEW, "fr", "FR", colleague, ""),
        ("Exempleville", State.INFORMATION_ASKED, "fr", "BE", secretary, ""),
        ("Grand-Exemple", State.FOR_THE_BOARD, "fr", "FR", colleague, ""),
        ("Porto Exemplo", State.HELD, "pt", "CV", secretary, ""),
    ]
    now = timezone.now()
    for age, (name, state, language, country, lead, suspicion) in enumerate(rows):
        application = make_application(
            state,
            decider=secretary if state == State.HELD else None,
            title=name,
            territory_name=name,
            language=language,
            territory_country=country,
            lead=lead,
            suspicion=suspicion,
            state_since=now - timedelta(days=3 * age, hours=2),
        )
        application.history.create(
            move=workflow.CONFIRM.name,
            source=State.UNCONFIRMED,
            target=State.SUBMITTED,
            role=workflow.Role.APPLICANT,
            at=now - timedelta(days=3 * age, hours=2),
        )
    application = make_application(State.ACCEPTED, decider=secretary, title="Exemplo de Cima")
    for month, (received, released) in enumerate([(4, 3), (2, 2), (5, 3), (3, 4), (1, 1)], 2):
        moves = [(workflow.CONFIRM, State.SUBMITTED, None)] * received
        moves += [(workflow.RELEASE, State.ACCEPTED, secretary)] * released
        for move, target, by in moves:
            application.history.create(
                move=move.name,
                source=State.UNCONFIRMED,
                target=target,
                by=by,
                role=workflow.Role.SECRETARIAT if by else workflow.Role.APPLICANT,
                at=now - timedelta(days=30 * month),
            )


def take_moves_in_bulk(staff):
    for box in staff.locator('input[name="_selected_action"]').all():
        box.check()
    fill(staff, action=workflow.MARK_SPAM.name)
    press(staff, 'button[name="index"]')
    take(staff, "in-bulk")


def take_export(staff):
    staff.goto(f"{QUEUE}?state=in_review")
    follow(staff, ".queue-tools a >> text=CSV")
    if staff.locator('main [name="password"]').count():
        fill(staff, password=PASSWORD)
        press(staff)
    take(staff, "export")


def answer_otherwise(application):
    """Let the application look as after a question of staff that changed an answer."""
    application.asked_from = {"aims": "Bring everybody together.", "since_year": None}
    application.save(update_fields=["asked_from"])

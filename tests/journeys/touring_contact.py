"""The part of the tour through every page that is about contact, statements and old addresses."""

from django.utils import timezone

from applications.emails import Letter
from network.contact import services, workflow
from network.models import Page
from network.old import missed
from tests.applications.factories import make_secretary
from tests.network.writing import link_of, make_message, subject_of


def contact(tour, settings):
    settings.SENDS_A_DAY_PER_MAIL = 100
    subject_of("general")
    tour.see("/contact/")
    tour.see("/contact/?subject=training", again=True)
    tour.see("/contact/", sent={})
    said = {"subject": "privacy", "name": "Rui", "email": "rui@example.org", "text": "Bom dia."}
    tour.see("/contact/", sent=said)
    secretary = make_secretary()
    answered, closed = make_message(), make_message()
    letter = Letter("Formação", "Bom dia,\n\nem maio.")
    services.perform(workflow.ANSWER, answered, by=secretary, letter=letter)
    services.perform(workflow.CLOSE, closed, by=secretary, note="By phone.")
    for message in (make_message(), answered, closed):
        tour.see(link_of(message).removeprefix("/en"), again=True)
    settings.SENDS_A_DAY_PER_MAIL = 0
    tour.see("/contact/", sent=said)
    statements(tour)
    staff(tour, secretary, answered)


def statements(tour):
    for slug in ("privacy", "accessibility", "imprint", "licence"):
        tour.see(f"/{slug}/")
        words = {"title_fr": "Titre", "summary_fr": "Un résumé.", "body_fr": "<p>Un texte.</p>"}
        Page.objects.create(slug=slug, published_on=timezone.localdate(), **words)
        tour.see(f"/{slug}/", again=True)


def staff(tour, secretary, answered):
    """Look at messages and old addresses in the admin."""
    tour.sign_in(secretary)
    waiting, doubtful = make_message("training"), make_message(suspicion="honeypot")
    tour.see("/admin/", again=True)
    tour.see("/admin/network/message/")
    tour.see("/admin/network/message/?show=suspected", again=True)
    for message in (waiting, doubtful, answered):
        tour.see(f"/admin/network/message/{message.pk}/change/")
    base = f"/admin/network/message/{waiting.pk}/move"
    for move in ("take", "answer", "hand-over", "note", "close", "mark-spam"):
        tour.see(f"{base}/{move}/")
    tour.see(f"{base}/close/", sent={})
    tour.see(f"{base}/answer/", sent={})
    tour.see(f"{base}/answer/", sent={"letter-body": "Bom dia,\n\nem maio."})
    tour.see("/admin/network/subject/")
    tour.see(f"/admin/network/subject/{waiting.subject_id}/change/")
    missed.note("page", "Nowhere")
    tour.see("/admin/network/missedaddress/")
    tour.see("/admin/network/oldaddress/")
    tour.see("/admin/network/oldaddress/add/?kind=page&name=Nowhere")

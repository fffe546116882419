"""The part of the tour through every page that is about meetings and trainings."""

from tests.applications.factories import make_secretary
from tests.factories import make_territory
from tests.network.factories import make_document, make_event, make_file
from tests.network.registering import (
    in_days,
    let_lapse,
    link_of_registration,
    make_coming,
    make_registration,
    put_in_the_past,
)

WORDS = {"name": "Ana", "email": "ana@example.org"}


def events(tour, settings):
    for address in ("/meetings/", "/trainings/"):
        tour.see(address)
    coming = make_coming(
        title_en="Assembly of the network",
        title_ar="الجمعية العامة",
        summary_pt="Todos os membros se encontram.",
        kind="assembly",
        starts_at="09:30",
        ends_at="17:00",
        time_zone="Europe/Lisbon",
        country="PT",
        is_online=True,
        online_address="https://meet.example.org/room",
        host=make_territory("Odemira"),
        languages=["pt", "fr", "ar"],
        access_en="Step-free, with captions.",
        places=1,
        register_until=in_days(20),
    )
    for hour in ("09:30", "11:00"):
        coming.sessions.create(
            day=coming.starts_on, starts_at=hour, title_fr="Accueil", place="Sala 1"
        )
    past = make_event(title_en="W" * 100, is_sample=True, source_url="https://example.org/")
    make_event(title_pt="Encontro")
    for kind, number in (("school", 3), ("public_authority", 12)):
        past.attendance.create(kind=kind, number=number)
    make_file(make_document(kind="minutes", event=past, title_fr="Procès-verbal"), "fr")
    make_document(kind="roadmap", adopted_by=past)
    cancelled = make_coming(title_en="Called off", cancelled_on=in_days(0))
    training = make_coming(title_en="Training", kind="training", places=None)
    for address in ("/meetings/", "/trainings/"):
        tour.see(address, again=True)
    for event in (coming, past, cancelled, training):
        tour.see(event.get_absolute_url().removeprefix("/en"))
    register = f"{coming.get_absolute_url().removeprefix('/en')}register/"
    tour.see(register)
    tour.see(register, sent={})
    tour.see(register, sent={**WORDS, "consent": True})
    tour.see(register, again=True)  # full by now
    tour.see(f"/meetings/{cancelled.slug}/register/")
    registrations(tour, training, coming)
    kept_by_staff(tour, coming, training)


def registrations(tour, training, full):
    """See one's own registration in each state."""
    lapsed = make_registration(make_coming(title_en="Other"), is_confirmed=False)
    found = [
        make_registration(training),
        make_registration(training, is_confirmed=False),
        make_registration(full),
        lapsed,
    ]
    let_lapse(lapsed)
    for registration in found:
        tour.see(link_of_registration(registration).removeprefix("/en"), again=True)


def kept_by_staff(tour, meeting, training):
    """Look at what the secretariat keeps."""
    tour.sign_in(make_secretary())
    base = "/admin/network/event"
    tour.see(f"{base}/")
    tour.see(f"{base}/?when=open", again=True)
    tour.see(f"{base}/add/")
    tour.see(f"{base}/{meeting.pk}/change/")
    tour.see(f"{base}/{meeting.pk}/registrations/")
    row = meeting.registrations.earliest("pk").pk
    tour.see(f"{base}/{meeting.pk}/registrations/{row}/cancel/")
    tour.see(f"{base}/{meeting.pk}/registrations/sheet/")
    tour.see(f"{base}/{meeting.pk}/do/cancel/")
    put_in_the_past(training)
    tour.see(f"{base}/{training.pk}/change/", again=True)
    tour.see(f"{base}/{training.pk}/registrations/", again=True)
    for act in ("close", "take-over"):
        tour.see(f"{base}/{training.pk}/do/{act}/")

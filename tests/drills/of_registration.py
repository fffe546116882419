"""Trial of registrations: many at once for the last places of a meeting."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext

from network.models import Event, Registration
from outbox.models import OutgoingEmail
from tests.drills.report import Report
from tests.drills.surroundings import Site, free_port
from tests.drills.traffic import (
    count_answers,
    everybody,
    expect_all_answered,
    expect_no_fault,
    language_of,
)
from tests.drills.visitors import Diary, Visitor

PLACES, TAKEN = 10, 15
ROUNDS_OF_CONTROL = 3
WAITS = (
    "All places are taken: the registration is on the waiting list, in the order in which people "
    "came."
)


class Guest(Visitor):
    """Somebody who registers, with an answer that says whether they wait."""

    waits = None

    def words(self):
        return {
            "name": f"O’Brien-Núñez {self.number}",
            "email": self.email,
            "language": self.language,
            "consent": "on",
            "access_needs": f"Ramp {self.number}",
        }

    def register(self, path, form):
        answer = self.insist(path, form | self.words())
        if answer.status != 200:
            raise RuntimeError(f"POST {path}: {answer.status}")
        self.waits = waits(answer)


def waits(answer):
    """Return whether the page that follows says that one waits."""
    lead = " ".join(answer.page.xpath("//p[@class='lead']//text()"))
    with translation.override(answer.language):
        return gettext(WAITS) in lead


def last_places(house, *, people=200):
    """200 people register at once, each from an address of its own, for the last ten places."""
    report = Report("h  200 registrations at once for the last 10 places")
    event, guests, diary = _rush(house.site, report, people)
    _expect_places(report, event, guests)
    count_answers(report, diary.answers)
    expect_no_fault(report, diary.answers)
    expect_all_answered(report, diary.answers)
    _control(house, report, people)
    return report


def _rush(site, report, people):
    event = a_meeting()
    path = f"/{{}}/meetings/{event.slug}/register/"
    diary = Diary()
    guests = [Guest(site.port, diary, language=language_of(n)) for n in range(people)]
    forms = {one: one.insist(path.format(one.language)).hidden() for one in guests}
    diary.answers.clear()
    start = threading.Barrier(people)

    def send(one):
        start.wait()
        one.register(path.format(one.language), forms[one])

    report.problems += everybody(guests, send)
    first = min(answer.begun_at for answer in diary.answers)
    report.figures["all sent within"] = max(answer.sent_at for answer in diary.answers) - first
    report.figures["all answered within"] = max(answer.ended_at for answer in diary.answers) - first
    return event, guests, diary


def a_meeting():
    """Make a meeting with places for the last ten: the others are taken already."""
    number = Event.objects.count() + 1
    day = timezone.localdate() + timedelta(days=30)
    event = Event.objects.create(
        title_en=f"Meeting {number}",
        slug=f"drill-{number}",
        kind="workshop",
        starts_on=day,
        ends_on=day,
        place="Mulhouse",
        published_on=timezone.localdate(),
        takes_registrations=True,
        places=TAKEN + PLACES,
    )
    early = ((event, f"{event.slug} {n}", f"early{n}@example.org") for n in range(TAKEN))
    for event_of, once, email in early:
        Registration.objects.create(
            event=event_of, once=once, email=email, name="E", state="place", language="en"
        )
    return event


def _expect_places(report, event, guests):
    """Exactly ten have a place, the rest waits in the order of arrival, nobody is lost or twice."""
    late = Registration.objects.filter(event=event, email__in=[one.email for one in guests])
    rows = list(late.order_by("pk").values_list("email", "state"))
    states = [state for _email, state in rows]
    report.figures |= {"registrations": len(rows), **Counter(states)}
    wanted = ["place"] * PLACES + ["waiting"] * (len(guests) - PLACES)
    report.expect("not ten with a place, then the rest in order", states == wanted)
    emails = [email for email, _state in rows]
    report.expect_same("lost or twice", sorted(emails), sorted(one.email for one in guests))
    told = {one.email: "waiting" if one.waits else "place" for one in guests}
    report.expect_same("told another state than kept", told, dict(rows))
    letters = OutgoingEmail.objects.filter(recipient__in=emails)
    report.figures["letters to confirm"] = letters.count()
    report.expect_same(
        "letters", Counter(letters.values_list("recipient", flat=True)), Counter(emails)
    )
    report.expect("it is not known as full", Event.objects.get(pk=event.pk).is_full)


def _control(house, report, people):
    """The same on a site without the lock: more have a place than there are."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.drills.without_lock", "PORT": str(free_port())}
    log = house.site.log.with_name("site-without-lock.log")
    site = Site({**house.site.environment, **settings}, log)
    try:
        site.start()
        number, rounds = 0, 0
        # On a slow machine a rush can go well by chance.
        while number <= PLACES and rounds < ROUNDS_OF_CONTROL:
            aside = replace(report, figures={}, problems=[])
            event, _guests, _diary = _rush(site, aside, people)
            number, rounds = event.registrations.with_place().count() - TAKEN, rounds + 1
    finally:
        site.end()
    report.figures["control, without the lock: have a place"] = number
    report.expect("the control has no more places than there are", number > PLACES)

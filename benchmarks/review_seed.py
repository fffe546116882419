"""Made-up applications of any number: the same each time, with all that belongs to them."""

from datetime import timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Role as StaffRole
from accounts.models import User
from applications import finding, workflow
from applications.models import Application, Consent, Form, History
from applications.workflow import Decision, Role, State, Suspicion
from benchmarks.names import COUNTRIES, place_name
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState
from platforms.models import Participant, PlatformApplication
from territories.workflow import ActorKind, Kind

AT_ONCE = 1000
# Of a hundred applications so many are in each state, as after some years.
STATES = {
    State.ACCEPTED: 55,
    State.DECLINED: 12,
    State.WITHDRAWN: 8,
    State.SPAM: 6,
    State.DRAFT: 6,
    State.UNCONFIRMED: 2,
    State.SUBMITTED: 4,
    State.IN_REVIEW: 4,
    State.INFORMATION_ASKED: 1,
    State.FOR_THE_BOARD: 1,
    State.HELD: 1,
}
KINDS = {Kind.MUNICIPALITY: 76, Kind.NEIGHBOURHOOD: 10, Kind.GROUP: 7, Kind.REGION: 7}
DAYS = 1500
STAFF = 12
WORDS = "Forum Mesa Conselho Rede Associação École Mairie Rádio Teatro Clube Centre Coopérative"
PROSE = "People of the place meet each month to say together what well-being is for them. " * 8


def staff():
    """Return the members of the secretariat, made once."""
    for number in range(STAFF - User.objects.count()):
        email = f"staff{number}@example.org"
        User.objects.create_user(email, name=f"Staff {number}", roles=[StaffRole.SECRETARIAT])
    return list(User.objects.order_by("pk"))


def fill(size):
    """Make so many applications with participants, consents, history and letters."""
    people = staff()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for first in range(0, size, AT_ONCE):
            with transaction.atomic():
                Batch(first, people).fill(min(AT_ONCE, size - first))
        cursor.execute("VACUUM (ANALYZE)")


class Batch:
    """Some applications in a row; the number of the first decides what they are."""

    def __init__(self, first, people):
        self.first, self.people = first, people
        self.random = Random(first)
        self.now = timezone.now()

    def fill(self, number):
        rows = [self.application(self.first + at) for at in range(number)]
        parts = {row.reference: self.participants() for row in rows}
        for row in rows:
            names = [part.name for part in parts[row.reference]]
            words = (row.title, row.territory_area, row.local_name, *names)
            row.sought = finding.kept(
                row.reference, *words, addresses=[row.email, row.second_email]
            )
        self.store(rows)
        Participant.objects.bulk_create(self.belonging(rows, lambda row: parts[row.reference]))
        Consent.objects.bulk_create(self.belonging(rows, self.consents))
        History.objects.bulk_create(self.belonging(rows, self.history))
        OutgoingEmail.objects.bulk_create(letter for row in rows for letter in self.letters(row))

    def belonging(self, rows, make):
        for row in rows:
            for part in make(row):
                part.application_id = row.pk
                yield part

    def store(self, rows):
        """Store both halves of each row: Django does not do that for many at once."""
        fields = Application._meta.local_concrete_fields
        halves = Application.objects.bulk_create(
            Application(**{field.attname: getattr(row, field.attname) for field in fields})
            for row in rows
        )
        for row, half in zip(rows, halves, strict=True):
            row.pk = row.application_ptr_id = row.id = half.pk
        own = PlatformApplication._meta.local_concrete_fields
        PlatformApplication._base_manager._insert(rows, fields=own, using="default")

    def one_of(self, shares):
        return self.random.choices([*shares], weights=[*shares.values()])[0]

    def name(self):
        return f"{self.random.choice(WORDS.split())} {place_name(self.random, self.country)}"

    def application(self, number):
        self.country = self.one_of({code: about.share for code, about in COUNTRIES.items()})
        state, place = self.one_of(STATES), place_name(self.random, self.country)
        is_actor = self.random.random() < 0.1
        actor = self.name() if is_actor else ""
        began = state not in (State.DRAFT, State.UNCONFIRMED, State.SUBMITTED, State.SPAM)
        decided = state in (State.HELD, *workflow.DECIDED)
        decision = Decision(state) if state in workflow.DECIDED else Decision.ACCEPTED
        since = self.now - timedelta(seconds=self.random.randrange(DAYS * 86400))
        asked = state == State.INFORMATION_ASKED
        return PlatformApplication(
            form=Form.PLATFORM,
            opened_with=f"seed-{number}",
            title=actor or place,
            email=f"contact{number}@{self.random.choice(WORDS.split()).lower()}.example.org",
            second_email=f"second{number}@example.net" if self.random.random() < 0.4 else "",
            language=self.random.choice(["en", "fr", "pt"]),
            state=state,
            state_since=since,
            decision=decision if decided else "",
            held_from=State.IN_REVIEW if state == State.HELD else "",
            lead=self.random.choice(self.people) if began else None,
            asked_sections=["territory"] if asked else [],
            asked_until=self.now.date() if asked else None,
            suspicion=Suspicion.TOO_FAST if self.random.random() < 0.06 else "",
            address_confirmed_at=None if state in (State.DRAFT, State.UNCONFIRMED) else since,
            holder="actor" if is_actor else "territory",
            actor_name=actor,
            actor_kind="school" if is_actor else "",
            territory_name=place,
            territory_country=self.country,
            territory_kind=self.one_of(KINDS),
            territory_area=f"{COUNTRIES[self.country].areas} {number % 90}",
            website=f"https://place-{number % 5000}.example.org/" if number % 5 < 3 else "",
            **self.position(),
            local_name=self.name() if self.random.random() < 0.7 else "",
            aims=PROSE,
            has_begun=True,
            languages=["pt"],
            mandate="not_yet",
            why_no_mandate=PROSE[:200],
            contact_name=f"Person {number}",
            contact_role="Councillor",
        )

    def position(self):
        """Return latitude and longitude, which one application in five has not."""
        if self.random.random() < 0.2:
            return {}
        about = COUNTRIES[self.country]
        latitude = self.random.gauss(about.latitude, about.reach)
        longitude = self.random.gauss(about.longitude, about.reach)
        return {"latitude": round(latitude, 5), "longitude": round(longitude, 5)}

    def participants(self):
        kinds = self.random.choices([*ActorKind], k=self.random.randrange(2, 6))
        return [Participant(name=self.name(), kind=kind) for kind in kinds]

    def consents(self, row):
        return [Consent(text=text, version="1", language=row.language) for text in ("a", "b")]

    def history(self, row):
        moves = {workflow.SEND: State.UNCONFIRMED, workflow.CONFIRM: State.SUBMITTED}
        if row.lead_id:
            moves[workflow.TAKE] = State.IN_REVIEW
        source = State.DRAFT
        for move, target in moves.items() if row.address_confirmed_at else ():
            by = row.lead if move is workflow.TAKE else None
            role = Role.SECRETARIAT if by else Role.APPLICANT
            yield History(
                move=move.name, source=source, target=target, by=by, role=role, at=row.state_since
            )
            source = target

    def letters(self, row):
        for number in range(3):
            yield OutgoingEmail(
                occasion=f"{row.reference}:{number}",
                about=row.reference,
                recipient=row.email,
                language=row.language,
                subject="A letter",
                body=PROSE,
                state=LetterState.SENT,
                sent_at=row.state_since,
            )

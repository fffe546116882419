"""Builders of applications: each makes one valid thing, in any state."""

import secrets
from itertools import count

from django.utils import timezone

from accounts.models import Role as StaffRole
from accounts.models import User
from applications import workflow
from applications.models import Form
from applications.workflow import Decision, State
from platforms import finding
from platforms.models import Participant, PlatformApplication
from platforms.workflow import Section

_numbers = count(1)

COMPLETE = {
    "holder": "territory",
    "territory_name": "Vila Exemplo",
    "territory_kind": "municipality",
    "territory_country": "PT",
    "territory_area": "Beja",
    "local_name": "Mesa de Vila Exemplo",
    "aims": "Reunir todos à volta da mesma mesa.",
    "has_begun": False,
    "is_formal": False,
    "languages": ["pt"],
    "mandate": "not_yet",
    "why_no_mandate": "A câmara decide em dezembro.",
    "trained": "no",
    "contact_name": "A. Sample",
    "contact_role": "Councillor",
    "contact_phone": "",
}
PARTICIPANTS = [
    {"name": "Câmara de Vila Exemplo", "kind": "public_authority", "role": "convida"},
    {"name": "Associação de Moradores", "kind": "association", "role": ""},
]


def make_user(*roles, email=None, **fields):
    email = email or f"staff{next(_numbers)}@example.org"
    return User.objects.create_user(email, roles=list(roles), **fields)


def make_secretary(**fields):
    return make_user(StaffRole.SECRETARIAT, **fields)


def make_board_member(**fields):
    return make_user(StaffRole.BOARD, **fields)


def make_application(state=State.DRAFT, *, decider=None, **fields):
    """Make a complete application in a state; with a decider, its decision is on record."""
    now = timezone.now()
    decided = state in (State.HELD, *workflow.DECIDED)
    decision = Decision(state) if state in workflow.DECIDED else Decision.ACCEPTED
    confirmed = state not in (State.DRAFT, State.UNCONFIRMED)
    application = PlatformApplication.objects.create(
        **{
            "form": Form.PLATFORM,
            "opened_with": secrets.token_hex(16),
            "email": f"applicant{next(_numbers)}@example.org",
            "language": "pt",
            "title": COMPLETE["territory_name"],
            "state": state,
            "decision": decision if decided else "",
            "held_from": State.IN_REVIEW if state == State.HELD else "",
            "address_confirmed_at": now if confirmed else None,
            "asked_sections": [Section.TERRITORY] if state == State.INFORMATION_ASKED else [],
            "asked_until": now.date() if state == State.INFORMATION_ASKED else None,
            "sections_done": {section: now.isoformat() for section in Section},
            **COMPLETE,
            **fields,
        }
    )
    application.participants.bulk_create(
        Participant(application=application, **row) for row in PARTICIPANTS
    )
    application.sought = finding.kept(application)
    application.save(update_fields=["sought"])
    if decider:
        application.history.create(
            move=workflow.ACCEPT.name if decision == Decision.ACCEPTED else workflow.DECLINE.name,
            source=State.IN_REVIEW,
            target=State.HELD,
            by=decider,
            role=workflow.Role.SECRETARIAT,
            at=now,
        )
    return application

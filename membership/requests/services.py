"""What a request to join brings about."""

from django.db import transaction

from applications import services, workflow
from applications.models import Form
from applications.workflow import Decision
from membership.joining import join
from membership.models import MembershipApplication
from membership.requests.recorded import RECORDED


@transaction.atomic
def perform(move, application, *, by, **details):
    """Make a move on a request and bring about what follows from it."""
    if move is workflow.ASK:
        # By what they are now, staff see later what the answer has changed.
        asked = details["also"]["asked_sections"]
        details["also"]["asked_from"] = RECORDED.answers_in(application, asked)
    record = services.perform(move, application, by=by, **details)
    if move is workflow.RELEASE and application.decision == Decision.ACCEPTED:
        join(application, by=by)
    return record


def begin_on_behalf(**fields):
    """Open a draft that a member of staff fills in for somebody; once for each opened form."""
    return services.begin_on_behalf(MembershipApplication, form=Form.MEMBERSHIP, **fields)


@transaction.atomic
def decide(move, application, *, by, note, letter, keep_held):
    """Accept or decline; release at once unless the decision is to be kept held."""
    perform(move, application, by=by, note=note, letter=letter)
    services.release_unless_held(perform, application, by=by, keep_held=keep_held)

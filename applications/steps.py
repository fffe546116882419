"""The way of an application as its applicant sees it: few steps, each dated."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from applications import workflow
from applications.workflow import State


@dataclass(frozen=True)
class Step:
    """A public step: ``state`` is ``done``, ``now`` or ``next``; undated until it is done."""

    label: str
    state: str
    date: datetime | None = None
    text: str = ""


# What staff weigh among themselves is one thing to the outside.
_IN_REVIEW = (
    State.IN_REVIEW,
    State.INFORMATION_ASKED,
    State.FOR_THE_BOARD,
    State.HELD,
    *workflow.DECIDED,
)


def public_steps(application):
    """Return the steps of an application in their order; reads the history once."""
    moments = dict(application.history.order_by("pk").values_list("move", "at"))
    ended = application.state in (State.WITHDRAWN, *workflow.DECIDED)
    steps = [
        *_first_steps(application, moments),
        _step(
            _("The secretariat reads it"),
            moments.get("take"),
            application.state in (State.SUBMITTED, State.SPAM),
        ),
    ]
    if "ask" in moments:
        steps.append(
            _step(
                _("You give more information"),
                moments.get("answer") if application.state != State.INFORMATION_ASKED else None,
                application.state == State.INFORMATION_ASKED,
            )
        )
    if application.state == State.WITHDRAWN:
        steps = [step for step in steps if step.state == "done"]
        return [*steps, Step(_("Withdrawn"), "done", application.state_since)]
    deciding = application.state in _IN_REVIEW and not ended
    waits = deciding and application.state != State.INFORMATION_ASKED
    released = application.state_since if application.is_decided else None
    return [*steps, _step(_("You get the decision"), released, waits)]


def _first_steps(application, moments):
    """Return the steps until it reaches the secretariat, which may enter it for its applicant."""
    if application.entered_by_id:
        label = _("The secretariat enters your application")
        return [_step(label, moments.get("enter"), application.is_draft)]
    return [
        _step(_("You send the application"), moments.get("send"), application.is_draft),
        _step(
            _("You confirm your e-mail address"),
            moments.get("confirm"),
            application.state == State.UNCONFIRMED,
        ),
    ]


def _step(label, at, is_now):
    if at and not is_now:
        return Step(label, "done", at)
    return Step(label, "now" if is_now else "next")

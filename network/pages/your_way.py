"""How far those are on their way whose session was opened by a private link."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import access
from applications.links import Purpose
from applications.steps import public_steps
from applications.workflow import State
from membership import own_access
from membership.models import MembershipApplication
from membership.requests.journeys import beside
from platforms.models import PlatformApplication

PLATFORM, JOIN = "platform", "join"
# A session has opened few; whoever carries more is shown the latest.
MOST = 5
ENDED = (State.DECLINED, State.WITHDRAWN, State.SPAM)


@dataclass(frozen=True)
class Part:
    """One thing of theirs: ``state`` is ``done``, ``now``, ``next`` or ``ended``."""

    state: str
    title: str
    words: str
    url: str = ""
    since: datetime | None = None


def of(request):
    """Return the parts of each step, by ``PLATFORM`` and ``JOIN``; nothing without a session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {}
    found = defaultdict(list)
    for model, step in ((PlatformApplication, PLATFORM), (MembershipApplication, JOIN)):
        for application in _opened(request, model):
            found[step].append(_of_application(application))
            _add_other(found, request, application, step)
    for member in _members(request):
        found[JOIN].append(_of_member(member))
    return {step: _without_repeats(parts) for step, parts in found.items()}


def state_of(parts):
    """Return how a step stands: done by one of its parts is done."""
    states = {part.state for part in parts}
    return next((state for state in ("done", "now") if state in states), "next")


def _opened(request, model):
    references = list(request.session.get(access.KEY, {}))[-MOST:]
    known = model.objects.filter(reference__in=references).order_by("pk")
    return [one for one in known if access.may(request, one, purpose=Purpose.STATUS)]


def _members(request):
    keys = list(request.session.get(own_access.KEY, {}))[-MOST:]
    visits = [own_access.visit_of(request, key) for key in keys]
    return [visit.member for visit in visits if visit]


def _of_application(application):
    steps = public_steps(application)
    now = next((step for step in steps if step.state == "now"), None)
    last = [step for step in steps if step.state == "done" and step.date]
    # What staff weigh among themselves is one thing to the outside: the step, not the state.
    is_over = application.state in (State.ACCEPTED, *ENDED)
    words = application.get_state_display() if is_over or now is None else now.label
    return Part(
        state=_state(application),
        title=application.title or application.reference,
        words=words,
        url=reverse("applications:application-status", args=[application.reference]),
        since=last[-1].date if last else None,
    )


def _state(application):
    if application.state in ENDED:
        return "ended"
    return "done" if application.state == State.ACCEPTED else "now"


def _add_other(found, request, application, step):
    """Add what is known of the other step by this application, which may not be opened itself."""
    journey = beside(request, application)
    if journey is None:
        return
    other = JOIN if step == PLATFORM else PLATFORM
    state = "now" if journey.steps else "next"
    found[other].append(Part(state, "", journey.text, journey.url))


def _of_member(member):
    return Part(
        state="done",
        title=member.name,
        words=_("Member number %(number)s") % {"number": member.number},
        url=reverse("membership:own-page", args=[member.pk]),
    )


def _without_repeats(parts):
    """Return the parts without what is told of an application that is there by itself."""
    own = [part for part in parts if part.title]
    return own or parts

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
from platforms.workflow import Trained

PLATFORM, JOIN, METHOD, TRAINING = "platform", "join", "method", "training"
# A session has opened few; whoever carries more is shown the latest.
MOST = 5
ENDED = (State.DECLINED, State.WITHDRAWN, State.SPAM)
# How the training of facilitators stands, by what an application answers.
TRAINED = {Trained.YES: "done", Trained.IN_TRAINING: "now", Trained.NO: "next"}


@dataclass(frozen=True)
class Part:
    """One thing of theirs: ``state`` is ``done``, ``now``, ``next`` or ``ended``."""

    state: str
    title: str
    words: str
    url: str = ""
    since: datetime | None = None


def of(request):
    """Return the parts of each step of which something is known; nothing without a session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {}
    found = defaultdict(list)
    for model, step in ((PlatformApplication, PLATFORM), (MembershipApplication, JOIN)):
        for application in _opened(request, model):
            found[step].append(_of_application(application))
            _add_other(found, request, application, step)
            if step == PLATFORM:
                _add_answers(found, application)
    for member in _members(request):
        found[JOIN].append(_of_member(member))
    return {step: _without_repeats(parts) for step, parts in found.items()}


def state_of(parts):
    """Return how a step stands: done by one of its parts is done; ``""`` where nothing is known."""
    states = {part.state for part in parts}
    return next((state for state in ("done", "now", "next", "ended") if state in states), "")


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


def _add_answers(found, application):
    """Add what the application of a platform answers about the method and the training.

    Of one that has ended nothing goes on and nothing is to come: only what is done is told.
    """
    has_ended = application.state in ENDED
    asked = "cycle" if application.phase is None else "phase"
    if getattr(application, asked) is not None and not has_ended:
        found[METHOD].append(_of_answer(application, asked, "now"))
    trained = TRAINED.get(application.trained)
    if trained == "done" or (trained and not has_ended):
        found[TRAINING].append(_of_answer(application, "trained", trained))


def _of_answer(application, name, state):
    """Return a part that tells a question of the application with its answer."""
    question = application._meta.get_field(name).verbose_name
    words = f"{question} {getattr(application, f'get_{name}_display')()}"
    return Part(state, application.title or application.reference, words)


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

"""What waits, and for whom, whatever the form: the admin's first page and the letters to staff."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role
from applications import workflow
from applications.models import Application, Form
from applications.workflow import State

# Nobody has looked yet whether it is one. Once taken, it is an application like any other.
SUSPECTED = Q(state=State.SUBMITTED) & ~Q(suspicion="")
# Who leads can go on with it; before the board it waits for others.
WITH_LEAD = (State.SUBMITTED, State.IN_REVIEW, State.HELD)
# What an application in hand can be: with staff, or with its applicant.
IN_HAND = (*workflow.WAITS, State.INFORMATION_ASKED)
# Whoever has left leads nothing any more.
LED_BY_NOBODY = Q(lead=None) | Q(lead__is_active=False)


@dataclass(frozen=True)
class Part:
    """Some of what waits: its applications have ``lead`` at hand, the longest waiting first."""

    name: str
    title: str
    applications: QuerySet
    states: tuple = ()  # in which they are, where those are several

    def first(self, number):
        return first_of(self.applications, number, self.states)


def first_of(applications, number, states):
    """Return the first so many of what waits in some states.

    Each state is asked for its own first: an index has them in order, while all that waits would
    have to be sorted.
    """
    if not states:
        return applications[:number]
    first, *others = (applications.filter(state=state).values("pk")[:number] for state in states)
    return applications.filter(pk__in=first.union(*others, all=True))[:number]


def waiting():
    """Return what waits for staff, without what is suspected as spam."""
    return Application.objects.waiting().exclude(SUSPECTED).select_related("lead")


def oldest(number):
    return first_of(waiting(), number, workflow.WAITS)


def suspected():
    return Application.objects.waiting().filter(SUSPECTED)


def overdue(today):
    """Return what was to be answered by a day before ``today``, the longest overdue first."""
    asked = Application.objects.filter(state=State.INFORMATION_ASKED, asked_until__lt=today)
    return asked.select_related("lead").order_by("asked_until", "pk")


def opinions_asked(user):
    """Return the applications in hand on which ``user`` was asked and has not answered.

    Each has ``asked_at``, ``asker`` and ``question`` beside its own fields.
    """
    asked = Application.objects.filter(
        state__in=IN_HAND, opinions__asked_of=user, opinions__answered_at=None
    )
    return (
        asked.select_related("lead")
        .annotate(
            asked_at=F("opinions__asked_at"),
            asker=Coalesce(
                NullIf("opinions__asked_by__name", Value("")),
                "opinions__asked_by__email",
                output_field=CharField(),
            ),
            question=F("opinions__question"),
        )
        .order_by("asked_at", "pk")
    )


def parts_for(user, *, today=None):
    """Return the parts of what waits for a member of staff by their roles, those of others' first.

    What they are a contact of is left out: they may do nothing about it.
    """
    if not user.is_reviewer:
        return []
    parts = [Part("opinions", gettext_lazy("Your opinion is asked"), opinions_asked(user))]
    if user.has_role(Role.BOARD):
        before_the_board = waiting().filter(state=State.FOR_THE_BOARD)
        parts.insert(0, Part("board", gettext_lazy("Before the board"), before_the_board))
    if user.has_role(Role.SECRETARIAT):
        parts += _parts_for_secretariat(user, today or timezone.localdate())
    contact = Q(email__iexact=user.email) | Q(second_email__iexact=user.email)
    return [replace(part, applications=part.applications.exclude(contact)) for part in parts]


def _parts_for_secretariat(user, today):
    led_by_user, with_lead = Q(lead=user), waiting().filter(state__in=WITH_LEAD)
    late = overdue(today).filter(led_by_user | LED_BY_NOBODY)
    return [
        Part("overdue", gettext_lazy("The day for an answer has passed"), late),
        Part("mine", gettext_lazy("Led by you"), with_lead.filter(led_by_user), WITH_LEAD),
        Part("nobodys", gettext_lazy("Led by nobody"), with_lead.filter(LED_BY_NOBODY), WITH_LEAD),
    ]


def counts():
    """Return by form how many in hand are in each state, and how many are suspected as spam.

    Forms and states without any are left out.
    """
    rows = Application.objects.filter(state__in=IN_HAND).order_by().values("form", "state")
    found = rows.annotate(whole=Count("pk"), doubtful=Count("pk", filter=SUSPECTED))
    counted = {(row["form"], row["state"]): row for row in found}
    return {
        form: _of_form(form, counted) for form in Form if any(form == key[0] for key in counted)
    }


def _of_form(form, counted):
    of_states = {state: counted[form, state] for state in IN_HAND if (form, state) in counted}
    sound = {state: row["whole"] - row["doubtful"] for state, row in of_states.items()}
    doubtful = sum(row["doubtful"] for row in of_states.values())
    return {state: number for state, number in sound.items() if number}, doubtful


def age(moment, *, today=None):
    """Say in words how long ago a moment or a day was, in whole days."""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    today = today or timezone.localdate()
    return timesince(day, today) if day < today else _("less than a day")


def page_of(application):
    """Return the path of an application's page in the admin, in the language now active."""
    page = admin_urlname(application.answers_model._meta, "change")
    return reverse(page, args=[application.pk])

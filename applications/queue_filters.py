"""The filters of a queue; each has a plain word in the address, to be passed on."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications import workflow
from applications.models import Application
from applications.workflow import State

EVERYTHING, WAITING = "all", "waiting"
ME, NOBODY = "me", "none"
SUSPECTED, CLEAR = "yes", "no"
HIDDEN = (State.DRAFT, State.UNCONFIRMED)
AGES = {
    "day": (timedelta(days=1), _("Longer than a day")),
    "week": (timedelta(weeks=1), _("Longer than a week")),
    "month": (timedelta(days=30), _("Longer than 30 days")),
}


class QueueFilter(admin.SimpleListFilter):
    """One question to a queue. A value that it does not offer leaves nothing.

    A subclass says in ``narrowed(request, queryset, value)`` what a value leaves of a queryset of
    ``Application``; what a form alone knows lies behind the relation to it.
    """

    template = "admin/review/filter.html"

    def has_output(self):
        """Be asked always: Django passes by a filter that has nothing to offer."""
        return True

    def queryset(self, request, queryset):
        value = self.value()
        if not value:
            return queryset
        if value not in self.values():
            return queryset.none()
        return self.narrowed(request, queryset, value)

    def values(self):
        return {str(value) for value, _label in self.lookup_choices}

    def in_words(self):
        """Return the label of what is chosen, empty where nothing is."""
        labels = {str(value): label for value, label in self.lookup_choices}
        return labels.get(self.value(), self.value() or "")

    def narrowed(self, request, queryset, value):
        raise NotImplementedError


class StateFilter(QueueFilter):
    """The states in which staff see an application.

    Without a word in the address a queue shows what waits; a search looks everywhere.
    """

    title = _("state")
    parameter_name = "state"

    def __init__(self, request, *args):
        self.otherwise = EVERYTHING if request.GET.get("q", "").strip() else WAITING
        super().__init__(request, *args)

    def lookups(self, request, model_admin):
        shown = [(state.value, state.label) for state in State if state not in HIDDEN]
        return [(WAITING, _("Waiting for staff")), *shown, (EVERYTHING, _("All states"))]

    def value(self):
        return super().value() or self.otherwise

    def choices(self, changelist):
        """Leave out Django's “All”, which would stand for what waits."""
        return list(super().choices(changelist))[1:]

    def narrowed(self, request, queryset, value):
        if value == EVERYTHING:
            return queryset
        return queryset.filter(state__in=workflow.WAITS if value == WAITING else [value])


class LeadFilter(QueueFilter):
    title = _("lead")
    parameter_name = "lead"

    def lookups(self, request, model_admin):
        led = Application.objects.filter(lead=OuterRef("pk"))
        leads = User.objects.filter(Exists(led)).order_by("name", "email", "pk")
        others = [(lead.pk, str(lead)) for lead in leads.only("name", "email")]
        return [(ME, _("Led by me")), (NOBODY, _("Led by nobody")), *others]

    def narrowed(self, request, queryset, value):
        if value == NOBODY:
            return queryset.filter(lead=None)
        return queryset.filter(lead=request.user.pk if value == ME else int(value))


class AgeFilter(QueueFilter):
    title = _("time in this state")
    parameter_name = "age"

    def lookups(self, request, model_admin):
        return [(name, label) for name, (_age, label) in AGES.items()]

    def narrowed(self, request, queryset, value):
        return queryset.filter(state_since__lt=timezone.now() - AGES[value][0])


class LanguageFilter(QueueFilter):
    title = _("language for letters")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return [(code, language_name(code)) for code, _name in settings.LANGUAGES]

    def narrowed(self, request, queryset, value):
        return queryset.filter(language=value)


class SuspicionFilter(QueueFilter):
    title = _("suspicion of spam")
    parameter_name = "suspicion"

    def lookups(self, request, model_admin):
        return [(SUSPECTED, _("Suspected")), (CLEAR, _("Not suspected"))]

    def narrowed(self, request, queryset, value):
        return (
            queryset.exclude(suspicion="") if value == SUSPECTED else queryset.filter(suspicion="")
        )


def language_name(code):
    """Return the name of a language of the site in that of the page, else its code."""
    try:
        return capfirst(get_language_info(code)["name_translated"])
    except KeyError:
        return code

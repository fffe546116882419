"""Requests to join in the admin: their queue, and the page on which one is reviewed."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from applications import workflow
from applications.agenda import InBrief
from applications.duplicates import Hint, Row
from applications.entering import EntersOnBehalf
from applications.review import ReviewAdmin
from applications.workflow import Decision
from membership.models import MembershipApplication
from membership.periods import period_from
from membership.requests import duplicates, services
from membership.requests.answers import ANSWERS
from membership.requests.joining_forms import ConsentForm
from membership.requests.queue import RequestQueue
from membership.requests.recorded import RECORDED
from membership.requests.staff_forms import AcceptRequestForm, EnterRequestForm
from membership.workflow import Category

# Characters of what is wanted: a few lines.
MOST_ON_AGENDA = 400


@admin.register(MembershipApplication)
class MembershipApplicationAdmin(EntersOnBehalf, RequestQueue, ReviewAdmin):
    """The queue of requests to join."""

    enter_form = EnterRequestForm
    consent_labels = {name: field.label for name, field in ConsentForm.base_fields.items()}
    move_forms = {**ReviewAdmin.move_forms, workflow.ACCEPT: AcceptRequestForm}

    def get_queryset(self, request):
        related = (
            "platform__territory",
            "platform__collective_actor",
            "platform_application",
            "territory",
            "member",
        )
        return super().get_queryset(request).select_related(*related)

    def begin_on_behalf(self, *, by, **details):
        return services.begin_on_behalf(by=by, **details)

    def answer_groups(self, application):
        return ANSWERS.groups(application)

    def changed_answers(self, application):
        return ANSWERS.changes(application)

    def hints(self, application):
        """Return the members and the other requests that may be about the same."""
        members = duplicates.members(application)
        others = duplicates.requests(application, duplicates.all_requests())
        return [
            *(
                Hint(
                    _("Member: %(member)s, %(state)s")
                    % {"member": member, "state": member.get_state_display()},
                    reverse("admin:membership_member_change", args=[member.pk]),
                    reasons,
                )
                for member, reasons in members
            ),
            *(
                Hint(
                    _("Request: %(request)s, %(state)s")
                    % {"request": other, "state": other.get_state_display()},
                    self.page_url("beside", application.pk, other.pk),
                    reasons,
                )
                for other, reasons in others
            ),
        ]

    def answers_beside(self, application, other):
        """Return the answers of two requests as rows."""
        ours, theirs = RECORDED.answers_of(application), RECORDED.answers_of(other)
        rows = [
            Row(_("Category"), *(one.get_category_display() for one in (application, other))),
            Row(_("E-mail address"), application.email, other.email),
            *(
                Row(
                    RECORDED.label_of(name),
                    _told(application, name, ours),
                    _told(other, name, theirs),
                )
                for name in RECORDED.names()
            ),
        ]
        return [row for row in rows if row.is_told]

    def in_brief(self, application):
        country = application.in_country()
        wanted = application.motivation or application.services_expected
        words = [application.get_category_display(), Truncator(wanted).chars(MOST_ON_AGENDA)]
        return InBrief(country.name if country else "", "\n".join(filter(None, words)))

    def on_release(self, applications):
        accepted = [one for one in applications if one.decision == Decision.ACCEPTED]
        days = [date_format(day) for day in period_from(timezone.localdate())]
        return {one.pk: _on_acceptance(one, *days) for one in accepted}

    def act(self, move, application, *, by, **details):
        decides = move in (workflow.ACCEPT, workflow.DECLINE)
        service = services.decide if decides else services.perform
        service(move, application, by=by, **details)


def _told(application, name, values):
    return RECORDED.in_words(name, values[name]) if ANSWERS.is_told(application, name) else ""


def _on_acceptance(application, first, last):
    """Say which member a release makes; one that is tied to an application comes after that."""
    category = Category(application.category).label
    applied = application.platform_application
    if applied and applied.state != workflow.State.ACCEPTED:
        words = _(
            "A member is made once application %(reference)s is accepted and released: "
            "%(category)s."
        )
        return words % {"reference": applied.reference, "category": category}
    words = _("A member is made: %(category)s, with a first period from %(first)s to %(last)s.")
    return words % {"category": category, "first": first, "last": last}

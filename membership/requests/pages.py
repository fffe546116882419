"""The pages of a request to join: how to choose, how to begin, and its sections."""

import re

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import abuse, access, copies, promise
from applications.abuse import Stamped
from applications.forms import once
from applications.links import LIFETIMES, Purpose
from applications.models import Form
from applications.pages import ApplicationPages
from applications.references import ReferenceConverter
from applications.services import TooMany
from applications.views import link_needed
from applications.workflow import State
from membership.models import MembershipApplication
from membership.requests import carrying, services
from membership.requests.answers import ANSWERS
from membership.requests.choosing import ChoosingForm, ways
from membership.requests.joining_forms import (
    AmountForm,
    BillingForm,
    ConsentForm,
    ContactsForm,
    DecisionForm,
    ServicesForm,
)
from membership.requests.journeys import open_request
from membership.requests.recorded import platform_in_words
from membership.requests.speakers_form import RepresentativesForm
from membership.requests.who_forms import (
    BodyForm,
    EntityForm,
    PersonForm,
    PlaceForm,
    PlatformForm,
    WhichForm,
    is_member_already,
    member_by,
)
from membership.requests.writing import save
from membership.workflow import QUESTIONS, Category
from platforms.models import Platform

PAGE_FORMS = {
    form.page: form
    for form in (
        PlatformForm,
        WhichForm,
        EntityForm,
        PlaceForm,
        PersonForm,
        BodyForm,
        RepresentativesForm,
        DecisionForm,
        ServicesForm,
        BillingForm,
        AmountForm,
        ContactsForm,
        ConsentForm,
    )
}


def join_start(request):
    """Help to choose in a few questions, answered in the address; then say what there is to say."""
    form = ChoosingForm(request.GET if "me" in request.GET else None)
    chosen = form.category()
    found = ways(timezone.localdate())
    context = {
        "form": form,
        "ways": found,
        "way": next((way for way in found if way.category == chosen), None),
        "promise": promise.of_form(Form.MEMBERSHIP),
    }
    return TemplateResponse(request, "membership/join_start.html", context)


class CarryForm(Stamped, forms.Form):
    """A button: where the applicant can be reached is known."""


class JoinPages(ApplicationPages):
    """The pages of the request to join."""

    model = MembershipApplication
    form = Form.MEMBERSHIP
    answers = ANSWERS
    page_forms = PAGE_FORMS
    questions = QUESTIONS
    folder = "membership"
    begin_path = "begin/<slug:category>/"

    def save(self, application, page, answers, **seen):
        save(application, page, answers, **seen)

    def perform(self, move, application, *, by):
        services.perform(move, application, by=by)

    def copy_sheet(self, application):
        groups = self.answers.groups(application)
        return copies.filled_sheet(application, groups, title=_("Request to join the network"))

    def begin(self, request, category):
        """Ask where the applicant can be reached, where nobody knows it yet."""
        if category not in Category.values:
            raise Http404
        if category == Category.TERRITORY and "application" in request.GET:
            return self._begin_from(request, request.GET["application"])
        fields = {"category": category}
        slug = request.GET.get("platform", "")
        if category == Category.TERRITORY and slug:
            platform = _listed_platform(slug)
            if member := member_by(platform):
                return self._cannot(request, is_member_already(member))
            fields |= carrying.by_platform(platform)
        return super().begin(request, fields=fields)

    def begins_with(self, request, fields):
        return fields

    def _begin_from(self, request, reference):
        """Begin for the platform of an application that this session has opened."""
        is_one = re.fullmatch(ReferenceConverter.regex, reference)
        applied = carrying.opened(request, reference) if is_one else None
        if applied is None:
            return link_needed(request, reference)
        why_not = _why_not(applied)
        if why_not:
            return self._cannot(request, why_not, back=applied)
        if not carrying.may_carry(request, applied):
            fields = {"category": Category.TERRITORY, **carrying.tied_to(applied)}
            return super().begin(request, fields=fields)
        return self._carry(request, applied)

    def _carry(self, request, applied):
        """Show what is carried over, and begin when the button is pressed."""
        form = CarryForm(request.POST or None)
        context = {"form": form, "applied": applied}
        if not form.is_valid():
            return self.page(request, "join_carry", context)
        try:
            application = carrying.begin(
                applied,
                token=once([form.cleaned_data["token"], applied.reference]),
                is_allowed=lambda: (
                    abuse.may_send_from(request) and abuse.may_write_to(applied.email)
                ),
            )
        except TooMany:
            return self.page(request, "join_carry", {**context, "too_many": True}, status=429)
        # Later the same form proves nothing: who sends it again may be no contact any more.
        if timezone.now() - application.created_at < LIFETIMES[Purpose.EDIT]:
            contact = access.contact_of(request, applied)
            access.open_for(request, application, purpose=Purpose.EDIT, contact=contact)
            messages.success(request, _("Your draft is saved, with what we know already."))
        return redirect(application.get_edit_url())

    def _cannot(self, request, why, *, back=None):
        return self.page(request, "join_cannot", {"why": why, "back": back})

    def section_context(self, request, application, page, form):
        context = super().section_context(request, application, page, form)
        platform = application.platform
        context["platform_in_words"] = platform and platform_in_words(platform)
        return context


def _listed_platform(slug):
    platforms = Platform.objects.listed().select_related("territory", "collective_actor")
    if not re.fullmatch("[-a-zA-Z0-9_]+", slug):
        raise Http404
    return get_object_or_404(platforms, slug=slug)


def _why_not(applied):
    """Return why no request can be begun for the platform of an application, or nothing."""
    if applied.state in (State.DRAFT, State.UNCONFIRMED):
        return _("Send the application to open the platform first, then ask to join.")
    if applied.state not in carrying.GOES_ON:
        return _("This application goes no further, so no request to join can be tied to it.")
    member = applied.platform and member_by(applied.platform)
    if member:
        return is_member_already(member)
    if open_request(applied):
        return _("There is a request to join for this platform already. You need not ask twice.")
    return ""

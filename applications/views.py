"""The pages that every application shares: links, status, withdrawal, files."""

from contextlib import suppress
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST

from applications import abuse, access, emails, files, leaving, links, services, workflow
from applications.forms import LinkForm
from applications.links import Purpose
from applications.models import Application, Contact, File
from applications.steps import public_steps
from applications.workflow import Applicant
from moves import services as moves
from moves.services import MoveRefused


def link_needed(request, reference, *, kept=False):
    """Answer who comes without an open session: the same for any reference, known or not."""
    form = LinkForm(initial={"reference": reference[:9]})
    return TemplateResponse(
        request, "applications/link_needed.html", {"form": form, "kept": kept}, status=404
    )


def for_applicant(purpose):
    """Give the view the application, if this session has opened it for this purpose."""

    def given(view):
        @wraps(view)
        def opened_first(request, reference, **kwargs):
            application = access.opened(request, Application.objects, reference, purpose=purpose)
            if application is None:
                return link_needed(request, reference)
            return view(request, application, **kwargs)

        return opened_first

    return given


def link_ask(request):
    """Send a fresh link to the address of an application; the answer tells nothing about it."""
    form = LinkForm(request.POST or None)
    if not form.is_valid():
        return TemplateResponse(request, "applications/link_ask.html", {"form": form})
    reference, email = form.cleaned_data["reference"], form.cleaned_data["email"]
    if not abuse.may_send_from(request):
        return TemplateResponse(request, "applications/too_many.html", {}, status=429)
    application = Application.objects.behind(reference, email)
    if application and abuse.may_write_about(application):
        is_first = application.email.lower() == email.lower()
        emails.fresh_link(application, to=Contact.FIRST if is_first else Contact.SECOND)
    return TemplateResponse(request, "applications/link_sent.html", {})


def link_open(request, purpose, token):
    """Show a button behind a private link; only the button opens the application.

    Programs that look into letters follow links, but press no buttons.
    """
    if purpose not in Purpose.values:
        raise Http404
    holder = links.holder_of(purpose, token)
    if holder is None:
        context = {"form": LinkForm(), "expired": True}
        return TemplateResponse(request, "applications/link_needed.html", context, status=404)
    application = holder.application
    if purpose == Purpose.GONE:
        return _gone(request, holder)
    if request.method != "POST":
        context = {"application": application, "confirms": purpose == Purpose.CONFIRM}
        return TemplateResponse(request, "applications/link_open.html", context)
    access.open_for(request, application, purpose=purpose, contact=holder.contact)
    if purpose == Purpose.CONFIRM:
        _confirm(application)
    return redirect(application)


def _gone(request, holder):
    """Ask whether they are no longer the contact; take them off when the button is pressed."""
    if request.method != "POST" and not holder.has_gone:
        context = {"application": holder.application}
        return TemplateResponse(request, "applications/contact_gone.html", context)
    if not holder.has_gone:
        leaving.go(holder)
    return redirect("applications:contact-gone")


def contact_gone(request):
    """Say that it is done; who has gone sees nothing of the application any more."""
    context = {"done": workflow.CONTACT_GONE.done}
    return TemplateResponse(request, "applications/contact_gone_done.html", context)


def _confirm(application):
    by = Applicant(application.pk)
    if moves.is_open_to(workflow.CONFIRM, application, by=by):
        # Refused: the same button was pressed twice at once, and the first press has confirmed.
        with suppress(MoveRefused):
            services.perform(workflow.CONFIRM, application, by=by)


@for_applicant(Purpose.STATUS)
def application_status(request, application):
    """Show where the application stands; of a draft, its sections."""
    may_write = access.may(request, application, purpose=Purpose.EDIT)
    if application.is_editable and may_write:
        return redirect(application.get_edit_url())
    whole = application.with_answers()
    context = {
        "application": whole,
        "copy_url": may_write and whole.get_copy_url(),
        "beside": beside(request, whole),
        "steps": public_steps(application),
        "may_withdraw": moves.is_open_to(
            workflow.WITHDRAW, application, by=Applicant(application.pk)
        ),
    }
    return TemplateResponse(request, "applications/application_status.html", context)


def beside(request, whole):
    """Return what apps above this one show on the status page of an application."""
    parts = (import_string(name)(request, whole) for name in settings.BESIDE_STATUS)
    return [part for part in parts if part]


@require_POST
@for_applicant(Purpose.STATUS)
def link_send(request, application):
    """Send the link of use now to the application's own address, asked for on its status page."""
    if not (abuse.may_send_from(request) and abuse.may_write_about(application)):
        return TemplateResponse(request, "applications/too_many.html", {}, status=429)
    emails.fresh_link(application, to=access.contact_of(request, application))
    return TemplateResponse(request, "applications/link_sent.html", {})


@for_applicant(Purpose.EDIT)
def application_withdraw(request, application):
    """Ask whether to withdraw; withdraw when the button is pressed."""
    if application.is_begun_by_staff:
        raise Http404  # nothing has been applied for yet, and its applicant knows nothing of it
    if request.method != "POST":
        context = {"application": application}
        return TemplateResponse(request, "applications/application_withdraw.html", context)
    try:
        services.perform(workflow.WITHDRAW, application, by=Applicant(application.pk))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, workflow.WITHDRAW.done)
    return redirect(application)


@for_applicant(Purpose.EDIT)
def application_file(request, application, pk):
    """Hand the applicant a document of their own application."""
    return files.serve(request, get_object_or_404(File, pk=pk, application=application))

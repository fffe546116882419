"""The application to open a platform, page by page."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications import abuse, access, emails, workflow
from applications.forms import BeginForm
from applications.links import LIFETIMES, Purpose
from applications.models import Form
from applications.services import TooMany, begin, keep_answers
from applications.views import link_needed
from applications.workflow import Applicant
from moves.services import MoveRefused
from platforms import answers, services
from platforms.forms import SECTION_FORMS, application_behind_seal
from platforms.models import PlatformApplication
from platforms.workflow import QUESTIONS, Section
from together_site.text import without_hidden


def application_start(request):
    """Say who may apply, what to have ready and how long it takes."""
    return TemplateResponse(request, "platforms/application_start.html", {})


def application_begin(request):
    """Ask where the applicant can be reached; from then on the draft exists."""
    form = BeginForm(request.POST or None, initial={"language": get_language()})
    if not form.is_valid():
        return TemplateResponse(request, "platforms/application_begin.html", {"form": form})
    email = form.cleaned_data["email"]
    try:
        application = begin(
            PlatformApplication,
            token=form.once(),
            is_allowed=lambda: abuse.may_send_from(request) and abuse.may_write_to(email),
            form=Form.PLATFORM,
            email=email,
            language=form.cleaned_data["language"],
            suspicion=form.suspicion(),
        )
    except TooMany:
        context = {"form": form, "too_many": True}
        return TemplateResponse(request, "platforms/application_begin.html", context, status=429)
    # Later the same form proves nothing: the next person at a shared computer may send it again.
    if timezone.now() - application.created_at < LIFETIMES[Purpose.EDIT]:
        access.open_for(request, application, purpose=Purpose.EDIT)
        messages.success(request, _("Your draft is saved and its link is on the way to you."))
    return redirect(application.get_edit_url())


def for_writer(view):
    """Give the view the application that this session has opened for writing."""

    @wraps(view)
    def opened_first(request, reference, **kwargs):
        application = access.opened(
            request, PlatformApplication.objects, reference, purpose=Purpose.EDIT
        )
        if application is None:
            return link_needed(request, reference, kept=_keep(request, kwargs.get("section")))
        if not application.is_editable:
            return _went_on(request, application, kwargs.get("section"))
        return view(request, application, **kwargs)

    return opened_first


def _went_on(request, application, section=None):
    """Answer who writes to an application that went on meanwhile: nothing typed is lost."""
    if _keep(request, section):
        messages.warning(
            request,
            _(
                "The application has been sent meanwhile, so this change was not saved. We keep "
                "what you typed and show it if this section is opened again."
            ),
        )
    return redirect("applications:application-status", application.reference)


def _keep(request, section=None):
    """Keep what a button sent when it could not be saved. Returns whether it was kept.

    The form's seal proves that its sender had the application open. While the application can
    be written, a fresh link goes to its address.
    """
    pk = request.method == "POST" and application_behind_seal(request.POST.get("seen", ""), section)
    application = pk and PlatformApplication.objects.filter(pk=pk).first()
    if not application:
        return False
    fields = SECTION_FORMS[section].base_fields
    sent = {name: without_hidden(request.POST[name]) for name in fields if name in request.POST}
    keep_answers(application, section=section, answers=sent)
    if application.is_editable and abuse.may_write_about(application):
        emails.fresh_link(application)
    return True


@for_writer
def application_sections(request, application):
    """List the sections with what is done and what is not."""
    context = {
        "application": application,
        "rows": answers.task_rows(application),
        "asked": answers.what_is_asked(application),
    }
    return TemplateResponse(request, "platforms/application_sections.html", context)


@for_writer
def application_section(request, application, section):
    """Ask for one subject; save it and go on to the next."""
    if section not in application.open_sections():
        raise Http404
    form = _section_form(request, application, section)
    if request.method == "POST" and form.is_valid():
        try:
            services.save(application, section, form.answers, seen=form.stored)
        except services.SectionClosed:
            return _went_on(request, application, section)
        except services.Overtaken:
            form = _section_form(request, application, section)  # finds what is stored now
        except ValidationError as error:  # a file that could not be stored
            form.add_error("document", error)
        else:
            request.session.modified = True  # three hours again from here
            messages.success(request, _("Saved."))
            _tell_of_signature(request, form)
            return redirect(answers.next_page(application, section, request.POST))
    context = {
        "application": application,
        "form": form,
        "section": Section(section),
        "question": QUESTIONS[section],
        "number": list(Section).index(section) + 1,
        "sections": len(Section),
        "back": request.GET.get("back") == "check",
    }
    return TemplateResponse(request, f"platforms/sections/{section}.html", context)


def _section_form(request, application, section):
    form_class = SECTION_FORMS[section]
    if request.method == "POST":
        return form_class(request.POST, request.FILES, instance=application)
    form = form_class(instance=application)
    kept = application.kept.filter(section=section).first()
    if kept:
        form.initial |= kept.answers
        form.is_refilled = True
    return form


def _tell_of_signature(request, form):
    if getattr(form.answers.get("document"), "was_signed", False):
        messages.warning(
            request,
            _(
                "The document carries a digital signature. We keep a clean copy of it, which "
                "no longer proves the signature: keep the original, we may ask for it."
            ),
        )


@for_writer
def application_check(request, application):
    """Show every answer once more; the button sends the application, or the answers asked."""
    move = workflow.SEND if application.is_draft else workflow.ANSWER
    if request.method == "POST" and application.is_complete:
        try:
            services.perform(move, application, by=Applicant(application.pk))
        except MoveRefused:
            pass  # sent twice: the first one counts, and both get its receipt
        else:
            messages.success(request, move.done)
        return redirect("applications:application-status", application.reference)
    context = {
        "application": application,
        "groups": answers.groups(application),
        "move": move,
    }
    return TemplateResponse(request, "platforms/application_check.html", context)

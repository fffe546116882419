"""The application to open a platform, page by page."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications import abuse, access, emails, promise, workflow
from applications.forms import BeginForm
from applications.links import LIFETIMES, Purpose
from applications.models import Form
from applications.paper import pdf
from applications.services import TooMany, begin, keep_answers
from applications.views import link_needed
from applications.workflow import Applicant
from moves import services as moves
from moves.services import MoveRefused
from platforms import answers, paper, services
from platforms.forms import PAGE_FORMS, ParticipantsForm, application_behind_seal
from platforms.models import PlatformApplication
from platforms.workflow import QUESTIONS, Section, section_of
from together_site.text import without_hidden


def application_start(request):
    """Say who may apply, what to have ready and how long it takes."""
    return TemplateResponse(
        request, "platforms/application_start.html", {"promise": promise.of_form(Form.PLATFORM)}
    )


def paper_form(request):
    """Send the blank form as a PDF, in the language of the address."""
    response = _as_pdf(paper.blank_pdf(get_language()), name=_("application to open a platform"))
    patch_cache_control(response, public=True, max_age=60 * 60)
    return response


def _as_pdf(content, *, name):
    headers = {"Content-Disposition": content_disposition_header(False, f"TOGETHER {name}.pdf")}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


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
        application = access.opened(request, PlatformApplication.objects, reference)
        if application and not application.is_editable:
            return _went_on(request, application, kwargs.get("page"))
        if application is None or not access.may(request, application, purpose=Purpose.EDIT):
            return link_needed(request, reference, kept=_keep(request, kwargs.get("page")))
        return view(request, application, **kwargs)

    return opened_first


def _went_on(request, application, page=None):
    """Answer who writes to an application that went on meanwhile: nothing typed is lost."""
    if _keep(request, page):
        messages.warning(
            request,
            _(
                "The application has been sent meanwhile, so this change was not saved. We keep "
                "what you typed and show it if this section is opened again."
            ),
        )
    return redirect("applications:application-status", application.reference)


def _keep(request, page=None):
    """Keep what a button sent when it could not be saved. Returns whether it was kept.

    The form's seal proves that its sender had the application open. While the application can
    be written, a fresh link goes to its address.
    """
    pk = request.method == "POST" and application_behind_seal(request.POST.get("seen", ""), page)
    application = pk and PlatformApplication.objects.filter(pk=pk).first()
    if not application:
        return False
    keep_answers(application, section=page, answers=_typed(request.POST, page))
    if application.is_begun_by_staff:
        return True  # they find their drafts in the admin
    if application.is_editable and abuse.may_write_about(application):
        emails.fresh_link(application)
    return True


# Of one page, at most: a person fills in no more.
MOST_KEPT = 200


def _typed(sent, page):
    """Return what was typed into the fields of a page; a list where several were ticked."""
    names = [name for name in sent if PAGE_FORMS[page].asks_for(name)][:MOST_KEPT]
    several = PAGE_FORMS[page].several
    return {
        name: [*map(without_hidden, sent.getlist(name))]
        if name in several
        else without_hidden(sent[name])
        for name in names
    }


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
def application_section(request, application, page):
    """Ask for one subject; save it and go on to the next."""
    if page not in PAGE_FORMS or section_of(page) not in application.open_sections():
        raise Http404
    form = _page_form(request, application, page)
    if request.method == "POST" and form.is_bound and form.is_valid():
        invites = _may_invite(request, application, form)
        try:
            services.save(application, page, form.answers, seen=form.stored, invites=invites)
        except services.SectionClosed:
            return _went_on(request, application, page)
        except services.Overtaken:
            form = _page_form(request, application, page)  # finds what is stored now
        except ValidationError as error:  # a file that could not be stored
            form.add_error("document", error)
        else:
            request.session.modified = True  # three hours again from here
            messages.success(request, _("Saved."))
            _tell_of_second_contact(request, application, form, was_invited=invites)
            _tell_of_signature(request, form)
            return _gone_on(request, application, page)
    return TemplateResponse(
        request, f"platforms/sections/{page}.html", _page_context(request, application, page, form)
    )


def _page_context(request, application, page, form):
    section = section_of(page)
    return {
        "application": application,
        "form": form,
        "page": page,
        "question": QUESTIONS[page],
        "number": list(Section).index(section) + 1,
        "sections": len(Section),
        "back_url": answers.page_before(application, page),
        "back": "back_to_check" in request.POST or request.GET.get("back") == "check",
    }


def _gone_on(request, application, page):
    """Lead on; who came from the check of all answers is led back there, page by page."""
    url = answers.next_page(application, page, request.POST)
    still_on_the_way = "back_to_check" in request.POST and url != answers.check_url(application)
    return redirect(f"{url}?back=check" if still_on_the_way else url)


def _page_form(request, application, page):
    form_class = PAGE_FORMS[page]
    if "more" in request.POST and form_class is ParticipantsForm:
        return form_class.with_more_rows(request.POST, instance=application)
    if request.method == "POST":
        return form_class(request.POST, request.FILES, instance=application)
    kept = application.kept.filter(section=page).first()
    if kept:
        return form_class.refilled(kept.answers, instance=application)
    return form_class(instance=application)


def _has_new_contact(application, form):
    """Return whether a page names a second contact who is to be written to.

    While staff enter an application nobody is: both contacts hear of it when it is entered.
    """
    email = form.answers.get("second_email", "")
    # The form has put its answers into the application already.
    is_new = email and email.lower() != form.stored["second_email"].lower()
    return bool(is_new and not application.is_begun_by_staff)


def _may_invite(request, application, form):
    """Return whether a second contact who is new may be written to, and count the letter."""
    if not _has_new_contact(application, form):
        return False
    return abuse.may_send_from(request) and abuse.may_write_to(form.answers["second_email"])


def _tell_of_second_contact(request, application, form, *, was_invited):
    if _has_new_contact(application, form) and not was_invited:
        messages.warning(
            request,
            _(
                "We cannot write to the second contact now: too many letters have gone there or "
                "were asked for from your network today. With the reference they can ask for a "
                "link themselves."
            ),
        )


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
    move, by = _move_on(request, application)
    if not moves.is_open_to(move, application, by=by):
        return link_needed(request, application.reference)
    if request.method == "POST" and application.is_complete:
        try:
            services.perform(move, application, by=by)
        except MoveRefused:
            pass  # sent twice: the first one counts, and both get its receipt
        else:
            messages.success(request, move.done)
        if move is workflow.ENTER:
            # From here on it is the applicant's; staff act on it in the admin.
            access.leave_reading(request, application)
        return redirect("applications:application-status", application.reference)
    context = {
        "application": application,
        "groups": answers.groups(application),
        "move": move,
    }
    return TemplateResponse(request, "platforms/application_check.html", context)


def _move_on(request, application):
    """Return the move by which what is written goes on, and who makes it."""
    if not application.is_draft:
        return workflow.ANSWER, Applicant(application.pk)
    if application.entered_by_id:
        return workflow.ENTER, request.user
    return workflow.SEND, Applicant(application.pk)


def for_reader(view):
    """Give the view the application that this session has opened for writing, in any state."""

    @wraps(view)
    def opened_first(request, reference):
        application = access.opened(
            request, PlatformApplication.objects, reference, purpose=Purpose.EDIT
        )
        if application is None:
            return link_needed(request, reference)
        return view(request, application)

    return opened_first


@for_reader
def application_copy(request, application):
    """Show the whole application to keep: on the screen, on paper, as a PDF."""
    context = {"application": application, "groups": answers.groups(application)}
    return TemplateResponse(request, "platforms/application_copy.html", context)


@for_reader
def application_pdf(request, application):
    """Send the same as a PDF."""
    return _as_pdf(pdf(paper.filled_sheet(application)), name=application.reference)

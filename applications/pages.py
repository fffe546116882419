"""The pages on which an application is written, section by section: the same for every form."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import applications.references  # noqa: F401 -- teaches addresses what a reference is
from applications import abuse, access, emails, workflow
from applications.answers import what_is_asked
from applications.forms import BeginForm
from applications.links import LIFETIMES, Purpose
from applications.paper import pdf
from applications.section_forms import application_behind_seal
from applications.services import TooMany, begin, keep_answers
from applications.views import link_needed
from applications.workflow import Applicant
from applications.writing import Overtaken, SectionClosed
from moves import services as moves
from moves.services import MoveRefused
from together_site.text import without_hidden

# Of one page, at most: a person fills in no more.
MOST_KEPT = 200


def as_pdf(content, *, name):
    headers = {"Content-Disposition": content_disposition_header(False, f"TOGETHER {name}.pdf")}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def for_writer(view):
    """Give the view the application that this session has opened for writing."""

    @wraps(view)
    def opened_first(pages, request, reference, **kwargs):
        application = access.opened(request, pages.model.objects, reference)
        if application and not application.is_editable:
            return pages.went_on(request, application, kwargs.get("page"))
        if application is None or not access.may(request, application, purpose=Purpose.EDIT):
            kept = pages.keep(request, kwargs.get("page"))
            return link_needed(request, reference, kept=kept)
        return view(pages, request, application, **kwargs)

    return opened_first


def for_reader(view):
    """Give the view the application that this session has opened for writing, in any state."""

    @wraps(view)
    def opened_first(pages, request, reference):
        application = access.opened(request, pages.model.objects, reference, purpose=Purpose.EDIT)
        if application is None:
            return link_needed(request, reference)
        return view(pages, request, application)

    return opened_first


class ApplicationPages:
    """The pages of one form.

    A form gives its ``model`` and ``form``; the forms of its pages, in their order, and the
    question that heads each; ``answers`` (``applications.answers.Answers``); and in ``folder``
    where its templates are: ``application_begin.html``, ``application_sections.html``,
    ``application_check.html``, ``application_copy.html`` and ``sections/<page>.html``, which
    extend those of ``applications/pages``. It says how answers are saved, how moves are made, and
    what a copy on paper looks like.
    """

    model = form = answers = None
    page_forms = {}
    questions = {}
    folder = ""
    begin_path = "begin/"

    def save(self, application, page, answers, *, seen, invites):
        """Store the answers of a page, as ``applications.writing.Writer.save`` does."""
        raise NotImplementedError

    def perform(self, move, application, *, by):
        """Make a move with what follows from it for this form."""
        raise NotImplementedError

    def copy_sheet(self, application):
        """Return a copy to keep as ``applications.paper.Sheet``."""
        raise NotImplementedError

    def begins_with(self, request, **named):
        """Return what a new draft has beside its address; ``named`` is what the address names.

        Raises ``Http404`` where the address names what is not there.
        """
        return {}

    def urls(self):
        """Return the addresses of the pages, for the urls of the form's app."""
        application = "<reference:reference>/"
        pages = {
            self.begin_path: (self.begin, "begin"),
            application: (self.sections, "sections"),
            f"{application}check/": (self.check, "check"),
            f"{application}copy/": (self.copy, "copy"),
            f"{application}copy.pdf": (self.copy_pdf, "pdf"),
            f"{application}<slug:page>/": (self.section, "section"),
        }
        return [
            path(address, view, name=f"application-{name}")
            for address, (view, name) in pages.items()
        ]

    def page(self, request, name, context, **response):
        return TemplateResponse(request, f"{self.folder}/{name}.html", context, **response)

    def begin(self, request, **named):
        """Ask where the applicant can be reached; from then on the draft exists."""
        fields = self.begins_with(request, **named)
        form = BeginForm(request.POST or None, initial={"language": get_language()})
        if not form.is_valid():
            return self.page(request, "application_begin", {"form": form, **fields})
        email = form.cleaned_data["email"]
        try:
            application = begin(
                self.model,
                token=form.once(),
                is_allowed=lambda: abuse.may_send_from(request) and abuse.may_write_to(email),
                form=self.form,
                email=email,
                language=form.cleaned_data["language"],
                suspicion=form.suspicion(),
                **fields,
            )
        except TooMany:
            context = {"form": form, "too_many": True, **fields}
            return self.page(request, "application_begin", context, status=429)
        # Later the same form proves nothing: the next person at a shared computer may send it
        # again.
        if timezone.now() - application.created_at < LIFETIMES[Purpose.EDIT]:
            access.open_for(request, application, purpose=Purpose.EDIT)
            messages.success(request, _("Your draft is saved and its link is on the way to you."))
        return redirect(application.get_edit_url())

    def went_on(self, request, application, page=None):
        """Answer who writes to an application that went on meanwhile: nothing typed is lost."""
        if self.keep(request, page):
            messages.warning(
                request,
                _(
                    "The application has been sent meanwhile, so this change was not saved. We "
                    "keep what you typed and show it if this section is opened again."
                ),
            )
        return redirect("applications:application-status", application.reference)

    def keep(self, request, page=None):
        """Keep what a button sent when it could not be saved. Returns whether it was kept.

        The form's seal proves that its sender had the application open. While the application can
        be written, a fresh link goes to its address.
        """
        seal = request.POST.get("seen", "")
        pk = request.method == "POST" and application_behind_seal(seal, page)
        application = pk and self.model.objects.filter(pk=pk).first()
        if not application:
            return False
        keep_answers(application, section=page, answers=self._typed(request.POST, page))
        if application.is_begun_by_staff:
            return True  # they find their drafts in the admin
        if application.is_editable and abuse.may_write_about(application):
            emails.fresh_link(application)
        return True

    def _typed(self, sent, page):
        """Return what was typed into the fields of a page; a list where several were ticked."""
        form = self.page_forms[page]
        names = [name for name in sent if form.asks_for(name)][:MOST_KEPT]
        return {
            name: [*map(without_hidden, sent.getlist(name))]
            if name in form.several
            else without_hidden(sent[name])
            for name in names
        }

    @for_writer
    def sections(self, request, application):
        """List the sections with what is done and what is not."""
        context = {
            "application": application,
            "rows": self.answers.task_rows(application),
            "asked": what_is_asked(application),
            "check_url": self.answers.check_url(application),
        }
        return self.page(request, "application_sections", context)

    @for_writer
    def section(self, request, application, page):
        """Ask for one subject; save it and go on to the next."""
        if page not in self.page_forms or not self._is_open(application, page):
            raise Http404
        form = self._page_form(request, application, page)
        if request.method == "POST" and form.is_bound and form.is_valid():
            invites = _may_invite(request, application, form)
            try:
                self.save(application, page, form.answers, seen=form.stored, invites=invites)
            except SectionClosed:
                return self.went_on(request, application, page)
            except Overtaken:
                form = self._page_form(request, application, page)  # finds what is stored now
            except ValidationError as error:  # a file that could not be stored
                form.add_error("document", error)
            else:
                request.session.modified = True  # three hours again from here
                messages.success(request, _("Saved."))
                _tell_of_second_contact(request, application, form, was_invited=invites)
                _tell_of_signature(request, form)
                return self._gone_on(request, application, page)
        context = self.section_context(request, application, page, form)
        return self.page(request, f"sections/{page}", context)

    def _is_open(self, application, page):
        return self.answers.section_of(application, page) in application.open_sections()

    def section_context(self, request, application, page, form):
        sections = application.sections()
        section = self.answers.section_of(application, page)
        return {
            "application": application,
            "form": form,
            "page": page,
            "question": self.questions[page],
            "number": sections.index(section) + 1,
            "sections": len(sections),
            "back_url": self.answers.page_before(application, page),
            "back": "back_to_check" in request.POST or request.GET.get("back") == "check",
        }

    def _gone_on(self, request, application, page):
        """Lead on; who came from the check of all answers is led back there, page by page."""
        url = self.answers.next_page(application, page, request.POST)
        is_on_the_way = "back_to_check" in request.POST
        is_on_the_way = is_on_the_way and url != self.answers.check_url(application)
        return redirect(f"{url}?back=check" if is_on_the_way else url)

    def _page_form(self, request, application, page):
        form_class = self.page_forms[page]
        if "more" in request.POST and hasattr(form_class, "with_more_rows"):
            return form_class.with_more_rows(request.POST, instance=application)
        if request.method == "POST":
            return form_class(request.POST, request.FILES, instance=application)
        kept = application.kept.filter(section=page).first()
        if kept:
            return form_class.refilled(kept.answers, instance=application)
        return form_class(instance=application)

    @for_writer
    def check(self, request, application):
        """Show every answer once more; the button sends the application, or the answers asked."""
        move, by = _move_on(request, application)
        if not moves.is_open_to(move, application, by=by):
            return link_needed(request, application.reference)
        if request.method == "POST" and application.is_complete:
            try:
                self.perform(move, application, by=by)
            except MoveRefused:
                pass  # sent twice: the first one counts, and both get its receipt
            else:
                messages.success(request, move.done)
            if move is workflow.ENTER:
                # From here on it is the applicant's; staff act on it in the admin.
                access.leave_reading(request, application)
            return redirect("applications:application-status", application.reference)
        groups = self.answers.groups(application)
        context = {"application": application, "groups": groups, "move": move}
        return self.page(request, "application_check", context)

    @for_reader
    def copy(self, request, application):
        """Show the whole application to keep: on the screen, on paper, as a PDF."""
        context = {
            "application": application,
            "groups": self.answers.groups(application),
            "pdf_url": self.answers.url("pdf", application),
        }
        return self.page(request, "application_copy", context)

    @for_reader
    def copy_pdf(self, request, application):
        """Send the same as a PDF."""
        return as_pdf(pdf(self.copy_sheet(application)), name=application.reference)


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


def _move_on(request, application):
    """Return the move by which what is written goes on, and who makes it."""
    if not application.is_draft:
        return workflow.ANSWER, Applicant(application.pk)
    if application.entered_by_id:
        return workflow.ENTER, request.user
    return workflow.SEND, Applicant(application.pk)

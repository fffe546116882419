"""Review in the admin, the same for every form: looking, and moves."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.rights import ViewOnly
from applications import emails, files, workflow
from applications.forms import AskForm, DecisionForm, LetterForm
from applications.models import File
from applications.queue import QueueAdmin
from moves.admin import MovesAdmin
from outbox.models import OutgoingEmail, State
from outbox.rendering import render_for_staff

# Of one kind at most, on the page of an application.
HINTS = 5


class ReviewAdmin(ViewOnly, MovesAdmin, QueueAdmin):
    """The page of one application, with a button per open move, behind its queue.

    A subclass gives ``consent_labels``, ``answer_groups(application)``,
    ``changed_answers(application)`` and ``act``, and may add ``hints``.
    """

    move_forms = {
        workflow.ASK: AskForm,
        workflow.ACCEPT: DecisionForm,
        workflow.DECLINE: DecisionForm,
    }
    move_template = "admin/review/move.html"
    consent_labels = {}
    # Nothing is asked and nobody is written to: the first button acts.
    moves_at_once = (workflow.TAKE, workflow.TO_BOARD, workflow.UNDO)
    moves_with_letter = (workflow.ASK, workflow.ACCEPT, workflow.DECLINE)

    def get_queryset(self, request):
        return super().get_queryset(request).for_staff().select_related("lead", "entered_by")

    def get_urls(self):
        file = path(
            "<int:pk>/file/<int:file_pk>/",
            self.admin_site.admin_view(self.file_view),
            name=self.page_name("file"),
        )
        return [file, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the whole application; nothing on this page writes but the buttons' own pages."""
        if not object_id.isdecimal():
            raise Http404
        application = self.visible(request, object_id)
        context = self.page_context(
            request,
            application,
            str(application),
            groups=self.answer_groups(application),
            changes=self.changed_answers(application),
            hints=self.hints(request, application),
            moves=self.open_moves(request, application),
            files=[
                {"file": file, "url": self.page_url("file", object_id, file.pk)}
                for file in application.files.order_by("pk")
            ],
            history=application.history.select_related("by", "note").order_by("pk"),
            consents=[
                (self.consent_labels.get(consent.text, consent.text), consent)
                for consent in application.consents.order_by("pk")
            ],
            letters=[
                (letter, *render_for_staff(letter))
                for letter in OutgoingEmail.objects.about(application.reference)
            ],
        )
        return TemplateResponse(request, "admin/review/change_form.html", context)

    def page_context(self, request, thing, title, **context):
        return {**super().page_context(request, thing, title, **context), "application": thing}

    def file_view(self, request, pk, file_pk):
        """Hand staff a document of an application that they may see."""
        application = self.visible(request, pk)
        return files.serve(request, get_object_or_404(File, pk=file_pk, application=application))

    def answer(self, request, move, thing):
        """Ask for what a move needs, show its letter, and make it when the button is pressed."""
        opens = "open" in request.POST and move not in self.moves_at_once
        sent = None if request.method != "POST" or opens else request.POST
        form, letter_form = self.form_of(sent, move, thing), None
        if form.is_valid():
            letter_form = self._letter_form(sent, move, thing, form)
            if letter_form is None or letter_form.is_valid():
                return self.made(request, move, thing, self._details(form, letter_form))
        return self.move_page(
            request,
            move,
            thing,
            form=form,
            letter_form=letter_form,
            writes_letter=move in self.moves_with_letter,
            held_letter=self._held_letter(move, thing),
        )

    def _letter_form(self, sent, move, application, form):
        """Return the letter as it was edited, or as suggested; ``None`` where the move has none."""
        if move not in self.moves_with_letter:
            return None
        if "letter-body" in sent and "suggest" not in sent:
            return LetterForm(sent, prefix="letter")
        letter = emails.suggestion(move, application, **form.words())
        initial = {"subject": letter.subject, "body": letter.body}
        return LetterForm(initial=initial, prefix="letter")

    def _details(self, form, letter_form):
        if letter_form is None:
            return form.details()
        return {**form.details(), "letter": emails.Letter(**letter_form.cleaned_data)}

    def _held_letter(self, move, application):
        if move is not workflow.RELEASE:
            return None
        held = OutgoingEmail.objects.about(application.reference).filter(state=State.HELD).last()
        return held and render_for_staff(held)

    def answer_groups(self, application):
        raise NotImplementedError

    def changed_answers(self, application):
        raise NotImplementedError

    def hints(self, request, application):
        """Return what staff might know of it: pairs of words and address."""
        others = self.get_queryset(request).exclude(pk=application.pk)
        same = others.filter(email__iexact=application.email).order_by("-pk")[:HINTS]
        return [
            (
                _("Same e-mail address: %(application)s, %(state)s")
                % {"application": other, "state": other.get_state_display()},
                self.page_url("change", other.pk),
            )
            for other in same
        ]

"""Moves of an application in the admin: each letter is read before it leaves."""

from applications import emails, workflow
from applications.staff_forms import (
    AskForm,
    DecisionForm,
    HandOverForm,
    LetterForm,
    ReopenForm,
    WithdrawForm,
)
from moves.admin import MovesAdmin
from outbox.models import OutgoingEmail, State
from outbox.rendering import render_for_staff


class LettersAdmin(MovesAdmin):
    """Put before ``ModelAdmin``, of a model of applications."""

    move_forms = {
        workflow.HAND_OVER: HandOverForm,
        workflow.ASK: AskForm,
        workflow.ACCEPT: DecisionForm,
        workflow.DECLINE: DecisionForm,
        workflow.WITHDRAW: WithdrawForm,
        workflow.REOPEN: ReopenForm,
    }
    move_template = "admin/review/move.html"
    # Nothing is asked and nobody is written to: the first button acts.
    moves_at_once = (workflow.TAKE, workflow.TO_BOARD, workflow.UNDO)
    moves_with_letter = (
        workflow.ASK,
        workflow.ACCEPT,
        workflow.DECLINE,
        workflow.WITHDRAW,
        workflow.REOPEN,
    )

    def writes_letter(self, move, application):
        """Return whether a move writes to the applicant; who sent spam hears nothing."""
        is_of_spam = application.state == workflow.State.SPAM
        return move in self.moves_with_letter and not is_of_spam

    def answer(self, request, move, thing):
        """Ask for what a move needs, show its letter, and make it when the button is pressed."""
        opens = "open" in request.POST and move not in self.moves_at_once
        sent = None if request.method != "POST" or opens else request.POST
        form, letter_form = self.form_of(sent, move, thing), None
        self.prepare(form, request)
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
            frame=letter_form and emails.frame(thing),
            writes_letter=self.writes_letter(move, thing),
            held_letter=self._held_letter(move, thing),
        )

    def prepare(self, form, request):
        """Choose beforehand what the address of the page asks for. A subclass may."""

    def _letter_form(self, sent, move, application, form):
        """Return the letter as it was edited, or as suggested; ``None`` where the move has none."""
        if not self.writes_letter(move, application):
            return None
        if "letter-body" in sent and "suggest" not in sent:
            return LetterForm(sent, language=application.language)
        letter = emails.suggestion(move, application, **form.words())
        initial = {"subject": letter.subject, "body": letter.body}
        return LetterForm(initial=initial, language=application.language)

    def _details(self, form, letter_form):
        if letter_form is None:
            return form.details()
        return {**form.details(), "letter": emails.Letter(**letter_form.cleaned_data)}

    def _held_letter(self, move, application):
        if move is not workflow.RELEASE:
            return None
        held = OutgoingEmail.objects.about(application.reference).filter(state=State.HELD).last()
        return held and render_for_staff(held)

"""Moves of an application in the admin: each letter is read before it leaves."""

from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from applications import emails, workflow
from applications.staff_forms import (
    AskForm,
    DecisionForm,
    HandOverForm,
    LetterForm,
    NameContactForm,
    ReopenForm,
    WithdrawForm,
)
from moves import services as moves
from moves.admin import MovesAdmin
from outbox.models import OutgoingEmail, State
from outbox.rendering import render_for_staff


class LettersAdmin(MovesAdmin):
    """Put before ``ModelAdmin``, of a model of applications."""

    move_forms = {
        workflow.HAND_OVER: HandOverForm,
        workflow.NAME_CONTACT: NameContactForm,
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

    def open_moves(self, request, thing):
        """Leave out naming a contact where there is one."""
        shut = {workflow.NAME_CONTACT} if thing.email else set()
        return [row for row in super().open_moves(request, thing) if row["move"] not in shut]

    def writes_letter(self, move, application):
        """Return whether a move writes to the applicant; who sent spam hears nothing."""
        is_of_spam = application.state == workflow.State.SPAM
        return move in self.moves_with_letter and not is_of_spam

    def answer(self, request, move, thing):
        """Ask for what a move needs, show its letter, and make it when the button is pressed."""
        opens = "open" in request.POST and move not in self.moves_at_once
        sent = None if request.method != "POST" or opens else request.POST
        form = self.form_of(sent, move, thing)
        self.prepare(form, request)
        letter_form = self._letter_form(sent, move, thing, form)
        news = ""
        if form.is_valid() and (letter_form is None or letter_form.is_valid()):
            with transaction.atomic():
                # What was read is what the move is made on.
                thing.refresh_from_db(from_queryset=type(thing).objects.select_for_update())
                moves.check(move, thing, by=request.user)
                news = self._news(sent, move, thing, form, letter_form)
                if not news:
                    return self.made(request, move, thing, self._details(form, letter_form))
            form.add_error(None, news)
        has_words = letter_form is not None and (news or form.is_valid())
        return self.move_page(
            request,
            move,
            thing,
            form=form,
            letter_form=letter_form,
            frame=letter_form and emails.frame(thing),
            writes_letter=self.writes_letter(move, thing),
            held_letter=self._held_letter(move, thing),
            # As of when the page is read: of then until it is told that all has gone on.
            read={
                "read-last": _last_move(thing),
                **({"read-words": _words(move, thing, form)} if has_words else {}),
                **({} if news else _carried(sent)),
            },
        )

    def prepare(self, form, request):
        """Choose beforehand what the address of the page asks for. A subclass may."""

    def _letter_form(self, sent, move, application, form):
        """Return the letter as it was edited, or as suggested; ``None`` where there is none yet."""
        if sent is None or not self.writes_letter(move, application):
            return None
        if _is_edited(sent):
            return LetterForm(sent, language=application.language)
        if not form.is_valid():
            return None
        letter = emails.suggestion(move, application, **form.words())
        initial = {"subject": letter.subject, "body": letter.body}
        return LetterForm(initial=initial, language=application.language)

    def _news(self, sent, move, application, form, letter_form):
        """Say what has changed since the page was read; nothing where all is as it was then."""
        last = _last_move(application)
        if sent.get("read-last", last) != last:
            return _(
                "This application has gone on since you opened this page. Look at it again; if all "
                "is right, press the button once more."
            )
        words = letter_form and _words(move, application, form)
        if words and sent.get("read-words", words) != words:
            return _(
                "What you chose above has changed since the letter was suggested. Correct the "
                "letter or suggest it anew; if all is right, press the button once more."
            )
        return ""

    def _details(self, form, letter_form):
        if letter_form is None:
            return form.details()
        return {**form.details(), "letter": emails.Letter(**letter_form.cleaned_data)}

    def _held_letter(self, move, application):
        if move is not workflow.RELEASE:
            return None
        held = OutgoingEmail.objects.about(application.reference).filter(state=State.HELD).last()
        return held and render_for_staff(held)


def _is_edited(sent):
    """Return whether a letter was sent, to leave as it is."""
    return "letter-body" in sent and "suggest" not in sent


def _carried(sent):
    """Return as of when the page that was sent had been read."""
    names = ("read-last", "read-words") if sent and _is_edited(sent) else ("read-last",)
    return {name: sent[name] for name in names if sent and name in sent}


def _last_move(application):
    return str(application.history.order_by("-pk").values_list("pk", flat=True).first() or "")


def _words(move, application, form):
    """Return a short stand-in for the letter that would be suggested now."""
    letter = emails.suggestion(move, application, **form.words())
    return sha256(f"{letter.subject}\n{letter.body}".encode()).hexdigest()[:16]

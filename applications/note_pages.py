"""Private notes and second opinions in the admin: forms on the page of the application."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import override

from applications import notes
from applications.staff_forms import AnswerOpinionForm, AskOpinionForm, NoteForm
from moves.services import MoveRefused


def sent_by_button(view):
    """Let a button alone act: who opens its address comes to the page on which it stands.

    Whatever is refused is told there. The view gets the application and returns, if anything,
    the forms that came back wrong.
    """

    @wraps(view)
    def answer(self, request, pk, **others):
        application = self.visible(request, pk)
        if request.method == "POST":
            notes.check_may_confer(application, by=request.user)
            try:
                wrong = view(self, request, application, **others)
            except MoveRefused as refusal:
                messages.error(request, str(refusal))
            else:
                if wrong:
                    return self.whole_page(request, application, **wrong)
        return redirect(self.page_url("change", pk))

    return answer


class NotesAdmin:
    """Put before ``ModelAdmin``, with ``MovesAdmin`` and a ``whole_page`` that takes the forms."""

    def get_urls(self):
        pages = {
            "note": ("<int:pk>/note/", self.note_view),
            "opinion": ("<int:pk>/opinion/", self.opinion_view),
            "opinion_answer": ("<int:pk>/opinion/<int:opinion_pk>/answer/", self.answer_view),
            "opinion_back": ("<int:pk>/opinion/<int:opinion_pk>/take-back/", self.back_view),
        }
        mine = [
            path(address, self.admin_site.admin_view(view), name=self.page_name(name))
            for name, (address, view) in pages.items()
        ]
        return [*mine, *super().get_urls()]

    @sent_by_button
    def note_view(self, request, application):
        """Keep a note."""
        form = NoteForm(request.POST)
        if not form.is_valid():
            return {"note_form": form}
        notes.add(application, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your note is kept."))
        return None

    @sent_by_button
    def opinion_view(self, request, application):
        """Ask a colleague for a second opinion."""
        form = AskOpinionForm(request.POST, application=application, by=request.user)
        if not form.is_valid():
            return {"opinion_form": form}
        where = self._path(application)
        notes.ask_opinion(application, by=request.user, path=where, **form.cleaned_data)
        messages.success(request, _("Your colleague is asked, and has a letter about it."))
        return None

    @sent_by_button
    def answer_view(self, request, application, opinion_pk):
        """Give the opinion that one was asked for."""
        get_object_or_404(application.opinions, pk=opinion_pk, asked_of=request.user)
        form = AnswerOpinionForm(request.POST)
        if not form.is_valid():
            return {"answer_form": form}
        said = {"opinion_pk": opinion_pk, "path": self._path(application), **form.cleaned_data}
        notes.give_opinion(application, by=request.user, **said)
        messages.success(request, _("Your opinion is kept, and who asked has a letter about it."))
        return None

    @sent_by_button
    def back_view(self, request, application, opinion_pk):
        """Take back a question that was not answered yet."""
        notes.take_back(application, opinion_pk=opinion_pk, by=request.user)
        messages.success(request, _("Your question is taken back."))

    def _path(self, application):
        """Return where the application stands in the admin, in the language of such letters."""
        with override(settings.LANGUAGE_CODE):
            return self.page_url("change", application.pk)

    def talk(self, request, application, **forms):
        """Return what the page shows of notes and opinions, and the forms open to this person.

        A contact of the application sees nothing of it. ``forms`` came back wrong.
        """
        user = request.user
        if application.is_of(user):
            return {"is_party": True}
        shown = {
            "notes": application.notes.filter(record=None).select_related("by").order_by("pk"),
            "opinions": list(self._opinions(request, application)),
        }
        if application.roles_of(user):
            shown |= {
                "note_form": NoteForm(),
                "opinion_form": AskOpinionForm(application=application, by=user),
                "answer_form": AnswerOpinionForm(),
                "note_url": self.page_url("note", application.pk),
                "opinion_url": self.page_url("opinion", application.pk),
            }
        return {**shown, **forms}

    def _opinions(self, request, application):
        """Return each opinion with what this person may read of it and do with it."""
        user = request.user
        rows = application.opinions.select_related("asked_by", "asked_of").order_by("pk")
        for opinion in rows:
            asks = user.pk in (opinion.asked_by_id, application.lead_id)
            is_asked, is_open = user.pk == opinion.asked_of_id, opinion.answered_at is None
            yield {
                "opinion": opinion,
                "may_read": asks or is_asked,
                "answer_url": is_asked
                and is_open
                and self.page_url("opinion_answer", application.pk, opinion.pk),
                "back_url": asks
                and is_open
                and self.page_url("opinion_back", application.pk, opinion.pk),
            }

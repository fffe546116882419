"""Review in the admin, the same for every form: looking, and moves."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from accounts.rights import ViewOnly
from applications import difference, files, workflow
from applications.letters import LettersAdmin
from applications.models import File
from applications.note_pages import NotesAdmin
from applications.queue import QueueAdmin
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState
from outbox.rendering import render_for_staff


class ReviewAdmin(ViewOnly, NotesAdmin, LettersAdmin, QueueAdmin):
    """The page of one application, with a button per open move, behind its queue.

    A subclass gives ``consent_labels``, ``answer_groups(application)``,
    ``changed_answers(application)``, ``hints(application)``, ``in_brief(application)`` and ``act``.
    """

    view_on_site = False
    consent_labels = {}
    # What one may do with an application that was sent twice, or never meant.
    moves_of_double = (workflow.DECLINE, workflow.WITHDRAW, workflow.MARK_SPAM)

    def get_queryset(self, request):
        return super().get_queryset(request).for_staff().select_related("lead", "entered_by")

    def get_urls(self):
        pages = {
            "file": ("<int:pk>/file/<int:file_pk>/", self.file_view),
            "beside": ("<int:pk>/beside/<int:other_pk>/", self.beside_view),
        }
        mine = [
            path(address, self.admin_site.admin_view(view), name=self.page_name(name))
            for name, (address, view) in pages.items()
        ]
        return [*mine, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not object_id.isdecimal():
            raise Http404
        return self.whole_page(request, self.visible(request, object_id))

    def whole_page(self, request, application, **wrong):
        """Show the whole application; nothing on this page writes but the buttons' own pages.

        ``wrong`` has the form of a note or an opinion that came back.
        """
        talk = self.talk(request, application, **wrong)
        context = self.page_context(
            request,
            application,
            str(application),
            form=next(iter(wrong.values()), None),
            moves=self.open_moves(request, application),
            changes=[
                (label, difference.pieces(before, after))
                for label, before, after in self.changed_answers(application)
            ],
            hints=[] if "is_party" in talk else self.hints(application),
            groups=self.answer_groups(application),
            **self.kept_beside(application),
            **talk,
        )
        context["letters"] = self.letters(application, is_party="is_party" in talk)
        return TemplateResponse(request, "admin/review/change_form.html", context)

    def kept_beside(self, application):
        """Return what is kept beside the answers."""
        return {
            "files": [
                {"file": file, "url": self.page_url("file", application.pk, file.pk)}
                for file in application.files.order_by("pk")
            ],
            "history": application.history.select_related("by", "note").order_by("pk"),
            "consents": [
                (self.consent_labels.get(consent.text, consent.text), consent)
                for consent in application.consents.order_by("pk")
            ],
            "items": application.session_items.select_related("session").order_by("pk"),
        }

    def letters(self, application, *, is_party):
        """Return the letters about it with their words; to a contact only those that left to them.

        What is decided and held is theirs to know when it is released.
        """
        letters = OutgoingEmail.objects.about(application.reference)
        if is_party:
            contacts = [who for who, _role in application.contacts()]
            unread = (LetterState.HELD, LetterState.CANCELLED)
            letters = letters.filter(recipient__in=contacts).exclude(state__in=unread)
        return [(letter, *render_for_staff(letter)) for letter in letters]

    def page_context(self, request, thing, title, **context):
        return {**super().page_context(request, thing, title, **context), "application": thing}

    def file_view(self, request, pk, file_pk):
        """Hand staff a document of an application that they may see."""
        application = self.visible(request, pk)
        return files.serve(request, get_object_or_404(File, pk=file_pk, application=application))

    def beside_view(self, request, pk, other_pk):
        """Show the answers of two applications side by side."""
        application, other = self.visible(request, pk), self.visible(request, other_pk)
        return self.beside_page(
            request,
            application,
            other=str(other),
            state=other.get_state_display(),
            rows=self.answers_beside(application, other),
            links=[(_("Open the other application"), self.page_url("change", other.pk))],
        )

    def beside_page(self, request, application, **context):
        """Show something that may be the same beside an application; not to its contacts."""
        if application.is_of(request.user):
            raise PermissionDenied
        title = _("Side by side with %(other)s") % {"other": context["other"]}
        context = self.page_context(
            request,
            application,
            title,
            back=self.page_url("change", application.pk),
            moves=[
                row
                for row in self.open_moves(request, application)
                if row["move"] in self.moves_of_double
            ],
            **context,
        )
        return TemplateResponse(request, "admin/review/beside.html", context)

    def answer_groups(self, application):
        raise NotImplementedError

    def changed_answers(self, application):
        raise NotImplementedError

    def answers_beside(self, application, other):
        raise NotImplementedError

    def hints(self, application):
        """Return what may be the same and is known already, as ``duplicates.Hint``."""
        raise NotImplementedError

    def in_brief(self, application):
        """Return what the board reads of it on an agenda, as ``agenda.InBrief``; no query."""
        raise NotImplementedError

    def on_release(self, applications):
        """Return by their keys, in words, what a release of each brings about beside its letter."""
        return {}

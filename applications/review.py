"""Review in the admin, the same for every form: looking, and moves."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.rights import ViewOnly
from applications import emails, files, workflow
from applications.forms import AskForm, DecisionForm, LetterForm, MoveForm
from applications.models import File
from moves import services as moves
from moves.services import MoveRefused
from outbox.models import OutgoingEmail, State
from outbox.rendering import render_for_staff


class StateFilter(admin.SimpleListFilter):
    """The states in which staff see an application."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        hidden = (workflow.State.DRAFT, workflow.State.UNCONFIRMED)
        return [(state.value, state.label) for state in workflow.State if state not in hidden]

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() else queryset


class ReviewAdmin(ViewOnly, admin.ModelAdmin):
    """The queue of one form and the page of one application, with a button per open move.

    A subclass gives ``consent_labels``, ``answer_groups(application)`` and
    ``act(move, application, …)``, the service that makes a move and what follows from it.
    """

    list_display = ["reference", "title", "state", "state_since", "lead", "email", "language"]
    list_display_links = ["reference", "title"]
    list_filter = [StateFilter, "language", ("suspicion", admin.EmptyFieldListFilter)]
    list_select_related = ["lead"]
    list_per_page = 50
    search_fields = ["reference", "title", "email"]
    ordering = ["state_since", "pk"]
    show_facets = admin.ShowFacets.NEVER
    move_forms = {
        workflow.ASK: AskForm,
        workflow.ACCEPT: DecisionForm,
        workflow.DECLINE: DecisionForm,
    }
    consent_labels = {}
    # Nothing is asked and nobody is written to: the first button acts.
    moves_at_once = (workflow.TAKE, workflow.TO_BOARD, workflow.UNDO)
    moves_with_letter = (workflow.ASK, workflow.ACCEPT, workflow.DECLINE)

    def get_queryset(self, request):
        return super().get_queryset(request).for_staff()

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/move/<slug:name>/", view(self.move_view), name=self._name("move")),
            path("<int:pk>/file/<int:file_pk>/", view(self.file_view), name=self._name("file")),
            *super().get_urls(),
        ]

    def _name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _context(self, request, application, title, **context):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "application": application,
            "title": title,
            "queue_url": reverse(f"admin:{self._name('changelist')}"),
            **context,
        }

    def _visible(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request).select_related("lead"), pk=pk)

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the whole application; nothing on this page writes but the buttons' own pages."""
        if not object_id.isdecimal():
            raise Http404
        application = self._visible(request, object_id)
        context = self._context(
            request,
            application,
            str(application),
            groups=self.answer_groups(application),
            moves=[
                {
                    "move": move,
                    "url": reverse(f"admin:{self._name('move')}", args=[object_id, move.name]),
                }
                for move in moves.open_to(application, by=request.user)
            ],
            files=[
                {
                    "file": file,
                    "url": reverse(f"admin:{self._name('file')}", args=[object_id, file.pk]),
                }
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

    def file_view(self, request, pk, file_pk):
        """Hand staff a document of an application that they may see."""
        application = self._visible(request, pk)
        return files.serve(request, get_object_or_404(File, pk=file_pk, application=application))

    def move_view(self, request, pk, name):
        """Ask for what a move needs, show its letter, and make it when the button is pressed."""
        application = self._visible(request, pk)
        move = workflow.MOVES.get(name)
        if move is None:
            raise Http404
        back = reverse(f"admin:{self._name('change')}", args=[pk])
        try:
            moves.check(move, application, by=request.user)
            form, letter_form, is_ready = self._forms(request, move, application)
            if is_ready:
                self._act(request, move, application, form, letter_form)
                return redirect(back)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(back)
        context = self._context(
            request,
            application,
            move.label,
            move=move,
            form=form,
            letter_form=letter_form,
            writes_letter=move in self.moves_with_letter,
            held_letter=self._held_letter(move, application),
            back=back,
        )
        return TemplateResponse(request, "admin/review/move.html", context)

    def _forms(self, request, move, application):
        """Return the move's form, the letter's (once there is one), and whether to act now."""
        opens = "open" in request.POST and move not in self.moves_at_once
        sent = None if request.method != "POST" or opens else request.POST
        form = self.move_forms.get(move, MoveForm)(sent, move=move, application=application)
        if not form.is_valid():
            return form, None, False
        if move not in self.moves_with_letter:
            return form, None, True
        if "letter-body" in request.POST and "suggest" not in request.POST:
            letter_form = LetterForm(sent, prefix="letter")
            return form, letter_form, letter_form.is_valid()
        letter = emails.suggestion(move, application, **form.words())
        initial = {"subject": letter.subject, "body": letter.body}
        return form, LetterForm(initial=initial, prefix="letter"), False

    def _act(self, request, move, application, form, letter_form):
        details = form.details()
        if letter_form:
            details["letter"] = emails.Letter(**letter_form.cleaned_data)
        self.act(move, application, by=request.user, **details)
        messages.success(request, move.done)

    def _held_letter(self, move, application):
        if move is not workflow.RELEASE:
            return None
        held = OutgoingEmail.objects.about(application.reference).filter(state=State.HELD).last()
        return held and render_for_staff(held)

    def answer_groups(self, application):
        raise NotImplementedError

    def act(self, move, application, *, by, **details):
        raise NotImplementedError

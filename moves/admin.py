"""Moves in the admin: a button for each that is open, a page for each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from moves import services
from moves.forms import MoveForm
from moves.services import MoveRefused


class MovesAdmin:
    """Put before ``ModelAdmin``, of a model with ``moves``.

    A subclass gives ``act(move, thing, …)``, the service that makes a move and what follows from
    it, and a form for each move that asks for more than a note.
    """

    move_forms = {}
    move_template = "admin/moves/move.html"

    def get_urls(self):
        move = path(
            "<int:pk>/move/<slug:name>/",
            self.admin_site.admin_view(self.move_view),
            name=self.page_name("move"),
        )
        return [move, *super().get_urls()]

    def page_name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def page_url(self, page, *args):
        return reverse(f"admin:{self.page_name(page)}", args=args)

    def visible(self, request, pk):
        """Return the thing, or answer that it is not there or not to be seen."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def open_moves(self, request, thing):
        """Return the moves open to this person, each with the address of its page."""
        return [
            {"move": move, "url": self.page_url("move", thing.pk, move.name)}
            for move in services.open_to(thing, by=request.user)
        ]

    def move_view(self, request, pk, name):
        """Ask for what a move needs, and make it when the button is pressed."""
        thing = self.visible(request, pk)
        move = thing.moves.get(name)
        if move is None:
            raise Http404
        try:
            services.check(move, thing, by=request.user)
            return self.answer(request, move, thing)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.page_url("change", pk))

    def answer(self, request, move, thing):
        """Show the page of an open move, or make the move and go back to its thing."""
        form = self.form_of(request.POST if request.method == "POST" else None, move, thing)
        if form.is_valid():
            return self.made(request, move, thing, form.details())
        return self.move_page(request, move, thing, form=form)

    def form_of(self, sent, move, thing):
        return self.move_forms.get(move, MoveForm)(sent, move=move, thing=thing)

    def made(self, request, move, thing, details):
        self.act(move, thing, by=request.user, **details)
        messages.success(request, move.done)
        return redirect(self.page_url("change", thing.pk))

    def move_page(self, request, move, thing, **context):
        back = self.page_url("change", thing.pk)
        context = self.page_context(request, thing, move.label, move=move, back=back, **context)
        return TemplateResponse(request, self.move_template, context)

    def page_context(self, request, thing, title, **context):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "thing": thing,
            "title": title,
            "list_url": self.page_url("changelist"),
            **context,
        }

    def act(self, move, thing, *, by, **details):
        raise NotImplementedError

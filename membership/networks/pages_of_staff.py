"""The pages of one network in the admin: its entries, those that fit, its requests."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.emails import Letter
from applications.staff_forms import LetterForm
from applications.workflow import Suspicion
from membership.networks import emails, entries, services, workflow
from membership.networks.entries import Entry, entry_of
from membership.networks.forms import AddForm, AnswerForm
from membership.networks.workflow import Came
from moves import services as moves
from moves.forms import MoveForm
from moves.services import MoveRefused
from together_site.paging import page_of

A_PAGE = 50
SORTS = {
    "platform": gettext_lazy("Platforms"),
    "territory": gettext_lazy("Territories"),
    "member": gettext_lazy("Members"),
}


class NetworkPages:
    """A part of ``NetworkAdmin``: what belongs to a network, and who asks to."""

    def get_urls(self):
        pages = {
            "entries": ("<int:pk>/entries/", self.entries_view),
            "remove": ("<int:pk>/entries/<int:entry_pk>/remove/", self.remove_view),
            "suggestions": ("<int:pk>/suggestions/", self.suggestions_view),
            "requests": ("<int:pk>/requests/", self.requests_view),
            "request": ("<int:pk>/requests/<int:request_pk>/", self.request_view),
            "answer": ("<int:pk>/requests/<int:request_pk>/<slug:name>/", self.answer_view),
        }
        mine = [
            path(address, self.admin_site.admin_view(view), name=self.page_name(name))
            for name, (address, view) in pages.items()
        ]
        return [*mine, *super().get_urls()]

    def ways_to(self, request, network):
        """Return the pages of a network with their titles; the whole network has none."""
        if network.is_whole:
            return []
        number = network.requests.open().count()
        return [
            (
                self.page_url("requests", network.pk),
                _("Requests (%(number)s)") % {"number": number},
            ),
            (self.page_url("entries", network.pk), _("Entries")),
            (self.page_url("suggestions", network.pk), _("Entries that fit")),
        ]

    def page(self, request, name, network, title, **context):
        context = self.page_context(
            request,
            network,
            title,
            network=network,
            back=self.page_url("change", network.pk),
            **context,
        )
        return TemplateResponse(request, f"admin/networks/{name}.html", context)

    def _may(self, request, move, network):
        return moves.is_open_to(move, network, by=request.user)

    def _with_pages(self, request, pk):
        """Return a network that has entries and requests, or answer that there is no such page."""
        network = self.visible(request, pk)
        if network.is_whole:
            raise Http404
        return network

    def entries_view(self, request, pk):
        """List what belongs to a network; add an entry by its code."""
        network = self._with_pages(request, pk)
        may_add = self._may(request, workflow.ADD_ENTRY, network)
        if request.method == "POST" and not may_add:
            raise PermissionDenied
        form = AddForm(request.POST or None, sees_all=request.user.is_reviewer)
        if form.is_valid():
            add = partial(services.add, network, by=request.user, **form.cleaned_data)
            self._tried(request, add, workflow.ADD_ENTRY.done)
            return redirect(self.page_url("entries", pk))
        rows = network.memberships.with_entries().by_name()
        page = _paged(request, rows)
        return self.page(
            request,
            "entries",
            network,
            _("Entries of %(network)s") % {"network": network},
            rows=[(row, entry_of(row)) for row in page],
            page=page,
            form=form if may_add else None,
            may_remove=self._may(request, workflow.REMOVE_ENTRY, network),
        )

    def remove_view(self, request, pk, entry_pk):
        """Ask why an entry goes, and take it out when the button is pressed."""
        network = self._with_pages(request, pk)
        row = get_object_or_404(network.memberships.with_entries(), pk=entry_pk)
        if not self._may(request, workflow.REMOVE_ENTRY, network):
            raise PermissionDenied
        form = MoveForm(request.POST or None, move=workflow.REMOVE_ENTRY, thing=network)
        if form.is_valid():
            remove = partial(services.remove, row, by=request.user, **form.details())
            self._tried(request, remove, workflow.REMOVE_ENTRY.done)
            return redirect(self.page_url("entries", pk))
        return self.page(
            request,
            "remove",
            network,
            workflow.REMOVE_ENTRY.label,
            entry=entry_of(row),
            form=form,
            list_of=self.page_url("entries", pk),
        )

    def suggestions_view(self, request, pk):
        """List what fits into a network and is not in it; its button adds one."""
        network = self._with_pages(request, pk)
        may_add = self._may(request, workflow.ADD_ENTRY, network)
        today = timezone.localdate()
        sort = request.GET.get("sort") if request.GET.get("sort") in SORTS else "platform"
        if request.method == "POST":
            if not may_add:
                raise PermissionDenied
            self._add_fitting(request, network, today)
            return redirect(f"{self.page_url('suggestions', pk)}?sort={sort}")
        page = _paged(request, entries.fitting(network, sort, today))
        return self.page(
            request,
            "suggestions",
            network,
            _("Entries that fit into %(network)s") % {"network": network},
            rows=[Entry(sort, record) for record in page],
            page=page,
            sort=sort,
            sorts=SORTS.items(),
            may_add=may_add,
        )

    def _add_fitting(self, request, network, today):
        entry = entries.find(
            request.POST.get("entry", ""), lambda sort: entries.fitting(network, sort, today)
        )
        if entry is None:
            messages.error(request, _("This entry does not fit any more, or is in the network."))
            return
        add = partial(services.add, network, by=request.user, came=Came.SUGGESTED)
        self._tried(request, partial(add, entry), workflow.ADD_ENTRY.done)

    def requests_view(self, request, pk):
        """List the requests to join a network, those that wait first, the oldest of them first."""
        network = self._with_pages(request, pk)
        readable = network.requests.for_coordinators().with_entries()
        page = _paged(request, readable.waiting_first())
        return self.page(
            request,
            "requests",
            network,
            _("Requests to join %(network)s") % {"network": network},
            rows=[
                (asked, entry_of(asked), self.page_url("request", pk, asked.pk)) for asked in page
            ],
            page=page,
        )

    def request_view(self, request, pk, request_pk):
        """Show a request with its buttons."""
        network, asked = self._asked(request, pk, request_pk)
        can_be = asked.is_open and not network.is_whole
        return self.page(
            request,
            "request",
            network,
            _("Request of %(entry)s") % {"entry": entry_of(asked).name},
            asked=asked,
            entry=entry_of(asked),
            doubt=Suspicion(asked.suspicion).label if asked.suspicion else "",
            answers=[
                (move, self.page_url("answer", pk, asked.pk, move.name))
                for move in workflow.ANSWERS.values()
                if can_be and self._may(request, move, network)
            ],
            list_of=self.page_url("requests", pk),
        )

    def _asked(self, request, pk, request_pk):
        """Return a network and a request to join it that may be read."""
        network = self._with_pages(request, pk)
        readable = network.requests.for_coordinators().with_entries()
        asked = get_object_or_404(readable.select_related("answered_by"), pk=request_pk)
        return network, asked

    def answer_view(self, request, pk, request_pk, name):
        """Ask for what an answer needs, show its letter, and answer when the button is pressed."""
        network, asked = self._asked(request, pk, request_pk)
        move = workflow.ANSWERS.get(name)
        if move is None:
            raise Http404
        where = redirect(self.page_url("request", pk, asked.pk))
        try:
            moves.check(move, network, by=request.user)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return where
        if not asked.is_open:
            messages.error(request, _("This request was answered or withdrawn already."))
            return where
        sent = request.POST if request.method == "POST" else None
        form = AnswerForm(sent, move=move, thing=network)
        letter_form = _letter_form(sent, move, asked, form)
        if form.is_valid() and letter_form.is_bound and letter_form.is_valid():
            letter = Letter(**letter_form.cleaned_data)
            act = partial(services.answer, move, asked, by=request.user, letter=letter)
            self._tried(request, lambda: act(**form.details()), move.done)
            return where
        return self.page(
            request,
            "answer",
            network,
            move.label,
            move=move,
            asked=asked,
            entry=entry_of(asked),
            form=form,
            letter_form=letter_form,
            frame=letter_form and emails.frame(asked),
            list_of=self.page_url("request", pk, asked.pk),
        )

    def _tried(self, request, act, done):
        """Act and say so, or say why not."""
        try:
            act()
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)


def _letter_form(sent, move, asked, form):
    """Return the letter as it was edited, or as suggested; ``None`` where there is none yet."""
    if sent is None or not form.is_valid():
        return None
    if "letter-body" in sent and "suggest" not in sent:
        return LetterForm(sent, language=asked.language)
    letter = emails.suggestion(move, asked, **form.details())
    initial = {"subject": letter.subject, "body": letter.body}
    return LetterForm(initial=initial, language=asked.language)


def _paged(request, rows):
    return page_of(rows, request.GET.get("page"), size=A_PAGE)

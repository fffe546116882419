"""The buttons beside the applications of a board session."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import agenda, board, workflow
from applications.board_forms import SummaryForm
from moves.services import MoveRefused


class ItemButtons:
    """A part of ``BoardSessionAdmin``. Who opens the address of a button comes to the session."""

    item_acts = ("up", "down", "take-off", "summary", "undo")

    def told(self, request, act):
        """Act, or tell why that is refused. Returns whether it was done."""
        try:
            act()
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return False
        return True

    def put_on_view(self, request, pk):
        """Put the chosen applications on a session."""
        session = self.visible(request, pk, to_keep=True)
        if request.method == "POST":
            chosen = [key for key in request.POST.getlist("application") if _is_key(key)]
            self.told(request, lambda: self._put_on(request, session, chosen))
        return self.to_page(session, at="#items")

    def _put_on(self, request, session, chosen):
        number = board.put_on(session, chosen)
        if not number:
            messages.warning(request, _("Nothing was put on this session: choose what waits."))
            return
        words = ngettext(
            "%(number)s application is put on this session.",
            "%(number)s applications are put on this session.",
            number,
        )
        messages.success(request, words % {"number": number})

    def item_view(self, request, pk, item_pk, name):
        """Do what a button beside an item says."""
        if name not in self.item_acts:
            raise Http404
        session = self.visible(request, pk, to_keep=name != "undo")
        item = get_object_or_404(session.items.select_related("application"), pk=item_pk)
        if request.method == "POST":
            answer = getattr(self, f"_{name.replace('-', '_')}")(request, session, item)
            if answer:
                return answer
        return self.to_page(session, at="#items" if name == "take-off" else f"#item-{item_pk}")

    def _up(self, request, session, item):
        self.told(request, lambda: board.shift(session, item.pk, board.UP))

    def _down(self, request, session, item):
        self.told(request, lambda: board.shift(session, item.pk, board.DOWN))

    def _take_off(self, request, session, item):
        if self.told(request, lambda: board.take_off(session, item.pk)):
            messages.success(request, _("The application is off this session."))

    def _summary(self, request, session, item):
        if item.application.is_of(request.user):
            raise PermissionDenied
        form = SummaryForm(request.POST, instance=item, prefix=f"item-{item.pk}")
        if not form.is_valid():
            return self.session_page(request, session, wrong=form)
        if self.told(request, lambda: board.summarise(session, item.pk, **form.cleaned_data)):
            messages.success(request, _("The summary is kept."))
        return None

    def _undo(self, request, session, item):
        page = agenda.page_of_form(item.application, self.admin_site)
        application = page.visible(request, item.application_id)
        if self.told(request, lambda: page.act(workflow.UNDO, application, by=request.user)):
            messages.success(request, workflow.UNDO.done)


def _is_key(text):
    """Return whether a text can be the key of a row."""
    return text.isascii() and text.isdecimal() and len(text) < 19

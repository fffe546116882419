"""The same move on several applications of a queue: shown beforehand, each made by itself."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import workflow
from applications.models import Application
from moves import services
from moves.forms import MoveForm
from moves.services import MoveRefused

# Each is a field of the page that asks once more, of which a form may send 400.
MOST_AT_ONCE = 300
# Further refusals are told by their number.
MOST_TOLD = 20


class BulkMoves:
    """A part of ``QueueAdmin``, behind ``MovesAdmin``, which makes a move.

    The actions of a queue are moves: open to whom the table of moves opens them.
    """

    bulk_moves = (workflow.TAKE, workflow.MARK_SPAM)
    bulk_template = "admin/review/bulk.html"
    actions_selection_counter = True

    def get_actions(self, request):
        moves = (move for move in self.bulk_moves if _may_ever(move, request.user))
        actions = {move.name: (_action(move), move.name, move.label) for move in moves}
        return {**super().get_actions(request), **actions}

    def changelist_view(self, request, extra_context=None):
        """Refuse a move in bulk to whom its table never opens it."""
        asked = request.POST.getlist("action")
        moves = (move for move in self.bulk_moves if move.name in asked)
        if not all(_may_ever(move, request.user) for move in moves):
            raise PermissionDenied
        return super().changelist_view(request, extra_context)

    def bulk_move(self, request, move, queryset):
        """Show which of the chosen can make a move and why the others cannot, or make it."""
        confirmed = "confirmed" in request.POST
        if confirmed:
            # What somebody else has moved meanwhile may be in the list no more, and is to be told.
            chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
            queryset = Application.objects.filter(pk__in=chosen)
        ordered = queryset.order_by("state_since", "pk").values_list("pk", flat=True)
        found = self.rows_of(request, list(ordered[: MOST_AT_ONCE + 1]))
        if len(found) > MOST_AT_ONCE:
            message = _("Choose %(number)s applications at most. Nothing was changed.")
            messages.error(request, message % {"number": MOST_AT_ONCE})
            return redirect(request.get_full_path())
        form = MoveForm(request.POST if confirmed else None, move=move, thing=None)
        if form.is_valid():
            self.make_each(request, move, found, form.details())
            return redirect(request.get_full_path())
        return self.bulk_page(request, move, found, form)

    def bulk_page(self, request, move, found, form):
        refused = [(thing, _refusal(move, thing, request.user)) for thing in found]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": move.label,
            "move": move,
            "form": form,
            "possible": [thing for thing, why in refused if not why],
            "refused": [(thing, why) for thing, why in refused if why],
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, self.bulk_template, context)

    def make_each(self, request, move, found, details):
        """Make the move on each by itself: where one is refused, the others stand."""
        refused = []
        for thing in found:
            try:
                self.act(move, thing, by=request.user, **details)
            except (MoveRefused, PermissionDenied) as refusal:
                refused.append((thing, _words(refusal, thing, request.user)))
        self.tell(request, move, made=len(found) - len(refused), refused=refused)

    def tell(self, request, move, *, made, refused):
        if made:
            text = ngettext(
                "%(move)s: done for %(number)s application.",
                "%(move)s: done for %(number)s applications.",
                made,
            )
            messages.success(request, text % {"move": move.label, "number": made})
        for thing, why in refused[:MOST_TOLD]:
            messages.warning(request, f"{thing}: {why}")
        more = len(refused) - MOST_TOLD
        if more > 0:
            text = ngettext("%(number)s more was refused.", "%(number)s more were refused.", more)
            messages.warning(request, text % {"number": more})


def _action(move):
    """Return a move as an action of Django's admin."""

    def begin(model_admin, request, queryset):
        return model_admin.bulk_move(request, move, queryset)

    return begin


def _may_ever(move, user):
    """Return whether a way of the move begins with a role that this person holds."""
    return user.is_active and any(user.has_role(role) for way in move.ways.values() for role in way)


def _refusal(move, thing, user):
    """Return why this person cannot make the move now, or nothing."""
    try:
        services.check(move, thing, by=user)
    except (MoveRefused, PermissionDenied) as refusal:
        return _words(refusal, thing, user)
    return ""


def _words(refusal, thing, user):
    if isinstance(refusal, MoveRefused):
        return str(refusal)
    if user.email.lower() in thing.contact_addresses():
        return _("You are a contact of this application.")
    return _("This move is not open to you here.")

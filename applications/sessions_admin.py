"""Board sessions in the admin: planned, filled, put in order, printed and closed."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role
from accounts.rights import ViewOnly
from applications import agenda, board, workflow
from applications.board_forms import SessionForm, SummaryForm
from applications.board_items import ItemButtons
from applications.models import BoardSession, History
from applications.paper import pdf
from applications.sitting import SittingPages

# Of what could be put on a session.
MOST_OFFERED = 50
PAGES = ("edit", "put_on", "agenda", "paper", "decide", "release", "close", "remove")


def keeps(user):
    """Return whether this person keeps the sessions: whoever is of the secretariat."""
    return user.is_active and user.has_role(Role.SECRETARIAT)


@admin.register(BoardSession)
class BoardSessionAdmin(ViewOnly, SittingPages, ItemButtons, admin.ModelAdmin):
    """The sessions of the board: staff look, the secretariat keeps them, the board decides."""

    list_display = ["day", "place", "stage", "how_many", "minutes"]
    list_filter = ["stage"]
    list_per_page = 50
    ordering = ["-day", "-pk"]
    sortable_by = ["day"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    change_list_template = "admin/board/change_list.html"

    def get_queryset(self, request):
        on_it = Count("items", filter=Q(items__postponed_to=None))
        return super().get_queryset(request).annotate(number=on_it)

    @admin.display(description=gettext_lazy("applications"))
    def how_many(self, session):
        return session.number

    def get_urls(self):
        pages = {
            "edit": ("<int:pk>/edit/", self.edit_view),
            "put_on": ("<int:pk>/put-on/", self.put_on_view),
            "item": ("<int:pk>/item/<int:item_pk>/<slug:name>/", self.item_view),
            "agenda": ("<int:pk>/agenda/", self.agenda_view),
            "paper": ("<int:pk>/agenda/pdf/", self.paper_view),
            "decide": ("<int:pk>/decide/", self.decide_view),
            "release": ("<int:pk>/release/", self.release_view),
            "close": ("<int:pk>/close/", self.close_view),
            "remove": ("<int:pk>/remove/", self.remove_view),
        }
        mine = [
            path(address, self.admin_site.admin_view(view), name=self.page_name(name))
            for name, (address, view) in pages.items()
        ]
        return [*mine, *super().get_urls()]

    def page_name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def page_url(self, page, *args):
        return reverse(f"admin:{self.page_name(page)}", args=args)

    def visible(self, request, pk, *, to_keep=False):
        """Return a session, ``to_keep`` to who may write it; 403 or 404 to others."""
        if not self.has_view_permission(request) or (to_keep and not keeps(request.user)):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def to_page(self, session, *, at=""):
        return redirect(self.page_url("change", session.pk) + at)

    def shown(self, request, template, title, **context):
        """Return a page about sessions."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "list_url": self.page_url("changelist"),
            **context,
        }
        return TemplateResponse(request, f"admin/board/{template}.html", context)

    def changelist_view(self, request, extra_context=None):
        new_url = self.page_url("add") if keeps(request.user) else ""
        shown = {"title": capfirst(self.opts.verbose_name_plural), "new_url": new_url}
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    def add_view(self, request, form_url="", extra_context=None):
        """Plan a session."""
        if not keeps(request.user):
            raise PermissionDenied
        return self._edit(request, BoardSession(), title=_("Plan a board session"))

    def edit_view(self, request, pk):
        """Correct what a session says of itself, until it is closed."""
        session = self.visible(request, pk, to_keep=True)
        if session.is_closed:
            messages.error(request, _("This session is closed."))
            return self.to_page(session)
        return self._edit(request, session, title=_("Correct the session"))

    def _edit(self, request, session, *, title):
        form = SessionForm(request.POST or None, instance=session)
        if form.is_valid():
            # What the form does not ask may have been written meanwhile.
            form.instance.save(update_fields=list(form.fields) if session.pk else None)
            messages.success(request, _("The session is kept."))
            return self.to_page(session)
        back = self.page_url("change", session.pk) if session.pk else self.page_url("changelist")
        return self.shown(request, "edit", title, form=form, back=back)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show a session with what is on it, and what could be."""
        if not object_id.isdecimal():
            raise Http404
        return self.session_page(request, self.visible(request, object_id))

    def session_page(self, request, session, *, wrong=None):
        """Show the whole session; ``wrong`` is the form of a summary that came back."""
        rows = self.entries(request, session)
        may_keep = keeps(request.user) and not session.is_closed
        offered = list(board.waiting()[: MOST_OFFERED + 1]) if may_keep else []
        return self.shown(
            request,
            "session",
            str(session),
            session=session,
            rows=list(self._with_buttons(request, session, rows, wrong, may_keep=may_keep)),
            form=wrong,
            offered=offered[:MOST_OFFERED],
            is_cut=len(offered) > MOST_OFFERED,
            may_keep=may_keep,
            undecided=sum(row.item.is_undecided for row in rows),
            held=sum(row.item.is_held for row in rows),
            may_decide=self.may_decide(request) and not session.is_closed,
            urls={name: self.page_url(name, session.pk) for name in PAGES},
        )

    def entries(self, request, session):
        return agenda.entries(session, admin_site=self.admin_site, request=request)

    def _with_buttons(self, request, session, rows, wrong, *, may_keep):
        """Return each entry with its address, its summary's form and the buttons open to it."""
        deciders = _deciders(rows)
        for row in rows:
            application, item = row.application, row.item
            page = agenda.page_of_form(application, self.admin_site)
            form = None
            if may_keep and item.is_open and not row.is_party:
                form = SummaryForm(instance=item, prefix=f"item-{item.pk}")
                form = wrong if wrong and wrong.instance.pk == item.pk else form
            is_mine = deciders.get(application.pk) == request.user.pk and not row.is_party
            yield {
                "entry": row,
                "url": page.page_url("change", application.pk),
                "form": form,
                "may_move": may_keep and item.is_open,
                "may_undo": is_mine and bool(request.user.roles),
                "acts": {
                    name.replace("-", "_"): self.page_url("item", session.pk, item.pk, name)
                    for name in self.item_acts
                },
            }

    def agenda_view(self, request, pk):
        """Show the agenda as it is printed."""
        session = self.visible(request, pk)
        return self.shown(
            request,
            "agenda",
            _("Agenda of the board session"),
            session=session,
            rows=[(row, agenda.told_of(row)) for row in self.entries(request, session)],
            back=self.page_url("change", session.pk),
            paper_url=self.page_url("paper", session.pk),
        )

    def paper_view(self, request, pk):
        """Send the agenda as a PDF."""
        session = self.visible(request, pk)
        content = pdf(agenda.sheet(session, self.entries(request, session)))
        name = _("agenda %(day)s") % {"day": session.day.isoformat()}
        headers = {"Content-Disposition": content_disposition_header(False, f"TOGETHER {name}.pdf")}
        return HttpResponse(content, content_type="application/pdf", headers=headers)

    def close_view(self, request, pk):
        """Close a session."""
        session = self.visible(request, pk, to_keep=True)
        if request.method == "POST" and self.told(
            request, lambda: board.close(session, by=request.user)
        ):
            messages.success(request, _("The session is closed."))
        return self.to_page(session)

    def remove_view(self, request, pk):
        """Delete a planned session with nothing on it."""
        session = self.visible(request, pk, to_keep=True)
        if request.method != "POST" or not self.told(request, lambda: board.remove(session)):
            return self.to_page(session)
        messages.success(request, _("The session is removed."))
        return redirect(self.page_url("changelist"))


def _deciders(rows):
    """Return by application who made the decision that is held, in one query."""
    decisions = (workflow.ACCEPT.name, workflow.DECLINE.name)
    held = [row.application.pk for row in rows if row.item.is_held]
    made = History.objects.filter(move__in=decisions, application__in=held).order_by("pk")
    return dict(made.values_list("application", "by"))

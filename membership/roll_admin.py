"""Voting rolls in the admin: drawn up and frozen by the secretariat, read by all staff."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.rights import ViewOnly
from membership import roll_jobs, roll_text, rolls
from membership.models import Roll
from membership.roll_entries import EntryPages
from membership.roll_export import RollFiles
from membership.roll_forms import RollForm
from membership.roll_paper import facts_of
from membership.roll_presence import quorum_of
from membership.roll_rules import RollPart
from moves.services import MoveRefused
from territories.admin import may_edit

PAGES = ("members", "draw_up", "freeze", "remove")


@admin.register(Roll)
class RollAdmin(ViewOnly, EntryPages, RollFiles, admin.ModelAdmin):
    """The rolls, the latest day first. What takes long is done by the worker."""

    list_display = ["title", "as_of", "state", "voters", "made_at"]
    list_filter = ["state"]
    list_per_page = 50
    ordering = ["-as_of", "-pk"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    change_list_template = "admin/rolls/change_list.html"

    def get_urls(self):
        pages = {
            "draw_up": ("<int:pk>/draw-up/", self.draw_up_view),
            "freeze": ("<int:pk>/freeze/", self.freeze_view),
            "remove": ("<int:pk>/remove/", self.remove_view),
            **self.entry_pages(),
            **self.file_pages(),
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

    def visible(self, request, pk, *, to_write=False):
        """Return a roll, ``to_write`` to who may; 403 or 404 to others."""
        if not self.has_view_permission(request) or (to_write and not may_edit(request)):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request).select_related("frozen_by"), pk=pk)

    def shown(self, request, template, title, **context):
        """Return a page about rolls."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "list_url": self.page_url("changelist"),
            **context,
        }
        return TemplateResponse(request, f"admin/rolls/{template}.html", context)

    def told(self, request, act):
        """Do an act; return what it gives, or nothing where it is refused, with the words why."""
        try:
            return act() or True
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return None

    def changelist_view(self, request, extra_context=None):
        new_url = self.page_url("add") if may_edit(request) else ""
        shown = {"title": capfirst(self.opts.verbose_name_plural), "new_url": new_url}
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    def add_view(self, request, form_url="", extra_context=None):
        """Begin a roll, and have it drawn up."""
        if not may_edit(request):
            raise PermissionDenied
        form = RollForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                return redirect(roll_jobs.ask_to_begin(by=request.user, **form.cleaned_data))
            except MoveRefused as refusal:
                form.add_error("as_of", str(refusal))
        back = self.page_url("changelist")
        return self.shown(request, "add", _("Draw up a voting roll"), form=form, back=back)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show a roll as a whole: rules, quorum, digest, and what can be done with it."""
        if not object_id.isdecimal() or len(object_id) > 18:
            raise Http404
        roll = self.visible(request, object_id)
        counts = dict(roll.entries.values_list("part").annotate(Count("pk")).order_by())
        parts = [(part, counts.get(part, 0)) for part in RollPart]
        return self.shown(
            request,
            "roll",
            str(roll),
            roll=roll,
            facts=facts_of(roll),
            parts=parts,
            quorum=quorum_of(roll) if roll.is_frozen else None,
            is_unaltered=roll.is_frozen and roll_text.is_unaltered(roll),
            job=None if roll.is_frozen else roll_jobs.under_way(roll),
            may_write=may_edit(request),
            files=self.file_links(request, roll),
            urls={name: self.page_url(name, roll.pk) for name in PAGES},
        )

    def draw_up_view(self, request, pk):
        """Have a draft drawn up anew."""
        roll = self.visible(request, pk, to_write=True)
        job = None
        if request.method == "POST":
            job = self.told(request, lambda: roll_jobs.ask_to_draw_up(roll, by=request.user))
        return redirect(job or roll)

    def freeze_view(self, request, pk):
        """Say what freezing means, and have the roll frozen."""
        roll = self.visible(request, pk, to_write=True)
        if request.method == "POST":
            job = self.told(request, lambda: roll_jobs.ask_to_freeze(roll, by=request.user))
            return redirect(job or roll)
        if roll.is_frozen or not self.told(request, lambda: rolls.check_whole(roll)):
            return redirect(roll)
        return self.shown(request, "freeze", _("Freeze the roll"), roll=roll, facts=facts_of(roll))

    def remove_view(self, request, pk):
        """Ask whether a draft shall go, and delete it."""
        roll = self.visible(request, pk, to_write=True)
        if roll.is_frozen:
            messages.error(request, _("This roll is frozen: nothing on it changes any more."))
            return redirect(roll)
        if request.method == "POST":
            if not self.told(request, lambda: rolls.remove(roll)):
                return redirect(roll)
            messages.success(request, _("The draft is removed."))
            return redirect(self.page_url("changelist"))
        return self.shown(request, "remove", _("Remove the draft"), roll=roll)

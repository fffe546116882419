"""The members of a voting roll in the admin: found, completed, and marked as present."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from membership import roll_presence, roll_proxies
from membership.roll_forms import DelegateForm, FindForm, ProxyForm
from membership.roll_rules import RollPart
from moves.services import MoveRefused
from territories.admin import may_edit
from together_site.paging import page_of

ON_A_PAGE = 50


class EntryPages:
    """A part of ``RollAdmin``."""

    def entry_pages(self):
        entry = "<int:pk>/members/<int:entry_pk>/"
        return {
            "members": ("<int:pk>/members/", self.members_view),
            "entry": (entry, self.entry_view),
            "delegate": (f"{entry}delegate/", self.delegate_view),
            "proxy": (f"{entry}proxy/", self.proxy_view),
            "take_back": (f"{entry}take-back/", self.take_back_view),
            "presence": (f"{entry}presence/", self.presence_view),
        }

    def members_view(self, request, pk):
        """Show the members of a roll, some on a page."""
        roll = self.visible(request, pk)
        form = FindForm(request.GET)
        asked = form.cleaned_data if form.is_valid() else {"q": "", "part": ""}
        found = roll.entries.with_words(asked["q"] or "")
        part = asked["part"] if asked["part"] in RollPart.values else ""
        found = found.filter(part=part) if part else found
        rows = found.with_presence().select_related("proxy_to").by_name()
        page = page_of(rows, request.GET.get("page"), size=ON_A_PAGE)
        question = {name: value for name, value in (("q", asked["q"]), ("part", part)) if value}
        return self.shown(
            request,
            "members",
            _("Members on the roll"),
            roll=roll,
            form=form,
            part=part,
            parts=RollPart.choices,
            page=page,
            question=urlencode(question),
            may_write=may_edit(request),
        )

    def _entry(self, request, pk, entry_pk, *, to_write=False):
        roll = self.visible(request, pk, to_write=to_write)
        entries = roll.entries.select_related("roll", "proxy_to").with_presence()
        return get_object_or_404(entries, pk=entry_pk)

    def _to_entry(self, entry):
        return redirect(self.page_url("entry", entry.roll_id, entry.pk))

    def entry_view(self, request, pk, entry_pk):
        """Show a member on a roll, with what can be entered of it."""
        return self._entry_page(request, self._entry(request, pk, entry_pk))

    def _entry_page(self, request, entry, **forms):
        roll = entry.roll
        may_write = may_edit(request) and entry.has_vote and not roll.is_frozen
        shown = {"delegate": DelegateForm(instance=entry), "proxy": ProxyForm()} | forms
        return self.shown(
            request,
            "entry",
            str(entry),
            roll=roll,
            entry=entry,
            held=entry.proxies.by_name(),
            may_write=may_write and roll.drawn_at is not None,
            form=next(iter(forms.values()), None),
            **{f"{name}_form": form for name, form in shown.items()},
            urls={
                name: self.page_url(name, roll.pk, entry.pk)
                for name in ("delegate", "proxy", "take_back")
            },
            members_url=self.page_url("members", roll.pk),
        )

    def delegate_view(self, request, pk, entry_pk):
        """Name who speaks for a member."""
        entry = self._entry(request, pk, entry_pk, to_write=True)
        if request.method != "POST":
            return self._to_entry(entry)
        form = DelegateForm(request.POST, instance=entry)
        if not form.is_valid():
            return self._entry_page(request, entry, delegate=form)
        given = form.cleaned_data
        name, function = given["delegate_name"], given["delegate_function"]
        return self._done(
            request,
            entry,
            lambda: roll_proxies.name_delegate(entry, name=name, function=function),
            _("The delegate is named."),
        )

    def proxy_view(self, request, pk, entry_pk):
        """Record to whom a member gives its proxy."""
        entry = self._entry(request, pk, entry_pk, to_write=True)
        if request.method != "POST":
            return self._to_entry(entry)
        form = ProxyForm(request.POST)
        if form.is_valid():
            try:
                roll_proxies.give_proxy(entry, holder_number=form.cleaned_data["number"])
            except MoveRefused as refusal:
                form.add_error("number", str(refusal))
            else:
                messages.success(request, _("The proxy is recorded."))
                return self._to_entry(entry)
        return self._entry_page(request, entry, proxy=form)

    def take_back_view(self, request, pk, entry_pk):
        """Take a proxy back."""
        entry = self._entry(request, pk, entry_pk, to_write=True)
        if request.method != "POST":
            return self._to_entry(entry)
        done = _("The proxy is taken back.")
        return self._done(request, entry, lambda: roll_proxies.take_proxy_back(entry), done)

    def _done(self, request, entry, act, words):
        if self.told(request, act):
            messages.success(request, words)
        return self._to_entry(entry)

    def presence_view(self, request, pk, entry_pk):
        """Mark a member as present or not, and go back to where it stood in the list."""
        entry = self._entry(request, pk, entry_pk, to_write=True)
        back = self.page_url("members", pk)
        if request.method == "POST":
            said = request.POST.get("present")
            if said not in ("yes", "no"):
                raise Http404
            is_present = said == "yes"
            self.told(
                request, lambda: roll_presence.mark(entry, is_present=is_present, by=request.user)
            )
            form = FindForm(request.POST)
            asked = form.cleaned_data if form.is_valid() else {}
            asked = {name: value for name, value in asked.items() if value}
            page = request.POST.get("page", "")
            asked |= {"page": page} if page.isdecimal() and len(page) < 10 else {}
            back = f"{back}?{urlencode(asked)}#m{entry.pk}"
        return redirect(back)

"""The pages of one event in the admin: who is registered, and what is done with the event."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from accounts.rights import recently_authenticated
from applications.workflow import Suspicion
from moves.services import MoveRefused
from network.editing.admin import may_write
from network.events import closing, services
from network.events.acts import ACTS
from network.events.exporting import RegistrationFile
from network.models import Registration
from network.workflow import RegistrationState
from together_site.paging import page_of
from together_site.text import listed

A_PAGE = 100
# First who has a place, then who waits, in the order of arrival; who is out of it last.
ORDER = (RegistrationState.PLACE, RegistrationState.WAITING, RegistrationState.CANCELLED)


class EventPages(RegistrationFile):
    """A part of ``EventAdmin``."""

    def get_urls(self):
        view = self.admin_site.admin_view
        export = view(recently_authenticated(self.export_view))
        pages = {
            "registrations": ("<int:pk>/registrations/", view(self.registrations_view)),
            "registrations_csv": ("<int:pk>/registrations/export/", export),
            "sheet": ("<int:pk>/registrations/sheet/", view(self.sheet_view)),
            "end": ("<int:pk>/registrations/<int:key>/cancel/", view(self.end_view)),
            "act": ("<int:pk>/do/<slug:name>/", view(self.act_view)),
        }
        mine = [
            path(address, page, name=self.page_name(name))
            for name, (address, page) in pages.items()
        ]
        return [*mine, *super().get_urls()]

    def ways_to(self, event):
        """Return the pages of an event with their titles."""
        number = event.registrations.holding().count()
        words = _("Registrations (%(number)s)") % {"number": number}
        return [(self.page_url("registrations", event.pk), words)]

    def acts_on(self, event):
        """Return what may be done with an event now, with the address of its page."""
        return [
            (self.page_url("act", event.pk, act.name), act.label)
            for act in ACTS.values()
            if act.fits(event)
        ]

    def page(self, request, name, event, title, **context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "event": event,
            "list_url": self.page_url("changelist"),
            "change_url": self.page_url("change", event.pk),
            "registrations_url": self.page_url("registrations", event.pk),
            **context,
        }
        return TemplateResponse(request, f"admin/network/events/{name}.html", context)

    def written(self, request, pk):
        """Return an event to somebody who may write, or answer that they may not."""
        event = self.seen(request, pk)
        if not may_write(request.user):
            raise PermissionDenied
        return event

    def registrations_view(self, request, pk):
        """List who is registered; the secretariat marks who has come, a page at a time."""
        event = self.seen(request, pk)
        if request.method == "POST":
            return self._mark(request, self.written(request, pk))
        # They are few for each event: sorted here, with their place in the waiting list.
        rows = sorted(event.registrations.order_by("pk"), key=lambda one: ORDER.index(one.state))
        waiting = [one.pk for one in rows if one.is_waiting]
        for row in rows:
            row.number = waiting.index(row.pk) + 1 if row.is_waiting else None
            row.doubt = Suspicion(row.suspicion).label if row.suspicion else ""
        page = page_of(rows, request.GET.get("page"), size=A_PAGE)
        return self.page(
            request,
            "registrations",
            event,
            _("Registrations"),
            page=page,
            with_place=sum(row.has_place for row in rows),
            waiting=len(waiting),
            may_write=may_write(request.user),
            csv_url=self.page_url("registrations_csv", pk),
            sheet_url=self.page_url("sheet", pk),
        )

    def _mark(self, request, event):
        """Mark those of the page sent who have come; or make facilitators of those chosen."""
        chosen, shown, ticked = (
            {int(key) for key in request.POST.getlist(name) if _is_key(key)}
            for name in ("come", "shown", "ticked")
        )
        # What a colleague has marked meanwhile stays: only what this page changes is written.
        rows = event.registrations.filter(pk__in=shown).holding()
        rows.filter(pk__in=chosen - ticked).update(has_come=True)
        rows.filter(pk__in=ticked - chosen).update(has_come=False)
        rows.filter(has_come=None).exclude(pk__in=chosen).update(has_come=False)
        if "qualify" in request.POST:
            self._qualify(request, event, chosen)
        else:
            messages.success(request, _("Who has come is marked."))
        return redirect(self.page_url("registrations", event.pk))

    def _qualify(self, request, event, chosen):
        try:
            made = closing.qualify(event, chosen)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return
        told = _(
            "Facilitators made: %(number)s. None stands in the public list yet: ask each for their "
            "consent, and enter it under “Facilitators”."
        )
        messages.success(request, told % {"number": made.made})
        if made.without_country:
            told = _("Without a country, so not made: %(names)s")
            messages.warning(request, told % {"names": listed(made.without_country)})

    def sheet_view(self, request, pk):
        """Show who has a place, by name, to be printed and signed at the door."""
        event = self.written(request, pk)
        rows = event.registrations.with_place().order_by("name", "pk")
        return self.page(request, "sheet", event, _("Attendance sheet"), rows=rows)

    def end_view(self, request, pk, key):
        """Cancel a registration for somebody, when the button is pressed."""
        event = self.written(request, pk)
        registration = get_object_or_404(Registration, event=event, pk=key)
        if request.method != "POST":
            return self.page(
                request, "end", event, _("Cancel a registration"), registration=registration
            )
        self._tried(
            request,
            lambda: services.cancel_for(registration),
            _("The registration is cancelled, and the letter is on its way."),
        )
        return redirect(self.page_url("registrations", pk))

    def act_view(self, request, pk, name):
        """Say what an act brings about, and do it when the button is pressed."""
        event = self.written(request, pk)
        act = ACTS.get(name)
        if act is None:
            raise Http404
        if request.method == "POST":
            self._tried(request, lambda: act.do(event, by=request.user), act.done)
            return redirect(self.page_url("change", pk))
        missing = act.missing(event)
        return self.page(request, "act", event, act.label, act=act, missing=missing)

    def _tried(self, request, act, done):
        """Act and say so, or say why not."""
        try:
            act()
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)


def _is_key(text):
    """Whether a sent text is the number of a row."""
    return text.isascii() and text.isdecimal() and len(text) < 19

"""Members in public: the directory, a page for each, and whether a certificate is valid."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.addresses import client_address
from applications import abuse
from membership import badge, directory
from membership.directory_form import MemberFilter, SerialForm
from membership.models import Certificate, Member
from membership.models.certificate import read_serial
from territories import tables
from territories.conditional import by_version
from territories.views import found_by, listed

# A person with a pile of certificates needs less, a program that guesses gets nowhere.
TRIES_AN_HOUR = 60


@by_version
def member_list(request):
    """List the members that match what the address says, a page at a time."""
    context = listed(request, MemberFilter(request.GET), place="membership:member-list")
    return TemplateResponse(request, "membership/member_list.html", context)


@by_version
def member_csv(request):
    """Send the members that match what the address says as a table."""
    found = found_by(MemberFilter(request.GET))
    return tables.as_csv("members", directory.COLUMNS, directory.records(found))


def shown_or_404(pk):
    related = ("platform__territory", "platform__collective_actor", "territory")
    members = Member.objects.shown(timezone.localdate()).select_related(*related)
    return get_object_or_404(members, pk=pk)


@by_version
def member_detail(request, pk):
    """Show a member that the directory shows."""
    member = shown_or_404(pk)
    context = {
        "member": member,
        "changed_at": member.changed_at,
        "platform": platform_of(member),
        "territory": territory_of(member),
        "crumbs": [(reverse("membership:member-list"), _("Members"))],
    }
    return TemplateResponse(request, "membership/member_detail.html", context)


def platform_of(member):
    """Return the platform that is the member, if the registry shows it."""
    platform = member.platform
    return platform if platform and platform.territory.is_listed else None


def territory_of(member):
    """Return the territory of a member, if the registry shows it."""
    territory = member.platform.territory if member.platform else member.territory
    return territory if territory and territory.is_listed else None


@by_version
def member_badge(request, pk):
    """Draw the badge of a member that the directory shows."""
    context = badge.badge_of(shown_or_404(pk), timezone.localdate().year)
    return TemplateResponse(
        request, "membership/badge.svg", context, content_type="image/svg+xml; charset=utf-8"
    )


def certificate_ask(request):
    """Ask for the serial number of a certificate, and lead to its answer."""
    form = SerialForm(request.GET if "serial" in request.GET else None)
    if form.is_valid():
        typed = form.cleaned_data["serial"]
        return redirect("membership:certificate-state", read_serial(typed) or "none")
    return TemplateResponse(request, "membership/certificate_ask.html", {"form": form})


@never_cache
def certificate_state(request, serial):
    """Say whether a certificate is valid, expired or unknown, and nothing else."""
    serial = read_serial(serial)
    if serial and not may_try(request):
        return TemplateResponse(request, "membership/too_many_tries.html", {}, status=429)
    state = Certificate.objects.state_of(serial, timezone.localdate())
    context = {"state": state, "form": SerialForm()}
    return TemplateResponse(request, "membership/certificate_state.html", context)


def may_try(request):
    """Count one look at a certificate from this network address; return whether it is allowed."""
    return abuse.within_limit(
        "certificate", client_address(request), limit=TRIES_AN_HOUR, window=timedelta(hours=1)
    )

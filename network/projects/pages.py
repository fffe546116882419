"""The public pages of projects and plans, and how a member proposes something for one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications import abuse
from moves.services import MoveRefused
from network.documents.pages import last_changed
from network.documents.reading import KEYS
from network.models import Project, Proposal
from network.projects import links, reading, services
from network.projects.forms import ProposeForm
from territories.conditional import by_version
from together_site.text import without_hidden


def page(request, name, context, **response):
    return TemplateResponse(request, f"network/projects/{name}.html", context, **response)


@by_version
def project_list(request):
    """List the projects and plans, the latest first."""
    projects = list(reading.entries())
    return page(request, "list", {"projects": projects, **last_changed(projects)})


@by_version
def project_detail(request, slug):
    """Show a project or a plan, with what belongs to it."""
    project = get_object_or_404(Project.objects.public().defer(*KEYS), slug=slug)
    return shown(request, project)


def shown(request, project):
    """Return the page of a project, whether visitors see it yet or not."""
    context = {
        "project": project,
        "changed_at": project.changed_at,
        "crumbs": [(reverse("network:project-list"), _("Projects and plans"))],
        "partners": reading.partners_of(project),
        "platforms": reading.platforms_of(project),
        "documents": reading.documents_of(project),
        "proposals": reading.taken_up(project),
    }
    return page(request, "detail", context)


def project_propose(request, slug):
    """Ask what a member proposes, and write to their address to confirm it."""
    project = get_object_or_404(Project.objects.public(), slug=slug)
    if not project.takes_proposals:
        return page(request, "closed", {"project": project})
    typed = without_hidden(request.GET.get("member", ""))[:20]
    initial = {"member": typed, "language": get_language()}
    form = ProposeForm(request.POST or None, initial=initial)
    context = {"form": form, "project": project}
    if not form.is_valid():
        return page(request, "propose", context)
    once = form.once(project)
    if not Proposal.objects.filter(once=once).exists() and not _may_send(request, form):
        return page(request, "propose", {**context, "too_many": True}, status=429)
    proposal = services.propose(project, once=once, **form.said())
    return page(request, "sent", {"proposal": proposal, "project": project})


def _may_send(request, form):
    return abuse.may_send_from(request) and abuse.may_write_to(form.cleaned_data["email"])


@never_cache
def proposal(request, token):
    """Show a proposal to who sent it, by its private link; its buttons confirm and withdraw."""
    found = links.proposal_of(token)
    if found is None:
        raise Http404
    acts = {"confirm": services.confirm, "withdraw": services.withdraw}
    if request.method == "POST":
        act = acts.get(request.POST.get("act"))
        if act is None:
            raise Http404
        try:
            act(found)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        return redirect(request.path)
    changed_at = found.answered_at or found.confirmed_at or found.sent_at
    return page(request, "proposal", {"proposal": found, "changed_at": changed_at})

"""The pages of a member for those who represent it: opened by private links, listed nowhere."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from applications import abuse
from applications.pages import as_pdf
from membership import emails, links, own_access, representing, workflow
from membership.certificate import certificate_pdf
from membership.dues_papers import receipt_pdf, request_pdf
from membership.links import Purpose
from membership.models import PaymentRequest
from membership.own_forms import FollowerForm, MemberLinkForm, ResignForm
from membership.own_record import certificate_of, received_of, record_of
from membership.workflow import MemberActor, MemberState
from moves import services as moves
from moves.services import MoveRefused


def page(request, name, context, **response):
    return TemplateResponse(request, f"membership/own/{name}.html", context, **response)


def link_needed(request, *, was_link=False):
    """Answer who comes without an open session or by a link that does not work: always the same."""
    context = {"form": MemberLinkForm(), "was_link": was_link}
    return page(request, "link_needed", context, status=404)


def for_representative(view):
    """Give the view the visit of whoever has opened this member by their link."""

    @wraps(view)
    def opened_first(request, pk, **kwargs):
        visit = own_access.visit_of(request, pk)
        return view(request, visit, **kwargs) if visit else link_needed(request)

    return opened_first


def for_act(move):
    """Give the view the visit of whoever may make this move; others are led to a link to act."""

    def given(view):
        @wraps(view)
        @for_representative
        def may_act_first(request, visit, **kwargs):
            if visit.member.state not in move.ways:
                return redirect("membership:own-page", visit.member.pk)
            if not visit.may_act:
                return page(request, "act_needed", {"visit": visit}, status=403)
            return view(request, visit, **kwargs)

        return may_act_first

    return given


def may_write_to(representative):
    """Count one link that somebody asks for to a representative; return whether it is allowed.

    They have a limit of their own: a stranger who begins drafts with the same address would
    otherwise keep them from a fresh link for a day.
    """
    return abuse.may_write_to(f"M{representative.member_id} {representative.email}")


def link_ask(request):
    """Send a link to act to who represents a member; the answer tells nothing about it."""
    form = MemberLinkForm(request.POST or None)
    if not form.is_valid():
        return page(request, "link_ask", {"form": form})
    if not abuse.may_send_from(request):
        return page(request, "too_many", {}, status=429)
    representative = form.representative()
    if representative and may_write_to(representative):
        emails.fresh_link(representative)
    return page(request, "link_sent", {})


def link_open(request, purpose, token):
    """Show a button behind a private link; only the button acts."""
    if purpose not in Purpose.values:
        raise Http404
    if purpose == Purpose.FOLLOW:
        return _follow(request, links.proposal_of(token))
    representative = links.representative_of(purpose, token)
    if representative is None:
        return link_needed(request, was_link=True)
    if purpose == Purpose.GONE:
        return _go(request, representative)
    if request.method != "POST":
        return page(request, "link_open", {"member": representative.member})
    own_access.open_for(request, representative, purpose=purpose)
    return redirect("membership:own-page", representative.member_id)


def _follow(request, proposal):
    if proposal is None:
        return link_needed(request, was_link=True)
    if request.method != "POST":
        return page(request, "follow", {"proposal": proposal, "member": proposal.member})
    try:
        representative = representing.follow(proposal)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("membership:own-link-ask")
    # It opens nothing once the links of that address were revoked, or its holder has gone.
    if representative.link_version != 1:
        return link_needed(request, was_link=True)
    own_access.open_for(request, representative, purpose=Purpose.OWN)
    messages.success(request, workflow.FOLLOW.done)
    return redirect("membership:own-page", representative.member_id)


def _go(request, representative):
    if request.method != "POST":
        context = {"member": representative.member, "terms": representing.terms_of(representative)}
        return page(request, "gone", {"representative": representative, **context})
    representing.go(representative)
    return redirect("membership:own-gone")


def contact_gone(request):
    """Say that it is done; who has gone has no page of a member any more."""
    return page(request, "gone_done", {"done": workflow.CONTACT_GONE.done})


@for_representative
def own_page(request, visit):
    """Show the member as the network has it on record."""
    member = visit.member
    is_member = member.state != MemberState.RESIGNED
    context = {
        "visit": visit,
        "member": member,
        "may_name": is_member,
        "may_resign": moves.is_open_to(workflow.LEAVE, member, by=MemberActor(member.pk)),
        **record_of(member),
    }
    return page(request, "page", context)


@for_representative
def own_certificate(request, visit):
    """Send the certificate that is valid today as a PDF, in the language of the page."""
    certificate = certificate_of(visit.member, timezone.localdate())
    if certificate is None:
        raise Http404
    return as_pdf(certificate_pdf(certificate), name=certificate.serial)


@for_representative
def own_request(request, visit, due):
    """Send what was asked of the member as a PDF."""
    asked = get_object_or_404(PaymentRequest, pk=due, period__member=visit.member)
    return as_pdf(request_pdf(asked, get_language()), name=asked.reference)


@for_representative
def own_receipt(request, visit, payment):
    """Send the receipt of what the member has paid as a PDF."""
    paid = get_object_or_404(received_of(visit.member), pk=payment)
    return as_pdf(receipt_pdf(paid, get_language()), name=f"R{paid.pk}")


@require_POST
@for_representative
def link_send(request, visit):
    """Send a link to act to the address of whoever looks at the page."""
    representative = visit.representative
    if not (abuse.may_send_from(request) and may_write_to(representative)):
        return page(request, "too_many", {}, status=429)
    emails.fresh_link(representative)
    return page(request, "link_sent", {})


def own_contact_gone(request, pk):
    """Ask whether they are no longer the contact; take note of it when the button is pressed."""
    visit = own_access.visit_of(request, pk)
    if visit:
        return _go(request, visit.representative)
    if own_access.has_gone(request, pk):  # the button was pressed twice
        return redirect("membership:own-gone")
    return link_needed(request)


@for_act(workflow.NAME_FOLLOWER)
def follower(request, visit):
    """Ask who follows, and write there."""
    form = FollowerForm(request.POST or None, initial={"language": get_language()})
    if not form.is_valid():
        return page(request, "follower", {"form": form, "member": visit.member})
    once = form.once(visit.representative)
    allowed = visit.member.proposals.filter(once=once).exists() or (
        abuse.may_send_from(request) and abuse.may_write_to(form.cleaned_data["email"])
    )
    if not allowed:
        context = {"form": form, "member": visit.member, "too_many": True}
        return page(request, "follower", context, status=429)
    try:
        representing.propose(visit.representative, once=once, **form.cleaned_data)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, workflow.NAME_FOLLOWER.done)
    return redirect("membership:own-page", visit.member.pk)


@for_act(workflow.LEAVE)
def resign(request, visit):
    """Ask whether to resign; resign when the box is ticked and the button pressed."""
    form = ResignForm(request.POST or None)
    if not form.is_valid():
        return page(request, "resign", {"form": form, "member": visit.member})
    member = visit.member
    try:
        representing.resign(member, why=form.cleaned_data["why"])
    except MoveRefused as refusal:
        # Pressed twice, or by two at once: the first counts, and both are told so.
        if member.state != MemberState.RESIGNED:
            messages.error(request, str(refusal))
            return redirect("membership:own-page", member.pk)
    messages.success(request, workflow.LEAVE.done)
    return redirect("membership:own-page", member.pk)

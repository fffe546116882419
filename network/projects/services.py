"""What is done with a proposal: it is sent, confirmed, withdrawn, answered, and forgotten."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role
from moves.services import MoveRefused
from network.models import Project, Proposal
from network.projects import emails
from network.workflow import ProposalState

# Anybody may write any address there: until it is confirmed it is kept so long.
KEPT_UNCONFIRMED = timedelta(days=30)
# What was answered is known with its sender so long.
KEPT_ANSWERED = timedelta(days=365)


@transaction.atomic
def propose(project, *, once, **said):
    """Keep a proposal and write to its address to confirm it. Returns the proposal.

    The same ``once`` gives the proposal that is there. ``said`` has ``member``, ``name``,
    ``email``, ``title``, ``text``, ``language`` and ``suspicion``.
    """
    proposal, is_new = Proposal.objects.get_or_create(
        once=once, defaults={"project": project, **said}
    )
    if is_new:
        emails.confirm(proposal)
    return proposal


@transaction.atomic
def confirm(proposal):
    """Confirm the address of a proposal: from now on staff read it. It may be pressed twice.

    Raises ``MoveRefused`` where it was withdrawn.
    """
    _lock(proposal)
    if proposal.state == ProposalState.WITHDRAWN:
        raise MoveRefused(_("This proposal was withdrawn. You can send a new one."))
    if proposal.state != ProposalState.UNCONFIRMED:
        return
    proposal.state, proposal.confirmed_at = ProposalState.OPEN, timezone.now()
    proposal.save(update_fields=["state", "confirmed_at"])
    emails.receipt(proposal)


@transaction.atomic
def withdraw(proposal):
    """Withdraw a proposal that nobody has answered. Raises ``MoveRefused`` for an answered one."""
    _lock(proposal)
    if proposal.state == ProposalState.WITHDRAWN:
        return
    if not proposal.is_waiting:
        raise MoveRefused(_("This proposal was answered already."))
    proposal.state = ProposalState.WITHDRAWN
    proposal.save(update_fields=["state"])


@transaction.atomic
def answer(given, proposal, *, by, letter, note=""):
    """Give an ``Answer`` to a proposal, with the letter as it was read.

    Raises ``PermissionDenied`` for who is not of the secretariat, and ``MoveRefused`` where it was
    answered or withdrawn meanwhile, where the reason is missing, or where it is their own.
    """
    if not may_answer(by):
        raise PermissionDenied
    _lock(proposal)
    if not proposal.is_open:
        raise MoveRefused(no_longer_open(proposal))
    if proposal.email.casefold() == by.email.casefold():
        raise MoveRefused(_("This is your own proposal: somebody else answers it."))
    if given.needs_note and not note.strip():
        raise MoveRefused(_("Please say why."))
    proposal.state, proposal.reason = given.state, note
    proposal.answered_by, proposal.answered_at = by, timezone.now()
    proposal.save(update_fields=["state", "reason", "answered_by", "answered_at"])
    if given.state == ProposalState.TAKEN:
        # The page of the project shows it: pages made before are not shown any more.
        Project.objects.filter(pk=proposal.project_id).update(changed_at=proposal.answered_at)
    emails.answered(proposal, letter)


def no_longer_open(proposal):
    """Say why a proposal cannot be answered any more."""
    return _("Not possible any more: this is now “%(state)s”.") % {
        "state": proposal.get_state_display()
    }


def may_answer(user):
    """Return whether this person answers proposals."""
    return user.is_active and (user.is_superuser or user.has_role(Role.SECRETARIAT))


@transaction.atomic
def forget_old():
    """Delete what nobody has confirmed or what was withdrawn, and whom old answers went to.

    Of what was taken up the title stays, with the member. Returns how many it has changed.
    """
    now = timezone.now()
    gone = Q(state=ProposalState.WITHDRAWN) | Q(state=ProposalState.UNCONFIRMED)
    is_old = Q(answered_at__lt=now - KEPT_ANSWERED)
    gone = gone & Q(sent_at__lt=now - KEPT_UNCONFIRMED) | is_old & Q(state=ProposalState.NOT_TAKEN)
    whole = _free(Proposal.objects.filter(gone))
    Proposal.objects.filter(pk__in=[proposal.pk for proposal in whole]).delete()
    part = _free(Proposal.objects.filter(is_old, state=ProposalState.TAKEN).exclude(email=""))
    Proposal.objects.filter(pk__in=[proposal.pk for proposal in part]).update(
        name="", email="", text="", reason=""
    )
    for proposal in (*whole, *part):
        emails.forget(proposal)
    return len(whole) + len(part)


def _free(proposals):
    """Lock the proposals on which nobody is at work."""
    return list(proposals.select_for_update(skip_locked=True))


def _lock(proposal):
    """Read a proposal again under a lock, in place."""
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("project")
    proposal.refresh_from_db(from_queryset=locked)

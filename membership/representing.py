"""What those who speak for a member do by their links: go, name who follows, follow, resign."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from membership import emails, services, workflow
from membership.models import Member, Proposal, Representative
from membership.workflow import MemberActor
from moves import services as moves
from moves.changes import made_by


def terms_of(representative):
    """Return the terms of a member that the same person holds: one person may have two roles."""
    same = representative.member.representatives.filter(email__iexact=representative.email)
    return same.filter(gone_at=None).order_by("role", "pk")


@transaction.atomic
def go(representative):
    """End the terms of somebody who is no longer the contact, and their links; tell the others.

    The secretariat is told too, and whether anybody is left. Returns whether it was done now: a
    button pressed twice does it once. Two who go at once wait for each other, so that the second
    is told to be the last.
    """
    member = Member.objects.select_for_update().get(pk=representative.member_id)
    representative.refresh_from_db()
    if representative.gone_at:
        return False
    record = moves.make(workflow.CONTACT_GONE, member, by=MemberActor(member.pk))
    terms = list(terms_of(representative))
    with made_by(record):
        for term in terms:
            _end(term, at=record.at)
    roles = [str(term.role) for term in terms]
    event = f"gone:{record.pk}"
    told = {"name": representative.name, "roles": roles}
    are_left = emails.write_to_all(member, event, "contact_gone", **told)
    emails.tell_secretariat(member, event, "staff_contact_gone", **told, are_left=are_left)
    return True


def _end(term, *, at):
    today = timezone.localdate(at)
    if term.ends_on is None or term.ends_on > today:
        term.ends_on = max(today, term.starts_on)
    term.gone_at = at
    term.link_version += 1
    term.save(update_fields=["ends_on", "gone_at", "link_version"])


def propose(representative, *, once, **named):
    """Name who follows; a letter asks them to confirm it, and the others are told.

    ``once`` names the sending: the same one gives the same ``Proposal``.
    """
    member = representative.member
    try:
        with transaction.atomic():
            record = moves.make(workflow.NAME_FOLLOWER, member, by=MemberActor(member.pk))
            proposal = Proposal.objects.create(
                member=member, proposed_by=representative, once=once, at=record.at, **named
            )
            emails.ask_to_follow(proposal)
            told = {"name": proposal.name, "role": str(proposal.role)}
            event = f"named:{proposal.pk}"
            emails.write_to_all(member, event, "follower_named", but=representative, **told)
            return proposal
    except IntegrityError:
        return Proposal.objects.get(once=once)


@transaction.atomic
def follow(proposal):
    """Make a representative of who was named and has confirmed it; returns the representative.

    Who presses the button twice becomes one. Raises ``MoveRefused`` where the member has resigned.
    """
    member = Member.objects.select_for_update().get(pk=proposal.member_id)
    proposal.refresh_from_db()
    if proposal.became_id:
        return proposal.became
    record = moves.make(workflow.FOLLOW, member, by=MemberActor(member.pk))
    taken = ("role", "name", "function", "email", "language", "starts_on", "ends_on")
    with made_by(record):
        new = Representative.objects.create(
            member=member, **{name: getattr(proposal, name) for name in taken}
        )
    proposal.became = new
    proposal.save(update_fields=["became"])
    event = f"follows:{proposal.pk}"
    emails.write(new, event, "welcome", role=str(new.role))
    told = {"name": new.name, "role": str(new.role)}
    emails.write_to_all(member, event, "follower_confirmed", but=new, **told)
    return new


def resign(member, *, why):
    """End a membership by the will of the member. Raises ``MoveRefused`` where it has ended."""
    by = MemberActor(member.pk)
    return services.perform(workflow.LEAVE, member, by=by, note=why)

"""What is done with a network: who asks to join, who answers, what comes in and goes out."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.models import NetworkMembership, NetworkRequest
from membership.networks import emails, workflow
from membership.networks.entries import entry_of
from membership.networks.workflow import WAITING, Came, RequestState
from moves import services as moves
from moves.services import MoveRefused

# Anybody may write any address there: until it is confirmed it is kept so long.
KEPT = timedelta(days=30)


@transaction.atomic
def ask(network, entry, *, once, **said):
    """Keep a request to join and write to its address to confirm it. Returns the request.

    The same ``once`` gives the request that is there. ``said`` has ``name``, ``email``,
    ``language``, ``words`` and ``suspicion``.
    """
    request, is_new = NetworkRequest.objects.get_or_create(
        once=once, defaults={"network": network, **entry.fields, **said}
    )
    if is_new:
        emails.confirm(request)
    return request


@transaction.atomic
def confirm(request):
    """Confirm the address of a request: from now on it is read, and the coordinators are told.

    Raises ``MoveRefused`` where it cannot be answered any more, or the same is asked already.
    """
    _lock(request)
    if request.confirmed_at and request.state != RequestState.WITHDRAWN:
        return  # the button was pressed twice
    if request.state != RequestState.UNCONFIRMED:
        raise MoveRefused(_("This request was withdrawn. You can send a new one."))
    if not request.network.is_public:
        raise MoveRefused(_("This network is not open any more."))
    request.state, request.confirmed_at = RequestState.OPEN, timezone.now()
    try:
        with transaction.atomic():
            request.save(update_fields=["state", "confirmed_at"])
    except IntegrityError as error:
        raise MoveRefused(
            _("Somebody has asked the same for this entry. The network will answer that request.")
        ) from error
    emails.tell_coordinators(request)


@transaction.atomic
def withdraw(request):
    """Withdraw a request that nobody has answered. Raises ``MoveRefused`` for an answered one."""
    _lock(request)
    if request.state == RequestState.WITHDRAWN:
        return
    if request.state not in WAITING:
        raise MoveRefused(_("This request was answered already."))
    request.state = RequestState.WITHDRAWN
    request.save(update_fields=["state"])


@transaction.atomic
def answer(move, request, *, by, letter, note=""):
    """Accept or decline a request, with the letter as it was read. Returns the history row.

    Raises ``MoveRefused`` where it was answered or withdrawn meanwhile.
    """
    _lock(request)
    if request.state != RequestState.OPEN:
        raise MoveRefused(
            _("Not possible any more: this is now “%(state)s”.")
            % {"state": request.get_state_display()}
        )
    entry = entry_of(request)
    record = _make(move, request.network, entry, by=by, note=note)
    accepts = move is workflow.ACCEPT
    request.state = RequestState.ACCEPTED if accepts else RequestState.DECLINED
    request.answered_by, request.answered_at = by, record.at
    request.save(update_fields=["state", "answered_by", "answered_at"])
    if accepts:
        NetworkMembership.objects.get_or_create(
            network=request.network, **entry.fields, defaults={"came": Came.REQUEST}
        )
    emails.answered(request, letter)
    return record


@transaction.atomic
def add(network, entry, *, by, came=Came.COORDINATOR, note=""):
    """Take an entry into a network. Raises ``MoveRefused`` where it is in it already."""
    _make(workflow.ADD_ENTRY, network, entry, by=by, note=note)
    there, is_new = NetworkMembership.objects.get_or_create(
        network=network, **entry.fields, defaults={"came": came}
    )
    if not is_new:
        raise MoveRefused(_("This entry belongs to the network already."))
    return there


@transaction.atomic
def remove(membership, *, by, note):
    """Take an entry out of its network. Raises ``MoveRefused`` where it is out already."""
    entry = entry_of(membership)
    _make(workflow.REMOVE_ENTRY, membership.network, entry, by=by, note=note)
    gone, _rows = NetworkMembership.objects.filter(pk=membership.pk).delete()
    if not gone:
        raise MoveRefused(_("This entry does not belong to the network any more."))


def forget_unconfirmed():
    """Delete the requests that nobody has confirmed for long; returns how many."""
    old = NetworkRequest.objects.filter(confirmed_at=None, sent_at__lt=timezone.now() - KEPT)
    number, _by_table = old.delete()
    return number


def _lock(request):
    """Read a request again under a lock, in place."""
    locked = NetworkRequest.objects.select_for_update(of=("self",)).select_related("network")
    request.refresh_from_db(from_queryset=locked)


def _make(move, network, entry, *, by, note):
    """Make a move on a network about an entry: its note begins with which one.

    A person is named by the number alone.
    """
    if network.is_whole:
        raise MoveRefused(_("Every member of TOGETHER belongs to the whole network by itself."))
    if move.needs_note and not note.strip():
        raise MoveRefused(_("Please say why."))
    about = entry.code if entry.is_person else f"{entry.code} {entry.name}"
    return moves.make(move, network, by=by, note=f"{about}\n{note}".strip())

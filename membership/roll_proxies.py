"""Who speaks for a member in an assembly: its delegate, or another member by proxy."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from membership.rolls import locked_draft
from moves.services import MoveRefused


@transaction.atomic
def name_delegate(entry, *, name, function=""):
    """Name who speaks for a member in the assembly, in the place of its representative."""
    entry = _on_draft(entry)
    entry.delegate_name, entry.delegate_function = name, function
    entry.is_named_by_staff = True
    entry.save(update_fields=["delegate_name", "delegate_function", "is_named_by_staff"])


@transaction.atomic
def give_proxy(entry, *, holder_number):
    """Record that a member gives its proxy to the one of this number; twice does it once.

    Raises ``MoveRefused`` with the rule that it would break.
    """
    entry = _on_draft(entry)
    holder = entry.roll.entries.filter(number__iexact=holder_number).first()
    if holder and holder.pk == entry.proxy_to_id:
        return
    refusal = _against(entry, holder)
    if refusal:
        raise MoveRefused(refusal)
    entry.proxy_to = holder
    with _told():
        entry.save(update_fields=["proxy_to"])


def _against(entry, holder):
    """Return in words why an entry may not give its proxy to a holder, or nothing."""
    limit = entry.roll.proxy_limit
    if holder is None:
        return _("No member of this number is on the roll.")
    rules = (
        (not entry.has_vote, _("This member has no vote to give away.")),
        (not holder.has_vote, _("%(holder)s has no vote on this roll.")),
        (holder.pk == entry.pk, _("A member does not give its proxy to itself.")),
        (entry.proxy_to_id, _("It has given its proxy already. Take that back first.")),
        (holder.proxy_to_id, _("%(holder)s has given its own proxy, so it can hold none.")),
        (
            entry.proxies.exists(),
            _("This member holds a proxy itself: a proxy is not handed on."),
        ),
        (
            holder.proxies.count() >= limit,
            _("%(holder)s holds as many proxies as are allowed: %(limit)s."),
        ),
    )
    words = next((words for is_so, words in rules if is_so), "")
    return words % {"holder": holder, "limit": limit}


@transaction.atomic
def take_proxy_back(entry):
    """Take a member's proxy back: it votes by itself again."""
    entry = _on_draft(entry)
    entry.proxy_to = None
    entry.save(update_fields=["proxy_to"])


def _on_draft(entry):
    """Return an entry as it now is, its draft locked and whole."""
    roll = locked_draft(entry.roll)
    if roll.drawn_at is None:
        raise MoveRefused(_("The roll is being drawn up. Wait until it is whole."))
    found = roll.entries.filter(pk=entry.pk).first()
    if found is None:
        raise MoveRefused(_("This member is not on the roll any more."))
    found.roll = roll
    return found


@contextmanager
def _told():
    """Tell a person what the database refuses by itself."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise MoveRefused(_("This proxy is against the rules of the roll.")) from error

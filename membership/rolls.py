"""Voting rolls: begun, frozen, removed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import roll_text
from membership.models import DatedSetting, Roll
from membership.roll_rules import RollState
from membership.workflow import Setting
from moves.services import MoveRefused


def begin(*, title, as_of, by):
    """Make an empty draft of a roll, with the rules of its day. Returns it.

    Raises ``MoveRefused`` where no rule holds on that day.
    """
    return Roll.objects.create(title=title, as_of=as_of, made_by=by, **rules_on(as_of))


def rules_on(day):
    """Return the rules of a roll as of a day, with who decided them; nobody did for a sample."""
    limit, quorum = _setting(Setting.PROXY_LIMIT, day), _setting(Setting.QUORUM_PERCENT, day)
    return {
        "grace_days": DatedSetting.objects.days_of_grace(day),
        "proxy_limit": limit.value,
        "proxy_limit_source": limit.source,
        "quorum_percent": quorum.value,
        "quorum_source": quorum.source,
    }


def _setting(name, day):
    found = DatedSetting.objects.filter(name=name, valid_from__lte=day).order_by("-valid_from")
    setting = found.first()
    if setting is None:
        raise MoveRefused(
            _("On this day nothing holds for “%(setting)s”: add it under “Dated settings”.")
            % {"setting": Setting(name).label}
        )
    return setting


def reopen(roll):
    """Get a draft ready to be drawn up anew: until that is done it can not be frozen."""
    with transaction.atomic():
        roll = locked_draft(roll)
        for name, value in rules_on(roll.as_of).items():
            setattr(roll, name, value)
        roll.drawn_at = None
        roll.save()


@transaction.atomic
def freeze(roll, *, by):
    """Freeze a roll: its rows get a digest and are never changed again. Once frozen it stays so.

    Raises ``MoveRefused`` as ``check_whole`` does.
    """
    roll = Roll.objects.select_for_update().get(pk=roll.pk)
    if roll.is_frozen:
        return
    check_whole(roll)
    roll.digest = roll_text.digest(roll)
    roll.state, roll.frozen_at, roll.frozen_by = RollState.FROZEN, timezone.now(), by
    roll.save(update_fields=["digest", "state", "frozen_at", "frozen_by"])


def check_whole(roll):
    """Raise ``MoveRefused`` unless a draft is whole, of its day, and within its own rules."""
    if roll.drawn_at is None:
        raise MoveRefused(_("The roll is being drawn up. Wait until it is whole."))
    if timezone.localdate(roll.drawn_at) < roll.as_of:
        raise MoveRefused(_("It was drawn up before its day. On that day, draw it up anew first."))
    over = roll.entries.with_proxies().filter(held__gt=roll.proxy_limit).by_name().first()
    if over:
        raise MoveRefused(
            _("%(member)s holds more proxies than the %(limit)s that are allowed.")
            % {"member": over, "limit": roll.proxy_limit}
        )


@transaction.atomic
def remove(roll):
    """Delete a draft with all that is on it; raises ``MoveRefused`` of a frozen roll."""
    roll = locked_draft(roll)
    roll.entries.filter(proxy_to__isnull=False).update(proxy_to=None)
    roll.entries.all().delete()
    roll.delete()


def locked_draft(roll):
    """Return a roll under lock; raise ``MoveRefused`` where it is no draft any more."""
    found = Roll.objects.select_for_update().filter(pk=roll.pk).first()
    if found is None:
        raise MoveRefused(_("This roll is not there any more."))
    if found.is_frozen:
        raise MoveRefused(_("This roll is frozen: nothing on it changes any more."))
    return found

"""From which day to which a period runs."""

from calendar import monthrange
from datetime import timedelta

from membership.models import DatedSetting
from membership.workflow import Setting


def next_period(member, today):
    """Return first and last day of the period that follows a member's last, or begins today.

    It begins today, too, where the last has ended long ago: the gap stays to be seen.
    """
    last = member.periods.order_by("-ends_on").first()
    grace = timedelta(days=DatedSetting.objects.on(Setting.GRACE_DAYS, today))
    follows = last and last.ends_on + grace >= today
    first = last.ends_on + timedelta(days=1) if follows else today
    return period_from(first)


def period_from(first):
    """Return first and last day of a period that begins on a day."""
    return first, last_day(first, DatedSetting.objects.on(Setting.PERIOD_MONTHS, first))


def last_day(first, months):
    """Return the last of so many months that begin with a day: 28 February after a 29th, too."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    day = min(first.day, monthrange(year, month + 1)[1])
    after = first.replace(year=year, month=month + 1, day=day)
    # From a day that the last month does not have, the period ends with that month.
    return after if day < first.day else after - timedelta(days=1)

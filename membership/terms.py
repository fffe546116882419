"""Which members staff must look after, as far as who represents them goes."""

from datetime import timedelta

from membership.models import Member, Representative
from membership.workflow import LEAVE, MemberState

# So long a resignation that a member has made itself stands on the first page of staff.
NEWS_FOR = timedelta(days=30)


def without_follower(today):
    """Return the members for which a term has ended and nobody follows in its role."""
    ended = Representative.objects.without_follower(today).values("member")
    return Member.objects.exclude(state=MemberState.RESIGNED).filter(pk__in=ended)


def left_lately(today):
    """Return the members that have resigned by themselves in the last 30 days."""
    since = today - NEWS_FOR
    left = Member.objects.filter(state=MemberState.RESIGNED, left_on__gte=since)
    return left.filter(history__move=LEAVE.name, history__at__date__gte=since).distinct()

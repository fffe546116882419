"""The tables of membership: members with their days and people, dated settings, history."""

from membership.models.certificate import Certificate
from membership.models.history import MemberChange, MemberHistory, MemberNote, RepresentativeChange
from membership.models.member import Hold, Member, Period, Representative
from membership.models.settings import DatedSetting

__all__ = [
    "Certificate",
    "DatedSetting",
    "Hold",
    "Member",
    "MemberChange",
    "MemberHistory",
    "MemberNote",
    "Period",
    "Representative",
    "RepresentativeChange",
]

"""The tables of membership: members with their days and people, dated settings, history."""

from membership.models.account import BankDetails
from membership.models.certificate import Certificate
from membership.models.dues import DuesState, FeeRule, FeeWay, Payment, PaymentRequest
from membership.models.history import MemberChange, MemberHistory, MemberNote, RepresentativeChange
from membership.models.member import Hold, Member, Period
from membership.models.representative import Proposal, Representative
from membership.models.request import MembershipApplication, RequestedRepresentative
from membership.models.settings import DatedSetting

__all__ = [
    "BankDetails",
    "Certificate",
    "DatedSetting",
    "DuesState",
    "FeeRule",
    "FeeWay",
    "Hold",
    "Member",
    "MemberChange",
    "MemberHistory",
    "MemberNote",
    "MembershipApplication",
    "Payment",
    "PaymentRequest",
    "Period",
    "Proposal",
    "Representative",
    "RepresentativeChange",
    "RequestedRepresentative",
]

"""The tables of membership: members with their days and people, dated settings, history."""

from membership.models.account import BankDetails
from membership.models.bank_file import BankFile, BankLine
from membership.models.certificate import Certificate
from membership.models.dues import DuesState, FeeRule, FeeWay, Payment, PaymentRequest
from membership.models.history import MemberChange, MemberHistory, MemberNote, RepresentativeChange
from membership.models.job import Job
from membership.models.member import Hold, Member, Period
from membership.models.network import Network, NetworkMembership, Topic
from membership.models.network_history import NetworkChange, NetworkHistory, NetworkNote
from membership.models.network_request import NetworkRequest
from membership.models.post import Body, BodyRule, Post, PostHolder
from membership.models.representative import Proposal, Representative
from membership.models.request import MembershipApplication, RequestedRepresentative
from membership.models.roll import Roll, RollEntry, RollPresence
from membership.models.settings import DatedSetting

__all__ = [
    "BankDetails",
    "BankFile",
    "BankLine",
    "Body",
    "BodyRule",
    "Certificate",
    "DatedSetting",
    "DuesState",
    "FeeRule",
    "FeeWay",
    "Hold",
    "Job",
    "Member",
    "MemberChange",
    "MemberHistory",
    "MemberNote",
    "MembershipApplication",
    "Network",
    "NetworkChange",
    "NetworkHistory",
    "NetworkMembership",
    "NetworkNote",
    "NetworkRequest",
    "Payment",
    "PaymentRequest",
    "Period",
    "Post",
    "PostHolder",
    "Proposal",
    "Representative",
    "RepresentativeChange",
    "RequestedRepresentative",
    "Roll",
    "RollEntry",
    "RollPresence",
    "Topic",
]

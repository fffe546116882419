"""The tables of the association: what it tells, plans and keeps."""

from network.models.article import Article
from network.models.contact import Message, MessageHistory, MessageNote, Subject
from network.models.content import Content
from network.models.document import MINUTES, Document, DocumentFile, Picture
from network.models.event import Attendance, Event, Session
from network.models.facilitator import Facilitator
from network.models.follow import Follow, Follower, Rhythm, next_day
from network.models.kept import (
    ArticleChange,
    DocumentChange,
    EventChange,
    PageChange,
    PartnerChange,
    ProjectChange,
)
from network.models.method import MethodPart
from network.models.old_address import MissedAddress, OldAddress, OldKind
from network.models.page import Milestone, Page, Video
from network.models.project import Agreement, Partner, Project, Proposal
from network.models.registration import Registration

__all__ = [
    "MINUTES",
    "Agreement",
    "Article",
    "ArticleChange",
    "Attendance",
    "Content",
    "Document",
    "DocumentChange",
    "DocumentFile",
    "Event",
    "EventChange",
    "Facilitator",
    "Follow",
    "Follower",
    "Message",
    "MessageHistory",
    "MessageNote",
    "MethodPart",
    "Milestone",
    "MissedAddress",
    "OldAddress",
    "OldKind",
    "Page",
    "PageChange",
    "Partner",
    "PartnerChange",
    "Picture",
    "Project",
    "ProjectChange",
    "Proposal",
    "Registration",
    "Rhythm",
    "Session",
    "Subject",
    "Video",
    "next_day",
]

"""The tables of the association: what it tells, plans and keeps."""

from network.models.article import Article
from network.models.content import Content
from network.models.document import MINUTES, Document, DocumentFile, Picture
from network.models.event import Attendance, Event, Registration, Session
from network.models.facilitator import Facilitator
from network.models.kept import (
    ArticleChange,
    DocumentChange,
    EventChange,
    PageChange,
    PartnerChange,
    ProjectChange,
)
from network.models.page import Milestone, Page, Video
from network.models.project import Agreement, Partner, Project, Proposal

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
    "Milestone",
    "Page",
    "PageChange",
    "Partner",
    "PartnerChange",
    "Picture",
    "Project",
    "ProjectChange",
    "Proposal",
    "Registration",
    "Session",
    "Video",
]

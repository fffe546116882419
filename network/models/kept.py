"""Earlier versions of what staff write: each row as it was before a change, whoever made it."""

from moves.changes import kept_of
from network.models.article import Article
from network.models.document import Document
from network.models.event import Event
from network.models.page import Page
from network.models.project import Partner, Project


class PageChange(kept_of(Page)):
    """A page as it was before a change."""


class DocumentChange(kept_of(Document)):
    """A document as it was before a change."""


class EventChange(kept_of(Event)):
    """A meeting or training as it was before a change."""


class ProjectChange(kept_of(Project)):
    """A project or plan as it was before a change."""


class PartnerChange(kept_of(Partner)):
    """A partner as it was before a change."""


class ArticleChange(kept_of(Article)):
    """An article as it was before a change."""

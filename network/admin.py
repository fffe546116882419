"""The association in the admin, put together from its subjects."""

from network.contact import admin as contact
from network.documents import admin as documents
from network.editing import admin as editing
from network.editing import picture_admin as pictures
from network.events import admin as events
from network.facilitators import admin as facilitators
from network.follow import admin as follow
from network.news import admin as news
from network.old import admin as old
from network.pages import admin as pages
from network.partners import admin as partners
from network.projects import admin as projects

__all__ = [
    "contact",
    "documents",
    "editing",
    "events",
    "facilitators",
    "follow",
    "news",
    "old",
    "pages",
    "partners",
    "pictures",
    "projects",
]

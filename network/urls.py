"""Addresses of the association's own pages, put together from its subjects."""

from network.contact.urls import urlpatterns as contact
from network.documents.urls import urlpatterns as documents
from network.events.urls import urlpatterns as events
from network.facilitators.urls import urlpatterns as facilitators
from network.finding.urls import urlpatterns as finding
from network.follow.urls import urlpatterns as follow
from network.news.urls import urlpatterns as news
from network.pages.urls import urlpatterns as pages
from network.partners.urls import urlpatterns as partners
from network.projects.urls import urlpatterns as projects
from network.statements.urls import urlpatterns as statements

app_name = "network"

urlpatterns = [
    *documents,
    *events,
    *projects,
    *partners,
    *news,
    *facilitators,
    *contact,
    *follow,
    *finding,
    *statements,
    *pages,
]

"""What search engines may find of the association: its own pages, and each public record."""

from network.models import Article, Document, Event, Page, Partner, Project
from together_site.public_sitemap import PublicSitemap

# Pages that are there without any record.
OF_THE_ASSOCIATION = (
    "network:join-us",
    "network:about",
    "network:history",
    "network:organisation",
    "network:method",
    "network:technical-sheet",
    "network:document-list",
    "network:meeting-list",
    "network:training-list",
    "network:project-list",
    "network:partner-list",
    "network:article-list",
    "network:contact",
    "network:follow",
    "network:search",
    "network:privacy",
    "network:accessibility",
    "network:imprint",
    "network:licence",
)


class ContentSitemap(PublicSitemap):
    """The public records of one model of the association."""

    model = None
    columns = ()

    def items(self):
        return self.model.objects.public().only("slug", "changed_at", *self.columns).order_by("pk")

    def lastmod(self, record):
        return record.changed_at


class TextSitemap(ContentSitemap):
    """Pages of text, without those that stand above under an address of their own."""

    model = Page

    def items(self):
        known = {route.rpartition(":")[2] for route in OF_THE_ASSOCIATION}
        return super().items().exclude(slug__in=[*known, "home"])


class DocumentSitemap(ContentSitemap):
    model = Document


class EventSitemap(ContentSitemap):
    model = Event
    columns = ("kind",)


class ProjectSitemap(ContentSitemap):
    model = Project


class PartnerSitemap(ContentSitemap):
    model = Partner


class ArticleSitemap(ContentSitemap):
    model = Article


CONTENT_SITEMAPS = {
    "texts": TextSitemap,
    "documents": DocumentSitemap,
    "events": EventSitemap,
    "projects": ProjectSitemap,
    "partners": PartnerSitemap,
    "news": ArticleSitemap,
}

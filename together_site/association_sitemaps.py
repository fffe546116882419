"""What search engines may find of the association: its own pages, and each public record."""

from django.db.models import F, Value

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


# Of pages of text, those that stand above under an address of their own are left out.
KNOWN = ["home", *(route.rpartition(":")[2] for route in OF_THE_ASSOCIATION)]
MODELS = {
    model._meta.model_name: model for model in (Page, Document, Event, Project, Partner, Article)
}


class AssociationSitemap(PublicSitemap):
    """The public records of the association, whatever they are, in one query."""

    def items(self):
        first, *rest = (self._rows(name, model) for name, model in MODELS.items())
        return first.union(*rest, all=True).order_by("model", "pk")

    def _rows(self, name, model):
        sort = F("kind") if model is Event else Value("")
        rows = model.objects.public().exclude(slug__in=KNOWN if model is Page else [])
        rows = rows.annotate(model=Value(name), sort=sort).order_by()
        return rows.values("pk", "model", "slug", "sort", "changed_at")

    def location(self, row):
        model = MODELS[row["model"]]
        kind = {"kind": row["sort"]} if model is Event else {}
        return model(slug=row["slug"], **kind).get_absolute_url()

    def lastmod(self, row):
        return row["changed_at"]

"""News in the admin."""

from django.contrib import admin
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from network.editing.admin import ContentAdmin
from network.models import Article
from network.news.pages import context_of
from network.news.subject import names_of


@admin.register(Article)
class ArticleAdmin(ContentAdmin):
    """Articles, with the platforms and territories they are about."""

    facts = ["platforms", "territories", "named"]
    raw_id_fields = ["platforms", "territories"]
    readonly_fields = ["named"]
    list_display = ["told", "published_on", "standing", "languages", "changed_at"]

    @admin.display(description=_("what it is about, as saved"))
    def named(self, article):
        return names_of(article.platforms, article.territories) if article.pk else "–"

    def preview_response(self, request, record):
        return render(request, "network/news/article.html", context_of(record))

"""News in the admin."""

from django.contrib import admin
from django.shortcuts import render

from network.editing.admin import ContentAdmin
from network.models import Article
from network.news.pages import context_of


@admin.register(Article)
class ArticleAdmin(ContentAdmin):
    """Articles, with the platforms and territories they are about."""

    facts = ["platforms", "territories"]
    autocomplete_fields = ["platforms", "territories"]
    list_display = ["told", "published_on", "standing", "languages", "changed_at"]

    def preview_response(self, request, record):
        return render(request, "network/news/article.html", context_of(record))

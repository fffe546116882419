"""The addresses of the old wiki, as it wrote them."""

from django.urls import path

from network.old import pages

urlpatterns = [
    path("tiki-index.php", pages.old_page, name="old-page"),
    path("tiki-read_article.php", pages.old_article, name="old-article"),
    path("tiki-view_articles.php", pages.old_news, name="old-articles"),
    path("tiki-view_blog.php", pages.old_news, name="old-blog"),
]

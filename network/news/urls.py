from django.urls import path

from network.news import feed, pages

urlpatterns = [
    path("news/", pages.article_list, name="article-list"),
    path("news/feed/", feed.article_feed, name="article-feed"),
    path("news/<slug:slug>/", pages.article_detail, name="article-detail"),
]

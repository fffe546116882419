from django.urls import path

from network.finding import pages

urlpatterns = [path("search/", pages.search, name="search")]

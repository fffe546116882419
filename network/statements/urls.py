from django.urls import path

from network.statements import pages

urlpatterns = [path(f"{slug}/", pages.statement, {"slug": slug}, name=slug) for slug in pages.SLUGS]

"""Every address of the site, put together from the apps."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from network.beside_languages import urlpatterns as beside_languages
from together_site import sitemaps, views

urlpatterns = [
    path("health", views.health, name="health"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": sitemaps.SITEMAPS}, name="sitemap"),
    *beside_languages,
    *i18n_patterns(
        path("", views.home, name="home"),
        path("", include("territories.urls")),
        path("", include("platforms.urls")),
        path("", include("membership.urls")),
        path("", include("network.urls")),
        path("applications/", include("applications.urls")),
        path("account/", include("accounts.urls")),
        path("admin/", admin.site.urls),
    ),
]

if settings.LOCAL:
    urlpatterns.append(path("mailbox/", include("outbox.urls")))

handler400 = "together_site.errors.bad_request"
handler500 = "together_site.errors.server_error"

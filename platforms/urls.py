from django.urls import include, path

from platforms import registry, views
from platforms.feeds import platform_feed

app_name = "platforms"

urlpatterns = [
    path("apply/", views.application_start, name="application-start"),
    path("apply/form.pdf", views.paper_form, name="paper-form"),
    path("apply/", include(views.PlatformPages().urls())),
    path("platforms/", registry.platform_list, name="platform-list"),
    path("platforms/feed/", platform_feed, name="platform-feed"),
    path("platforms/platforms.csv", registry.platform_csv, name="platform-csv"),
    path("platforms/platforms.geojson", registry.platform_geojson, name="platform-geojson"),
    path("platforms/<slug:slug>/", registry.platform_detail, name="platform-detail"),
]

from django.urls import path

import applications.references  # noqa: F401 -- teaches addresses what a reference is
from platforms import registry, views
from platforms.feeds import platform_feed

app_name = "platforms"

urlpatterns = [
    path("apply/", views.application_start, name="application-start"),
    path("apply/form.pdf", views.paper_form, name="paper-form"),
    path("apply/begin/", views.application_begin, name="application-begin"),
    path("apply/<reference:reference>/", views.application_sections, name="application-sections"),
    path("apply/<reference:reference>/check/", views.application_check, name="application-check"),
    path("apply/<reference:reference>/copy/", views.application_copy, name="application-copy"),
    path("apply/<reference:reference>/copy.pdf", views.application_pdf, name="application-pdf"),
    path(
        "apply/<reference:reference>/<slug:page>/",
        views.application_section,
        name="application-section",
    ),
    path("platforms/", registry.platform_list, name="platform-list"),
    path("platforms/feed/", platform_feed, name="platform-feed"),
    path("platforms/platforms.csv", registry.platform_csv, name="platform-csv"),
    path("platforms/platforms.geojson", registry.platform_geojson, name="platform-geojson"),
    path("platforms/<slug:slug>/", registry.platform_detail, name="platform-detail"),
]

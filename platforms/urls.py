from django.urls import path
from django.views.decorators.http import conditional_page

import applications.references  # noqa: F401 -- teaches addresses what a reference is
from platforms import registry, views
from platforms.feeds import PlatformFeed

app_name = "platforms"

urlpatterns = [
    path("apply/", views.application_start, name="application-start"),
    path("apply/begin/", views.application_begin, name="application-begin"),
    path("apply/<reference:reference>/", views.application_sections, name="application-sections"),
    path("apply/<reference:reference>/check/", views.application_check, name="application-check"),
    path(
        "apply/<reference:reference>/<slug:section>/",
        views.application_section,
        name="application-section",
    ),
    path("platforms/feed/", conditional_page(PlatformFeed()), name="platform-feed"),
    path("platforms/<slug:slug>/", registry.platform_detail, name="platform-detail"),
]

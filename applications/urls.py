from django.urls import path

import applications.references  # noqa: F401 -- teaches addresses what a reference is
from applications import views

app_name = "applications"

urlpatterns = [
    path("find/", views.link_ask, name="link-ask"),
    path("gone/", views.contact_gone, name="contact-gone"),
    path("link/<slug:purpose>/<str:token>/", views.link_open, name="link-open"),
    path("<reference:reference>/", views.application_status, name="application-status"),
    path("<reference:reference>/link/", views.link_send, name="link-send"),
    path(
        "<reference:reference>/withdraw/", views.application_withdraw, name="application-withdraw"
    ),
    path("<reference:reference>/files/<int:pk>/", views.application_file, name="application-file"),
]

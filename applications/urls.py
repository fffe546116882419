from django.urls import path

from applications import views

app_name = "applications"

urlpatterns = [
    path("find/", views.link_ask, name="link-ask"),
    path("link/<slug:purpose>/<str:token>/", views.link_open, name="link-open"),
    path("<str:reference>/", views.application_status, name="application-status"),
    path("<str:reference>/link/", views.link_send, name="link-send"),
    path("<str:reference>/withdraw/", views.application_withdraw, name="application-withdraw"),
    path("<str:reference>/files/<int:pk>/", views.application_file, name="application-file"),
]

"""Addresses of the pages on the network, the method and how to join."""

from django.urls import path

from network.pages import views

urlpatterns = [
    path("join-us/", views.join_us, name="join-us"),
    path("join-us/<slug:kind>/", views.join_us_as, name="join-us-as"),
    path("about/", views.about, name="about"),
    path("about/history/", views.history, name="history"),
    path("about/organisation/", views.organisation, name="organisation"),
    path("about/video/", views.video_page, name="video"),
    path("about/<slug:slug>/", views.about_page, name="about-page"),
    path("method/", views.method, name="method"),
    path("method/sheet/", views.technical_sheet, name="technical-sheet"),
    path("method/sheet/sheet.pdf", views.technical_sheet_pdf, name="technical-sheet-pdf"),
    path("pages/<slug:slug>/", views.page_detail, name="page-detail"),
]

from django.urls import path

from network.partners import pages

urlpatterns = [
    path("partners/", pages.partner_list, name="partner-list"),
    path("partners/<slug:slug>/", pages.partner_detail, name="partner-detail"),
]

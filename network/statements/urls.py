from django.urls import path

from network.statements import pages

urlpatterns = [
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("imprint/", pages.imprint, name="imprint"),
    path("licence/", pages.licence, name="licence"),
]

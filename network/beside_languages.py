"""Addresses that stand in no language: pictures, what programs ask for, names of the old wiki."""

from django.urls import path

from network.editing import views as editing
from network.old.urls import urlpatterns as old
from network.statements import pages as statements

urlpatterns = [
    *old,
    path(".well-known/security.txt", statements.security_txt, name="security-txt"),
    path("pictures/<int:pk>/", editing.picture, name="picture"),
]

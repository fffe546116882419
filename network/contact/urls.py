from django.urls import path

from network.contact import pages

urlpatterns = [
    path("contact/", pages.contact, name="contact"),
    path("contact/messages/<str:token>/", pages.contact_message, name="contact-message"),
]

from django.urls import path

from network.facilitators import pages

urlpatterns = [path("facilitators/", pages.facilitator_list, name="facilitator-list")]

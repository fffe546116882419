from django.urls import path

from network.projects import pages

urlpatterns = [
    path("projects/", pages.project_list, name="project-list"),
    path("projects/proposals/<str:token>/", pages.proposal, name="proposal"),
    path("projects/<slug:slug>/", pages.project_detail, name="project-detail"),
    path("projects/<slug:slug>/propose/", pages.project_propose, name="project-propose"),
]

from django.urls import path

from network.follow import pages

urlpatterns = [
    path("follow/", pages.follow, name="follow"),
    path("follow/confirm/<str:token>/", pages.follow_confirm, name="follow-confirm"),
    path("follow/mine/<str:token>/", pages.follow_own, name="follow-own"),
    path("follow/stop/<str:token>/", pages.follow_stop, name="follow-stop"),
]

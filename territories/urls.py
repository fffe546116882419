from django.urls import path

from territories import views

app_name = "territories"

urlpatterns = [
    path("territories/", views.territory_list, name="territory-list"),
    path("territories/<slug:slug>/", views.territory_detail, name="territory-detail"),
]

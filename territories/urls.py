from django.urls import path

from territories import views

app_name = "territories"

urlpatterns = [
    path("territories/", views.territory_list, name="territory-list"),
    # A dot is in no slug.
    path("territories/territories.csv", views.territory_csv, name="territory-csv"),
    path("territories/territories.geojson", views.territory_geojson, name="territory-geojson"),
    path("territories/<slug:slug>/", views.territory_detail, name="territory-detail"),
]

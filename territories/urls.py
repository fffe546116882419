from django.urls import path, register_converter

from territories import feeds, views


class CountryConverter:
    """Two small letters of ISO 3166-1; in another writing an address is not found."""

    regex = "[a-z]{2}"

    def to_python(self, value):
        return value.upper()

    def to_url(self, value):
        return value.lower()


register_converter(CountryConverter, "country")

app_name = "territories"

urlpatterns = [
    path("territories/", views.territory_list, name="territory-list"),
    # A dot is in no slug.
    path("territories/territories.csv", views.territory_csv, name="territory-csv"),
    path("territories/territories.geojson", views.territory_geojson, name="territory-geojson"),
    path("territories/feed/", feeds.territory_feed, name="territory-feed"),
    path("territories/<slug:slug>/", views.territory_detail, name="territory-detail"),
    path("collective-actors/<int:pk>/", views.actor_detail, name="actor-detail"),
    path("countries/", views.country_list, name="country-list"),
    path("countries/<country:code>/", views.country_detail, name="country-detail"),
]

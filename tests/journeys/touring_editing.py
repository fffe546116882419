"""The part of the tour through every page on which staff write."""

from django.utils import timezone

from tests.applications.factories import make_secretary
from tests.network.editing import make_page, things_of_editing


def editing(tour, settings):
    things = things_of_editing()
    one = f"/admin/network/page/{things['page_pk']}"
    make_page(slug="public", title_fr="Une page", published_on=timezone.localdate())
    tour.sign_in(make_secretary())
    tour.see("/admin/network/page/")
    tour.see("/admin/network/page/?state=draft&q=page", again=True)
    tour.see("/admin/network/page/add/")
    tour.see(f"{one}/change/")
    tour.see(f"{one}/history/")
    tour.see(f"{one}/versions/{things['page_version']}/")
    tour.see(f"{one}/versions/{things['page_version']}/restore/")
    tour.see(f"{one}/preview/", again=True)
    tour.see("/admin/network/page/translations/")
    tour.see("/admin/network/page/translations/?language=ar", again=True)
    tour.see("/admin/network/picture/")
    tour.see("/admin/network/picture/add/")
    tour.see(f"/admin/network/picture/{things['picture_pk']}/change/")
    tour.see("/admin/network/milestone/")
    tour.see("/admin/network/milestone/add/")
    tour.see("/admin/network/video/")
    tour.see("/admin/network/video/add/")

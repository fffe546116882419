"""The part of the tour through every page that is about the network, its method and joining it."""

from datetime import date

from applications.links import Purpose
from applications.workflow import State
from membership.models import Post, PostHolder
from membership.workflow import Category
from network.content import loading
from tests.applications.factories import make_application, make_secretary
from tests.factories import make_platform, make_territory
from tests.membership.factories import make_member
from tests.membership.rolls import keep_samples
from tests.network.page_factories import make_milestone, make_page, make_video

PAGES = (
    "/join-us/",
    "/join-us/territory/",
    "/join-us/public-entity/",
    "/join-us/collective-actor/",
    "/join-us/individual/",
    "/about/",
    "/about/aims/",
    "/about/benefits/",
    "/about/history/",
    "/about/organisation/",
    "/method/",
    "/method/sheet/",
)


def pages(tour, settings):
    for address in PAGES:
        tour.see(address)
    loading.load()
    keep_samples()
    make_platform("Mesa do Açor", territory=make_territory(latitude="38.8", longitude="-9.38"))
    make_milestone(2005, title_en="", title_ar="البداية", summary_fr="Un guide paraît.")
    make_page("thanks", title_en="", title_ar="شكرا", body_fr="<h2>À tous</h2><p>Un mot.</p>")
    shown = {"is_public": True, "periods": [("2014-01-01", "2099-12-31")]}
    PostHolder.objects.create(
        post=Post.objects.earliest("pk"),
        member=make_member(Category.TERRITORY, name="جمعية الوادي", **shown),
        person_name="A",
        elected_by="An assembly",
        recorded_by=make_secretary(),
        starts_on=date(2016, 11, 4),
    )
    # Another host is asked by nobody here.
    tour.page.route("https://player.vimeo.com/**", lambda route: route.fulfill(body="A film."))
    make_video(language="fr")
    for address in ("/", *PAGES):
        tour.see(address, again=True)
    tour.see("/about/video/")
    tour.see("/pages/thanks/")
    accepted = make_application(State.ACCEPTED)
    tour.open_to(Purpose.STATUS, accepted, make_application(State.IN_REVIEW))
    tour.see("/join-us/", again=True)

"""The part of the tour through every page that is about news, facilitators and following."""

from network.follow import links
from tests.applications.factories import make_secretary
from tests.factories import make_platform, make_territory
from tests.network.factories import make_event
from tests.network.following import make_article, make_facilitator, make_follower


def following(tour, settings):
    for address in ("/news/", "/facilitators/", "/follow/"):
        tour.see(address)
    place = make_territory("Vila do Açor")
    platform = make_platform("Mesa do Açor", territory=place)
    _news(tour, place, platform)
    _facilitators(tour, platform)
    _follow(tour, place)
    _staff(tour)


def _news(tour, place, platform):
    for number in range(22):
        make_article(published_on=f"20{number + 1:02}-05-04", title_pt="Uma horta")
    article = make_article(
        title_en="Word" * 40,
        title_ar="حديقة للجميع",
        summary_fr="Un jardin pour tous, au milieu du village.",
        body_pt="<h2>Como</h2><p>Todos plantam.</p><ul><li>Uma árvore</li></ul>",
        published_on="2010-05-04",
        source_url="https://example.org/garden",
        is_sample=True,
        about=[place, platform],
    )
    tour.see("/news/", again=True)
    tour.see("/news/?year=2010&page=1", again=True)
    tour.see("/news/?page=2", again=True)
    tour.see(f"/news/?territory={place.slug}")
    tour.see(f"/news/{article.slug}/")
    for record in (place, platform):
        tour.see(record.get_absolute_url().removeprefix("/en"))
    tour.see("/countries/pt/")


def _facilitators(tour, platform):
    training = make_event(kind="training", title_fr="Formation à Odemira")
    make_facilitator(name="A. Sample", platforms=[platform], training=training)
    make_facilitator(name="شخص مثال", country="MA", languages=["ar", "fr"], is_sample=True)
    for number in range(20):
        make_facilitator(name=f"Person{number}" * 8, country="FR")
    tour.see("/facilitators/?page=2", again=True)
    tour.see("/facilitators/?country=MA&language=pt", again=True)


def _follow(tour, place):
    tour.see(f"/follow/?territory={place.slug}", again=True)
    tour.see("/follow/", sent={"email": "ana"})
    tour.see("/follow/", sent={"email": "ana@example.org"})
    follower = make_follower("", "PT", place)
    asked = follower.follows.create(country="FR")
    tour.see(_path(links.confirm_path(asked.pk)))
    tour.see(_path(links.own_path(follower.pk)))
    tour.see(_path(links.stop_path(follower.pk)))
    tour.see(_path(links.stop_path(follower.pk)), sent={})
    tour.see(_path(links.confirm_path(asked.pk)))


def _path(path):
    return "/" + path.split("/", 2)[2]


def _staff(tour):
    follower = make_follower("", "FR")
    tour.sign_in(make_secretary())
    base = "/admin/network"
    for page in ("follower/", "article/", "facilitator/", "article/add/", "facilitator/add/"):
        tour.see(f"{base}/{page}")
    tour.see(f"{base}/follower/?standing=stopped", again=True)
    tour.see(f"{base}/follower/{follower.pk}/change/")
    tour.see(f"{base}/follower/{follower.pk}/stop/")

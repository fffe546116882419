"""What search engines may find, in every language. Addresses begin with ``SITE_URL``."""

from django.conf import settings
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from membership.models import Member, Network
from membership.workflow import Category
from platforms.models import Platform
from territories.models import CollectiveActor, Territory
from together_site.association_sitemaps import OF_THE_ASSOCIATION, AssociationSitemap
from together_site.public_sitemap import PublicSitemap

ROBOTS = """\
User-agent: *
Disallow: /*/account/
Disallow: /*/admin/
Disallow: /*/applications/
Disallow: /*/apply/
Allow: /*/apply/$
Disallow: /*/join/
Disallow: /*/membership/
Allow: /*/join/$

Sitemap: {sitemap}
"""


class PageSitemap(PublicSitemap):
    def items(self):
        return [
            "home",
            "territories:territory-list",
            "territories:country-list",
            "platforms:platform-list",
            "membership:member-list",
            "membership:network-list",
            "membership:figure-list",
            "platforms:application-start",
            "membership:join-start",
            *OF_THE_ASSOCIATION,
        ]

    def location(self, name):
        return reverse(name)


class TerritorySitemap(PublicSitemap):
    def items(self):
        return Territory.objects.listed().only("slug", "changed_at").order_by("pk")

    def lastmod(self, territory):
        return territory.changed_at


class PlatformSitemap(PublicSitemap):
    def items(self):
        return Platform.objects.listed().only("slug", "changed_at").order_by("pk")

    def lastmod(self, platform):
        return platform.changed_at


class MemberSitemap(PublicSitemap):
    """The members shown today, persons left out: their pages are not for search engines."""

    def items(self):
        shown = Member.objects.shown(timezone.localdate()).exclude(category=Category.PERSON)
        return shown.only("changed_at").order_by("pk")

    def lastmod(self, member):
        return member.changed_at


class NetworkSitemap(PublicSitemap):
    def items(self):
        return Network.objects.public().only("slug", "changed_at").order_by("pk")

    def lastmod(self, network):
        return network.changed_at


class ActorSitemap(PublicSitemap):
    def items(self):
        return CollectiveActor.objects.listed().only("changed_at").order_by("pk")

    def lastmod(self, actor):
        return actor.changed_at


class CountrySitemap(PublicSitemap):
    def items(self):
        countries = Territory.objects.listed().values_list("country", flat=True)
        return list(countries.distinct().order_by("country"))

    def location(self, country):
        return reverse("territories:country-detail", args=[country])


SITEMAPS = {
    "pages": PageSitemap,
    "countries": CountrySitemap,
    "territories": TerritorySitemap,
    "platforms": PlatformSitemap,
    "actors": ActorSitemap,
    "members": MemberSitemap,
    "networks": NetworkSitemap,
    "association": AssociationSitemap,
}


def sitemap_index(request):
    """List the sitemaps, page by page. Django's own view takes the address from the request."""
    addresses = [
        f"{settings.SITE_URL}{reverse('sitemap', args=[section])}?p={page}"
        for section, sitemap in SITEMAPS.items()
        for page in sitemap().paginator.page_range
    ]
    context = {"sitemaps": [{"location": address} for address in addresses]}
    return TemplateResponse(request, "sitemap_index.xml", context, content_type="application/xml")


def robots(request):
    """Tell crawlers what is for one person only, and where the sitemap is (RFC 9309)."""
    words = ROBOTS.format(sitemap=settings.SITE_URL + reverse("sitemap-index"))
    return HttpResponse(words, content_type="text/plain; charset=utf-8")

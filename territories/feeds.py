"""Territories as a feed, for programs that read news."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from territories.conditional import by_version
from territories.forms import TerritoryFilter
from together_site.text import without_hidden


class RegistryFeed(Feed):
    """Records of a list of the registry, the newest first, in the language of the address.

    A subclass gives ``filter_form``, ``place`` and ``route`` (of list and feed), ``name`` (for its
    identity) and the words. Addresses begin with ``SITE_URL``,
    whatever host was asked; an entry keeps its identity in every language and when its address
    changes. A feed of a part of the list has an identity of its own.
    """

    feed_type = Atom1Feed
    author_name = "TOGETHER"
    length = 30

    def get_object(self, request):
        form = self.filter_form(request.GET)
        form.cleaned_data["order"] = ""
        return form

    def link(self, form):
        return _with_query(settings.SITE_URL + reverse(self.place), form)

    def feed_url(self, form):
        return _with_query(settings.SITE_URL + reverse(self.route), form)

    def feed_guid(self, form):
        return _with_query(f"{identity()}:{self.name}/{get_language()}", form)

    def items(self, form):
        return form.listing.found(form.question).newest().as_entries()[: self.length]

    def item_link(self, record):
        return settings.SITE_URL + record.get_absolute_url()

    def item_updateddate(self, record):
        return record.changed_at


class TerritoryFeed(RegistryFeed):
    """The newest territories of the registry."""

    filter_form = TerritoryFilter
    place = "territories:territory-list"
    route = "territories:territory-feed"
    name = "territories"

    def title(self, form):
        return _("TOGETHER: territories")

    def subtitle(self, form):
        return _("The newest Territories of Co-responsibility in the registry.")

    def items(self, form):
        return super().items(form).only(*NEEDED)

    def item_title(self, territory):
        return without_hidden(territory.name)

    def item_description(self, territory):
        """Return the summary, which Atom calls HTML where it calls a title text."""
        words = _("%(kind)s, %(country)s.") % {
            "kind": territory.kind_in_words,
            "country": territory.country_in_words,
        }
        return escape(without_hidden(words))

    def item_guid(self, territory):
        return f"{identity()}:territory/{territory.pk}"

    def item_pubdate(self, territory):
        return territory.state_since


NEEDED = ("name", "slug", "kind", "country", "state_since", "changed_at")


def _with_query(address, form):
    return f"{address}?{form.query}" if form.query else address


def identity():
    """Return the beginning of the feed's ``tag:`` names (RFC 4151); the year never changes."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026"


territory_feed = by_version(TerritoryFeed())

"""A network as a feed: who has joined, and what has changed among its places and platforms."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from membership.models import Member
from membership.networks.entries import Entry, entry_of
from membership.networks.pages import public_or_404
from membership.networks.reading import entries_of
from territories.conditional import by_version
from territories.feeds import identity
from together_site.text import without_hidden

LENGTH = 30
JOINED, CHANGED = "joined", "changed"


@dataclass(frozen=True)
class News:
    """That an entry joined, or that it changed since."""

    what: str
    entry: Entry
    at: datetime


def news_of(network):
    """Return the latest news of a network, the newest first."""
    if network.is_whole:
        return _news_of_members()
    shown = entries_of(network).with_entries()
    joined = [News(JOINED, entry_of(row), row.since) for row in shown.newest()[:LENGTH]]
    # What changes of a member is its own affair.
    changed_at = Coalesce("territory__changed_at", "platform__changed_at")
    changed = shown.annotate(changed_at=changed_at).filter(changed_at__gt=F("since"))
    rows = changed.order_by("-changed_at", "-pk")[:LENGTH]
    news = chain(joined, (News(CHANGED, entry_of(row), row.changed_at) for row in rows))
    return sorted(news, key=lambda one: one.at, reverse=True)[:LENGTH]


def _news_of_members():
    members = Member.objects.shown(timezone.localdate()).newest()[:LENGTH]
    return [News(JOINED, Entry("member", one), _morning(one.joined_on)) for one in members]


def _morning(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


class NetworkFeed(Feed):
    """The news of a network, in the language of the address."""

    feed_type = Atom1Feed
    author_name = "TOGETHER"

    def get_object(self, request, slug):
        return public_or_404(slug)

    def title(self, network):
        return f"TOGETHER: {without_hidden(network.name)}"

    def subtitle(self, network):
        return _("Who has joined this network, and what has changed among its entries.")

    def link(self, network):
        return settings.SITE_URL + network.get_absolute_url()

    def feed_url(self, network):
        return settings.SITE_URL + reverse("membership:network-feed", args=[network.slug])

    def feed_guid(self, network):
        return f"{identity()}:network/{network.pk}/{get_language()}"

    def items(self, network):
        return [(network, news) for news in news_of(network)]

    def item_title(self, item):
        name = without_hidden(item[1].entry.name)
        if item[1].what == JOINED:
            return _("%(name)s has joined") % {"name": name}
        return _("%(name)s: the entry has changed") % {"name": name}

    def item_description(self, item):
        """Return the summary, which Atom calls HTML where it calls a title text."""
        network, news = item
        words = _("%(name)s, %(country)s, in the network %(network)s.") % {
            "name": news.entry.name,
            "country": news.entry.where,
            "network": network.name,
        }
        return escape(without_hidden(words))

    def item_link(self, item):
        return settings.SITE_URL + item[1].entry.url

    def item_guid(self, item):
        network, news = item
        ending = f"/{news.at:%Y%m%dT%H%M%S}" if news.what == CHANGED else ""
        return f"{identity()}:network/{network.pk}/{news.what}/{news.entry.code}{ending}"

    def item_pubdate(self, item):
        return item[1].at

    item_updateddate = item_pubdate


network_feed = by_version(NetworkFeed())

"""Coordination groups as a feed, for programs that read news."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from platforms.models import Platform
from together_site.text import without_hidden


class PlatformFeed(Feed):
    """The newest platforms of the registry, in the language of the address.

    Addresses begin with ``SITE_URL``, whatever host was asked; an entry keeps its identity in
    every language and when its address changes.
    """

    feed_type = Atom1Feed
    author_name = "TOGETHER"
    length = 50

    def title(self):
        return _("TOGETHER: coordination groups")

    def subtitle(self):
        return _("The newest platforms of Territories of Co-responsibility in the registry.")

    def link(self):
        return settings.SITE_URL + reverse("territories:territory-list")

    def feed_url(self):
        return settings.SITE_URL + reverse("platforms:platform-feed")

    def feed_guid(self):
        return f"{identity()}:platforms/{get_language()}"

    def items(self):
        return Platform.objects.listed().newest().as_entries()[: self.length]

    def item_title(self, platform):
        return without_hidden(platform.name)

    def item_description(self, platform):
        """Return the summary, which Atom calls HTML where it calls a title text."""
        words = _("%(place)s, %(country)s. State of the platform: %(state)s.") % {
            "place": platform.territory.name,
            "country": platform.territory.country.name,
            "state": platform.get_state_display(),
        }
        return escape(without_hidden(words))

    def item_link(self, platform):
        return settings.SITE_URL + platform.get_absolute_url()

    def item_guid(self, platform):
        return f"{identity()}:platform/{platform.pk}"

    def item_pubdate(self, platform):
        return platform.opened_at

    def item_updateddate(self, platform):
        return platform.changed_at


def identity():
    """Return the beginning of the feed's ``tag:`` names (RFC 4151); the year never changes."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026"

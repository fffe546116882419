"""Coordination groups as a feed, for programs that read news."""

from django.utils.html import escape
from django.utils.translation import gettext as _

from platforms.filters import PlatformFilter
from territories.conditional import by_version
from territories.feeds import RegistryFeed, identity
from territories.workflow import PlatformState
from together_site.text import without_hidden


class PlatformFeed(RegistryFeed):
    """The newest platforms of the registry."""

    filter_form = PlatformFilter
    place = "platforms:platform-list"
    route = "platforms:platform-feed"
    name = "platforms"

    def title(self, form):
        return _("TOGETHER: coordination groups")

    def subtitle(self, form):
        return _("The newest platforms of Territories of Co-responsibility in the registry.")

    def item_title(self, platform):
        return without_hidden(platform.name)

    def item_description(self, platform):
        """Return the summary, which Atom calls HTML where it calls a title text."""
        words = _("%(place)s, %(country)s. State of the platform: %(state)s.") % {
            "place": platform.territory.name,
            "country": platform.territory.country_in_words,
            "state": PlatformState(platform.state).label,
        }
        return escape(without_hidden(words))

    def item_guid(self, platform):
        return f"{identity()}:platform/{platform.pk}"

    def item_pubdate(self, platform):
        return platform.opened_at


platform_feed = by_version(PlatformFeed())

"""The news as a feed, for programs that read news: all, or those about one subject."""

from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.news.subject import subject_of
from territories.conditional import by_version
from territories.feeds import identity
from together_site.text import without_hidden

LENGTH = 30


class NewsFeed(Feed):
    """The latest articles about a subject, in the language of the address where they have it."""

    feed_type = Atom1Feed
    author_name = "TOGETHER"

    def get_object(self, request):
        return subject_of(request.GET)

    def title(self, subject):
        if subject.kind:
            return _("TOGETHER: news about %(name)s") % {"name": without_hidden(subject.name)}
        return _("TOGETHER: news")

    def subtitle(self, subject):
        return _("The latest news of the network of Territories of Co-responsibility.")

    def link(self, subject):
        return _address("network:article-list", subject)

    def feed_url(self, subject):
        return _address("network:article-feed", subject)

    def feed_guid(self, subject):
        about = f"?{subject.query}" if subject.query else ""
        return f"{identity()}:news/{get_language()}{about}"

    def items(self, subject):
        return list(subject.articles().as_entries("published_on")[:LENGTH])

    def item_title(self, article):
        return without_hidden(article.title)

    def item_description(self, article):
        """Return the summary, which Atom calls HTML where it calls a title text."""
        return escape(without_hidden(article.summary))

    def item_link(self, article):
        return settings.SITE_URL + article.get_absolute_url()

    def item_guid(self, article):
        return f"{identity()}:article/{article.pk}"

    def item_pubdate(self, article):
        return timezone.make_aware(datetime.combine(article.published_on, time.min))

    def item_updateddate(self, article):
        return article.changed_at


def _address(place, subject):
    address = settings.SITE_URL + reverse(place)
    return f"{address}?{subject.query}" if subject.query else address


article_feed = by_version(NewsFeed())

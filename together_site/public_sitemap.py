"""What all sitemaps have in common. Addresses begin with ``SITE_URL``."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap


class PublicSitemap(Sitemap):
    """Pages that stand in every language, each with the others beside it."""

    i18n = True
    alternates = True
    limit = 3000  # addresses a page

    def get_protocol(self, protocol=None):
        return settings.SITE_URL.partition("://")[0]

    def get_domain(self, site=None):
        """Return what follows the protocol, whatever host was asked."""
        return settings.SITE_URL.partition("://")[2]

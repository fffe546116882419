"""Private links: what stands in a letter instead of an account, signed with a key of its own.

Opening one shows a page; only a button there acts.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation


@dataclass(frozen=True)
class PrivateLink:
    """The links for one purpose, which lead to one ``route``: each carries a short text."""

    purpose: str
    route: str

    def token(self, value):
        """Return a text as part of an address that nobody else can make."""
        return self._signer.sign(str(value))

    def path(self, value):
        """Return the path of a link, in the language now active."""
        return reverse(self.route, args=[self.token(value)])

    def address(self, value, *, language):
        """Return the whole address of a link, in the language of its reader."""
        with translation.override(language):
            return settings.SITE_URL + self.path(value)

    def value(self, token):
        """Return the text that a link carries, or ``None`` if it is forged."""
        try:
            return self._signer.unsign(token)
        except signing.BadSignature:
            return None

    @property
    def _signer(self):
        return signing.Signer(key=settings.LINK_KEY, salt=self.purpose, sep=".")

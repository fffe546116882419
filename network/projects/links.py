"""The private link of a proposal: to confirm it, to see it, to withdraw it.

It lives as long as the proposal: it shows and ends nothing but that.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from network.models import Proposal


def _signer():
    return signing.Signer(key=settings.LINK_KEY, salt="project-proposal", sep=".")


def address(pk, *, language):
    """Return the whole address of the link, in the language of its reader."""
    with translation.override(language):
        return settings.SITE_URL + reverse("network:proposal", args=[_signer().sign(str(pk))])


def proposal_of(token):
    """Return the proposal whose link this is, or ``None`` if it is forged or all is erased."""
    try:
        pk = _signer().unsign(token)
    except signing.BadSignature:
        return None
    return Proposal.objects.select_related("project", "member").filter(pk=pk).first()

"""Private links of who speaks for a member: what stands in a letter instead of an account.

As in ``applications.links``, a link is signed with ``LINK_KEY``; it holds its purpose, whose it is,
and the version of that one's links. Opening it shows a button; only the button acts. A higher
version revokes it, and so does the end of the term; of who was named to follow, time alone.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone, translation

from membership.models import Proposal, Representative


class Purpose(TextChoices):
    """What a link is for.

    ``OWN`` shows the member's page, ``ACT`` lets one act there. With ``GONE`` a representative
    says that they are no longer the contact; with ``FOLLOW`` somebody who was named confirms it.
    """

    OWN = "own"
    ACT = "act"
    GONE = "gone"
    FOLLOW = "follow"


# As long as its version lives what shows something, or ends what concerns its holder alone.
LIFETIMES = {Purpose.ACT: timedelta(minutes=60), Purpose.FOLLOW: timedelta(days=30)}


def _signer(purpose):
    return signing.TimestampSigner(key=settings.LINK_KEY, salt=f"member-link:{purpose}", sep=".")


def address(purpose, *, pk, version, language):
    """Return the whole address of a link, in the language of its reader.

    ``pk`` is that of a representative; where the purpose is ``FOLLOW``, of a proposal.
    """
    token = _signer(purpose).sign(f"{pk}-{version}")
    with translation.override(language):
        return settings.SITE_URL + reverse("membership:link-open", args=[purpose, token])


def _read(purpose, token):
    """Return key and version of a link, or ``None`` if it is forged or too old."""
    try:
        value = _signer(purpose).unsign(token, max_age=LIFETIMES.get(purpose))
    except signing.BadSignature:
        return None
    pk, version = map(int, value.split("-"))
    return pk, version


def representative_of(purpose, token):
    """Return whose link this is, or ``None`` if it is forged, too old or revoked.

    Of a term that has ended only ``GONE`` still works: nobody is held who wants no more letters.
    """
    read = _read(purpose, token)
    if read is None:
        return None
    found = Representative.objects.select_related("member")
    if purpose != Purpose.GONE:
        found = found.not_ended(timezone.localdate())
    representative = found.filter(pk=read[0]).first()
    if representative is None or read[1] not in _versions(purpose, representative):
        return None
    return representative


def _versions(purpose, representative):
    """Return the versions that a link may have: the button of who has gone may be pressed twice."""
    versions = {representative.link_version}
    if purpose == Purpose.GONE and representative.gone_at:
        versions.add(representative.link_version - 1)
    return versions


def proposal_of(token):
    """Return who was named to follow, by their link, or ``None``."""
    read = _read(Purpose.FOLLOW, token)
    return read and Proposal.objects.select_related("member").filter(pk=read[0]).first()

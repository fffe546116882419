"""The private links of who follows by mail: to confirm, to change and to stop.

They are made anew at each sending, and live as long as what they are about.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from network.models import Follow, Follower


def _signer(purpose):
    return signing.Signer(key=settings.LINK_KEY, salt=f"follow-{purpose}", sep=".")


def confirm_path(pk):
    """Return the path at which something asked for is confirmed, in the active language."""
    return reverse("network:follow-confirm", args=[_signer("confirm").sign(str(pk))])


def own_path(pk):
    """Return the path at which a follower sees and changes what they follow."""
    return reverse("network:follow-own", args=[_signer("own").sign(str(pk))])


def stop_path(pk):
    """Return the path at which a follower stops all letters."""
    return reverse("network:follow-stop", args=[_signer("stop").sign(str(pk))])


def address(path_of, pk, *, language):
    """Return the whole address of one of these paths, in the language of its reader."""
    with translation.override(language):
        return settings.SITE_URL + path_of(pk)


def is_forged(purpose, token):
    return _pk(purpose, token) is None


def follow_of(token):
    """Return what a link to confirm is about, or ``None`` if it is forged or gone."""
    pk = _pk("confirm", token)
    return Follow.objects.select_related("follower", "territory").filter(pk=pk).first()


def follower_of(purpose, token):
    """Return whose link ``"own"`` or ``"stop"`` is, or ``None`` if it is forged or gone."""
    return Follower.objects.filter(pk=_pk(purpose, token)).first()


def _pk(purpose, token):
    try:
        return int(_signer(purpose).unsign(token))
    except signing.BadSignature:
        return None

"""The private links of who follows by mail: to confirm, to change and to stop.

They are made anew at each sending, and live as long as what they are about.
"""

from django.conf import settings
from django.utils import translation

from network.models import Follow, Follower
from outbox.private_links import PrivateLink

_LINKS = {
    purpose: PrivateLink(f"follow-{purpose}", f"network:follow-{purpose}")
    for purpose in ("confirm", "own", "stop")
}
# Where something asked for is confirmed, where a follower sees and changes what they follow, and
# where all letters are stopped: in the language now active.
confirm_path, own_path, stop_path = (link.path for link in _LINKS.values())


def address(path_of, pk, *, language):
    """Return the whole address of one of these paths, in the language of its reader."""
    with translation.override(language):
        return settings.SITE_URL + path_of(pk)


def is_forged(purpose, token):
    return _LINKS[purpose].value(token) is None


def follow_of(token):
    """Return what a link to confirm is about, or ``None`` if it is forged or gone."""
    pk = _LINKS["confirm"].value(token)
    return Follow.objects.select_related("follower", "territory").filter(pk=pk).first()


def follower_of(purpose, token):
    """Return whose link ``"own"`` or ``"stop"`` is, or ``None`` if it is forged or gone."""
    return Follower.objects.filter(pk=_LINKS[purpose].value(token)).first()

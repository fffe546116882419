"""Which members a visitor's session has opened, by the link of whom, and whether to act."""

from dataclasses import dataclass

from django.utils import timezone

from membership.links import Purpose
from membership.models import Representative

KEY = "members"


@dataclass(frozen=True)
class Visit:
    """Who of a member looks at its page, and whether their link lets them act."""

    representative: Representative
    may_act: bool

    @property
    def member(self):
        return self.representative.member


def open_for(request, representative, *, purpose):
    """Let this session see a member, and act for it where the purpose is ``ACT``.

    The session gets a fresh key, so that one planted beforehand is worth nothing.
    """
    opened = request.session.get(KEY, {})
    known = visit_of(request, representative.member_id)
    is_same = known and known.representative == representative
    opened[str(representative.member_id)] = {
        "representative": representative.pk,
        "version": representative.link_version,
        "acts": purpose == Purpose.ACT or bool(is_same and known.may_act),
    }
    request.session.cycle_key()
    request.session[KEY] = opened


def visit_of(request, pk):
    """Return the ``Visit`` of this session to a member, or ``None``.

    Each time it is looked up who has opened it: their term may have ended since, or their links
    been revoked. Who acts must be in term.
    """
    opened = request.session.get(KEY, {}).get(str(pk))
    if opened is None:
        return None
    today = timezone.localdate()
    representative = (
        Representative.objects.not_ended(today)
        .filter(pk=opened["representative"], member=pk, link_version=opened["version"])
        .select_related("member")
        .first()
    )
    if representative is None:
        return None
    return Visit(representative, opened["acts"] and representative.is_in_term(today))


def has_gone(request, pk):
    """Return whether who opened this member in this session is no longer its contact."""
    opened = request.session.get(KEY, {}).get(str(pk))
    gone = Representative.objects.filter(gone_at__isnull=False, member=pk)
    return bool(opened) and gone.filter(pk=opened["representative"]).exists()

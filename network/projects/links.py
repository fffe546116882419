"""The private link of a proposal: to confirm it, to see it, to withdraw it.

It lives as long as the proposal: it shows and ends nothing but that.
"""

from network.models import Proposal
from outbox.private_links import PrivateLink

_LINK = PrivateLink("project-proposal", "network:proposal")
address = _LINK.address


def proposal_of(token):
    """Return the proposal whose link this is, or ``None`` if it is forged or all is erased."""
    proposals = Proposal.objects.select_related("project", "member")
    return proposals.filter(pk=_LINK.value(token)).first()

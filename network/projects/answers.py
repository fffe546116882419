"""What staff may answer to a proposal: words without tables."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from network.workflow import ProposalState


@dataclass(frozen=True)
class Answer:
    """An answer: its button, what is said once it is given, and in which state it leaves."""

    name: str
    label: str
    done: str
    state: ProposalState
    needs_note: bool = False


TAKE = Answer(
    name="take",
    label=_("Take the proposal up"),
    done=_("The proposal is taken up, and the letter is on its way."),
    state=ProposalState.TAKEN,
)
DO_NOT_TAKE = Answer(
    name="do-not-take",
    label=_("Do not take the proposal up"),
    done=_("The proposal is answered, and the letter is on its way."),
    state=ProposalState.NOT_TAKEN,
    needs_note=True,
)
ANSWERS = {answer.name: answer for answer in (TAKE, DO_NOT_TAKE)}

"""What staff may do with an event: words and what is done, without pages."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from network.events import closing


def _nothing(event):
    return ""


@dataclass(frozen=True)
class Act:
    """Its button, what it brings about, what is said once it is done, when it fits an event."""

    name: str
    label: str
    about: str
    done: str
    do: Callable
    fits: Callable
    missing: Callable = _nothing


CANCEL = Act(
    name="cancel",
    label=_("Cancel it"),
    about=_(
        "Its page and its calendar say that it is cancelled, and all who have a place or wait for "
        "one have a letter at once. This cannot be undone."
    ),
    done=_("It is cancelled, and the letters are on their way."),
    do=closing.cancel,
    fits=lambda event: not event.is_over and not event.is_cancelled,
)
TAKE_OVER = Act(
    name="take-over",
    label=_("Count who came"),
    about=_(
        "Those marked as having come are counted by kind of actor, and the page of the event shows "
        "the numbers. Kinds that nobody of them has stay as they are; who gave no kind is not "
        "counted: add them by hand."
    ),
    done=_("Who came is counted."),
    do=lambda event, by: closing.take_over(event),
    fits=lambda event: event.is_over and not event.is_closed and not event.is_cancelled,
)
CLOSE = Act(
    name="close",
    label=_("Close it"),
    about=_(
        "A meeting is closed once its minutes or its proceedings are public, a training once it is "
        "entered who came. What people said that they need to take part is erased then."
    ),
    done=_("It is closed. What people said that they need to take part is erased."),
    do=closing.close,
    fits=lambda event: event.is_over and not event.is_closed and not event.is_cancelled,
    missing=closing.missing_to_close,
)
REOPEN = Act(
    name="reopen",
    label=_("Open it again"),
    about=_("Something can be corrected then. What was erased does not come back."),
    done=_("It is open again."),
    do=lambda event, by: closing.reopen(event),
    fits=lambda event: event.is_closed,
)
ACTS = {act.name: act for act in (CLOSE, TAKE_OVER, REOPEN, CANCEL)}

"""The admin's first page: what waits for whoever reads it, and for everybody."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications import months, queue_filters, waiting
from applications.models import Application, Form
from applications.workflow import State
from membership import terms
from membership.models import Member
from membership.networks.waiting import with_nobody
from network.contact import waiting as contact
from network.models import Event, Proposal
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState

OLDEST_SHOWN = 10
SHOWN = 4  # of each part
# In these each application is in the one state that their title tells.
OF_ONE_STATE = ("board", "overdue")
CLEAR, SUSPECTED = (
    f"suspicion={value}" for value in (queue_filters.CLEAR, queue_filters.SUSPECTED)
)
# Where the queue shows the rest of a part.
FILTERS = {
    "board": f"state={State.FOR_THE_BOARD}",
    "overdue": f"state={State.INFORMATION_ASKED}",
    "mine": f"lead={queue_filters.ME}",
    "nobodys": f"lead={queue_filters.NOBODY}&{CLEAR}",
}


@dataclass(frozen=True)
class Row:
    """An application; ``told`` says how long it waits, or what is expected and since when."""

    application: Application
    url: str
    told: str


@dataclass(frozen=True)
class Part:
    """The longest waiting of a part; ``more`` is where the others are, if any: ``Way`` by form."""

    name: str
    title: str
    rows: list[Row]
    more: list

    @property
    def tells_states(self):
        return self.name not in OF_ONE_STATE


@dataclass(frozen=True)
class Way:
    """Where the queue of a form shows something; ``form`` is empty while one form is in hand."""

    form: str
    url: str


@dataclass(frozen=True)
class Queue:
    """How many applications of a form are in hand: by state, and suspected as spam."""

    form: str
    counts: list
    doubtful: int
    doubtful_url: str


@dataclass(frozen=True)
class MemberLine:
    """How many members need somebody: ``ended`` terms without a follower, or who ``left``."""

    name: str
    number: int
    url: str


def page_for(user):
    """Return what the first page shows to a member of staff."""
    in_hand = waiting.counts()
    year = months.last_months()
    return {
        "queues": [_queue(form, *counted) for form, counted in in_hand.items()],
        "in_hand": any(by_state for by_state, _doubtful in in_hand.values()),
        "doubtful": sum(doubtful for _by_state, doubtful in in_hand.values()),
        "stuck_letters": OutgoingEmail.objects.needing_a_person().count(),
        "stuck_url": _list_of(OutgoingEmail, f"state__exact={LetterState.NEEDS_PERSON}"),
        "network_requests": with_nobody(),
        "messages_to_us": contact.page_for(user),
        "proposals": Proposal.objects.waiting().count(),
        "to_close": Event.objects.to_close(timezone.localdate()).count(),
        "to_close_url": _list_of(Event, "when=open"),
        "members": [line for line in _members() if line.number],
        "parts": [part for part in _parts(waiting.parts_for(user), in_hand) if part.rows],
        "oldest": _rows(waiting.oldest(OLDEST_SHOWN), _age),
        "whole": _ways(CLEAR, in_hand),
        "everything": _ways(f"state={queue_filters.EVERYTHING}", in_hand or [Form.PLATFORM]),
        "gets_digest": user.gets_digest,
        "has_digest": settings.STAFF_DIGEST,
        "year": year,
        "totals": months.totals_of(year),
        "panels": months.panels_of(year),
    }


def _members():
    """Tell how many members need somebody of the secretariat; each line leads to just those."""
    today = timezone.localdate()
    yield MemberLine(
        "ended", terms.without_follower(today).count(), _list_of(Member, "terms=ended")
    )
    yield MemberLine("left", terms.left_lately(today).count(), _list_of(Member, "terms=left"))


def _list_of(model, filters):
    return reverse(admin_urlname(model._meta, "changelist")) + f"?{filters}"


def _list_of_form(form, filters):
    """Return where the queue of a form shows what some filters leave."""
    return _list_of(Application(form=form).answers_model, filters)


def _ways(filters, forms):
    """Return where the queues of some forms show what some filters leave."""
    several = len(forms) > 1
    return [
        Way(Form(form).label if several else "", _list_of_form(form, filters)) for form in forms
    ]


def _queue(form, by_state, doubtful):
    return Queue(
        Form(form).label,
        [_count(form, state, number) for state, number in by_state.items()],
        doubtful,
        _list_of_form(form, f"state={State.SUBMITTED}&{SUSPECTED}"),
    )


def _count(form, state, number):
    """Return state, its label, number and address; of what is submitted, without the suspected."""
    filters = f"state={state}" + (f"&{CLEAR}" if state == State.SUBMITTED else "")
    return state, state.label, number, _list_of_form(form, filters)


def _parts(parts, forms):
    for part in parts:
        told = {"opinions": _asked, "overdue": _expected}.get(part.name, _since)
        rows = _rows(part.first(SHOWN + 1), told)
        has_more = len(rows) > SHOWN and part.name in FILTERS
        ways = _ways(FILTERS[part.name], forms) if has_more else []
        yield Part(part.name, part.title, rows[:SHOWN], ways)


def _rows(applications, told):
    return [
        Row(application, waiting.page_of(application), told(application))
        for application in applications
    ]


def _age(application):
    return waiting.age(application.state_since)


def _since(application):
    return _("for %(time)s") % {"time": _age(application)}


def _asked(application):
    return _("%(colleague)s asked %(time)s ago") % {
        "colleague": application.asker,
        "time": waiting.age(application.asked_at),
    }


def _expected(application):
    return _("expected by %(day)s, %(time)s ago") % {
        "day": date_format(application.asked_until),
        "time": waiting.age(application.asked_until),
    }

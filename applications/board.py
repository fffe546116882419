"""Board sessions: what is put on them, what they decide, and how they end.

Every decision is an ordinary move, made by the service of its own form: ``act`` in what follows,
as ``LettersAdmin.act`` has it. The session is locked before the application, always.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications import workflow
from applications.models import Application, BoardSession, SessionItem
from applications.models.session import Outcome, Stage
from applications.workflow import State
from moves.services import MoveRefused

# What can be put on a session. A page of letters has up to ten fields for each item.
FOR_A_SESSION = (State.FOR_THE_BOARD, State.HELD)
MOST_ITEMS = 30
UP, DOWN = -1, 1


def waiting():
    """Return what could be put on a session, the longest waiting first."""
    return (
        Application.objects.filter(state__in=FOR_A_SESSION)
        .exclude(session_items__is_open=True)
        .select_related("lead")
        .order_by("state_since", "pk")
    )


def _locked(session):
    """Return the session under a lock; raises ``MoveRefused`` where it is closed."""
    session = BoardSession.objects.select_for_update().get(pk=session.pk)
    if session.is_closed:
        raise MoveRefused(_("This session is closed."))
    return session


def _open_item(session, pk):
    """Return an item of a session; raises ``MoveRefused`` where the session is done with it."""
    item = session.items.select_related("application").filter(pk=pk, is_open=True).first()
    if item is None:
        raise MoveRefused(_("This application is not on this session any more."))
    return item


@transaction.atomic
def put_on(session, keys):
    """Put applications on a session, behind what is there; returns how many were put on it.

    Left out is what came onto a session, or into another state, meanwhile. Raises ``MoveRefused``
    when the session is closed or would have too many.
    """
    session = _locked(session)
    chosen = list(waiting().filter(pk__in=keys).select_for_update(of=("self",)))
    positions = session.items.filter(is_open=True).values_list("position", flat=True)
    if len(positions) + len(chosen) > MOST_ITEMS:
        raise MoveRefused(
            _("A session has %(number)s applications at most.") % {"number": MOST_ITEMS}
        )
    first = max(positions, default=0) + 1
    try:
        with transaction.atomic():
            SessionItem.objects.bulk_create(
                SessionItem(session=session, application=application, position=position)
                for position, application in enumerate(chosen, first)
            )
    except IntegrityError:
        raise MoveRefused(_("One of these was put on a session just now. Look again.")) from None
    return len(chosen)


@transaction.atomic
def take_off(session, item_pk):
    """Take an application off a session, as if it had never been on it."""
    _open_item(_locked(session), item_pk).delete()


@transaction.atomic
def summarise(session, item_pk, *, summary):
    """Keep what the board shall read first about an application."""
    item = _open_item(_locked(session), item_pk)
    item.summary = summary
    item.save(update_fields=["summary"])


@transaction.atomic
def shift(session, item_pk, step):
    """Change an application with the one before it (``UP``) or behind it (``DOWN``), if any."""
    session = _locked(session)
    _open_item(session, item_pk)
    items = list(session.items.filter(is_open=True).order_by("position", "pk"))
    at = next(at for at, item in enumerate(items) if item.pk == item_pk)
    to = at + step
    if 0 <= to < len(items):
        items[at], items[to] = items[to], items[at]
    for position, item in enumerate(items, 1):
        item.position = position
    SessionItem.objects.bulk_update(items, ["position"])


@transaction.atomic
def begin(session, *, minutes):
    """Keep the reference of the minutes of a sitting; the session is held from then on.

    Raises ``MoveRefused`` when its day is still to come, or other minutes are on record.
    """
    session = _locked(session)
    if session.is_ahead:
        raise MoveRefused(
            _("This session is on %(day)s: it has decided nothing yet.")
            % {"day": date_format(session.day)}
        )
    if session.minutes and session.minutes != minutes:
        raise MoveRefused(
            _("This session has the minutes “%(minutes)s” on record.")
            % {"minutes": session.minutes}
        )
    session.stage, session.minutes = Stage.HELD, minutes
    session.save(update_fields=["stage", "minutes"])


@transaction.atomic
def decide(item, move, application, *, by, act, note, **details):
    """Make the move that the board has decided on an item; its letter is held.

    ``application`` is in the model of its form. Whoever of the secretariat makes it records what
    stands in the minutes: the history says so, and the note names them. Raises ``MoveRefused`` and
    ``PermissionDenied`` as a move does.
    """
    session = _locked(item.session)
    _open_item(session, item.pk)
    application.of_minutes = session.minutes
    named = _("Board session of %(day)s, minutes %(minutes)s.") % {
        "day": date_format(session.day),
        "minutes": session.minutes,
    }
    note = "\n\n".join(filter(None, (named, note)))
    act(move, application, by=by, note=note, **{**details, "keep_held": True})


@transaction.atomic
def postpone(item, *, to_pk):
    """Put an item on another session; the first keeps on record that it was postponed."""
    # Two sessions are locked in the order of their keys, so that nobody waits for each other.
    pks = sorted({item.session_id, to_pk})
    sessions = BoardSession.objects.select_for_update().order_by("pk").in_bulk(pks)
    session, to = sessions[item.session_id], sessions.get(to_pk)
    if session.is_closed or to is None or to.is_closed or to == session:
        raise MoveRefused(_("Choose another session that is not closed."))
    item = _open_item(session, item.pk)
    application = Application.objects.select_for_update().get(pk=item.application_id)
    if application.state not in FOR_A_SESSION:
        raise MoveRefused(
            _("Not possible any more: this is now “%(state)s”.")
            % {"state": application.get_state_display()}
        )
    behind = to.items.filter(is_open=True).values_list("position", flat=True)
    if len(behind) >= MOST_ITEMS:
        raise MoveRefused(
            _("A session has %(number)s applications at most.") % {"number": MOST_ITEMS}
        )
    item.is_open, item.outcome, item.postponed_to = False, Outcome.POSTPONED, to
    item.save(update_fields=["is_open", "outcome", "postponed_to"])
    to.items.create(
        application=application, position=max(behind, default=0) + 1, summary=item.summary
    )


@transaction.atomic
def release(item, application, *, decision_pk, by, act):
    """Release the decision of an item that was shown; ``decision_pk`` is of its history row.

    Raises ``MoveRefused`` when it was decided anew meanwhile, and as a move does.
    """
    _open_item(_locked(item.session), item.pk)
    Application.objects.select_for_update().get(pk=application.pk)
    record = application.decision_record()
    if record is None or record.pk != decision_pk:
        raise MoveRefused(_("This was decided anew meanwhile. Look again."))
    act(workflow.RELEASE, application, by=by)


@transaction.atomic
def close(session, *, by):
    """End a session that has been held and has nothing open any more."""
    session = _locked(session)
    if session.is_planned:
        raise MoveRefused(_("A session is closed once it was held and has minutes."))
    items = list(
        session.items.filter(is_open=True)
        .select_related("application")
        .select_for_update(of=("self",))
    )
    if any(item.application.state in FOR_A_SESSION for item in items):
        raise MoveRefused(
            _("First decide or postpone what is before the board, and release what is decided.")
        )
    for item in items:
        is_decided = item.application.is_decided
        item.is_open = False
        item.outcome = Outcome(item.application.state) if is_decided else Outcome.NONE
    SessionItem.objects.bulk_update(items, ["is_open", "outcome"])
    session.stage, session.closed_at, session.closed_by = Stage.CLOSED, timezone.now(), by
    session.save(update_fields=["stage", "closed_at", "closed_by"])


@transaction.atomic
def remove(session):
    """Delete a planned session with nothing on it: it was a mistake, or does not take place."""
    session = _locked(session)
    came_here = SessionItem.objects.filter(postponed_to=session)
    if not session.is_planned or session.items.exists() or came_here.exists():
        raise MoveRefused(_("Only a planned session with nothing on it can be removed."))
    session.delete()

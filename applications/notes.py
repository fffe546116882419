"""What colleagues say to each other about an application: private notes and second opinions.

None of it decides anything, and the applicant sees none of it.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User
from applications import colleagues, emails
from applications.models import Application
from moves.services import MoveRefused

# Who presses a button twice means one note.
SAME_WITHIN = timedelta(minutes=1)


def check_may_confer(application, *, by):
    """Raise ``PermissionDenied`` unless ``by`` holds a role and is no contact of it."""
    if not application.roles_of(by):
        raise PermissionDenied


@transaction.atomic
def add(application, *, by, text):
    """Keep a private note; sent twice at once, it is kept once."""
    _lock(application)
    check_may_confer(application, by=by)
    just_now = timezone.now() - SAME_WITHIN
    same = {"record": None, "text": text, "by": by}
    if not application.notes.filter(**same, at__gte=just_now).exists():
        application.notes.create(**same)


@transaction.atomic
def ask_opinion(application, *, by, asked_of, question, path):
    """Ask a colleague, and write to them; ``path`` leads to the application in the admin.

    Returns the opinion; the same question sent twice is one. Raises ``MoveRefused`` where that
    person may not be asked, or has an answer open already.
    """
    _lock(application)
    check_may_confer(application, by=by)
    others = User.objects.filter(pk=asked_of.pk).exclude(pk=by.pk)
    if not colleagues.impartial(others, application, *Role).exists():
        raise MoveRefused(_("Ask another colleague: one with a role, who is no contact of it."))
    asked = application.opinions.filter(asked_of=asked_of, answered_at=None).first()
    if asked is None:
        asked = application.opinions.create(asked_by=by, asked_of=asked_of, question=question)
        emails.opinion_asked(asked, path=path)
    elif (asked.asked_by, asked.question) != (by, question):
        raise MoveRefused(
            _("%(colleague)s is asked already and has not answered yet.") % {"colleague": asked_of}
        )
    return asked


@transaction.atomic
def give_opinion(application, *, opinion_pk, by, answer, path):
    """Answer as the colleague who was asked, and write to who asked."""
    opinion = _open(application, opinion_pk)
    check_may_confer(opinion.application, by=by)
    if opinion.asked_of != by:
        raise PermissionDenied
    opinion.answer, opinion.answered_at = answer, timezone.now()
    opinion.save(update_fields=["answer", "answered_at"])
    emails.opinion_given(opinion, path=path)


@transaction.atomic
def take_back(application, *, opinion_pk, by):
    """Take back a question that nobody has answered: by who asked, or by the lead."""
    opinion = _open(application, opinion_pk)
    check_may_confer(opinion.application, by=by)
    if by.pk not in (opinion.asked_by_id, opinion.application.lead_id):
        raise PermissionDenied
    opinion.delete()


def _lock(application):
    Application.objects.select_for_update().get(pk=application.pk)


def _open(application, pk):
    """Return an opinion under a lock; raises ``MoveRefused`` where it is given or taken back."""
    found = (
        application.opinions.select_for_update(of=("self",))
        .select_related("application", "asked_by", "asked_of")
        .filter(pk=pk, answered_at=None)
        .first()
    )
    if found is None:
        raise MoveRefused(_("This question is answered already, or was taken back."))
    return found

"""Which messages wait for a member of staff: on the first page of the admin, and in the digest."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.models import Message

SHOWN = 4
IN_DIGEST = 10


@dataclass(frozen=True)
class Waiting:
    """How many messages wait and look like spam, and those that wait the longest with its page."""

    number: int
    doubtful: int
    rows: list
    url: str

    @property
    def has_more(self):
        return self.number > len(self.rows)

    @property
    def doubtful_url(self):
        return f"{self.url}?show=suspected"


def page_for(user):
    """Return what the first page shows of messages."""
    theirs = Message.objects.readable_by(user)
    counted = theirs.aggregate(
        waiting=Count("pk", filter=Q(pk__in=Message.objects.waiting().values("pk"))),
        doubtful=Count("pk", filter=Q(pk__in=Message.objects.suspected().values("pk"))),
    )
    oldest = theirs.waiting().select_related("subject").oldest_first() if counted["waiting"] else []
    return Waiting(
        counted["waiting"],
        counted["doubtful"],
        [(message, page_of(message)) for message in oldest[:SHOWN]],
        reverse("admin:network_message_changelist"),
    )


def page_of(message):
    return reverse("admin:network_message_change", args=[message.pk])


def digest_part(user, until):
    """Return what the digest tells of messages that came before a moment: no word of theirs."""
    waiting = Message.objects.readable_by(user).waiting().filter(sent_at__lt=until)
    oldest = waiting.select_related("subject").oldest_first()
    return {
        "title": _("Messages to the network"),
        "number": waiting.count(),
        "lines": [_line(message) for message in oldest[:IN_DIGEST]],
    }


def _line(message):
    return _("%(reference)s: %(subject)s, since %(day)s") % {
        "reference": message.reference,
        "subject": message.subject,
        "day": date_format(timezone.localdate(message.sent_at)),
    }

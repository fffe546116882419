import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    HELD = "held", _("Held until released")
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    NEEDS_PERSON = "needs_person", _("Needs a person")
    CANCELLED = "cancelled", _("Not sent")


class OutgoingEmailQuerySet(models.QuerySet):
    def due(self):
        return self.waiting().filter(next_try_at__lte=timezone.now()).order_by("next_try_at", "pk")

    def waiting(self):
        return self.filter(state=State.QUEUED)

    def about(self, subject):
        """Return the letters about a thing, named by its reference, oldest first."""
        return self.filter(about=subject).order_by("created_at", "pk")

    def needing_a_person(self):
        return self.filter(state=State.NEEDS_PERSON)


class OutgoingEmail(models.Model):
    """A letter, written in the transaction that caused it and delivered by the worker.

    Either ``template`` and ``context`` are kept and the text is made at sending, or, where a
    library gives a finished text, ``subject`` and ``body``.
    """

    PERSONAL_FIELDS: ClassVar = {
        "recipient": _("where the letter goes"),
        "context": _("what the letter says"),
        "subject": _("what the letter says"),
        "body": _("what the letter says"),
        "last_answer": _("mail servers repeat the address in what they answer"),
    }

    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    occasion = models.CharField(
        _("occasion"),
        max_length=120,
        unique=True,
        help_text=_("One letter for one occasion: the same news cannot go twice."),
    )
    about = models.CharField(_("about"), max_length=40, blank=True, db_index=True)
    recipient = models.EmailField(_("recipient"), max_length=254)
    language = models.CharField(_("language"), max_length=10)
    template = models.CharField(max_length=120, blank=True)
    context = models.JSONField(default=dict, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    body = models.TextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    last_answer = models.TextField(_("last answer of the mail server"), blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.CheckConstraint(
                name="letter_state_is_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="letter_has_template_or_text",
                condition=(~Q(template="") & Q(subject="", body=""))
                | (Q(template="") & ~Q(subject="") & ~Q(body="")),
            ),
            models.CheckConstraint(
                name="letter_is_dated_when_sent",
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at=None)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], name="letter_due", condition=Q(state=State.QUEUED)
            ),
            models.Index(
                fields=["id"], name="letter_needs_person", condition=Q(state=State.NEEDS_PERSON)
            ),
        ]

    def __str__(self):
        return self.subject or self.occasion

"""What people write to the network, under which subjects, and what is done with it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role as AccountRole
from applications.references import new_reference
from applications.workflow import Suspicion
from moves.models import MoveNote, MoveRecord
from network.contact.workflow import ENDED, MOVES, WAITING, MessageState, Role
from network.translated import columns_of, language_of, translated
from together_site.text import LineField, ProseField

_HAS_NAME = Q()
for _column in columns_of("name"):
    _HAS_NAME |= ~Q(**{_column: ""})


class SubjectQuerySet(models.QuerySet):
    def offered(self):
        """Return those that one can write about, in their order."""
        return self.filter(is_offered=True).order_by("position", "pk")

    def of_board_member(self, user):
        """Return those that this member of the board answers: all of the board, and their own."""
        return self.filter(Q(answered_by=Role.BOARD) | Q(people=user)).distinct()

    def last_change(self):
        """Return when one of them changed last, ``None`` where there is none."""
        return self.aggregate(at=Max("changed_at"))["at"]


class Subject(models.Model):
    """What one can write to the network about, and who answers."""

    name = translated(LineField(_("name"), max_length=80, blank=True))
    help = translated(
        ProseField(
            _("help"),
            max_length=300,
            blank=True,
            help_text=_("A sentence beneath the name: what belongs here, or where else to look."),
        )
    )
    slug = models.SlugField(
        _("name in addresses"),
        max_length=40,
        unique=True,
        help_text=_("Pages lead to the form with it, as in /contact/?subject=training."),
    )
    answered_by = models.CharField(
        _("who answers"), max_length=20, choices=Role.choices, default=Role.SECRETARIAT
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="contact_subjects",
        verbose_name=_("who gets the letters"),
        help_text=_("Nobody chosen: all who have the role."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    is_offered = models.BooleanField(
        _("offered"), default=True, help_text=_("Switch off instead of deleting.")
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True, db_default=Now())

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject of messages")
        verbose_name_plural = _("subjects of messages")
        constraints = [
            models.CheckConstraint(
                name="contact_subject_has_a_name",
                condition=_HAS_NAME,
                violation_error_message=_("Give a name in one language at least."),
            ),
            models.CheckConstraint(
                name="contact_subject_is_answered_by_a_role",
                condition=Q(answered_by__in=Role.values),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name_language(self):
        return language_of(self, "name")

    @property
    def help_language(self):
        return language_of(self, "help")


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        """Return those that wait for an answer, without what is suspected as spam."""
        return self.filter(state__in=WAITING).exclude(_SUSPECTED)

    def suspected(self):
        """Return what looks sent by a program and nobody has looked at yet."""
        return self.filter(_SUSPECTED)

    def readable_by(self, user):
        """Return what a member of staff may read: the board what comes under its subjects."""
        if user.is_superuser or user.has_role(AccountRole.SECRETARIAT):
            return self
        if not user.has_role(AccountRole.BOARD):
            return self.none()
        return self.filter(subject__in=Subject.objects.of_board_member(user).values("pk"))

    def oldest_first(self):
        return self.order_by("sent_at", "pk")


_SUSPECTED = Q(state=MessageState.OPEN) & ~Q(suspicion="")


class Message(models.Model):
    """What somebody wrote to the network; it is kept until it is answered.

    ``once`` names the sending: a form sent twice writes once.
    """

    PERSONAL_FIELDS: ClassVar = {
        "name": _("who writes to us"),
        "email": _("where the answer goes"),
        "text": _("what this person wants to know or to say"),
    }
    moves = MOVES

    reference = models.CharField(
        _("reference"), max_length=9, unique=True, default=new_reference, editable=False
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="messages", verbose_name=_("subject")
    )
    name = LineField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=10)
    text = ProseField(_("message"), max_length=5000, blank=True)
    once = models.CharField(max_length=64, unique=True, editable=False)
    suspicion = models.CharField(
        max_length=20, choices=Suspicion.choices, blank=True, editable=False
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=MessageState.choices,
        default=MessageState.OPEN,
        editable=False,
    )
    state_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("in the hands of"),
    )
    ended_at = models.DateTimeField(_("answered or closed"), null=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                name="message_state_is_known", condition=Q(state__in=MessageState.values)
            ),
            models.CheckConstraint(
                name="message_has_ended_or_waits",
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | Q(state__in=WAITING, ended_at=None),
            ),
            models.CheckConstraint(
                name="message_is_erased_after_it_has_ended",
                condition=Q(erased_at=None) & ~Q(name="") & ~Q(email="") & ~Q(text="")
                | Q(erased_at__isnull=False, state__in=ENDED, name="", email="", text=""),
            ),
        ]
        indexes = [models.Index(fields=["state", "sent_at"], name="message_waits")]

    def __str__(self):
        return self.reference

    @property
    def about(self):
        """By what the letters about it are found."""
        return f"message {self.reference}"

    @property
    def is_waiting(self):
        return self.state in WAITING

    @property
    def is_suspected(self):
        return self.state == MessageState.OPEN and bool(self.suspicion)

    def roles_of(self, by):
        """Return the roles in which a user stands to it; of an erased one nobody does anything."""
        if not by.is_active or self.erased_at:
            return set()
        roles = set(by.roles) & {AccountRole.SECRETARIAT, AccountRole.BOARD}
        if by.is_superuser:
            roles.add(AccountRole.SECRETARIAT)
        is_theirs = AccountRole.BOARD in roles and (
            Subject.objects.of_board_member(by).filter(pk=self.subject_id).exists()
        )
        return roles if is_theirs else roles - {AccountRole.BOARD}


class MessageHistory(MoveRecord):
    """The moves of a message."""

    moves = MOVES
    roles = Role

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="history")

    class Meta(MoveRecord.Meta):
        verbose_name = _("move")
        verbose_name_plural = _("history")


class MessageNote(MoveNote):
    """What colleagues noted of a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="notes")
    record = models.OneToOneField(MessageHistory, on_delete=models.PROTECT, related_name="note")

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")

"""A session of the board, and the applications that are put on it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from applications.workflow import Decision, State
from together_site.text import LineField, ProseField


class Stage(models.TextChoices):
    """How far a session is."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CLOSED = "closed", _("Closed")


class Outcome(models.TextChoices):
    """What a session did with an application, once it is done with it."""

    ACCEPTED = Decision.ACCEPTED.value, Decision.ACCEPTED.label
    DECLINED = Decision.DECLINED.value, Decision.DECLINED.label
    POSTPONED = "postponed", _("Postponed")
    NONE = "none", _("Not decided")


class SessionQuerySet(models.QuerySet):
    def open(self):
        """Return those that are not closed, the earliest first."""
        return self.exclude(stage=Stage.CLOSED).order_by("day", "pk")


class BoardSession(models.Model):
    """A session of the board on a day; held once its first decision is entered."""

    PERSONAL_FIELDS: ClassVar = {
        "chaired_by": _("stands on the agenda"),
        "note": _("what colleagues note about a session"),
    }

    day = models.DateField(_("day"))
    place = LineField(_("place, or online"), max_length=200)
    chaired_by = LineField(_("chaired by"), max_length=120, blank=True)
    note = ProseField(_("note"), max_length=3000, blank=True)
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage.choices, default=Stage.PLANNED, editable=False
    )
    minutes = LineField(_("reference of the minutes"), max_length=80, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("closed by"),
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("board session")
        verbose_name_plural = _("board sessions")
        constraints = [
            models.CheckConstraint(
                name="session_stage_is_known", condition=Q(stage__in=Stage.values)
            ),
            models.CheckConstraint(
                name="session_has_minutes_once_held",
                condition=Q(stage=Stage.PLANNED, minutes="")
                | (~Q(stage=Stage.PLANNED) & ~Q(minutes="")),
            ),
            models.CheckConstraint(
                name="session_names_who_closed_it",
                condition=Q(stage=Stage.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                | (~Q(stage=Stage.CLOSED) & Q(closed_at=None, closed_by=None)),
            ),
        ]
        indexes = [models.Index(fields=["stage", "day"], name="session_by_stage")]

    def __str__(self):
        return f"{date_format(self.day)}, {self.place}"

    @property
    def is_planned(self):
        return self.stage == Stage.PLANNED

    @property
    def is_closed(self):
        return self.stage == Stage.CLOSED

    @property
    def is_ahead(self):
        """Whether its day is still to come: until then it decides nothing."""
        return self.day > timezone.localdate()


class SessionItem(models.Model):
    """An application on a session; ``is_open`` until the session is done with it."""

    PERSONAL_FIELDS: ClassVar = {"summary": _("what the lead tells the board about an application")}

    session = models.ForeignKey(BoardSession, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="session_items"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    summary = ProseField(_("summary for the board"), max_length=3000, blank=True)
    is_open = models.BooleanField(default=True)
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=Outcome.choices, blank=True, editable=False
    )
    postponed_to = models.ForeignKey(
        BoardSession,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("postponed to"),
    )

    class Meta:
        verbose_name = _("item of a board session")
        verbose_name_plural = _("items of board sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(is_open=True),
                name="item_is_on_one_open_session",
            ),
            models.CheckConstraint(
                name="item_has_an_outcome_once_done",
                condition=Q(is_open=True, outcome="")
                | Q(is_open=False, outcome__in=Outcome.values),
            ),
            models.CheckConstraint(
                name="item_names_where_it_is_postponed_to",
                condition=Q(outcome=Outcome.POSTPONED, postponed_to__isnull=False)
                | (~Q(outcome=Outcome.POSTPONED) & Q(postponed_to=None)),
            ),
        ]

    def __str__(self):
        return f"{self.application_id} {self.session_id}"

    @property
    def is_undecided(self):
        """Whether the board can decide on it now."""
        return self.is_open and self.application.state == State.FOR_THE_BOARD

    @property
    def is_held(self):
        """Whether it is decided and not released yet."""
        return self.is_open and self.application.state == State.HELD

"""Meetings and trainings: when and where, what is on the programme, who comes."""

import zoneinfo
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from network.models.content import Content, ContentQuerySet
from network.translated import columns_of, language_of, translated
from network.workflow import MEETING_KINDS, EventKind
from territories.models import RaisesVersion, Territory
from territories.models.parts import language_tag
from territories.workflow import ActorKind
from together_site.text import LineField, ProseField


def known_time_zone(value):
    """Refuse a time zone that is not in the tables of IANA."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("Give a time zone such as Europe/Lisbon or Africa/Casablanca."))


# How long what is over waits to be closed.
TO_CLOSE = timedelta(days=365)


class EventQuerySet(ContentQuerySet):
    def meetings(self):
        return self.filter(kind__in=MEETING_KINDS)

    def trainings(self):
        return self.filter(kind=EventKind.TRAINING)

    def coming(self, on):
        """Return those that are not over on a day, the next first."""
        return self.filter(ends_on__gte=on, cancelled_on=None).order_by("starts_on", "pk")

    def past(self, on):
        """Return those that are over on a day, the latest first."""
        return self.filter(ends_on__lt=on).order_by("-starts_on", "-pk")

    def to_close(self, on):
        """Return those that are over on a day, for a year at most, and wait to be closed.

        What ended before that came as history, with what is known of it: nothing is left to do.
        """
        lately = self.filter(ends_on__lt=on, ends_on__gte=on - TO_CLOSE)
        return lately.filter(closed_at=None, cancelled_on=None)


class Event(Content):
    """A meeting or a training."""

    TRANSLATED: ClassVar = ("title", "summary", "body", "access")

    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="UTC", validators=[known_time_zone]
    )
    is_online = models.BooleanField(_("online"), default=False)
    online_address = models.URLField(
        _("address to take part online"),
        max_length=300,
        blank=True,
        help_text=_("Only who has a place is told."),
    )
    place = LineField(_("place"), max_length=200, blank=True)
    country = CountryField(_("country"), blank=True)
    host = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("territory that receives it"),
    )
    languages = ArrayField(
        models.CharField(max_length=35, validators=[language_tag]),
        verbose_name=_("languages spoken"),
        default=list,
        blank=True,
    )
    access = translated(
        ProseField(
            _("access"),
            max_length=1000,
            blank=True,
            help_text=_("Steps, lifts, interpretation, captions: what people need to know."),
        )
    )
    takes_registrations = models.BooleanField(_("takes registrations"), default=False)
    places = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Empty where there is no limit.")
    )
    register_until = models.DateField(_("registration until"), null=True, blank=True)
    # Kept by the registrations, so that pages made before are not shown any more once it changes.
    is_full = models.BooleanField(default=False, db_default=False, editable=False)
    cancelled_on = models.DateField(_("cancelled on"), null=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("closed by"),
    )

    objects = EventQuerySet.as_manager()

    class Meta(Content.Meta):
        verbose_name = _("meeting or training")
        verbose_name_plural = _("meetings and trainings")
        constraints = [
            *Content.Meta.constraints,
            models.CheckConstraint(
                name="event_kind_is_known", condition=Q(kind__in=EventKind.values)
            ),
            models.CheckConstraint(
                name="event_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day is not before the first."),
            ),
            models.CheckConstraint(
                name="event_is_somewhere_or_online",
                condition=Q(is_online=True) | ~Q(place=""),
                violation_error_message=_("Give a place, or say that it is online."),
            ),
            models.CheckConstraint(
                name="event_ends_at_an_hour_after_it_begins",
                condition=Q(ends_at=None)
                | Q(starts_at__isnull=False)
                & (Q(ends_at__gt=F("starts_at")) | Q(ends_on__gt=F("starts_on"))),
                violation_error_message=_("The hour of the end comes after that of the beginning."),
            ),
        ]
        indexes = [
            *Content.Meta.indexes,
            models.Index(fields=["starts_on", "kind"], name="event_by_day"),
        ]
        triggers = [RaisesVersion()]

    def get_absolute_url(self):
        name = "training-detail" if self.is_training else "meeting-detail"
        return reverse(f"network:{name}", args=[self.slug])

    def words_to_find(self):
        yield from super().words_to_find()
        yield self.place
        yield from (getattr(self, name) for name in columns_of("access"))
        if self.pk:
            for titles in self.sessions.values_list(*columns_of("title")):
                yield from titles

    @property
    def is_training(self):
        return self.kind == EventKind.TRAINING

    @property
    def is_over(self):
        return self.ends_on < timezone.localdate()

    @property
    def is_cancelled(self):
        return self.cancelled_on is not None

    @property
    def is_closed(self):
        return self.closed_at is not None

    @property
    def has_begun(self):
        """Whether its first day is here, or over, by the clock of its place."""
        return self.starts_on <= timezone.localdate(timezone=zoneinfo.ZoneInfo(self.time_zone))

    @property
    def access_language(self):
        return language_of(self, "access")


class Session(models.Model):
    """A part of the programme."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("event")
    )
    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    title = translated(LineField(_("title"), max_length=200, blank=True))
    summary = translated(ProseField(_("text"), max_length=1000, blank=True))
    place = LineField(_("room"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("part of the programme")
        verbose_name_plural = _("programme")
        triggers = [RaisesVersion()]

    def __str__(self):
        return self.title

    @property
    def title_language(self):
        return language_of(self, "title")

    @property
    def summary_language(self):
        return language_of(self, "summary")


class Attendance(models.Model):
    """How many of a kind of actor came to an event."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="attendance", verbose_name=_("event")
    )
    kind = models.CharField(_("kind of actor"), max_length=30, choices=ActorKind.choices)
    number = models.PositiveIntegerField(_("number"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind"],
                name="attendance_is_counted_once",
                violation_error_message=_("This kind is counted already."),
            ),
            models.CheckConstraint(
                name="attendance_kind_is_known", condition=Q(kind__in=ActorKind.values)
            ),
        ]
        triggers = [RaisesVersion()]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.number}"

"""People who follow a territory, a country or the whole network by mail."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat, Upper
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from applications.workflow import Suspicion
from outbox.models import OutgoingEmail
from territories.country_names import country_name
from territories.models import Territory


class Rhythm(models.TextChoices):
    WEEKLY = "weekly", _("Once a week, on Mondays")
    MONTHLY = "monthly", _("Once a month, on the first day")


def next_day(rhythm, after):
    """Return the first day after ``after`` on which a letter of this rhythm is due."""
    if rhythm == Rhythm.WEEKLY:
        return after + timedelta(days=7 - after.weekday())
    return (after.replace(day=1) + timedelta(days=32)).replace(day=1)


class FollowerQuerySet(models.QuerySet):
    def reachable(self):
        """Return those who have confirmed that they follow something, and have not stopped."""
        return self.filter(confirmed_at__isnull=False).exclude(email="")

    def due(self, on):
        """Return those whose letter is due by a day, but who can be reached by letter."""
        about = Concat(Value("follower "), Cast(OuterRef("pk"), TextField()))
        refused = OutgoingEmail.objects.needing_a_person().filter(about=about)
        return self.reachable().filter(~Exists(refused), due_on__lte=on)


class Follower(models.Model):
    """An address to which letters of news go. Once it stops, nothing of the address is left."""

    PERSONAL_FIELDS: ClassVar = {
        "email": _("where the news go; erased as soon as they are stopped")
    }

    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=10)
    rhythm = models.CharField(
        _("how often"), max_length=10, choices=Rhythm.choices, default=Rhythm.MONTHLY
    )
    suspicion = models.CharField(
        _("why it is doubtful"), max_length=20, choices=Suspicion.choices, blank=True
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True)
    # What happened from this day on has not been told yet.
    told_before = models.DateField(_("told until"), default=timezone.localdate)
    due_on = models.DateField(_("next letter from"), null=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers by mail")
        constraints = [
            models.CheckConstraint(
                name="follower_rhythm_is_known", condition=Q(rhythm__in=Rhythm.values)
            ),
            models.CheckConstraint(
                name="follower_has_an_address_until_it_stops",
                condition=Q(email="", stopped_at__isnull=False)
                | (~Q(email="") & Q(stopped_at=None)),
            ),
            models.CheckConstraint(
                name="follower_has_a_day_once_confirmed",
                condition=Q(confirmed_at=None) | Q(due_on__isnull=False),
            ),
            models.UniqueConstraint(
                Upper("email"), name="follower_address_is_there_once", condition=~Q(email="")
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="follower_due", condition=~Q(email="")),
        ]

    def __str__(self):
        return self.email or gettext("Stopped")

    @property
    def has_stopped(self):
        return self.stopped_at is not None

    @property
    def about(self):
        """By what letters to this follower are found."""
        return f"follower {self.pk}"


class FollowQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def in_order(self):
        """Return the whole first, then countries, then territories."""
        whole_first = models.F("territory__folded_name").asc(nulls_first=True)
        return self.select_related("territory").order_by(whole_first, "country", "pk")


class Follow(models.Model):
    """What somebody follows: a territory, a country, or with neither the whole network."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follows")
    territory = models.ForeignKey(
        Territory,
        on_delete=models.CASCADE,
        null=True,
        related_name="follows",
        verbose_name=_("territory"),
    )
    country = CountryField(_("country"), blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("what is followed")
        constraints = [
            models.CheckConstraint(
                name="follow_is_of_a_territory_or_a_country",
                condition=Q(territory=None) | Q(country=""),
            ),
            models.UniqueConstraint(
                fields=["follower", "territory", "country"],
                name="follow_is_there_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"], name="follow_unconfirmed", condition=Q(confirmed_at=None)
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """What is followed, in the reader's words."""
        if self.territory_id:
            return self.territory.name
        return country_name(self.country.code) if self.country else gettext("The whole network")

"""Who wishes to come to a meeting or a training."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from network.models.event import Event
from network.workflow import RegistrationState
from territories.models.parts import language_tag
from territories.workflow import ActorKind
from together_site.text import LineField, ProseField

# A place is kept so long for who has not confirmed their address.
TO_CONFIRM = timedelta(days=2)
# The look of a state.
PILLS = {
    RegistrationState.PLACE: "accepted",
    RegistrationState.WAITING: "submitted",
    RegistrationState.CANCELLED: "withdrawn",
}


class RegistrationQuerySet(models.QuerySet):
    def holding(self):
        """Return those that have a place or wait for one."""
        return self.exclude(state=RegistrationState.CANCELLED)

    def with_place(self):
        return self.filter(state=RegistrationState.PLACE)

    def waiting(self):
        """Return those on the waiting list, in the order in which they came."""
        return self.filter(state=RegistrationState.WAITING).order_by("pk")

    def of_address(self, email):
        # Postgres makes both small, as the constraint does: Python knows other letters.
        return self.annotate(address=Lower("email")).filter(address=Lower(Value(email)))

    def lapsed(self, at):
        """Return those whose address nobody has confirmed in time."""
        return self.holding().filter(confirmed_at=None, answer_by__lte=at)


class Registration(models.Model):
    """A person who wishes to come. The place is theirs once they have confirmed their address."""

    PERSONAL_FIELDS: ClassVar = {
        "name": _("who comes"),
        "email": _("where news of the event go"),
        "organisation": _("for whom this person comes"),
        "access_needs": _("what this person needs to take part; erased after the event"),
    }

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("event")
    )
    state = models.CharField(_("state"), max_length=20, choices=RegistrationState.choices)
    name = LineField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), max_length=254)
    organisation = LineField(_("organisation or territory"), max_length=160, blank=True)
    kind = models.CharField(
        _("kind of actor"), max_length=30, choices=ActorKind.choices, blank=True
    )
    country = CountryField(_("country"), blank=True)
    language = models.CharField(_("language for letters"), max_length=10)
    spoken = ArrayField(
        models.CharField(max_length=35, validators=[language_tag]),
        verbose_name=_("languages this person follows"),
        default=list,
        blank=True,
    )
    access_needs = ProseField(_("access needs"), max_length=1000, blank=True)
    suspicion = models.CharField(max_length=20, blank=True, editable=False)
    once = models.CharField(max_length=64, unique=True, editable=False)
    link_version = models.PositiveIntegerField(default=1, editable=False)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    # Until then the address must be confirmed; nobody waits for who has done so.
    answer_by = models.DateTimeField(_("to be confirmed by"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)
    has_come = models.BooleanField(_("has come"), null=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.CheckConstraint(
                name="registration_state_is_known",
                condition=Q(state__in=RegistrationState.values),
            ),
            models.CheckConstraint(
                name="registration_is_cancelled_at_a_moment",
                condition=Q(state=RegistrationState.CANCELLED, cancelled_at__isnull=False)
                | ~Q(state=RegistrationState.CANCELLED) & Q(cancelled_at=None),
            ),
            # What is erased has no address.
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=~Q(state=RegistrationState.CANCELLED) & ~Q(email=""),
                name="registration_is_one_an_address",
            ),
        ]
        indexes = [models.Index(fields=["event", "state", "id"], name="registration_in_order")]

    def __str__(self):
        return self.name

    @property
    def pill(self):
        return PILLS[self.state]

    @property
    def has_place(self):
        return self.state == RegistrationState.PLACE

    @property
    def is_waiting(self):
        return self.state == RegistrationState.WAITING

    @property
    def is_cancelled(self):
        return self.state == RegistrationState.CANCELLED

    @property
    def is_confirmed(self):
        return self.confirmed_at is not None

    @property
    def has_lapsed(self):
        """Whether it ended because nobody had confirmed the address in time."""
        is_late = self.answer_by is not None and self.cancelled_at is not None
        return is_late and not self.is_confirmed and self.answer_by <= self.cancelled_at

    @property
    def place_in_list(self):
        """The place in the waiting list, from 1 on."""
        before = Registration.objects.filter(event=self.event_id, pk__lte=self.pk)
        return before.waiting().count()

    @property
    def online_address(self):
        """Where to take part online, for who has a place and has confirmed."""
        may_know = self.has_place and self.is_confirmed
        return self.event.online_address if may_know else ""

"""Requests to join a network."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.models.member import Member
from membership.models.network import ONE_SORT, SORTS, Network
from membership.networks.workflow import ANSWERED, WAITING, RequestState
from platforms.models import Platform
from territories.models import Territory
from together_site.text import LineField, ProseField


class NetworkRequestQuerySet(models.QuerySet):
    def for_coordinators(self):
        """Return those that may be read: whose address is confirmed."""
        return self.exclude(confirmed_at=None)

    def open(self):
        return self.filter(state=RequestState.OPEN)

    def waiting_first(self):
        """Return the open ones first, the longest waiting at the top, then the latest others."""
        is_open = Case(When(state=RequestState.OPEN, then=0), default=1)
        waits_since = Case(When(state=RequestState.OPEN, then="confirmed_at"))
        return self.order_by(is_open, waits_since, "-confirmed_at", "-pk")

    def with_entries(self):
        """Fetch what is told of each entry."""
        return self.select_related(
            "territory", "platform__territory", "platform__collective_actor", "member"
        )


class NetworkRequest(models.Model):
    """That somebody asks for an entry to belong to a network.

    ``once`` names the sending: a form sent twice asks once.
    """

    PERSONAL_FIELDS: ClassVar = {
        "name": _("who asks to join a network"),
        "email": _("to confirm the request and to answer it"),
        "words": _("what they say of why they wish to join"),
    }

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="requests")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, null=True, related_name="+")
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, null=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    once = models.CharField(max_length=64, unique=True, editable=False)
    name = LineField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language for letters"), max_length=10)
    words = ProseField(_("words"), max_length=2000, blank=True)
    suspicion = models.CharField(max_length=20, blank=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=RequestState.choices,
        default=RequestState.UNCONFIRMED,
        editable=False,
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )

    objects = NetworkRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join a network")
        verbose_name_plural = _("requests to join a network")
        constraints = [
            models.CheckConstraint(name="network_request_is_for_one_thing", condition=ONE_SORT),
            models.CheckConstraint(
                name="network_request_state_is_known", condition=Q(state__in=RequestState.values)
            ),
            models.CheckConstraint(
                name="network_request_is_read_when_confirmed",
                condition=Q(state=RequestState.UNCONFIRMED, confirmed_at=None)
                | Q(state=RequestState.WITHDRAWN)
                | Q(
                    state__in=(RequestState.OPEN, *ANSWERED),
                    confirmed_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="network_request_has_an_answer_by_somebody",
                condition=Q(
                    state__in=ANSWERED, answered_at__isnull=False, answered_by__isnull=False
                )
                | ~Q(state__in=ANSWERED) & Q(answered_at=None, answered_by=None),
            ),
            *[
                models.UniqueConstraint(
                    fields=["network", sort],
                    condition=Q(state=RequestState.OPEN),
                    name=f"network_is_asked_once_for_a_{sort}",
                )
                for sort in SORTS
            ],
        ]
        indexes = [models.Index(fields=["network", "state", "confirmed_at"], name="network_asked")]

    def __str__(self):
        return str(self.entry)

    @property
    def entry(self):
        """The territory, the platform or the member that is to join."""
        return self.territory or self.platform or self.member

    @property
    def entry_fields(self):
        """The entry as the column that names it."""
        return {sort: getattr(self, sort) for sort in SORTS if getattr(self, f"{sort}_id")}

    @property
    def is_open(self):
        return self.state == RequestState.OPEN

    @property
    def is_waiting(self):
        """Whether it can still be withdrawn."""
        return self.state in WAITING

"""Collective actors: bodies in a place that use the method within their own walls."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from territories.models.kept import Kept
from territories.models.parts import Positioned, Reachable, Sourced
from territories.models.territory import Territory
from territories.models.version import RaisesVersion
from territories.workflow import ACTOR_MOVES, ActorKind, TerritoryState
from together_site.text import FoldedField, LineField


class CollectiveActorQuerySet(models.QuerySet):
    def listed(self):
        return self.filter(territory__state=TerritoryState.LISTED)

    def by_name(self):
        return self.order_by("folded_name", "pk")

    def as_entries(self):
        """Fetch what an entry of a list shows."""
        return self.only("name", "kind", "territory", "is_sample", "source_url", "first_sign_found")


class CollectiveActor(Sourced, Reachable, Positioned, Kept):
    """A school, a company, a health centre… that uses the method within its own walls."""

    moves = ACTOR_MOVES

    name = LineField(_("name"), max_length=160)
    folded_name = FoldedField(of="name", max_length=320)
    kind = models.CharField(_("kind of actor"), max_length=30, choices=ActorKind.choices)
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        related_name="collective_actors",
        verbose_name=_("territory"),
    )
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = CollectiveActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("collective actor")
        verbose_name_plural = _("collective actors")
        constraints = [
            *Positioned.Meta.constraints,
            models.CheckConstraint(
                name="actor_kind_is_known", condition=Q(kind__in=ActorKind.values)
            ),
            models.UniqueConstraint(
                fields=["folded_name", "kind", "territory"],
                name="collective_actor_is_unique",
                violation_error_message=_("This collective actor is in the registry already."),
            ),
        ]
        triggers = [RaisesVersion()]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("territories:actor-detail", args=[self.pk])

    @property
    def state(self):
        """The state of its territory: an actor is listed where that is."""
        return self.territory.state

    def get_state_display(self):
        return self.territory.get_state_display()

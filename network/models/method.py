"""The method in words, for its page and for the technical sheet."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.translated import translated
from network.workflow import MethodPartKind
from territories.models import RaisesVersion
from together_site.text import LineField, ProseField


class MethodPartQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("kind", "position")


class MethodPart(models.Model):
    """A question, phase, cycle or principle of the method, or a step of the sheet."""

    kind = models.CharField(_("kind"), max_length=20, choices=MethodPartKind.choices)
    position = models.PositiveSmallIntegerField(
        _("number"), help_text=_("Its place among those of its kind, from 1 on; a cycle 0 may be.")
    )
    title = translated(LineField(_("title"), max_length=160, blank=True))
    text = translated(ProseField(_("text"), max_length=600, blank=True))
    shows_questions = models.BooleanField(
        _("with the questions"),
        default=False,
        help_text=_("Of a step: the questions stand beneath it."),
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = MethodPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of the method")
        verbose_name_plural = _("parts of the method")
        constraints = [
            models.CheckConstraint(
                name="method_part_kind_is_known", condition=Q(kind__in=MethodPartKind.values)
            ),
            models.UniqueConstraint(
                fields=["kind", "position"],
                name="method_part_has_its_place",
                violation_error_message=_("Another one has this number."),
            ),
            # The picture of the spiral has so many.
            models.CheckConstraint(
                name="method_part_is_in_the_picture",
                condition=Q(kind=MethodPartKind.PHASE, position__range=(1, 8))
                | Q(kind=MethodPartKind.CYCLE, position__range=(0, 3))
                | ~Q(kind__in=[MethodPartKind.PHASE, MethodPartKind.CYCLE]) & Q(position__gte=1),
                violation_error_message=_(
                    "Phases have the numbers 1 to 8, cycles 0 to 3, all others from 1 on."
                ),
            ),
        ]
        triggers = [RaisesVersion()]

    def __str__(self):
        return f"{self.get_kind_display()} {self.position}: {self.title}"

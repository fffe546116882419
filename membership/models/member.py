"""Members, the days that decide how they stand, and who speaks for them."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from membership import standing
from membership.models.settings import DatedSetting
from membership.workflow import (
    EDIT,
    IN_FORCE,
    MOVES,
    VOTING,
    Category,
    Level,
    MemberActor,
    MemberState,
    Role,
    Standing,
)
from platforms.models import Platform
from territories.models import RaisesVersion, Territory
from territories.models.kept import Kept
from territories.models.parts import Reachable
from territories.workflow import ActorKind
from together_site.text import FoldedField, LineField, folded


class DateRange(Func):
    """The days from one column to another, both included where they are there."""

    function = "DATERANGE"
    output_field = DateRangeField()


WHOLE_DAYS = RangeBoundary(inclusive_lower=True, inclusive_upper=True)
UP_TO = RangeBoundary(inclusive_lower=True, inclusive_upper=False)


class MemberQuerySet(models.QuerySet):
    def with_standing(self, on):
        """Annotate the ``standing`` that each has on a day."""
        return standing.with_standing(
            self,
            Period.objects.all(),
            Hold.objects.all(),
            on=on,
            grace=DatedSetting.objects.days_of_grace(on),
        )

    def in_force(self, on):
        """Return those in good standing on a day, or in grace."""
        return self.with_standing(on).filter(standing__in=IN_FORCE)

    def shown(self, on):
        """Return those in the public directory on a day: in force, and shown by their own will."""
        return self.in_force(on).filter(is_public=True)

    def with_words(self, words):
        """Return those whose name has words that begin with each of these words."""
        parts = dict.fromkeys(folded(words).split())
        if not parts:
            return self.none()
        found = [
            Q(folded_name__startswith=part) | Q(folded_name__contains=f" {part}") for part in parts
        ]
        return self.filter(*found)

    def by_name(self):
        return self.order_by("folded_name", "pk")

    def newest(self):
        return self.order_by("-joined_on", "-pk")

    def as_entries(self):
        """Fetch what an entry of a list shows."""
        return self.only("name", "category", "country", "level", "kind", "joined_on")


class Member(Reachable, Kept):
    """A member of the network: a platform, a public entity, a person or a body."""

    PERSONAL_FIELDS: ClassVar = {
        "name": _("a person can be a member; shown with consent only"),
        "folded_name": _("to find a member by its name"),
    }
    moves = MOVES
    edit_move = EDIT

    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    name = LineField(_("legal name"), max_length=160)
    folded_name = FoldedField(of="name", max_length=320)
    country = CountryField(_("country"))
    level = models.CharField(
        _("level"),
        max_length=20,
        choices=Level.choices,
        blank=True,
        help_text=_("Of a public entity only."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=30,
        choices=ActorKind.choices,
        blank=True,
        help_text=_("Of an associate body only."),
    )
    platform = models.ForeignKey(
        Platform,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("platform"),
        help_text=_("Of a territory: the platform that is the member."),
    )
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory"),
        help_text=_("Of a public entity that governs one of the registry."),
    )
    is_public = models.BooleanField(
        _("shown in the public directory"),
        default=False,
        help_text=_("A person only with their consent."),
    )
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=MemberState.choices,
        default=MemberState.MEMBER,
        editable=False,
    )
    state_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.CheckConstraint(
                name="member_category_is_known", condition=Q(category__in=Category.values)
            ),
            models.CheckConstraint(
                name="member_state_is_known", condition=Q(state__in=MemberState.values)
            ),
            models.CheckConstraint(
                name="member_by_platform_names_it",
                condition=Q(category=Category.TERRITORY, platform__isnull=False)
                | (~Q(category=Category.TERRITORY) & Q(platform=None)),
                violation_error_message=_("A territory is a member by its platform, no other is."),
            ),
            models.CheckConstraint(
                name="member_public_entity_has_level",
                condition=Q(category=Category.PUBLIC_ENTITY, level__in=Level.values)
                | (~Q(category=Category.PUBLIC_ENTITY) & Q(level="")),
                violation_error_message=_("A public entity has a level, no other member has."),
            ),
            models.CheckConstraint(
                name="member_body_has_kind",
                condition=Q(category=Category.BODY, kind__in=ActorKind.values)
                | (~Q(category=Category.BODY) & Q(kind="")),
                violation_error_message=_("An associate body has a kind, no other member has."),
            ),
            models.CheckConstraint(
                name="member_that_resigned_has_a_day",
                condition=Q(state=MemberState.RESIGNED, left_on__isnull=False)
                | (~Q(state=MemberState.RESIGNED) & Q(left_on=None)),
            ),
            models.CheckConstraint(
                name="member_leaves_after_joining",
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
            ),
            models.UniqueConstraint(
                fields=["platform"],
                condition=~Q(state=MemberState.RESIGNED),
                name="platform_is_a_member_once",
                violation_error_message=_("This platform is a member already."),
            ),
        ]
        indexes = [models.Index(fields=["folded_name", "id"], name="member_by_name")]
        triggers = [RaisesVersion()]

    def __str__(self):
        return f"{self.number} {self.name}"

    def get_absolute_url(self):
        return reverse("membership:member-detail", args=[self.pk])

    @property
    def number(self):
        """The number of the member; it never changes and is given once."""
        return f"M{self.pk}"

    @property
    def has_vote(self):
        return self.category in VOTING

    @property
    def is_person(self):
        return self.category == Category.PERSON

    def roles_of(self, by):
        """Return the roles in which ``by``, a user or a ``MemberActor``, stands to this member."""
        if isinstance(by, MemberActor):
            return {Role.MEMBER} if by.member_id == self.pk else set()
        return super().roles_of(by)

    def standing_on(self, day):
        """Return how the member stands on a day."""
        found = Member.objects.filter(pk=self.pk).with_standing(day)
        return Standing(found.values_list("standing", flat=True).get())


class Period(models.Model):
    """Days for which a member belongs, its last day included, in the category of that time."""

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="periods", verbose_name=_("member")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        constraints = [
            models.CheckConstraint(
                name="period_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A period ends after it has begun."),
            ),
            models.CheckConstraint(
                name="period_category_is_known", condition=Q(category__in=Category.values)
            ),
            ExclusionConstraint(
                name="periods_do_not_overlap",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", WHOLE_DAYS), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("There is a period in these days already."),
            ),
        ]
        triggers = [RaisesVersion()]

    def __str__(self):
        return f"{self.starts_on} – {self.ends_on}"


class Hold(models.Model):
    """Days in which a membership is on hold; the day on which it ends is none of them."""

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="holds", verbose_name=_("member")
    )
    starts_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.CheckConstraint(
                name="hold_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["member"], condition=Q(ended_on=None), name="hold_is_open_once"
            ),
        ]
        triggers = [RaisesVersion()]

    def __str__(self):
        return f"{self.starts_on} – {self.ended_on or '…'}"

"""Bodies of the network, their posts, and the members that hold them."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from membership.models.member import WHOLE_DAYS, DateRange, Member
from membership.models.representative import Representative
from membership.workflow import Category
from territories.models import RaisesVersion
from together_site.text import LineField, listed

# What came with the site reads in the language of the reader; what staff write, as they wrote it.
NAMES_THAT_CAME = (
    _("Management Board"),
    _("Bureau of the General Assembly"),
    _("Auditing Committee"),
    _("Chair"),
    _("Vice-chair"),
    _("Secretary"),
)


class Body(models.Model):
    """A body of the network. Which categories may sit in it is dated, and stands beside it."""

    name = LineField(_("name"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=0)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True, db_default=Now())

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        triggers = [RaisesVersion()]

    def __str__(self):
        return gettext(self.name)

    def admitted_on(self, day):
        """Return the categories that may sit in it on a day: by the latest rule, none without."""
        rule = self.rules.filter(valid_from__lte=day).order_by("-valid_from").first()
        return tuple(rule.categories) if rule else ()


class BodyRule(models.Model):
    """Which categories of members may sit in a body, from a day on; none is changed."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="rules", verbose_name=_("body")
    )
    categories = ArrayField(
        models.CharField(max_length=20, choices=Category.choices),
        verbose_name=_("who may sit in it"),
    )
    valid_from = models.DateField(_("holds from"))
    source = LineField(
        _("who decided it"),
        max_length=200,
        blank=True,
        help_text=_("The article, or the meeting and its day. Empty for a sample."),
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Nobody has told us so: it stands for a rule.")
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True, db_default=Now())

    class Meta:
        verbose_name = _("rule of who may sit")
        verbose_name_plural = _("rules of who may sit")
        triggers = [RaisesVersion()]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "valid_from"],
                name="body_has_one_rule_from_a_day",
                violation_error_message=_("From this day on there is a rule already."),
            ),
            models.CheckConstraint(
                name="body_admits_known_categories",
                condition=Q(categories__contained_by=Category.values),
            ),
            models.CheckConstraint(
                name="body_rule_is_decided_or_a_sample",
                condition=Q(is_sample=True) | ~Q(source=""),
                violation_error_message=_("Say who decided it, or mark it as a sample."),
            ),
        ]

    def __str__(self):
        return listed(Category(name).label for name in self.categories)


class Post(models.Model):
    """A seat in a body: one member holds it at a time."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="posts", verbose_name=_("body")
    )
    title = LineField(_("title"), max_length=80, help_text=_("Such as: Chair."))
    position = models.PositiveSmallIntegerField(_("place in lists"), default=0)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True, db_default=Now())

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        triggers = [RaisesVersion()]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "title"],
                name="post_is_in_its_body_once",
                violation_error_message=_("This body has a post of this title already."),
            ),
        ]

    def __str__(self):
        return f"{self.body}: {gettext(self.title)}"


class PostHolderQuerySet(models.QuerySet):
    def on(self, day):
        """Return who holds a post on a day, its last day included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def in_order(self):
        return self.order_by("post__body__position", "post__position", "-starts_on", "pk")


class PostHolder(models.Model):
    """A member that holds a post for a time, and the person who speaks for it there."""

    PERSONAL_FIELDS: ClassVar = {
        "person_name": _("who speaks for the member in the body"),
        "person_function": _("for whom this person speaks"),
    }

    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, related_name="holders", verbose_name=_("post")
    )
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="posts", verbose_name=_("member")
    )
    # The name is kept beside it: who has held a post stays known when the representative is not.
    representative = models.ForeignKey(
        Representative,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("representative"),
    )
    person_name = LineField(_("represented by"), max_length=120)
    person_function = LineField(_("function"), max_length=120, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    elected_by = LineField(_("elected by"), max_length=160, help_text=_("The meeting and its day."))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True, db_default=Now())

    objects = PostHolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("holder of a post")
        verbose_name_plural = _("holders of posts")
        triggers = [RaisesVersion()]
        constraints = [
            models.CheckConstraint(
                name="post_is_left_after_it_is_taken",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day is not before the first."),
            ),
            ExclusionConstraint(
                name="post_has_one_holder_at_a_time",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", WHOLE_DAYS), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Another member holds this post in these days: enter its last day first."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.post} – {self.member}"

"""Voting rolls: who votes in an assembly, who speaks for it, and who is present or represented."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from membership.models.member import Member
from membership.models.roll_triggers import (
    ENTRIES_STAY_FROZEN,
    PRESENT_WITH_A_VOTE,
    PROXY_KEEPS_RULES,
    STAYS_FROZEN,
)
from membership.roll_rules import NOT_IN_FORCE, RollPart, RollState, needed_for_quorum
from membership.workflow import IN_FORCE, VOTING, Category, Standing
from together_site.text import FoldedField, LineField, folded


class Roll(models.Model):
    """The members as of a day, for one assembly, with the rules of that day."""

    title = LineField(
        _("assembly"), max_length=160, help_text=_("Such as: General Assembly 2026, Sintra.")
    )
    as_of = models.DateField(_("as of"), help_text=_("The day on which standing is looked at."))
    state = models.CharField(
        _("state"), max_length=10, choices=RollState.choices, default=RollState.DRAFT
    )
    grace_days = models.PositiveSmallIntegerField(_("days of grace"))
    proxy_limit = models.PositiveSmallIntegerField(_("proxies that one member may hold"))
    proxy_limit_source = LineField(_("who decided it"), max_length=200, blank=True)
    quorum_percent = models.PositiveSmallIntegerField(_("quorum in percent"))
    quorum_source = LineField(_("who decided it"), max_length=200, blank=True)
    voters = models.PositiveIntegerField(_("members with a vote"), default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    drawn_at = models.DateTimeField(_("drawn up at"), null=True)
    frozen_at = models.DateTimeField(_("frozen at"), null=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("frozen by"),
    )
    digest = models.CharField(_("digest (SHA-256)"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("voting roll")
        verbose_name_plural = _("voting rolls")
        constraints = [
            models.CheckConstraint(
                name="roll_state_is_known", condition=Q(state__in=RollState.values)
            ),
            models.CheckConstraint(
                name="frozen_roll_has_day_person_and_digest",
                condition=Q(state=RollState.DRAFT, frozen_at=None, frozen_by=None, digest="")
                | Q(
                    state=RollState.FROZEN,
                    drawn_at__isnull=False,
                    frozen_at__isnull=False,
                    frozen_by__isnull=False,
                    digest__regex=r"^[0-9a-f]{64}$",
                ),
            ),
        ]
        triggers = [STAYS_FROZEN]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return its page in the admin: it has no other."""
        return reverse("admin:membership_roll_change", args=[self.pk])

    @property
    def is_frozen(self):
        return self.state == RollState.FROZEN

    @property
    def needed(self):
        """Return how many votes make a quorum."""
        return needed_for_quorum(self.voters, self.quorum_percent)


class RollEntryQuerySet(models.QuerySet):
    def voting(self):
        return self.filter(part=RollPart.VOTING)

    def with_presence(self):
        """Annotate ``is_present``, and ``is_represented``: by a holder who is, while it is not."""
        there = RollPresence.objects.filter(entry=OuterRef("pk"))
        holder_there = RollPresence.objects.filter(entry=OuterRef("proxy_to"))
        return self.annotate(
            is_present=Exists(there), is_represented=~Exists(there) & Exists(holder_there)
        )

    def with_proxies(self):
        """Annotate how many proxies each holds, as ``held``."""
        return self.annotate(held=Count("proxies"))

    def with_words(self, words):
        """Return those whose name has words that begin with each of these, or with this number."""
        found = self
        for part in dict.fromkeys(folded(words).split()):
            found = found.filter(
                Q(folded_name__startswith=part)
                | Q(folded_name__contains=f" {part}")
                | Q(number__iexact=part)
            )
        return found

    def by_name(self):
        return self.order_by("folded_name", "pk")


class RollEntry(models.Model):
    """One member on a roll as it was on that day: words of its own, which no change alters."""

    PERSONAL_FIELDS: ClassVar = {
        "name": _("a person can be a member; an assembly's roll names who belongs"),
        "folded_name": _("to find a member by its name"),
        "delegate_name": _("who speaks and votes for the member in the assembly"),
        "delegate_function": _("for whom this person speaks"),
    }

    roll = models.ForeignKey(Roll, on_delete=models.CASCADE, related_name="entries")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=20)
    name = LineField(_("name"), max_length=160)
    folded_name = FoldedField(of="name", max_length=320)
    country = CountryField(_("country"))
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    standing = models.CharField(_("standing"), max_length=10, choices=Standing.choices)
    part = models.CharField(_("part"), max_length=10, choices=RollPart.choices)
    delegate_name = LineField(_("delegate"), max_length=120, blank=True)
    delegate_function = LineField(_("function"), max_length=120, blank=True)
    # Named by staff for this assembly: who draws the roll up anew leaves it.
    is_named_by_staff = models.BooleanField(default=False)
    proxy_to = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        null=True,
        related_name="proxies",
        verbose_name=_("proxy given to"),
    )

    objects = RollEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a roll")
        verbose_name_plural = _("entries of a roll")
        constraints = [
            models.UniqueConstraint(fields=["roll", "member"], name="member_is_on_a_roll_once"),
            models.CheckConstraint(
                name="entry_stands_by_category_and_standing",
                condition=Q(part=RollPart.VOTING, category__in=VOTING, standing__in=IN_FORCE)
                | (
                    Q(part=RollPart.ASSOCIATE, standing__in=IN_FORCE)
                    & Q(category__in=(Category.PERSON, Category.BODY))
                )
                | Q(part=RollPart.APART, category__in=VOTING, standing__in=NOT_IN_FORCE),
            ),
            models.CheckConstraint(
                name="proxy_comes_from_a_vote",
                condition=Q(proxy_to=None) | Q(part=RollPart.VOTING),
            ),
            models.CheckConstraint(
                name="proxy_goes_to_another",
                condition=Q(proxy_to=None) | ~Q(proxy_to=F("id")),
            ),
        ]
        indexes = [models.Index(fields=["roll", "part", "folded_name"], name="roll_by_name")]
        triggers = [ENTRIES_STAY_FROZEN, PROXY_KEEPS_RULES]

    def __str__(self):
        return f"{self.number} {self.name}"

    @property
    def has_vote(self):
        return self.part == RollPart.VOTING

    @property
    def delegate(self):
        """Return the delegate with their function, in one line."""
        return ", ".join(filter(None, (self.delegate_name, self.delegate_function)))


class RollPresence(models.Model):
    """That a member with a vote is present at the meeting: outside of the roll and its digest."""

    entry = models.OneToOneField(RollEntry, on_delete=models.PROTECT, related_name="presence")
    marked_at = models.DateTimeField(_("at"), default=timezone.now)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        triggers = [PRESENT_WITH_A_VOTE]

    def __str__(self):
        return str(self.entry)

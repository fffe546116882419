"""Partners with their agreements, projects and plans, and what members propose for them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from membership.models import Member
from network.models.content import Content, ContentQuerySet
from network.models.document import Document
from network.richtext import RichTextField, plain
from network.translated import columns_of, language_of, translated
from network.workflow import ProjectKind, ProposalState
from platforms.models import Platform
from territories.models import RaisesVersion
from territories.models.parts import Reachable
from together_site.text import LineField, ProseField


class Partner(Reachable, Content):
    """An organisation with which the network works."""

    country = CountryField(_("country"), blank=True)

    class Meta(Content.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        triggers = [RaisesVersion()]

    def get_absolute_url(self):
        return reverse("network:partner-detail", args=[self.slug])


class Agreement(models.Model):
    """What was agreed with a partner, on a day."""

    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, related_name="agreements", verbose_name=_("partner")
    )
    signed_on = models.DateField(_("signed on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    title = translated(LineField(_("title"), max_length=160, blank=True))
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("document"),
    )

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_it_is_signed",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("signed_on")),
                violation_error_message=_("An agreement ends after it is signed."),
            ),
        ]
        triggers = [RaisesVersion()]

    def __str__(self):
        return f"{self.partner}, {self.signed_on}"

    @property
    def title_language(self):
        return language_of(self, "title")


class ProjectQuerySet(ContentQuerySet):
    def latest_first(self):
        return self.order_by("-first_year", "-last_year", "pk")


class Project(Content):
    """A project or a plan of the network."""

    TRANSLATED: ClassVar = ("title", "summary", "body", "outcomes")

    kind = models.CharField(_("kind"), max_length=20, choices=ProjectKind.choices)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(
        _("last year"), null=True, blank=True, help_text=_("Empty while it goes on.")
    )
    outcomes = translated(RichTextField(_("outcomes"), blank=True))
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="projects", verbose_name=_("partners")
    )
    platforms = models.ManyToManyField(
        Platform, blank=True, related_name="projects", verbose_name=_("platforms")
    )
    documents = models.ManyToManyField(
        Document, blank=True, related_name="projects", verbose_name=_("documents")
    )
    takes_proposals_until = models.DateField(
        _("takes proposals until"),
        null=True,
        blank=True,
        help_text=_("Empty: members cannot propose anything for it."),
    )

    objects = ProjectQuerySet.as_manager()

    class Meta(Content.Meta):
        verbose_name = _("project or plan")
        verbose_name_plural = _("projects and plans")
        constraints = [
            *Content.Meta.constraints,
            models.CheckConstraint(
                name="project_kind_is_known", condition=Q(kind__in=ProjectKind.values)
            ),
            models.CheckConstraint(
                name="project_ends_after_it_begins",
                condition=Q(last_year=None) | Q(last_year__gte=F("first_year")),
                violation_error_message=_("The last year is not before the first."),
            ),
        ]
        triggers = [RaisesVersion()]

    def get_absolute_url(self):
        return reverse("network:project-detail", args=[self.slug])

    def words_to_find(self):
        yield from super().words_to_find()
        for name in columns_of("outcomes"):
            yield plain(getattr(self, name))

    @property
    def takes_proposals(self):
        """Whether members can propose something today."""
        until = self.takes_proposals_until
        return until is not None and until >= timezone.localdate()

    @property
    def years(self):
        """From when until when, in words."""
        if self.last_year is None:
            return _("since %(year)s") % {"year": self.first_year}
        if self.last_year == self.first_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"

    @property
    def outcomes_language(self):
        return language_of(self, "outcomes")


# The look of a state: that of an application that is as far.
PILLS = {
    ProposalState.UNCONFIRMED: "unconfirmed",
    ProposalState.OPEN: "submitted",
    ProposalState.TAKEN: "accepted",
    ProposalState.NOT_TAKEN: "declined",
    ProposalState.WITHDRAWN: "withdrawn",
}
ANSWERED = (ProposalState.TAKEN, ProposalState.NOT_TAKEN)
WAITING = (ProposalState.UNCONFIRMED, ProposalState.OPEN)


class ProposalQuerySet(models.QuerySet):
    def readable(self):
        """Return those that staff read: their address is confirmed."""
        return self.filter(confirmed_at__isnull=False)

    def waiting(self):
        """Return those that wait for an answer."""
        return self.filter(state=ProposalState.OPEN)

    def taken_up(self):
        """Return those that were taken up, the latest first."""
        return self.filter(state=ProposalState.TAKEN).order_by("-answered_at", "-pk")


class Proposal(models.Model):
    """What a member proposes for a project or a plan."""

    PERSONAL_FIELDS: ClassVar = {
        "name": _("who proposes it; erased a year after the answer"),
        "email": _("where the answer goes; erased a year after the answer"),
        "text": _("what a person writes in their own words"),
        "reason": _("what the answer says of it"),
    }

    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name=_("project or plan"),
    )
    member = models.ForeignKey(
        Member,
        on_delete=models.SET_NULL,
        null=True,
        related_name="project_proposals",
        verbose_name=_("member"),
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ProposalState.choices,
        default=ProposalState.UNCONFIRMED,
        editable=False,
    )
    title = LineField(_("title"), max_length=160)
    text = ProseField(_("proposal"), max_length=5000)
    name = LineField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language"), max_length=10)
    suspicion = models.CharField(max_length=20, blank=True, editable=False)
    once = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )
    reason = ProseField(_("reason"), max_length=3000, blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                name="project_proposal_is_read_once_confirmed",
                condition=Q(state__in=(ProposalState.UNCONFIRMED, ProposalState.WITHDRAWN))
                | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="project_proposal_answer_is_dated",
                condition=Q(state__in=ANSWERED, answered_at__isnull=False)
                | Q(answered_at=None) & ~Q(state__in=ANSWERED),
            ),
            models.CheckConstraint(
                name="project_proposal_state_is_known",
                condition=Q(state__in=ProposalState.values),
            ),
        ]
        indexes = [models.Index(fields=["state", "sent_at"], name="project_proposal_waits")]

    def __str__(self):
        return self.title

    @property
    def reference(self):
        """What the member and staff call it."""
        return f"PR{self.pk}"

    @property
    def pill(self):
        return PILLS[self.state]

    @property
    def is_open(self):
        return self.state == ProposalState.OPEN

    @property
    def is_waiting(self):
        """Whether it can still be withdrawn."""
        return self.state in WAITING

    @property
    def is_erased(self):
        """Whether who proposed it is no longer known."""
        return not self.email

    @property
    def told_member(self):
        """The member, where everybody may know that it is theirs: never a person."""
        shown = self.member and self.member.is_public and not self.member.is_person
        return self.member if shown else None

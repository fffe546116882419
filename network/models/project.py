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
from network.models.content import Content
from network.models.document import Document
from network.richtext import RichTextField
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
        yield from (getattr(self, name) for name in columns_of("outcomes"))

    @property
    def outcomes_language(self):
        return language_of(self, "outcomes")


class Proposal(models.Model):
    """What a member proposes for a project or a plan."""

    PERSONAL_FIELDS: ClassVar = {
        "name": "who proposes it",
        "email": "where the answer goes",
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

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                name="project_proposal_state_is_known",
                condition=Q(state__in=ProposalState.values),
            ),
        ]
        indexes = [models.Index(fields=["state", "sent_at"], name="project_proposal_waits")]

    def __str__(self):
        return self.title

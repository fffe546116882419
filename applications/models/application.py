from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import REVIEWERS
from applications import workflow
from applications.references import new_reference
from applications.workflow import Applicant, Decision, Role, State, Suspicion
from together_site.text import LineField


class Form(models.TextChoices):
    """The forms that share the way of an application."""

    PLATFORM = "platform", _("Opening of a platform")
    MEMBERSHIP = "membership", _("Request to join")


class Channel(models.TextChoices):
    """How an application came to the network."""

    ONLINE = "online", _("Online")
    PAPER = "paper", _("On paper")
    MAIL = "mail", _("By e-mail")
    SPOKEN = "spoken", _("By telephone or in a meeting")


class Contact(models.TextChoices):
    """Who of the applicants holds a private link."""

    FIRST = "first", _("first contact")
    SECOND = "second", _("second contact")


class ApplicationQuerySet(models.QuerySet):
    def waiting(self):
        """Return what waits for staff, the longest waiting first."""
        return self.filter(state__in=workflow.WAITS).order_by("state_since", "pk")

    def for_staff(self):
        """Return what staff see: what was sent and confirmed, or entered by one of them."""
        entered = Q(entered_by__isnull=False) & ~Q(state=State.DRAFT)
        return self.filter(Q(address_confirmed_at__isnull=False) | entered)

    def drafts_of(self, user):
        """Return the drafts that a member of staff has begun on behalf, the latest first."""
        return self.filter(entered_by=user, state=State.DRAFT).order_by("-saved_at", "pk")

    def behind(self, reference, email):
        """Return the application of this reference that one of its contacts asks for, or none."""
        asked_by = Q(email__iexact=email) | Q(second_email__iexact=email)
        return self.filter(asked_by, reference=reference).first()


class Application(models.Model):
    """What every application goes through; the answers are in the model of its form."""

    PERSONAL_FIELDS: ClassVar = {
        "email": _("to write to the applicant and to confirm the address"),
        "second_email": _("to write to whoever applies with them"),
        "title": _("what it is about, in a few words: of a request to join that may be a person"),
        "asked_from": _("to show staff what an answer has changed"),
        "sought": _("to find an application by an address or a name in it"),
    }
    moves = workflow.MOVES
    # The letters of every application for which a form has words of its own, in its ``letters``.
    own_letters = ()
    # Of a board session, while what it decided is being recorded: set by ``applications.board``.
    of_minutes = ""

    form = models.CharField(_("form"), max_length=20, choices=Form.choices, editable=False)
    reference = models.CharField(
        _("reference"), max_length=9, unique=True, default=new_reference, editable=False
    )
    opened_with = models.CharField(max_length=64, unique=True, editable=False)
    title = LineField(_("about"), max_length=160, blank=True, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254)
    second_email = models.EmailField(
        _("e-mail address of a second contact"), blank=True, db_default=""
    )
    language = models.CharField(_("language for letters"), max_length=10)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered on behalf by"),
    )
    came_by = models.CharField(
        _("came by"),
        max_length=20,
        choices=Channel.choices,
        default=Channel.ONLINE,
        db_default=Channel.ONLINE,
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.DRAFT, editable=False
    )
    state_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False
    )
    decision = models.CharField(
        _("decision"), max_length=20, choices=Decision.choices, blank=True, editable=False
    )
    held_from = models.CharField(max_length=20, blank=True, editable=False)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead"),
    )
    asked_sections = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("sections asked")
    )
    asked_until = models.DateField(_("answer expected by"), null=True, blank=True)
    # The answers as they were when more was asked, by their names.
    asked_from = models.JSONField(default=dict, db_default={}, editable=False)
    # What staff find it by, folded; each form says what that is.
    sought = models.TextField(blank=True, db_default="", editable=False)
    suspicion = models.CharField(
        _("why suspected as spam"), max_length=20, choices=Suspicion.choices, blank=True
    )
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)
    second_link_version = models.PositiveSmallIntegerField(default=1, editable=False, db_default=1)
    address_confirmed_at = models.DateTimeField(_("address confirmed"), null=True, editable=False)
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("last saved"), default=timezone.now, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.CheckConstraint(
                name="application_form_is_known", condition=Q(form__in=Form.values)
            ),
            models.CheckConstraint(
                name="application_state_is_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="application_has_decision_once_decided",
                condition=Q(state__in=(State.HELD, *workflow.DECIDED), decision__in=Decision.values)
                | (~Q(state__in=(State.HELD, *workflow.DECIDED)) & Q(decision="")),
            ),
            models.CheckConstraint(
                name="application_is_released_as_decided",
                condition=~Q(state__in=workflow.DECIDED) | Q(state=models.F("decision")),
            ),
            models.CheckConstraint(
                name="application_held_knows_where_from",
                condition=Q(state=State.HELD, held_from__in=(State.IN_REVIEW, State.FOR_THE_BOARD))
                | (~Q(state=State.HELD) & Q(held_from="")),
            ),
            models.CheckConstraint(
                name="application_reaches_staff_once_confirmed",
                condition=Q(state__in=(State.DRAFT, State.UNCONFIRMED, State.WITHDRAWN))
                | Q(address_confirmed_at__isnull=False)
                | Q(entered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="application_channel_is_known", condition=Q(came_by__in=Channel.values)
            ),
            models.CheckConstraint(
                name="application_names_who_entered_it",
                condition=Q(entered_by=None, came_by=Channel.ONLINE)
                | (Q(entered_by__isnull=False) & ~Q(came_by=Channel.ONLINE)),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "state_since", "id"], name="application_waiting"),
            models.Index(fields=["email"], name="application_by_email"),
            GinIndex(fields=["sought"], opclasses=["gin_trgm_ops"], name="application_by_sought"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("applications:application-status", args=[self.reference])

    def get_edit_url(self):
        """Return where the applicant writes; each form knows its own pages."""
        return self.with_answers().get_edit_url()

    @property
    def answers_model(self):
        """The model of this application's form, which lies in an app above this one."""
        return Application._meta.get_field(f"{self.form}application").related_model

    def with_answers(self):
        """Return this application in the model of its form."""
        return getattr(self, f"{self.form}application")

    @property
    def is_draft(self):
        return self.state == State.DRAFT

    @property
    def is_begun_by_staff(self):
        """Whether it is a draft that staff fill in for somebody who knows nothing of it yet."""
        return self.is_draft and self.entered_by_id is not None

    @property
    def is_with_staff(self):
        """Whether staff see it: it was confirmed, or entered by one of them."""
        was_entered = self.entered_by_id is not None and not self.is_draft
        return self.address_confirmed_at is not None or was_entered

    @property
    def is_editable(self):
        return self.state in workflow.EDITABLE

    @property
    def is_unconfirmed(self):
        return self.state == State.UNCONFIRMED

    @property
    def is_received(self):
        """Whether it has arrived and, to the outside, nobody has taken it yet."""
        return self.state in (State.SUBMITTED, State.SPAM)

    @property
    def is_accepted(self):
        return self.state == State.ACCEPTED

    @property
    def is_declined(self):
        return self.state == State.DECLINED

    @property
    def is_withdrawn(self):
        return self.state == State.WITHDRAWN

    @property
    def is_decided(self):
        return self.state in workflow.DECIDED

    def contacts(self):
        """Return the people who hold a private link: their address, and who they are to it."""
        known = [(self.email, Contact.FIRST), (self.second_email, Contact.SECOND)]
        # There is no address once the last contact has gone.
        return [(email, contact) for email, contact in known if email]

    def contact_addresses(self):
        """Return the addresses of the people this application speaks for."""
        return {email.lower() for email, _contact in self.contacts()}

    def is_of(self, user):
        """Return whether a member of staff is one of its contacts."""
        return user.email.lower() in self.contact_addresses()

    def version_of(self, contact):
        """Return the version that the private links of a contact must have."""
        return self.second_link_version if contact == Contact.SECOND else self.link_version

    def roles_of(self, by):
        """Return the roles in which ``by``, a user or an ``Applicant``, stands to this one."""
        if isinstance(by, Applicant):
            return {Role.APPLICANT} if by.application_id == self.pk else set()
        if not by.is_active or self.is_of(by):
            return set()  # nobody decides on an application in which they are a contact
        roles = set(by.roles) & set(REVIEWERS)
        if roles and self.state == State.HELD and self.decider_id == by.pk:
            roles.add(Role.DECIDER)
        if roles and self.entered_by_id == by.pk:
            roles.add(Role.ENTERER)
        if Role.SECRETARIAT in roles and self.of_minutes:
            roles.add(Role.RECORDER)
        return roles

    def decision_record(self):
        """Return the history row of the last decision, or ``None``."""
        decisions = (workflow.ACCEPT.name, workflow.DECLINE.name)
        return self.history.filter(move__in=decisions).order_by("-pk").first()

    @property
    def decider_id(self):
        """The key of the user who made the last decision, or ``None``."""
        record = self.decision_record()
        return record and record.by_id

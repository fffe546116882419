"""Who speaks for a member, and who is named to follow."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.models.member import Member
from membership.workflow import RepresentativeRole
from together_site.text import LineField


class RepresentativeQuerySet(models.QuerySet):
    def in_term(self, on):
        """Return who speaks for a member on a day: in their term, and still the contact."""
        return self.not_ended(on).filter(starts_on__lte=on)

    def not_ended(self, on):
        """Return whose term has not ended by a day; it may begin later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), gone_at=None)

    def without_follower(self, on):
        """Return whose term has ended by a day while nobody holds the same role or will."""
        same = Representative.objects.filter(member=OuterRef("member"), role=OuterRef("role"))
        ended = Q(ends_on__lt=on) | Q(gone_at__isnull=False)
        return self.filter(ended, ~Exists(same.not_ended(on)))


class Representative(models.Model):
    """A person who speaks for a member, for a term.

    Its links hold ``link_version``: a higher one revokes them. ``gone_at`` tells when this person
    said that they are no longer the contact: from that moment they are written to no more, though
    the day belongs to the term.
    """

    PERSONAL_FIELDS: ClassVar = {
        "name": _("whom to write and speak to"),
        "function": _("for whom this person speaks"),
        "email": _("to write to the member"),
        "phone": _("to ask back by telephone"),
    }

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="representatives", verbose_name=_("member")
    )
    role = models.CharField(_("role"), max_length=20, choices=RepresentativeRole.choices)
    name = LineField(_("name"), max_length=120)
    function = LineField(_("function"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254)
    phone = LineField(_("telephone"), max_length=40, blank=True)
    starts_on = models.DateField(_("first day of the term"))
    ends_on = models.DateField(_("last day of the term"), null=True, blank=True)
    language = models.CharField(
        _("language for letters"),
        max_length=10,
        default=settings.LANGUAGE_CODE,
        db_default=settings.LANGUAGE_CODE,
    )
    link_version = models.PositiveSmallIntegerField(default=1, db_default=1, editable=False)
    # The end of the term for which it was asked who follows: a term that is prolonged asks anew.
    asked_for_end = models.DateField(null=True, editable=False)
    gone_at = models.DateTimeField(_("no longer the contact since"), null=True, editable=False)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [
            models.CheckConstraint(
                name="representative_role_is_known",
                condition=Q(role__in=RepresentativeRole.values),
            ),
            models.CheckConstraint(
                name="term_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A term ends after it has begun."),
            ),
            models.CheckConstraint(
                name="who_has_gone_has_a_last_day",
                condition=Q(gone_at=None) | Q(ends_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_role_display()}"

    def is_in_term(self, on):
        """Return whether this person speaks for the member on a day."""
        has_ended = self.ends_on is not None and self.ends_on < on
        return self.gone_at is None and self.starts_on <= on and not has_ended


class Proposal(models.Model):
    """Who is to follow as a representative: it counts once the address named is confirmed.

    ``once`` names the sending: a button pressed twice proposes one.
    """

    PERSONAL_FIELDS: ClassVar = {
        "name": _("whom the member names to speak for it"),
        "function": _("for whom this person speaks"),
        "email": _("to ask whether this is the right address"),
    }

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proposals")
    proposed_by = models.ForeignKey(
        Representative, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    once = models.CharField(max_length=64, unique=True, editable=False)
    role = models.CharField(_("role"), max_length=20, choices=RepresentativeRole.choices)
    name = LineField(_("name"), max_length=120)
    function = LineField(_("function"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language for letters"), max_length=10)
    starts_on = models.DateField(_("first day of the term"))
    ends_on = models.DateField(_("last day of the term"), null=True)
    at = models.DateTimeField(default=timezone.now)
    became = models.OneToOneField(
        Representative, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="proposal_role_is_known", condition=Q(role__in=RepresentativeRole.values)
            ),
            models.CheckConstraint(
                name="proposed_term_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_role_display()}"

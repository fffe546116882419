"""Certificates of membership, and what may be said of one to whoever has its serial number."""

import re
import secrets

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.references import LETTERS
from membership.models.member import Member
from membership.workflow import Category, CertificateState

BETWEEN = re.compile(r"[\s\-\u2010-\u2015]+")
SHAPE = re.compile(f"[{LETTERS}]{{12}}")


def new_serial():
    """Return a fresh serial number: twelve letters in three groups, one of 28 to the twelfth."""
    return grouped("".join(secrets.choice(LETTERS) for _letter in range(12)))


def grouped(letters):
    return "-".join(letters[at : at + 4] for at in range(0, 12, 4))


def read_serial(text):
    """Return the serial number that somebody typed, however they did, or ``""`` if it is none."""
    letters = BETWEEN.sub("", text).upper()
    return grouped(letters) if SHAPE.fullmatch(letters) else ""


class CertificateQuerySet(models.QuerySet):
    def unrevoked(self, on):
        """Return those that have neither ended on a day nor been revoked."""
        return self.filter(revoked_on=None, valid_until__gte=on)

    def state_of(self, serial, on):
        """Return what may be said of a serial number on a day: a ``CertificateState``."""
        known = serial and self.filter(serial=serial)
        if not known or not known.exists():
            return CertificateState.UNKNOWN
        in_force = Member.objects.in_force(on).values("pk")
        if known.unrevoked(on).filter(member__in=in_force).exists():
            return CertificateState.VALID
        return CertificateState.EXPIRED


class Certificate(models.Model):
    """That somebody is a member in a category until a day. The PDF is drawn when it is opened."""

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("member")
    )
    serial = models.CharField(
        _("serial number"), max_length=14, unique=True, default=new_serial, editable=False
    )
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"))
    revoked_on = models.DateField(_("revoked on"), null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("issued by"),
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                name="certificate_category_is_known", condition=Q(category__in=Category.values)
            ),
            models.CheckConstraint(
                name="certificate_is_valid_a_day_at_least",
                condition=Q(valid_until__gte=F("issued_on")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="says_the_same", exclude=["revoked_on"]),
            pgtrigger.Protect(
                name="stays_revoked",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__revoked_on__isnull=False),
            ),
        ]

    def __str__(self):
        return self.serial

    def get_absolute_url(self):
        """Return where anybody sees whether it is valid."""
        return reverse("membership:certificate-state", args=[self.serial])

    @property
    def public_address(self):
        return settings.SITE_URL + self.get_absolute_url()

"""A file of the bank between reading and booking: its lines stay no longer than they are needed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.models.account import currency_field
from together_site.text import LineField


class BankFile(models.Model):
    """A file that somebody has read in. What stood in it is in its lines, while there are any."""

    name = LineField(_("name of the file"), max_length=120)
    digest = models.CharField(_("digest (SHA-256)"), max_length=64, unique=True, editable=False)
    currency = currency_field()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    read_at = models.DateTimeField(_("read at"), default=timezone.now)
    booked = models.PositiveIntegerField(_("booked"), default=0)

    class Meta:
        verbose_name = _("file of the bank")
        verbose_name_plural = _("files of the bank")
        constraints = [
            models.CheckConstraint(
                name="bank_file_currency_is_a_code", condition=Q(currency__regex="^[A-Z]{3}$")
            ),
            models.CheckConstraint(
                name="bank_file_digest_has_its_form", condition=Q(digest__regex="^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Return its page in the admin: it has no other."""
        return reverse("admin:membership_bankfile_change", args=[self.pk])


class BankLine(models.Model):
    """A line of a file that is not booked yet, as it stands there: deleted once it is."""

    PERSONAL_FIELDS: ClassVar = {
        "text": _("who has paid and for what, as the bank tells it: to find the member")
    }

    file = models.ForeignKey(BankFile, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("line"))
    day = models.CharField(_("day"), max_length=40, blank=True)
    amount = models.CharField(_("amount"), max_length=40, blank=True)
    currency = models.CharField(_("currency"), max_length=10, blank=True)
    bank_id = models.CharField(_("the bank’s own number"), max_length=80)
    text = models.CharField(_("text"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="line_is_in_a_file_once"),
        ]

    def __str__(self):
        return f"{self.file_id}:{self.number}"

"""Where members pay: the bank account of the network, as it holds from a day on."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from together_site.text import LineField

is_currency = RegexValidator(
    r"^[A-Z]{3}\Z", _("Write the three capital letters of the currency, like EUR.")
)
is_bic = RegexValidator(
    r"^[A-Z]{6}[0-9A-Z]{2}([0-9A-Z]{3})?\Z", _("A BIC has 8 or 11 capital letters and digits.")
)


def currency_field():
    return models.CharField(
        _("currency"),
        max_length=3,
        validators=[is_currency],
        help_text=_("Three capital letters, like EUR."),
    )


def is_iban(value):
    """Raise ``ValidationError`` for an IBAN whose form or check digits are wrong (ISO 13616)."""
    right = re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", value)
    if not right or int("".join(str(int(sign, 36)) for sign in value[4:] + value[:4])) % 97 != 1:
        raise ValidationError(_("This is no IBAN: write it without blanks, in capital letters."))


class BankDetailsQuerySet(models.QuerySet):
    def on(self, currency, day):
        """Return the account for a currency that holds on a day, or None."""
        return self.filter(currency=currency, valid_from__lte=day).order_by("-valid_from").first()


class BankDetails(models.Model):
    """The account for payments in a currency, from a day on; none is changed."""

    holder = LineField(_("holder of the account"), max_length=70)
    iban = models.CharField("IBAN", max_length=34, validators=[is_iban])
    bic = models.CharField("BIC", max_length=11, blank=True, validators=[is_bic])
    currency = currency_field()
    valid_from = models.DateField(_("holds from"))
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("No real account: nobody must pay there.")
    )

    objects = BankDetailsQuerySet.as_manager()

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "valid_from"],
                name="account_holds_once_from_a_day",
                violation_error_message=_("From this day on there is an account already."),
            ),
            models.CheckConstraint(
                name="account_currency_is_a_code", condition=Q(currency__regex="^[A-Z]{3}$")
            ),
            models.CheckConstraint(
                name="account_iban_has_its_form",
                condition=Q(iban__regex="^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$"),
            ),
        ]

    def __str__(self):
        return f"{self.iban} ({self.currency})"

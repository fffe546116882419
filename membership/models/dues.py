"""Dues: the scale, what is asked of a member for a period, and what was paid.

Money is a decimal with its currency. What is paid is the sum of the payments; none is edited.
"""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from membership.models.account import currency_field
from membership.models.member import UP_TO, WHOLE_DAYS, DateRange, Period
from membership.models.money_triggers import ADDED_ONLY, KEPT_AS_ASKED, SAME_MONEY
from membership.workflow import Category
from together_site.text import LineField, ProseField

NOTHING = Decimal("0.00")
A_CENT = Decimal("0.01")


class FeeWay(models.TextChoices):
    """How the amount of a member is found."""

    FIXED = "fixed", _("The same for all")
    BY_POPULATION = "by_population", _("By population")
    FREE = "free", _("Chosen by the member")
    WAIVED = "waived", _("Waived by a decision")


class DuesState(models.TextChoices):
    """How far a request is paid: computed from its payments, never stored."""

    OPEN = "open", _("Open")
    PART_PAID = "part_paid", _("Part paid")
    PAID = "paid", _("Paid")
    WAIVED = "waived", _("Waived")


class IntegerRange(Func):
    """The numbers from one column up to another, that one left out."""

    function = "INT4RANGE"
    output_field = IntegerRangeField()


def money_field(**options):
    return models.DecimalField(_("amount"), max_digits=12, decimal_places=2, **options)


class FeeRuleQuerySet(models.QuerySet):
    def on(self, day):
        """Return the rules that hold on a day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


class FeeRule(models.Model):
    """One line of the scale: what a category owes for a period that begins in these days."""

    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    way = models.CharField(_("way"), max_length=20, choices=FeeWay.choices)
    population_from = models.PositiveIntegerField(
        _("population from"), null=True, blank=True, help_text=_("By population only.")
    )
    population_until = models.PositiveIntegerField(
        _("population below"),
        null=True,
        blank=True,
        help_text=_("By population only. Empty: there is no upper bound."),
    )
    amount = money_field(
        null=True,
        blank=True,
        validators=[MinValueValidator(A_CENT)],
        help_text=_("Empty where the member chooses it, or where it is waived."),
    )
    currency = currency_field()
    valid_from = models.DateField(_("holds from"))
    valid_until = models.DateField(_("last day"), null=True, blank=True)
    source = LineField(
        _("who decided it"),
        max_length=200,
        blank=True,
        help_text=_("The article, or the meeting and its day. Empty for a sample."),
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Nobody has decided it: it stands for an amount.")
    )

    objects = FeeRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("fee rule")
        verbose_name_plural = _("fee scale")
        constraints = [
            models.CheckConstraint(
                name="fee_category_is_known", condition=Q(category__in=Category.values)
            ),
            models.CheckConstraint(
                name="fee_has_an_amount_by_its_way",
                condition=Q(way__in=("fixed", "by_population"), amount__isnull=False, amount__gt=0)
                | Q(way__in=("free", "waived"), amount=None),
                violation_error_message=_(
                    "An amount above zero belongs to a fee that is the same for all or goes by "
                    "population, and to no other."
                ),
            ),
            models.CheckConstraint(
                name="fee_has_bounds_by_its_way",
                condition=Q(way="by_population", population_from__isnull=False)
                | (~Q(way="by_population") & Q(population_from=None, population_until=None)),
                violation_error_message=_(
                    "A fee by population says from which population on, no other does."
                ),
            ),
            models.CheckConstraint(
                name="fee_bounds_are_in_order",
                condition=Q(population_until=None) | Q(population_until__gt=F("population_from")),
                violation_error_message=_("The upper bound is above the lower."),
            ),
            models.CheckConstraint(
                name="fee_ends_after_it_starts",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("A rule ends after it has begun."),
            ),
            models.CheckConstraint(
                name="fee_currency_is_a_code", condition=Q(currency__regex="^[A-Z]{3}$")
            ),
            models.CheckConstraint(
                name="fee_is_decided_or_a_sample",
                condition=Q(is_sample=True) | ~Q(source=""),
                violation_error_message=_("Say who decided it, or mark it as a sample."),
            ),
            ExclusionConstraint(
                name="fee_rules_do_not_overlap",
                expressions=[
                    ("category", RangeOperators.EQUAL),
                    ("currency", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until", WHOLE_DAYS), RangeOperators.OVERLAPS),
                    (
                        IntegerRange("population_from", "population_until", UP_TO),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_(
                    "A rule of this category and currency holds in these days already."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_category_display()}: {self.get_way_display()}"


class PaymentRequestQuerySet(models.QuerySet):
    def with_state(self):
        """Annotate what is ``paid`` of each, and the ``dues_state`` that follows from it."""
        mine = Payment.objects.filter(request=OuterRef("pk")).order_by().values("request")
        paid = mine.annotate(total=Sum("amount")).values("total")
        return self.annotate(
            paid=Coalesce(Subquery(paid), Value(NOTHING), output_field=money_field())
        ).annotate(
            dues_state=Case(
                When(waived_on__isnull=False, then=Value(DuesState.WAIVED)),
                When(paid__gte=F("amount"), then=Value(DuesState.PAID)),
                When(paid__gt=0, then=Value(DuesState.PART_PAID)),
                default=Value(DuesState.OPEN),
                output_field=models.CharField(),
            )
        )


class PaymentRequest(models.Model):
    """What is asked of a member for one period; the member is that of the period."""

    PERSONAL_FIELDS: ClassVar = {
        "waived_why": _("why a member need not pay: the decision, which can tell of a person")
    }

    period = models.OneToOneField(
        Period, on_delete=models.PROTECT, related_name="payment_request", verbose_name=_("period")
    )
    amount = money_field()
    currency = currency_field()
    reference = models.CharField(_("reference"), max_length=25, unique=True)
    called_on = models.DateField(_("called on"))
    due_on = models.DateField(_("due on"))
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    waived_on = models.DateField(_("waived on"), null=True)
    waived_why = LineField(_("why it was waived"), max_length=300, blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = PaymentRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment request")
        verbose_name_plural = _("dues")
        constraints = [
            models.CheckConstraint(name="request_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="request_currency_is_a_code", condition=Q(currency__regex="^[A-Z]{3}$")
            ),
            models.CheckConstraint(
                name="request_is_due_after_its_call", condition=Q(due_on__gte=F("called_on"))
            ),
            models.CheckConstraint(
                name="request_reference_has_its_form",
                condition=Q(reference__regex="^RF[0-9]{2}[0-9A-Z]{1,21}$"),
            ),
            models.CheckConstraint(
                name="request_waived_with_a_reason",
                condition=Q(waived_on=None, waived_why="", waived_by=None)
                | (Q(waived_on__isnull=False, waived_by__isnull=False) & ~Q(waived_why="")),
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="request_by_due_day")]
        triggers = [*KEPT_AS_ASKED]

    def __str__(self):
        return self.reference

    @property
    def member(self):
        return self.period.member


class Payment(models.Model):
    """Money that came in for a request, or a row that reverses such a one. Append-only.

    ``bank_id`` is the bank's own name of the transfer; ``attempt`` counts how often it was
    reversed before: a transfer booked on the wrong request can be booked again, once.
    """

    PERSONAL_FIELDS: ClassVar = {
        "note": _("what staff noted of a transfer: it may be emptied, as no other field of it may")
    }

    request = models.ForeignKey(
        PaymentRequest, on_delete=models.PROTECT, related_name="payments", verbose_name=_("request")
    )
    amount = money_field()
    currency = currency_field()
    received_on = models.DateField(_("received on"))
    # A row that reverses another has none, and is not unique by it.
    bank_id = models.CharField(_("the bank’s own number"), max_length=80, null=True)  # noqa: DJ001
    attempt = models.PositiveSmallIntegerField(default=0)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reversal"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    note = ProseField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(
                name="payment_is_money_or_reverses_it",
                condition=Q(reverses=None, amount__gt=0, bank_id__isnull=False)
                | Q(reverses__isnull=False, amount__lt=0, bank_id=None),
            ),
            models.CheckConstraint(
                name="payment_bank_id_has_its_form",
                condition=Q(bank_id=None) | Q(bank_id__regex="^[0-9A-Z./:_-]+$"),
            ),
            models.UniqueConstraint(fields=["bank_id", "attempt"], name="transfer_is_booked_once"),
        ]
        triggers = [SAME_MONEY, *ADDED_ONLY]

    def __str__(self):
        return f"{self.amount} {self.currency}"

"""Which amount a member owes for a period that begins on a day: by the scale, nothing stored."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from membership.models import FeeRule, FeeWay, Member, MembershipApplication, PaymentRequest


@dataclass(frozen=True)
class Owed:
    """What the scale says of a member: an amount, or why there is none yet."""

    rule: FeeRule
    amount: Decimal | None

    @property
    def is_waived(self):
        return self.rule.way == FeeWay.WAIVED

    @property
    def is_chosen(self):
        """Return whether the member says the amount: ``amount`` is what it chose last, if any."""
        return self.rule.way == FeeWay.FREE


def owed(rules, *, category, population=None, chosen=None):
    """Return what a member of a category owes by rules that hold on one day, or None.

    ``population`` is that of the place of the member, ``chosen`` the amount that it chose last.
    None is returned, too, where the fee goes by population and none is known, or no bound fits: a
    person decides then.
    """
    for rule in rules:
        if rule.category == category and _fits(rule, population):
            return Owed(rule, chosen if rule.way == FeeWay.FREE else rule.amount)
    return None


def _fits(rule, population):
    if rule.way != FeeWay.BY_POPULATION:
        return True
    if population is None or population < rule.population_from:
        return False
    return rule.population_until is None or population < rule.population_until


def rules_on(day, currency):
    """Return the lines of the scale in one currency that hold on a day."""
    return list(FeeRule.objects.on(day).filter(currency=currency).order_by("category", "pk"))


def population_of(member):
    """Return how many people live in the place of a member, or None."""
    territory = member.platform.territory if member.platform else member.territory
    return territory.population if territory else None


def chosen_last(currency):
    """Return, for a query of members, the amount in a currency that each chose last, or null.

    That is what was asked of it last, else what it named when it asked to join.
    """
    mine = {"currency": currency}
    asked = PaymentRequest.objects.filter(period__member=OuterRef("pk"), **mine)
    asked = asked.order_by("-called_on", "-pk").values("amount")[:1]
    joined = MembershipApplication.objects.filter(member=OuterRef("pk"), **mine).values("amount")
    return Coalesce(Subquery(asked), Subquery(joined))


def owed_by(member, day, currency):
    """Return what a member owes for a period that begins on a day, or None."""
    rules = rules_on(day, currency)
    found = Member.objects.filter(pk=member.pk)
    chosen = found.values_list(chosen_last(currency), flat=True).get()
    told = {"population": population_of(member), "chosen": chosen}
    return owed(rules, category=member.category, **told)

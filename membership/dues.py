"""Which amount a member owes for a period that begins on a day: by the scale, nothing stored."""

from dataclasses import dataclass
from decimal import Decimal

from membership.models import FeeRule, FeeWay


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
        """Return whether the member says the amount: staff write it down."""
        return self.rule.way == FeeWay.FREE


def owed(rules, *, category, population=None):
    """Return what a member of a category owes by rules that hold on one day, or None.

    ``population`` is that of the place of the member. None is returned, too, where the fee goes by
    population and none is known, or no bound fits: a person decides then.
    """
    for rule in rules:
        if rule.category == category and _fits(rule, population):
            return Owed(rule, rule.amount)
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


def owed_by(member, day, currency):
    """Return what a member owes for a period that begins on a day, or None."""
    rules = rules_on(day, currency)
    return owed(rules, category=member.category, population=population_of(member))

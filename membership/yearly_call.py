"""The yearly call: a period and a request for dues for every member that the scale knows.

Who gets what is found by one rule, for the page before the call and for the call itself. Nothing
is made twice: who has a period in these days already is left out.
"""

from collections import Counter
from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, TextChoices, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership import dues, dues_emails, jobs, payments
from membership.models import FeeWay, Member, Period
from membership.workflow import MemberState

KIND = "yearly-call"
AT_ONCE = 500  # members


class Outcome(TextChoices):
    """What a call does for a member, or why it leaves it out."""

    CALLED = "called", _("Gets a period and a request for dues")
    WAIVED = "waived", _("Waived by the scale: gets a period, nothing is asked")
    TO_CHOOSE = "to_choose", _("Left out: the member chooses the amount, and has named none yet")
    NO_RULE = "no_rule", _("Left out: the scale has no line for its category in this currency")
    NO_POPULATION = "no_population", _("Left out: the population of its place is not known")
    NO_BOUND = "no_bound", _("Left out: no line of the scale fits its population")
    HAS_PERIOD = "has_period", _("Left out: it has a period in these days already")
    ON_HOLD = "on_hold", _("Left out: on hold")
    RESIGNED = "resigned", _("Left out: resigned")


STATES = {MemberState.ON_HOLD: Outcome.ON_HOLD, MemberState.RESIGNED: Outcome.RESIGNED}
WITH_PERIOD = (Outcome.CALLED, Outcome.WAIVED)


def outcome_of(rules, *, category, state, population, chosen, has_period):
    """Return the ``Outcome`` for a member and the amount, which may be None."""
    if state in STATES:
        return STATES[state], None
    if has_period:
        return Outcome.HAS_PERIOD, None
    owed = dues.owed(rules, category=category, population=population, chosen=chosen)
    if owed is None:
        return _why_nothing(rules, category, population), None
    if owed.is_chosen and owed.amount is None:
        return Outcome.TO_CHOOSE, None
    return (Outcome.WAIVED, None) if owed.is_waived else (Outcome.CALLED, owed.amount)


def _why_nothing(rules, category, population):
    ways = {rule.way for rule in rules if rule.category == category}
    if FeeWay.BY_POPULATION not in ways:
        return Outcome.NO_RULE
    return Outcome.NO_POPULATION if population is None else Outcome.NO_BOUND


def with_facts(members, rules, currency, first, last):
    """Annotate members with what decides.

    That is ``population``, ``chosen``, where a member chooses its amount, and ``has_period`` in
    these days.
    """
    free = {rule.category for rule in rules if rule.way == FeeWay.FREE}
    overlapping = Period.objects.filter(
        member=OuterRef("pk"), starts_on__lte=last, ends_on__gte=first
    )
    return members.annotate(
        population=Coalesce(F("platform__territory__population"), F("territory__population")),
        chosen=Case(When(category__in=free, then=dues.chosen_last(currency))),
        has_period=Exists(overlapping),
    )


FACTS = ("category", "state", "population", "chosen", "has_period")


def preview(first, last, currency):
    """Return how many members get what, as rows of category, outcome, amount and number."""
    rules, found = dues.rules_on(first, currency), Counter()
    members = with_facts(Member.objects.all(), rules, currency, first, last)
    groups = members.values(*FACTS).annotate(n=Count("pk"))
    for group in groups.order_by().iterator():
        number = group.pop("n")
        found[(group["category"], *outcome_of(rules, **group))] += number
    return [(*key, number) for key, number in found.items()]


def left_out(first, last, currency):
    """Yield number, name, category and outcome of every member that a call would leave out."""
    rules = dues.rules_on(first, currency)
    members = with_facts(Member.objects.order_by("pk"), rules, currency, first, last)
    for pk, name, *facts in members.values_list("pk", "name", *FACTS).iterator(chunk_size=1000):
        facts = dict(zip(FACTS, facts, strict=True))
        outcome, _amount = outcome_of(rules, **facts)
        if outcome not in WITH_PERIOD:
            yield f"M{pk}", name, facts["category"], outcome


def ask(by, *, once, first, last, currency, called_on, due_on):
    """Have the worker make a call. Returns the ``Job``; asked twice it is the same."""
    days = {"first": first, "last": last, "called_on": called_on, "due_on": due_on}
    words = {name: day.isoformat() for name, day in days.items()}
    return jobs.ask(KIND, by, once=once, currency=currency, **words)


def address_of_result(job):
    """Return the page that says what the same call would still do."""
    asked = job.arguments
    page = reverse("admin:membership_paymentrequest_call")
    return f"{page}?first={asked['first']}&currency={asked['currency']}&due_on={asked['due_on']}"


def told(job):
    """Return what a call has done until now, in words and numbers."""
    words = [(outcome.label, job.result.get(outcome.value)) for outcome in Outcome]
    words += [
        (_("Letters written"), job.result.get("letters")),
        (_("Called, but nobody is there to write to"), job.result.get("without_letter")),
    ]
    return [(label, number) for label, number in words if number]


@jobs.job(KIND, title=_("Yearly call"), leads_to=address_of_result, tells=told)
def call_some(job):
    """Call the next members by their number; returns whether these were the last."""
    asked = job.arguments
    days = {name: date.fromisoformat(asked[name]) for name in ("first", "last")}
    if not job.total:
        job.total = Member.objects.count()
    # Locked before they are looked at: who adds a period or resigns meanwhile waits, or came first.
    coming = Member.objects.filter(pk__gt=job.after).order_by("pk")[:AT_ONCE]
    pks = list(coming.select_for_update(no_key=True).values_list("pk", flat=True))
    if pks:
        _call(job, pks, **days)
        job.after = pks[-1]
    job.done += len(pks)
    job.total = max(job.total, job.done)
    if is_finished := len(pks) < AT_ONCE:
        job.total = job.done
    return is_finished


def _call(job, pks, first, last):
    """Make the periods, requests and letters of some members, and count what was done."""
    asked = job.arguments
    rules = dues.rules_on(first, asked["currency"])
    members = Member.objects.filter(pk__in=pks).order_by("pk")
    members = list(with_facts(members, rules, asked["currency"], first, last))
    found = {
        member: outcome_of(rules, **{name: getattr(member, name) for name in FACTS})
        for member in members
    }
    periods = Period.objects.bulk_create(
        Period(member=member, starts_on=first, ends_on=last, category=member.category)
        for member, (outcome, _amount) in found.items()
        if outcome in WITH_PERIOD
    )
    amounts = {period: found[period.member][1] for period in periods}
    requests = payments.ask_all(
        {period: amount for period, amount in amounts.items() if amount is not None},
        currency=asked["currency"],
        called_on=date.fromisoformat(asked["called_on"]),
        due_on=date.fromisoformat(asked["due_on"]),
        by=job.asked_by,
    )
    chosen = {member for member in members if member.chosen is not None}
    letters = dues_emails.write_to_all("call", requests, chosen=chosen)
    counted = Counter({outcome.value: 0 for outcome in Outcome})
    counted.update(outcome.value for outcome, _amount in found.values())
    counted["letters"] = letters
    counted["without_letter"] = len(requests) - letters
    job.result = {name: job.result.get(name, 0) + number for name, number in counted.items()}

"""What the lines of a bank file are for: found by the reference in the text. Nothing is booked."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership import creditor_reference
from membership.bank import amount_of, day_of
from membership.models import BankLine, Payment, PaymentRequest
from membership.models.account import is_currency
from membership.payments import plain_bank_id

MOST = Decimal("9999999999.99")
# The numbers of requests of ours have six digits or more behind the year.
SHORTEST, LONGEST = len("RF00") + 10, 25
_STARTS = re.compile("RF[0-9]{12}")


class Finding(TextChoices):
    """What became clear of a line."""

    MATCHED = "matched", _("Can be booked")
    BOOKED = "booked", _("Booked already")
    TWIN = "twin", _("The same amount and day is recorded for this request: look at both")
    CLASH = "clash", _("Its number is that of a transfer of another amount: look at both")
    TAKEN_BACK = "taken_back", _("Was booked and taken back: record it by hand")
    CURRENCY = "currency", _("In another currency than the request")
    SEVERAL = "several", _("Names several references: record it by hand")
    UNKNOWN = "unknown", _("No reference of a request")
    NOT_IN = "not_in", _("Not incoming")
    UNREADABLE = "unreadable", _("Day, amount, currency or number cannot be read")


@dataclass
class Found:
    """A line with what was found of it; what could not be read is None."""

    line: BankLine
    day: date | None
    amount: Decimal | None
    currency: str | None
    request: PaymentRequest | None = None
    finding: Finding = Finding.UNREADABLE

    @property
    def member(self):
        return self.request and self.request.member


def match(lines, currency):
    """Return a ``Found`` for each line of a file; ``currency`` is that of lines that name none.

    The database is asked the same three questions for one line and for many.
    """
    found = [_read(line, currency) for line in lines]
    named = {one.line.pk: references_in(one.line.text) for one in found}
    every = set().union(*named.values())
    asked = PaymentRequest.objects.filter(reference__in=every).select_related("period__member")
    requests = {one.reference: one for one in asked}
    same = Payment.objects.filter(bank_id__in={one.line.bank_id for one in found})
    # Of one that was booked again, the last time counts.
    rows = same.order_by("attempt").values_list("bank_id", "reversal", "amount")
    booked = {bank_id: (reversal, amount) for bank_id, reversal, amount in rows}
    standing = Payment.objects.filter(request__in=requests.values(), reverses=None, reversal=None)
    twins = set(standing.values_list("request", "amount", "received_on"))
    for one in found:
        ours = [requests[name] for name in named[one.line.pk] if name in requests]
        one.request = ours[0] if len(ours) == 1 else None
        one.finding = _finding(one, len(ours), booked, twins)
        if one.finding == Finding.MATCHED:
            # The next line with the same number, or of the same amount and day, is looked at.
            booked[one.line.bank_id] = (None, one.amount)
            twins.add(_twin(one))
    return found


def references_in(text):
    """Return every right reference that may stand in a text, however it is spaced.

    What follows it in the text may look like more digits of it: each length is tried, and the
    check digits and the table of requests tell which it is.
    """
    plain = re.sub(r"[\s./:_-]", "", text).upper()
    candidates = (
        plain[at.start() : at.start() + length]
        for at in _STARTS.finditer(plain)
        for length in range(SHORTEST, min(LONGEST, len(plain) - at.start()) + 1)
    )
    return {name for name in candidates if creditor_reference.is_right(name)}


def _read(line, currency):
    try:
        day = day_of(line.day)
    except ValueError:
        day = None
    try:
        amount = amount_of(line.amount)
    except ValueError:
        amount = None
    code = line.currency.upper() or currency
    try:
        is_currency(code)
    except ValidationError:
        code = None
    return Found(line, day, amount, code)


def _finding(one, number, booked, twins):
    reversal, amount = booked.get(one.line.bank_id, (None, None))
    checks = {
        Finding.UNREADABLE: _is_unreadable(one),
        Finding.NOT_IN: one.amount is not None and one.amount <= 0,
        Finding.TAKEN_BACK: reversal is not None,
        Finding.CLASH: amount is not None and amount != one.amount,
        Finding.BOOKED: amount is not None,
        Finding.SEVERAL: number > 1,
        Finding.UNKNOWN: number == 0,
        Finding.CURRENCY: one.request and one.request.currency != one.currency,
        Finding.TWIN: one.request and _twin(one) in twins,
    }
    return next((finding for finding, holds in checks.items() if holds), Finding.MATCHED)


def _is_unreadable(one):
    if None in (one.day, one.amount, one.currency):
        return True
    wrong_number = not re.fullmatch("[0-9A-Z./:_-]+", plain_bank_id(one.line.bank_id))
    return wrong_number or one.day > timezone.localdate() or abs(one.amount) > MOST


def _twin(one):
    return one.request.pk, one.amount, one.day

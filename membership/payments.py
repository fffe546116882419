"""What is asked and what was paid: every writer of requests and payments."""

import re
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import creditor_reference, dues_emails
from membership.models import Payment, PaymentRequest
from moves.services import MoveRefused

SAID = {
    "transfer_is_booked_once": gettext_lazy("This transfer is recorded already."),
    "payment_in_money_of_request": gettext_lazy(
        "The payment is in another currency than the request."
    ),
    "payment_bank_id_has_its_form": gettext_lazy(
        "The bank’s number may have letters A to Z, digits and . / : - _ only."
    ),
}


def plain_bank_id(text):
    """Return a bank's number of a transfer as it is kept: in capitals, without blanks."""
    return re.sub(r"\s", "", text).upper()


def reference_of(period):
    """Return the reference by which the dues of a period are paid."""
    # The year helps who reads a bank statement; the number is that of the period.
    return creditor_reference.with_check_digits(f"{period.starts_on.year:04}{period.pk:06}")


def ask_all(amounts, *, currency, called_on, due_on, by):
    """Ask for the dues of many new periods in one statement. Returns the requests.

    ``amounts`` has the amount of each period. Belongs in the transaction that makes the periods.
    """
    return PaymentRequest.objects.bulk_create(
        PaymentRequest(
            period=period,
            amount=amount,
            currency=currency,
            reference=reference_of(period),
            called_on=called_on,
            due_on=due_on,
            called_by=by,
        )
        for period, amount in amounts.items()
    )


@transaction.atomic
def ask(period, *, amount, currency, due_on, by):
    """Ask for the dues of a period. Returns the request.

    Raises ``MoveRefused`` where they were asked before.
    """
    asked = _("These dues are asked already.")
    keys = ("membership_paymentrequest_period_id_key", "membership_paymentrequest_reference_key")
    with _told(dict.fromkeys(keys, asked)):
        return PaymentRequest.objects.create(
            period=period,
            amount=amount,
            currency=currency,
            reference=reference_of(period),
            called_on=timezone.localdate(),
            due_on=due_on,
            called_by=by,
        )


@transaction.atomic
def record(request, *, amount, currency, received_on, bank_id, by, note="", is_another=False):
    """Record a transfer for a request, under its lock, and thank for it. Returns the payment.

    Raises ``MoveRefused`` where it is in another currency or was recorded before: under the same
    number of the bank or, unless ``is_another``, with the same amount on the same day.
    """
    asked = _locked(request)
    bank_id = plain_bank_id(bank_id)
    if currency != asked.currency:
        raise MoveRefused(
            _("The request is in %(asked)s, the payment in %(paid)s. It is not recorded.")
            % {"asked": asked.currency, "paid": currency}
        )
    standing = asked.payments.filter(reverses=None, reversal=None)
    if not is_another and standing.filter(amount=amount, received_on=received_on).exists():
        raise MoveRefused(_("A payment of this amount and day is recorded for it already."))
    before = Payment.objects.filter(bank_id=bank_id, reversal__isnull=False).count()
    with _told():
        payment = asked.payments.create(
            amount=amount,
            currency=currency,
            received_on=received_on,
            bank_id=bank_id,
            attempt=before,
            recorded_by=by,
            note=note,
        )
    dues_emails.thank(payment)
    return payment


@transaction.atomic
def reverse(payment, *, why, by):
    """Take a payment back by a row of its own; the payment stays. Returns that row.

    Raises ``MoveRefused`` without a reason, or where it was taken back before.
    """
    asked = _locked(payment.request)
    if not why.strip():
        raise MoveRefused(_("Please say why."))
    if payment.reverses_id:
        raise MoveRefused(_("This row takes a payment back: record the payment again instead."))
    with _told({"membership_payment_reverses_id_key": _("This payment is taken back already.")}):
        return asked.payments.create(
            amount=-payment.amount,
            currency=payment.currency,
            received_on=timezone.localdate(),
            reverses=payment,
            recorded_by=by,
            note=why,
        )


@transaction.atomic
def waive(request, *, why, by):
    """Write down the decision that a member need not pay. Returns the request.

    Raises ``MoveRefused`` without a reason, where it was waived before, or nothing is open.
    """
    asked = _locked(request)
    if not why.strip():
        raise MoveRefused(_("Please say why."))
    if asked.waived_on:
        raise MoveRefused(_("It is waived already."))
    if sum(asked.payments.values_list("amount", flat=True)) >= asked.amount:
        raise MoveRefused(_("It is paid already."))
    asked.waived_on, asked.waived_why, asked.waived_by = timezone.localdate(), why, by
    asked.save(update_fields=["waived_on", "waived_why", "waived_by"])
    return asked


def _locked(request):
    return PaymentRequest.objects.select_for_update().get(pk=request.pk)


@contextmanager
def _told(also=None):
    """Tell a person which rule of the database refuses."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        words = (SAID | (also or {})).get(error.__cause__.diag.constraint_name)
        if not words:
            raise
        raise MoveRefused(str(words)) from error

"""A request for dues and a receipt as PDFs: what stands on them, their look is in ``dues.typ``.

They are drawn when they are opened and not kept: a request names the account that holds today.
"""

from pathlib import Path

from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.paper import drawn
from membership.certificate import squares
from membership.creditor_reference import in_fours
from membership.models import BankDetails, DuesState, Payment, PaymentRequest
from membership.workflow import Category

DRAWING = Path(__file__).with_name("dues.typ")
# Others are told by their three letters alone.
CURRENCIES = {
    "EUR": gettext_lazy("euros"),
    "MAD": gettext_lazy("Moroccan dirhams"),
    "CHF": gettext_lazy("Swiss francs"),
    "BRL": gettext_lazy("Brazilian reais"),
    "USD": gettext_lazy("United States dollars"),
}


def request_pdf(payment_request, language):
    """Return what is asked of a member as a tagged PDF, with where and by what reference to pay."""
    asked = _with_all(PaymentRequest.objects.with_state(), payment_request.pk)
    account = BankDetails.objects.on(asked.currency, timezone.localdate())
    with translation.override(language):
        return drawn(DRAWING, paper=request_told(asked, account))


def receipt_pdf(payment, language):
    """Return a receipt of a payment as a tagged PDF; of one taken back it says so.

    Raises ``ValueError`` for a row that takes a payment back: nothing was received by it.
    """
    if payment.reverses_id:
        raise ValueError("Of a row that takes a payment back there is no receipt.")
    asked = _with_all(PaymentRequest.objects.with_state(), payment.request_id)
    is_taken_back = Payment.objects.filter(reverses=payment).exists()
    with translation.override(language):
        return drawn(DRAWING, paper=receipt_told(payment, asked, is_taken_back=is_taken_back))


def request_told(asked, account):
    """Return the words and figures of a request; ``account`` may be None."""
    is_open = asked.dues_state in (DuesState.OPEN, DuesState.PART_PAID)
    is_sample = bool(account and account.is_sample)
    return {
        "title": _("Request for dues"),
        "lead": _(
            "TOGETHER, the network of Territories of Co-responsibility, asks for the dues of"
        ),
        **_member(asked),
        "stamp": "" if is_open else DuesState(asked.dues_state).label,
        "facts": [
            (_("Amount"), money(asked.amount, asked.currency)),
            *([(_("Paid until now"), plain_money(asked))] if asked.paid else []),
            (_("Due on"), date_format(asked.due_on, "DATE_FORMAT")),
            *_what_for(asked),
        ],
        "heading": _("How to pay"),
        "warning": _("This is a sample account: nobody must pay there.") if is_sample else "",
        "account": _account(account) if account else [],
        "without": "" if account else _("The secretariat tells you the account."),
        "reference_name": _("Reference of the transfer"),
        "reference": in_fours(asked.reference),
        "closing": _("Please write the reference with your transfer: by it we know who has paid."),
        "squares": _squares(asked, account) if is_open else "",
        "squares_alt": _("The same transfer as a QR code, for banking programs"),
    }


def receipt_told(payment, asked, *, is_taken_back):
    """Return the words and figures of a receipt."""
    return {
        "title": _("Receipt"),
        "lead": _(
            "TOGETHER, the network of Territories of Co-responsibility, has received the dues of"
        ),
        **_member(asked),
        "stamp": _("This payment was taken back.") if is_taken_back else "",
        "facts": [
            (_("Amount received"), money(payment.amount, payment.currency)),
            (_("Received on"), date_format(payment.received_on, "DATE_FORMAT")),
            (_("The bank’s number"), payment.bank_id),
            *_what_for(asked),
            (_("Reference"), in_fours(asked.reference)),
            (_("Paid until now"), plain_money(asked)),
            (_("Number of the receipt"), f"R{payment.pk}"),
        ],
        "closing": _("Thank you."),
    }


def money(amount, currency):
    """Return an amount as it is written in the language now in use, its currency named."""
    figures = f"{number_format(amount, 2, force_grouping=True)} {currency}"
    name = CURRENCIES.get(currency)
    return f"{figures} ({name})" if name else figures


def plain_money(asked):
    """Return how much of a request is paid, out of what."""
    return _("%(paid)s of %(amount)s") % {
        "paid": number_format(asked.paid, 2, force_grouping=True),
        "amount": f"{number_format(asked.amount, 2, force_grouping=True)} {asked.currency}",
    }


def _with_all(requests, pk):
    return requests.select_related("period__member").get(pk=pk)


def _member(asked):
    return {"name": asked.member.name, "number": f"{_('Member number')} {asked.member.number}"}


def _what_for(asked):
    days = {
        "first": date_format(asked.period.starts_on, "DATE_FORMAT"),
        "last": date_format(asked.period.ends_on, "DATE_FORMAT"),
    }
    return [
        (_("Period"), _("From %(first)s to %(last)s") % days),
        (_("Category"), Category(asked.period.category).label),
    ]


def _account(account):
    facts = [(_("Holder of the account"), account.holder), ("IBAN", in_fours(account.iban))]
    return [*facts, ("BIC", account.bic)] if account.bic else facts


def _squares(asked, account):
    """Return the code that European banking programs read (EPC069-12), for an account in euros."""
    if not account or account.is_sample or asked.currency != "EUR":
        return ""
    to_pay = max(asked.amount - asked.paid, 0)
    transfer = ["BCD", "002", "1", "SCT", account.bic, account.holder, account.iban]
    return squares("\n".join([*transfer, f"EUR{to_pay:.2f}", "", asked.reference]))

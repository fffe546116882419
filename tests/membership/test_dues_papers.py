"""Requests for dues and receipts as PDFs: tagged, in the language of the reader, true today."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings as project_settings
from django.utils import translation
from pypdf import PdfReader

from membership import payments
from membership.dues_papers import receipt_pdf, request_pdf, request_told
from membership.models import BankDetails, PaymentRequest
from tests.applications.factories import make_secretary
from tests.membership.test_payments import ask, record

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in project_settings.LANGUAGES]
IBAN = "GB82WEST12345698765432"


def make_account(currency="EUR", *, since="2014-01-01", **fields):
    return BankDetails.objects.create(
        **{
            "holder": "The Network",
            "iban": IBAN,
            "bic": "WESTGB2L",
            "currency": currency,
            "valid_from": date.fromisoformat(since),
            **fields,
        }
    )


def read(pdf):
    """Return a PDF's reader and its words on one line; it must be tagged all through."""
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- a value of pypdf
    assert root["/StructTreeRoot"]["/K"]
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    return reader, words


def kinds_of(reader):
    """Return the kinds of the elements in the structure tree, each once."""
    found, queue = set(), [reader.root_object["/StructTreeRoot"]["/K"]]
    while queue:
        node = queue.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            queue += node
        elif isinstance(node, dict) and "/S" in node:
            found.add(node["/S"])
            queue.append(node.get("/K", []))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_request_names_member_amount_days_account_and_reference(language):
    make_account()
    asked = ask("1234.50")

    reader, words = read(request_pdf(asked, language))

    amounts = {"en": "1,234.50 EUR", "fr": "1 234,50 EUR", "pt": "1.234,50 EUR"}
    amount = {**amounts, "ar": amounts["fr"]}[language]
    expected = [asked.member.name, asked.member.number, "GB82 WEST", "WESTGB2L", "The Network"]
    expected += [amount, payments.creditor_reference.in_fours(asked.reference), "2031"]
    assert [part for part in expected if part not in words] == []
    assert len(reader.pages) == 1
    assert reader.root_object["/Lang"] == language
    with translation.override(language):
        assert reader.metadata.title == translation.gettext("Request for dues")
    assert {"/H1", "/H2", "/P", "/Figure"} <= kinds_of(reader)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_names_member_amount_day_and_reference(language):
    asked = ask()
    payment = record(asked)

    reader, words = read(receipt_pdf(payment, language))

    amount = {"en": "40.00 EUR"}.get(language, "40,00 EUR")
    expected = [asked.member.name, amount, "T1", f"R{payment.pk}", "2026"]
    assert [part for part in expected if part not in words] == []
    assert (len(reader.pages), reader.root_object["/Lang"]) == (1, language)
    assert reader.metadata.title
    assert "/H1" in kinds_of(reader)


def test_a_sample_account_says_that_nobody_must_pay_there_and_has_no_code():
    account = make_account(is_sample=True)
    asked = PaymentRequest.objects.with_state().get(pk=ask().pk)

    told = request_told(asked, account)

    assert told["warning"] == "This is a sample account: nobody must pay there."
    assert told["squares"] == ""
    assert told["warning"] in read(request_pdf(asked, "en"))[1]


def test_without_an_account_of_its_currency_the_secretariat_tells_it():
    make_account("MAD")

    assert "The secretariat tells you the account." in read(request_pdf(ask(), "en"))[1]


def test_a_request_names_the_account_that_holds_today():
    make_account(since="2014-01-01", holder="Before")
    make_account(since="2020-01-01", holder="Now")
    make_account(since="2099-01-01", holder="Later")

    words = read(request_pdf(ask(), "en"))[1]

    assert [name for name in ("Before", "Now", "Later") if name in words] == ["Now"]


def test_what_is_paid_or_waived_is_said():
    make_account()
    paid, part, waived = ask(), ask(), ask()
    record(paid, "100.00", bank_id="T1")
    record(part, "40.00", bank_id="T2")
    payments.waive(waived, why="Flood.", by=make_secretary())

    words = [read(request_pdf(asked, "en"))[1] for asked in (paid, part, waived)]

    assert [" Paid Amount" in text for text in words] == [True, False, False]
    assert [" Waived Amount" in text for text in words] == [False, False, True]
    assert "40.00 of 100.00 EUR" in words[1]
    assert "Flood" not in words[2]


def test_a_payment_taken_back_says_so_and_the_row_that_does_has_no_receipt():
    payment = record(ask())
    row = payments.reverse(payment, why="Wrong member.", by=make_secretary())

    words = read(receipt_pdf(payment, "en"))[1]

    assert "This payment was taken back." in words
    with pytest.raises(ValueError, match="no receipt"):
        receipt_pdf(row, "en")


def test_a_long_name_and_one_from_right_to_left_fit_on_one_page():
    make_account()
    asked = ask()
    member = asked.member
    pages = []
    for name in ("A" * 160, "جمعية المدينة للمسؤولية المشتركة", "#let x = 1 $y$ [z]"):
        member.name = name
        member.save()
        pages.append(len(read(request_pdf(asked, "fr"))[0].pages))

    assert pages == [1, 1, 1]


def test_the_code_for_banking_programs_asks_for_what_is_still_open(monkeypatch):
    account, asked = make_account(), ask()
    record(asked, "40.00")
    seen = []
    monkeypatch.setattr("membership.dues_papers.squares", lambda text: seen.append(text) or "")

    request_told(PaymentRequest.objects.with_state().get(pk=asked.pk), account)

    assert seen == [
        f"BCD\n002\n1\nSCT\nWESTGB2L\nThe Network\n{IBAN}\nEUR60.00\n\n{asked.reference}"
    ]
    assert Decimal("60.00") == asked.amount - Decimal("40.00")

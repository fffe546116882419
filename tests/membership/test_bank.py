"""A file of the bank is read whatever bank wrote it, and refused with words where it is none."""

from datetime import date
from decimal import Decimal

import pytest

from membership.bank import FileRefused, Line, amount_of, day_of, lines_of

ENGLISH = "Booking date,Amount,Currency,Transaction ID,Description\n2026-02-01,40.00,EUR,T1,RF71\n"
FRENCH = (
    "Compte;FR76\n\nDate opération;Libellé;Montant;Devise;Identifiant\n"
    "01/02/2026;Cotisation été;40,00;EUR;T1\n"
)
PORTUGUESE = "Data\tDescrição\tMontante\tMoeda\tIdentificador\n01-02-2026\tQuota\t40,00\tEUR\tT1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        (ENGLISH, Line(2, "2026-02-01", "40.00", "T1", "RF71", "EUR")),
        (FRENCH, Line(4, "01/02/2026", "40,00", "T1", "Cotisation été", "EUR")),
        (PORTUGUESE, Line(2, "01-02-2026", "40,00", "T1", "Quota", "EUR")),
    ],
)
def test_separator_columns_and_encoding_are_found_in_the_file(text, line, encoding):
    assert lines_of(text.encode(encoding)) == [line]


@pytest.mark.parametrize(
    "text", ["2026-03-31", "2026/3/31", "31/03/2026", "31.3.2026", " 31-03-2026 "]
)
def test_a_day_is_iso_or_day_first(text):
    assert day_of(text) == date(2026, 3, 31)


@pytest.mark.parametrize("text", ["", "31/03/26", "03/31/2026", "2026-02-30", "٣١/٠٣/٢٠٢٦"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- the words are those of Python or ours
        day_of(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("40", "40"),
        ("40,5", "40.5"),
        ("+1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u202f234\u202f567,89", "1234567.89"),
        ("-12.00", "-12.00"),
    ],
)
def test_an_amount_has_a_decimal_point_or_comma(text, amount):
    assert amount_of(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", "1.234", "1,234", "1,234,56", "1e9", "NaN", "=1+1", "12345678901", "٤٠"]
)
def test_what_is_no_amount_or_could_be_two_is_refused(text):
    with pytest.raises(ValueError, match=r"no amount|two ways"):
        amount_of(text)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "No line names the columns"),
        (b"Date;Amount\n1;2", "No line names the columns"),
        (b"\x00\x01", "This is no text"),
        (b"PK\x03\x04\xff\xfe", "No line names the columns"),
        (b"x" * (1024 * 1024 + 1), "larger than one megabyte"),
        (b'"' + b"x" * 200_000, "No line names the columns"),
        (ENGLISH.encode() + b"2026-02-01,1,EUR,T,x\n" * 2000, "more than 2,000 lines"),
    ],
)
def test_what_is_no_file_of_a_bank_is_refused_with_words(content, words):
    with pytest.raises(FileRefused, match=words):
        lines_of(content)

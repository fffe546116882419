"""Reading a file of the bank: lines of a CSV table into transfers, whatever bank wrote it.

Nothing is booked here. Separator, columns, decimal sign and order of dates are found in the file.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from together_site.text import folded, without_hidden

MOST_BYTES = 1024 * 1024
MOST_ROWS = 2000
MOST_COLUMNS = 60
# Banks write a few lines about the account before the table.
HEADER_WITHIN = 30
SEPARATORS = ";,\t|"
WORDS = {
    "day": {
        "booking date", "date", "value date", "transaction date", "date operation",
        "date d operation", "date de l operation", "date comptable", "date de valeur", "data",
        "data valor", "data movimento", "data mov", "data do movimento", "data operacao",
    },
    "amount": {
        "amount", "credit", "credit amount", "paid in", "montant", "credit euros", "valor",
        "montante", "importancia", "credito",
    },
    "currency": {"currency", "ccy", "devise", "moeda"},
    "bank_id": {
        "transaction id", "transaction number", "bank reference", "transaction reference",
        "id", "identifiant", "numero d operation", "reference bancaire", "reference operation",
        "numero do movimento", "numero de movimento", "id da transacao", "identificador",
    },
    "text": {
        "reference", "description", "details", "message", "remittance information", "purpose",
        "libelle", "communication", "motif", "descricao", "descritivo", "referencia", "mensagem",
    },
}  # fmt: skip
# Not every file has numbers of transfers.
NEEDED = {"day", "amount", "text"}
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_MONEY = re.compile(
    r"([+-]?)([0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\3[0-9]{3})*|[0-9]{1,10})([.,][0-9]{1,2})?"
)


class FileRefused(ValueError):  # noqa: N818 -- an answer to a person, not a fault
    """The file is no table of a bank. Safe to show to a person."""


@dataclass(frozen=True)
class Line:
    """One line of the file as it stands there; ``number`` is that of the line."""

    number: int
    day: str
    amount: str
    bank_id: str
    text: str
    currency: str


def lines_of(content):
    """Return the lines of a file, given as bytes. Raises ``FileRefused`` with words."""
    if len(content) > MOST_BYTES:
        raise FileRefused(_("The file is larger than one megabyte."))
    text = _decoded(content)
    for separator in SEPARATORS:
        lines = _table(text, separator)
        if lines is not None:
            return lines
    raise FileRefused(_("No line names the columns: date, amount, and reference or description."))


def day_of(text):
    """Return a day written as 2026-03-31 or 31/03/2026. Raises ``ValueError`` for others."""
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise ValueError(_("This is no day."))
    return date(int(year), int(month), int(day))


def amount_of(text):
    """Return an amount with decimal point or comma, as in 1.234,56 or 1,234.56.

    Raises ``ValueError`` for others, and where three digits after one sign leave it open whether
    they are thousands.
    """
    text = re.sub(r"[\u00a0\u202f]", " ", text).strip()
    found = _MONEY.fullmatch(text)
    if not found:
        raise ValueError(_("This is no amount."))
    sign, whole, between, cents = found.groups()
    if between and between in ".," and (not cents or cents[0] == between):
        raise ValueError(_("Write the amount with its cents: 1.234 can be read in two ways."))
    return Decimal(sign + re.sub("[^0-9]", "", whole) + (cents or "").replace(",", "."))


def _decoded(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise FileRefused(_("This is no text: save the table as CSV first."))
    return text


def _table(text, separator):
    """Return the lines beneath the first that names the columns, or None."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns, lines = None, []
    try:
        for row in reader:
            if columns is None:
                columns = _columns(row)
                if columns is None and reader.line_num >= HEADER_WITHIN:
                    return None
            elif any(value.strip() for value in row):
                lines.append(_line(reader.line_num, row, columns))
                if len(lines) > MOST_ROWS:
                    raise FileRefused(_("The file has more than 2,000 lines."))
    except csv.Error:
        return None
    return None if columns is None else lines


def _columns(row):
    """Return for each thing the columns that tell it, or None where something needed is not."""
    names = [folded(name[:80]) for name in row[:MOST_COLUMNS]]
    columns = {
        thing: [at for at, name in enumerate(names) if name in words]
        for thing, words in WORDS.items()
    }
    return columns if all(columns[thing] for thing in NEEDED) else None


def _line(number, row, columns):
    """Return a line: of two columns for a thing the first that is filled, of texts all."""
    told = {
        thing: [without_hidden(row[at]).strip() for at in places if at < len(row)]
        for thing, places in columns.items()
    }
    first = {thing: next(filter(None, values), "") for thing, values in told.items()}
    return Line(number, **{**first, "text": " ".join(told["text"])})

"""Rows of a queue as files, and the record that somebody took them."""

import csv
import tempfile
from datetime import UTC, datetime
from itertools import islice

import xlsxwriter
from django.db import transaction

from applications.models import Export, ExportNote
from together_site.text import cell

FETCHED_AT_ONCE = 1000
SENT_AT_ONCE = 64 * 1024
# A larger file waits on the disk until it is sent.
KEPT_IN_MEMORY = 1024 * 1024


@transaction.atomic
def note(*, what, how, rows, by, reason, question):
    """Write down that so many rows leave the site, and why."""
    export = Export.objects.create(what=what, format=how, rows=rows, by=by)
    ExportNote.objects.create(export=export, reason=reason, question=question)
    return export


def in_order(queryset, keys, columns):
    """Yield a tuple for each of the keys, some at a time: no statement of the database runs long.

    ``columns`` maps the name of each column to where it comes from: a field or an expression. A
    row that has gone meanwhile is left out.
    """
    keys = iter(keys)
    while some := list(islice(keys, FETCHED_AT_ONCE)):
        rows = queryset.filter(pk__in=some).values_list("pk", *columns.values())
        found = {pk: row for pk, *row in rows.order_by()}
        yield from (found[pk] for pk in some if pk in found)


def csv_pieces(columns, rows):
    """Yield the text of a CSV file (RFC 4180), a header first."""
    lines = csv.writer(_Line())
    yield lines.writerow(columns)
    for row in rows:
        yield lines.writerow([cell(_plain(value)) for value in row])


def in_parcels(pieces):
    """Yield the same text as bytes, in larger pieces."""
    parcel = ""
    for piece in pieces:
        parcel += piece
        if len(parcel) > SENT_AT_ONCE:
            yield parcel.encode()
            parcel = ""
    yield parcel.encode()


def xlsx(columns, rows):
    """Return a spreadsheet as an open file at its beginning: texts as texts, moments as moments.

    Moments are those of UTC, as spreadsheets know no zones.
    """
    file = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 -- closed when it is sent
    with xlsxwriter.Workbook(file, {"constant_memory": True, "remove_timezone": True}) as book:
        sheet, moment = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(columns):
            sheet.write_string(0, column, name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, moment)
    file.seek(0)
    return file


def _write(sheet, row, column, value, moment):
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(UTC), moment)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    elif value not in (None, ""):
        sheet.write_string(row, column, cell(_plain(value)))


class _Line:
    """Where a CSV writer writes: it hands back what it is given."""

    def write(self, text):
        return text


def _plain(value):
    """Return a moment as ISO 8601 has it, to the second, and other values as they are."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value

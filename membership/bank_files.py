"""Read a file of the bank in, book what matches, forget the rest: every writer of its lines."""

import hashlib
from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from membership import payments
from membership.bank import lines_of
from membership.bank_matching import Finding, match
from membership.models import BankFile, BankLine
from moves.services import MoveRefused

# Booked at one press: the answer must not be long in coming. The rest stays for the next.
MOST_AT_ONCE = 300
LONGEST = 80  # of a number that the bank gives
KEPT = timedelta(days=30)


@transaction.atomic
def read_in(content, *, name, currency, by):
    """Keep the lines of a file, given as bytes, until they are booked. Returns the ``BankFile``.

    The same file read again is the same row; lines that have gone from it come back to be looked
    at, and none of them is booked again. Raises ``FileRefused`` with words for a person.
    """
    lines = lines_of(content)
    file, _new = BankFile.objects.get_or_create(
        digest=hashlib.sha256(content).hexdigest(),
        defaults={"name": name, "currency": currency, "read_by": by},
    )
    BankFile.objects.select_for_update().get(pk=file.pk)
    if not file.lines.exists():
        file.lines.bulk_create(_lines(file, lines))
    return file


def book(file, *, by):
    """Book the lines that match, each in a transaction of its own. Returns what became of them.

    That is how many were booked, and how many are left: those that somebody else has just
    booked, or that were refused meanwhile, stay to be looked at. Lines that are booked are deleted.
    """
    done = Counter()
    lines = list(file.lines.order_by("number"))
    found = [one for one in match(lines, file.currency) if one.finding == Finding.MATCHED]
    for one in found[:MOST_AT_ONCE]:
        done[_book_one(one, by)] += 1
    settled = [one.line.pk for one in _still(file) if one.finding == Finding.BOOKED]
    file.lines.filter(pk__in=settled).delete()
    return {"booked": done[True], "left": file.lines.count()}


@transaction.atomic
def _book_one(one, by):
    """Record the payment of a line and delete the line, under its lock. Returns whether it was."""
    line = BankLine.objects.select_for_update(skip_locked=True).filter(pk=one.line.pk).first()
    if line is None:
        return False
    try:
        with transaction.atomic():
            payments.record(
                one.request,
                amount=one.amount,
                currency=one.currency,
                received_on=one.day,
                bank_id=line.bank_id,
                by=by,
            )
    except MoveRefused:
        return False
    line.delete()
    BankFile.objects.filter(pk=line.file_id).update(booked=F("booked") + 1)
    return True


def forget(file):
    """Delete what is left of a file; returns how many lines."""
    number, _by_table = file.lines.all().delete()
    return number


def forget_old():
    """Delete the lines of files that were read in long ago; returns how many."""
    number, _by_table = BankLine.objects.filter(file__read_at__lt=timezone.now() - KEPT).delete()
    return number


def _still(file):
    return match(list(file.lines.order_by("number")), file.currency)


def _lines(file, lines):
    seen = Counter()
    for line in lines:
        yield BankLine(
            file=file,
            number=line.number,
            day=line.day[:40],
            amount=line.amount[:40],
            currency=line.currency[:10],
            bank_id=_bank_id(line, file.currency, seen),
            text=line.text[:500],
        )


def _bank_id(line, currency, seen):
    """Return the bank's number of a line, else one made of what stands in it.

    Two lines that are alike in a file are two transfers: the second gets another.
    """
    given = payments.plain_bank_id(line.bank_id)
    if 0 < len(given) <= LONGEST:
        return given
    words = "\n".join([line.day, line.amount, line.currency or currency, line.text])
    seen[words] += 1
    digest = hashlib.sha256(words.encode()).hexdigest()[:40].upper()
    return f"LINE-{digest}-{seen[words]}"

"""A file of the bank: looked through, booked by a button, nothing twice, and then forgotten."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from membership import bank_files, payments
from membership.bank_matching import Finding, match, references_in
from membership.models import BankFile, BankLine, Payment
from tests import strict
from tests.applications.factories import make_board_member, make_secretary
from tests.membership.test_payments import ask, record
from tests.moves.steps import at_once
from tests.pages import texts, values
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

HEAD = "Date,Amount,Currency,Transaction ID,Description\n"
ADD = "admin:membership_bankfile_add"


def table(*rows):
    return (HEAD + "".join(f"{row}\n" for row in rows)).encode()


def read_in(*rows, **given):
    given = {"name": "bank.csv", "currency": "EUR", "by": make_secretary(), **given}
    return bank_files.read_in(table(*rows), **given)


def found(file):
    """Return what was found of each line of a file."""
    return [one.finding.value for one in match(list(file.lines.order_by("number")), file.currency)]


def booked():
    return list(
        Payment.objects.order_by("pk").values_list("request", "amount", "received_on", "bank_id")
    )


def test_each_line_says_what_would_become_of_it_and_nothing_is_booked():
    asked, dirhams, other = ask(), ask(currency="MAD"), ask()
    record(asked, "5.00", bank_id="T1")
    back = record(asked, "6.00", bank_id="T2")
    payments.reverse(back, why="Wrong.", by=make_secretary())
    record(asked, "7.00", bank_id="BY-HAND", received_on=date(2026, 2, 3))
    rows = {
        f"2026-02-01,40.00,EUR,T3,Dues {asked.reference}": "matched",
        f"2026-02-01,40.00,EUR,T3,Dues {asked.reference} again": "booked",
        f"2026-02-01,40.00,EUR,T4,{asked.reference} the same sum": "twin",
        f"2026-02-01,5.00,EUR,t 1,{asked.reference}": "booked",
        f"2026-02-01,9.00,EUR,T1,{asked.reference}": "clash",
        f"2026-02-01,6.00,EUR,T2,{asked.reference}": "taken_back",
        f"2026-02-03,7.00,EUR,T5,{asked.reference}": "twin",
        f"2026-02-01,8.00,EUR,T6,{dirhams.reference}": "currency",
        f"2026-02-01,8.00,MAD,T7,{dirhams.reference}": "matched",
        f"2026-02-01,8.00,,T8,{other.reference}": "matched",
        f"2026-02-01,8.00,EUR,T9,{asked.reference} {other.reference}": "several",
        "2026-02-01,8.00,EUR,T10,RF71 2026 0000 99": "unknown",
        "2026-02-01,8.00,EUR,T11,Good day": "unknown",
        f"2026-02-01,-8.00,EUR,T12,{other.reference}": "not_in",
        f"2026-02-30,8.00,EUR,T13,{other.reference}": "unreadable",
        f"2026-02-01,eight,EUR,T14,{other.reference}": "unreadable",
        f"2026-02-01,8.00,euro,T15,{other.reference}": "unreadable",
        f"2999-02-01,8.00,EUR,T16,{other.reference}": "unreadable",
        f"2026-02-01,8.00,EUR,Ť17,{other.reference}": "unreadable",
    }
    before = booked()

    file = read_in(*rows)

    assert dict(zip(rows, found(file), strict=True)) == rows
    assert booked() == before
    assert set(rows.values()) == set(Finding.values)


@pytest.mark.parametrize(
    "text",
    [
        "RF712026000012",
        "rf71 2026 0000 12",
        "DUES/RF71-2026-0000-12/2026-02-01",
        "xRF7120260000129",
    ],
)
def test_a_reference_is_found_however_it_is_written(text):
    reference = "RF" + payments.creditor_reference.with_check_digits("2026000012")[2:]
    text = text.replace("71", reference[2:4])

    assert reference in references_in(text)


@pytest.mark.parametrize("text", ["", "RF", "RF71", "RF00 2026 0000 12", "RF" * 300, "Ⅸ" * 500])
def test_what_is_no_reference_finds_none(text):
    assert references_in(text) == set()


def test_the_button_books_what_matches_and_its_lines_go():
    asked = ask()
    file = read_in(f"2026-02-01,40.00,EUR,T1,{asked.reference}", "2026-02-01,1.00,EUR,T2,Unknown")

    done = bank_files.book(file, by=make_secretary())

    file.refresh_from_db()
    assert done == {"booked": 1, "left": 1}
    assert booked() == [(asked.pk, Decimal("40.00"), date(2026, 2, 1), "T1")]
    assert list(file.lines.values_list("bank_id", flat=True)) == ["T2"]
    assert file.booked == 1


def test_a_file_imported_twice_books_once():
    rows = [f"2026-02-0{day},40.00,EUR,T{day},{ask().reference}" for day in (1, 2)]
    first = read_in(*rows)
    bank_files.book(first, by=make_secretary())
    before = booked()

    again = read_in(*rows, name="other.csv")
    seen = found(again)
    bank_files.book(again, by=make_secretary())

    assert again == first
    assert seen == ["booked", "booked"]
    assert booked() == before
    assert len(before) == 2
    assert not BankLine.objects.exists()


def test_a_file_without_numbers_of_the_bank_imported_twice_books_once():
    asked = ask()
    head = "Date;Amount;Description\n"
    lines = f"01/02/2026;40,00;{asked.reference}\n02/02/2026;40,00;{asked.reference}\n"
    given = {"name": "a.csv", "currency": "EUR", "by": make_secretary()}

    for content in (head + lines, head + lines + "03/02/2026;1,00;x\n"):
        bank_files.book(bank_files.read_in(content.encode(), **given), by=make_secretary())

    assert [row[1:3] for row in booked()] == [
        (Decimal("40.00"), date(2026, 2, 1)),
        (Decimal("40.00"), date(2026, 2, 2)),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_staff_who_press_at_once_book_once():
    asked = [ask() for _number in range(4)]
    file = read_in(*(f"2026-02-01,40.00,EUR,T{one.pk},{one.reference}" for one in asked))
    staff = [make_secretary(), make_secretary()]

    assert at_once(*(lambda by=by: bank_files.book(file, by=by) for by in staff)) == ["done"] * 2
    assert sorted(row[0] for row in booked()) == [one.pk for one in asked]
    file.refresh_from_db()
    assert (file.booked, file.lines.count()) == (4, 0)


@pytest.mark.django_db(transaction=True)
def test_two_staff_who_read_in_the_same_file_at_once_have_one():
    asked = ask()
    staff = [make_secretary(), make_secretary()]
    row = f"2026-02-01,40.00,EUR,T1,{asked.reference}"

    assert at_once(*(lambda by=by: read_in(row, by=by) for by in staff)) == ["done"] * 2
    assert (BankFile.objects.count(), BankLine.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["by hand", "file"])
def test_the_same_transfer_by_hand_and_by_file_at_once_is_booked_once(first):
    asked, by = ask(), make_secretary()
    file = read_in(f"2026-02-01,40.00,EUR,T1,{asked.reference}")
    acts = {
        "by hand": lambda: record(asked, "40.00", bank_id="T1", by=by),
        "file": lambda: bank_files.book(file, by=by),
    }
    order = [first, *(name for name in acts if name != first)]

    at_once(*(acts[name] for name in order))

    assert booked() == [(asked.pk, Decimal("40.00"), date(2026, 2, 1), "T1")]
    bank_files.book(file, by=by)
    assert (len(booked()), BankLine.objects.count()) == (1, 0)


def test_two_files_with_the_same_transfer_book_it_once():
    asked = ask()
    row = f"2026-02-01,40.00,EUR,T1,{asked.reference}"
    files = [read_in(row), read_in(row, "2026-02-02,1.00,EUR,T2,x")]

    for file in files:
        bank_files.book(file, by=make_secretary())

    assert len(booked()) == 1


def test_lines_are_forgotten_after_thirty_days(monkeypatch):
    read_in("2026-02-01,1.00,EUR,T1,Jane has paid")
    moment = timezone.now()
    kept = []
    for days in (29, 31):
        monkeypatch.setattr(timezone, "now", lambda days=days: moment + timedelta(days=days))
        bank_files.forget_old()
        kept.append(BankLine.objects.count())

    assert kept == [1, 0]
    assert BankFile.objects.count() == 1


def test_the_pages_read_in_show_and_book(client):
    client.force_login(make_secretary())
    asked = ask()
    rows = [f"2026-02-01,40.00,EUR,T1,{asked.reference}", "2026-02-01,1.00,EUR,T2,=1+1"]
    upload = SimpleUploadedFile("bank\u202e.csv", table(*rows))

    page = client.post(reverse(ADD), {"file": upload, "currency": "EUR"}, follow=True)
    looked = booked()
    button = values(page, '//form[contains(@action, "/book/")]/@action')[0]
    left = client.get(reverse("admin:membership_bankfile_csv", args=[BankFile.objects.get().pk]))
    after = [client.post(button, follow=True) for _time in range(2)]

    assert looked == []
    assert texts(page, "//tbody/tr/td[last()]") == ["Can be booked", "No reference of a request"]
    assert texts(page, '//form[contains(@action, "/book/")]//button') == ["Record 1 payment"]
    assert strict.table(b"".join(left.streaming_content)) == [
        {
            "line": "3",
            "day": "2026-02-01",
            "amount": "1.00",
            "currency": "EUR",
            "bank_id": "T2",
            "text": "'=1+1",
            "reason": "No reference of a request",
        }
    ]
    assert [texts(answer, '//*[@class="messagelist"]/li') for answer in after] == [
        ["1 payment is recorded."],
        ["0 payments are recorded."],
    ]
    assert len(booked()) == 1


def test_the_page_asks_the_same_number_of_queries_for_one_line_and_for_three(client):
    client.force_login(make_secretary())
    counted = []
    for number in (1, 3):
        rows = [
            f"2026-02-01,{number}.00,EUR,{at}N{number},{ask().reference}" for at in range(number)
        ]
        file = read_in(*rows)
        client.get(file.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(file.get_absolute_url())
        counted.append(len(queries))

    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"a,b\n1,2\n", "No line names the columns"),
        (b"\x00" * 20, "This is no text"),
        (b"x" * (1024 * 1024 + 1), "The file is larger than one megabyte."),
    ],
)
def test_what_is_no_file_of_a_bank_is_told(client, content, words):
    client.force_login(make_secretary())

    page = client.post(reverse(ADD), {"file": SimpleUploadedFile("a", content), "currency": "EUR"})

    assert page.status_code == 200
    assert words in " ".join(texts(page, '//*[contains(@class, "error-summary")]//li'))
    assert not BankFile.objects.exists()


def test_the_board_sees_no_file(client):
    client.force_login(make_board_member())
    file = read_in("2026-02-01,1.00,EUR,T1,x")
    addresses = [reverse(ADD), file.get_absolute_url()]
    addresses.append(reverse("admin:membership_bankfile_csv", args=[file.pk]))

    assert [client.get(address).status_code for address in addresses] == [403] * 3
    book = reverse("admin:membership_bankfile_book", args=[file.pk])
    assert client.post(book).status_code == 403


@pytest.mark.parametrize("number", ["0", "abc", "9" * 40])
def test_odd_numbers_of_files_are_not_found(client, number):
    client.force_login(make_secretary())

    address = reverse("admin:membership_bankfile_change", args=[number])

    assert client.get(address).status_code == 404


def test_the_database_keeps_a_digest_and_a_currency():
    by, whole = make_secretary(), {"name": "a", "digest": "0" * 64, "currency": "EUR"}
    make = BankFile.objects.create

    assert refused_by(make, read_by=by, **{**whole, "digest": "x"}) == (
        "bank_file_digest_has_its_form"
    )
    assert refused_by(make, read_by=by, **{**whole, "currency": "eur"}) == (
        "bank_file_currency_is_a_code"
    )
    file = make(read_by=by, **whole)
    line = {"file": file, "number": 1, "bank_id": "T1"}
    BankLine.objects.create(**line)
    assert refused_by(BankLine.objects.create, **line) == "line_is_in_a_file_once"

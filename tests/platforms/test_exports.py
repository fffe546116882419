"""Files of the queue: what is in them, what no spreadsheet takes for a formula, who may."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from lxml import etree

from applications import exports, workflow
from applications.models import Application, Export, ExportNote
from applications.workflow import Role, State, Suspicion
from tests.applications.factories import make_application, make_board_member, make_secretary
from tests.factories import make_territory
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

QUEUE = "/en/admin/platforms/platformapplication/"
LOG = "/en/admin/applications/export/"
ONCE_MORE = "/en/account/reauthenticate/"
PASSWORD = "of a member of staff"
COLUMNS = [
    "reference",
    "state",
    "state_since",
    "received_at",
    "about",
    "local_name",
    "holder",
    "kind",
    "country_code",
    "admin_area",
    "email",
    "second_email",
    "language",
    "lead",
    "decision",
    "suspicion",
    "came_by",
]
HOSTILE = {
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "+41 22 000": "'+41 22 000",
    "-2+3": "'-2+3",
    "@SUM(A1)": "'@SUM(A1)",
    "＝1+1": "'＝1+1",
    "a;=1": "a;'=1",
    'He said "no", twice': 'He said "no", twice',
    "🌍 Terra": "🌍 Terra",
    "قرية مثال": "قرية مثال",
    "O’Brien, Núñez & <b>": "O’Brien, Núñez & <b>",
}


def sign_in(client, user):
    """Sign in as somebody who has just given the password once more."""
    client.force_login(user)
    client.post(ONCE_MORE, {"password": PASSWORD})
    return user


@pytest.fixture
def secretary(client):
    return sign_in(client, make_secretary(name="Sofia", password=PASSWORD))


def export(client, how, question="", reason="Annual report"):
    return client.post(f"{QUEUE}export/{how}/?{question}", {"reason": reason})


def body(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def got(answer):
    """Return the status of an answer, which is read to its end."""
    answer.getvalue()
    return answer.status_code


def csv_rows(answer):
    """Read a CSV file strictly: as UTF-8, with the line ends and quotes of RFC 4180."""
    text = body(answer).decode("utf-8", "strict")
    assert text.endswith("\r\n")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def xlsx_cells(answer):
    """Read the one sheet of a spreadsheet: for each row its cells by column, type and content."""
    names = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(body(answer))) as book:
        assert book.testzip() is None
        shared = [name for name in book.namelist() if name == "xl/sharedStrings.xml"]
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert shared == [], "strings stand in their cells"
    assert sheet.xpath("//m:f", namespaces=names) == [], "no formula"
    return [
        {
            cell.get("r").rstrip("0123456789"): (
                cell.get("t"),
                "".join(cell.xpath(".//m:t//text() | ./m:v/text()", namespaces=names)),
            )
            for cell in row
        }
        for row in sheet.xpath("//m:row", namespaces=names)
    ]


def test_a_row_of_the_csv_says_all_of_an_application(client, secretary):
    since = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    application = make_application(
        State.HELD,
        title="Vila Exemplo",
        state_since=since,
        address_confirmed_at=since,
        lead=secretary,
        email="ana@example.org",
        second_email="rui@example.org",
        suspicion=Suspicion.TOO_FAST,
    )

    answer = export(client, "csv")

    assert csv_rows(answer) == [
        COLUMNS,
        [
            application.reference,
            "held",
            "2026-03-01T09:30:00+00:00",
            "2026-03-01T09:30:00+00:00",
            "Vila Exemplo",
            "Mesa de Vila Exemplo",
            "territory",
            "municipality",
            "PT",
            "Beja",
            "ana@example.org",
            "rui@example.org",
            "pt",
            "Sofia",
            "accepted",
            "too-fast",
            "online",
        ],
    ]
    today = datetime.now(UTC).date()
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="platformapplication-{today}.csv"'
    )
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_staff_entered_was_received_when_they_entered_it(client, secretary):
    at = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    application = make_application(
        State.SUBMITTED,
        address_confirmed_at=None,
        entered_by=secretary,
        came_by="paper",
        listed_territory=make_territory(kind="island"),
    )
    application.history.create(
        move=workflow.ENTER.name,
        source=State.DRAFT,
        target=State.SUBMITTED,
        by=secretary,
        role=Role.ENTERER,
        at=at,
    )

    row = dict(zip(*csv_rows(export(client, "csv")), strict=True))

    assert (row["received_at"], row["kind"], row["lead"], row["came_by"]) == (
        "2026-03-01T09:30:00+00:00",
        "island",
        "",
        "paper",
    )


def test_no_cell_of_the_csv_is_a_formula(client, secretary):
    for title in HOSTILE:
        make_application(State.SUBMITTED, title=title)

    rows = csv_rows(export(client, "csv"))

    assert [row[4] for row in rows[1:]] == list(HOSTILE.values())


def test_cells_of_the_spreadsheet_are_text_and_moments_and_never_formulas(client, secretary):
    since = datetime(2026, 3, 1, 12, tzinfo=UTC)
    for title in HOSTILE:
        make_application(State.SUBMITTED, title=title, state_since=since)

    rows = xlsx_cells(export(client, "xlsx"))

    assert list(rows[0].values()) == [("inlineStr", name) for name in COLUMNS]
    assert [row["E"] for row in rows[1:]] == [("inlineStr", text) for text in HOSTILE.values()]
    assert {row["C"] for row in rows[1:]} == {(None, "46082.5")}  # days since 1899-12-30
    assert {row.get("N") for row in rows[1:]} == {None}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("\t=1", "'\t'=1"),
        ("\r=1", "'=1"),
        ("\n=1", "'\n'=1"),
        ("a\n+1", "a\n'+1"),
        ("\ufeff=1", "'=1"),
        ("x\x00\x1b", "x"),
        (None, ""),
        (True, "true"),
        (7, "7"),
    ],
)
def test_what_no_form_lets_through_makes_no_formula_either(value, written):
    text = "".join(exports.csv_pieces(["a"], [("b", value)]))
    with exports.xlsx(["a"], [("b", value)]) as file:
        sheet = etree.fromstring(zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml"))

    cell = sheet.find(".//{*}c[@r='B2']")
    in_sheet = "" if cell is None else "".join(cell.itertext())
    [_head, in_csv] = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert (in_csv, in_sheet) == (["b", written], written)


@pytest.mark.parametrize("how", ["csv", "xlsx"])
def test_the_file_has_what_the_list_shows_on_all_its_pages_and_in_its_order(
    client, secretary, monkeypatch, how
):
    monkeypatch.setattr(exports, "FETCHED_AT_ONCE", 2)
    monkeypatch.setattr("applications.queue.QueueAdmin.list_per_page", 2)
    made = [
        make_application(State.SUBMITTED, state_since=datetime(2026, 1, day, tzinfo=UTC))
        for day in (5, 4, 3, 2, 1)
    ]
    make_application(State.DECLINED)
    make_application(State.SUBMITTED, territory_country="FR")
    make_application(State.DRAFT)

    answer = export(client, how, "state=submitted&country=PT")

    if how == "csv":
        references = [row[0] for row in csv_rows(answer)[1:]]
    else:
        references = [row["A"][1] for row in xlsx_cells(answer)[1:]]
    assert references == [application.reference for application in reversed(made)]
    assert Export.objects.get().rows == 5


def test_the_page_tells_how_many_rows_and_which_filters_and_needs_a_reason(client, secretary):
    for _number in range(2):
        make_application(State.SUBMITTED)

    page = client.get(f"{QUEUE}export/csv/?state=submitted&q=vila&country=PT")
    again = export(client, "csv", "state=submitted", reason=" ")

    assert texts(page, "//h1") == ["Export as CSV"]
    assert texts(page, "//dl/div") == ["Search vila", "State Submitted", "Country Portugal"]
    assert texts(page, '//div[@class="review"]/p[1]') == [
        "The file has 2 applications with their addresses. Keep it no longer than you need it."
    ]
    assert texts(again, '//*[@id="error-summary"]//li') == ["Say why you need the file"]
    assert Export.objects.count() == 0


def test_an_export_is_on_record_before_its_first_byte(client, secretary):
    make_application(State.SUBMITTED, title="Vila")

    answer = export(client, "csv", "q=vila&state=submitted", reason="Annual  report")

    row = Export.objects.values_list("what", "format", "rows", "by", "note__reason").get()
    assert row == ("platforms.platformapplication", "csv", 1, secretary.pk, "Annual report")
    assert ExportNote.objects.get().question == "q=vila&state=submitted"
    body(answer)


def test_the_record_stays_as_it_is(client, secretary):
    answer = export(client, "csv")
    body(answer)

    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Export.objects.update(rows=0)


def test_who_has_not_just_given_the_password_is_asked_for_it_first(client):
    client.force_login(make_secretary(password=PASSWORD))
    make_application(State.SUBMITTED)
    address = f"{QUEUE}export/csv/?state=submitted"

    asked = [client.get(address), export(client, "csv", "state=submitted")]
    nothing = Export.objects.count()
    back = client.post(asked[0].url, {"password": PASSWORD})

    assert [answer.url for answer in asked] == [
        f"{ONCE_MORE}?{urlencode({'next': after})}" for after in (address, f"{QUEUE}export/csv/")
    ]
    assert (nothing, back.url) == (0, address)
    assert len(csv_rows(export(client, "csv"))) == 2


def test_the_reason_and_the_filters_are_not_lost_while_the_password_is_asked_for(client):
    user = make_secretary(password=PASSWORD)
    client.force_login(user)
    make_application(State.SUBMITTED)
    make_application(State.IN_REVIEW)

    asked = export(client, "csv", "state=submitted", reason="The board asked.")
    file = client.post(asked.url, {"password": PASSWORD})

    assert [row[1] for row in csv_rows(file)] == ["state", "submitted"]
    note = Export.objects.get().note
    assert (note.reason, note.question) == ("The board asked.", "state=submitted")


def test_the_password_counts_for_five_minutes(client, secretary):
    make_application(State.SUBMITTED)
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**row, "at": row["at"] - 301} for row in records]
    session.save()

    assert (export(client, "csv").status_code, Export.objects.count()) == (302, 0)


def test_only_the_secretariat_takes_files(client):
    make_application(State.SUBMITTED)
    statuses = []
    for user in (make_board_member(password=PASSWORD), make_secretary(password=PASSWORD)):
        sign_in(client, user)
        statuses.append(
            [
                client.get(f"{QUEUE}export/csv/").status_code,
                got(export(client, "xlsx")),
                client.get(f"{QUEUE}export/pdf/").status_code,
                client.get(LOG).status_code,
            ]
        )

    assert statuses == [[403, 403, 403, 403], [200, 200, 404, 200]]


@pytest.mark.parametrize(
    "question", ["state=x", "lead=x", "p=99", "o=x", "q=%C2%B2", "state__exact=x"]
)
def test_an_odd_question_to_an_export_is_answered(client, secretary, question):
    make_application(State.SUBMITTED)

    assert client.get(f"{QUEUE}export/csv/?{question}").status_code < 500
    assert export(client, "csv", question).status_code < 500


def test_a_file_costs_the_same_number_of_queries_with_one_row_and_with_three(client, secretary):
    counts = []
    for number in (1, 2):
        for _more in range(number):
            make_application(State.SUBMITTED, lead=secretary)
        with CaptureQueriesContext(connection) as captured:
            rows = csv_rows(export(client, "csv"))
        counts.append((len(rows) - 1, len(captured)))

    assert [rows for rows, _queries in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]


def test_the_list_of_exports_tells_who_took_what_and_why(client, secretary):
    body(export(client, "csv", "state=submitted", reason="Annual report"))
    body(export(client, "xlsx", reason="For the board"))
    ExportNote.objects.filter(reason="For the board").delete()

    page = client.get(LOG)
    costs = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(LOG)
        costs.append(len(captured))
        body(export(client, "csv"))

    cells = '//td[contains(@class, "field-{}")]'
    assert texts(page, cells.format("reason")) == ["", "Annual report"]
    assert texts(page, cells.format("rows")) == ["0", "0"]
    assert values(page, cells.format("filters") + "/a/@href") == [f"{QUEUE}?state=submitted"]
    assert costs[0] == costs[1]
    assert Application.objects.count() == 0

"""What is missing in which language, on one page for staff."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Event, Milestone, Page, Session
from tests.applications.factories import make_board_member, make_secretary
from tests.network.editing import address, make_page, make_picture
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

WHOLE = {f"title_{code}": "Words" for code in ("en", "fr", "pt", "ar")}
PAGE = "/en/admin/network/page/translations/"


@pytest.fixture
def staff(client):
    client.force_login(make_secretary())
    # What the site itself begins with is not of these tests.
    for model in (Page, Milestone):
        model.objects.all().delete()
    return client


def rows(answer):
    return texts(answer, "//main//tbody/tr")


def test_each_record_names_what_it_lacks_in_each_language(staff):
    make_page(slug="whole", **WHOLE)
    make_page(slug="begun", title_en="Begun", title_fr="Début", body_en="<p>Words</p>")

    seen = staff.get(PAGE)

    assert texts(seen, "//main//thead//th") == [
        "Record",
        "Kind",
        "State",
        "English",
        "French",
        "Portuguese",
        "Arabic",
    ]
    assert rows(seen) == ["Begun Page Draft Text Title, Text Title, Text"]
    assert texts(seen, "//ul[@aria-label='Records that lack something, by language']/li") == [
        "English 0",
        "French 1",
        "Portuguese 1",
        "Arabic 1",
    ]
    page = Page.objects.get(slug="begun")
    assert values(seen, "//main//tbody//a/@href") == [address("page", "change", page.pk)]


def test_a_language_is_looked_at_by_itself(staff):
    make_page(slug="a", title_en="Only Arabic lacks", title_fr="A", title_pt="A")
    make_page(slug="b", title_en="", title_ar="س", title_fr="B", title_pt="B")

    assert rows(staff.get(PAGE + "?language=ar")) == ["Only Arabic lacks Page Draft Title"]
    assert rows(staff.get(PAGE + "?language=fr")) == []
    assert len(rows(staff.get(PAGE + "?language=xx"))) == 2


def test_what_is_public_comes_first_and_what_is_withdrawn_not_at_all(staff):
    today = timezone.localdate()
    make_page(slug="a", title_en="A draft")
    make_page(slug="b", title_en="Planned", published_on=today + timedelta(days=1))
    make_page(slug="c", title_en="Public", published_on=today)
    make_page(slug="d", title_en="Gone", published_on=date(2020, 1, 1), withdrawn_on=today)

    assert texts(staff.get(PAGE), "//main//tbody/tr/th") == ["Public", "A draft", "Planned"]


def test_parts_pictures_and_dates_are_told_too(staff):
    event = Event.objects.create(
        slug="e",
        kind="workshop",
        starts_on=date(2020, 1, 1),
        ends_on=date(2020, 1, 1),
        place="Odemira",
        **WHOLE,
    )
    Session.objects.create(event=event, day=date(2020, 1, 1), title_en="Welcome")
    Milestone.objects.create(year=2009, title_fr="Rencontre")
    picture = make_picture(alternative_en="A square", alternative_fr="Une place")

    seen = staff.get(PAGE)

    assert rows(seen) == [
        "Rencontre Date of the history Title Title Title",
        "Welcome Part of the programme Title Title Title",
        "A square Picture Alternative text Alternative text",
    ]
    assert address("picture", "change", picture.pk) in values(seen, "//main//tbody//a/@href")


def test_the_page_asks_the_same_number_of_questions_however_much_is_missing(staff):
    make_page()
    few = questions(staff)
    for number in range(5):
        make_page(slug=f"p{number}", body_ar="<p>نص</p>")
        make_picture()

    assert questions(staff) == few


def questions(client):
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    return len(asked)


def test_the_board_may_look_and_the_first_page_leads_there(client):
    client.force_login(make_board_member())

    assert client.get(PAGE).status_code == 200
    assert PAGE in values(client.get("/en/admin/"), "//main//a/@href")

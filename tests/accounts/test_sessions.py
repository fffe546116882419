import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.sessions import SessionStore, end_all_of
from applications import access
from applications.links import Purpose
from applications.models import Contact
from tests.accounts.signing_in import give_password, is_in, make_person
from tests.applications.factories import make_application, make_secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client, clock):
    make_person()
    give_password(client)
    return client


def test_the_session_of_staff_ends_after_thirty_minutes_without_a_request(staff, clock):
    clock.pass_by(minutes=30, microseconds=-1)
    before = is_in(staff)
    clock.pass_by(minutes=30, microseconds=-1)
    again = is_in(staff)
    clock.pass_by(minutes=30)

    assert (before, again, is_in(staff)) == (True, True, False)


@pytest.mark.parametrize(("second", "minutes_from_the_first"), [(59, 30), (60, 31)])
def test_a_request_within_a_minute_of_the_last_puts_nothing_off(
    staff, clock, second, minutes_from_the_first
):
    clock.pass_by(seconds=second)
    is_in(staff)
    clock.pass_by(minutes=minutes_from_the_first, seconds=-second, microseconds=-1)
    row = SessionStore.get_model_class().objects.get()

    assert row.expire_date > clock.now
    clock.pass_by(microseconds=1)
    assert not is_in(staff)


def writes(queries):
    return [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))]


def test_a_page_of_staff_writes_once_a_minute_at_most(staff, clock, django_assert_max_num_queries):
    numbers = []
    for seconds in (30, 30, 30):
        clock.pass_by(seconds=seconds)
        with django_assert_max_num_queries(100) as asked:
            is_in(staff)
        numbers.append(len(writes(asked.captured_queries)))

    assert numbers == [0, 1, 0]


def test_a_session_that_ended_does_not_come_back(staff, clock):
    clock.pass_by(minutes=31)
    is_in(staff)
    clock.pass_by(minutes=-2)

    assert not is_in(staff)


def test_a_session_of_three_hours_from_before_is_cut_to_thirty_minutes(staff, clock):
    row = SessionStore.get_model_class().objects.get()
    row.expire_date = clock.now.replace(hour=15)
    row.save()
    is_in(staff)
    clock.pass_by(minutes=30)

    assert not is_in(staff)


def test_the_session_of_an_applicant_lasts_three_hours(client, clock):
    application = make_application()
    session = SessionStore()
    session[access.KEY] = {
        application.reference: {
            "purpose": str(Purpose.EDIT),
            "version": application.link_version,
            "contact": str(Contact.FIRST),
        }
    }
    session.create()
    client.cookies["sessionid"] = session.session_key
    page = reverse("platforms:application-sections", args=[application.reference])

    statuses = []
    for minutes in (179, 1):
        clock.pass_by(minutes=minutes)
        statuses.append(client.get(page).status_code)

    assert statuses == [200, 404]


def test_a_public_page_reads_no_session_of_staff_and_sets_no_cookie(
    staff, clock, django_assert_max_num_queries
):
    clock.pass_by(minutes=5)
    with django_assert_max_num_queries(100) as asked:
        page = staff.get("/en/territories/")

    tables = [query["sql"] for query in asked.captured_queries if "django_session" in query["sql"]]
    assert (page.status_code, page.cookies.output(), tables) == (200, "", [])


def test_all_sessions_of_one_person_end_and_no_other(client, client_of):
    sol, ana = make_person(), make_secretary()
    clients = [client_of(sol), client_of(sol), client_of(ana)]

    end_all_of(sol)

    assert [is_in(one) for one in clients] == [False, False, True]


def test_the_daily_chore_takes_what_has_ended(staff, clock):
    clock.pass_by(minutes=31)

    call_command("clearsessions")

    assert not SessionStore.get_model_class().objects.exists()

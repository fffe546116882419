"""Jobs of the worker: done in pieces, once, by whoever has hands free."""

import threading

import pytest
from django.db import OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from membership import jobs
from membership.jobs import JobRefused
from membership.models import DatedSetting, Job
from membership.models.job import JobState
from outbox.management.commands import worker
from tests.applications.factories import make_board_member, make_secretary
from tests.pages import values

pytestmark = pytest.mark.django_db


@pytest.fixture
def count(monkeypatch):
    """Name a job that counts to what it is told, two at a time, and may be told to break."""

    class Told:
        breaks_at, fault, counted = None, None, []

    def run(job):
        job.total = job.arguments["to"]
        Told.counted = [*Told.counted, *range(job.done, min(job.done + 2, job.total))]
        job.done = min(job.done + 2, job.total)
        job.result["counted"] = job.done
        if Told.breaks_at == job.done:
            raise Told.fault
        return job.done == job.total

    monkeypatch.setattr(jobs, "_KINDS", {})
    jobs.job("count", title="Counting", leads_to=lambda job: "/en/")(run)
    return Told


def ask(to=5, once="1", by=None):
    return jobs.ask("count", by or make_secretary(), once=once, to=to)


def how(job):
    job.refresh_from_db()
    return job.state, job.done, job.total, job.result


def run_all():
    while jobs.run_next():
        pass


def test_a_job_is_done_in_pieces_and_shows_how_far_it_is(count):
    job = ask()
    seen = [how(job)]

    while jobs.run_next():
        seen.append(how(job))

    assert seen == [
        ("waiting", 0, 0, {}),
        ("running", 2, 5, {"counted": 2}),
        ("running", 4, 5, {"counted": 4}),
        ("done", 5, 5, {"counted": 5}),
    ]


def test_a_button_pressed_twice_asks_for_one_job(count):
    by = make_secretary()

    assert ask(by=by) == ask(by=by) == Job.objects.get()


def test_jobs_are_done_one_after_the_other(count):
    first, second = ask(once="1"), ask(once="2")

    for _piece in range(3):
        jobs.run_next()

    assert [how(job)[0] for job in (first, second)] == ["done", "waiting"]


def test_a_refusal_ends_a_job_with_its_words_and_keeps_what_was_done(count):
    count.breaks_at, count.fault = 4, JobRefused("There is no scale.")
    job = ask()

    run_all()

    assert (*how(job), job.problem) == (
        "failed", 2, 5, {"counted": 2}, "There is no scale."
    )  # fmt: skip


def test_a_fault_ends_a_job_with_words_that_are_safe_and_is_logged(count, caplog):
    count.breaks_at, count.fault = 4, ValueError("password=1234")
    job = ask()

    run_all()

    assert how(job)[0] == "failed"
    assert job.problem == (
        "It stopped by a fault that is written in the log. What was done until then stays; it can "
        "be started again."
    )
    assert caplog.messages == [f"Job count {job.pk} failed"]


def test_a_statement_too_slow_is_tried_again_five_times(count):
    count.breaks_at, count.fault = 4, OperationalError("canceling statement")
    job = ask()
    seen = []

    while jobs.run_next():
        seen.append((how(job)[0], job.done, job.tries))

    assert seen == [
        ("running", 2, 0),
        ("running", 2, 1),
        ("running", 2, 2),
        ("running", 2, 3),
        ("running", 2, 4),
        ("failed", 2, 5),
    ]


def test_what_a_broken_piece_wrote_is_undone(count, monkeypatch):
    def writes(job):
        DatedSetting.objects.create(name="quorum_percent", value=7, valid_from="2031-01-01")
        raise JobRefused("No.")

    monkeypatch.setattr(jobs, "_KINDS", {"count": jobs.Kind(writes, "", lambda job: "")})
    ask()

    run_all()

    assert not DatedSetting.objects.filter(value=7).exists()


def test_a_job_of_another_release_fails_and_keeps_no_other_waiting(count):
    gone = Job.objects.create(kind="gone", once="1", asked_by=make_secretary())
    job = ask()

    run_all()

    assert [how(one)[0] for one in (gone, job)] == ["failed", "done"]


@pytest.mark.django_db(transaction=True)
def test_a_job_in_other_hands_is_passed_over(count):
    inside, go_on = threading.Event(), threading.Event()

    def slow(job):
        inside.set()
        go_on.wait(10)
        return True

    jobs.job("count", title="Slow")(slow)
    job = ask()

    def elsewhere():
        jobs.run_next()
        connections.close_all()

    other = threading.Thread(target=elsewhere)
    other.start()
    inside.wait(10)
    taken = jobs.run_next()
    go_on.set()
    other.join()

    assert (taken, how(job)[0]) == (False, "done")


def test_the_worker_does_a_piece_between_letters(count, settings):
    settings.WORKER_JOBS = ["membership.jobs.run_next"]
    job = ask(to=3)

    assert [worker.do_jobs() for _time in range(3)] == [True, True, False]
    assert how(job)[0] == "done"


def test_its_page_shows_progress_and_looks_again_until_it_has_ended(client, count):
    by = make_secretary()
    client.force_login(by)
    job = ask(by=by)
    jobs.run_next()

    page = client.get(job.get_absolute_url())
    stays = client.get(job.get_absolute_url(), {"stay": ""})
    run_all()
    ended = client.get(job.get_absolute_url())

    assert page["Refresh"] == "3"
    assert values(page, "//progress/@value") == ["2"]
    assert values(page, "//progress/@max") == ["5"]
    assert values(page, "//label[@for='progress']/text()") == ["Progress"]
    assert not stays.has_header("Refresh")
    assert not ended.has_header("Refresh")
    assert values(ended, "//a[text()='See the result']/@href") == ["/en/"]


def test_who_asked_and_the_secretariat_see_a_job(client, count):
    asker, other, secretary = make_board_member(), make_board_member(), make_secretary()
    job = ask(by=asker)
    seen = {}

    for name, user in {"asker": asker, "other": other, "secretary": secretary}.items():
        client.force_login(user)
        seen[name] = client.get(job.get_absolute_url()).status_code

    assert seen == {"asker": 200, "other": 404, "secretary": 200}


def test_the_list_asks_the_same_number_of_queries_for_one_job_and_for_three(client, count):
    client.force_login(make_secretary())
    counted = []
    for names in ("1", "23"):
        for once in names:
            ask(once=once)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("admin:membership_job_changelist"))
        counted.append((len(queries), len(values(page, "//tbody/tr/th/a/@href"))))

    assert counted[0][0] == counted[1][0]
    assert [rows for _queries, rows in counted] == [1, 3]


@pytest.mark.parametrize("number", ["0", "abc", "9" * 40, "-1"])
def test_odd_numbers_of_jobs_are_not_found(client, number):
    client.force_login(make_secretary())

    address = reverse("admin:membership_job_change", args=[number])

    assert client.get(address).status_code == 404


def test_states_of_jobs_are_known():
    assert JobState.values == ["waiting", "running", "done", "failed"]

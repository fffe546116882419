"""The worker as a process of its own, with committed rows and a mail server that is real."""

import os
import signal
import subprocess
import sys
import threading
import time
from urllib.parse import quote

import pytest
from django.conf import settings as project_settings
from django.core.management import CommandError, call_command
from django.db import InterfaceError, OperationalError, connection, connections
from django.utils.module_loading import import_string

from outbox.delivery import deliver_due
from outbox.management.commands import worker as commands
from outbox.management.commands.worker import Chores, Patience, work
from outbox.models import OutgoingEmail, State
from tests.outbox.mail_server import make_letter

PATIENCE = 20  # seconds


@pytest.fixture
def worker(transactional_db, mail_settings):
    """Start workers on the database and the mail server of this test."""
    connection.ensure_connection()
    database = connection.connection.info
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgres:///{quote(database.dbname)}",
        "PGHOST": database.host,
        "PGPORT": str(database.port),
        "PGUSER": database.user,
        "PGPASSWORD": database.password,
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_settings.EMAIL_PORT}",
        "EMAIL_TIMEOUT": "5",
        "SITE_URL": mail_settings.SITE_URL,
    }
    running = []

    def start():
        command = [sys.executable, "manage.py", "worker"]
        running.append(subprocess.Popen(command, cwd=project_settings.BASE_DIR, env=environment))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


def until(fact):
    """Wait until a fact holds; it must within ``PATIENCE``."""
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def all_sent():
    return not OutgoingEmail.objects.exclude(state=State.SENT).exists()


def test_two_workers_share_the_letters_and_send_each_once(mail_server, worker):
    mail_server.seconds["MAIL"] = 0.05
    letters = [make_letter() for _ in range(60)]

    workers = [worker(), worker()]
    until(all_sent)
    for process in workers:
        process.terminate()

    assert [process.wait(PATIENCE) for process in workers] == [0, 0]
    assert sorted(mail_server.subjects) == sorted(letter.subject for letter in letters)
    assert len(set(mail_server.ids)) == 60


def test_a_row_in_other_hands_is_passed_over(mail_server, transactional_db):
    for subject in ("First", "Second"):
        make_letter(subject=subject)
    mail_server.seconds["DATA"] = 0.3
    arrived, outcomes = threading.Event(), []
    mail_server.arrived = arrived.set

    def deliver_elsewhere():
        outcomes.append(deliver_due())
        connections.close_all()

    other = threading.Thread(target=deliver_elsewhere)
    other.start()
    arrived.wait(PATIENCE)
    deliver_due()
    other.join()

    assert mail_server.subjects == ["First", "Second"]
    assert all_sent()


def test_a_worker_killed_before_it_could_mark_repeats_one_letter_at_most(mail_server, worker):
    letters = [make_letter() for _ in range(3)]
    first = worker()
    mail_server.arrived = first.kill
    until(lambda: first.poll() is not None)
    mail_server.arrived = lambda: None

    worker()
    until(all_sent)

    ids = [f"<{letter.message_id}@registry.example.org>" for letter in letters]
    assert mail_server.ids == [ids[0], *ids]


def test_a_worker_told_to_end_finishes_the_letter_in_hand(mail_server, worker):
    letters = [make_letter(), make_letter()]
    mail_server.seconds["DATA"] = 0.5
    process = worker()
    mail_server.arrived = process.terminate

    assert process.wait(PATIENCE) == 0
    for letter in letters:
        letter.refresh_from_db()
    assert [letter.state for letter in letters] == [State.SENT, State.QUEUED]
    assert len(mail_server.messages) == 1


def test_ctrl_c_ends_an_idle_worker_quietly(mail_server, worker):
    make_letter()
    process = worker()
    until(all_sent)

    process.send_signal(signal.SIGINT)

    assert process.wait(PATIENCE) == 0


def test_a_worker_survives_the_loss_of_its_connections(mail_server, worker):
    make_letter(subject="Before")
    process = worker()
    until(all_sent)

    with connection.cursor() as cursor:
        for _time in range(3):
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            time.sleep(0.3)
    make_letter(subject="After")
    until(all_sent)

    assert process.poll() is None
    assert mail_server.subjects == ["Before", "After"]


def test_once_ends_when_nothing_is_due(mail_server, db):
    make_letter(subject="Yours")

    call_command("worker", once=True)

    assert mail_server.subjects == ["Yours"]


def test_once_says_that_the_server_is_away(no_mail_server, db):
    make_letter()

    with pytest.raises(CommandError, match="The mail server is away"):
        call_command("worker", once=True)


def test_the_waits_for_a_server_double_up_to_a_minute():
    patience = Patience(60)

    first = [patience.take() for _ in range(8)]
    patience.reset()

    assert first == [1, 2, 4, 8, 16, 32, 60, 60]
    assert patience.take() == 1


class Clock:
    """A clock that goes when it is told to, and a worker's reason to stop at an hour."""

    def __init__(self, monkeypatch, *, stops_after=0):
        self.now, self.stops_after = 1000.0, stops_after
        monkeypatch.setattr(commands.time, "monotonic", lambda: self.now)

    @property
    def is_asked(self):
        return self.now > 1000 + self.stops_after

    def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def chores(settings, monkeypatch):
    """Have two chores done; the first does what ``fails_with`` says."""
    done = []

    class Told:
        fails_with = None

    def first():
        if Told.fails_with:
            raise Told.fails_with
        done.append("first")

    monkeypatch.setattr(commands, "first_chore", first, raising=False)
    monkeypatch.setattr(commands, "second_chore", lambda: done.append("second"), raising=False)
    settings.WORKER_CHORES = [f"{commands.__name__}.{name}_chore" for name in ("first", "second")]
    Told.done = done
    return Told


def test_chores_are_done_at_the_start_and_then_every_hour(chores, monkeypatch):
    clock, due = Clock(monkeypatch), Chores()
    done = {}

    for minutes in (0, 1, 59, 60, 119, 121):
        clock.now = 1000 + minutes * 60
        due.do_due()
        done[minutes] = len(chores.done) // 2

    assert done == {0: 1, 1: 1, 59: 1, 60: 2, 119: 2, 121: 3}


def test_a_chore_that_fails_is_logged_and_keeps_no_other_waiting(chores, monkeypatch, caplog):
    Clock(monkeypatch)
    chores.fails_with = ValueError("broken")

    Chores().do_due()

    assert chores.done == ["second"]
    assert caplog.messages == [f"The chore {commands.__name__}.first_chore failed"]


@pytest.mark.parametrize("fault", [ValueError, OperationalError, InterfaceError])
def test_a_chore_that_fails_keeps_no_letter_waiting(mail_server, db, chores, monkeypatch, fault):
    chores.fails_with = fault("broken")
    letters = [make_letter() for _letter in range(20)]
    clock = Clock(monkeypatch, stops_after=5)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(commands, "close_old_connections", lambda: None)

    work(clock)

    assert mail_server.subjects == [letter.subject for letter in letters]


def test_chores_wait_for_a_database_that_is_away(db, chores, monkeypatch):
    clock, due = Clock(monkeypatch), Chores()
    chores.fails_with = OperationalError("the server closed the connection")
    with pytest.raises(OperationalError):
        due.do_due()
    chores.fails_with = None
    done = {}

    for seconds in (1, 59, 60, 61):
        clock.now = 1000 + seconds
        due.do_due()
        done[seconds] = [*chores.done]

    assert done == {1: [], 59: [], 60: ["first", "second"], 61: ["first", "second"]}


def test_the_chores_of_this_site_are_there(db):
    assert [import_string(name)() for name in project_settings.WORKER_CHORES] == [
        {
            "drafts reminded": 0,
            "drafts warned": 0,
            "drafts deleted": 0,
            "answers reminded": 0,
        },
        {"digests": 0, "leads reminded": 0, "leads told of late answers": 0},
        {"terms asked about": 0, "proposals forgotten": 0},
        {
            "reminders before": 0,
            "reminders after": 0,
            "bank lines forgotten": 0,
            "requests to networks forgotten": 0,
        },
        {"messages erased": 0},
        {"proposals forgotten": 0},
        {
            "registrations lapsed": 0,
            "waiting lists moved": 0,
            "people reminded": 0,
            "needs erased": 0,
            "people erased": 0,
            "unconfirmed deleted": 0,
        },
        {"letters of news": 0, "follows forgotten": 0},
    ]

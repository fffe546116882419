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
from django.db import connection, connections

from outbox.delivery import deliver_due
from outbox.management.commands.worker import Patience
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

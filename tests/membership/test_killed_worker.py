"""A worker that is killed in the middle of a yearly call, with no mail server beside it."""

import os
import subprocess
import sys
import time
from datetime import date
from urllib.parse import quote

import pytest
from django.conf import settings as project_settings
from django.db import connection
from django.utils import timezone

from membership import yearly_call
from membership.models import Job, Member, PaymentRequest, Period, Representative
from outbox.models import OutgoingEmail
from tests.applications.factories import make_secretary
from tests.membership.test_dues import make_rule

PATIENCE = 60  # seconds
MEMBERS = 1700  # four pieces


@pytest.fixture
def worker(transactional_db):
    """Start workers on the database of this test; nobody answers at the port of mail."""
    connection.ensure_connection()
    database = connection.connection.info
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgres:///{quote(database.dbname)}",
        "PGHOST": database.host,
        "PGPORT": str(database.port),
        "PGUSER": database.user,
        "PGPASSWORD": database.password,
        "EMAIL_URL": "smtp://127.0.0.1:1",
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


def make_members():
    """Make many members with a contact each, in few statements."""
    since = date(2014, 1, 1)
    members = Member.objects.bulk_create(
        Member(category="body", kind="association", name=f"M {at}", country="PT", joined_on=since)
        for at in range(MEMBERS)
    )
    Representative.objects.bulk_create(
        Representative(
            member=one, role="billing", name="A. Sample", email=f"a{one.pk}@example.org",
            starts_on=since,
        )
        for one in members
    )  # fmt: skip


def until(fact):
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_killed_worker_leaves_a_call_that_the_next_one_ends_without_doubles(worker):
    make_rule(category="body", amount="100.00")
    make_members()
    first = date(timezone.localdate().year + 1, 1, 1)
    days = {"first": first, "last": first.replace(month=12, day=31), "due_on": first}
    job = yearly_call.ask(
        make_secretary(), once="1", currency="EUR", called_on=timezone.localdate(), **days
    )

    process = worker()
    until(lambda: Job.objects.filter(pk=job.pk, done__gt=0).exists())
    process.kill()
    process.wait()
    job.refresh_from_db()
    midway = (job.state, job.done, Period.objects.count(), PaymentRequest.objects.count())
    worker()
    until(lambda: not Job.objects.under_way().exists())

    job.refresh_from_db()
    assert midway[0] == "running"
    assert midway[1] == midway[2] == midway[3] < MEMBERS
    assert (job.state, job.done, job.result["called"]) == ("done", MEMBERS, MEMBERS)
    assert Period.objects.count() == PaymentRequest.objects.count() == MEMBERS
    assert OutgoingEmail.objects.filter(template="membership/email/dues_call").count() == MEMBERS

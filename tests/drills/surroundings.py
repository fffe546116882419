"""The site in its processes, and a Postgres of our own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
from psycopg import sql

from together_site.local_postgres.cluster import SUPERUSER, Cluster

REPOSITORY = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
DATABASE = "drills"
SECONDS_TO_START = 120
SECONDS_TO_END = 30


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def children(pid):
    """Return the process numbers of the children of a process; Linux tells them in /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it ended while we looked
            continue
        if parent == pid:
            found.append(int(stat.parent.name))
    return sorted(found)


def words_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def until(condition, *, seconds, pause=0.05):
    """Wait until a condition holds; return whether it came to hold in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(pause)
    return bool(condition())


class Postgres:
    """A server of our own that can be taken away.

    The site is told its address only, as of a real server: it does not start it again.
    """

    def __init__(self, folder):
        self.cluster = Cluster(folder)

    def start(self):
        """Start the server; return when it takes connections."""
        self.cluster.ensure_running()

    def make_database(self):
        folder = str(self.cluster.folders.socket)
        with psycopg.connect(
            host=folder, user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    @property
    def environment(self):
        return {
            "PGHOST": str(self.cluster.folders.socket),
            "DATABASE_URL": f"postgres://{SUPERUSER}@/{DATABASE}",
        }

    @property
    def pid(self):
        return self.cluster.server()[0]

    def stop_at_once(self):
        """Stop without goodbye, as after a crash: what Postgres calls an immediate shutdown."""
        os.kill(self.pid, signal.SIGQUIT)
        until(lambda: self.pid is None, seconds=SECONDS_TO_END)

    def freeze(self):
        """Let the server and its children stand still; connections stay open and say nothing."""
        pid = self.pid
        self.frozen = [pid, *children(pid)]
        for number in self.frozen:
            os.kill(number, signal.SIGSTOP)

    def thaw(self):
        for number in self.frozen:
            os.kill(number, signal.SIGCONT)

    def end(self):
        """Let the server go; return when it has stopped."""
        self.cluster.leave()
        until(lambda: self.pid is None, seconds=SECONDS_TO_END)


class Site:
    """The site as ``manage.py serve`` runs it: web server and mail worker."""

    def __init__(self, environment, log):
        self.environment = environment
        self.port = int(environment["PORT"])
        self.log = log
        self.process = None

    def start(self):
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                # Should this process be killed, the site ends by itself.
                [sys.executable, "manage.py", "serve", f"--starter={os.getpid()}"],
                cwd=REPOSITORY,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if not until(self.answers, seconds=SECONDS_TO_START, pause=0.2):
            raise RuntimeError(f"The site does not start:\n{self.log.read_text()[-3000:]}")

    def answers(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"The site ended:\n{self.log.read_text()[-3000:]}")
        try:
            urllib.request.urlopen(f"http://{HOST}:{self.port}/health", timeout=5).close()
        except OSError:
            return False
        return "Ctrl-C" in self.log.read_text()

    def _program(self, word):
        found = [pid for pid in children(self.process.pid) if word in words_of(pid)]
        return found[0] if found else None

    @property
    def web_server(self):
        return self._program("gunicorn")

    @property
    def web_workers(self):
        return children(self.web_server)

    @property
    def mail_worker(self):
        return self._program("worker")

    @property
    def processes(self):
        return [self.web_server, *self.web_workers, self.mail_worker]

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

"""The site as in production, the measure beside it, and a Postgres of our own."""

import contextlib
import os
from http.client import HTTPConnection

import psycopg
from psycopg import sql

from benchmarks.clocks import used_by
from tests.drills.surroundings import HOST, REPOSITORY, children, free_port, until
from together_site.local_postgres import locks
from together_site.local_postgres.cluster import SUPERUSER, Cluster
from together_site.programs import Program

FOLDER = REPOSITORY / ".local" / "bench"
DATABASE = "bench"
WORKERS, THREADS = 2, 2
SECONDS_TO_START = 60
SECONDS_TO_ANSWER = 60
# So many connections are opened at once that no worker gets them all.
CONNECTIONS, TRIES = 16, 10
# What the site is told of this machine; everything else is ours.
KEPT = ("PATH", "HOME", "TZ", "PG_BINDIR")


@contextlib.contextmanager
def only_one():
    """Refuse to measure while another one measures here."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    descriptor = locks.open_lock(FOLDER / "bench.lock")
    try:
        if not locks.take(descriptor, wait=False):
            raise SystemExit("Another make bench is running here.")
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def postgres():
    """Run a server with an empty database; the server's cluster is given, the database removed."""
    cluster = Cluster(FOLDER)
    cluster.ensure_running()
    try:
        command(cluster, "DROP DATABASE IF EXISTS {} WITH (FORCE)")
        command(cluster, "CREATE DATABASE {}")
        # It would work while we measure; tables are analysed when they are filled.
        command(cluster, "ALTER SYSTEM SET autovacuum = off")
        command(cluster, "SELECT pg_reload_conf()")
        yield cluster
    finally:
        command(cluster, "DROP DATABASE IF EXISTS {} WITH (FORCE)")
        cluster.leave()


def command(cluster, text):
    """Run a statement beside the database, whose name stands for ``{}``."""
    address = {"host": str(cluster.folders.socket), "user": SUPERUSER, "dbname": "postgres"}
    with psycopg.connect(**address, autocommit=True) as connection:
        connection.execute(sql.SQL(text).format(sql.Identifier(DATABASE)))


def environment(cluster):
    """Return the environment of a production site on this database."""
    return {key: os.environ[key] for key in KEPT if key in os.environ} | {
        "ENV_FILE": os.devnull,
        "DJANGO_SETTINGS_MODULE": "together_site.settings",
        "SECRET_KEY": "for this run only: nobody signs in",
        "LINK_KEY": "for this run only: no letter is sent",
        "SITE_URL": "https://registry.example.org",
        "ALLOWED_HOSTS": HOST,
        "BEHIND_PROXY": "1",
        "PGHOST": str(cluster.folders.socket),
        "DATABASE_URL": f"postgres://{SUPERUSER}@/{DATABASE}",
        "EMAIL_URL": f"smtp://{HOST}:9",
        "DEFAULT_FROM_EMAIL": "registry@example.org",
        "LOCAL_DIR": str(FOLDER),
        "STATIC_ROOT": str(FOLDER / "public"),
        "MEDIA_ROOT": str(FOLDER / "files"),
        "WEB_CONCURRENCY": str(WORKERS),
    }


class Web:
    """A gunicorn on loopback, and one kept connection to each of its workers."""

    def __init__(self, application, *, path):
        self.port = free_port()
        self.path = path
        options = ("--threads", str(THREADS), "--keep-alive", "3600")
        self.program = Program(
            application,
            *("gunicorn", "--config", "together_site/gunicorn.py", *options, application),
            environment={"BIND": f"{HOST}:{self.port}"},
        )
        self.made, self.connections = [], {}

    def __enter__(self):
        self.program.start()
        try:
            self.connect()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *problem):
        # The server waits for who may still ask.
        for connection in self.made:
            connection.close()
        self.program.end()
        self.program.wait_for_end()

    @property
    def workers(self):
        return children(self.program.process.pid)

    def connect(self):
        """Wait for the server, then find a connection to each worker."""
        if not until(self.is_there, seconds=SECONDS_TO_START):
            raise SystemExit(f"{self.program.name} does not start; it says why above.")
        for _try in range(TRIES):
            self.sort(self.opened())
            if len(self.connections) == WORKERS:
                return
        raise SystemExit(f"Not every worker of {self.program.name} takes connections.")

    def is_there(self):
        with contextlib.suppress(OSError):
            self.ask(self.connection(), self.path)
            return len(self.workers) == WORKERS
        return False

    def opened(self):
        made = [self.connection() for _number in range(CONNECTIONS)]
        for connection in made:
            connection.connect()
        return made

    def connection(self):
        self.made.append(HTTPConnection(HOST, self.port, timeout=SECONDS_TO_ANSWER))
        return self.made[-1]

    def sort(self, connections):
        """Keep of these the first that leads to each worker."""
        for connection in connections:
            worker = self.worker_behind(connection)
            if self.connections.setdefault(worker, connection) is not connection:
                connection.close()

    def worker_behind(self, connection):
        """Return the process that answers on a connection: the one whose clock goes on."""
        before = {pid: used_by(pid) for pid in self.workers}
        for _time in range(3):
            self.ask(connection, self.path)
        return max(before, key=lambda pid: used_by(pid) - before[pid])

    def ask(self, connection, path, headers=()):
        """Return the answer and its body."""
        connection.request("GET", path, headers={"X-Forwarded-Proto": "https", **dict(headers)})
        answer = connection.getresponse()
        return answer, answer.read()

"""The local server: made on first use, started for the first user, stopped after the last."""

import functools
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from together_site.local_postgres import locks
from together_site.local_postgres.errors import LocalPostgresError
from together_site.local_postgres.folders import Folders, cannot_write
from together_site.local_postgres.programs import find_programs

log = logging.getLogger("together.local_postgres")

SUPERUSER = "together"
# Who can enter the socket's folder may connect, nobody else.
ACCESS = ("--auth-local=trust", "--auth-host=reject")
SERVER_OPTIONS = {"listen_addresses": "''"}
# For data that may be lost, such as that of tests.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# Its children hold the memory for about 0.7 s after the server was killed.
SECONDS_OF_ORPHANS = 5
SECONDS_TO_STOP = 60
SECONDS_OF_THE_LAST = 2


@functools.cache
def cluster_in(local_dir, *, durable=True):
    """Return the one cluster of this process in a folder."""
    return Cluster(local_dir, durable=durable)


class Cluster:
    """A Postgres server with its data below one folder.

    ``durable`` as False trades safety of the data for speed.
    """

    def __init__(self, local_dir, *, durable=True):
        self.folders = Folders(local_dir)
        self.durable = durable
        self.users = None
        self.thread_lock = threading.Lock()

    def lock_file(self, name):
        return self.folders.root / f"{name}.lock"

    def ensure_running(self):
        """Count this process among the users and start the server unless it runs.

        Raises ``LocalPostgresError`` with a sentence that says what to do.
        """
        with self.thread_lock:
            if self.users is not None and self.running():
                return
            try:
                self.folders.prepare()
                self.join()
                with locks.held(self.lock_file("starting")):
                    self.folders.prepare_home()
                    self.settle()
                    if not self.running():
                        self.start()
                    self.start_keeper()
            except OSError as problem:
                raise cannot_write(problem.filename or self.folders.root, problem) from problem

    def join(self):
        """Hold the users' lock as long as this process or one forked from it lives.

        While the keeper stops the server this waits.
        """
        if self.users is None:
            descriptor = locks.open_lock(self.lock_file("users"))
            locks.take(descriptor, shared=True)
            self.users = descriptor

    def leave(self):
        """Be no user any more, and give the keeper the moment it needs if this was the last."""
        if self.users is not None:
            os.close(self.users)
            self.users = None
        deadline = time.monotonic() + SECONDS_OF_THE_LAST
        while self.running() and time.monotonic() < deadline:
            time.sleep(0.02)

    def server(self):
        """Return process number and status of the server, or nothing if there is none."""
        for file in self.folders.home.glob("data-*/postmaster.pid"):
            pid, status = read_pid_file(file)
            if is_server(pid, file.parent):
                return pid, status
        return None, ""

    def running(self):
        """Return the process number of the server if it takes connections."""
        pid, status = self.server()
        return pid if status == "ready" else None

    def settle(self):
        """Wait while the server comes up or goes down."""
        deadline = time.monotonic() + SECONDS_TO_STOP
        while self.server()[1] not in ("", "ready") and time.monotonic() < deadline:
            time.sleep(0.02)

    def start(self):
        """Start the server, making its data first where there are none."""
        kept = self.folders.kept_data()
        programs = self.folders.reachable(find_programs(kept_data=kept))
        data = self.folders.data(programs.major)
        if not data.exists():
            self.make_data(programs, data)
            for major in sorted(kept):
                log.warning(
                    "The database was kept by PostgreSQL %s, this is %s: an empty one begins. "
                    "The old one stays in %s",
                    *(major, programs.major, self.folders.data(major)),
                )
        deadline = time.monotonic() + SECONDS_OF_ORPHANS
        while complaint := self.try_start(programs, data):
            if "shared memory block" not in complaint or time.monotonic() > deadline:
                raise LocalPostgresError(
                    f"The local Postgres in {data} does not start. It says:\n{complaint}"
                )
            time.sleep(0.1)

    def make_data(self, programs, data):
        """Make an empty database cluster: under another name, so that half of one never counts."""
        log.info("Making the local database (PostgreSQL %s) …", programs.major)
        half = self.folders.home / "data.new"
        options = ["-D", half, "-U", SUPERUSER, *ACCESS, "--encoding=UTF8"]
        if not self.durable:
            options.append("--no-sync")
        # C.UTF-8 knows the letters of every language; some systems have only C.
        for locale in ("C.UTF-8", "C"):
            shutil.rmtree(half, ignore_errors=True)
            made = self.folders.account.run(programs.initdb, *options, f"--locale={locale}")
            if made.returncode == 0:
                break
        else:
            raise LocalPostgresError(
                f"The local database cannot be made in {self.folders.home}:\n{made.stdout.strip()}"
            )
        half.rename(data)

    def try_start(self, programs, data):
        """Start the server and wait until it takes connections; return its complaint if not."""
        forget_other_process(data / "postmaster.pid")
        for left in self.folders.socket.glob(".s.PGSQL.*"):
            left.unlink()
        self.folders.log.unlink(missing_ok=True)
        settings = SERVER_OPTIONS | ({} if self.durable else FORGETFUL)
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        started = self.folders.account.run(
            *(programs.folder / "pg_ctl", "start", "--wait", "--timeout=60", "--silent"),
            *("-D", data, "-l", self.folders.log, "-o", f"-k {self.folders.socket} {options}"),
        )
        if started.returncode == 0:
            return ""
        try:
            return self.folders.log.read_text(errors="replace").strip() or started.stdout
        except FileNotFoundError:
            return started.stdout

    def start_keeper(self):
        """Start the process that stops the server after the last user, unless there is one."""
        descriptor = locks.open_lock(self.lock_file("keeper"))
        try:
            if locks.take(descriptor, wait=False):
                keeper = subprocess.Popen(  # noqa: S603 - a list of our own making, no shell
                    [
                        *(sys.executable, "-m", "together_site.local_postgres.keeper"),
                        *(str(self.folders.root.parent), str(descriptor)),
                    ],
                    cwd=Path(__file__).resolve().parents[2],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                    # The lock goes over with its descriptor: it is never free in between.
                    pass_fds=[descriptor],
                )
                os.ftruncate(descriptor, 0)
                os.write(descriptor, b"%d" % keeper.pid)
                keeper.returncode = 0  # it outlives this process on purpose: nobody waits for it
        finally:
            os.close(descriptor)

    def stop(self):
        """Stop the server and wait until it has stopped."""
        pid, _status = self.server()
        if pid:
            os.kill(pid, signal.SIGINT)  # Postgres calls this a fast shutdown
        deadline = time.monotonic() + SECONDS_TO_STOP
        while self.server()[0] and time.monotonic() < deadline:
            time.sleep(0.02)


def read_pid_file(file):
    """Return process number and status from the file of a running server, or nothing."""
    try:
        lines = file.read_text().splitlines()
        return int(lines[0]), lines[7].strip()
    except (OSError, IndexError, ValueError):
        return None, ""


def is_server(pid, data):
    """Return whether a process is the server of this data: numbers are used again."""
    if os.path.isdir("/proc/self"):
        try:
            return os.path.samefile(f"/proc/{pid}/cwd", data)
        except OSError:
            return False
    shown = subprocess.run(  # noqa: S603 - a list of our own making, no shell
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return "postgres" in shown.stdout


def forget_other_process(file):
    """Make Postgres take a process file for what it is: left behind by a server that was killed.

    Postgres believes the file as long as any process has that number, but never if it is the
    number of the process that starts it. Deleting the file would be wrong: Postgres finds in it
    the memory that children of the killed server may still hold.
    """
    try:
        lines = file.read_text().splitlines()
    except FileNotFoundError:
        return
    if lines and not is_server(lines[0], file.parent):
        file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

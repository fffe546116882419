import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from together_site.local_postgres import locks, programs
from together_site.local_postgres.cluster import Cluster
from together_site.local_postgres.errors import LocalPostgresError

ROOT = Path(__file__).parents[2]
USE = """
import sys
from together_site.local_postgres.cluster import Cluster
cluster = Cluster(sys.argv[1], durable=False)
for line in sys.stdin:
    cluster.ensure_running()
    print(cluster.running(), flush=True)
"""


class User:
    """A process of its own that uses the server in a folder."""

    living = []

    def __init__(self, folder):
        self.living.append(self)
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE, folder],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self):
        self.process.stdin.write("now\n")
        self.process.stdin.flush()

    def answer(self):
        """Return the process number of the server that this user found or started."""
        return int(self.process.stdout.readline())

    def uses(self):
        self.ask()
        return self.answer()

    def end(self, *, hard=False):
        self.living.remove(self)
        if hard:
            self.process.kill()
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


def eventually(truth, *, seconds=10):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if truth():
            return True
        time.sleep(0.02)
    return False


def keeper(folder):
    """Return the process number of a folder's keeper, or None."""
    file = Cluster(folder).lock_file("keeper")
    if not file.exists():
        return None
    descriptor = locks.open_lock(file)
    is_free = locks.take(descriptor, wait=False)
    os.close(descriptor)
    return None if is_free else int(file.read_text())


def is_unused(folder):
    return Cluster(folder).running() is None and keeper(folder) is None


def end_users():
    for user in list(User.living):
        user.end()


def throw_away(folder):
    end_users()
    eventually(lambda: is_unused(folder))
    cluster = Cluster(folder)
    for path in (cluster.folders.socket, cluster.folders.home, folder):
        shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(autouse=True)
def _end_users():
    yield
    end_users()


@pytest.fixture
def fresh_folder():
    """Return a folder that the server's account may enter, also where root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="together-test-"))
    folder.chmod(0o755)
    yield folder
    throw_away(folder)


@pytest.fixture(scope="module")
def made_folder():
    """Return a folder in which the data are made already."""
    folder = Path(tempfile.mkdtemp(prefix="together-test-"))
    folder.chmod(0o755)
    user = User(folder)
    user.uses()
    user.end()
    yield folder
    throw_away(folder)


@pytest.fixture
def folder(made_folder):
    assert eventually(lambda: is_unused(made_folder))
    return made_folder


def data_of(folder):
    return next(Cluster(folder).folders.home.glob("data-*"))


def test_users_who_come_at_once_share_one_server(fresh_folder):
    users = [User(fresh_folder) for _ in range(4)]

    for user in users:
        user.ask()
    servers = {user.answer() for user in users}

    assert len(servers) == 1
    assert keeper(fresh_folder)
    for user in users:
        user.end()


def test_server_stops_after_the_last_user(folder):
    first, second = User(folder), User(folder)
    server = first.uses()
    assert second.uses() == server

    first.end()
    time.sleep(0.5)
    assert Cluster(folder).running() == server

    second.end(hard=True)
    assert eventually(lambda: is_unused(folder))


def test_user_who_comes_while_the_server_stops_gets_a_server(folder):
    for _ in range(5):
        user = User(folder)

        server = user.uses()

        assert Cluster(folder).running() == server
        user.end(hard=True)


def test_killed_server_is_started_again_for_a_living_user(folder):
    user = User(folder)
    server = user.uses()

    os.kill(server, signal.SIGKILL)
    assert eventually(lambda: Cluster(folder).running() is None)
    again = user.uses()

    assert again != server
    assert Cluster(folder).running() == again
    user.end()


def test_server_of_a_killed_keeper_is_adopted_and_stopped(folder):
    first = User(folder)
    server = first.uses()
    os.kill(keeper(folder), signal.SIGKILL)
    assert eventually(lambda: keeper(folder) is None)
    first.end(hard=True)

    second = User(folder)
    assert second.uses() == server
    second.end()

    assert eventually(lambda: is_unused(folder))


def test_process_file_of_a_killed_server_does_not_block_when_its_number_is_used_again(folder):
    user = User(folder)
    server = user.uses()
    file = data_of(folder) / "postmaster.pid"
    left = file.read_text()
    user.end()
    assert eventually(lambda: is_unused(folder))

    file.write_text(left.replace(str(server), str(os.getpid()), 1))
    user = User(folder)

    assert Cluster(folder).running() is None
    assert user.uses() not in (server, os.getpid())
    user.end()


def test_data_made_half_way_do_not_count(fresh_folder):
    cluster = Cluster(fresh_folder, durable=False)
    cluster.folders.prepare()
    cluster.folders.prepare_home()
    half = cluster.folders.home / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("15\n")

    user = User(fresh_folder)

    assert user.uses()
    assert not half.exists()
    user.end()


def test_data_of_another_version_stay_where_they_are(fresh_folder):
    cluster = Cluster(fresh_folder, durable=False)
    cluster.folders.prepare()
    cluster.folders.prepare_home()
    old = cluster.folders.data(14)
    old.mkdir()
    (old / "PG_VERSION").write_text("14\n")

    user = User(fresh_folder)

    assert user.uses()
    assert (old / "PG_VERSION").read_text() == "14\n"
    assert len(cluster.folders.kept_data()) == 2
    user.end()


def test_folder_with_a_long_name_has_its_socket_in_a_short_one(fresh_folder):
    deep = fresh_folder / ("long, with a blank and 'quotes' " * 6)
    deep.mkdir(mode=0o755)
    user = User(deep)

    user.uses()

    socket = Cluster(deep).folders.socket
    assert (socket / ".s.PGSQL.5432").is_socket()
    assert len(os.fsencode(socket)) < 50
    assert stat.S_IMODE(socket.stat().st_mode) == 0o700
    user.end()
    throw_away(deep)


def test_socket_folder_that_others_may_enter_is_refused(folder):
    socket = Cluster(folder).folders.socket
    socket.chmod(0o755)

    with pytest.raises(LocalPostgresError, match="Remove it and start again"):
        Cluster(folder).ensure_running()

    socket.chmod(0o700)


def test_folder_that_cannot_be_made_is_a_sentence():
    with pytest.raises(LocalPostgresError, match="set LOCAL_DIR to a folder that is"):
        Cluster("/dev/null/nowhere").ensure_running()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a checkout others cannot enter")
def test_root_keeps_data_elsewhere_when_the_checkout_is_closed(fresh_folder, monkeypatch):
    monkeypatch.setenv("PG_BINDIR", "wheel")
    fresh_folder.chmod(0o700)
    user = User(fresh_folder)

    assert user.uses()

    home = Cluster(fresh_folder).folders.home
    assert home.parent == Path("/var/lib")
    assert stat.S_IMODE(fresh_folder.stat().st_mode) == 0o700
    user.end()


def make_programs(folder, *, version):
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)


def test_programs_that_pg_bindir_names_must_be_new_enough(tmp_path, monkeypatch):
    make_programs(tmp_path, version="14.9")
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))

    with pytest.raises(LocalPostgresError, match="PostgreSQL 14, too old"):
        programs.find_programs()


def test_programs_that_pg_bindir_names_must_exist(tmp_path, monkeypatch):
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))

    with pytest.raises(LocalPostgresError, match="there are no programs"):
        programs.find_programs()


def test_programs_must_have_the_trigram_extension(tmp_path, monkeypatch):
    make_programs(tmp_path, version="99.1")
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))

    with pytest.raises(LocalPostgresError, match="pg_trgm is missing"):
        programs.find_programs()


def test_machine_without_programs_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.delenv("PG_BINDIR", raising=False)
    monkeypatch.setattr(programs, "places", lambda: [tmp_path])

    with pytest.raises(LocalPostgresError, match=r"^No Postgres server programs were found\."):
        programs.find_programs()


def test_programs_of_the_kept_data_come_first(tmp_path, monkeypatch):
    monkeypatch.delenv("PG_BINDIR", raising=False)
    monkeypatch.setattr(programs, "has_trigrams", lambda found: True)
    for version in ("17.2", "16.4"):
        (tmp_path / version).mkdir()
        make_programs(tmp_path / version, version=version)
    monkeypatch.setattr(programs, "places", lambda: [tmp_path / "17.2", tmp_path / "16.4"])

    assert programs.find_programs().major == 17
    assert programs.find_programs(kept_data={16}).major == 16


def test_looking_at_the_project_starts_no_server(tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"DEBUG": "1", "ENV_FILE": os.devnull, "LOCAL_DIR": str(tmp_path)}

    for command in (["check"], ["migrate", "--help"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
        )

    assert not (tmp_path / "postgres").exists()

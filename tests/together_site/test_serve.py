"""The site as ``make run`` starts it, in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.together_site.test_local_postgres import eventually, throw_away

ROOT = Path(__file__).parents[2]
IS_UP = "Ctrl-C stops everything."


class Site:
    """A site that was started and says what it does."""

    def __init__(self, folder, *, port):
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment |= {
            "DEBUG": "1",
            "ENV_FILE": os.devnull,
            "LOCAL_DIR": str(folder),
            "LOCAL_POSTGRES_DURABLE": "0",
            "PORT": str(port),
            "PYTHONUNBUFFERED": "1",
            "STATIC_ROOT": str(folder / "public"),
        }
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def told(self):
        """Return what the site says until it is up, or until it ends."""
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if line.startswith(IS_UP):
                break
        return "".join(lines)

    def health(self):
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            return None

    def parts(self, name):
        """Return the process numbers of the programs of this name that the site started."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(number) for number in children.split() if name in self.words_of(number)]

    @staticmethod
    def words_of(number):
        """Return with what a process was started; nothing of one that has just ended."""
        try:
            return Path(f"/proc/{number}/cmdline").read_text().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            return []

    def end(self, ending=signal.SIGINT):
        if self.process.poll() is None:
            self.process.send_signal(ending)
        said = self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(30), said


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    yield folder
    throw_away(folder)


@pytest.fixture
def start(folder):
    """Return a function that starts the site; it ends with the test."""
    sites = []

    def start(port):
        sites.append(Site(folder, port=port))
        return sites[-1]

    yield start
    for site in sites:
        if not site.process.stdout.closed:
            site.end()


@pytest.fixture(scope="module")
def site(folder):
    """Return a site that runs, started for the first time in its folder."""
    site = Site(folder, port=free_port())
    site.first_words = site.told()
    yield site
    site.end()


def test_first_start_tells_addresses_and_log_ins(site):
    assert re.findall(r"^Log-in: +(\S+@\S+)  \S{16}$", site.first_words, re.MULTILINE) == [
        "secretariat@example.org",
        "board@example.org",
    ]
    assert re.findall(r"http://\S+", site.first_words) == [
        f"{site.address}/",
        f"{site.address}/en/admin/",
        f"{site.address}/mailbox/",
    ]
    assert site.health() == 200


def test_second_site_on_the_same_port_is_a_sentence(site, start):
    second = start(site.port)

    told = second.told()

    assert told == (
        f"CommandError: Port {site.port} is taken: this site already runs at {site.address}/. "
        "Stop that one with Ctrl-C, or start this one on another port: "
        f"make run PORT={site.port + 1}\n"
    )
    assert second.end()[0] == 1


def test_port_of_another_program_is_a_sentence(site, start):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        told = start(port).told()

    assert told == (
        f"CommandError: Port {port} is taken by another program. Stop it, or start the site on "
        f"another port: make run PORT={port + 1}\n"
    )


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="finds processes in /proc")
@pytest.mark.parametrize("name", ["gunicorn", "manage"])
def test_killed_part_is_started_again(site, name):
    [part] = site.parts(name)

    os.kill(part, signal.SIGKILL)

    assert eventually(lambda: site.parts(name) not in ([], [part]), seconds=20)
    assert eventually(lambda: site.health() == 200, seconds=20)


def test_killed_database_comes_back_without_a_new_start(site, folder):
    server = next(folder.glob("postgres/server/data-*/postmaster.pid")).read_text().split()[0]
    answers = []

    os.kill(int(server), signal.SIGKILL)

    assert eventually(lambda: answers.append(site.health()) or answers[-1] == 200, seconds=20)
    assert set(answers) <= {200, 503}


def test_killed_site_leaves_nothing_that_blocks_the_next(site, start):
    site.process.kill()
    site.process.wait()

    again = start(site.port)

    told = again.told()
    assert IS_UP in told
    assert "Log-in" not in told  # the data were kept
    assert again.health() == 200
    assert again.end() == (0, "Stopped.\n")
    assert is_free(site.port)

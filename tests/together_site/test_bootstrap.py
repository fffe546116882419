"""From a bare checkout: a small one, with an empty lock and a program that tells its arguments."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MANAGE = """
import os, sys
print(sys.argv[1], os.environ.get("DEBUG", "-"), sys.prefix.endswith(".venv"))
"""


def make_checkout(path):
    for folder in ("together_site", "requirements", "tests"):
        (path / folder).mkdir()
    (path / "together_site" / "__init__.py").touch()
    shutil.copy(ROOT / "together_site" / "bootstrap.py", path / "together_site")
    for lock in ("local", "tests"):
        (path / "requirements" / f"{lock}.txt").write_text("")
    (path / "manage.py").write_text(MANAGE)
    return path


@pytest.fixture
def checkout(tmp_path):
    return make_checkout(tmp_path)


def begin(checkout, step="run", **environment):
    kept = {key: value for key, value in os.environ.items() if key not in ("DEBUG", "LOCAL_DIR")}
    return subprocess.Popen(
        [sys.executable, "-m", "together_site.bootstrap", step],
        cwd=checkout,
        env=kept | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process):
    said, complained = process.communicate(timeout=120)
    return process.returncode, said, complained


def bootstrap(checkout, step="run", **environment):
    return end(begin(checkout, step, **environment))


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """Return a checkout in which the site was started once, and what that said."""
    checkout = make_checkout(tmp_path_factory.mktemp("checkout"))
    return checkout, bootstrap(checkout)


@pytest.fixture
def installed(first_start):
    checkout, _ = first_start
    yield checkout
    (checkout / ".env").unlink(missing_ok=True)
    (checkout / "requirements" / "local.txt").write_text("")


def test_first_start_installs_and_the_second_costs_nothing(first_start):
    checkout, first = first_start
    begun = time.monotonic()

    second = bootstrap(checkout)

    assert first == (0, "Virtual environment …\nPackages …\nserve 1 True\n", "")
    assert second == (0, "serve 1 True\n", "")
    assert time.monotonic() - begun < 5


def test_starts_at_once_after_one_that_was_cut_short_do_the_work_once(checkout):
    cut_short = begin(checkout)
    while not (checkout / ".venv" / "bin").exists():
        time.sleep(0.01)
    cut_short.kill()
    end(cut_short)

    processes = [begin(checkout), begin(checkout)]
    ended = [end(process) for process in processes]

    assert [(code, said.splitlines()[-1]) for code, said, _ in ended] == [(0, "serve 1 True")] * 2
    assert sum("Packages …" in said for _, said, _ in ended) == 1
    assert sum("installing packages; waiting for it" in said for _, said, _ in ended) >= 1


def test_env_file_decides_whether_it_is_a_development_machine(installed):
    (installed / ".env").write_text("DEBUG=0\n")

    assert bootstrap(installed) == (0, "serve - True\n", "")
    assert bootstrap(installed, DEBUG="1") == (0, "serve 1 True\n", "")


def test_packages_that_cannot_be_had_are_a_sentence(installed):
    (installed / "requirements" / "local.txt").write_text(
        "no-such-package-of-ours==1.0 --hash=sha256:" + "0" * 64 + "\n"
    )

    code, _, complained = bootstrap(installed, PIP_NO_INDEX="1")

    assert code == 1
    assert "The packages could not be installed; pip says why above." in complained
    assert "Traceback" not in complained


def test_missing_venv_module_is_a_sentence(checkout):
    (checkout / "ensurepip.py").write_text("raise ImportError")

    code, said, complained = bootstrap(checkout)

    assert (code, said) == (1, "")
    assert complained == (
        "\nThis Python has no venv module. Install it (on Debian and Ubuntu: "
        "apt install python3-venv) and run make again.\n"
    )


def test_old_python_is_a_sentence(checkout):
    program = "import sys; sys.version_info = (3, 9, 2); from together_site import bootstrap as b; "

    ran = subprocess.run(
        [sys.executable, "-c", program + "b.main('run')"],
        cwd=checkout,
        env={"PATH": "/nowhere"},
        capture_output=True,
        text=True,
    )

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "\nThis is Python 3.9, and the site needs 3.11 or newer. Install one, or name it: "
        "make run PYTHON=/path/to/python3\n"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_checkout_that_cannot_be_written_is_a_sentence(checkout):
    checkout.chmod(0o555)

    code, _, complained = bootstrap(checkout)

    assert code == 1
    assert complained.startswith(f"\n{checkout} cannot be written")
    checkout.chmod(0o755)

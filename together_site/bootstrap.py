"""From a bare checkout to a running site or test run: ``python3 -m together_site.bootstrap STEP``.

Needs nothing but Python's own library, and is written so that an old Python still gets far enough
to say what is wrong. ``make`` calls it.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
# What pip says when it comes to a package.
PACKAGE = re.compile(
    r"(?:Collecting |Processing \S*/|Requirement already .*?: )"
    r"([\w.-]+?)(?:[=<>~ ;\n]|-\d)"
)
# The descriptor of the lock goes along: who comes after a kill waits for what still installs.
LOCKED = {"close_fds": False}
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def main(step, *arguments):
    use_newer_python()
    check_machine()
    with only_one_at_a_time(ROOT, "Another make is installing packages; waiting for it …"):
        install("local" if step == "run" else "tests")
    STEPS[step](*arguments)


def stop(sentence):
    sys.stdout.flush()
    sys.exit("\n" + sentence)


# What the machine has


def use_newer_python():
    """Go on with a newer Python if the one that was called is too old and there is one."""
    if sys.version_info >= OLDEST:
        return
    for name in ("python3.13", "python3.12", "python3.11", "python3.14"):
        newer = shutil.which(name)
        if newer:
            os.execv(newer, [newer, "-m", "together_site.bootstrap", *sys.argv[1:]])
    stop(
        "This is Python {}.{}, and the site needs {}.{} or newer. Install one, or name it: "
        "make run PYTHON=/path/to/python3".format(*sys.version_info[:2], *OLDEST)
    )


def check_machine():
    """Stop with a sentence if this machine cannot make a virtual environment here."""
    try:
        import ensurepip  # noqa: F401 - Debian has venv without it
        import venv  # noqa: F401
    except ImportError:
        stop(
            "This Python has no venv module. Install it (on Debian and Ubuntu: "
            "apt install python3-venv) and run make again."
        )
    if not os.access(ROOT, os.W_OK):
        stop(
            f"{ROOT} cannot be written, and the site keeps its packages and data there. Make it "
            "writable for this account, or clone it to a folder of your own."
        )


class only_one_at_a_time:  # noqa: N801 - reads as a sentence after "with"
    """Hold the lock on a folder until this process and the installers it started have ended.

    With ``for_ever`` the program that takes this one's place holds it on.
    """

    def __init__(self, folder, news, *, for_ever=False):
        self.folder, self.news, self.for_ever = folder, news, for_ever

    def __enter__(self):
        self.descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print(self.news, flush=True)
            fcntl.flock(self.descriptor, fcntl.LOCK_EX)
        os.set_inheritable(self.descriptor, True)

    def __exit__(self, *problem):
        if not self.for_ever:
            os.close(self.descriptor)


# The virtual environment


def install(name):
    """Bring the virtual environment up to a lock file; at once where it is already."""
    # What tests need includes what running needs, in the same versions (see "make lock").
    if any(read(stamp(lock)) == digest(lock) for lock in {name, "tests"}):
        return
    make_venv()
    install_packages(name)
    with open(stamp(name), "w") as file:
        file.write(digest(name))


def lock_file(name):
    return os.path.join(ROOT, "requirements", name + ".txt")


def stamp(name):
    """Return the file that is there once a lock is installed whole."""
    return os.path.join(VENV, name + ".stamp")


def digest(name):
    """Return what changes with a lock or with the version of Python."""
    content = hashlib.sha256(read(lock_file(name)).encode()).hexdigest()
    return "{} {}.{}".format(content, *sys.version_info[:2])


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def make_venv():
    """Make the virtual environment unless a usable one is there."""
    if os.path.exists(PYTHON) and subprocess.call([PYTHON, "-c", "import pip"], **QUIET) == 0:
        return
    print("Virtual environment …", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        **LOCKED,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if made.returncode:
        stop(f"The virtual environment cannot be made in {VENV}:\n{made.stdout}")


def install_packages(name):
    """Install what a lock names, with progress, and stop with what pip says if that fails."""
    lock = lock_file(name)
    count = len(re.findall(r"^\S+==", read(lock), re.MULTILINE))
    print("Packages …", flush=True)
    pip = subprocess.Popen(
        [
            *(PYTHON, "-m", "pip", "install", "--require-hashes", "-r", lock, "--no-input"),
            *("--progress-bar=off", "--disable-pip-version-check", "--no-warn-script-location"),
        ],
        **LOCKED,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=dict(os.environ, PYTHONUNBUFFERED="1", PIP_ROOT_USER_ACTION="ignore"),
    )
    said, done = [], 0
    for line in pip.stdout:
        said.append(line)
        found = PACKAGE.match(line)
        if found:
            done += 1
            print(f"  {done} of {count}: {found.group(1)}", flush=True)
        elif line.startswith("Installing collected"):
            print("  installing …", flush=True)
    if pip.wait():
        stop(
            "".join(said[-12:])
            + "\nThe packages could not be installed; pip says why above. If the network was "
            "away, run make again: it goes on where it stopped."
        )


# What comes next


def go_on(*command, environment):
    """Become another program of the virtual environment."""
    os.chdir(ROOT)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
    os.execve(PYTHON, [PYTHON, *command], environment)


def run(*arguments):
    """Start the site, on a development machine unless .env or the environment says otherwise."""
    said = re.search(r"^(export )?DEBUG=", read(os.path.join(ROOT, ".env")), re.MULTILINE)
    is_open = "DEBUG" not in os.environ and not said
    starter = ["--starter", str(os.getppid())]
    environment = {"DEBUG": "1"} if is_open else {}
    go_on("manage.py", "serve", *starter, *arguments, environment=environment)


def test(*arguments):
    """Run the tests beside a running site: a database server, keys and files of their own."""
    only_one_at_a_time(
        os.path.join(ROOT, "tests"), "Another make test is running; waiting for it …", for_ever=True
    ).__enter__()
    folder = os.path.join(ROOT, os.environ.get("LOCAL_DIR") or ".local", "tests")
    environment = {
        "DEBUG": "1",
        "ENV_FILE": os.devnull,
        "LOCAL_DIR": folder,
        "LOCAL_POSTGRES_DURABLE": "0",
        "STATIC_ROOT": os.path.join(folder, "public"),
    }
    go_on("-m", "pytest", *arguments, environment=environment)


def tools(*arguments):
    """Only install: what the checks need."""


STEPS = {"run": run, "test": test, "tools": tools}

if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        stop("Stopped.")

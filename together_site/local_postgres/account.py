"""The account that runs the server: Postgres refuses root."""

import os
import pwd
import subprocess
from dataclasses import dataclass

from together_site.local_postgres.errors import LocalPostgresError


@dataclass(frozen=True)
class Account:
    """An account of the operating system."""

    uid: int
    gid: int

    @property
    def is_self(self):
        return self.uid == os.geteuid()

    def options(self):
        """Return what ``subprocess`` needs to run a program as this account.

        Only the plainest environment goes along: settings of Postgres clients (``PGHOST`` …)
        and the language of messages would change what the programs do.
        """
        kept = ("PATH", "HOME", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
        options = {
            "cwd": "/",
            "env": {key: os.environ[key] for key in kept if key in os.environ} | {"LC_ALL": "C"},
            "stdin": subprocess.DEVNULL,
            # Ctrl-C in a terminal is for the program that asked, not for the server.
            "start_new_session": True,
        }
        if not self.is_self:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def run(self, *command):
        """Run a program to its end and return what ``subprocess.run`` returns."""
        return subprocess.run(  # noqa: S603 - a list of our own making, no shell
            [str(part) for part in command],
            **self.options(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )

    def may_use(self, path):
        """Return whether this account may enter a folder, or run a program."""
        if self.is_self:
            return True
        return self.run("/bin/sh", "-c", 'test -x "$1"', "sh", path).returncode == 0

    def make_folder(self, path):
        """Make a folder that only this account (and root) may enter."""
        path.mkdir(mode=0o700)
        if not self.is_self:
            os.chown(path, self.uid, self.gid)


def account_of(folder):
    """Return the account that owns a folder, if we may act as it; else the one we run as."""
    owner = folder.stat()
    if os.geteuid() != 0 or owner.st_uid == 0:
        return server_account()
    return Account(owner.st_uid, owner.st_gid)


def server_account():
    """Return the account that runs the server: ourselves, or as root ``postgres`` or ``nobody``."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise LocalPostgresError(
        "Postgres does not run as root, and this machine has neither an account postgres nor "
        "nobody. Run this as an ordinary user, or set DATABASE_URL to a Postgres server."
    )

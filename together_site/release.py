"""Which release of the site this is. A leaf: imports nothing of the project."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

KINDS = {".py", ".html", ".txt", ".xml", ".mo", ".css", ".svg"}


def release_of(folders):
    """Return a digest of the files from which pages are made, by name, size and time.

    Machines that serve the same release may differ in it, which costs them a page sent twice.
    """
    digest = hashlib.sha256()
    for path, told in _files(folders):
        digest.update(f"{path}|{told.st_size}|{told.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]


def released_on(folders):
    """Return the day on which the newest of these files came to this machine."""
    newest = max(told.st_mtime for _path, told in _files(folders))
    return datetime.fromtimestamp(newest, UTC).date()


def _files(folders):
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix in KINDS:
                yield path, path.stat()

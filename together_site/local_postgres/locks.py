"""Locks that the kernel lets go when a process ends, however it ends."""

import contextlib
import fcntl
import os


def open_lock(path):
    """Open a lock file. The descriptor is not passed on to other programs."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def take(descriptor, *, shared=False, wait=True):
    """Take the lock; return whether it was free. Without ``wait`` a busy lock is left alone."""
    mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, mode if wait else mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def held(path):
    """Hold a lock file alone, waiting for whoever has it."""
    descriptor = open_lock(path)
    try:
        take(descriptor)
        yield
    finally:
        os.close(descriptor)

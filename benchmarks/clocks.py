"""Processor time that other processes have used, from the kernel's clocks. Linux only."""

import contextlib
import os
import time
from pathlib import Path

from tests.drills.surroundings import children


def used_by(*pids):
    """Return the seconds of processor time that processes have used, all their threads.

    It is what ``utime`` and ``stime`` of ``/proc/<pid>/stat`` tell, in nanoseconds instead of
    steps of 10 ms. A process that has ended counts nothing.
    """
    total = 0.0
    for pid in pids:
        with contextlib.suppress(OSError):
            # The clock of another process has this number: see clock_getcpuclockid(3).
            total += time.clock_gettime((~pid << 3) | 2)
    return total


def used_by_server(pid):
    """Return the same of a server and its children, those that have ended included.

    Postgres has a process for each connection, and more for a query that it splits.
    """
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ended = (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")
    return ended + used_by(pid, *children(pid))

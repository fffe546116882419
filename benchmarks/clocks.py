"""Processor time that other processes have used, from the kernel's clocks. Linux only."""

import contextlib
import os
import time
from pathlib import Path


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


def used_by_ended_children(pid):
    """Return the same of the children of a process that have ended, in steps of 10 ms.

    Postgres has such for a query that it splits.
    """
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

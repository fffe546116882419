"""Measure what pages of the registry cost: ``python -m benchmarks --sizes 1000 10000``."""

import argparse
import os
import platform
import signal
import time

import django

from benchmarks import surroundings
from tests.drills.surroundings import REPOSITORY

SIZES = (1_000, 10_000, 100_000)
SMALLEST = 1_000  # fewer give no deep page, and too few names to seek


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of places")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=100, help="of each kind in a round")
    wanted = parser.parse_args()
    if min(wanted.sizes) < SMALLEST or min(wanted.rounds, wanted.requests) < 1:
        parser.error(f"at least {SMALLEST} places, one round and one request")
    # SIGINT too: a script that starts this in the background has it ignored.
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    try:
        with surroundings.only_one(), surroundings.postgres() as cluster:
            measure(cluster, wanted)
    except KeyboardInterrupt:
        raise SystemExit("\nStopped.") from None


def measure(cluster, wanted):
    environment = surroundings.environment(cluster)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(REPOSITORY)
    django.setup()
    from benchmarks import trial  # needs Django, which looks at the same database as the site

    begun = time.monotonic()
    trial.run(cluster, wanted, tell=lambda text: print(text, flush=True))
    print(f"\nPython {platform.python_version()}, {os.cpu_count()} processors, ", end="")
    print(f"load {os.getloadavg()[1]:.1f}, {time.monotonic() - begun:.0f} s.")


if __name__ == "__main__":
    main()

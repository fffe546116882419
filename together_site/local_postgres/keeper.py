"""Stop the local server when nobody uses it any more.

A process of its own, so that it does not matter how the users end, by ``kill -9`` for one:
``python -m together_site.local_postgres.keeper FOLDER DESCRIPTOR``, where the descriptor holds the
keeper's lock already.
"""

import os
import sys

from together_site.local_postgres import locks
from together_site.local_postgres.cluster import Cluster


def keep(local_dir, keeper_lock):
    """Wait until the last user is gone, then stop the server."""
    cluster = Cluster(local_dir)
    path = cluster.lock_file("users")
    users = locks.open_lock(path)
    locks.take(users)
    # A folder made anew since then has a server and a keeper of its own.
    if path.exists() and os.path.samestat(os.fstat(users), path.stat()):
        cluster.stop()
    # In this order: who comes next must not take this process for a keeper that stays.
    os.close(keeper_lock)
    os.close(users)


if __name__ == "__main__":
    keep(sys.argv[1], int(sys.argv[2]))

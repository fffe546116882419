"""Run a Python program that ends when the one that started it ends, also by ``kill -9``.

``python -m together_site.leash MODULE ARGUMENTS``: standard input is a pipe whose other end the
starter holds and never writes to. When the starter is gone the kernel closes it.
"""

import os
import runpy
import signal
import sys
import threading
import time

SECONDS_TO_END_WELL = 5


def end_with_starter():
    """Wait for the end of standard input, then end this process, at first politely."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_END_WELL)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=end_with_starter, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)

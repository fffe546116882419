"""Programs that run beside each other and are started again when they end."""

import os
import signal
import subprocess
import sys
import time

SECONDS_TO_END_WELL = 10
# A program that ran this long had started well; it is started again at once.
SECONDS_OF_A_GOOD_START = 10
LONGEST_PAUSE = 30


class Program:
    """A Python module kept running on a leash: it ends when this process does.

    ``environment`` is added to our own.
    """

    def __init__(self, name, *arguments, environment=()):
        self.name = name
        self.arguments = arguments
        self.environment = {**os.environ, **dict(environment)}
        self.process = None
        self.started_at = 0
        self.start_again_at = 0
        self.pause = 1

    def start(self):
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - a list of our own making, no shell
            [sys.executable, "-m", "together_site.leash", *self.arguments],
            env=self.environment,
            stdin=subprocess.PIPE,
            # Ctrl-C reaches this process only, which ends its programs in order.
            start_new_session=True,
        )

    def mend(self):
        """Start the program again if it has ended, after a pause that grows.

        Returns what to tell people, or nothing.
        """
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            code = self.process.returncode
            self.process.stdin.close()
            self.process = None
            if now - self.started_at > SECONDS_OF_A_GOOD_START:
                self.pause = 1
            self.start_again_at = now + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
            wait = self.start_again_at - now
            return f"The {self.name} ended (code {code}); it starts again in {wait:.0f} s."
        if self.process is None and now >= self.start_again_at:
            self.start()
        return ""

    def end(self):
        """Ask the program to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_for_end(self):
        """Wait until the program has ended; end it the hard way if it takes too long."""
        if self.process is None:
            return
        try:
            self.process.wait(SECONDS_TO_END_WELL)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process.stdin.close()

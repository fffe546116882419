"""What is written to the log."""

import logging
import re

_SECRET = re.compile(r"(/link/[^/]+/|/reset/key/)[^/\s]+")


class WithoutLinks(logging.Filter):
    """Leave the secret out of an address: whoever reads the log could open what it opens."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(
                _SECRET.sub(r"\1…", arg) if isinstance(arg, str) else arg for arg in record.args
            )
        return True

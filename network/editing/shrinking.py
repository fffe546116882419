"""Bring a picture to a size for the web, in a process of its own.

It has been drawn anew by ``applications.inspection`` already; drawing it again takes memory that a
web worker should not hold. Run as a program: a JPEG or PNG on standard input; on standard output
one line of JSON, ``width`` and ``height`` in it, and after it the picture.
"""

import contextlib
import io
import json
import resource
import sys

# The widest column of a page on a screen of double density; and no picture without an end.
MOST = (1600, 3200)
MEMORY = 1024**3
CPU_SECONDS = 15


def shrunk(data):
    """Return width, height and content of a picture, ``MOST`` at most."""
    from PIL import Image

    image = Image.open(io.BytesIO(data), formats=["JPEG", "PNG"])
    kind = image.format
    image.thumbnail(MOST)
    copy = io.BytesIO()
    how = {"quality": 82, "progressive": True} if kind == "JPEG" else {}
    image.save(copy, format=kind, optimize=True, **how)
    return *image.size, copy.getvalue()


if __name__ == "__main__":
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    width, height, content = shrunk(sys.stdin.buffer.read())
    told = json.dumps({"width": width, "height": height}).encode()
    sys.stdout.buffer.write(told + b"\n" + content)

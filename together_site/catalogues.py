"""Translations made ready for use, without GNU gettext on the machine."""

import os

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(folder):
    """Compile the catalogues below a folder that changed since; return their paths."""
    changed = [po for po in sorted(folder.glob("*/LC_MESSAGES/*.po")) if is_newer(po)]
    for po in changed:
        with po.open("rb") as text:
            catalogue = read_po(text, locale=po.parents[1].name)
        # Under another name first: the site may be reading the old one.
        half = po.with_suffix(f".mo.{os.getpid()}")
        with half.open("wb") as compiled:
            write_mo(compiled, catalogue)
        half.replace(po.with_suffix(".mo"))
    return changed


def is_newer(po):
    """Return whether a catalogue was changed after it was compiled."""
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns

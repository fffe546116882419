"""html-validate, and what it finds wrong with pages."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import browser

FOLDER = Path(__file__).parent
PROGRAM = FOLDER / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
# Which rules, and why not the others.
RULES = FOLDER / "rules.mjs"
SKIPPED = "no html-validate on this machine. Install it, with Node 20: cd tests/web && npm ci"


def is_there():
    return bool(shutil.which("node")) and PROGRAM.exists()


def need():
    """Skip the test that runs, or fail it where the machine must have everything."""
    if not is_there():
        (pytest.fail if browser.is_required() else pytest.skip)(SKIPPED)


def faults(pages, folder):
    """Return what is wrong with each page of ``{name: html}``, ``{}`` where nothing is.

    One run of the program sees them all, as files that are written to an empty ``folder``.
    """
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(html)
        names[str(path)] = name
    return {names[page["filePath"]]: told(page) for page in said_of(folder) if page["messages"]}


def said_of(folder):
    ran = subprocess.run(
        ["node", PROGRAM, "--config", RULES, "--formatter", "json", folder],
        capture_output=True,
        text=True,
        timeout=120,
    )
    # 1 says that there are faults.
    assert ran.returncode in (0, 1), ran.stderr
    return json.loads(ran.stdout)


def told(page):
    return [
        f"{fault['ruleId']}, line {fault['line']}: {fault['message']}" for fault in page["messages"]
    ]

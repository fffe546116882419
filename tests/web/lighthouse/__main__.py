"""What Lighthouse gives the main pages: ``python -m tests.web.lighthouse``.

The site runs as ``make run`` starts it, on a free port of this machine and with the sample content,
behind a proxy that compresses pages. All of it has ended when this ends; the reports stay.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests import browser
from tests.drills.surroundings import REPOSITORY, Site, free_port
from tests.web.lighthouse.proxy import compressing

PROGRAM = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
FOLDER = REPOSITORY / ".local" / "lighthouse"
PAGES = {
    "home": "/en/",
    "list": "/en/territories/",
    "territory": "/en/territories/sintra/",
    "platform": "/en/platforms/sintra/",
}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
FULL = 100
# Whatever else a machine does costs a page some points of performance; a fault of the page stays.
TRIES = 3
SECONDS_A_PAGE = 120
SECONDS_TO_END = 10
# What the site is told of this machine; everything else is ours.
KEPT = {"PATH", "HOME", "LANG", "LC_ALL", "TZ", "PG_BINDIR"}


def main():
    if not browser.chromium():
        sys.exit(f"No Chromium on this machine. {browser.HOW_TO_INSTALL}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    environment = environment_of_the_site()
    site = Site(environment, FOLDER / "site.log")
    try:
        print("Starting the site …", flush=True)
        site.start()
        with compressing(site.port) as address:
            points = {name: best_of(name, address + path) for name, path in PAGES.items()}
    finally:
        site.end()
    show(points)
    sys.exit(not all(is_full(given) for given in points.values()))


def environment_of_the_site():
    return {key: value for key, value in os.environ.items() if key in KEPT} | {
        "DEBUG": "1",
        "ENV_FILE": os.devnull,
        "LOCAL_DIR": str(FOLDER),
        "STATIC_ROOT": str(FOLDER / "public"),
        "PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
    }


def best_of(name, address):
    """Return the points of a page, the best where it is looked at anew for falling short."""
    print(f"Looking at the {name} page …", flush=True)
    best = dict.fromkeys(CATEGORIES, 0)
    for _ in range(TRIES):
        given = points_of(name, address)
        best = {category: max(best[category], given[category]) for category in CATEGORIES}
        if is_full(best):
            break
    return best


def is_full(points):
    return set(points.values()) == {FULL}


def points_of(name, address):
    """Look at a page once and return its points, of 100 in each category."""
    report = FOLDER / f"{name}.report.json"
    report.unlink(missing_ok=True)
    run(
        *("node", PROGRAM, address, "--quiet", "--no-enable-error-reporting"),
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(['--headless=new', *browser.FLAGS])}",
        *("--output=json", "--output=html", f"--output-path={FOLDER / name}"),
    )
    given = json.loads(report.read_text())["categories"]
    return {category: round(FULL * (given[category]["score"] or 0)) for category in CATEGORIES}


def run(*command):
    lighthouse = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "CHROME_PATH": browser.chromium()},
    )
    try:
        code = lighthouse.wait(SECONDS_A_PAGE)
    except BaseException:
        # This way it ends its Chromium too.
        lighthouse.send_signal(signal.SIGINT)
        lighthouse.wait(SECONDS_TO_END)
        raise
    if code:
        raise RuntimeError(f"Lighthouse ended with code {code}; it says why above.")


def show(points):
    print(f"\n{'':12}" + "".join(f"{category:>16}" for category in CATEGORIES))
    for name, given in points.items():
        print(f"{name:12}" + "".join(f"{given[category]:16}" for category in CATEGORIES))
    print(f"\nThe reports: {FOLDER.relative_to(REPOSITORY)}/*.report.html")


if __name__ == "__main__":
    main()

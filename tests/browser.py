"""Chromium for tests, and what can be asked of a page that it shows."""

import os
import shutil

from axe_playwright_python.sync_playwright import Axe

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_INSTALL = "Install it, on Debian with: apt install chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Rules of WCAG 2.2 AA, and what axe's makers hold to be good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium():
    """Return the path of the machine's Chromium, or ``None``."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def is_required():
    """Whether a machine without Chromium fails the tests instead of skipping them."""
    return os.environ.get("REQUIRE_BROWSER", "0") not in ("", "0")


def launch(playwright):
    return playwright.chromium.launch(executable_path=chromium(), args=FLAGS)


def violations(page, *, rules=None):
    """Return what axe finds wrong with a page: rule and place of each, ``[]`` where nothing is.

    ``rules`` names the rules to run, all of ours unless told.
    """
    run = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    # Style sheets are not loaded anew for axe: our content policy refuses its copies.
    options = {"resultTypes": ["violations"], "runOnly": run, "preload": False}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {' '.join(node['target'])}" for rule in found for node in rule["nodes"]]


def overhang(page, width=320):
    """Return by how many pixels a page is wider than a window of ``width``; 0 where it fits."""
    usual = page.viewport_size
    page.set_viewport_size({"width": width, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(usual)
    return max(0, wide - width)


def fill(page, **answers):
    """Fill in fields of the page's form by their names, as a person would by their kind.

    Of several boxes to tick, the answer is the list of those that shall be ticked.
    """
    for name, value in answers.items():
        field = page.locator(f'main [name="{name}"]')
        kind = field.first.evaluate("field => field.type")
        if kind == "radio":
            page.check(f'main [name="{name}"][value="{value}"]')
        elif isinstance(value, list):
            for box in field.all():
                box.set_checked(box.get_attribute("value") in value)
        elif kind == "checkbox":
            field.set_checked(value)
        elif kind == "select-one":
            field.select_option(value)
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(value)


def press(page, button="main form button:not([name])"):
    """Press a button of the page and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(button).last.click()


def follow(page, link):
    """Follow a link of the page and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(link).first.click()

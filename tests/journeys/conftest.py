"""A browser before a running site, with mail that really leaves and arrives."""

import os
import socket

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from playwright.sync_api import sync_playwright

from tests import browser
from tests.outbox.mail_server import Sink, words_of
from tests.web import validator

# Pictures are made on purpose: they change what is under version control.
collect_ignore = [] if os.environ.get("PICTURES") else ["test_pictures.py"]
SKIPPED = f"no Chromium on this machine. {browser.HOW_TO_INSTALL}"


def pytest_unconfigure(config):
    """Say it loudly, as the last words of all, where some tests did not run to their end."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    reports = terminal.stats.get("skipped", []) if terminal else []
    for name, why in {"browser tests": SKIPPED, "tests of markup": validator.SKIPPED}.items():
        number = sum(why in str(report.longrepr) for report in reports)
        if number:
            terminal.section(name, sep="!", red=True, bold=True)
            terminal.line(f"{number} {name} DID NOT RUN: {why}", red=True)
            terminal.line("With REQUIRE_BROWSER=1 they fail instead.", red=True)


@pytest.fixture(scope="package")
def chromium():
    """One Chromium for all browser tests."""
    if not browser.chromium():
        (pytest.fail if browser.is_required() else pytest.skip)(SKIPPED)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps a loop in this thread, in which Django would refuse its database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        program = browser.launch(playwright)
        yield program
        program.close()


class Letters:
    """What has arrived at the mail server; asking lets the worker deliver first."""

    def __init__(self, sink):
        self.sink = sink

    def to(self, address):
        """Return ``(subject, text)`` of each letter to an address, oldest first."""
        call_command("worker", once=True, verbosity=0)
        # A long subject begins on the line below its name, behind a space.
        return [
            (letter["Subject"].strip(), words_of(letter))
            for letter in self.sink.messages
            if letter["To"] == address
        ]

    def link(self, address, part):
        """Return the newest link in letters to an address that has ``part`` in it."""
        words = " ".join(text for _subject, text in self.to(address)).split()
        return next(word for word in reversed(words) if word.startswith("http") and part in word)


@pytest.fixture
def letters(settings):
    """The letters that a real mail server on this machine has taken."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    yield Letters(sink)
    controller.stop()


@pytest.fixture
def site(chromium, live_server, settings):
    """The address of a running site, with which links in letters begin."""
    settings.SITE_URL = live_server.url
    settings.SECONDS_A_PERSON_NEEDS = 0
    return live_server.url


@pytest.fixture
def visitor(chromium, site):
    """Open a page for one more person: ``visitor(width=…, javascript=…, user=…)``.

    What the browser complains of, such as a breach of the content policy, fails the test.
    """
    contexts, complaints = [], []

    def arrive(*, width=1280, javascript=True, **options):
        context = chromium.new_context(
            base_url=site,
            locale="fr-FR",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        context.on("console", lambda message: _note(complaints, message))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("response", lambda answer: _note_fault(complaints, answer))
        return context.new_page()

    yield arrive
    for context in contexts:
        context.close()
    assert complaints == []


def _note(complaints, message):
    # That an answer was a 404 is no complaint: some pages are meant to be.
    if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
        complaints.append(message.text)


def _note_fault(complaints, answer):
    if answer.status == 500:
        complaints.append(f"{answer.status} {answer.url}")


@pytest.fixture
def signed_in(visitor, client, site):
    """Open a page for a member of staff who has signed in already."""

    def arrive(user, **options):
        page = visitor(**options)
        client.force_login(user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        return page

    return arrive

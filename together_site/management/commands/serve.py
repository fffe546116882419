import contextlib
import errno
import os
import secrets
import signal
import socket
import time
import urllib.error
import urllib.request

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.urls import reverse

from together_site.catalogues import compile_catalogues
from together_site.local_postgres import locks
from together_site.programs import Program
from together_site.static_files import collect_changed

HOST = "127.0.0.1"
# What a site that was killed started may hold its port so long.
SECONDS_FOR_THE_PORT = 6
SECONDS_TO_ANSWER = 60
LOGINS = {"secretariat@example.org": "secretariat", "board@example.org": "board"}


class Command(BaseCommand):
    help = "Prepare the site on this machine, then run it with its mail worker until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--starter",
            type=int,
            help="End when the process of this number, which started this one, has ended.",
        )

    def handle(self, *, starter, **options):
        # SIGINT too: a script that starts this in the background has it ignored.
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, signal.default_int_handler)
        port = settings.PORT
        try:
            with only_one_on(port):
                wait_for_port(port)
                logins = self.prepare()
                self.run(port, starter=starter, logins=logins)
        except KeyboardInterrupt:
            self.say("Stopped.")

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()

    def prepare(self):
        """Bring database, translations and static files up to date; return new log-ins."""
        self.say("Database …")
        try:
            connection.ensure_connection()
        except CommandError:  # the local server, which says itself what to do
            raise
        except OperationalError as problem:
            raise CommandError(f"The database does not answer: {problem}") from problem
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        logins = self.first_run()
        self.say("Translations and static files …")
        try:
            for folder in settings.LOCALE_PATHS:
                compile_catalogues(folder)
            collect_changed()
        except OSError as problem:
            raise cannot_write(problem) from problem
        connection.close()
        return logins

    def first_run(self):
        """Give an empty development machine something to look at and two people to log in as.

        People come last: once there is one, the first run is over.
        """
        people = get_user_model().objects
        if not settings.LOCAL or people.exists():
            return {}
        self.say("Sample content …")
        call_command("load_sample_content")
        call_command("load_sample_networks")
        call_command("load_network_content")
        call_command("load_sample_association")
        logins = {}
        for email, role in LOGINS.items():
            logins[email] = secrets.token_urlsafe(12)
            people.create_user(email, logins[email], roles=[role], name=role.capitalize())
        return logins

    def run(self, port, *, starter, logins):
        """Run web server and worker until somebody ends this."""
        programs = [
            Program(
                "web server",
                *("gunicorn", "--config", "together_site/gunicorn.py", "together_site.wsgi"),
                environment={"BIND": f"{HOST}:{port}"},
            ),
            Program("mail worker", "manage", "worker"),
        ]
        try:
            for program in programs:
                program.start()
            wait_for_answer(port, web=programs[0])
            self.tell_addresses(port, logins)
            while starter is None or os.getppid() == starter:
                for program in programs:
                    if news := program.mend():
                        self.say(news)
                time.sleep(0.2)
        finally:
            self.end(programs)

    def end(self, programs):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for program in programs:
            program.end()
        for program in programs:
            program.wait_for_end()
        connection.close()
        if hasattr(connection, "leave"):
            connection.leave()

    def tell_addresses(self, port, logins):
        site = f"http://{HOST}:{port}"
        self.say(f"\nThe site:          {site}/")
        self.say(f"For staff:         {site}{reverse('admin:index')}")
        if settings.LOCAL:
            self.say(f"Mail that it sent: {site}/mailbox/")
        for email, password in logins.items():
            self.say(f"Log-in:            {email}  {password}")
        if logins:
            self.say("These passwords are shown once. To set another:")
            self.say("DEBUG=1 .venv/bin/python manage.py changepassword E-MAIL")
        self.say("Ctrl-C stops everything.\n")


@contextlib.contextmanager
def only_one_on(port):
    """Refuse to start beside a site of this folder on the same port."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise CommandError(f"PORT is “{port}”: it must be a number from 1 to 65535.")
    try:
        settings.LOCAL_DIR.mkdir(parents=True, exist_ok=True)
        descriptor = locks.open_lock(settings.LOCAL_DIR / f"serve-{port}.lock")
    except OSError as problem:
        raise cannot_write(problem) from problem
    try:
        if not locks.take(descriptor, wait=False):
            raise CommandError(
                f"Port {port} is taken: this site already runs at http://{HOST}:{port}/. "
                "Stop that one with Ctrl-C, or start this one on another port: "
                f"make run PORT={int(port) + 1}"
            )
        yield
    finally:
        os.close(descriptor)


def cannot_write(problem):
    """Return the error that says what to do where a file cannot be written."""
    return CommandError(
        f"{problem.filename} cannot be written ({problem.strerror}). Make the folder of the site "
        "writable for this account, or start the site with the account that owns it."
    )


def wait_for_port(port):
    """Wait until the port is free, as it is at once unless a killed site is just ending."""
    deadline = time.monotonic() + SECONDS_FOR_THE_PORT
    while problem := trouble_with(port):
        if problem.errno != errno.EADDRINUSE:
            raise CommandError(f"Port {port} cannot be used ({problem.strerror}).")
        if time.monotonic() > deadline:
            raise CommandError(
                f"Port {port} is taken by another program. Stop it, or start the site on another "
                f"port: make run PORT={int(port) + 1}"
            )
        time.sleep(0.2)


def trouble_with(port):
    """Return what keeps us from listening on a port, or None."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(port)))
        except OSError as problem:
            return problem
    return None


def wait_for_answer(port, *, web):
    """Wait until the web server answers."""
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        if web.process.poll() is not None:
            raise CommandError("The web server does not start; it says why above.")
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CommandError(f"The web server does not answer within {SECONDS_TO_ANSWER} s.")

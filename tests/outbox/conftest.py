import socket
import socketserver
import threading

import pytest
from aiosmtpd.controller import Controller

from tests.outbox.mail_server import Sink

DELIVERY = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mail_settings(settings, free_port):
    settings.DELIVERY_BACKEND = DELIVERY
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port
    settings.EMAIL_TIMEOUT = 1
    settings.SITE_URL = "https://registry.example.org"
    return settings


@pytest.fixture
def no_mail_server(mail_settings):
    """Nobody listens on the port of the mail server."""


@pytest.fixture
def mail_server(mail_settings):
    """A mail server that keeps what it is sent; a test may tell it to refuse."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=mail_settings.EMAIL_PORT)
    controller.start()
    yield sink
    controller.stop()


@pytest.fixture
def greeting(mail_settings):
    """Start a server that says a line, or nothing, and then waits for the caller to leave."""
    servers = []

    def start(line):
        class Greet(socketserver.BaseRequestHandler):
            def handle(self):
                self.request.sendall(line)
                while self.request.recv(1024):
                    pass

        server = socketserver.ThreadingTCPServer(("127.0.0.1", mail_settings.EMAIL_PORT), Greet)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=[0.05]).start()

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def templates(settings, tmp_path):
    """Write the two files of a letter: ``templates(name, subject, body)``."""
    folder = tmp_path / "templates"
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [folder, *settings.TEMPLATES[0]["DIRS"]]}
    ]

    def write(name, subject, body):
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.subject.txt").write_text(subject)
        (folder / f"{name}.txt").write_text(body)

    return write

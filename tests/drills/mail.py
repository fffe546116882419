"""A mail server of our own."""

from aiosmtpd.controller import Controller

from tests.drills.surroundings import HOST
from tests.outbox.mail_server import Sink


class MailServer:
    """A mail server on loopback that keeps what it is sent, and can be away."""

    def __init__(self, port):
        self.port = port
        self.sink = Sink()
        self.controller = None

    def start(self):
        self.controller = Controller(self.sink, hostname=HOST, port=self.port)
        self.controller.start()

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None

    def messages_to(self, addresses):
        """Return ``(address, Message-ID)`` of each message that came for these, in order."""
        return [
            (message["To"], message["Message-ID"])
            for message in list(self.sink.messages)
            if message["To"] in addresses
        ]

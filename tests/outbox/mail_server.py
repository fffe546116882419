"""A real mail server for tests, and letters to send to it."""

import asyncio
import email
import email.policy
import itertools

from outbox.models import OutgoingEmail

STALLED = "SMTPServerDisconnected: Connection unexpectedly closed: timed out"

_numbers = itertools.count(1)


def make_letter(**values):
    """Make a stored letter that is due."""
    number = next(_numbers)
    if "template" not in values:
        values = {"subject": f"Letter {number}", "body": "Good day.\n", **values}
    return OutgoingEmail.objects.create(
        **{
            "occasion": f"test:{number}",
            "recipient": "ana@example.org",
            "language": "en",
            **values,
        }
    )


def words_of(message):
    """Return the plain text of a message that arrived."""
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def fates():
    """Return what became of each letter: address, state, tries, last answer."""
    rows = OutgoingEmail.objects.order_by("pk")
    return [(row.recipient, row.state, row.tries, row.last_answer) for row in rows]


class Sink:
    """Keeps messages in ``messages``; ``refused`` maps an address to the answer it gets."""

    def __init__(self):
        self.messages = []
        self.refused = {}
        self.sender_answer = ""
        self.text_answer = "250 OK"
        self.seconds = {"MAIL": 0, "DATA": 0, "QUIT": 0}
        self.arrived = lambda: None

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - its name
        await asyncio.sleep(self.seconds["MAIL"])
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - its name
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - its name
        if self.text_answer.startswith("250"):
            message = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.messages.append(message)
        self.arrived()
        await asyncio.sleep(self.seconds["DATA"])
        return self.text_answer

    async def handle_QUIT(self, server, session, envelope):  # noqa: N802 - its name
        await asyncio.sleep(self.seconds["QUIT"])
        return "221 Bye"

    @property
    def subjects(self):
        return [message["Subject"] for message in self.messages]

    @property
    def ids(self):
        return [message["Message-ID"] for message in self.messages]

"""Read the letters that a development machine delivered into a folder."""

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

# Django's file backend ends each message so; two may share a file.
_END = re.compile(rb"\n-{79}\n(?=Content-Type: |\Z)")
_ID = re.compile(r"<([0-9a-f-]{36})@")
NEWEST = 200


@dataclass(frozen=True)
class Letter:
    message_id: str
    subject: str
    to: str
    date: datetime
    language: str
    body: str


def letters():
    """Return the letters of the newest files, newest first."""
    files = sorted(settings.MAILBOX_DIR.glob("*.log"), key=_age, reverse=True)[:NEWEST]
    return [letter for file in files for letter in reversed(_letters_in(file))]


def letter(message_id):
    """Return the letter with this id, a string of a UUID, or ``None``."""
    return next((found for found in letters() if found.message_id == message_id), None)


def _age(file):
    return file.stat().st_mtime_ns


def _letters_in(file):
    messages = [
        email.message_from_bytes(part, policy=email.policy.default)
        for part in _END.split(file.read_bytes())
    ]
    return [_letter(message) for message in messages if _ID.match(message["Message-ID"] or "")]


def _letter(message):
    return Letter(
        message_id=_ID.match(message["Message-ID"])[1],
        subject=message["Subject"],
        to=message["To"],
        date=message["Date"].datetime,
        language=message["Content-Language"],
        body=message.get_body(("plain",)).get_content(),
    )

"""Visitors: each from an address of its own, asking one thing after another over real HTTP."""

import http.client
import itertools
import threading
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from lxml import html

from tests.drills.surroundings import HOST

# Longer than anything that is waited for: a visitor that sees this has had no answer.
SECONDS_FOR_AN_ANSWER = 60
SECONDS_OF_PATIENCE = 120
PAUSE = 0.3

_numbers = itertools.count(1)


class GaveUpError(Exception):
    """A visitor was given no answer that leads on."""


@dataclass
class Answer:
    """One request and what came back; ``status`` is 0 where nothing came back."""

    method: str
    path: str
    language: str
    begun_at: float
    sent_at: float = 0
    ended_at: float = 0
    status: int = 0
    headers: dict = field(default_factory=dict)
    body: str = ""

    @property
    def seconds(self):
        return self.ended_at - self.begun_at

    @property
    def location(self):
        return self.headers.get("location", "")

    @property
    def page(self):
        return html.fromstring(self.body)

    def hidden(self):
        """Return the hidden fields of the form on the page."""
        found = self.page.xpath("//main//input[@type='hidden']")
        return {element.get("name"): element.get("value") or "" for element in found}


class Diary:
    """All answers that visitors were given."""

    def __init__(self):
        self.lock = threading.Lock()
        self.answers = []

    def add(self, answer):
        with self.lock:
            self.answers.append(answer)


def an_address(number):
    """Return one of the many addresses of loopback."""
    return f"127.{1 + number // 62500}.{1 + number // 250 % 250}.{1 + number % 250}"


class Visitor:
    """Somebody with a browser that forgets nothing and knows no hurry."""

    def __init__(self, port, diary, *, language="en"):
        self.number = next(_numbers)
        self.port = port
        self.diary = diary
        self.language = language
        self.address = an_address(self.number)
        self.email = f"visitor{self.number}@example.org"
        self.cookies = {}
        self.reference = ""

    def ask(self, path, data=None, *, file=None):
        """Send one request, a POST where there is ``data``; follow nothing. Returns its answer."""
        answer = Answer("GET" if data is None else "POST", path, self.language, time.monotonic())
        connection = http.client.HTTPConnection(
            HOST, self.port, timeout=SECONDS_FOR_AN_ANSWER, source_address=(self.address, 0)
        )
        try:
            self._send(connection, answer, data, file)
            response = connection.getresponse()
            body = response.read().decode("utf-8", "replace")
            answer.headers = {name.lower(): value for name, value in response.getheaders()}
            self._keep_cookies(response)
            answer.status, answer.body = response.status, body
        except (OSError, http.client.HTTPException):
            answer.status = 0
        finally:
            connection.close()
            answer.ended_at = time.monotonic()
        self.diary.add(answer)
        return answer

    def _send(self, connection, answer, data, file):
        headers = {
            "Connection": "close",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Language": self.language,
        }
        body = None
        if file is not None:
            headers["Content-Type"] = MULTIPART_CONTENT
            body = encode_multipart(BOUNDARY, {**data, **file})
        elif data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(data)
        connection.request(answer.method, answer.path, body, headers)
        answer.sent_at = time.monotonic()

    def _keep_cookies(self, response):
        for line in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value

    def insist(self, path, data=None, *, file=None):
        """Ask again, with the same words, until there is an answer other than “busy”."""
        deadline = time.monotonic() + SECONDS_OF_PATIENCE
        while time.monotonic() < deadline:
            answer = self.ask(path, data, file=file)
            if answer.status not in (0, 503):
                return answer
            time.sleep(PAUSE)
        raise GaveUpError(f"{path}: no answer within {SECONDS_OF_PATIENCE} s")

    def fill_in(self, path, data, *, file=None):
        """Open a form, fill it in and send it; returns where the site leads on.

        Raises ``GaveUpError`` where it does not lead on.
        """
        form = self.insist(path)
        if form.status != 200:
            raise GaveUpError(f"GET {path}: {form.status} {form.location}")
        answer = self.insist(path, form.hidden() | data, file=file)
        if answer.status != 302:
            raise GaveUpError(f"POST {path}: {answer.status}")
        return answer.location

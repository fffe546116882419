import os
import subprocess
import sys
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings as project_settings
from django.urls import reverse
from django.utils import timezone

from outbox import mailbox
from outbox.delivery import deliver_due
from tests.outbox.mail_server import make_letter
from tests.pages import texts, values

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"


def test_what_was_delivered_is_read_newest_first():
    rows = [make_letter(subject=f"Reçu {n}", body=f"Dear Łódź {n},\n") for n in (1, 2)]

    deliver_due()

    assert [(letter.message_id, letter.subject, letter.body) for letter in mailbox.letters()] == [
        (str(rows[1].message_id), "Reçu 2", "Dear Łódź 2,\n"),
        (str(rows[0].message_id), "Reçu 1", "Dear Łódź 1,\n"),
    ]


def test_two_letters_in_one_file_are_two(settings):
    make_letter(subject="One", body="-" * 79 + "\nGood day.\n")
    make_letter(subject="Two")
    deliver_due()
    files = sorted(settings.MAILBOX_DIR.iterdir(), key=os.path.getmtime)
    text = b"".join(file.read_bytes() for file in files)
    for file in files:
        file.unlink()
    (settings.MAILBOX_DIR / "both.log").write_bytes(text)

    assert [letter.subject for letter in mailbox.letters()] == ["Two", "One"]


def test_a_file_that_is_no_letter_or_not_whole_is_left_out(settings):
    settings.MAILBOX_DIR.mkdir()
    (settings.MAILBOX_DIR / "empty.log").write_bytes(b"")
    (settings.MAILBOX_DIR / "begun.log").write_bytes(b"Content-Type: text/plain\nSubject: Be")
    (settings.MAILBOX_DIR / "noise.log").write_bytes(bytes(range(256)))

    assert mailbox.letters() == []


def test_the_mailbox_page_lists_letters_and_says_how_many_wait(client):
    sent = make_letter(subject="<b>Yours</b>")
    deliver_due()
    make_letter(next_try_at=timezone.now() + timedelta(hours=1))

    page = client.get("/mailbox/")

    address = reverse("outbox:letter", args=[sent.message_id])
    assert values(page, '//*[@class="entry"]//a/@href') == [address]
    assert texts(page, '//*[@class="entry"]//a') == ["<b>Yours</b>"]
    assert texts(page, "//h1/following-sibling::p")[1] == "1 letter waits in the outbox."


def test_the_mailbox_is_empty_at_first(client):
    page = client.get("/mailbox/")

    assert texts(page, "//h1/following-sibling::p")[1:] == [
        "0 letters wait in the outbox.",
        "No letter has arrived yet.",
    ]


def test_links_in_a_letter_can_be_followed_and_nothing_else_is_markup(client):
    row = make_letter(
        body="Open http://127.0.0.1:8000/en/x.y-z_1/?a=1&b=2\n<script>alert(1)</script>\n"
    )
    deliver_due()

    page = client.get(f"/mailbox/{row.message_id}/").content.decode()

    assert '<a href="http://127.0.0.1:8000/en/x.y-z_1/?a=1&amp;b=2" rel="nofollow">' in page
    assert "<script>" not in page
    assert "<script>alert(1)</script>" in unescape(page)


@pytest.mark.parametrize(
    "odd",
    [str(uuid.UUID(int=1)), "1", "..", "../../etc/passwd", "%2e%2e%2fsecret", "x.log", "%00"],
)
def test_an_odd_address_is_not_found(client, odd):
    assert client.get(f"/mailbox/{odd}/").status_code == 404


def test_production_has_no_mailbox():
    asked = (
        "import django; django.setup()\n"
        "from django.urls import resolve, Resolver404\n"
        "try:\n    resolve('/mailbox/')\nexcept Resolver404:\n    print('not there')"
    )
    production = {
        **os.environ,
        "DEBUG": "0",
        "SECRET_KEY": "a",
        "LINK_KEY": "b",
        "SITE_URL": "https://registry.example.org",
        "ALLOWED_HOSTS": "registry.example.org",
        "DATABASE_URL": "postgres:///none",
        "DEFAULT_FROM_EMAIL": "together@example.org",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "MEDIA_ROOT": "/nowhere",
        "DJANGO_SETTINGS_MODULE": "together_site.settings",
    }

    answer = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=project_settings.BASE_DIR,
        env=production,
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout == "not there\n"

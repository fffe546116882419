import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from outbox.delivery import Outcome, deliver_due
from outbox.models import State
from tests.outbox.mail_server import STALLED, Sink, fates, make_letter

pytestmark = pytest.mark.django_db


def test_a_server_that_is_down_is_no_letters_fault(no_mail_server):
    make_letter()
    make_letter()

    outcome = deliver_due()

    assert outcome is Outcome.SERVER_AWAY
    assert fates() == [
        (
            "ana@example.org",
            State.QUEUED,
            0,
            "ConnectionRefusedError: [Errno 111] Connection refused",
        ),
        ("ana@example.org", State.QUEUED, 0, ""),
    ]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (b"421 Too busy\r\n", "421 Too busy"),
        (b"554 No mail here\r\n", "554 No mail here"),
        (b"", STALLED),
    ],
)
def test_a_server_that_does_not_greet_is_no_letters_fault(greeting, line, answer):
    greeting(line)
    make_letter()

    outcome = deliver_due()

    assert outcome is Outcome.SERVER_AWAY
    assert fates() == [("ana@example.org", State.QUEUED, 0, answer)]


def test_a_wrong_password_is_no_letters_fault(mail_settings):
    mail_settings.EMAIL_HOST_USER = "together"
    mail_settings.EMAIL_HOST_PASSWORD = "wrong"
    server = Controller(
        Sink(),
        hostname="127.0.0.1",
        port=mail_settings.EMAIL_PORT,
        authenticator=lambda *_: AuthResult(success=False, handled=False),
        auth_require_tls=False,
    )
    server.start()
    make_letter()

    outcome = deliver_due()
    server.stop()

    assert outcome is Outcome.SERVER_AWAY
    assert fates() == [
        (
            "ana@example.org",
            State.QUEUED,
            0,
            "535 5.7.8 Authentication credentials invalid",
        )
    ]


def test_a_sender_who_may_not_send_is_no_letters_fault(mail_server):
    mail_server.sender_answer = "530 5.7.0 Authentication required"
    make_letter()

    outcome = deliver_due()

    assert outcome is Outcome.SERVER_AWAY
    assert fates() == [("ana@example.org", State.QUEUED, 0, "530 5.7.0 Authentication required")]

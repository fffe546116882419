import pytest
from django.core.mail import EmailMessage, send_mail
from django.utils import translation

from outbox.delivery import deliver_due
from outbox.models import OutgoingEmail, State
from tests.outbox.mail_server import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rows(settings):
    settings.EMAIL_BACKEND = "outbox.backend.RowBackend"


def rows():
    return [
        (row.recipient, row.language, row.subject, row.body, row.state)
        for row in OutgoingEmail.objects.order_by("pk")
    ]


def test_a_message_becomes_a_letter_to_each_recipient():
    with translation.override("fr"):
        count = send_mail(
            "Pass\n word", "Open this.", None, ["ana@example.org", "Eva <eva@example.org>"]
        )

    assert count == 1
    assert rows() == [
        ("ana@example.org", "fr", "Pass word", "Open this.", State.QUEUED),
        ("eva@example.org", "fr", "Pass word", "Open this.", State.QUEUED),
    ]


def test_the_same_message_may_be_sent_twice():
    for _time in range(2):
        send_mail("Code", "1234", None, ["ana@example.org"])

    assert len(rows()) == 2


def test_a_message_without_words_is_kept_too():
    send_mail("", "", None, ["ana@example.org"])

    assert rows() == [("ana@example.org", "en", "(no subject)", "(no subject)", State.QUEUED)]


def test_an_attachment_is_not_dropped_silently():
    message = EmailMessage("Yours", "Here.", None, ["ana@example.org"])
    message.attach("a.txt", "text", "text/plain")

    with pytest.raises(ValueError, match="no attachments"):
        message.send()

    assert rows() == []


def test_a_long_subject_is_cut_and_the_letter_arrives(mail_server):
    send_mail("S" * 400, "Open this.", None, ["ana@example.org"])

    deliver_due()

    [message] = mail_server.messages
    assert message["Subject"].replace(" ", "") == "S" * 250
    assert words_of(message).strip() == "Open this."

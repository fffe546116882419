"""The letters of an application, one function for each occasion; each writes a row."""

from dataclasses import asdict, dataclass

from django.utils import timezone

from applications.workflow import State
from outbox import post
from outbox.models import OutgoingEmail
from outbox.rendering import render


@dataclass(frozen=True)
class Letter:
    """The words of a letter as a person has read them before they leave."""

    subject: str
    body: str


def draft_begun(application):
    """Send the private link with which the draft can be found again."""
    _put(application, "begun", "begun")


def fresh_link(application):
    """Send a link for writing, good for an hour; asked twice within a minute, sent once.

    While the address is to be confirmed, send the link for that: it alone leads on.
    """
    minute = timezone.now().strftime("%Y%m%d%H%M")
    waits = application.state == State.UNCONFIRMED
    _put(application, f"link:{minute}", "confirm" if waits else "fresh_link")


def confirm_address(record):
    _put(record.application, f"confirm:{record.pk}", "confirm")


def receipt(record):
    _put(record.application, f"receipt:{record.pk}", "receipt")


def withdrawn(record):
    _put(record.application, f"withdrawn:{record.pk}", "withdrawn")


def more_information(record, letter):
    _put(record.application, f"ask:{record.pk}", "as_read", **asdict(letter))


def hold_decision(record, letter):
    """Keep the letter of a decision until it is released."""
    _put(record.application, _decision(record), "as_read", held=True, **asdict(letter))


def release_decision(application):
    post.release(_occasion(application, _decision(application.decision_record())))


def cancel_decision(application):
    record = application.decision_record()
    if record:
        post.cancel(_occasion(application, _decision(record)))


def suggestion(move, application, **words):
    """Return the letter we suggest for a move, in the applicant's language."""
    subject, body = render(
        OutgoingEmail(
            language=application.language,
            template=f"{application.letters}/{move.name}",
            context={"reference": application.reference, "title": application.title, **words},
        )
    )
    return Letter(subject, body.strip())


def _decision(record):
    return f"decision:{record.pk}"


def _occasion(application, event):
    return f"{application.reference}:{event}"


def _put(application, event, template, *, held=False, **words):
    post.put(
        _occasion(application, event),
        to=application.email,
        language=application.language,
        template=f"applications/email/{template}",
        context={
            "application_id": application.pk,
            "link_version": application.link_version,
            "reference": application.reference,
            "title": application.title,
            **words,
        },
        about=application.reference,
        held=held,
    )

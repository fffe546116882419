"""The letters about messages to the network; each writes a row. None repeats what was written."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import Role, User
from applications.emails import Letter
from outbox import post
from outbox.models import OutgoingEmail
from outbox.rendering import render

FOLDER = "network/email"
ANSWER = f"{FOLDER}/contact_as_read"


def receipt(message):
    """Tell who wrote that it has arrived: anybody may have typed the address."""
    _put(message, "receipt", f"{FOLDER}/contact_receipt")


def answered(record, letter):
    """Send the answer as it was read by who wrote it."""
    message = record.message
    _put(message, f"answer:{record.pk}", ANSWER, subject=letter.subject, body=letter.body)


def _put(message, event, template, **words):
    post.put(
        f"message:{message.pk}:{event}",
        to=message.email,
        language=message.language,
        template=template,
        context={"message_pk": message.pk, "reference": message.reference, **words},
        about=message.about,
    )


def answers_to(message):
    """Return the letters that answered a message, the first one first."""
    return OutgoingEmail.objects.about(message.about).filter(template=ANSWER).order_by("pk")


def suggestion(message):
    """Return how an answer begins, in the language of who wrote."""
    subject, body = render(
        OutgoingEmail(
            language=message.language,
            template=f"{FOLDER}/contact_answer",
            context={"reference": message.reference},
        )
    )
    return Letter(subject, body.strip())


def frame(message):
    """Return what is added beneath the answer, with words in the place of the private link."""
    letter = OutgoingEmail(
        language=message.language,
        template=ANSWER,
        context={
            "message_pk": message.pk,
            "reference": message.reference,
            "subject": "",
            "body": "",
        },
    )
    return render(letter, hide_links=True)[1].lstrip()


def tell_staff(message, event):
    """Tell those who answer under its subject that it waits; ``event`` says why they are told."""
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("admin:network_message_change", args=[message.pk])
        subject = str(message.subject)
    for user in who_answers(message.subject):
        post.put(
            f"message:{message.pk}:{event}:{user.pk}",
            to=user.email,
            language=settings.LANGUAGE_CODE,
            template=f"{FOLDER}/contact_arrived",
            context={"reference": message.reference, "topic": subject, "path": path},
            about=message.about,
        )


def who_answers(subject):
    """Return those chosen for a subject, else all with its role, else the secretariat."""
    active = User.objects.filter(is_active=True).order_by("pk")
    chosen = [user for user in active.filter(contact_subjects=subject) if user.is_reviewer]
    of_role = chosen or list(active.filter(roles__contains=[subject.answered_by]))
    return of_role or list(active.filter(roles__contains=[Role.SECRETARIAT]))

"""The letters to staff about what waits, in the language of the house, with no applicant's address.

Each function returns whether its letter was written now.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import Role, User
from applications import waiting
from outbox import post


def digest(user, day, parts):
    """Tell a member of staff what waits for them, once a day.

    ``parts`` are plain JSON: of each its ``title``, ``number`` and ``lines``.
    """
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("admin:index")
    context = {"day": str(day), "parts": parts, "path": path}
    return _put_once(_digest(user, day), user, "digest", context)


def has_digest(user, day):
    """Return whether the digest of a day is written."""
    return post.is_written(_digest(user, day))


def _digest(user, day):
    return f"digest:{user.pk}:{day}"


def lead_waits(application):
    """Remind the lead, once for each time that it came into its state."""
    return _put_to_lead(application, f"lead:{_since(application)}", "lead_waits")


def answer_is_late(application):
    """Tell the lead, once for each day by which an answer was expected."""
    day = application.asked_until
    event = f"late:{_since(application)}:{day:%Y%m%d}"
    return _put_to_lead(application, event, "answer_late", until=str(day))


def contact_gone(application):
    """Tell the lead, or where nobody leads it each of the secretariat, that a contact has gone."""
    lead = application.lead
    secretariat = User.objects.filter(is_active=True, roles__contains=[Role.SECRETARIAT])
    event = f"gone:{application.link_version}:{application.second_link_version}"
    context = {
        "reference": application.reference,
        "title": application.title,
        "path": waiting.page_of(application),
        "are_left": bool(application.contacts()),
    }
    for user in [lead] if lead and lead.is_active else secretariat.order_by("pk"):
        occasion = f"{application.reference}:{event}:s{user.pk}"
        about = application.reference
        _put_once(occasion, user, "staff_contact_gone", context, about=about)


def _since(application):
    return f"{application.state_since:%Y%m%d%H%M%S}"


def _put_to_lead(application, event, template, **words):
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "reference": application.reference,
            "title": application.title,
            "state": application.get_state_display(),
            "since": str(application.state_since.date()),
            "path": waiting.page_of(application),
            **words,
        }
    occasion = f"{application.reference}:{event}"
    return _put_once(occasion, application.lead, template, context, about=application.reference)


def _put_once(occasion, user, template, context, *, about=""):
    if post.is_written(occasion):
        return False
    post.put(
        occasion,
        to=user.email,
        language=settings.LANGUAGE_CODE,
        template=f"applications/email/{template}",
        context=context,
        about=about,
    )
    return True

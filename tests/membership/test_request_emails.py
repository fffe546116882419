"""The letters of a request to join: each in every language, and none about opening a platform."""

import pytest
from django.conf import settings

from applications import emails
from applications.workflow import State
from membership.models import MembershipApplication
from membership.workflow import Category
from outbox.models import OutgoingEmail
from outbox.rendering import render
from tests.applications.browsing import letters
from tests.membership.requesting import make_request

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", ["Ana Exemplo", ""])
@pytest.mark.parametrize("name", MembershipApplication.own_letters)
def test_every_letter_of_its_own_is_written_in_every_language(name, title, language):
    request = make_request(Category.PERSON)
    letter = OutgoingEmail(
        language=language,
        template=f"membership/email/{name}",
        context={
            "application_id": request.pk,
            "contact": "first",
            "link_version": 1,
            "reference": request.reference,
            "title": title,
            "day": "2026-03-31",
        },
    )

    subject, body = render(letter)

    assert request.reference in subject
    assert "platform" not in f"{subject}{body}".lower()
    assert title not in subject or not title


def test_a_request_is_written_about_in_words_of_its_own(client):
    request = make_request(Category.BODY, State.SUBMITTED, second_email="second@example.org")

    emails.draft_begun(request)
    emails.second_invited(request)
    emails.fresh_link(request)
    emails.draft_waits(request)

    rows = OutgoingEmail.objects.about(request.reference).order_by("pk")
    assert [row.template for row in rows] == [
        "membership/email/begun",
        "membership/email/invited",
        "applications/email/fresh_link",
        "membership/email/draft_waits",
    ]
    assert letters(request)[1] == ("invited", "second@example.org")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_parent_row_alone_finds_the_words_of_its_form(language):
    """Pages that every form shares have the application, and not the request, at hand."""
    request = make_request(Category.BODY, State.SUBMITTED, language=language)

    emails.draft_begun(request.application_ptr)

    assert OutgoingEmail.objects.get().template == "membership/email/begun"

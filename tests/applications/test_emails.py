"""The letters of an application, as their readers find them."""

import pytest
from django.conf import settings as project_settings
from django.utils import timezone, translation

from applications import emails, workflow
from applications.emails import Letter
from applications.models import Contact
from applications.workflow import Role, State
from outbox.models import OutgoingEmail
from outbox.rendering import render, render_for_staff
from tests.applications.factories import make_application, make_secretary

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in project_settings.LANGUAGES]
PERSONAL = {
    "title": "Escola de Ana",
    "email": "first@example.org",
    "second_email": "second@example.org",
    "contact_name": "Ana Sample",
    "second_name": "Berta Sample",
}
# What each occasion writes, and whether it asks its reader for something.
OCCASIONS = {
    "begun": (lambda one, _record: emails.draft_begun(one), False),
    "invited": (lambda one, _record: emails.second_invited(one), False),
    "fresh_link": (lambda one, _record: emails.fresh_link(one), False),
    "confirm": (lambda _one, record: emails.confirm_address(record), True),
    "receipt": (lambda _one, record: emails.receipt(record), False),
    "entered": (lambda _one, record: emails.entered(record), False),
    "withdrawn": (lambda _one, record: emails.withdrawn(record), False),
    "answer_due": (lambda one, record: emails.answer_is_due(one, record), True),
    "draft_waits": (lambda one, _record: emails.draft_waits(one), False),
    "draft_goes": (lambda one, _record: emails.draft_goes(one, timezone.localdate()), True),
}


def written(occasion, language):
    """Write the letters of an occasion; return their rows."""
    application = make_application(State.INFORMATION_ASKED, language=language, **PERSONAL)
    record = application.history.create(
        move=workflow.TAKE.name,
        source=State.SUBMITTED,
        target=State.IN_REVIEW,
        by=make_secretary(),
        role=Role.SECRETARIAT,
        at=timezone.now(),
    )
    record.application = application
    OCCASIONS[occasion][0](application, record)
    return OutgoingEmail.objects.about(application.reference).order_by("pk")


def in_language(words, language):
    with translation.override(language):
        return translation.gettext(words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", OCCASIONS)
def test_a_letter_is_whole_in_the_language_of_its_reader(occasion, language):
    for row in written(occasion, language):
        subject, body = render(row)

        assert row.about in subject
        assert body.splitlines()[0] == in_language("Good day,", language)
        assert f"{project_settings.SITE_URL}/{language}/applications/link/" in body


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_a_subject_holds_no_personal_data(occasion):
    subjects = [render(row)[0] for row in written(occasion, "en")]

    assert [words for words in PERSONAL.values() for subject in subjects if words in subject] == []


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_only_what_asks_for_something_says_so_in_its_subject(occasion):
    subjects = [render(row)[0] for row in written(occasion, "en")]

    asks = OCCASIONS[occasion][1]
    assert [subject.startswith("[Action needed]") for subject in subjects] == [asks] * len(subjects)


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_staff_read_every_letter_without_its_links(occasion):
    bodies = [render_for_staff(row)[1] for row in written(occasion, "en")]

    assert [body.count("/link/") for body in bodies] == [0] * len(bodies)
    assert all("[private link of the applicant]" in body for body in bodies)


@pytest.mark.parametrize(
    ("occasion", "to"),
    [
        ("begun", [Contact.FIRST]),
        ("invited", [Contact.SECOND]),
        ("fresh_link", [Contact.FIRST]),
        ("confirm", [Contact.FIRST]),
        *(
            (occasion, [Contact.FIRST, Contact.SECOND])
            for occasion in (
                "receipt",
                "entered",
                "withdrawn",
                "answer_due",
            )
        ),
    ],
)
def test_who_is_written_to(occasion, to):
    rows = written(occasion, "en")

    address = {Contact.FIRST: "first@example.org", Contact.SECOND: "second@example.org"}
    assert [(row.context["contact"], row.recipient) for row in rows] == [
        (contact, address[contact]) for contact in to
    ]


@pytest.mark.parametrize("write", [emails.second_invited, emails.draft_waits])
def test_no_words_of_a_stranger_go_to_an_address_that_nobody_has_confirmed(write):
    title = "Win a prize at http://prize.example/"
    application = make_application(State.DRAFT, **{**PERSONAL, "title": title})

    write(application)
    application.address_confirmed_at = timezone.now()
    OutgoingEmail.objects.update(occasion="before")
    write(application)

    bodies = [render(row)[1] for row in OutgoingEmail.objects.order_by("pk")]
    assert [title in body for body in bodies] == [False, True]


@pytest.mark.parametrize("occasion", ["answer_due", "draft_waits", "draft_goes"])
def test_what_is_written_once_says_whether_it_was_now(occasion):
    application = make_application(State.INFORMATION_ASKED)
    record = application.history.create(
        move=workflow.ASK.name,
        source=State.IN_REVIEW,
        target=State.INFORMATION_ASKED,
        by=make_secretary(),
        role=Role.SECRETARIAT,
        at=timezone.now(),
    )

    write = OCCASIONS[occasion][0]
    assert [write(application, record) for _time in range(3)] == [True, False, False]


def test_a_letter_read_beforehand_leaves_with_a_link_of_each_reader():
    application = make_application(State.HELD, decider=make_secretary(), **PERSONAL)
    record = application.decision_record()
    record.application = application

    emails.hold_decision(record, Letter("Yes", "So be it."))
    emails.release_decision(application)

    rows = OutgoingEmail.objects.order_by("pk")
    bodies = [render(row)[1] for row in rows]
    assert [body.split("\n")[0] for body in bodies] == ["So be it.", "So be it."]
    assert len({word for body in bodies for word in body.split() if "/link/status/" in word}) == 2

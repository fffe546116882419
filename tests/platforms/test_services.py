import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from applications import emails, services, workflow
from applications.emails import Letter
from applications.models import Form
from applications.workflow import Applicant, State
from applications.writing import Overtaken, SectionClosed
from moves import services as moves
from moves.services import MoveRefused
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState
from platforms import services as platform_services
from platforms.forms import ContactsForm
from platforms.models import Platform, PlatformApplication
from platforms.workflow import Section
from territories.models import Territory
from territories.services import perform
from territories.workflow import ARCHIVE, MERGE, PlatformState
from tests.applications.factories import (
    COMPLETE,
    make_application,
    make_board_member,
    make_secretary,
)
from tests.factories import make_territory

LETTER = Letter("The decision", "Good day,\n\nit is decided.")


def letters_about(application):
    """Return the occasion, without the reference and numbers, and the state of each letter."""
    rows = OutgoingEmail.objects.about(application.reference)
    return [(letter.occasion.split(":")[1], letter.state) for letter in rows]


def decide(application, *, by, move=workflow.ACCEPT, **details):
    details = {"note": "Because.", "letter": LETTER, "keep_held": False, **details}
    platform_services.decide(move, application, by=by, **details)


def test_release_of_an_accepted_application_lists_the_territory_and_opens_its_platform(db):
    application = make_application(State.IN_REVIEW, has_begun=True)

    decide(application, by=make_secretary())

    platform = Platform.objects.listed().get()
    territory = platform.territory
    assert (territory.name, territory.kind, territory.country, territory.admin_area) == (
        "Vila Exemplo",
        "municipality",
        "PT",
        "Beja",
    )
    assert (platform.local_name, platform.aims, platform.aims_language, platform.state) == (
        COMPLETE["local_name"],
        COMPLETE["aims"],
        "pt",
        PlatformState.ACTIVE,
    )
    assert (territory.slug, platform.slug) == ("vila-exemplo", "mesa-de-vila-exemplo")
    assert (territory.is_sample, platform.is_sample) == (False, False)
    application.refresh_from_db()
    assert (application.state, application.territory, application.platform) == (
        State.ACCEPTED,
        territory,
        platform,
    )


def test_a_platform_whose_groups_have_not_begun_is_forming(db):
    application = make_application(State.IN_REVIEW, has_begun=False)

    decide(application, by=make_secretary())

    assert Platform.objects.get().state == PlatformState.FORMING


def test_nothing_is_public_and_nobody_is_written_to_while_a_decision_is_held(db):
    application = make_application(State.IN_REVIEW)

    decide(application, by=make_secretary(), keep_held=True)

    assert (Platform.objects.count(), Territory.objects.count()) == (0, 0)
    assert letters_about(application) == [("decision", LetterState.HELD)]


def test_the_board_decides_and_the_secretariat_releases(db):
    application = make_application(State.FOR_THE_BOARD)
    decide(application, by=make_board_member())
    held = (application.state, letters_about(application))

    platform_services.perform(workflow.RELEASE, application, by=make_secretary())

    assert held == (State.HELD, [("decision", LetterState.HELD)])
    assert letters_about(application) == [("decision", LetterState.QUEUED)]
    assert Platform.objects.listed().count() == 1


def test_a_declined_application_opens_nothing_and_its_letter_leaves(db):
    application = make_application(State.IN_REVIEW)

    decide(application, by=make_secretary(), move=workflow.DECLINE)

    assert (application.state, Platform.objects.count()) == (State.DECLINED, 0)
    assert letters_about(application) == [("decision", LetterState.QUEUED)]


def test_undo_cancels_the_letter_and_a_second_decision_writes_its_own(db):
    secretary = make_secretary()
    application = make_application(State.IN_REVIEW)
    decide(application, by=secretary, keep_held=True)
    platform_services.perform(workflow.UNDO, application, by=secretary)

    decide(application, by=secretary, move=workflow.DECLINE)

    assert letters_about(application) == [
        ("decision", LetterState.CANCELLED),
        ("decision", LetterState.QUEUED),
    ]


def test_withdrawal_of_a_held_application_cancels_its_letter(db):
    application = make_application(State.IN_REVIEW)
    decide(application, by=make_secretary(), keep_held=True)

    platform_services.perform(workflow.WITHDRAW, application, by=Applicant(application.pk))

    assert letters_about(application) == [
        ("decision", LetterState.CANCELLED),
        ("withdrawn", LetterState.QUEUED),
    ]


def test_what_was_previewed_is_what_leaves(db):
    application = make_application(State.IN_REVIEW)

    decide(application, by=make_secretary())

    context = OutgoingEmail.objects.get().context
    assert (context["subject"], context["body"]) == (LETTER.subject, LETTER.body)


def test_a_chosen_listed_territory_is_linked_instead_of_created(db):
    known = Territory.objects.create(
        name="Vila Exemplo", slug="known", kind="other", country="PT", state="listed"
    )
    application = make_application(State.IN_REVIEW)

    decide(application, by=make_secretary(), territory=known)

    assert [platform.territory for platform in Platform.objects.all()] == [known]
    assert Territory.objects.count() == 1


def test_the_very_same_place_is_never_listed_twice(db):
    first, second = make_application(State.IN_REVIEW), make_application(State.IN_REVIEW)

    decide(first, by=make_secretary())
    decide(second, by=make_secretary())

    assert Territory.objects.count() == 1
    assert sorted(Platform.objects.values_list("slug", flat=True)) == [
        "mesa-de-vila-exemplo",
        "mesa-de-vila-exemplo-2",
    ]


def test_a_release_that_fails_leaves_everything_as_it_was(db, monkeypatch):
    application = make_application(State.IN_REVIEW)
    decide(application, by=make_secretary(), keep_held=True)

    def fail(_application):
        raise RuntimeError("the registry does not answer")

    monkeypatch.setattr(platform_services, "open_platform", fail)
    with pytest.raises(RuntimeError):
        platform_services.perform(workflow.RELEASE, application, by=make_secretary())

    application.refresh_from_db()
    assert (application.state, letters_about(application)) == (
        State.HELD,
        [("decision", LetterState.HELD)],
    )


def test_letters_of_the_applicants_moves(db):
    application = make_application()
    by = Applicant(application.pk)

    platform_services.perform(workflow.SEND, application, by=by)
    platform_services.perform(workflow.CONFIRM, application, by=by)

    assert letters_about(application) == [
        ("confirm", LetterState.QUEUED),
        ("receipt", LetterState.QUEUED),
    ]


def test_asking_for_more_opens_the_sections_named_and_no_other(db):
    application = make_application(State.IN_REVIEW)
    also = {"asked_sections": [Section.CONTACTS], "asked_until": "2031-03-31"}

    platform_services.perform(
        workflow.ASK, application, by=make_secretary(), note="Who?", letter=LETTER, also=also
    )

    application.refresh_from_db()
    assert application.open_sections() == [Section.CONTACTS]
    assert letters_about(application) == [("ask", LetterState.QUEUED)]


def test_the_suggested_letter_is_in_the_applicants_language_and_not_escaped(db):
    application = make_application(State.IN_REVIEW, language="en", title="L’Haÿ & O'Brien")

    letter = emails.suggestion(workflow.ACCEPT, application, note="")

    assert letter.subject == f"Your application {application.reference} is accepted"
    assert "a platform for L’Haÿ & O'Brien is accepted" in letter.body


def begin(token, *, is_allowed=lambda: True):
    return services.begin(
        PlatformApplication,
        token=token,
        is_allowed=is_allowed,
        form=Form.PLATFORM,
        email="someone@example.org",
        language="fr",
    )


def test_one_opened_form_begins_one_draft_however_often_it_is_sent(db):
    first, second = begin("same"), begin("same")

    assert first == second
    assert letters_about(first) == [("begun", LetterState.QUEUED)]


def test_a_draft_beyond_the_limit_is_not_stored_and_a_repeated_one_is_not_counted(db):
    known = begin("known")

    with pytest.raises(services.TooMany):
        begin("new", is_allowed=lambda: False)

    assert begin("known", is_allowed=lambda: False) == known
    assert list(PlatformApplication.objects.all()) == [known]


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_begin_one_draft():
    start, begun = threading.Barrier(10), []

    def send():
        start.wait()
        begun.append(begin("same").pk)
        connection.close()

    threads = [threading.Thread(target=send) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert begun == [PlatformApplication.objects.get().pk] * 10
    assert OutgoingEmail.objects.count() == 1


def test_a_section_is_not_written_once_the_application_went_on(db):
    application = make_application(State.SUBMITTED)

    with pytest.raises(SectionClosed):
        platform_services.save(application, Section.TERRITORY, {"territory_name": "Other"})

    application.refresh_from_db()
    assert application.territory_name == "Vila Exemplo"


def test_consent_is_recorded_with_its_text_version_and_language(db):
    application = make_application()

    platform_services.save(application, Section.CONSENT, {"privacy": True, "may_apply": True})
    platform_services.save(application, Section.CONSENT, {"privacy": True, "may_apply": True})

    version = platform_services.CONSENT_VERSION
    given = application.consents.order_by("pk").values_list("text", "version", "language")
    assert list(given) == [("privacy", version, "en"), ("may_apply", version, "en")]


def test_nobody_but_the_applicant_answers(db):
    application = make_application(State.INFORMATION_ASKED)

    with pytest.raises(PermissionDenied):
        moves.make(workflow.ANSWER, application, by=make_secretary())


def test_of_two_tabs_that_send_at_once_the_second_is_told(db):
    first = make_application()
    later = PlatformApplication.objects.get(pk=first.pk)
    seen = {name: getattr(first, name) for name in ContactsForm._meta.fields}
    platform_services.save(first, Section.CONTACTS, {**seen, "contact_name": "A"}, seen=seen)

    with pytest.raises(Overtaken):
        platform_services.save(later, Section.CONTACTS, {**seen, "contact_name": "B"}, seen=seen)
    platform_services.save(later, Section.CONTACTS, {**seen, "contact_name": "A"}, seen=seen)

    assert later.contact_name == "A"


def held_for(territory):
    """Return an application that is accepted for a place and held, and its decider."""
    application, secretary = make_application(State.IN_REVIEW), make_secretary()
    decide(application, by=secretary, territory=territory, keep_held=True)
    return application, secretary


def test_a_platform_opens_where_its_place_went_since_the_decision(db):
    chosen, into = make_territory("Vila Exemplo"), make_territory("Vila")
    application, secretary = held_for(chosen)
    perform(MERGE, chosen, by=secretary, note="Twice.", into=into)

    platform_services.perform(workflow.RELEASE, application, by=secretary)

    assert Platform.objects.get().territory == into


def test_no_decision_is_released_for_a_place_that_is_not_listed_any_more(db):
    chosen = make_territory("Vila Exemplo")
    application, secretary = held_for(chosen)
    perform(ARCHIVE, chosen, by=secretary, note="Gone.")

    with pytest.raises(MoveRefused) as refusal:
        platform_services.perform(workflow.RELEASE, application, by=secretary)

    application.refresh_from_db()
    assert str(refusal.value) == "“Vila Exemplo” is not listed any more. List it again first."
    assert (application.state, Platform.objects.count()) == ("held", 0)

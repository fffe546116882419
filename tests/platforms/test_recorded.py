"""What staff are shown of an answer: which words were before, which are now."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications import files, workflow
from applications.emails import Letter
from applications.files import CheckedUpload
from applications.workflow import Applicant, State
from platforms import services
from platforms.answers import ANSWERS
from platforms.models import PlatformApplication
from platforms.recorded import RECORDED
from platforms.workflow import PLACE, Section
from tests.applications.browsing import open_link
from tests.applications.factories import make_application, make_secretary
from tests.applications.uploads import a_picture
from tests.factories import make_territory
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LETTER = Letter("A question", "Good day.")


def ask(application, *sections):
    also = {"asked_sections": list(sections), "asked_until": "2031-03-31"}
    services.perform(
        workflow.ASK, application, by=make_secretary(), note="Well?", letter=LETTER, also=also
    )


def asked_about(*sections, **fields):
    """Return an application in which these sections are open again."""
    application = make_application(State.IN_REVIEW, **fields)
    application.refresh_from_db()
    ask(application, *sections)
    return PlatformApplication.objects.get(pk=application.pk)


def answered(application):
    """Send the answer; return what staff are shown of it."""
    services.perform(workflow.ANSWER, application, by=Applicant(application.pk))
    return ANSWERS.changes(PlatformApplication.objects.get(pk=application.pk))


def save(application, page, **changes):
    """Store a page as it is, but for the changes."""
    names = [name for name in RECORDED.asked[page] if name != "document"]
    stored = RECORDED.stored(application)
    told = {**{name: stored[name] for name in names}, **changes}
    if page == Section.MANDATE:
        told = {"document": None, "remove": False, **told}
    services.save(application, page, told)


@pytest.mark.parametrize("section", [one for one in Section if one != Section.CONSENT])
def test_what_is_asked_about_is_kept_as_it_was_and_nothing_else(section):
    application = asked_about(section)

    names = {name for page in RECORDED.pages_of(section) for name in RECORDED.asked[page]}
    now = RECORDED.answers_of(application)
    assert application.asked_from == {name: now[name] for name in names}


def test_where_nothing_was_changed_nothing_is_shown():
    application = asked_about(*Section, decided_on="2026-03-31", latitude="37.5", longitude="-8.5")
    for page in RECORDED.asked:
        save(application, page)

    assert answered(application) == []


def test_changes_are_told_in_words_with_before_and_after():
    application = asked_about(Section.PLATFORM, Section.PARTICIPANTS, Section.PROCESS)
    save(application, Section.PLATFORM, languages=["pt", "fr"], is_formal=True, since_year=2019)
    save(
        application,
        Section.PARTICIPANTS,
        participants=[["Câmara", "public_authority", "convida"], ["Escola", "school", ""]],
    )
    save(application, Section.PROCESS, cycle=0, trained="yes")

    assert sorted(answered(application)) == [
        ("Are facilitators trained?", "Not yet", "Yes"),
        ("In which cycle is the group?", "", "Cycle 0: a group of citizens"),
        ("In which languages does it work?", "Portuguese", "Portuguese, French"),
        ("Is the group a legal body?", "No", "Yes"),
        (
            "Participants",
            "Câmara de Vila Exemplo (Public authority): convida\n"
            "Associação de Moradores (Association)",
            "Câmara (Public authority): convida\nEscola (School)",
        ),
        ("Since which year does it exist?", "", "2019"),
    ]


def test_a_changed_place_is_told_by_its_name():
    place = make_territory("Vila Nova")
    application = asked_about(Section.TERRITORY, listed_territory=place)
    save(application, Section.TERRITORY, territory_name="Vila Velha", territory_country="ES")
    application.refresh_from_db()

    assert sorted(answered(application)) == [
        ("Country", "Portugal", "Spain"),
        ("Name of the territory", "Vila Exemplo", "Vila Velha"),
        ("The territory in the registry", f"Vila Nova ({place.code})", ""),
    ]


def test_what_may_be_public_is_told_in_words():
    application = asked_about(Section.CONTACTS)
    save(application, Section.CONTACTS, public_contacts=["role", "email"])

    assert answered(application) == [
        (
            "What of this may the registry show?",
            "",
            "the role of the first contact, the e-mail address of the first contact",
        )
    ]


def store(application, content, *, name="decision.pdf"):
    for file in application.files.all():
        files.remove(file)
    files.store(
        application, CheckedUpload(name, "application/pdf", content), purpose=Section.MANDATE
    )


def test_another_document_of_the_same_name_is_a_change():
    application = make_application(State.IN_REVIEW)
    store(application, b"%PDF-1.7 first")
    ask(application, Section.MANDATE)
    store(application, b"%PDF-1.7 second")

    assert answered(application) == [
        (
            "The decision or the acknowledgement",
            "decision.pdf (SHA-256 4916bb68…)",
            "decision.pdf (SHA-256 2b4ba6d4…)",
        )
    ]


def test_the_same_document_is_no_change():
    application = make_application(State.IN_REVIEW)
    store(application, b"%PDF-1.7 first")
    ask(application, Section.MANDATE)

    assert answered(application) == []


def test_nothing_is_shown_while_the_answer_is_being_written():
    application = asked_about(Section.PLATFORM)
    save(application, Section.PLATFORM, aims="Something else.")

    assert ANSWERS.changes(application) == []


def test_nothing_is_shown_where_nothing_was_asked():
    assert ANSWERS.changes(make_application(State.IN_REVIEW)) == []


def test_asked_again_the_answer_is_compared_with_what_the_last_one_said():
    application = asked_about(Section.PLATFORM, aims="First.")
    save(application, Section.PLATFORM, aims="Second.")
    first = answered(application)
    ask(application, Section.PLATFORM)
    application = PlatformApplication.objects.get(pk=application.pk)
    save(application, Section.PLATFORM, aims="Third.")

    assert first == [("What does the group want to do?", "First.", "Second.")]
    assert answered(application) == [("What does the group want to do?", "Second.", "Third.")]


def test_who_is_asked_writes_in_the_sections_asked_about_only(client):
    application = asked_about(Section.TERRITORY)
    open_link(client, application)
    pages = [Section.TERRITORY, PLACE, "description", Section.PLATFORM, Section.CONSENT]

    statuses = {
        page: client.get(
            reverse("platforms:application-section", args=[application.reference, page])
        ).status_code
        for page in pages
    }

    assert statuses == {
        Section.TERRITORY: 200,
        PLACE: 200,
        "description": 200,
        Section.PLATFORM: 404,
        Section.CONSENT: 404,
    }


def test_the_check_page_changes_the_sections_asked_about_only(client):
    application = asked_about(Section.PROCESS)
    open_link(client, application)

    page = client.get(reverse("platforms:application-check", args=[application.reference]))

    links = values(page, '//dd[@class="change"]/a/@href')
    base = reverse("platforms:application-section", args=[application.reference, Section.PROCESS])
    assert links == [
        f"{base}?back=check#id_{name}"
        for name in ("cycle_0", "phase", "trained_0", "help_needed", "help_offered")
    ]
    assert texts(page, "//main//form//button") == ["Send the answers"]


def test_staff_see_what_was_changed_beside_the_whole_application(client):
    application = asked_about(Section.PLATFORM, aims="One <b>table</b>.")
    save(application, Section.PLATFORM, aims="Two tables.\nOne of wood.")
    answered(application)
    client.force_login(make_secretary())

    page = client.get(reverse("admin:platforms_platformapplication_change", args=[application.pk]))

    row = '//section[h2="What the last answer changed"]//dl/div'
    assert texts(page, f"{row}/dt") == ["What does the group want to do?"]
    assert texts(page, f"{row}/dd") == [
        "added: Two tables. One removed: <b>table</b>. added: of wood."
    ]


def test_a_document_sent_by_the_applicant_replaces_the_one_before(client):
    application = make_application(State.IN_REVIEW)
    store(application, b"%PDF-1.7 first", name="old.pdf")
    ask(application, Section.MANDATE)
    open_link(client, application)
    url = reverse("platforms:application-section", args=[application.reference, Section.MANDATE])
    seen = values(client.get(url), '//*[@name="seen"]/@value')[0]
    upload = SimpleUploadedFile("new.png", a_picture("PNG"))

    client.post(
        url,
        {"seen": seen, "mandate": "decision", "decided_on": "2026-03-31", "document": upload},
    )

    assert [file.name for file in application.files.all()] == ["new.png"]

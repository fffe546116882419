import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from applications import files, links
from applications.files import CheckedUpload
from applications.links import Purpose
from applications.models import KeptAnswers
from applications.workflow import State
from outbox.models import OutgoingEmail
from platforms import services
from platforms.models import PlatformApplication
from platforms.workflow import DESCRIPTION, Section
from tests.applications.factories import make_application
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

TERRITORY = {
    "holder": "territory",
    "actor_name": "",
    "actor_kind": "",
    "territory_name": "Vila Nova",
    "territory_country": "PT",
}


def hidden(response, name):
    """Return the value of a hidden field of a page."""
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def notices(response):
    """Return what a page says of the last act."""
    return texts(response, '//*[contains(@class, "messages")]//p')


def open_link(client, application, purpose=Purpose.EDIT):
    """Open an application in this browser by a private link, as from a letter."""
    address = links.address(
        purpose, application_id=application.pk, version=application.link_version, language="en"
    )
    return client.post("/" + address.split("/", 3)[3])


def section_url(application, section=Section.TERRITORY):
    return reverse("platforms:application-section", args=[application.reference, section])


def occasions(application):
    rows = OutgoingEmail.objects.about(application.reference)
    return [letter.occasion.split(":")[1] for letter in rows]


def begin(client, **changes):
    url = reverse("platforms:application-begin")
    token = hidden(client.get(url), "token")
    sent = {"token": token, "email": "new@example.org", "language": "pt", "homepage": "", **changes}
    return client.post(url, sent)


def test_the_first_page_begins_a_draft_and_opens_it_in_this_browser(client):
    response = begin(client)

    application = PlatformApplication.objects.get()
    assert (application.email, application.language, application.state) == (
        "new@example.org",
        "pt",
        State.DRAFT,
    )
    assert response.url == application.get_edit_url()
    assert client.get(response.url).status_code == 200
    assert occasions(application) == ["begun"]


def test_a_title_says_once_that_the_form_came_back(client):
    application = make_application()
    open_link(client, application)
    urls = [
        reverse("platforms:application-begin"),
        section_url(application),
        reverse("applications:link-ask"),
    ]

    titles = [texts(client.post(url, {"email": ""}), "//title")[0] for url in urls]

    assert titles == [
        "Error: Where can we reach you? – TOGETHER",
        "Error: Whose platform is it? – TOGETHER",
        "Error: Find your application – TOGETHER",
    ]


def test_who_goes_back_to_correct_the_address_begins_anew(client):
    url = reverse("platforms:application-begin")
    token = hidden(client.get(url), "token")
    for email in ("typo@example.org", "typo@example.org", "right@example.org"):
        client.post(url, {"token": token, "email": email, "language": "pt"})

    begun = PlatformApplication.objects.order_by("pk").values_list("email", flat=True)
    assert list(begun) == ["typo@example.org", "right@example.org"]


def test_what_a_program_filled_in_is_marked_and_not_refused(client):
    begin(client, homepage="https://spam.example")

    assert PlatformApplication.objects.get().suspicion == "honeypot"


def test_beyond_the_limit_the_answer_is_429_and_what_was_typed_is_kept(client, settings):
    settings.SENDS_A_DAY_PER_MAIL = 1
    begin(client)

    response = begin(client)

    assert response.status_code == 429
    assert values(response, '//*[@name="email"]/@value') == ["new@example.org"]
    assert PlatformApplication.objects.count() == 1


@pytest.mark.parametrize("page", ["application-sections", "application-check"])
def test_a_page_without_its_session_answers_the_same_for_any_reference(client, page):
    application = make_application()
    pages = [
        client.get(reverse(f"platforms:{page}", args=[reference]))
        for reference in (application.reference, "9999-9999")
    ]

    bodies = [
        re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.content.decode()).replace(
            application.reference, "9999-9999"
        )
        for page in pages
    ]
    assert [page.status_code for page in pages] == [404, 404]
    assert bodies[0] == bodies[1]


def test_one_applicant_never_sees_the_application_of_another(client):
    mine, other = make_application(), make_application()
    open_link(client, mine)

    for page in ("sections", "check"):
        url = reverse(f"platforms:application-{page}", args=[other.reference])
        assert client.get(url).status_code == 404
    for url in (section_url(other), other.get_absolute_url()):
        assert client.get(url).status_code == 404
    assert client.get(mine.get_edit_url()).status_code == 200


def test_a_link_for_the_status_does_not_let_one_write(client):
    application = make_application()
    open_link(client, application, Purpose.STATUS)

    assert client.get(application.get_absolute_url()).status_code == 200
    assert client.get(section_url(application)).status_code == 404


def test_a_revoked_link_closes_the_sessions_it_opened(client):
    application = make_application()
    open_link(client, application)
    PlatformApplication.objects.update(link_version=2)

    assert client.get(application.get_edit_url()).status_code == 404


def test_looking_at_a_link_opens_nothing(client):
    application = make_application(State.UNCONFIRMED)
    address = links.address(
        Purpose.CONFIRM, application_id=application.pk, version=1, language="en"
    )

    response = client.get("/" + address.split("/", 3)[3])

    application.refresh_from_db()
    assert (response.status_code, application.state) == (200, State.UNCONFIRMED)
    assert client.get(application.get_absolute_url()).status_code == 404


def test_confirming_twice_confirms_once(client):
    application = make_application(State.UNCONFIRMED)

    first, second = (open_link(client, application, Purpose.CONFIRM) for _time in range(2))

    application.refresh_from_db()
    assert (first.url, second.url) == (application.get_absolute_url(),) * 2
    assert (application.state, occasions(application)) == (State.SUBMITTED, ["receipt"])


def test_a_section_is_saved_and_leads_to_the_next(client):
    application = make_application()
    open_link(client, application)
    seen = hidden(client.get(section_url(application)), "seen")

    response = client.post(section_url(application), {**TERRITORY, "seen": seen})

    application.refresh_from_db()
    assert response.url == section_url(application, DESCRIPTION)
    assert (application.territory_name, application.title) == ("Vila Nova", "Vila Nova")


def test_a_name_without_a_letter_is_asked_for_again(client):
    application = make_application()
    open_link(client, application)
    seen = hidden(client.get(section_url(application)), "seen")

    sent = {**TERRITORY, "territory_name": "!!!", "seen": seen}
    page = client.post(section_url(application), sent)

    assert texts(page, '//*[@id="error-summary"]//li') == ["Enter a name with at least one letter"]
    assert values(page, '//*[@name="territory_name"]/@value') == ["!!!"]


def test_who_sends_a_signed_document_is_told_that_the_copy_proves_nothing(client, monkeypatch):
    application = make_application()
    open_link(client, application)
    checked = CheckedUpload("d.pdf", "application/pdf", b"%PDF-", was_signed=True)
    monkeypatch.setattr(files, "check_upload", lambda upload: checked)
    sent = {
        "mandate": "decision",
        "decided_on": "2026-03-31",
        "seen": hidden(client.get(section_url(application, Section.MANDATE)), "seen"),
        "document": SimpleUploadedFile("d.pdf", b"%PDF-"),
    }

    response = client.post(section_url(application, Section.MANDATE), sent, follow=True)

    assert notices(response) == [
        "Saved.",
        "The document carries a digital signature. We keep a clean copy of it, which no longer "
        "proves the signature: keep the original, we may ask for it.",
    ]


def test_an_older_tab_does_not_overwrite_newer_answers_unseen(client):
    application = make_application()
    open_link(client, application)
    older = hidden(client.get(section_url(application)), "seen")
    client.post(section_url(application), {**TERRITORY, "seen": older})

    late = {**TERRITORY, "territory_name": "Vila Velha", "seen": older}
    response = client.post(section_url(application), late)

    application.refresh_from_db()
    assert application.territory_name == "Vila Nova"
    assert values(response, '//*[@name="territory_name"]/@value') == ["Vila Velha"]
    assert texts(response, '//*[@class="notice"]//dd') == ["Vila Nova"]
    client.post(section_url(application), {**late, "seen": hidden(response, "seen")})
    application.refresh_from_db()
    assert application.territory_name == "Vila Velha"


def test_what_was_sent_after_the_session_had_gone_is_kept_and_shown_again(client):
    application = make_application()
    open_link(client, application)
    seen = hidden(client.get(section_url(application)), "seen")
    later = Client()

    response = later.post(section_url(application), {**TERRITORY, "seen": seen})

    assert (response.status_code, occasions(application)) == (404, ["link"])
    open_link(later, application)
    page = later.get(section_url(application))
    assert 'value="Vila Nova"' in page.content.decode()
    later.post(section_url(application), {**TERRITORY, "seen": hidden(page, "seen")})
    application.refresh_from_db()
    assert application.territory_name == "Vila Nova"
    assert KeptAnswers.objects.count() == 0


def test_what_is_kept_of_a_late_sender_can_be_stored_whatever_it_holds(client):
    application = make_application()
    open_link(client, application)
    seen = hidden(client.get(section_url(application)), "seen")

    sent = {**TERRITORY, "territory_name": "Vila\x00 \u202eNova", "seen": seen}
    response = Client().post(section_url(application), sent)

    kept = KeptAnswers.objects.get()
    assert (response.status_code, kept.answers["territory_name"]) == (404, "Vila Nova")


def test_who_sends_a_document_too_late_is_told_to_choose_it_again(client):
    application = make_application()
    sent = {"document": SimpleUploadedFile("d.pdf", b"%PDF-")}

    page = client.post(section_url(application, Section.MANDATE), sent)

    assert page.status_code == 404
    assert "A document cannot be kept" in page.content.decode()


@pytest.mark.parametrize(
    "odd", ["%00", "abc", "K7QM-3XWD%00", "9999-999", "../admin", "’", "9" * 500, "k7qm-3xwd"]
)
@pytest.mark.parametrize("start", ["apply", "applications"])
def test_an_odd_reference_is_not_found(client, start, odd):
    assert client.get(f"/en/{start}/{odd}/").status_code == 404


@pytest.mark.parametrize("seal", ["", "forged", "1-territory-abc"])
def test_a_stranger_plants_nothing(client, seal):
    application = make_application()

    response = client.post(section_url(application), {**TERRITORY, "seen": seal})

    assert (response.status_code, KeptAnswers.objects.count()) == (404, 0)
    assert occasions(application) == []


def test_what_is_sent_to_an_application_that_went_on_is_kept_and_said(client):
    application = make_application()
    open_link(client, application)
    seen = hidden(client.get(section_url(application)), "seen")
    client.post(reverse("platforms:application-check", args=[application.reference]))

    response = client.post(section_url(application), {**TERRITORY, "seen": seen}, follow=True)

    assert notices(response)[-1:] == [
        "The application has been sent meanwhile, so this change was not saved. We keep what you "
        "typed and show it if this section is opened again."
    ]
    assert [kept.answers["territory_name"] for kept in KeptAnswers.objects.all()] == ["Vila Nova"]


def test_sending_twice_sends_once_and_both_get_the_same_receipt(client):
    application = make_application()
    open_link(client, application)
    check = reverse("platforms:application-check", args=[application.reference])

    answers = [client.post(check) for _time in range(2)]

    assert [answer.url for answer in answers] == [application.get_absolute_url()] * 2
    assert occasions(application) == ["confirm"]


def test_an_incomplete_application_is_not_sent(client):
    application = make_application(sections_done={})
    open_link(client, application)

    response = client.post(reverse("platforms:application-check", args=[application.reference]))

    application.refresh_from_db()
    assert (response.status_code, application.state) == (200, State.DRAFT)


def test_only_the_sections_asked_for_are_open_again(client):
    application = make_application(State.INFORMATION_ASKED, asked_sections=[Section.CONTACTS])
    open_link(client, application)

    assert client.get(section_url(application, Section.CONTACTS)).status_code == 200
    assert client.get(section_url(application, Section.TERRITORY)).status_code == 404


def test_asking_for_a_link_tells_nothing_about_the_application(client):
    application = make_application()
    url = reverse("applications:link-ask")
    answers = [
        client.post(url, {"reference": reference, "email": email}).content
        for reference, email in (
            (application.reference.lower().replace("-", " "), application.email.upper()),
            (application.reference, "stranger@example.org"),
            ("9999-9999", application.email),
        )
    ]

    assert answers[0] == answers[1] == answers[2]
    assert occasions(application) == ["link"]


def test_pages_of_one_person_are_kept_by_no_cache(client):
    application = make_application()
    open_link(client, application)

    for url in (application.get_edit_url(), section_url(application)):
        assert client.get(url).headers["Cache-Control"] == "no-store"


def test_every_section_has_a_page_in_every_language(client, settings):
    application = make_application()
    open_link(client, application)

    statuses = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            statuses |= {client.get(section_url(application, name)).status_code for name in Section}
    assert statuses == {200}


def test_a_tab_that_is_overtaken_while_it_is_checked_shows_both(client, monkeypatch):
    application = make_application()
    open_link(client, application)
    seen = hidden(client.get(section_url(application)), "seen")
    save = services.save

    def overtaken(*args, **kwargs):
        PlatformApplication.objects.update(territory_name="Vila Velha")
        return save(*args, **kwargs)

    monkeypatch.setattr(services, "save", overtaken)
    response = client.post(section_url(application), {**TERRITORY, "seen": seen})

    page = response.content.decode()
    assert response.status_code == 200
    assert "<dd>Vila Velha</dd>" in page
    assert 'value="Vila Nova"' in page

from pathlib import Path

import pytest
from django.conf import settings
from lxml import html

from outbox.models import OutgoingEmail
from outbox.rendering import message_of, render, render_for_staff
from tests.outbox.mail_server import make_letter


def letter(**values):
    return OutgoingEmail(recipient="ana@example.org", **{"language": "en", **values})


def test_a_letter_is_in_the_language_of_its_row(templates):
    words = "{% load i18n %}{% translate 'This field is required.' %}"
    templates("receipt", words, words)

    texts = [render(letter(template="receipt", language=code)) for code in ("en", "fr", "pt", "ar")]

    assert texts == [
        ("This field is required.", "This field is required."),
        ("Ce champ est obligatoire.", "Ce champ est obligatoire."),
        ("Este campo é obrigatório.", "Este campo é obrigatório."),
        ("هذا الحقل مطلوب.", "هذا الحقل مطلوب."),
    ]


def test_what_people_wrote_is_never_run_nor_escaped(templates):
    templates("receipt", "For {{ name }}", "Dear {{ name }},")

    texts = [
        render(letter(template="receipt", context={"name": name}))
        for name in ("{{ 7|add:7 }}", "O’Brien-Núñez & <Łódź>", "{% now 'Y' %}")
    ]

    assert texts == [
        ("For {{ 7|add:7 }}", "Dear {{ 7|add:7 }},"),
        ("For O’Brien-Núñez & <Łódź>", "Dear O’Brien-Núñez & <Łódź>,"),
        ("For {% now 'Y' %}", "Dear {% now 'Y' %},"),
    ]


def test_what_a_person_has_read_is_not_run_either():
    text = render(letter(subject="{{ 7|add:7 }}", body="{% now 'Y' %}"))

    assert text == ("{{ 7|add:7 }}", "{% now 'Y' %}")


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_name_cannot_begin_a_header(templates, break_):
    templates("receipt", "For {{ name }}\n", "Dear {{ name }},")
    name = f"Ana{break_}Bcc: all@example.org"

    message = message_of(letter(template="receipt", context={"name": name})).message()

    assert message["Subject"] == "For Ana Bcc: all@example.org"
    assert message["Bcc"] is None


def test_hidden_characters_do_not_reach_the_mail(templates):
    templates("receipt", "For {{ name }}", "Dear {{ name }},")

    text = render(letter(template="receipt", context={"name": "A\x00n\u202ea\ud800"}))

    assert text == ("For Ana", "Dear Ana,")


def test_staff_see_no_link_of_a_stored_letter():
    stored = letter(subject="Password", body="Open https://example.org/key/a-b-c/ now.\n")

    assert render_for_staff(stored) == ("Password", "Open [link] now.\n")
    assert render(stored) == ("Password", "Open https://example.org/key/a-b-c/ now.\n")


def test_a_template_is_told_to_hide_its_links(templates):
    templates("receipt", "Yours", "{% if hide_links %}hidden{% else %}{{ site_url }}/x{% endif %}")
    made = letter(template="receipt", context={"hide_links": False})

    assert render_for_staff(made) == ("Yours", "hidden")


def test_staff_are_told_why_a_letter_cannot_be_made():
    text = render_for_staff(letter(template="missing"))

    assert text == ("", "This letter cannot be made: missing.subject.txt")


@pytest.mark.django_db
def test_a_letter_says_who_made_it_and_in_which_language(settings):
    settings.SITE_URL = "https://registry.example.org"
    settings.DEFAULT_FROM_EMAIL = "TOGETHER <together@example.org>"
    row = make_letter(language="fr", subject="Reçu", body="Merci, Łódź.\n")

    message = message_of(row).message()

    headers = {n: value for n, value in message.items() if n not in ("Date", "Content-Type")}
    assert headers == {
        "MIME-Version": "1.0",
        "Subject": "=?utf-8?b?UmXDp3U=?=",
        "From": "TOGETHER <together@example.org>",
        "To": "ana@example.org",
        "Message-ID": f"<{row.message_id}@registry.example.org>",
        "Content-Language": "fr",
        "Auto-Submitted": "auto-generated",
    }


@pytest.mark.django_db
def test_a_letter_says_the_same_as_text_and_as_html():
    row = make_letter(language="fr", subject="Reçu", body="Merci, <Łódź> & co.\n")

    message = message_of(row).message()

    plain, page = message.get_payload()
    assert message.get_content_type() == "multipart/alternative"
    assert (plain.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_payload(decode=True).decode() == "Merci, <Łódź> & co.\n"
    shown = html.fromstring(page.get_payload(decode=True).decode())
    assert [words.text for words in shown.xpath("//h1 | //p")] == ["Reçu", "Merci, <Łódź> & co."]
    assert shown.get("lang") == "fr"


@pytest.mark.django_db
def test_a_letter_that_can_be_stopped_says_where_in_the_language_of_its_row(templates):
    templates("news", "News", "Good day.")
    templates("news.stop", "", "")
    folder = Path(settings.TEMPLATES[0]["DIRS"][0])
    (folder / "news.stop.txt").write_text(
        "{% load i18n %}{% get_current_language as code %}{{ site_url }}/{{ code }}/{{ key }}\n"
    )

    stops = [
        dict(message_of(letter(template="news", context={"key": key}, **more)).message())
        for key, more in [("a.b-c", {"language": "fr"}), ("a\r\nBcc: all@example.org", {})]
    ]

    assert [stop["List-Unsubscribe"] for stop in stops] == [
        f"<{settings.SITE_URL}/fr/a.b-c>",
        f"<{settings.SITE_URL}/en/a Bcc: all@example.org>",
    ]
    assert {stop["List-Unsubscribe-Post"] for stop in stops} == {"List-Unsubscribe=One-Click"}
    assert not any("Bcc" in stop for stop in stops)

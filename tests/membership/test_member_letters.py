"""The letters to who represents a member, as they leave."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from membership import emails, representing
from membership.models import Member
from outbox.models import OutgoingEmail
from outbox.rendering import message_of, render
from tests.applications.factories import make_secretary
from tests.membership.factories import make_member, make_representative

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TERM = {"name": "Ana", "role": "billing", "ends_on": "2028-02-29", "has_ended": False}
WORDS = {
    "contact_gone": {"name": "Ana", "roles": ["billing", "technical"]},
    "ended": {"on": "2028-02-29", "by_member": True},
    "follower_confirmed": {"name": "Ana", "role": "billing"},
    "follower_named": {"name": "Ana", "role": "billing"},
    "fresh_link": {},
    "term_ends": TERM,
    "welcome": {"role": "billing"},
}


@pytest.fixture
def person():
    member = make_member(pk=12, name="Núñez & Łódź <Casa>")
    return make_representative(member, email="ana@example.org")


def links_in(body):
    return [line for line in body.splitlines() if line.startswith("http")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", WORDS)
def test_every_letter_ends_with_both_links_and_they_work(person, template, language):
    person.language = language
    person.save()

    emails.write(person, "event", template, **WORDS[template])

    letter = OutgoingEmail.objects.get()
    subject, body = render(letter)
    own, gone = links_in(body)[-2:]
    assert f"/{language}/membership/link/own/" in own
    assert f"/{language}/membership/link/gone/" in gone
    for url in links_in(body):
        page = Client().get(url.removeprefix(settings.SITE_URL))
        assert page.status_code == 200
    assert "Núñez & Łódź <Casa>" in body or template == "fresh_link"
    assert "{" not in subject + body
    assert "ana@example.org" not in subject
    assert message_of(letter).to == ["ana@example.org"]


def test_a_letter_as_it_arrives(person):
    emails.write(person, "event", "contact_gone", **WORDS["contact_gone"])

    subject, body = render(OutgoingEmail.objects.get(), hide_links=True)

    assert subject == "Who represents member M12 has changed"
    assert body.strip().splitlines() == [
        "Good day,",
        "",
        "Ana has told us that they are no longer the contact of Núñez & Łódź <Casa> "
        "(Contact for dues, Technical contact).",
        "",
        "If somebody follows, name them on the page of your membership. Open the link below and "
        "ask there for a link to act.",
        "",
        "See your membership with this private link. Please do not pass it on:",
        "[private link of the member]",
        "",
        "If you are no longer the contact, tell us with this link:",
        "[private link of the member]",
        "",
        "Member number: M12",
        "",
        "TOGETHER, the network of Territories of Co-responsibility",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            {},
            "The term of Ana as Contact for dues of Núñez & Łódź <Casa> ends on 29 February 2028.",
        ),
        (
            {"has_ended": True},
            "The term of Ana as Contact for dues of Núñez & Łódź <Casa> has ended on "
            "29 February 2028.",
        ),
        (
            {"is_yours": True},
            "Your term as Contact for dues of Núñez & Łódź <Casa> ends on 29 February 2028, and "
            "nobody else represents it.",
        ),
        (
            {"is_yours": True, "has_ended": True},
            "Your term as Contact for dues of Núñez & Łódź <Casa> has ended on 29 February 2028, "
            "and nobody else represents it.",
        ),
    ],
)
def test_who_is_asked_reads_whose_term_ends(person, words, told):
    emails.write(person, "event", "term_ends", **{**TERM, **words})

    subject, body = render(OutgoingEmail.objects.get())

    assert subject == "[Action needed] Who follows as a representative of member M12?"
    assert body.strip().splitlines()[2] == told


def test_one_event_is_told_once(person):
    written = [emails.write(person, "event", "welcome", role="billing") for _time in range(2)]

    assert (written, OutgoingEmail.objects.count()) == ([True, False], 1)


def test_who_has_two_roles_gets_one_letter_and_who_is_out_of_term_none(person):
    member = Member.objects.get(pk=12)
    make_representative(member, role="technical", email="ANA@example.org")
    make_representative(member, ends_on=date(2020, 2, 29))
    representing.go(make_representative(member))
    OutgoingEmail.objects.all().delete()

    number = emails.write_to_all(member, "event", "welcome", role="billing")

    assert number == 1
    assert [letter.recipient for letter in OutgoingEmail.objects.all()] == ["ana@example.org"]


@pytest.mark.parametrize(
    ("roles", "asked", "found"),
    [
        (["billing", "political", "technical"], "billing", "billing"),
        (["political", "technical"], "billing", "political"),
        (["technical"], "billing", "technical"),
        (["billing", "technical"], "technical", "technical"),
        ([], "billing", None),
    ],
)
def test_whom_to_write_to_about_a_role(roles, asked, found):
    member = make_member()
    for role in roles:
        make_representative(member, role=role)

    person = emails.to_whom(member, asked, date(2026, 1, 1))

    assert (person and person.role) == found


def test_staff_read_in_their_letter_where_to_look(person):
    secretary = make_secretary()
    representing.go(person)

    subject, body = render(OutgoingEmail.objects.get(recipient=secretary.email))

    assert subject == "[Action needed] Nobody represents member M12 any more"
    assert links_in(body) == [f"{settings.SITE_URL}/en/admin/membership/member/12/change/"]

"""The pages of a member for those who represent it: who sees them, what their buttons do."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications import abuse
from membership import payments
from membership.links import Purpose
from membership.models import Member, Proposal
from membership.workflow import MemberState
from outbox.models import OutgoingEmail
from tests.applications.factories import make_secretary
from tests.membership.factories import (
    follow_address,
    make_certificate,
    make_member,
    make_representative,
    member_token,
    open_member,
)
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

NAMED = {
    "role": "billing",
    "name": "Rui Costa",
    "function": "Treasurer",
    "email": "rui@example.org",
    "language": "pt",
    "starts_on": "2031-01-01",
    "ends_on": "2032-12-31",
}
ACTS = ["follower", "resign"]


def own(name, member):
    return reverse(f"membership:own-{name}", args=[member.pk])


def letters():
    return [
        (letter.recipient, letter.template.rpartition("/")[2])
        for letter in OutgoingEmail.objects.order_by("pk")
    ]


def on_record():
    """Return all that a page could change."""
    return [
        (
            member.state,
            [(r.ends_on, r.gone_at, r.link_version) for r in member.representatives.order_by("pk")],
            member.history.count(),
        )
        for member in Member.objects.order_by("pk")
    ] + [Proposal.objects.count(), OutgoingEmail.objects.count()]


def test_looking_at_a_link_opens_nothing_its_button_does(client):
    representative = make_representative()
    member = representative.member
    link = reverse("membership:link-open", args=["own", member_token(representative, "own")])

    looked = client.get(link)
    before = client.get(own("page", member))
    pressed = client.post(link)
    after = client.get(own("page", member))

    assert (looked.status_code, before.status_code, after.status_code) == (200, 404, 200)
    assert pressed.url == own("page", member)
    assert values(looked, '//meta[@name="robots"]/@content') == ["noindex"]
    assert values(after, '//meta[@name="robots"]/@content') == ["noindex"]
    assert "no-store" in after.headers["Cache-Control"]


def test_the_page_tells_what_the_network_has_on_record(client):
    today = timezone.localdate()
    member = make_member(name="Casa Comum", is_public=True)
    for first, last in [("2019-01-01", "2019-12-31"), ("2021-01-01", "2098-12-31")]:
        member.periods.create(starts_on=first, ends_on=last, category=member.category)
    make_representative(member, name="Old Otto", ends_on=date(2020, 2, 29))
    certificate = make_certificate(member)
    open_member(client, make_representative(member, role="technical", name="Tia", function="Clerk"))

    page = client.get(own("page", member))

    assert texts(page, "//h1") == ["Casa Comum"]
    assert texts(page, '//*[contains(@class, "pill")]') == ["Current"]
    assert texts(page, '//section[@aria-labelledby="periods"]//li') == [
        "From 1 January 2021 to 31 December 2098 · Associate member: body",
        "From 1 January 2020 to 31 December 2020 · not in force",
        "From 1 January 2019 to 31 December 2019 · Associate member: body",
    ]
    assert texts(page, '//section[@aria-labelledby="people"]//dd') == [
        "Tia, Clerk From 1 January 2014 on",
        "Old Otto From 1 January 2014 to 29 February 2020 · the term is over",
    ]
    assert texts(page, '//section[@aria-labelledby="acts"]//a') == [
        "Name who follows",
        "I am no longer the contact",
        "Resign from the network",
    ]
    pdf = client.get(own("certificate", member))
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    assert certificate.serial in pdf.headers["Content-Disposition"]
    assert certificate.issued_on == today


def test_the_page_leads_to_requests_and_receipts_of_this_member_alone(client):
    mine, other = (make_member(periods=[("2026-01-01", "2026-12-31")]) for _twice in range(2))
    by = make_secretary()
    asked = {
        member: payments.ask(
            member.periods.get(), amount=9, currency="EUR", due_on=date(2031, 3, 31), by=by
        )
        for member in (mine, other)
    }
    paid = {
        member: payments.record(
            request, amount=2, currency="EUR", received_on=date(2026, 2, 1), bank_id=f"T{n}", by=by
        )
        for n, (member, request) in enumerate(asked.items())
    }
    payments.reverse(paid[mine], why="Another’s.", by=by)
    open_member(client, make_representative(mine))

    page = client.get(own("page", mine))
    links = [
        url for url in values(page, '//section[@aria-labelledby="dues"]//a/@href') if "pdf" in url
    ]

    assert links == [
        reverse("membership:own-request", args=[mine.pk, asked[mine].pk]),
        reverse("membership:own-receipt", args=[mine.pk, paid[mine].pk]),
    ]
    assert [client.get(url).content[:5] for url in links] == [b"%PDF-"] * 2
    foreign = [
        reverse("membership:own-request", args=[mine.pk, asked[other].pk]),
        reverse("membership:own-receipt", args=[mine.pk, paid[other].pk]),
        reverse("membership:own-receipt", args=[mine.pk, 10**30]),
    ]
    assert [client.get(url).status_code for url in foreign] == [404] * 3


def test_the_page_asks_a_constant_number_of_queries(client, django_assert_num_queries):
    member = make_member(periods=[("2019-01-01", "2019-12-31")])
    open_member(client, make_representative(member))
    for number in (1, 3):
        for year in range(2020 + number, 2020 + 2 * number):
            member.periods.create(
                starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), category="body"
            )
            make_representative(member)
        with django_assert_num_queries(9):
            client.get(own("page", member))


@pytest.mark.parametrize("name", ["page", "certificate", "contact-gone", "follower", "resign"])
def test_another_member_or_nobody_is_answered_as_if_it_were_not_there(client, name):
    mine, other = make_representative(), make_representative()
    make_certificate(other.member)
    open_member(client, mine, Purpose.ACT)
    addresses = [own(name, other.member), reverse(f"membership:own-{name}", args=[10**30])]

    pages = [browser.get(url) for browser in (client, Client()) for url in addresses]
    sent = [browser.post(url) for browser in (client, Client()) for url in addresses]

    assert {page.status_code for page in [*pages, *sent]} == {404}
    assert len({tuple(texts(page, "//main//*")) for page in [*pages, *sent]}) == 1


@pytest.mark.parametrize("name", ["contact-gone", "follower", "resign", "page"])
def test_a_look_changes_nothing(client, name):
    representative = make_representative()
    open_member(client, representative, Purpose.ACT)
    before = on_record()

    client.get(own(name, representative.member))
    client.get(reverse("membership:link-open", args=["gone", member_token(representative, "gone")]))

    assert on_record() == before


@pytest.mark.parametrize("name", ACTS)
def test_a_link_that_shows_does_not_let_act_and_leads_to_one_that_does(client, name):
    representative = make_representative()
    open_member(client, representative)
    before = on_record()

    asked = client.get(own(name, representative.member))
    pressed = client.post(own(name, representative.member), {**NAMED, "agreed": "on"})
    assert on_record() == before
    client.post(own("link-send", representative.member))

    assert (asked.status_code, pressed.status_code) == (403, 403)
    assert values(asked, "//main//form/@action") == [own("link-send", representative.member)]
    assert letters() == [(representative.email, "fresh_link")]


@pytest.mark.parametrize("name", ACTS)
def test_nobody_acts_before_their_term_begins(client, name):
    tomorrow = timezone.localdate() + timedelta(days=1)
    representative = make_representative(starts_on=tomorrow)
    open_member(client, representative, Purpose.ACT)

    assert client.get(own("page", representative.member)).status_code == 200
    assert client.post(own(name, representative.member), NAMED).status_code == 403


def test_a_session_ends_with_the_term_of_its_holder(client):
    representative = make_representative()
    open_member(client, representative)
    representative.ends_on = timezone.localdate() - timedelta(days=1)
    representative.save()

    assert client.get(own("page", representative.member)).status_code == 404


def test_who_is_no_longer_the_contact_says_so_by_any_letter_and_is_out_at_once(client):
    member = make_member()
    gone, left = make_representative(member, name="Ana Sá"), make_representative(member)
    secretary = make_secretary()
    open_member(client, gone, Purpose.ACT)
    link = reverse("membership:link-open", args=["gone", member_token(gone, "gone")])

    answers = [Client().post(link), Client().post(link)]  # by two presses of one button

    assert {answer.url for answer in answers} == {reverse("membership:own-gone")}
    gone.refresh_from_db()
    assert (gone.ends_on, gone.link_version) == (timezone.localdate(), 2)
    assert client.get(own("page", member)).status_code == 404
    assert Client().get(client.get(link).request["PATH_INFO"]).status_code == 200
    assert letters() == [
        (left.email, "contact_gone"),
        (secretary.email, "staff_contact_gone"),
    ]
    assert [record.move for record in member.history.all()] == ["contact-gone"]


def test_the_button_on_the_own_page_pressed_twice_is_answered_twice_the_same(client):
    representative = make_representative()
    open_member(client, representative)
    url = own("contact-gone", representative.member)

    answers = [client.post(url), client.post(url)]

    assert {answer.url for answer in answers} == {reverse("membership:own-gone")}
    assert representative.member.history.count() == 1


def test_who_follows_counts_once_they_have_confirmed(client):
    member = make_member(name="Casa Comum")
    first, second = make_representative(member), make_representative(member, role="technical")
    open_member(client, first, Purpose.ACT)

    for _press in range(2):
        client.post(own("follower", member), NAMED)
    proposal = Proposal.objects.get()
    before = member.representatives.count()
    link = follow_address(proposal)
    browser = Client()
    looked = browser.get(link)
    pressed = [browser.post(link) for _press in range(2)]

    assert before == 2
    assert looked.status_code == 200
    assert {answer.url for answer in pressed} == {own("page", member)}
    new = member.representatives.get(role="billing")
    assert (new.name, new.email, new.language) == ("Rui Costa", "rui@example.org", "pt")
    assert (new.starts_on, new.ends_on) == (date(2031, 1, 1), date(2032, 12, 31))
    assert letters() == [
        ("rui@example.org", "follow"),
        (second.email, "follower_named"),
        ("rui@example.org", "welcome"),
        (first.email, "follower_confirmed"),
        (second.email, "follower_confirmed"),
    ]
    assert [r.move for r in member.history.order_by("pk")] == ["name-follower", "follow"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": ""}, ["Enter the name"]),
        ({"role": "queen"}, ["Choose a role"]),
        ({"email": "no address"}, ["Enter an e-mail address in the form name@example.org"]),
        ({"starts_on": "soon"}, ["Enter a day like 2026-03-31"]),
        ({"ends_on": "2030-12-31"}, ["A term ends after it has begun"]),
        ({"ends_on": "2020-02-29"}, ["This day is over: choose a later one"]),
        ({"name": "\0"}, ["Remove the hidden character at the beginning."]),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(client, changed, told):
    representative = make_representative()
    open_member(client, representative, Purpose.ACT)

    page = client.post(own("follower", representative.member), {**NAMED, **changed})

    assert texts(page, '//*[@id="error-summary"]//li') == told
    assert (Proposal.objects.count(), letters()) == (0, [])


def test_a_member_resigns_once_and_everybody_is_told(client):
    member = make_member(name="Casa Comum")
    first, second = make_representative(member), make_representative(member, role="technical")
    secretary = make_secretary()
    open_member(client, first, Purpose.ACT)

    without_tick = client.post(own("resign", member), {"why": "Money."})
    answers = [
        client.post(own("resign", member), {"agreed": "on", "why": "Money."}) for _p in range(2)
    ]

    assert texts(without_tick, '//*[@id="error-summary"]//li') == [
        "Tick the box if you mean to resign"
    ]
    assert {answer.url for answer in answers} == {own("page", member)}
    member.refresh_from_db()
    assert (member.state, member.left_on) == (MemberState.RESIGNED, timezone.localdate())
    record = member.history.get()
    assert (record.move, record.by, record.role, record.note.text) == (
        "leave",
        None,
        "member",
        "Money.",
    )
    assert letters() == [
        (first.email, "ended"),
        (second.email, "ended"),
        (secretary.email, "staff_left"),
    ]
    page = client.get(own("page", member))
    assert texts(page, '//*[contains(@class, "pill")]') == ["Resigned"]
    assert texts(page, '//section[@aria-labelledby="acts"]//a') == ["I am no longer the contact"]


def test_who_asks_for_a_link_learns_nothing_about_a_member(client):
    representative = make_representative()
    number, mine = representative.member.number, representative.email
    asked = [(number, "x@example.org"), ("M0", mine), ("9" * 19, mine), ("Ⅻ", mine), (number, mine)]
    url = reverse("membership:own-link-ask")

    pages = [client.post(url, {"number": number, "email": email}) for number, email in asked]

    assert len({page.text for page in pages}) == 1
    assert letters() == [(representative.email, "fresh_link")]


def test_drafts_begun_with_the_same_address_keep_nobody_from_a_link(client, settings):
    settings.SENDS_A_DAY_PER_MAIL = 1
    representative = make_representative()
    abuse.may_write_to(representative.email)  # as a stranger who begins a draft makes it count
    asked = {"number": representative.member.number, "email": representative.email.upper()}

    client.post(reverse("membership:own-link-ask"), asked)

    assert letters() == [(representative.email, "fresh_link")]


def test_links_are_not_sent_without_end(client, settings):
    settings.SENDS_AN_HOUR_PER_ADDRESS = 2
    representative = make_representative()
    open_member(client, representative)

    answers = [
        client.post(own("link-send", representative.member)).status_code for _time in range(3)
    ]

    assert (answers, len(letters())) == ([200, 200, 429], 1)

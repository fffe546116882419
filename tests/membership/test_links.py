from datetime import date, timedelta

import pytest
from django.core import signing
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from membership import links, representing
from membership.links import Purpose
from tests.membership.factories import make_representative, member_token
from tests.pages import texts

pytestmark = pytest.mark.django_db

OF_REPRESENTATIVES = [Purpose.OWN, Purpose.ACT, Purpose.GONE]


@pytest.mark.parametrize("purpose", OF_REPRESENTATIVES)
def test_a_link_leads_to_whose_it_is(purpose):
    representative = make_representative()

    assert links.representative_of(purpose, member_token(representative, purpose)) == representative


@pytest.mark.parametrize("purpose", OF_REPRESENTATIVES)
@pytest.mark.parametrize("other", Purpose)
def test_a_link_for_one_purpose_serves_no_other(purpose, other):
    token = member_token(make_representative(), other)

    assert (links.representative_of(purpose, token) is not None) is (purpose == other)


def test_a_link_begins_with_the_address_of_the_site_and_the_language_of_its_reader(settings):
    settings.SITE_URL = "https://together.example"

    address = links.address(Purpose.OWN, pk=7, version=1, language="pt")

    assert address.startswith("https://together.example/pt/membership/link/own/7-1.")


@pytest.mark.parametrize("purpose", OF_REPRESENTATIVES)
def test_a_higher_version_revokes_every_older_link(purpose):
    representative = make_representative()
    old = member_token(representative, purpose)
    representative.link_version = 2
    representative.save()

    assert links.representative_of(purpose, old) is None
    assert links.representative_of(purpose, member_token(representative, purpose)) is not None


@pytest.mark.parametrize(
    ("purpose", "after", "opens"),
    [
        (Purpose.ACT, timedelta(minutes=59), True),
        (Purpose.ACT, timedelta(minutes=61), False),
        (Purpose.OWN, timedelta(days=800), True),
        (Purpose.GONE, timedelta(days=800), True),
    ],
)
def test_a_link_to_act_works_for_an_hour_others_as_long_as_their_version(
    purpose, after, opens, monkeypatch
):
    sent = member_token(make_representative(), purpose)
    later = signing.time.time() + after.total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)

    assert (links.representative_of(purpose, sent) is not None) is opens


@pytest.mark.parametrize("purpose", OF_REPRESENTATIVES)
def test_after_a_term_has_ended_one_can_only_say_that_one_is_no_longer_the_contact(purpose):
    yesterday = timezone.localdate() - timedelta(days=1)
    token = member_token(make_representative(ends_on=yesterday), purpose)

    assert (links.representative_of(purpose, token) is not None) is (purpose == Purpose.GONE)


@pytest.mark.parametrize("purpose", OF_REPRESENTATIVES)
def test_on_the_last_day_of_a_term_links_still_work(purpose):
    token = member_token(make_representative(ends_on=timezone.localdate()), purpose)

    assert links.representative_of(purpose, token) is not None


@pytest.mark.parametrize("forged", ["", "1-1", "1-1.abc.def", "x" * 500, "1-1.1xUt4n.\u0661"])
def test_a_forged_link_leads_nowhere(forged):
    make_representative()

    assert links.representative_of(Purpose.OWN, forged) is None
    assert links.proposal_of(forged) is None


def test_a_link_signed_with_another_key_leads_nowhere():
    representative = make_representative()
    with override_settings(LINK_KEY="another key"):
        foreign = member_token(representative, Purpose.OWN)

    assert links.representative_of(Purpose.OWN, foreign) is None


def test_who_was_named_confirms_within_thirty_days(monkeypatch):
    named = {"role": "billing", "name": "Rui", "email": "rui@example.org", "language": "pt"}
    term = {"starts_on": date(2026, 1, 1), "ends_on": None}
    proposal = representing.propose(make_representative(), once="1", **named, **term)
    token = links.address(Purpose.FOLLOW, pk=proposal.pk, version=1, language="pt").split("/")[-2]

    found = []
    for days in (29, 31):
        later = signing.time.time() + timedelta(days=days).total_seconds()
        with monkeypatch.context() as patch:
            patch.setattr(signing.time, "time", lambda later=later: later)
            found.append(links.proposal_of(token))

    assert found == [proposal, None]


def test_whatever_is_wrong_with_a_link_it_is_answered_the_same(client):
    representative = make_representative()
    over = timezone.localdate() - timedelta(days=1)
    tokens = [
        "forged",
        member_token(representative, Purpose.OWN, version=2),
        member_token(representative, Purpose.OWN, pk=0),
        member_token(make_representative(ends_on=over), Purpose.OWN),
        member_token(representative, Purpose.ACT),
    ]

    pages = [client.get(reverse("membership:link-open", args=["own", token])) for token in tokens]

    assert [page.status_code for page in pages] == [404] * 5
    assert len({tuple(texts(page, "//main//*[not(self::input)]")) for page in pages}) == 1

import pytest
from django.urls import reverse

from outbox.models import OutgoingEmail
from tests.applications.factories import make_user

pytestmark = pytest.mark.django_db

LISTS = [
    "accounts_user",
    "outbox_outgoingemail",
    "platforms_platform",
    "platforms_platformapplication",
    "territories_collectiveactor",
    "territories_territory",
]


def ask(client, name, query):
    return client.get(reverse(f"admin:{name}_changelist"), query).status_code


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_no_question_but_those_its_filters_offer(client, name):
    client.force_login(make_user(is_superuser=True))

    refused = [
        ask(client, name, query)
        for query in ({"id__regex": "("}, {"id__range": "1"}, {"id__in": "1"}, {"pk": "1"})
    ]

    assert (ask(client, name, {}), refused) == (200, [400] * 4)


def test_nobody_finds_out_letter_by_letter_what_a_letter_holds(client):
    client.force_login(make_user("board"))
    OutgoingEmail.objects.create(
        occasion="x",
        recipient="sol@example.org",
        language="en",
        subject="Password",
        body="https://example.org/reset/key/abc/",
    )

    guesses = [{"body__contains": "/key/abc"}, {"body__startswith": "https"}, {"body": "x"}]

    assert [ask(client, "outbox_outgoingemail", guess) for guess in guesses] == [400] * 3
    assert ask(client, "outbox_outgoingemail", {"state__exact": "queued"}) == 200

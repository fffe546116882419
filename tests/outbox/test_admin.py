import pytest
from django.urls import reverse

from accounts.models import REVIEWERS, User
from outbox.models import State
from tests.outbox.mail_server import make_letter
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LIST = "admin:outbox_outgoingemail_changelist"
PAGE = "admin:outbox_outgoingemail_change"
AGAIN = "admin:outbox_outgoingemail_again"
BODY = '//*[contains(@class, "field-letter_body")]//*[@class="readonly"]'


@pytest.fixture(params=REVIEWERS)
def staff(client, request):
    """A browser in which someone with a role is signed in."""
    client.force_login(User.objects.create_user("staff@example.org", roles=[request.param]))
    return client


def test_whoever_has_a_role_reads_a_letter_without_its_links(staff):
    letter = make_letter(subject="Password", body="Open https://example.org/key/a-b-c/ now.\n")

    page = staff.get(reverse(PAGE, args=[letter.pk]))

    assert texts(page, BODY) == ["Open [link] now."]
    assert "example.org/key" not in page.text
    assert values(page, "//@formaction") == []


def test_nobody_changes_a_letter_in_the_admin(staff):
    letter = make_letter()
    before = type(letter).objects.values().get()

    codes = [
        staff.post(reverse(PAGE, args=[letter.pk]), {"recipient": "x@example.org"}).status_code,
        staff.post(reverse("admin:outbox_outgoingemail_delete", args=[letter.pk])).status_code,
        staff.post(reverse("admin:outbox_outgoingemail_add"), {}).status_code,
    ]

    assert codes == [403, 403, 403]
    assert type(letter).objects.values().get() == before


def test_a_letter_that_needs_a_person_is_tried_again_by_a_button(staff):
    letter = make_letter(state=State.NEEDS_PERSON, tries=3, last_answer="550 No such mailbox")
    address = reverse(AGAIN, args=[letter.pk])
    page = staff.get(reverse(PAGE, args=[letter.pk]))

    refused = staff.get(address)
    answer = staff.post(address)

    letter.refresh_from_db()
    assert values(page, "//@formaction") == [address]
    assert refused.status_code == 405
    assert (answer.status_code, answer.url) == (302, reverse(PAGE, args=[letter.pk]))
    assert (letter.state, letter.tries) == (State.QUEUED, 0)


def test_many_letters_are_tried_again_from_the_list(staff):
    letters = [make_letter(state=State.NEEDS_PERSON) for _time in range(2)]
    data = {"action": "try_again", "_selected_action": [letter.pk for letter in letters]}

    page = staff.post(reverse(LIST), data, follow=True)

    told = '//*[@class="messagelist"]/li'
    assert texts(page, told) == ["2 letters will be tried again now."]
    assert {type(letter).objects.get(pk=letter.pk).state for letter in letters} == {State.QUEUED}


def test_a_letter_whose_template_fails_is_shown_with_the_reason(staff):
    letter = make_letter(template="missing", state=State.NEEDS_PERSON)

    page = staff.get(reverse(PAGE, args=[letter.pk]))

    assert texts(page, BODY) == ["This letter cannot be made: missing.subject.txt"]


@pytest.mark.parametrize("query", ["?q=ana", "?state__exact=odd", "?o=x", "?p=-1"])
def test_odd_questions_to_the_list_are_answered(staff, query):
    make_letter()

    answer = staff.get(reverse(LIST) + query, follow=True)

    assert answer.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_letter_and_for_three(
    staff, count, django_assert_num_queries
):
    for _time in range(count):
        make_letter()

    with django_assert_num_queries(7):
        staff.get(reverse(LIST))


@pytest.mark.parametrize("roles", [None, []])
def test_who_has_no_role_sees_nothing(client, roles):
    letter = make_letter(state=State.NEEDS_PERSON)
    if roles is not None:
        client.force_login(User.objects.create_user("eva@example.org", roles=roles))

    codes = [
        client.get(reverse(LIST)).status_code,
        client.get(reverse(PAGE, args=[letter.pk])).status_code,
        client.post(reverse(AGAIN, args=[letter.pk])).status_code,
    ]

    assert codes == [302, 302, 302]
    letter.refresh_from_db()
    assert letter.state == State.NEEDS_PERSON

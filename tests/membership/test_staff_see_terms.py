"""What staff see of members whose people go, and that a new address ends the links of the old."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from membership import representing
from outbox.models import OutgoingEmail
from tests.applications.factories import make_secretary
from tests.membership.factories import make_member, make_representative
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LIST = reverse("admin:membership_member_changelist")
LINES = '//ul[@aria-label="Members"]//a'


@pytest.fixture(autouse=True)
def secretary(client):
    user = make_secretary()
    client.force_login(user)
    return user


def form_of(client, member):
    """Return the form of a member in the admin as it is sent, by the names of its fields."""
    page = client.get(reverse("admin:membership_member_change", args=[member.pk]))
    form = page.context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    for inline in page.context["inline_admin_formsets"]:
        sent |= {field.html_name: field.value() for field in inline.formset.management_form}
        for row in inline.formset.initial_forms:
            sent |= {field.html_name: field.value() for field in row}
    return {name: "" if value is None else value for name, value in sent.items()}


def test_the_first_page_counts_what_the_lists_behind_it_show(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    make_member()
    for _number in range(2):
        make_representative(ends_on=yesterday)
        representing.resign(make_representative().member, why="")
    representing.resign(make_representative().member, why="")

    page = client.get(reverse("admin:index"))

    assert texts(page, LINES) == [
        "2 members have a term that has ended, and nobody follows",
        "3 members have resigned by themselves in the last 30 days",
    ]
    shown = [
        texts(client.get(url), '//*[@id="result_list"]/tbody/tr')
        for url in values(page, f"{LINES}/@href")
    ]
    assert [len(rows) for rows in shown] == [2, 3]


def test_where_nobody_is_missing_the_first_page_says_nothing(client):
    make_representative()

    assert texts(client.get(reverse("admin:index")), LINES) == []


def test_a_filter_that_is_none_shows_all(client):
    make_member()

    page = client.get(LIST, {"terms": "no-such"})

    assert len(texts(page, '//*[@id="result_list"]/tbody/tr')) == 1


@pytest.mark.parametrize(
    ("changed", "version"), [({"email": "new@example.org"}, 2), ({"name": "Rui"}, 1)]
)
def test_another_address_revokes_the_links_of_the_former_one(client, changed, version):
    representative = make_representative()
    member = representative.member
    changed = {f"representatives-0-{name}": value for name, value in changed.items()}
    sent = {**form_of(client, member), **changed, "why": "They moved."}

    client.post(reverse("admin:membership_member_change", args=[member.pk]), sent)

    representative.refresh_from_db()
    assert representative.link_version == version
    assert (representative.email == "new@example.org") is (version == 2)


def test_a_language_that_is_not_published_is_refused(client):
    member = make_representative().member
    sent = {**form_of(client, member), "representatives-0-language": "tlh", "why": "x"}

    page = client.post(reverse("admin:membership_member_change", args=[member.pk]), sent)

    assert texts(page, '//ul[contains(@class, "errorlist")]/li') == [
        "Choose the language in which we write there"
    ]


def test_a_resignation_that_staff_record_is_confirmed_too(client):
    representative = make_representative()
    url = reverse("admin:membership_member_move", args=[representative.member_id, "resign"])

    client.post(url, {"note": "By telephone."})
    client.post(url.replace("resign", "leave"))

    letter = OutgoingEmail.objects.get()
    assert (letter.recipient, letter.context["by_member"]) == (representative.email, False)
    assert [record.move for record in representative.member.history.all()] == ["resign"]


def test_the_history_tells_what_a_member_did_by_its_links(client):
    member = make_representative(name="Ana").member
    representing.go(member.representatives.get())

    page = client.get(reverse("admin:membership_member_history", args=[member.pk]))

    assert texts(page, "//table//tbody/tr[1]//td[2]") == ["No longer the contact"]

"""Voting rolls in the admin: drawn up and frozen by the worker, completed, taken out as files."""

import csv
import hashlib
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Export
from membership import jobs, roll_jobs, roll_presence, rolls
from membership.models import Job, Roll, RollPresence
from membership.workflow import Category
from tests.applications.factories import make_board_member, make_secretary
from tests.membership.factories import make_member, make_representative
from tests.membership.rolls import draw_up, entry_of, make_frozen_roll, make_roll, make_voter
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

PASSWORD = "round-tables-42"
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", 'a";=1', "a;=2", " =3"]


@pytest.fixture
def secretary(client):
    client.force_login(user := make_secretary(password=PASSWORD))
    return user


def address(page, *names):
    return reverse(f"admin:membership_roll_{page}", args=names)


def work():
    while jobs.run_next():
        pass


def told(page):
    return texts(page, '//*[@class="messagelist"]/li')


def buttons(page):
    return texts(page, '//*[@class="review-moves"]//*[contains(@class, "button")]')


def test_a_roll_is_drawn_up_by_the_worker_and_its_progress_shown(client, secretary):
    for name in "ABC":
        make_voter(name=name)
    sent = {"title": "Assembly 2026", "as_of": str(timezone.localdate())}

    pages = [client.post(address("add"), sent, follow=True) for _press in range(2)]
    job = Job.objects.get()
    empty = client.get(Roll.objects.get().get_absolute_url())
    work()
    job.refresh_from_db()

    roll = Roll.objects.get()
    assert [page.redirect_chain for page in pages] == [[(job.get_absolute_url(), 302)]] * 2
    assert texts(empty, '//*[@role="status"]') == [
        "The worker is busy with this roll: see how far it is."
    ]
    assert buttons(empty) == ["Members on the roll"]
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    assert (roll.made_by, roll.voters, roll.entries.count()) == (secretary, 3, 3)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Enter which assembly it is"),
        ({"title": "a\x00"}, "Remove the hidden character after “a”."),
        ({"as_of": ""}, "Choose a day"),
        ({"as_of": "31 May"}, "Enter a day like 2026-03-31"),
        (
            {"as_of": "2013-11-03"},
            "On this day nothing holds for “Proxies that one member may hold”: add it under "
            "“Dated settings”.",
        ),
    ],
)
def test_a_slip_is_told_and_no_roll_begun(client, secretary, changes, words):
    page = client.post(address("add"), {"title": "A", "as_of": "2026-01-01", **changes})

    assert texts(page, '//*[@id="error-summary"]//li') == [words]
    assert (Roll.objects.count(), Job.objects.count()) == (0, 0)


def test_a_far_day_is_a_draft_that_waits_for_its_day(client, secretary):
    client.post(address("add"), {"title": "A", "as_of": "9999-12-31"})
    work()

    page = client.post(address("freeze", Roll.objects.get().pk), follow=True)

    assert told(page) == ["It was drawn up before its day. On that day, draw it up anew first."]


def test_a_roll_is_frozen_by_the_worker_once_and_its_digest_checked(client, secretary):
    make_voter()
    roll = make_roll()
    asking = client.get(address("freeze", roll.pk))
    still = Roll.objects.get().state

    for _press in range(2):
        client.post(address("freeze", roll.pk))
    work()
    page = client.get(roll.get_absolute_url())

    frozen = Roll.objects.get()
    assert asking.status_code == 200
    assert still == "draft"
    assert [(job.kind, job.state, job.done, job.total) for job in Job.objects.all()] == [
        ("freeze-roll", "done", 1, 1)
    ]
    assert (frozen.state, frozen.frozen_by) == ("frozen", secretary)
    assert texts(page, '//dt[.="Digest (SHA-256)"]/following-sibling::dd') == [frozen.digest]
    assert texts(page, '//dt[.="Checked now"]/following-sibling::dd') == [
        "The rows still have this digest."
    ]
    assert buttons(page) == ["Members on the roll", "Export as CSV", "Export as PDF"]


def test_a_roll_that_was_altered_says_so(client, secretary, monkeypatch):
    roll = make_frozen_roll()
    monkeypatch.setattr("membership.roll_text.digest", lambda roll: "0" * 64)

    page = client.get(roll.get_absolute_url())

    assert texts(page, '//dt[.="Checked now"]/following-sibling::dd/strong') == [
        "The rows do not have this digest any more: they were altered after the roll was frozen."
    ]


def test_drawn_up_anew_a_roll_is_not_frozen_meanwhile(client, secretary):
    roll = make_roll()

    page = client.post(address("draw_up", roll.pk), follow=True)
    refused = client.post(address("freeze", roll.pk), follow=True)
    work()

    assert page.status_code == 200
    assert told(refused) == ["The roll is being drawn up. Wait until it is whole."]
    assert Roll.objects.get().state == "draft"
    assert Roll.objects.get().drawn_at > roll.drawn_at


def test_a_job_of_a_roll_that_is_gone_or_frozen_ends_with_words(secretary):
    gone, frozen = make_roll(title="A"), make_roll(title="B")
    asked = [roll_jobs.ask_to_draw_up(roll, by=secretary) for roll in (gone, frozen)]
    rolls.remove(gone)
    draw_up(frozen)
    rolls.freeze(frozen, by=secretary)
    work()

    assert [Job.objects.get(pk=job.pk).problem for job in asked] == [
        "This roll is not there any more.",
        "This roll is frozen: nothing on it changes any more.",
    ]


def test_a_draft_is_removed_after_a_question(client, secretary):
    roll = make_roll()

    client.get(address("remove", roll.pk))
    asked = Roll.objects.count()
    page = client.post(address("remove", roll.pk), follow=True)
    again = client.post(address("remove", roll.pk))

    assert (asked, Roll.objects.count(), again.status_code) == (1, 0, 404)
    assert told(page) == ["The draft is removed."]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["change", "members", "entry", "changelist"])
def test_each_page_asks_the_same_number_of_queries(
    client, secretary, count, page, django_assert_num_queries
):
    for _number in range(count):
        make_representative(make_voter())
    roll = make_frozen_roll(by=secretary)
    entry = roll.entries.first()
    names = {"changelist": [], "entry": [roll.pk, entry.pk]}.get(page, [roll.pk])
    client.get(address(page, *names))
    number = {"change": 8, "members": 7, "entry": 7, "changelist": 6}[page]

    with django_assert_num_queries(number):
        answer = client.get(address(page, *names))

    assert answer.status_code == 200


def rows(page):
    return texts(page, "//tbody/tr/th/a")


def test_members_are_found_by_beginnings_of_words_by_number_and_by_part(client, secretary):
    vila, port = make_voter(name="Vila São Tomé"), make_voter(name="Port")
    body = make_voter(Category.BODY, name="Associação")
    lapsed = make_member(Category.PUBLIC_ENTITY, name="Lapsed")
    members = address("members", make_roll().pk)

    found = {
        question: rows(client.get(f"{members}?{question}"))
        for question in (
            "",
            "q=sao",
            f"q={port.number.lower()}",
            "q=nobody",
            "part=associate",
            "part=apart",
            "part=voting&q=vil",
            "part=no-such",
            "page=" + "9" * 5000,
            "page=-1",
            "q=" + "a" * 121,
        )
    }

    all_of_them = [str(member) for member in (body, lapsed, port, vila)]
    assert found == {
        "": all_of_them,
        "q=sao": [str(vila)],
        f"q={port.number.lower()}": [str(port)],
        "q=nobody": [],
        "part=associate": [str(body)],
        "part=apart": [str(lapsed)],
        "part=voting&q=vil": [str(vila)],
        "part=no-such": all_of_them,
        "page=" + "9" * 5000: all_of_them,
        "page=-1": all_of_them,
        "q=" + "a" * 121: all_of_them,
    }


def test_a_long_roll_has_pages(client, secretary, monkeypatch):
    monkeypatch.setattr("membership.roll_entries.ON_A_PAGE", 2)
    members = [make_voter(name=name) for name in "ABC"]
    address_of = address("members", make_roll().pk)

    first, second = (client.get(f"{address_of}?part=voting&page={page}") for page in (1, 2))

    assert (rows(first), rows(second)) == (
        [str(member) for member in members[:2]],
        [str(members[2])],
    )
    assert values(first, '//*[@rel="next"]/@href') == ["?part=voting&page=2"]


def test_delegate_and_proxy_are_entered_on_the_page_of_a_member(client, secretary):
    giver, holder = make_voter(name="A"), make_voter(name="B")
    roll = make_roll()
    entry = entry_of(roll, giver)
    names = (roll.pk, entry.pk)

    client.post(
        address("delegate", *names), {"delegate_name": "Rui", "delegate_function": "Deputy"}
    )
    given = client.post(address("proxy", *names), {"number": holder.number}, follow=True)
    of_holder = client.get(address("entry", roll.pk, entry_of(roll, holder).pk))
    taken = client.post(address("take_back", *names), follow=True)

    assert told(given) == ["The delegate is named.", "The proxy is recorded."]
    assert texts(given, "//dl/div/dd")[4:6] == [
        "Rui, Deputy (named for this assembly)",
        str(holder),
    ]
    assert texts(of_holder, "//dl/div/dd")[6] == str(giver)
    assert told(taken) == ["The proxy is taken back."]
    assert entry_of(roll, giver).proxy_to is None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "Enter the number of a member"),
        ("M0", "No member of this number is on the roll."),
        ("\x00", "Remove the hidden character at the beginning."),
        ("M" + "9" * 18, "No member of this number is on the roll."),
    ],
)
def test_a_slip_in_a_proxy_is_told(client, secretary, number, words):
    roll = make_roll() if make_voter() else None
    entry = roll.entries.get()

    page = client.post(address("proxy", roll.pk, entry.pk), {"number": number})

    assert texts(page, '//*[@id="error-summary"]//li') == [words]


def test_a_delegate_without_a_name_is_told(client, secretary):
    make_voter()
    roll = make_roll()

    page = client.post(address("delegate", roll.pk, roll.entries.get().pk), {})

    assert texts(page, '//*[@id="error-summary"]//li') == ["Enter who speaks for the member"]


def test_nothing_is_entered_on_a_frozen_roll_or_by_the_board(client):
    make_voter()
    draft, frozen = make_roll(), make_frozen_roll()
    seen = []

    for user, roll in ((make_secretary(), draft), (make_secretary(), frozen)):
        client.force_login(user)
        seen.append(client.get(address("entry", roll.pk, roll.entries.get().pk)))
    client.force_login(make_board_member())
    seen.append(client.get(address("entry", draft.pk, draft.entries.get().pk)))

    assert [len(texts(page, '//*[@id="content"]//form')) for page in seen] == [2, 0, 0]


def test_presence_is_marked_beside_the_member_and_leads_back_there(client, secretary):
    member = make_voter(name="Vila")
    roll = make_frozen_roll()
    entry = entry_of(roll, member)
    sent = {"present": "yes", "q": "vila", "part": "voting", "page": "1"}

    for _press in range(2):
        answer = client.post(address("presence", roll.pk, entry.pk), sent)
    page = client.get(roll.get_absolute_url())
    listed = client.get(address("members", roll.pk))
    client.post(address("presence", roll.pk, entry.pk), {**sent, "present": "no"})

    assert answer.url == f"{address('members', roll.pk)}?q=vila&part=voting&page=1#m{entry.pk}"
    assert texts(page, '//*[@aria-labelledby="quorum"]/p') == ["The quorum is reached."]
    assert texts(page, '//*[@aria-labelledby="quorum"]//dd') == ["1 of 1", "1", "0", "1"]
    assert texts(listed, "//tbody//button") == [f"Mark as not present : {member}"]
    assert RollPresence.objects.count() == 0


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"present": "maybe"},
    ],
)
def test_an_odd_presence_is_not_found(client, secretary, sent):
    make_voter()
    roll = make_frozen_roll()

    answer = client.post(address("presence", roll.pk, roll.entries.get().pk), sent)

    assert (answer.status_code, RollPresence.objects.count()) == (404, 0)


@pytest.mark.parametrize(
    "odd", [{"q": "\x00"}, {"page": "9" * 5000}, {"page": "٣"}, {"part": "x" * 99}]
)
def test_an_odd_way_back_leads_to_the_list(client, secretary, odd):
    make_voter()
    roll = make_frozen_roll()
    sent = {"present": "yes", **odd}

    answer = client.post(address("presence", roll.pk, roll.entries.get().pk), sent, follow=True)

    assert (answer.status_code, RollPresence.objects.count()) == (200, 1)


@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000, "-1", "a", "٣"])
def test_odd_numbers_of_rolls_are_not_found(client, secretary, number):
    assert client.get(f"/en/admin/membership/roll/{number}/change/").status_code == 404


def recently(client):
    """Give the password once more."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_a_file_is_taken_with_password_and_reason_and_that_is_noted(client, secretary):
    make_voter()
    roll = make_frozen_roll()
    export = address("export", roll.pk, "csv")

    before = client.get(export)
    recently(client)
    without = client.post(export, {"reason": ""})
    file = client.post(export, {"reason": "For the assembly."})

    content = b"".join(file.streaming_content)
    noted = Export.objects.values_list("what", "format", "rows", "by", "note__reason").get()
    assert before.status_code == 302
    assert texts(without, '//*[@id="error-summary"]//li') == ["Say why you need the file"]
    assert hashlib.sha256(content).hexdigest() == roll.digest
    assert file["Content-Disposition"] == (
        f'attachment; filename="TOGETHER voting roll {roll.as_of}.csv"'
    )
    assert noted == ("membership.roll", "csv", 1, secretary.pk, "For the assembly.")


def test_no_name_in_the_file_is_a_formula(client, secretary):
    for name in HOSTILE:
        member = make_voter(name=name)
        make_representative(member, name=name, function=name)
    roll = make_roll(title="=HYPERLINK()")
    recently(client)

    file = client.post(address("export", roll.pk, "csv"), {"reason": "Because."})

    table = list(csv.reader(io.StringIO(b"".join(file.streaming_content).decode())))
    cells = {cell for row in table for cell in row if not cell.replace("-", "").isdigit()}
    starts = {piece.lstrip()[:1] for cell in cells for piece in cell.split(";")}
    assert len(table) == 1 + len(HOSTILE)
    assert starts & set("=+-@＝") == set()


def test_a_roll_that_is_not_whole_is_no_file(client, secretary):
    roll = make_roll(drawn=False)
    recently(client)

    assert client.get(address("export", roll.pk, "csv")).status_code == 404


def test_a_roll_is_drawn_as_a_pdf_when_it_is_opened(client, secretary):
    make_voter()
    roll = make_frozen_roll()
    recently(client)

    file = client.post(address("export", roll.pk, "pdf"), {"reason": "Because."})

    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_quorum_is_seen_by_the_board_too(client):
    member = make_voter()
    roll = make_frozen_roll()
    roll_presence.mark(entry_of(roll, member), is_present=True, by=make_secretary())
    client.force_login(make_board_member())

    page = client.get(roll.get_absolute_url())

    assert texts(page, '//*[@aria-labelledby="quorum"]/p') == ["The quorum is reached."]
    assert buttons(page) == ["Members on the roll"]

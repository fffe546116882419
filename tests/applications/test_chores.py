"""What falls due by itself, tried on applications that were left for so many days."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from applications import chores, files, workflow
from applications.files import CheckedUpload
from applications.models import File, KeptAnswers
from applications.workflow import State
from outbox.models import OutgoingEmail
from platforms.models import Participant, PlatformApplication
from tests.applications.browsing import events, letters
from tests.applications.factories import make_application, make_secretary

pytestmark = pytest.mark.django_db

REMINDED, WARNED, GOES = 14, 76, 90  # days, as the settings have them
NOTHING = {
    "drafts reminded": 0,
    "drafts warned": 0,
    "drafts deleted": 0,
    "answers reminded": 0,
}


def left(days, **fields):
    """Return a draft that nobody has touched for so many days and a minute."""
    since = timezone.now() - timedelta(days=days, minutes=1)
    return make_application(saved_at=since, **fields)


def do_all_at(moment, monkeypatch):
    """Do every chore at a moment. Returns the names of what was done."""
    before = set(OutgoingEmail.objects.values_list("pk", flat=True))
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: moment)
        done = chores.do_all()
    OutgoingEmail.objects.exclude(pk__in=before).update(created_at=moment)
    return [name for name, number in done.items() if number]


def warned_of(draft, *, days_ago):
    """Write the letter that a draft goes, so many days ago."""
    chores.warn_drafts()
    written = timezone.now() - timedelta(days=days_ago)
    letter = OutgoingEmail.objects.about(draft.reference).get(template__endswith="draft_goes")
    OutgoingEmail.objects.filter(pk=letter.pk).update(created_at=written)


def asked(*, in_days, days_ago=3, **fields):
    """Return an application whose answer is expected in so many days, and who asks."""
    secretary = make_secretary()
    application = make_application(
        State.INFORMATION_ASKED,
        asked_until=timezone.localdate() + timedelta(days=in_days),
        **fields,
    )
    tell_of_asking(application, by=secretary, days_ago=days_ago)
    return application


def tell_of_asking(application, *, by, days_ago):
    application.history.create(
        move=workflow.ASK.name,
        source=State.IN_REVIEW,
        target=State.INFORMATION_ASKED,
        by=by,
        role=workflow.Role.SECRETARIAT,
        at=timezone.now() - timedelta(days=days_ago),
    )


def test_a_draft_left_for_two_weeks_is_reminded_of_once():
    draft, young = left(REMINDED), left(REMINDED - 1)

    done = [chores.remind_drafts() for _night in range(3)]

    assert done == [1, 0, 0]
    assert letters(draft) == [("draft_waits", draft.email)]
    assert letters(young) == []


def test_a_draft_taken_up_and_left_again_is_not_reminded_of_again():
    draft = left(REMINDED)
    chores.remind_drafts()
    PlatformApplication.objects.update(saved_at=timezone.now() - timedelta(days=REMINDED + 1))

    done = chores.remind_drafts()

    assert (done, events(draft)) == (0, ["draft_waits"])


def test_of_a_draft_only_who_began_it_is_reminded_and_warned():
    """Nobody has proven yet that the second address is that of somebody who knows of it."""
    draft = left(WARNED, second_email="second@example.org")

    chores.do_all()

    assert letters(draft) == [("draft_waits", draft.email), ("draft_goes", draft.email)]


def test_a_draft_is_warned_of_once_for_each_time_it_was_left():
    draft = left(WARNED)
    first = [chores.warn_drafts() for _night in range(2)]
    PlatformApplication.objects.update(saved_at=timezone.now() - timedelta(days=WARNED + 2))

    again = [chores.warn_drafts() for _night in range(2)]

    assert (first, again) == ([1, 0], [1, 0])
    assert events(draft) == ["draft_goes", "draft_goes"]


def test_the_warning_names_the_last_day_of_the_draft():
    draft = left(WARNED)

    chores.warn_drafts()

    letter = OutgoingEmail.objects.about(draft.reference).get()
    assert letter.context["day"] == str(timezone.localdate() + timedelta(days=14))


def test_a_draft_goes_with_its_answers_and_documents():
    draft = left(GOES)
    document = CheckedUpload("d.pdf", "application/pdf", b"%PDF-1.7")
    files.store(draft, document, purpose="mandate")
    KeptAnswers.objects.create(application=draft, section="territory", answers={"a": "b"})
    warned_of(draft, days_ago=15)

    gone = chores.delete_drafts()

    tables = [PlatformApplication, Participant, File, KeptAnswers]
    assert (gone, [table.objects.count() for table in tables]) == (1, [0, 0, 0, 0])


def test_the_document_of_a_draft_that_goes_leaves_the_disk(
    settings, django_capture_on_commit_callbacks
):
    draft = left(GOES)
    files.store(draft, CheckedUpload("d.pdf", "application/pdf", b"%PDF-1.7"), purpose="mandate")
    warned_of(draft, days_ago=15)
    stored = Path(settings.MEDIA_ROOT) / "applications"
    before = len(list(stored.iterdir()))

    with django_capture_on_commit_callbacks(execute=True):
        chores.delete_drafts()

    assert (before, len(list(stored.iterdir()))) == (1, 0)


@pytest.mark.parametrize("days_left", [GOES, 10 * GOES])
def test_no_draft_goes_unwarned_however_long_the_worker_was_away(days_left):
    left(days_left)

    nights = [chores.do_all() for _night in range(2)]

    assert nights == [{**NOTHING, "drafts reminded": 1, "drafts warned": 1}, NOTHING]
    assert PlatformApplication.objects.count() == 1


def test_a_draft_stays_through_the_whole_day_that_its_warning_names(monkeypatch):
    draft = make_application(saved_at=datetime(2026, 1, 1, 8, tzinfo=UTC))
    do_all_at(datetime(2026, 4, 1, 9, tzinfo=UTC), monkeypatch)
    named = OutgoingEmail.objects.about(draft.reference).last().context["day"]

    late_that_day = do_all_at(datetime(2026, 4, 15, 23, 59, tzinfo=UTC), monkeypatch)
    next_day = do_all_at(datetime(2026, 4, 16, 0, 0, tzinfo=UTC), monkeypatch)

    assert (named, late_that_day, next_day) == ("2026-04-15", [], ["drafts deleted"])


def test_a_draft_resumed_after_its_warning_stays():
    draft = left(GOES)
    warned_of(draft, days_ago=15)
    PlatformApplication.objects.update(saved_at=timezone.now() - timedelta(days=1))

    assert (chores.delete_drafts(), PlatformApplication.objects.get()) == (0, draft)


def test_a_draft_resumed_and_left_again_goes_only_after_a_warning_of_its_own():
    draft = left(GOES)
    warned_of(draft, days_ago=15)
    PlatformApplication.objects.update(saved_at=timezone.now() - timedelta(days=GOES + 5))

    assert (chores.delete_drafts(), PlatformApplication.objects.get()) == (0, draft)


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_what_was_sent_is_neither_reminded_of_nor_deleted(state):
    left_alone = left(10 * GOES, state=state, asked_until=None)

    nights = [chores.do_all() for _night in range(2)]

    assert (nights, events(left_alone)) == ([NOTHING, NOTHING], [])


def test_of_drafts_that_staff_enter_nobody_is_written_to_before_they_go():
    entered = {"entered_by": make_secretary(), "came_by": "paper"}
    kept, gone = left(GOES - 1, **entered), left(GOES, **entered)

    nights = [chores.do_all() for _night in range(2)]

    assert nights == [{**NOTHING, "drafts deleted": 1}, NOTHING]
    assert [events(draft) for draft in (kept, gone)] == [[], []]
    assert list(PlatformApplication.objects.all()) == [kept]


def test_a_draft_from_begin_to_end_hears_of_itself_twice(monkeypatch):
    begun = datetime(2026, 1, 1, 8, tzinfo=UTC)
    draft = make_application(saved_at=begun)

    days = [do_all_at(begun + timedelta(days=day, hours=1), monkeypatch) for day in range(100)]

    assert {day: done for day, done in enumerate(days) if done} == {
        14: ["drafts reminded"],
        76: ["drafts warned"],
        91: ["drafts deleted"],
    }
    # Its letters name the applicant, and go with it.
    assert events(draft) == []


@pytest.mark.parametrize(("in_days", "reminders"), [(6, 0), (5, 1), (1, 1), (0, 1), (-1, 0)])
def test_an_answer_is_reminded_of_five_days_before_and_after_missed_nights(in_days, reminders):
    application = asked(in_days=in_days)

    done = [chores.remind_answers() for _night in range(2)]

    assert done == [reminders, 0]
    assert letters(application) == [("answer_due", application.email)] * reminders


def test_the_reminder_names_the_day():
    application = asked(in_days=2)

    chores.remind_answers()

    letter = OutgoingEmail.objects.about(application.reference).get()
    assert letter.context["until"] == str(application.asked_until)


def test_nobody_is_reminded_on_the_day_on_which_they_were_asked():
    application = asked(in_days=2, days_ago=0)
    at_once = chores.remind_answers()
    tell_of_asking(application, by=make_secretary(), days_ago=1)

    assert (at_once, chores.remind_answers()) == (0, 1)


def test_who_is_asked_again_is_reminded_again():
    application = asked(in_days=2)
    chores.remind_answers()
    tell_of_asking(application, by=make_secretary(), days_ago=1)

    done = [chores.remind_answers() for _night in range(2)]

    assert (done, events(application)) == ([1, 0], ["answer_due", "answer_due"])


def test_who_has_answered_is_not_reminded():
    application = asked(in_days=2)
    PlatformApplication.objects.update(state=State.IN_REVIEW)

    assert (chores.remind_answers(), events(application)) == (0, [])


def test_the_log_says_what_was_done_and_nothing_where_nothing_was(caplog):
    left(REMINDED)
    left(REMINDED)

    with caplog.at_level("INFO", logger="together.chores"):
        chores.do_all()
        chores.do_all()

    assert caplog.messages == [
        "Chores: 2 drafts reminded, 0 drafts warned, 0 drafts deleted, 0 answers reminded"
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("days", "expected"),
    [(REMINDED, ["draft_waits"] * 5), (WARNED, ["draft_goes", "draft_waits"] * 5)],
)
def test_two_workers_at_once_write_each_letter_once(days, expected):
    drafts = [left(days) for _draft in range(5)]
    start = threading.Barrier(2)

    def work():
        start.wait()
        chores.do_all()
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    chores.do_all()  # what one passed over in the hands of the other

    written = [event for draft in drafts for event in sorted(events(draft))]
    assert written == expected

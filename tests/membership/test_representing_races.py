"""Two at once on one member: it happens once, and whoever is last is known to be the last."""

import threading
from datetime import date

import pytest
from django.db import connection

from membership import representing
from membership.models import Member, Proposal, Representative
from moves.services import MoveRefused
from outbox.models import OutgoingEmail
from tests.applications.factories import make_secretary
from tests.membership.factories import make_member, make_representative

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 25
PATIENCE = 20
NAMED = {
    "role": "billing",
    "name": "Rui",
    "email": "rui@example.org",
    "language": "pt",
    "starts_on": date(2026, 1, 1),
    "ends_on": None,
}


def at_once(*acts):
    """Let each act in a thread of its own at the same moment; return what became of each."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(at, act):
        start.wait(PATIENCE)
        try:
            results[at] = act()
        except MoveRefused:
            results[at] = "refused"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def told_staff():
    """Return of each letter to staff whether somebody was left, and forget all letters."""
    letters = OutgoingEmail.objects.filter(template__endswith="staff_contact_gone").order_by("pk")
    told = list(letters.values_list("context__are_left", flat=True))
    OutgoingEmail.objects.all().delete()
    return [bool(left) for left in told]


def goes(pk):
    return lambda: representing.go(Representative.objects.select_related("member").get(pk=pk))


def two_who_go():
    member = make_member()
    people = [make_representative(member).pk, make_representative(member, role="technical").pk]
    return at_once(*map(goes, people)), told_staff()


def test_where_the_last_two_go_at_once_staff_are_told_that_nobody_is_left():
    make_secretary()

    outcomes = [two_who_go() for _round in range(ROUNDS)]

    assert outcomes == [([True, True], [True, False])] * ROUNDS


def test_without_the_lock_nobody_is_told(monkeypatch):
    """The control: both have read who is there before either has written."""
    make_secretary()
    both_read = threading.Barrier(2)
    terms_of = representing.terms_of

    def read(representative):
        terms = list(terms_of(representative))
        both_read.wait(PATIENCE)
        return terms

    written = threading.Barrier(2)
    write_to_all = representing.emails.write_to_all

    def write(*args, **words):
        found = write_to_all(*args, **words)
        written.wait(PATIENCE)
        return found

    unlocked = type(Member.objects.all())
    with monkeypatch.context() as patch:
        patch.setattr(unlocked, "select_for_update", lambda self, **options: self.all())
        patch.setattr(representing, "terms_of", read)
        patch.setattr(representing.emails, "write_to_all", write)
        told = two_who_go()[1]

    assert told == [True, True]


def test_one_who_presses_twice_at_once_goes_once():
    make_secretary()
    for _round in range(ROUNDS):
        pk = make_representative().pk

        done = at_once(goes(pk), goes(pk))

        assert (sorted(done), told_staff()) == ([False, True], [False])


def test_a_member_that_resigns_twice_at_once_resigns_once():
    make_secretary()
    for _round in range(ROUNDS):
        representative = make_representative()
        member = representative.member

        def resigns(pk=member.pk):
            representing.resign(Member.objects.get(pk=pk), why="")
            return "done"

        done = at_once(resigns, resigns)

        assert sorted(done) == ["done", "refused"]
        assert [record.move for record in member.history.all()] == ["leave"]
        letters = OutgoingEmail.objects.filter(about=member.number).order_by("pk")
        assert [letter.template.rpartition("/")[2] for letter in letters] == ["ended", "staff_left"]


def test_who_is_named_twice_at_once_is_named_once_and_follows_once():
    for number in range(ROUNDS):
        pk = make_representative().pk

        def proposes(pk=pk, once=str(number)):
            proposed_by = Representative.objects.select_related("member").get(pk=pk)
            return representing.propose(proposed_by, once=once, **NAMED).pk

        first, second = at_once(proposes, proposes)

        def follows(pk=first):
            return representing.follow(Proposal.objects.select_related("member").get(pk=pk)).pk

        new = at_once(follows, follows)

        member = Member.objects.get(representatives=pk)
        assert (first, new[0]) == (second, new[1])
        assert member.representatives.count() == 2
        moves = [record.move for record in member.history.order_by("pk")]
        assert moves == ["name-follower", "follow"]

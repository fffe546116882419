"""Voting rolls: who stands on one, how it is frozen, and that nothing alters it afterwards."""

import hashlib
from datetime import date, timedelta

import pgtrigger
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from membership import joining, roll_proxies, roll_text, rolls, services, workflow
from membership.models import DatedSetting, Member, Roll, RollEntry
from membership.roll_drawing import draw_some
from membership.roll_rules import RollPart, needed_for_quorum, part_of
from membership.workflow import Category, Standing
from moves.services import MoveRefused
from tests.applications.factories import make_secretary
from tests.membership.factories import make_member, make_representative
from tests.membership.rolls import draw_up, entry_of, make_frozen_roll, make_roll, make_voter
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

DAY = date(2024, 2, 29)


def rows(roll, *columns):
    columns = columns or ("name", "part", "standing")
    return list(roll.entries.order_by("member").values_list(*columns))


FULL = {
    Standing.CURRENT: RollPart.VOTING,
    Standing.GRACE: RollPart.VOTING,
    Standing.LAPSED: RollPart.APART,
    Standing.ON_HOLD: RollPart.APART,
    Standing.RESIGNED: None,
}
ASSOCIATE = {
    Standing.CURRENT: RollPart.ASSOCIATE,
    Standing.GRACE: RollPart.ASSOCIATE,
    Standing.LAPSED: None,
    Standing.ON_HOLD: None,
    Standing.RESIGNED: None,
}
TABLE = {
    Category.TERRITORY: FULL,
    Category.PUBLIC_ENTITY: FULL,
    Category.PERSON: ASSOCIATE,
    Category.BODY: ASSOCIATE,
}


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("standing", Standing)
def test_where_a_member_stands_on_a_roll_by_category_and_standing(category, standing):
    assert part_of(category, standing) == TABLE[category][standing]


def make_standing(category, standing):
    """Make a member that stands so on ``DAY``; the sample of grace is ninety days."""
    ends = {
        Standing.GRACE: DAY - timedelta(days=1),
        Standing.LAPSED: DAY - timedelta(days=91),
    }.get(standing, DAY)
    fields = {"state": "resigned", "left_on": DAY} if standing == Standing.RESIGNED else {}
    member = make_member(category, periods=[("2023-01-01", str(ends))], name=standing, **fields)
    if standing == Standing.ON_HOLD:
        member.holds.create(starts_on=DAY)
    return member


@pytest.mark.parametrize("category", Category)
def test_a_roll_has_the_members_as_they_stand_on_its_day(category):
    for standing in Standing:
        make_standing(category, standing)

    roll = make_roll(as_of=DAY)

    expected = [(name, part) for name, part in TABLE[category].items() if part]
    assert rows(roll, "name", "part") == expected
    assert rows(roll, "standing", "category") == [(name, category) for name, _part in expected]
    assert roll.voters == sum(part == RollPart.VOTING for _name, part in expected)


def test_who_joins_after_the_day_is_not_on_the_roll():
    make_voter(on=DAY, name="Before", joined_on=DAY)
    make_voter(on=DAY, name="After", joined_on=DAY + timedelta(days=1))

    assert rows(make_roll(as_of=DAY), "name") == [("Before",)]


def test_a_roll_as_of_a_past_day_has_the_category_of_that_day():
    member = make_voter()
    note = {"by": make_secretary(), "note": "A decision."}

    joining.change_category(member, category=Category.BODY, kind="association", **note)
    today, yesterday = timezone.localdate(), timezone.localdate() - timedelta(days=1)

    assert rows(make_roll(as_of=yesterday), "category", "part") == [("public_entity", "voting")]
    assert rows(make_roll(as_of=today), "category", "part") == [("body", "associate")]


@pytest.mark.parametrize(
    ("terms", "delegate"),
    [
        ([], ""),
        ([("Ana", "political", DAY, DAY)], "Ana, Mayor"),
        ([("Ana", "political", date(2020, 1, 1), DAY - timedelta(days=1))], ""),
        ([("Ana", "political", DAY + timedelta(days=1), None)], ""),
        ([("Ana", "technical", date(2020, 1, 1), None)], ""),
        (
            [
                ("Rui", "political", date(2023, 1, 1), None),
                ("Ana", "political", date(2020, 1, 1), None),
            ],
            "Rui, Mayor",
        ),
    ],
)
def test_the_delegate_is_the_political_representative_whose_term_covers_the_day(terms, delegate):
    member = make_voter(on=DAY)
    for name, role, first, last in terms:
        fields = {"role": role, "starts_on": first, "ends_on": last}
        make_representative(member, name=name, function="Mayor", **fields)

    assert [entry.delegate for entry in make_roll(as_of=DAY).entries.all()] == [delegate]


def test_a_roll_keeps_the_rules_of_its_day_and_who_decided_them():
    for name, value in (("proxy_limit", 3), ("quorum_percent", 40)):
        decided = {"source": "Assembly 2023", "valid_from": date(2023, 6, 1)}
        DatedSetting.objects.create(name=name, value=value, **decided)
    columns = ("proxy_limit", "proxy_limit_source", "quorum_percent", "quorum_source")

    told = [
        Roll.objects.filter(pk=make_roll(as_of=day).pk).values_list(*columns).get()
        for day in (date(2023, 5, 31), date(2023, 6, 1))
    ]

    assert told == [(1, "", 50, ""), (3, "Assembly 2023", 40, "Assembly 2023")]


def test_a_day_before_all_rules_has_no_roll():
    with pytest.raises(MoveRefused, match="On this day nothing holds for “Proxies"):
        rolls.begin(title="Too early", as_of=date(2013, 11, 3), by=make_secretary())


def test_drawn_up_anew_a_roll_follows_its_members_and_keeps_what_staff_have_entered():
    kept, lost, named, fresh = (make_voter(on=DAY, name=name) for name in "ABCD")
    joined = make_member(Category.PUBLIC_ENTITY, name="E", joined_on=DAY)
    roll = make_roll(as_of=DAY)
    roll_proxies.give_proxy(entry_of(roll, kept), holder_number=fresh.number)
    roll_proxies.give_proxy(entry_of(roll, lost), holder_number=named.number)
    roll_proxies.name_delegate(entry_of(roll, named), name="Rui", function="Deputy")
    lost.periods.all().delete()
    make_representative(named, name="Ana")
    make_representative(kept, name="Eva")
    Member.objects.filter(pk=fresh.pk).update(name="D anew", folded_name="d anew")
    joined.periods.create(starts_on=DAY, ends_on=DAY, category=joined.category)

    rolls.reopen(roll)
    waits = Roll.objects.get().drawn_at
    draw_up(roll)

    told = rows(roll, "name", "part", "delegate_name", "proxy_to__name")
    assert waits is None
    assert told == [
        ("A", "voting", "Eva", "D anew"),
        ("B", "apart", "", None),
        ("C", "voting", "Rui", None),
        ("D anew", "voting", "", None),
        ("E", "voting", "", None),
    ]
    assert Roll.objects.get().voters == 4


def test_a_holder_that_loses_its_vote_loses_its_proxies_and_who_left_its_row():
    holder, giver, leaver = (make_voter(on=DAY, name=name) for name in "ABC")
    roll = make_roll(as_of=DAY)
    roll_proxies.give_proxy(entry_of(roll, giver), holder_number=holder.number)
    holder.holds.create(starts_on=DAY)
    Member.objects.filter(pk=leaver.pk).update(state="resigned", left_on=DAY)

    draw_up(roll)

    told = rows(roll, "name", "part", "proxy_to")
    assert told == [("A", "apart", None), ("B", "voting", None)]


def test_a_drawing_that_stopped_comes_to_the_same_when_it_is_begun_again(monkeypatch):
    monkeypatch.setattr("membership.roll_drawing.AT_ONCE", 1)
    members = [make_voter(on=DAY) for _number in range(3)]
    roll = make_roll(as_of=DAY, drawn=False)
    begun = draw_some(roll, after=0)

    again = draw_up(roll)

    assert begun == [members[0].pk]
    assert again == [[member.pk] for member in members]
    assert rows(roll, "member") == [(member.pk,) for member in members]


@pytest.mark.parametrize("members", [1, 3])
def test_drawing_up_asks_the_same_number_of_queries(members, django_assert_num_queries):
    for _number in range(members):
        make_representative(make_voter(on=DAY))
    roll = make_roll(as_of=DAY, drawn=False)

    with django_assert_num_queries(15):
        draw_up(roll)


@pytest.mark.parametrize(
    ("voters", "percent", "needed"),
    [
        (0, 50, 1),
        (1, 50, 1),
        (2, 50, 1),
        (3, 50, 2),
        (4, 50, 2),
        (100, 33, 33),
        (101, 33, 34),
        (3, 100, 3),
        (10000, 1, 100),
        (10001, 1, 101),
    ],
)
def test_a_quorum_is_the_percentage_rounded_up_and_one_at_least(voters, percent, needed):
    assert needed_for_quorum(voters, percent) == needed


def test_a_frozen_roll_has_moment_person_and_the_digest_of_its_file():
    make_voter(on=DAY, name="Município", country="PT")
    by = make_secretary()
    roll = make_roll(as_of=DAY)

    rolls.freeze(roll, by=by)
    roll.refresh_from_db()

    text = "".join(roll_text.pieces(roll))
    assert (roll.state, roll.frozen_by) == ("frozen", by)
    assert timezone.now() - roll.frozen_at < timedelta(minutes=1)
    assert roll.digest == hashlib.sha256(text.encode()).hexdigest()
    assert roll_text.is_unaltered(roll)


def test_the_text_of_a_roll_is_told_word_by_word():
    ana, rui = (make_voter(on=DAY, name=name, country="PT") for name in ("=Vila;@SUM", "Port, “Å”"))
    make_representative(ana, name="Ana", function="Mayor")
    roll = make_roll(as_of=DAY, title="Assembly 2024")
    roll_proxies.give_proxy(entry_of(roll, ana), holder_number=rui.number)

    assert "".join(roll_text.pieces(roll)).split("\r\n") == [
        "assembly,as_of,grace_days,proxy_limit,quorum_percent,voters,needed,number,name,country,"
        "category,standing,part,delegate_name,delegate_function,proxy_given_to,proxies_received",
        f"Assembly 2024,2024-02-29,90,1,50,2,1,{ana.number},'=Vila;'@SUM,PT,public_entity,current,"
        f"voting,Ana,Mayor,{rui.number},0",
        f'Assembly 2024,2024-02-29,90,1,50,2,1,{rui.number},"Port, “Å”",PT,public_entity,current,'
        "voting,,,,1",
        "",
    ]


def test_later_changes_of_members_names_and_people_never_alter_a_frozen_roll():
    member = make_voter(on=DAY, name="Before")
    ana = make_representative(member, name="Ana", function="Mayor")
    giver = make_voter(on=DAY)
    roll = make_roll(as_of=DAY)
    roll_proxies.give_proxy(entry_of(roll, giver), holder_number=member.number)
    rolls.freeze(roll, by=make_secretary())
    roll.refresh_from_db()
    before = "".join(roll_text.pieces(roll))

    Member.objects.filter(pk=member.pk).update(name="After", folded_name="after", country="FR")
    services.perform(workflow.RESIGN, member, by=make_secretary(), note="Gone.")
    giver.periods.all().delete()
    ana.delete()
    DatedSetting.objects.create(name="proxy_limit", value=9, valid_from=DAY, is_sample=True)

    assert "".join(roll_text.pieces(roll)) == before
    assert roll_text.is_unaltered(roll)


WRITES = {
    "the roll": lambda roll: Roll.objects.filter(pk=roll.pk).update(title="Other"),
    "back to a draft": lambda roll: Roll.objects.filter(pk=roll.pk).update(
        state="draft", digest="", frozen_at=None, frozen_by=None
    ),
    "a name": lambda roll: roll.entries.update(name="Other"),
    "a proxy": lambda roll: roll.entries.update(proxy_to=None),
    "an entry removed": lambda roll: roll.entries.all().delete(),
    "an entry more": lambda roll: RollEntry.objects.create(
        roll=roll,
        member=make_voter(),
        number="M0",
        name="More",
        country="PT",
        category="public_entity",
        standing="current",
        part="voting",
    ),
    "an entry from a draft": lambda roll: RollEntry.objects.exclude(roll=roll).update(roll=roll),
    "the roll removed": lambda roll: Roll.objects.filter(pk=roll.pk)._raw_delete("default"),
}


@pytest.mark.parametrize("write", WRITES)
def test_the_database_refuses_to_alter_a_frozen_roll(write):
    first = make_voter()
    roll = make_frozen_roll()
    make_voter()
    entry_of(make_roll(title="Draft"), first).delete()

    with pytest.raises(DatabaseError), transaction.atomic():
        WRITES[write](roll)

    assert roll_text.is_unaltered(Roll.objects.get(pk=roll.pk))


def test_rows_that_were_altered_behind_the_database_do_not_have_the_digest():
    make_voter()
    roll = make_frozen_roll()

    with pgtrigger.ignore("membership.RollEntry:entries_stay_frozen"):
        RollEntry.objects.update(country="FR")

    assert not roll_text.is_unaltered(roll)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("not drawn", "The roll is being drawn up. Wait until it is whole."),
        ("before its day", "It was drawn up before its day. On that day, draw it up anew first."),
        ("over", "M{pk} B holds more proxies than the 1 that are allowed."),
    ],
)
def test_a_draft_that_is_not_whole_is_not_frozen(case, words):
    giver, holder, other = (make_voter(name=name) for name in "ABC")
    today = timezone.localdate()
    roll = make_roll(
        drawn=case != "not drawn",
        as_of=today + timedelta(days=1) if case == "before its day" else today,
    )
    if case == "over":
        Roll.objects.update(proxy_limit=2)
        for member in (giver, other):
            roll_proxies.give_proxy(entry_of(roll, member), holder_number=holder.number)
        Roll.objects.update(proxy_limit=1)

    with pytest.raises(MoveRefused) as refusal:
        rolls.freeze(roll, by=make_secretary())

    assert str(refusal.value) == words.format(pk=holder.pk)
    assert Roll.objects.get().state == "draft"


def test_frozen_twice_it_stays_as_it_was_frozen_first():
    roll = make_frozen_roll()

    rolls.freeze(roll, by=make_secretary())

    again = Roll.objects.get()
    assert (again.frozen_at, again.frozen_by) == (roll.frozen_at, roll.frozen_by)


@pytest.mark.parametrize("act", [rolls.remove, rolls.reopen, draw_up])
def test_nothing_is_done_with_a_frozen_roll(act):
    make_voter()
    roll = make_frozen_roll()

    with pytest.raises(MoveRefused, match="This roll is frozen"):
        act(roll)

    assert roll_text.is_unaltered(Roll.objects.get())


def test_a_draft_is_removed_with_its_proxies():
    giver, holder = make_voter(), make_voter()
    roll = make_roll()
    roll_proxies.give_proxy(entry_of(roll, giver), holder_number=holder.number)

    rolls.remove(roll)

    assert (Roll.objects.count(), RollEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "open"}, "frozen_roll_has_day_person_and_digest"),
        ({"state": "frozen"}, "frozen_roll_has_day_person_and_digest"),
        ({"digest": "0" * 64}, "frozen_roll_has_day_person_and_digest"),
    ],
)
def test_a_roll_that_is_none_is_refused(values, constraint):
    make_roll()

    assert refused_by(Roll.objects.update, **values) == constraint


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"part": "associate"}, "entry_stands_by_category_and_standing"),
        ({"part": "apart"}, "entry_stands_by_category_and_standing"),
        ({"category": "person"}, "entry_stands_by_category_and_standing"),
        ({"standing": "lapsed"}, "entry_stands_by_category_and_standing"),
        ({"standing": "resigned", "part": "apart"}, "entry_stands_by_category_and_standing"),
    ],
)
def test_an_entry_that_is_none_is_refused(values, constraint):
    make_voter()
    make_roll()

    assert refused_by(RollEntry.objects.update, **values) == constraint


def test_a_member_is_on_a_roll_once():
    make_voter()
    make_roll()
    again = RollEntry.objects.get()
    again.pk = None

    assert refused_by(again.save) == "member_is_on_a_roll_once"

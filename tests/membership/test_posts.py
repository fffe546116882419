"""Posts in the bodies: who may hold one, one at a time, and who has held it before."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from membership import joining, posts
from membership.models import Body, BodyRule, Post, PostHolder
from membership.workflow import Category
from moves.services import MoveRefused
from tests.applications.factories import make_board_member, make_secretary
from tests.membership.factories import make_member, make_representative
from tests.pages import texts
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
NEXT = date(2025, 1, 1)


def post_of(body="Management Board", title="Chair"):
    return Post.objects.get(body__name=body, title=title)


def give(member=None, *, post=None, by=None, **fields):
    return posts.give(
        post=post or post_of(),
        member=member or make_member(Category.TERRITORY),
        by=by or make_secretary(),
        **{
            "starts_on": FIRST,
            "ends_on": LAST,
            "person_name": "Ana",
            "person_function": "Mayor",
            "elected_by": "Assembly of 4 November 2023",
            **fields,
        },
    )


def test_the_bodies_that_came_with_the_site_are_samples():
    told = [
        (body.name, rule.categories, rule.is_sample, [post.title for post in posts_of(body)])
        for body in Body.objects.order_by("position")
        for rule in body.rules.all()
    ]

    assert told == [
        ("Management Board", ["territory"], True, ["Chair", "Vice-chair", "Secretary"]),
        (
            "Bureau of the General Assembly",
            ["territory", "public_entity"],
            True,
            ["Chair", "Vice-chair", "Secretary"],
        ),
        (
            "Auditing Committee",
            ["territory", "public_entity"],
            True,
            ["Chair", "Vice-chair", "Secretary"],
        ),
    ]


def posts_of(body):
    return body.posts.order_by("position")


def test_a_body_that_staff_name_is_called_as_they_wrote_it_in_every_language():
    body = Body.objects.create(name="Conselho das Alianças")

    with translation.override("fr"):
        assert str(body) == "Conselho das Alianças"


def test_a_holder_is_found_from_its_first_day_to_its_last():
    holder = give(ends_on=LAST)
    days = [date(2023, 12, 31), FIRST, LAST, NEXT]

    assert [list(posts.holders_on(day)) for day in days] == [[], [holder], [holder], []]
    assert [post_of() in posts.vacant_on(day) for day in days] == [True, False, False, True]


@pytest.mark.parametrize("count", [1, 3])
def test_holders_are_read_in_one_query(count, django_assert_num_queries):
    for title in ("Chair", "Vice-chair", "Secretary")[:count]:
        give(post=post_of(title=title))

    with django_assert_num_queries(1):
        told = [(str(holder), holder.member.name) for holder in posts.holders_on(FIRST)]

    assert len(told) == count


@pytest.mark.parametrize(
    ("body", "admitted"),
    [
        ("Management Board", [Category.TERRITORY]),
        ("Bureau of the General Assembly", [Category.TERRITORY, Category.PUBLIC_ENTITY]),
        ("Auditing Committee", [Category.TERRITORY, Category.PUBLIC_ENTITY]),
    ],
)
def test_a_body_admits_the_categories_of_its_rule(body, admitted):
    said = {}
    for category in Category:
        member = make_member(category)
        try:
            PostHolder.objects.filter(pk=give(member, post=post_of(body)).pk).delete()
        except MoveRefused as refusal:
            said[category] = str(refusal)

    labels = ", ".join(str(one.label) for one in admitted)
    assert said == {
        category: f"On 1 January 2024 the member is “{category.label}”. “{body}” then admits: "
        f"{labels}."
        for category in Category
        if category not in admitted
    }


def test_who_may_sit_holds_from_a_day_on():
    rule = {"categories": ["territory", "body"], "source": "Assembly 2025"}
    BodyRule.objects.create(body=post_of().body, valid_from=NEXT, **rule)
    associate = make_member(Category.BODY)

    with pytest.raises(MoveRefused):
        give(associate, starts_on=LAST)
    holder = give(associate, starts_on=NEXT, ends_on=None)

    assert list(posts.holders_on(NEXT)) == [holder]


def test_the_category_of_the_first_day_counts_whatever_the_member_became():
    member = make_member(Category.TERRITORY)
    note = {"by": make_secretary(), "note": "A decision."}
    joining.change_category(member, category=Category.BODY, kind="association", **note)

    assert give(member).member == member


def test_a_body_without_a_rule_admits_nobody():
    body = Body.objects.create(name="New")
    post = body.posts.create(title="Chair")

    with pytest.raises(MoveRefused, match="“New” then admits: nobody"):
        give(post=post)


def test_a_post_has_one_holder_at_a_time_and_its_past_ones_stay():
    first = give()

    with pytest.raises(MoveRefused, match="Another member holds this post in these days"):
        give(starts_on=LAST, ends_on=None)
    second = give(starts_on=NEXT, ends_on=None)

    assert list(PostHolder.objects.order_by("pk")) == [first, second]
    assert (
        refused_by(PostHolder.objects.filter(pk=first.pk).update, ends_on=NEXT)
        == "post_has_one_holder_at_a_time"
    )


def test_a_post_ends_on_a_day_that_is_free_and_not_before_its_first():
    first = give()
    give(starts_on=NEXT, ends_on=None)

    for wrong in (date(2023, 12, 31), NEXT, None):
        with pytest.raises(MoveRefused):
            posts.end(first, ends_on=wrong)
    posts.end(first, ends_on=FIRST)

    assert PostHolder.objects.get(pk=first.pk).ends_on == FIRST


def test_the_name_of_who_held_a_post_stays_when_the_representative_is_deleted():
    member = make_member(Category.TERRITORY)
    ana = make_representative(member, name="Ana Sol", function="Mayor")
    holder = give(member, representative=ana, person_name="", person_function="")

    ana.delete()
    holder.refresh_from_db()

    told = (holder.person_name, holder.person_function, holder.representative)
    assert told == ("Ana Sol", "Mayor", None)


def test_who_represents_another_member_does_not_hold_its_post():
    with pytest.raises(MoveRefused, match="does not represent that member"):
        give(representative=make_representative())


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"categories": ["friend"]}, "body_admits_known_categories"),
        ({"is_sample": False, "source": ""}, "body_rule_is_decided_or_a_sample"),
    ],
)
def test_a_rule_that_is_none_is_refused(values, constraint):
    assert refused_by(BodyRule.objects.update, **values) == constraint


def test_a_body_has_one_rule_from_a_day_and_a_post_once():
    rule = BodyRule.objects.first()
    again = {"categories": ["body"], "is_sample": True}

    assert (
        refused_by(rule.body.rules.create, valid_from=rule.valid_from, **again)
        == "body_has_one_rule_from_a_day"
    )
    assert refused_by(rule.body.posts.create, title="Chair") == "post_is_in_its_body_once"


def sent(member, **changes):
    return {
        "post": post_of().pk,
        "number": member.number,
        "person_name": "Ana Sol",
        "starts_on": "2024-01-01",
        "elected_by": "Assembly 2023",
        **changes,
    }


def test_staff_record_who_holds_a_post_by_number_and_name(client):
    client.force_login(secretary := make_secretary())
    member = make_member(Category.TERRITORY)
    ana = make_representative(member, name="Ana Sol", function="Mayor")

    address = reverse("admin:membership_postholder_add")
    page = client.post(address, sent(member, number=member.number.lower()), follow=True)

    holder = PostHolder.objects.get()
    assert page.redirect_chain == [
        (reverse("admin:membership_postholder_change", args=[holder.pk]), 302)
    ]
    assert (holder.member, holder.representative, holder.person_function, holder.recorded_by) == (
        member,
        ana,
        "Mayor",
        secretary,
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": "M0"}, "No member has this number."),
        ({"number": "M" + "9" * 19}, "No member has this number."),
        ({"number": "M٣"}, "No member has this number."),
        ({"number": ""}, "Enter the number of a member"),
        ({"starts_on": "1 May"}, "Enter a day like 2026-03-31"),
        ({"ends_on": "2023-12-31"}, "The last day is not before the first."),
        ({"elected_by": ""}, "Enter the meeting that elected the member"),
        ({"person_name": "\x00"}, "Remove the hidden character at the beginning."),
        (
            {"post": "9" * 30},
            "Select a valid choice. That choice is not one of the available choices.",
        ),
    ],
)
def test_a_slip_is_told_and_nothing_is_written(client, changes, words):
    client.force_login(make_secretary())

    address = reverse("admin:membership_postholder_add")
    page = client.post(address, sent(make_member(Category.TERRITORY), **changes))

    assert texts(page, '//*[@id="error-summary"]//li') == [words]
    assert PostHolder.objects.count() == 0


def test_the_page_of_a_holder_shows_the_button_to_the_secretariat_alone(client):
    holder = give()
    address = reverse("admin:membership_postholder_change", args=[holder.pk])

    seen = []
    for user in (make_secretary(), make_board_member()):
        client.force_login(user)
        seen.append(texts(client.get(address), '//*[@class="review-moves"]/a'))

    assert seen == [["Enter the last day"], []]


def test_a_rule_is_added_on_the_page_of_a_body_and_none_is_changed(client):
    client.force_login(make_secretary())
    body = post_of().body
    sent = {
        "name": body.name,
        "position": 1,
        "rules-TOTAL_FORMS": 1,
        "rules-INITIAL_FORMS": 0,
        "rules-0-categories": ["territory", "person"],
        "rules-0-valid_from": "2025-01-01",
        "rules-0-source": "Assembly 2024",
        "posts-TOTAL_FORMS": 0,
        "posts-INITIAL_FORMS": 0,
    }

    client.post(reverse("admin:membership_body_change", args=[body.pk]), sent)

    assert list(body.rules.order_by("valid_from").values_list("categories", "source")) == [
        (["territory"], "Texts of the assembly of 4 November 2020, before its vote"),
        (["territory", "person"], "Assembly 2024"),
    ]

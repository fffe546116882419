"""The pages of a voting roll and of posts: by a browser, narrow and by keyboard's rules."""

from datetime import date

import pytest
from django.urls import reverse

from membership import jobs, posts, roll_proxies, rolls
from membership.models import Post, Roll
from membership.workflow import Category
from tests.applications.factories import make_secretary
from tests.browser import fill, follow, overhang, press, violations
from tests.journeys.steps import PASSWORD, sign_in
from tests.membership.factories import make_member, make_representative
from tests.membership.rolls import entry_of, keep_samples, make_roll, make_voter

pytestmark = pytest.mark.browser

LONG = "Communauté de communes du Val-de-Quelque-Chose-de-très-long"


@pytest.fixture
def secretary():
    return make_secretary(email="sol@example.org", name="S. Sample", password=PASSWORD)


@pytest.fixture
def look(visitor, live_server, secretary):
    """Return the page of somebody of the secretariat, and what looks at addresses with it."""
    keep_samples()
    page = visitor()
    sign_in(page, "sol@example.org", language="en")
    found = {}

    def see(name, *names):
        if names:
            page.goto(live_server.url + reverse(f"admin:membership_{names[0]}", args=names[1:]))
        found[name] = (violations(page), overhang(page, 360), overhang(page, 320))

    return page, see, found


def make_assembly():
    """Make a roll with a member of each kind, a delegate and a proxy."""
    ana, rui = make_voter(Category.TERRITORY, name=LONG), make_voter(name="Vila Exemplo")
    make_representative(ana, name="Ana Sol", function="Presidente da câmara municipal")
    make_representative(rui, name="Rui Mar")
    make_voter(Category.BODY, name="Associação do Rio")
    make_member(Category.PUBLIC_ENTITY, name="Região Exemplo")
    roll = make_roll(title="General Assembly 2026, Sintra")
    roll_proxies.give_proxy(entry_of(roll, ana), holder_number=rui.number)
    return roll, entry_of(roll, ana), entry_of(roll, rui)


SOUND = ([], 0, 0)


def test_every_page_of_a_roll_is_sound(look, secretary):
    page, see, found = look
    roll, giver, holder = make_assembly()

    see("add", "roll_add")
    press(page)
    see("add, refused")
    for name in ("change", "members", "freeze", "remove"):
        see(name, f"roll_{name}", roll.pk)
    see("giver", "roll_entry", roll.pk, giver.pk)
    see("holder", "roll_entry", roll.pk, holder.pk)
    fill(page, number="M0")
    press(page, "section:has(#proxy) form button")
    see("holder, refused")
    rolls.freeze(roll, by=secretary)
    see("list", "roll_changelist")
    see("frozen", "roll_change", roll.pk)
    see("export", "roll_export", roll.pk, "csv")
    see("present", "roll_members", roll.pk)
    press(page, f"#m{holder.pk} button")
    see("present, marked")

    assert found == dict.fromkeys(found, SOUND)


def test_every_page_of_posts_is_sound(look, secretary):
    page, see, found = look
    chair = Post.objects.order_by("pk").first()
    member = make_member(Category.TERRITORY, name=LONG)
    given = {"person_name": "Ana Sol", "elected_by": "Assembly 2024", "starts_on": date(2024, 1, 1)}
    holder = posts.give(post=chair, member=member, by=secretary, **given)

    see("bodies", "body_changelist")
    see("body", "body_change", chair.body_id)
    see("holders", "postholder_changelist")
    see("holder", "postholder_change", holder.pk)
    see("end", "postholder_end", holder.pk)
    see("add", "postholder_add")
    press(page)
    see("add, refused")

    assert found == dict.fromkeys(found, SOUND)


def test_from_the_assembly_to_a_frozen_roll_by_buttons(look):
    page, see, _found = look
    make_voter(name="Vila Exemplo")

    see("add", "roll_add")
    fill(page, title="General Assembly 2026", as_of=str(date.today()))
    press(page)
    while jobs.run_next():
        pass
    see("roll", "roll_change", Roll.objects.get().pk)
    follow(page, "text=Freeze the roll")
    press(page)
    while jobs.run_next():
        pass

    assert Roll.objects.get().is_frozen

"""The history of a record, from its first change on, with real records of the registry."""

import pytest
from django.db.utils import ProgrammingError
from django.urls import reverse

from moves.history import Change, history_of
from moves.services import make
from platforms import workflow as platform_workflow
from territories import services, workflow
from territories.models import Territory, TerritoryChange
from tests.applications.factories import make_secretary
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.pages import texts

pytestmark = pytest.mark.django_db


def told(thing, *parts):
    """Return the history in short: what, why, and what changed."""
    return [
        (event.what, event.why, [(c.field, c.before, c.after) for c in event.changes])
        for event in history_of(thing, parts=parts)
    ]


def save(client, model, thing, *, why="The town hall wrote.", **values):
    """Save the page of a record in the admin with some values changed."""
    page = reverse(f"admin:{model}_change", args=[thing.pk])
    shown = client.get(page).context
    forms = [shown["adminform"].form, *(f for s in shown["inline_admin_formsets"] for f in s.forms)]
    managed = [s.formset.management_form for s in shown["inline_admin_formsets"]]
    sent = {
        field.html_name: "" if field.value() is None else field.value()
        for form in [*forms, *managed]
        for field in form
        if field.value() is not False
    }
    return client.post(page, {**sent, "why": why, **values})


@pytest.fixture
def secretary(client):
    user = make_secretary(name="Sol")
    client.force_login(user)
    return user


def test_an_edit_is_kept_with_who_what_and_why(client, secretary):
    territory = make_territory("Odemira", admin_area="")

    save(client, "territories_territory", territory, name="Odemira (Beja)", admin_area="Beja")

    (event,) = history_of(Territory.objects.get())
    record = territory.history.get()
    assert (event.at, event.by, event.why) == (record.at, "Sol", "The town hall wrote.")
    assert event.changes == [
        Change("Name", "Odemira", "Odemira (Beja)"),
        Change("Administrative area", "", "Beja"),
    ]


def test_values_are_told_in_words_not_in_codes(client, secretary):
    beja = make_territory("Beja")
    territory = make_territory("Odemira", kind="municipality", country="PT")

    save(
        client,
        "territories_territory",
        territory,
        kind="island",
        country="FR",
        parent=beja.pk,
        languages="pt,fr",
    )

    assert told(Territory.objects.get(pk=territory.pk)) == [
        (
            "Edit",
            "The town hall wrote.",
            [
                ("Kind", "Municipality", "Island"),
                ("Country", "Portugal", "France"),
                ("Part of", "", "Beja"),
                ("Languages", "", "pt, fr"),
            ],
        )
    ]


def test_edits_and_moves_stand_in_one_table_the_latest_first(client, secretary):
    platform = make_platform("Mesa")
    for name in ("Fórum", "Conselho"):
        save(client, "platforms_platform", platform, local_name=name, why=f"Now {name}.")
    make(platform_workflow.CLOSE, platform, by=secretary, note="They ended.")

    assert told(platform, "composition") == [
        ("Close", "They ended.", []),
        ("Edit", "Now Conselho.", [("Local name", "Fórum", "Conselho")]),
        ("Edit", "Now Fórum.", [("Local name", "Mesa", "Fórum")]),
    ]


def test_small_parts_that_come_change_and_go_belong_to_the_history(client, secretary):
    territory = make_territory("Odemira")
    text = territory.descriptions.create(language="pt", text="Uma vila.")
    part = {"descriptions-0-id": text.pk, "descriptions-0-territory": territory.pk}
    number = {"descriptions-TOTAL_FORMS": 1, "descriptions-INITIAL_FORMS": 1}

    edited = {"descriptions-0-language": "pt", "descriptions-0-text": "Um concelho."}
    save(client, "territories_territory", territory, **part, **number, **edited, why="Better.")
    gone = {**edited, "descriptions-0-DELETE": "on"}
    save(client, "territories_territory", territory, **part, **number, **gone, why="Wrong.")

    assert told(territory, "descriptions") == [
        ("Edit", "Wrong.", [("Description", "pt: Um concelho.", "")]),
        ("Edit", "Better.", [("Description", "pt: Uma vila.", "pt: Um concelho.")]),
        ("Changed outside of these pages", "", [("Description", "", "pt: Uma vila.")]),
    ]


def test_what_changes_outside_of_the_admin_is_kept_too():
    territory = make_territory("Odemira")

    Territory.objects.filter(pk=territory.pk).update(population=26066, population_year=2011)

    territory.refresh_from_db()
    assert told(territory) == [
        (
            "Changed outside of these pages",
            "",
            [("Inhabitants", "", "26066"), ("Year of the count", "", "2011")],
        )
    ]


def test_what_a_merger_moves_is_in_the_history_of_what_it_moved():
    territory, into = make_territory("Odemira"), make_territory("Beja")
    actor = make_collective_actor("Escola", territory=territory)

    services.perform(workflow.MERGE, territory, by=make_secretary(), note="Twice.", into=into)

    actor.refresh_from_db()
    assert told(actor) == [("Go along with a merger", "", [("Territory", "Odemira", "Beja")])]


def test_loading_many_records_keeps_no_history():
    territory = make_territory()
    Territory.objects.bulk_create(
        Territory(name=f"Vila {number}", slug=f"v-{number}", kind="municipality", country="PT")
        for number in range(100, 200)
    )
    make_platform(territory=territory, state="active")

    assert TerritoryChange.objects.count() == 0


@pytest.mark.parametrize("change", [{"name": "Other"}, None], ids=["update", "delete"])
def test_what_was_kept_is_never_changed_or_deleted(change):
    territory = make_territory("Odemira")
    territory.name = "Beja"
    territory.save()

    with pytest.raises(ProgrammingError, match="Cannot"):
        territory.changes.update(**change) if change else territory.changes.all().delete()


def test_an_edit_without_a_reason_is_not_stored(client, secretary):
    territory = make_territory("Odemira")

    page = save(client, "territories_territory", territory, name="Beja", why=" ")

    territory.refresh_from_db()
    assert (territory.name, territory.history.count()) == ("Odemira", 0)
    assert "Say why" in texts(page, '//*[contains(@class, "errorlist")]//li')


def test_the_page_of_the_history_shows_it(client, secretary):
    territory = make_territory("Odemira")
    save(client, "territories_territory", territory, name="Odemira (Beja)")

    page = client.get(reverse("admin:territories_territory_history", args=[territory.pk]))

    (row,) = texts(page, "//main//tbody/tr")
    assert row.endswith("Edit Sol Name: Odemira → Odemira (Beja) The town hall wrote.")

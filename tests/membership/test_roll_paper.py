"""A voting roll on paper: every member, tagged for reader programs, however many pieces it has."""

import io
from datetime import date

import pytest
from django.conf import settings as project_settings
from django.utils import translation
from pypdf import PdfReader

from membership import roll_proxies, rolls
from membership.models import Roll
from membership.roll_paper import roll_pdf
from membership.workflow import Category
from tests.applications.factories import make_secretary
from tests.membership.factories import make_member, make_representative
from tests.membership.rolls import entry_of, make_frozen_roll, make_roll, make_voter

pytestmark = pytest.mark.django_db

DAY = date(2024, 2, 29)
LANGUAGES = [code for code, _name in project_settings.LANGUAGES]
HEADS = ["Number", "Member", "Delegate", "Proxy"]


def read(roll, language="en"):
    with translation.override(language):
        return PdfReader(io.BytesIO(roll_pdf(roll)))


def written(page):
    return " ".join(page.extract_text().split())


def elements(reader):
    """Return what a reader program meets: each element, in the order of the tree."""
    found, waiting = [], [reader.root_object["/StructTreeRoot"]]
    while waiting:
        thing = waiting.pop(0).get_object()
        if isinstance(thing, list):
            waiting[:0] = thing
        elif isinstance(thing, dict):
            found += [thing] if "/S" in thing else []
            waiting[:0] = [thing.raw_get("/K")] if "/K" in thing else []
    return found


def kinds(reader, *names):
    return [element["/S"] for element in elements(reader) if element["/S"] in names]


def attributes(element, name):
    """Return the values of one attribute of an element."""
    held = element.get("/A", [])
    held = held if isinstance(held, list) else [held]
    return [one.get_object()[name] for one in held if name in one.get_object()]


def make_assembly(count):
    for number in range(count):
        make_representative(
            make_voter(on=DAY, name=f"Vila {number:03}"), name="Ana Sol", function="Mayor"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_roll_is_tagged_with_title_and_language(language):
    make_voter(on=DAY)
    roll = make_frozen_roll(as_of=DAY, title="Assembleia 2024")

    reader = read(roll, language)

    assert (reader.root_object["/Lang"], reader.metadata.author) == (language, "TOGETHER")
    assert reader.metadata.title.endswith("Assembleia 2024")
    assert reader.root_object["/MarkInfo"] == {"/Marked": True, "/Suspects": False}


def test_a_roll_tells_its_rules_its_members_and_its_digest():
    giver, holder = (make_voter(on=DAY, name=name, country="PT") for name in ("Vila", "Port"))
    make_representative(giver, name="Ana Sol", function="Mayor")
    associate = make_voter(Category.BODY, on=DAY, name="Associação")
    lapsed = make_member(Category.TERRITORY, name="Lapsa")
    roll = make_roll(as_of=DAY, title="Assembly 2024")
    roll_proxies.give_proxy(entry_of(roll, giver), holder_number=holder.number)
    rolls.freeze(roll, by=make_secretary(name="Sofia"))
    roll.refresh_from_db()

    text = " ".join(map(written, read(roll).pages))

    for part in (
        "Voting roll: Assembly 2024",
        "As of 29 February 2024",
        "Members with a vote 2",
        "Quorum 1 vote, by the rule of 50 % (a sample that nobody has decided)",
        "Proxies that one member may hold 1 (a sample that nobody has decided)",
        "Days of grace 90",
        "by Sofia",
        f"Digest (SHA-256) {roll.digest}",
        f"{holder.number} Port Portugal, Full member: public entity – Holds 1",
        f"{giver.number} Vila Portugal, Full member: public entity Ana Sol Mayor Given to "
        f"{holder.number} Port",
        f"{associate.number} Associação Portugal, Associate member: body",
        f"{lapsed.number} Lapsa Portugal, Full member: territory Lapsed",
    ):
        assert part in text


def test_each_page_has_day_digest_and_its_number_and_the_head_of_the_table():
    make_assembly(40)
    roll = make_frozen_roll(as_of=DAY)

    pages = [written(page) for page in read(roll).pages]

    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert "General Assembly As of 29 February 2024" in page
        assert f"SHA-256 {roll.digest} {number}" in page
        assert " ".join(HEADS) in page


def test_a_draft_says_so_on_each_page():
    make_assembly(40)
    roll = make_roll(as_of=DAY)

    assert all("Draft, not frozen" in written(page) for page in read(roll).pages)


def test_a_roll_without_members_says_so():
    assert "Nobody has a vote on this roll." in written(read(make_roll(as_of=DAY)).pages[0])


def test_pieces_are_bound_into_one_tagged_roll(monkeypatch):
    """Each member stands on it once, and each cell leads to the head of its own table."""
    make_assembly(23)
    make_voter(Category.BODY, on=DAY, name="Associação")
    make_member(Category.TERRITORY, name="Lapsa")
    roll = make_frozen_roll(as_of=DAY)
    monkeypatch.setattr("membership.roll_paper.ROWS_OF_A_PIECE", 4)

    reader = read(roll)

    text = " ".join(map(written, reader.pages))
    of_tree = elements(reader)
    ids = [element["/ID"] for element in of_tree if "/ID" in element]
    led = {
        name for element in of_tree for names in attributes(element, "/Headers") for name in names
    }
    tree = reader.root_object["/StructTreeRoot"]
    names = tree["/IDTree"]["/Names"]
    keys = tree["/ParentTree"]["/Nums"][::2]
    assert [text.count(f"Vila {number:03}") for number in range(23)] == [1] * 23
    assert kinds(reader, "/H1", "/H2") == ["/H1", "/H2", "/H2", "/H2"]
    assert kinds(reader, "/Document") == ["/Document"]
    assert len(kinds(reader, "/Table")) == 8
    assert len(kinds(reader, "/TR")) == 25 + 8
    assert len(ids) == len(set(ids)) == 6 * 4 + 2 + 3
    assert led == set(ids) == set(names[::2])
    assert names[::2] == sorted(names[::2])
    assert keys == list(range(len(keys)))
    assert tree["/ParentTreeNextKey"] == len(keys)


def test_each_page_of_a_bound_roll_leads_to_its_own_elements(monkeypatch):
    make_assembly(12)
    roll = make_frozen_roll(as_of=DAY)
    monkeypatch.setattr("membership.roll_paper.ROWS_OF_A_PIECE", 5)

    reader = read(roll)

    places = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    held = dict(zip(places[::2], places[1::2], strict=True))
    pages = [page.indirect_reference.idnum for page in reader.pages]
    assert [
        {element.get_object().raw_get("/Pg").idnum for element in held[page["/StructParents"]]}
        for page in reader.pages
    ] == [{page} for page in pages]


def test_a_name_as_long_as_can_be_stays_on_the_page():
    make_voter(on=DAY, name="W" * 160)
    make_voter(on=DAY, name="قرية مثال")
    roll = make_frozen_roll(as_of=DAY)

    assert len(read(roll).pages) == 1
    assert Roll.objects.count() == 1

"""The method: the picture and the lists say the same, and the sheet is one on screen and paper."""

import io
import re

import pikepdf
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from network.content.loading import add_method, load
from network.models import MethodPart, Page
from network.pages import sheet
from network.pages.blocks import blocks_of
from network.pages.method import known_method
from network.pages.spiral import spiral
from tests.network.page_factories import make_page
from tests.pages import texts, values
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    """The parts of the method that the site is shipped with."""
    add_method()


def test_the_method_names_its_questions_phases_cycles_and_known_principles(client, known):
    response = client.get("/en/method/")

    told = [len(texts(response, path)) for path in ('//ol[@class="asks"]/li', PHASES, CYCLES)]
    assert told == [3, 8, 3]
    assert texts(response, '//*[@id="cycle-0"]/h3') == ["Cycle 0: a group of citizens"]
    assert "The method has ten principles. This site knows 7 of them:" in response.text


def test_what_staff_change_of_the_method_is_told_and_dated(client, known):
    client.get("/fr/method/")
    phase = MethodPart.objects.get(kind="phase", position=1)
    phase.title_fr = "Inviter"
    phase.save()
    MethodPart.objects.create(kind="principle", position=8, title_en="To the end")
    MethodPart.objects.update(changed_at="2036-02-29T12:00Z")

    response = client.get("/fr/method/")

    assert texts(response, f"{PHASES}/h3")[0] == "Inviter"
    assert texts(response, '//dt/span[@lang="en"]') == ["To the end"]
    assert "29 février 2036" in response.text


def test_with_all_ten_principles_nothing_is_said_of_missing_ones(client, known):
    for position in (8, 9, 10):
        MethodPart.objects.create(kind="principle", position=position, title_en="One more")

    assert "ten principles" not in client.get("/en/method/").text


def test_a_method_of_which_nothing_is_known_has_no_empty_parts(client):
    response = client.get("/en/method/")

    assert texts(response, "//main//*[self::ol or self::dl]") == []


@pytest.mark.parametrize(
    ("kind", "position"), [("phase", 0), ("phase", 9), ("cycle", 4), ("principle", 0)]
)
def test_a_part_that_the_picture_has_not_is_refused_in_words(kind, position):
    part = MethodPart(kind=kind, position=position, title_en="Odd")

    with pytest.raises(ValidationError, match="Phases have the numbers 1 to 8"):
        part.full_clean()
    assert refused_by(part.save) == "method_part_is_in_the_picture"


PHASES = '//ol[contains(@class, "phase-list")]/li'
CYCLES = '//ol[contains(@class, "cycle-list")]/li'


def test_the_spiral_has_a_station_for_each_phase_of_each_cycle_and_words_of_its_own(client, known):
    response = client.get("/en/method/")

    numbers = texts(response, '//*[@class="phases"]//*[starts-with(@class, "cycle-")][text()]')
    assert numbers == [str(phase) for _cycle in range(3) for phase in range(1, 9)]
    [words] = values(response, '//*[@class="phases"]/@aria-labelledby')
    assert len(texts(response, f'//*[@id="{words}"]')) == 1


def test_each_turn_of_the_spiral_is_wider_than_the_one_before():
    drawn = spiral().stations

    across = [
        max(float(one.x) for one in drawn if one.cycle == cycle)
        - min(float(one.x) for one in drawn if one.cycle == cycle)
        for cycle in (1, 2, 3)
    ]

    assert across == sorted(across)
    left, top, width, height = map(float, spiral().box.split())
    for station in drawn:
        assert left < float(station.x) < left + width
        assert top < float(station.y) < top + height


def text_of(content):
    """Return the title, the language, whether it is tagged, and the number of pages of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as paper:
        root = paper.Root
        return (
            str(paper.docinfo.Title),
            str(root.Lang),
            bool(root.MarkInfo.Marked),
            len(paper.pages),
        )


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_sheet_is_a_tagged_pdf_of_two_pages_in_the_language_of_the_reader(client, language):
    load()

    response = client.get(f"/{language}/method/sheet/sheet.pdf")

    with translation.override(language):
        title = Page.objects.called("technical-sheet").title
    assert response.headers["Content-Type"] == "application/pdf"
    assert text_of(response.content) == (title, language, True, 2)


def test_page_and_paper_say_the_same(client, known):
    body = "<h2>What is needed</h2><p>Some <strong>people</strong>.</p><ul><li>notes</li></ul>"
    page = make_page(
        "technical-sheet", title_en="The sheet", summary_en="For who begins.", body_en=body
    )

    response = client.get("/en/method/sheet/")
    paper = sheet.told(page, known_method())

    assert paper["blocks"] == [
        {"kind": "heading", "words": ["What is needed"]},
        {"kind": "text", "words": ["Some people."]},
        {"kind": "items", "words": ["notes"]},
    ]
    assert texts(response, "//main//*[self::h1 or self::h2 or self::h3]") == [
        paper["title"],
        "What is needed",
        "Step by step",
        *(step["title"] for step in paper["steps"]),
        "The eight phases of a cycle",
    ]
    assert [len(step["points"]) for step in paper["steps"]] == [0, 0, 3, 0, 0, 0, 0]
    assert texts(response, '//section[@aria-labelledby="phases"]//li') == paper["phases"]
    assert (paper["lead"], paper["closing"]) == (
        *texts(response, '//p[@class="lead"]'),
        *texts(response, '//main//p[starts-with(., "Then apply")]'),
    )


def test_a_new_word_of_the_sheet_is_on_paper_too(client, known):
    make_page("technical-sheet", title_en="The sheet")
    before = client.get("/en/method/sheet/sheet.pdf").content
    Page.objects.update(title_en="Another sheet")

    after = client.get("/en/method/sheet/sheet.pdf").content

    assert [text_of(content)[0] for content in (before, after)] == ["The sheet", "Another sheet"]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", []),
        ("<p>One<br>two</p>", [("text", ["One two"])]),
        ("<ul><li><p>a</p></li><li>b</li></ul>", [("items", ["a", "b"])]),
        (
            "<h3>Three</h3><blockquote><p>Said</p></blockquote>",
            [("heading", ["Three"]), ("text", ["Said"])],
        ),
        ("<table><tr><th>Year</th><td>2009</td></tr></table>", [("text", ["Year 2009"])]),
        (
            "<figure><img src='/pictures/1/' alt='A'><figcaption>Square</figcaption></figure>",
            [("text", ["Square"])],
        ),
        ("<p>1 &lt; 2 &amp; 3</p>", [("text", ["1 < 2 & 3"])]),
    ],
)
def test_rich_text_is_read_as_blocks(html, blocks):
    assert [(one["kind"], one["words"]) for one in blocks_of(html)] == blocks


def test_the_steps_say_nothing_of_what_we_do_not_know_for_sure(known):
    words = " ".join(step["text"] for step in sheet.told(None, known_method())["steps"])

    assert re.findall(r"\d", words) == []

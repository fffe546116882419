"""The method: the picture and the lists say the same, and the sheet is one on screen and paper."""

import io
import re

import pikepdf
import pytest
from django.conf import settings
from django.utils import translation

from network.pages import method_words, sheet
from network.pages.spiral import spiral
from tests.pages import texts, values

pytestmark = pytest.mark.django_db


def test_the_method_names_its_questions_phases_cycles_and_known_principles(client):
    response = client.get("/en/method/")

    told = [len(texts(response, path)) for path in ('//ol[@class="asks"]/li', PHASES, CYCLES)]
    assert told == [3, 8, 3]
    assert texts(response, '//*[@id="cycle-0"]/h3') == ["Cycle 0: a group of citizens"]
    assert "ten principles. This site knows seven" in response.text
    assert len(method_words.PRINCIPLES) == 7


PHASES = '//ol[contains(@class, "phase-list")]/li'
CYCLES = '//ol[contains(@class, "cycle-list")]/li'


def test_the_spiral_has_a_station_for_each_phase_of_each_cycle_and_words_of_its_own(client):
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
    response = client.get(f"/{language}/method/sheet/sheet.pdf")

    with translation.override(language):
        title = sheet.told().title
    assert response.headers["Content-Type"] == "application/pdf"
    assert text_of(response.content) == (title, language, True, 2)


def test_page_and_paper_have_the_same_steps(client):
    response = client.get("/en/method/sheet/")

    assert texts(response, f"{PHASES}/h3") == [part.title for part in sheet.told().parts]
    assert len(sheet.told().parts) == 7


def test_the_sheet_says_nothing_of_what_we_do_not_know_for_sure():
    words = " ".join(part.text for part in sheet.told().parts)

    assert re.findall(r"\d", words) == []

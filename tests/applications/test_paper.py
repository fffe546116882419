import io
import os
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from pypdf import PdfReader

from applications import paper
from applications.paper import Choice, Part, Question, Sheet, Table

KINDS = ("Municipality", "Group of municipalities", "Island")
ALPHABETS = "Łódź, İstanbul, Ɓaɗɗiyo, Βόλος, Пловдив"


def a_sheet(*questions, **told):
    told = {"title": "Application", "language": "en", **told}
    return Sheet(parts=(Part("The territory", questions=questions),), **told)


def read(sheet):
    return PdfReader(io.BytesIO(paper.pdf(sheet)))


def lines(sheet):
    """Return what is written on all pages, line by line."""
    pages = read(sheet).pages
    return [line.strip() for page in pages for line in page.extract_text().splitlines()]


def answer_on_paper(answer):
    """Return the lines of an answer as they stand on a sheet of one page."""
    written = lines(a_sheet(Question("Name", answer=answer)))
    assert (written[:3], written[-1]) == (
        ["TOGETHER", "Application", "The territory"],
        "TOGETHER 1 / 1",
    )
    return "\n".join(written[3:-1]).removeprefix("Name").lstrip().splitlines()


def told_of_pictures(sheet):
    """Return what a screen reader says of each picture, in its order."""
    told, waiting = [], [read(sheet).root_object["/StructTreeRoot"]]
    while waiting:
        thing = waiting.pop(0).get_object()
        if isinstance(thing, dict):
            told += [thing["/Alt"]] if "/Alt" in thing else []
            waiting.insert(0, thing.raw_get("/K")) if "/K" in thing else None
        elif isinstance(thing, list):
            waiting[:0] = thing
    return told


def ruled_lines(sheet):
    """Return how many lines run across the first page."""
    drawn = read(sheet).pages[0].get_contents().get_data()
    return len(re.findall(rb"0 0 m 47[\d.]+ 0 l\nS", drawn))


def test_a_filled_sheet_tells_every_answer():
    sheet = Sheet(
        "Application to open a platform",
        "en",
        lead="Sent by e-mail.",
        facts=(("Reference", "TG-4F7K"), ("Sent on", "25 November 2026")),
        parts=(
            Part(
                "The territory",
                "Where people live.",
                (
                    Question("Name", hint="As people call it.", answer="Łódź", lines=3),
                    Question("Website", answer=""),
                    Question("Population"),
                    Question("Kind", choices=(Choice("Town", is_chosen=True), Choice("Island"))),
                    Question("Consent", choices=(Choice("We agree"),)),
                    Question("Form", answer="A bay", choices=(Choice("Other", is_chosen=True),)),
                ),
            ),
            Part(
                "Who takes part",
                questions=(
                    Table("Groups", ("Name", "Role"), (("School", "Minutes"), ("Port", ""))),
                    Table("Guests", ("Name", "Role"), (), empty_rows=4),
                ),
            ),
        ),
        closing="Keep this copy.",
    )

    assert lines(sheet) == [
        "TOGETHER",
        "Application to open a platform",
        "Sent by e-mail.",
        "Reference TG-4F7K",
        "Sent on 25 November 2026",
        "The territory",
        "Where people live.",
        "Name Łódź",
        "Website Not provided",
        "Population Not provided",
        "Kind Town Island",
        "Consent Not provided",
        "Form Other",
        "A bay",
        "Who takes part",
        "Groups",
        "Name Role",
        "School Minutes",
        "Port Not provided",
        "Guests Not provided",
        "Keep this copy.",
        "TOGETHER 1 / 1",
    ]
    assert told_of_pictures(sheet) == ["Ticked box", "Empty box", "Ticked box"]


def test_a_blank_sheet_leaves_room_for_every_answer():
    sheet = a_sheet(
        Question("Name", hint="As people call it.", lines=3),
        Question("Kind", choices=tuple(map(Choice, KINDS))),
        Table("Groups", ("Name", "Role"), (), empty_rows=4),
        is_blank=True,
    )

    assert lines(sheet) == [
        "TOGETHER",
        "Application",
        "The territory",
        "Name",
        "As people call it.",
        "Kind",
        "Municipality Group of municipalities",
        "Island",
        "Groups",
        "Name Role",
        "TOGETHER 1 / 1",
    ]
    assert told_of_pictures(sheet) == ["Empty box"] * 3
    assert ruled_lines(sheet) == 3 + 1 + 4  # of the question; below the columns and each row


def test_a_sheet_says_its_title_and_its_language():
    reader = read(a_sheet(title="Demande d’ouverture", language="fr"))

    assert dict(reader.metadata) == {
        "/Title": "Demande d’ouverture",
        "/Author": "TOGETHER",
        "/Creator": reader.metadata.creator,
    }
    assert reader.root_object["/Lang"] == "fr"
    assert reader.root_object["/MarkInfo"]["/Marked"].value is True


@pytest.mark.parametrize(
    ("language", "told", "direction"),
    [("en", "en", "/L2R"), ("pt-br", "pt-BR", "/L2R"), ("ar", "ar", "/R2L")],
)
def test_a_sheet_reads_in_the_direction_of_its_language(language, told, direction):
    root = read(a_sheet(language=language)).root_object

    assert (root["/Lang"], root["/ViewerPreferences"]["/Direction"]) == (told, direction)


@pytest.mark.parametrize("is_blank", [True, False])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_sheet_keeps_the_rules_of_accessible_pdf(language, is_blank):
    sheet = a_sheet(
        Question("Name", hint="As people call it.", answer=ALPHABETS),
        Question("Kind", choices=(Choice("Town", is_chosen=not is_blank),)),
        Table("Groups", ("Name", "Role"), (("School", ""),), empty_rows=2),
        facts=(("Reference", "TG-4F7K"),),
        language=language,
        is_blank=is_blank,
    )

    with translation.override(language):
        compiler = paper._compiler(paper.DRAWING, {"sheet": sheet, "words": paper._words()})
    _pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1"])

    assert warnings == []


@pytest.mark.parametrize(
    "text",
    [
        "#let x = 1",
        "#panic()",
        '#read("/mark.svg")',
        "*bold* and _slanted_",
        "$x^2$",
        "@ref and <label>",
        "a \\ b \\u{41} \\#",
        "= Title",
        "- item",
        "+ item",
        "/ term: text",
        "`code`",
        "[content] {code}",
        "// comment /* comment */",
        "\"quotes\" and 'quotes'",
        "-- --- ... ~",
        "https://example.org/?a=b&c=%20",
        ALPHABETS,
        "محمد",
    ],
)
def test_text_is_written_as_it_is(text):
    assert answer_on_paper(text) == [text]


def test_hostile_text_may_stand_anywhere():
    text = "#x *b* $y$ @z <l> \\"
    question = Question(text, hint=text, choices=(Choice(text),))
    sheet = Sheet(
        text,
        "en",
        parts=(Part(text, text, (question, Table(text, (text,), ((text,),)))),),
        lead=text,
        facts=((text, text),),
        closing=text,
        is_blank=True,
    )

    assert lines(sheet) == [
        "TOGETHER",
        *[text] * 2,  # title, lead
        f"{text} {text}",  # a fact
        *[text] * 2,  # a part
        *[text] * 3,  # a question
        *[text] * 3,  # a table
        text,  # closing
        "TOGETHER 1 / 1",
    ]
    assert read(sheet).metadata.title == text


def test_line_ends_stay():
    assert answer_on_paper("First\nSecond\n\nLast") == ["First", "Second", "Last"]


def test_characters_that_nobody_sees_are_left_out():
    assert answer_on_paper("a\x00b\x0bc\u202ed") == ["abcd"]


def test_a_word_breaks_only_where_it_is_wider_than_its_column():
    too_wide, wide = "abcdefghij" * 12, "abcdefghij" * 4

    assert answer_on_paper(f"Long: {too_wide}") == [
        "Long: abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij",
        "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdef",
        "ghijabcdefghij",
    ]
    assert answer_on_paper(f"Not too long, whole: {wide}") == ["Not too long, whole:", wide]


def test_a_long_answer_goes_on_over_pages():
    answer = "\n".join(f"Line {number}" for number in range(1, 70))

    written = lines(a_sheet(Question("Name", answer=answer), facts=(("Reference", "TG-4F7K"),)))

    assert written == [
        "TOGETHER",
        "Application",
        "Reference TG-4F7K",
        "The territory",
        "Name Line 1",
        *(f"Line {number}" for number in range(2, 32)),
        "TOGETHER 1 / 2",
        "Application TG-4F7K",
        *(f"Line {number}" for number in range(32, 70)),
        "TOGETHER 2 / 2",
    ]


def test_letters_come_from_our_fonts_alone():
    sheet = a_sheet(Question("Name", answer=f"{ALPHABETS} محمد ڨ 漢字 😀"))

    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in read(sheet).pages
        for font in page["/Resources"]["/Font"].values()
    }

    # A letter that none of them has is a frame on paper, the same on every machine.
    assert fonts == {"IBMPlexSansArabic-Regular", "MarkaziText-SemiBold", "NotoSans-Regular"}
    assert paper._fonts().families() == ["IBM Plex Sans Arabic", "Markazi Text", "Noto Sans"]


def test_words_of_ours_are_in_the_language_of_the_sheet():
    sheet = a_sheet(Question(gettext_lazy("Country"), answer=""), title="Demande", language="fr")

    assert lines(sheet) == [
        "TOGETHER",
        "Demande",
        "The territory",
        "Pays Non renseigné",
        "TOGETHER 1 / 1",
    ]


def test_the_same_sheet_gives_the_same_bytes_in_every_thread():
    sheets = [
        a_sheet(Question("Name", answer=name), language=language)
        for name in (ALPHABETS, "محمد")
        for language in ("en", "fr", "ar")
    ]
    expected = [paper.pdf(sheet) for sheet in sheets]

    with ThreadPoolExecutor(6) as threads:
        drawn = list(threads.map(paper.pdf, sheets * 4))

    assert drawn == expected * 4
    assert len(set(expected)) == len(sheets)


def test_drawing_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    folders = (tmp_path, paper.FONTS, paper.FONTS.parents[1] / "static" / "look")
    before = [sorted(os.listdir(folder)) for folder in folders]

    paper.pdf(a_sheet())

    assert [sorted(os.listdir(folder)) for folder in folders] == before


def test_a_drawing_that_fails_says_so(tmp_path, monkeypatch):
    broken = tmp_path / "paper.typ"
    broken.write_text('#panic("no paper")')
    monkeypatch.setattr(paper, "DRAWING", broken)

    with pytest.raises(paper.NotDrawn, match="no paper"):
        paper.pdf(a_sheet())


def test_every_font_lies_beside_its_licence():
    files = sorted(paper.FONTS.iterdir())
    names = {path.name.partition("-")[0] for path in files if path.suffix == ".ttf"}

    assert [path.name for path in files if path.name.endswith("-OFL.txt")] == [
        f"{name}-OFL.txt" for name in sorted(names)
    ]

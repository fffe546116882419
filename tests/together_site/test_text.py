import unicodedata
from xml.etree import ElementTree

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.feedgenerator import Atom1Feed
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from platforms.models import PlatformApplication
from territories.models import Territory
from territories.workflow import Kind
from together_site.text import (
    AddressInput,
    LineInput,
    ProseField,
    ProseInput,
    WebInput,
    folded,
    one_line,
    prose,
    without_hidden,
)

ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    # Mostly letters, with what does harm or looks like it between them.
    st.lists(
        st.sampled_from([*"aé ß\t\r\n\0\x0b\x85", "\r\n", "\u0301", "\u200b", "\u200d", "\u2028"])
        | st.sampled_from(["\u202d", "\u202e", "\u2066", "\ufeff", "\ufdd0", "\ufffe", "\ud800"])
        | st.sampled_from(["\ufe0f", "\u3164", "İ", "ŉ", "ﷺ", "ᾳ", "한", "が", "का", "ꭰ", "Ω"]),
        max_size=12,
    ).map("".join),
)


@pytest.mark.parametrize(
    "name",
    [
        "O’Brien-Núñez",
        "Łódź",
        "İstanbul",
        "محمد",
        "Y",
        "x" * 80,
        "Cabo Verde (Maio)",
        "می\u200cروم",
        "हिन्दी",
        "Nō Reo Māori",
        "葛\U000e0100城市",
        "👩\u200d🌾 & 👨\u200d👩\u200d👧",
        "שלום \u200eAbc\u200f",
        "Saint-Pierre & Miquelon <3",
        "{{ 7|add:7 }}",
    ],
)
def test_names_of_the_world_pass_unchanged(name):
    assert one_line(name) == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nu\u0301n\u0303ez", "Núñez"),
        ("  São\u00a0\u00a0 Tomé\t", "São Tomé"),
        ("one\r\ntwo", "one two"),
        ("one\u2028two", "one two"),
        ("\u202d+351 283 000 000\u202c", "+351 283 000 000"),
        ("\u2068Ana\u2069", "Ana"),
        ("\ufeffÉvora", "Évora"),
        ("\u200b\u200d ", ""),
        ("\u3164", ""),
    ],
)
def test_a_line_is_tidied(typed, kept):
    assert one_line(typed) == kept


def test_prose_keeps_its_lines():
    assert prose(" One\r\n\r\nTwo\u2029Three\rFour\n") == "One\n\nTwo\nThree\nFour"


@pytest.mark.parametrize(
    "hidden",
    [
        "\x00",
        "\x0b",
        "\x0c",
        "\x1b",
        "\x7f",
        "\x85",
        "\u202a",
        "\u202e",
        "\u2060",
        "\u2067",
        "\ud800",
        "\ufdd0",
        "\ufeff",
        "\ufffc",
        "\ufffe",
        "\U0001ffff",
        "\U0010fffe",
        "\U000e0041",
    ],
    ids=lambda character: f"U+{ord(character):04X}",
)
@pytest.mark.parametrize("clean", [one_line, prose])
def test_hidden_characters_within_a_text_are_refused(clean, hidden):
    with pytest.raises(ValidationError) as refusal:
        clean(f"Vila{hidden}Nova")

    assert (refusal.value.code, refusal.value.messages) == (
        "hidden_character",
        ["Remove the hidden character after “Vila”."],
    )


@pytest.mark.parametrize("first", ["\0", "\u202e", "\ud800"])
def test_a_hidden_first_character_is_refused_in_words_of_its_own(first):
    with pytest.raises(ValidationError) as refusal:
        one_line(f"{first}Vila")

    assert refusal.value.messages == ["Remove the hidden character at the beginning."]


def test_accents_piled_up_are_refused_before_they_cost_time():
    assert one_line("a" + "\u0316\u0301" * 15)

    with pytest.raises(ValidationError) as refusal:
        one_line("a" + "\u0316\u0301" * 200_000)

    assert refusal.value.code == "piled_up"


def test_long_blanks_cost_no_time():
    assert one_line(("a" + " " * 500_000) * 2) == "a a"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Łódź", "lodz"),
        ("São-Tomé", "sao tome"),
        ("İstanbul", "istanbul"),
        ("ISPARTA ısparta", "isparta isparta"),
        ("Straße", "strasse"),
        ("Þórshöfn", "thorshofn"),
        ("Bəhrəmtəpə", "behremtepe"),
        ("O’Brien / O'Brien / Oʼbrien", "o brien o brien o brien"),
        ("L’Aquila_2 (AQ)", "l aquila 2 aq"),
        ("ΑΘΉΝΑ Αθήνας", "αθηνα αθηνασ"),
        ("مُحَمَّد", "محمد"),
        ("می\u200cروم", "میروم"),
        ("दिल्ली", "दिलली"),
        ("서울", "서울"),
        ("Ⅳ ½ ②", "iv 1 2 2"),
        ("coop\u00aderative ❤\ufe0f", "cooperative"),
        ("…", ""),
    ],
)
def test_folded(text, key):
    assert folded(text) == key


@given(ANY_TEXT)
@settings(max_examples=400)
@example("\0")
@example("\ud800")
@example("ŉ")
def test_folded_of_anything_is_plain_and_stays(text):
    key = folded(text)

    assert folded(key) == key
    assert key == key.casefold() == " ".join(key.split())
    assert {unicodedata.category(character)[0] for character in key} <= set("LMNZ")


@given(ANY_TEXT)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example("\0")
@example("\x0b")
@example("\ud800")
@example("\ufdd0")
@pytest.mark.parametrize("clean", [one_line, prose])
def test_any_text_is_refused_or_fits_database_feed_and_mail(db, clean, text):
    try:
        kept = clean(text)
    except ValidationError:
        kept = clean(without_hidden(text))

    assert clean(kept) == kept == without_hidden(kept) == unicodedata.normalize("NFC", kept)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [kept])
        assert cursor.fetchone() == (kept,)
    feed = Atom1Feed(title=kept, link="/", description=kept)
    title = ElementTree.fromstring(feed.writeString("utf-8"))[0].text or ""  # noqa: S314 -- our own
    assert title == kept


@given(ANY_TEXT)
@settings(max_examples=200)
def test_what_is_left_without_hidden_characters_fits_a_feed(text):
    feed = Atom1Feed(title=without_hidden(text), link="/", description="")

    ElementTree.fromstring(feed.writeString("utf-8"))  # noqa: S314 -- our own


class NameForm(forms.Form):
    name = LineInput(max_length=100)
    text = ProseInput(max_length=10, required=False)


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({"name": "e\u0301" * 100}, {}),
        ({"name": "é" * 101}, {"name": ["max_length"]}),
        # The composed form of some letters is longer than what is typed.
        ({"name": "\u0958" * 51}, {"name": ["max_length"]}),
        ({"name": "\u200b"}, {"name": ["required"]}),
        ({"name": "a\0b"}, {"name": ["hidden_character"]}),
        ({"name": "a", "text": "1\r\n2\r\n3\r\n4\r\n567"}, {"text": ["max_length"]}),
        ({"name": "a", "text": "1\r\n2\r\n3\r\n4\r\n56"}, {}),
    ],
)
def test_a_form_counts_what_it_keeps(sent, errors):
    form = NameForm(sent)

    found = {
        name: [error.code for error in failures] for name, failures in form.errors.as_data().items()
    }

    assert found == errors


def test_a_column_of_prose_counts_what_it_keeps():
    column = PlatformApplication._meta.get_field("aims")

    assert column.clean("a\r\n" * 1499 + "ab", None) == "a\n" * 1499 + "ab"
    with pytest.raises(ValidationError) as refusal:
        column.clean("a" * 3001, None)
    assert [error.code for error in refusal.value.error_list] == ["max_length"]


def test_a_column_of_prose_is_described_to_migrations_without_its_validator():
    _name, path, args, kwargs = ProseField("aims", max_length=20).deconstruct()

    assert (path, args, kwargs) == (
        "together_site.text.ProseField",
        [],
        {"verbose_name": "aims", "max_length": 20},
    )


def make_territory(name):
    return Territory(name=name, slug=folded(name), kind=Kind.MUNICIPALITY, country="PT")


def test_columns_store_clean_text_also_where_nobody_validated(db):
    Territory.objects.bulk_create([make_territory(" Lou\u0301le\u202c")])

    assert list(Territory.objects.values_list("name", "folded_name")) == [("Loúle", "loule")]


def test_the_folded_key_keeps_in_step(db):
    made = make_territory("Évora")
    made.save()
    Territory.objects.bulk_create([make_territory("Beja")])

    made.name = "Mértola"
    made.save(update_fields=["name", "folded_name"])

    keys = list(Territory.objects.by_name().values_list("name", "folded_name"))
    assert keys == [("Beja", "beja"), ("Mértola", "mertola")]


def test_half_of_a_name_and_its_key_is_not_saved(db):
    made = make_territory("Évora")
    made.save()

    with pytest.raises(ValueError, match="Save folded_name together with name"):
        made.save(update_fields=["name"])


@pytest.mark.parametrize(
    ("field", "address"),
    [
        (AddressInput(), '"a\x01"@example.org'),
        (WebInput(), "https://example.org/\u202efdp.exe"),
        (WebInput(), "https://exa\ufeffmple.org/"),
    ],
)
def test_an_address_holds_nothing_hidden(field, address):
    with pytest.raises(ValidationError) as refusal:
        field.clean(address)

    assert {error.code for error in refusal.value.error_list} == {"hidden_character"}


def test_an_address_that_is_left_out_is_empty():
    assert (AddressInput(required=False).clean(""), WebInput(required=False).clean(None)) == (
        "",
        "",
    )

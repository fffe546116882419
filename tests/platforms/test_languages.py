"""Languages as people write them."""

import pytest
from babel import Locale
from django.core.exceptions import ValidationError
from django.utils import translation

from platforms.forms.languages import LanguagesInput
from platforms.languages import name_of

KNOWN = sorted(code.replace("_", "-") for code in Locale("en").languages)


def codes(text):
    return LanguagesInput().clean(text)


def refusal(text):
    with pytest.raises(ValidationError) as refused:
        LanguagesInput(error_messages={"required": "Enter at least one language"}).clean(text)
    return refused.value.messages


@pytest.mark.parametrize("text", ["Portuguese", "Portugais", "Português", "portugues", "PT", "pt"])
def test_a_language_is_known_by_its_name_in_any_language_of_the_site_and_by_its_code(text):
    assert codes(text) == ["pt"]


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ("español", "es"),
        ("Deutsch", "de"),
        ("العربية", "ar"),
        ("українська", "uk"),
        ("日本語", "ja"),
        ("Kiswahili", "sw"),
        ("Euskara", "eu"),
    ],
)
def test_a_language_is_known_by_its_own_name(own, code):
    assert codes(own) == [code]


@pytest.mark.parametrize(
    "text",
    ["Portuguese, French", "Portuguese; French", "Portuguese، French", " ,Portuguese,,French, "],
)
def test_commas_of_any_kind_stand_between(text):
    assert codes(text) == ["pt", "fr"]


def test_a_language_named_twice_counts_once():
    assert codes("French, français, fr, Francês") == ["fr"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pt-BR", "pt-BR"),
        ("pt_br", "pt-BR"),
        ("Brazilian Portuguese", "pt-BR"),
        ("fil-PH", "fil-PH"),
        ("ZH-HANS", "zh-Hans"),
    ],
)
def test_a_code_is_written_in_one_way(text, code):
    assert codes(text) == [code]


@pytest.mark.parametrize("name", ["Klingonese", "français et anglais", "xx", "1", "P0rtuguese"])
def test_an_unknown_language_is_named_in_the_refusal(name):
    assert refusal(f"French, {name}") == [
        f"We do not know the language “{name}”. Write its name in English, or leave it out."
    ]


@pytest.mark.parametrize("code", ["pt-", "en--", "en-xxxxxxxxxxxx", "en-<b>"])
def test_a_code_that_is_none_is_refused(code):
    assert refusal(code) == ["Give the code of a language, such as pt or fr-BE."]


@pytest.mark.parametrize("text", ["", " ", ",", "-", "!!!"])
def test_at_least_one_language_is_needed(text):
    assert refusal(text) == ["Enter at least one language"]


def test_twelve_languages_are_the_most():
    twelve = ["en", "fr", "pt", "es", "de", "it", "nl", "pl", "ro", "el", "tr", "ar"]

    assert codes(", ".join(twelve)) == twelve
    assert refusal(", ".join([*twelve, "ru"])) == ["Enter twelve languages at most"]


@pytest.mark.parametrize("language", ["en", "fr", "pt", "ar"])
def test_what_is_shown_of_a_language_means_the_same_when_it_is_sent_again(language):
    with translation.override(language):
        changed = {code: codes(name_of(code)) for code in KNOWN if codes(name_of(code)) != [code]}

    assert changed == {}


@pytest.mark.parametrize("code", ["fil-PH", "arn-CL", "pt-AO"])
def test_a_language_without_a_name_is_told_by_its_code(code):
    assert name_of(code) == code


def test_a_page_shows_languages_by_their_names():
    with translation.override("fr"):
        assert LanguagesInput().prepare_value(["pt", "ar"]) == "portugais, arabe"


def test_a_long_list_is_refused_before_it_is_read():
    with pytest.raises(ValidationError) as refusal:
        LanguagesInput().clean("en," * 101)

    assert refusal.value.messages == ["Enter twelve languages at most"]

"""How every form is drawn: by the field templates of the site."""

from django import forms
from django.template.loader import render_to_string
from lxml import html


class Sample(forms.Form):
    name = forms.CharField(
        label="Name <b>", help_text="As written", error_messages={"required": "Enter the name"}
    )
    nickname = forms.CharField(label="Nickname", required=False)
    kind = forms.ChoiceField(
        label="Kind",
        choices=[("a", "First"), ("b", "Second")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a kind"},
    )
    agreed = forms.BooleanField(label="I agree", error_messages={"required": "Tick the box"})
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


def drawn(form):
    return html.fragment_fromstring(str(form), create_parent="form")


def words(element):
    return " ".join(" ".join(element.itertext()).split())


def test_labels_mark_what_is_optional_and_nothing_else():
    page = drawn(Sample())

    labels = [words(label) for label in page.xpath('//label[@class="form-label"]|//legend')]

    assert labels == ["Name <b>", "Nickname (optional)", "Kind"]


def test_hint_and_error_are_tied_to_the_field_they_speak_of():
    page = drawn(Sample({}))

    field = page.xpath('//input[@name="name"]')[0]
    described = [words(page.get_element_by_id(i)) for i in field.get("aria-describedby").split()]

    assert (field.get("aria-invalid"), described) == (
        "true",
        ["As written", "Error: Enter the name"],
    )


def test_boxes_of_one_question_stand_in_a_fieldset_that_holds_its_error():
    page = drawn(Sample({}))

    group = page.xpath("//fieldset")[0]
    described = [words(page.get_element_by_id(i)) for i in group.get("aria-describedby").split()]

    assert described == ["Error: Choose a kind"]
    assert [words(label) for label in group.xpath(".//label")] == ["First", "Second"]


def test_hidden_fields_are_drawn_without_a_label():
    page = drawn(Sample({}))

    assert [field.get("name") for field in page.xpath('//input[@type="hidden"]')] == ["seen"]


def test_summary_leads_to_each_field_in_the_same_words():
    form = Sample({})
    page = drawn(form)

    summary = html.fromstring(render_to_string("components/error_summary.html", {"form": form}))
    links = [(words(link), link.get("href")) for link in summary.xpath(".//a")]

    assert links == [
        ("Enter the name", "#id_name"),
        ("Choose a kind", "#id_kind_0"),
        ("Tick the box", "#id_agreed"),
    ]
    assert [page.get_element_by_id(href[1:]).tag for _text, href in links] == ["input"] * 3


def test_a_form_without_errors_has_no_summary():
    assert render_to_string("components/error_summary.html", {"form": Sample()}).strip() == ""

"""What each page of the application asks, and what it says of an answer that will not do."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import timezone

from applications import files
from applications.files import CheckedUpload
from platforms.forms import PAGE_FORMS, ConsentForm, DescriptionForm
from platforms.recorded import RECORDED
from platforms.workflow import DESCRIPTION, PLACE, Section
from tests.applications.factories import make_application
from tests.applications.uploads import a_picture
from tests.factories import make_territory
from tests.platforms.sent import VALID

pytestmark = pytest.mark.django_db

ACTOR = {"holder": "actor", "actor_name": "Escola Básica", "actor_kind": "school"}
SECOND = {"second_name": "B. Sample", "second_email": "second@example.org"}
DOCUMENT = CheckedUpload("sent.pdf", "application/pdf", b"%PDF-1.7")


def sent(page, *, application=None, uploads=None, **changes):
    """Return the form of a page as somebody sends it, otherwise right but for the changes."""
    application = application or make_application()
    shown = PAGE_FORMS[page](instance=application)
    seen = {"seen": shown.seal} if hasattr(shown, "seal") else {}
    data = {**seen, **VALID.get(page, {}), **changes}
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return PAGE_FORMS[page](query, uploads or {}, instance=application)


def errors(page, **details):
    """Return what a form says, by the name of the field."""
    return {name: list(told) for name, told in sent(page, **details).errors.items()}


def answers(page, **details):
    form = sent(page, **details)
    assert form.errors == {}
    return form.answers


def picture(name="decision.png"):
    return {"document": SimpleUploadedFile(name, a_picture("PNG"))}


def test_the_pages_ask_what_is_told_and_no_more():
    asked = {page: [*PAGE_FORMS[page].base_fields] for page in RECORDED.asked}
    beside = {"seen", "use_point", "remove", "row_count", "participants"}

    assert {page: {*names} - beside for page, names in asked.items()} == {
        page: {*names} - beside for page, names in RECORDED.asked.items()
    }


@pytest.mark.parametrize("page", VALID)
def test_a_page_that_is_filled_in_rightly_is_taken(page):
    assert errors(page) == {}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            Section.TERRITORY,
            {
                "holder": ["Choose whose platform it is"],
                "territory_name": ["Enter the name of the territory"],
                "territory_country": ["Choose the country"],
            },
        ),
        (PLACE, {"listed_territory": ["Choose one of these places, or none of them"]}),
        (DESCRIPTION, {"territory_kind": ["Choose the kind of territory"]}),
        (
            Section.PLATFORM,
            {
                "aims": ["Say what the group wants to do"],
                "is_formal": ["Choose whether the group is a legal body"],
                "has_begun": ["Choose whether groups have begun to meet"],
                "languages": ["Enter at least one language"],
            },
        ),
        (
            Section.PARTICIPANTS,
            {
                "why_few_kinds": [
                    "Name participants of at least two kinds, or say why there are not yet"
                ]
            },
        ),
        (Section.MANDATE, {"mandate": ["Choose what the group acts upon"]}),
        (
            Section.CONTACTS,
            {"contact_name": ["Enter your name"], "contact_role": ["Enter your role"]},
        ),
        (Section.PROCESS, {"trained": ["Choose whether facilitators are trained"]}),
        (
            Section.CONSENT,
            {
                "privacy": ["Tick the box if you agree to the privacy notice"],
                "may_apply": ["Tick the box if the group agrees to the application"],
            },
        ),
    ],
    ids=str,
)
def test_an_empty_page_says_all_that_it_needs_at_once(page, expected):
    nothing = dict.fromkeys(VALID.get(page, {}), "")

    assert errors(page, **nothing) == expected


# Whose platform it is


def test_a_collective_actor_is_named_and_of_a_kind():
    assert errors(Section.TERRITORY, **{**ACTOR, "actor_name": "?!", "actor_kind": ""}) == {
        "actor_name": ["Enter the name of the collective actor"],
        "actor_kind": ["Choose the kind of collective actor"],
    }


def test_a_collective_actor_lies_in_a_territory():
    assert errors(Section.TERRITORY, **ACTOR, territory_name="") == {
        "territory_name": ["Enter the name of the territory"]
    }


def test_of_a_territory_nothing_is_kept_that_was_typed_for_an_actor():
    assert answers(Section.TERRITORY, **{**ACTOR, "holder": "territory"}) == {
        "holder": "territory",
        "actor_name": "",
        "actor_kind": "",
        "territory_name": "Vila Exemplo",
        "territory_country": "PT",
    }


# Which place it is


def test_a_listed_place_of_that_name_may_be_chosen_or_none():
    place = make_territory("Vila Exemplo")

    chosen = [answers(PLACE, listed_territory=pk) for pk in (str(place.pk), "none")]

    assert chosen == [{"listed_territory": place}, {"listed_territory": None}]


def test_nobody_passes_by_the_listed_places_without_choosing():
    make_territory("Vila Exemplo")

    assert errors(PLACE, listed_territory="") == {
        "listed_territory": ["Choose one of these places, or none of them"]
    }


@pytest.mark.parametrize("fields", [{"name": "Vila Outra"}, {"country": "BR"}, {"state": "draft"}])
def test_no_place_is_chosen_that_is_not_offered(fields):
    other = make_territory(**{"name": "Vila Exemplo", **fields})

    assert errors(PLACE, listed_territory=str(other.pk)) == {
        "listed_territory": ["Choose one of these places, or none of them"]
    }


def test_the_places_offered_tell_themselves_from_their_namesakes():
    make_territory("Vila Exemplo", admin_area="Beja")
    make_territory("Vila Exemplo", kind="neighbourhood")

    labels = [label for _value, label in sent(PLACE).fields["listed_territory"].choices]

    assert [label.rsplit(",", 1)[0] for label in labels] == [
        "Vila Exemplo (Municipality, Beja, Portugal",
        "Vila Exemplo (Neighbourhood, Portugal",
        "None of these: I describe it on the next page",
    ]


def test_eight_places_are_offered_at_most():
    for number in range(9):
        make_territory("Vila Exemplo", admin_area=f"Area {number}")

    assert len(sent(PLACE).fields["listed_territory"].queryset) == 8


# What the place is like


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("37.5966", "37.59660"),
        ("37,5966", "37.59660"),
        (" 37.596612345678 ", "37.59661"),
        ("-8", "-8.00000"),
        ("", None),
    ],
)
def test_degrees_are_taken_as_maps_give_them(typed, kept):
    degrees = DescriptionForm.base_fields["latitude"].clean(typed)

    assert degrees == (kept and Decimal(kept))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            {"latitude": "37.6"},
            {"longitude": ["Enter the longitude too, or leave both empty"]},
        ),
        (
            {"longitude": "-8.6"},
            {"latitude": ["Enter the latitude too, or leave both empty"]},
        ),
        (
            {"latitude": "0"},
            {"longitude": ["Enter the longitude too, or leave both empty"]},
        ),
        (
            {"latitude": "91", "longitude": "0"},
            {"latitude": ["Latitudes go from -90 to 90"]},
        ),
        (
            {"latitude": "0", "longitude": "-180.5"},
            {"longitude": ["Longitudes go from -180 to 180"]},
        ),
        (
            {"latitude": "north", "longitude": "1,5,2"},
            {
                "latitude": ["Enter degrees, such as 37.5966"],
                "longitude": ["Enter degrees, such as -8.6413"],
            },
        ),
        (
            {"population": "24717"},
            {"population_year": ["Enter the year in which they were counted"]},
        ),
        (
            {"population_year": "2021"},
            {"population": ["Enter the number, or leave the year empty too"]},
        ),
        (
            {"population": "many", "population_year": "long ago"},
            {
                "population": ["Enter a whole number, such as 24717"],
                "population_year": ["Enter a year, such as 2021"],
            },
        ),
        *(
            (
                {"population": "24717", "population_year": str(year)},
                {"population_year": ["Enter a year up to now, such as 2021"]},
            )
            for year in (1799, 9999)
        ),
        ({"website": "javascript:alert(1)"}, {"website": ["Enter a valid URL."]}),
    ],
    ids=str,
)
def test_a_description_is_right_as_a_whole(typed, expected):
    assert errors(DESCRIPTION, **typed) == expected


@pytest.mark.parametrize("population", ["0", "24717"])
def test_numbers_and_point_of_a_place_are_kept_as_typed(population):
    typed = {"population": population, "population_year": "2021", "latitude": "0", "longitude": "0"}

    told = answers(DESCRIPTION, **typed)

    assert {name: told[name] for name in typed} == {
        "population": int(population),
        "population_year": 2021,
        "latitude": Decimal(0),
        "longitude": Decimal(0),
    }


def odemira(**fields):
    return make_application(territory_name="Odemira", **fields)


def test_a_point_is_suggested_where_the_place_data_know_the_name():
    label = sent(DESCRIPTION, application=odemira()).fields["use_point"].label

    assert label == "Use the point that GeoNames has for Odemira: 37.598, -8.64"


@pytest.mark.parametrize(
    "fields",
    [
        {"territory_name": "Vila Exemplo"},
        {"territory_name": "Odemira", "territory_country": "BR"},
        {"territory_name": "Odemira", "latitude": 1, "longitude": 2},
    ],
    ids=["not known", "not of this country", "has a point"],
)
def test_no_point_is_suggested_otherwise(fields):
    assert "use_point" not in sent(DESCRIPTION, application=make_application(**fields)).fields


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ({}, (None, None)),
        ({"use_point": "on"}, (Decimal("37.598"), Decimal("-8.64"))),
        (
            {"use_point": "on", "latitude": "37.5", "longitude": "-8.5"},
            (Decimal("37.5"), Decimal("-8.5")),
        ),
        ({"latitude": "37.5", "longitude": "-8.5"}, (Decimal("37.5"), Decimal("-8.5"))),
    ],
    ids=["left", "used", "typed although ticked", "typed"],
)
def test_a_suggested_point_is_used_only_where_it_is_ticked_and_none_is_typed(typed, point):
    told = answers(DESCRIPTION, application=odemira(), **typed)

    assert (told["latitude"], told["longitude"]) == point


def test_half_a_point_beside_the_suggestion_is_asked_about():
    typed = {"use_point": "on", "longitude": "-8.5"}

    assert errors(DESCRIPTION, application=odemira(), **typed) == {
        "latitude": ["Enter the latitude too, or leave both empty"]
    }


# What the group is


@pytest.mark.parametrize("year", ["1899", str(9999), "12"])
def test_a_group_began_in_a_year_that_is_past(year):
    assert errors(Section.PLATFORM, since_year=year) == {
        "since_year": ["Enter a year up to now, such as 2019"]
    }


def test_a_year_is_a_number():
    assert errors(Section.PLATFORM, since_year="spring") == {
        "since_year": ["Enter a year, such as 2019"]
    }


def test_aims_are_three_thousand_characters_at_most_with_line_ends_as_one():
    exact = "a\r\n" * 1499 + "aa"

    assert errors(Section.PLATFORM, aims=exact) == {}
    assert errors(Section.PLATFORM, aims="a" * 3001) == {
        "aims": ["Ensure this value has at most 3000 characters (it has 3001)."]
    }


def test_the_answers_about_the_platform_are_values():
    assert answers(Section.PLATFORM, since_year="2019", languages="Portuguese, French") == {
        "local_name": "",
        "since_year": 2019,
        "is_formal": False,
        "aims": "To meet.",
        "has_begun": True,
        "languages": ["pt", "fr"],
    }


def test_a_code_of_a_language_longer_than_its_column_is_an_error_and_no_fault():
    told = errors(Section.PLATFORM, languages="en-aaaaaaaa-bbbbbbbb-cccccccc")

    assert [*told] == ["languages"]


# Who takes part


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"name_1": ""}, {"name_1": ["Enter the organisation or the group"]}),
        (
            {"kind_1": "", "name_1": "", "role_1": "secretary"},
            {"name_1": ["Enter the organisation or the group"]},
        ),
        ({"kind_1": ""}, {"kind_1": ["Choose the kind of actor"]}),
        (
            {"kind_1": "friends"},
            {"kind_1": ["Select a valid choice. friends is not one of the available choices."]},
        ),
        (
            {"kind_1": "public_authority"},
            {
                "why_few_kinds": [
                    "Name participants of at least two kinds, or say why there are not yet"
                ]
            },
        ),
        ({"kind_1": "public_authority", "why_few_kinds": "We begin."}, {}),
    ],
    ids=str,
)
def test_participants_have_a_name_and_a_kind_and_are_of_two_kinds(typed, expected):
    assert errors(Section.PARTICIPANTS, **typed) == expected


def test_empty_rows_are_left_out_and_the_order_stays():
    moved = {"name_1": "", "kind_1": "", "name_2": "Neighbours", "kind_2": "association"}

    assert answers(Section.PARTICIPANTS, **moved, role_2="host") == {
        "why_few_kinds": "",
        "participants": [
            ["Council", "public_authority", ""],
            ["Neighbours", "association", "host"],
        ],
    }


def test_a_group_that_acts_upon_its_participants_names_two_kinds_whatever_it_explains():
    application = make_application(mandate="participants")

    told = errors(
        Section.PARTICIPANTS,
        application=application,
        kind_1="public_authority",
        why_few_kinds="We begin.",
    )

    assert told == {
        "kind_2": [
            "Name participants of two kinds: by the section “Mandate” the group acts upon them"
        ]
    }


def more_rows(application, **changes):
    typed = {**VALID[Section.PARTICIPANTS], "more": "1", "seen": "as it was", **changes}
    return PAGE_FORMS[Section.PARTICIPANTS].with_more_rows(typed, instance=application)


def shown_rows(form):
    return [[field.value() for field in row] for row in form.rows()]


def test_more_rows_keep_what_was_typed_right_or_wrong():
    form = more_rows(make_application(), name_2="?", kind_2="friends", why_few_kinds="We begin.")

    assert shown_rows(form) == [
        ["Council", "public_authority", ""],
        ["Neighbours", "association", ""],
        ["?", "friends", ""],
        *[["", "", ""]] * 3,
    ]
    assert (form["why_few_kinds"].value(), form["seen"].value(), form["row_count"].value()) == (
        "We begin.",
        "as it was",
        6,
    )
    assert form.errors == {}


@pytest.mark.parametrize(
    ("sent_count", "rows", "offers_more"),
    [("57", 60, False), ("60", 60, False), ("999", 60, False), ("12", 15, True), ("²", 6, True)],
)
def test_sixty_rows_are_the_most(sent_count, rows, offers_more):
    form = more_rows(make_application(), row_count=sent_count)

    assert (form.count, form.may_have_more()) == (rows, offers_more)


@pytest.mark.parametrize("count", ["", "-1", "x", "1e9", "99999999", "0"])
def test_an_odd_number_of_rows_leaves_those_that_are_stored(count):
    form = sent(Section.PARTICIPANTS, row_count=count, name_0="Council")

    assert form.count == 3


# Mandate


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            {"mandate": "decision"},
            {
                "decided_on": ["Enter the day of the decision"],
                "document": ["Send the decision as a PDF or a picture"],
            },
        ),
        (
            {"mandate": "participants"},
            {"document": ["Send the acknowledgement of the local authority as a PDF or a picture"]},
        ),
        (
            {"mandate": "not_yet", "why_no_mandate": " "},
            {"why_no_mandate": ["Say what stands in the way"]},
        ),
        ({"decided_on": "yesterday"}, {"decided_on": ["Enter a day like 2026-03-31"]}),
        (
            {"decided_on": "9999-12-31"},
            {"decided_on": ["Enter a day that is past"]},
        ),
        ({"decided_on": str(timezone.localdate())}, {}),
    ],
    ids=str,
)
def test_a_mandate_is_shown_or_its_lack_explained(typed, expected):
    assert errors(Section.MANDATE, **typed) == expected


def test_a_decision_has_its_day_and_its_document():
    told = answers(Section.MANDATE, mandate="decision", decided_on="2026-03-31", uploads=picture())

    document = told.pop("document")
    assert (document.name, document.content_type) == ("decision.png", "image/png")
    assert {name: str(value) for name, value in told.items()} == {
        "mandate": "decision",
        "decided_by": "",
        "decided_on": "2026-03-31",
        "why_no_mandate": "The council meets in May.",
        "remove": "False",
    }


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("d.pdf", b"", "The file is empty. Choose another one."),
        ("d.exe", b"MZ", "Send a PDF, JPEG or PNG. This file is something else."),
        (
            "d.png",
            a_picture("PNG")[:60],
            "This file is damaged or incomplete. Save it anew and send the new copy.",
        ),
    ],
    ids=["empty", "something else", "damaged"],
)
def test_a_document_that_is_not_taken_is_refused_once(name, content, expected):
    upload = {"document": SimpleUploadedFile(name, content)}

    told = errors(Section.MANDATE, mandate="decision", decided_on="2026-03-31", uploads=upload)

    assert told == {"document": [expected]}


def with_document(**fields):
    application = make_application(**fields)
    files.store(application, DOCUMENT, purpose=Section.MANDATE)
    return application


DECISION = {"mandate": "decision", "decided_on": "2026-03-31"}


def test_a_document_sent_before_is_enough():
    assert errors(Section.MANDATE, application=with_document(), **DECISION) == {}


def test_a_document_that_is_needed_is_not_just_taken_away():
    told = errors(Section.MANDATE, application=with_document(), **DECISION, remove="on")

    assert told == {"document": ["Send the decision as a PDF or a picture"]}


def test_a_document_may_be_taken_away_where_none_is_needed():
    assert errors(Section.MANDATE, application=with_document(), remove="on") == {}


def test_only_a_document_sent_before_can_be_taken_away():
    offered = ["remove" in sent(Section.MANDATE, application=one).fields
               for one in (make_application(), with_document())]  # fmt: skip

    assert offered == [False, True]


def of_one_kind(**fields):
    application = make_application(**fields)
    application.participants.update(kind="association")
    return application


def test_who_acts_upon_participants_of_one_kind_is_told_where_they_are():
    told = errors(
        Section.MANDATE, application=of_one_kind(), mandate="participants", uploads=picture()
    )

    assert told == {"mandate": ["In the section “Who takes part” all are of one kind so far"]}


@pytest.mark.parametrize("application", [make_application, lambda: of_one_kind(sections_done={})])
def test_who_acts_upon_participants_names_them_before_or_after(application):
    told = errors(
        Section.MANDATE, application=application(), mandate="participants", uploads=picture()
    )

    assert told == {}


# Contacts


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (SECOND, {}),
        (
            {"second_name": "B. Sample"},
            {"second_email": ["Enter the e-mail address of the second contact"]},
        ),
        (
            {"second_email": "second@example.org"},
            {"second_name": ["Enter the name of the second contact"]},
        ),
        (
            {"second_phone": "+351 283 000 000"},
            {
                "second_name": ["Enter the name of the second contact"],
                "second_email": ["Enter the e-mail address of the second contact"],
            },
        ),
        (
            {**SECOND, "second_email": "second"},
            {"second_email": ["Enter an e-mail address in the form name@example.org"]},
        ),
        (
            {**SECOND, "second_email": "Me@Example.org"},
            {"second_email": ["Enter another address than that of the application"]},
        ),
    ],
    ids=str,
)
def test_a_second_contact_is_whole_or_not_there(typed, expected):
    application = make_application(email="me@example.org")

    assert errors(Section.CONTACTS, application=application, **typed) == expected


@pytest.mark.parametrize(
    ("ticked", "words"),
    [
        (["phone"], "the telephone number of the first contact"),
        (
            ["second_email", "second_phone"],
            "the e-mail address of the second contact, the telephone number of the second contact",
        ),
    ],
    ids=str,
)
def test_nothing_is_made_public_that_is_not_given(ticked, words):
    assert errors(Section.CONTACTS, public_contacts=["role", "email", *ticked]) == {
        "public_contacts": [f"Not given above: {words}"]
    }


def test_whoever_ticks_nothing_makes_nothing_public():
    assert answers(Section.CONTACTS)["public_contacts"] == []


def test_what_is_ticked_is_kept():
    ticked = ["role", "email", "second_email"]

    assert answers(Section.CONTACTS, **SECOND, public_contacts=ticked)["public_contacts"] == ticked


# The process


def test_the_process_is_told_in_numbers():
    told = {"cycle": "0", "phase": "8", "trained": "in_training"}

    assert answers(Section.PROCESS, **told) == {
        "cycle": 0,
        "phase": 8,
        "trained": "in_training",
        "help_needed": "",
        "help_offered": "",
    }


@pytest.mark.parametrize("name", ["cycle", "phase"])
@pytest.mark.parametrize("odd", ["9", "-1", "x"])
def test_there_are_four_cycles_and_eight_phases(name, odd):
    assert errors(Section.PROCESS, **{name: odd}) == {
        name: [f"Select a valid choice. {odd} is not one of the available choices."]
    }


def test_a_group_that_has_not_begun_says_so():
    told = answers(Section.PROCESS, cycle="", phase="")

    assert (told["cycle"], told["phase"]) == (None, None)


# Consent


def test_the_boxes_are_ticked_where_they_were_and_only_there():
    drafts = [make_application(sections_done=done) for done in ({}, {Section.CONSENT: "now"})]

    shown = [ConsentForm(instance=draft).initial for draft in drafts]

    assert shown == [
        {"privacy": False, "may_apply": False},
        {"privacy": True, "may_apply": True},
    ]


@pytest.mark.parametrize("page", [page for page in PAGE_FORMS if page != Section.CONSENT])
def test_every_hint_of_a_page_reaches_its_field(page):
    """A field that is written out takes no hint from the form's ``Meta``."""
    fields, hints = PAGE_FORMS[page].base_fields, PAGE_FORMS[page]._meta.help_texts or {}

    assert {name: fields[name].help_text for name in hints} == hints

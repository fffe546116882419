"""What the registry shows once a platform is opened: what was described and ticked, no more."""

import pytest
from django.urls import reverse

from applications import workflow
from applications.emails import Letter
from applications.workflow import State
from moves.services import MoveRefused
from outbox.models import OutgoingEmail
from platforms import services
from platforms.forms import AcceptForm
from platforms.models import Platform, PlatformApplication
from territories.models import CollectiveActor, Territory
from territories.services import perform
from territories.workflow import ARCHIVE, MERGE
from tests.applications.factories import make_application, make_secretary
from tests.factories import make_collective_actor, make_territory
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LETTER = Letter("The decision", "Good day,\n\nit is decided.")
DESCRIBED = {
    "territory_name": "Vila Nova",
    "territory_country": "PT",
    "territory_kind": "neighbourhood",
    "territory_area": "Beja",
    "population": 1200,
    "population_year": 2021,
    "latitude": "37.5",
    "longitude": "-8.5",
    "website": "https://vila-nova.example/",
}
PEOPLE = {
    "email": "first@example.org",
    "contact_name": "Ana Sample",
    "contact_role": "Councillor for water",
    "contact_phone": "+351 283 000 001",
    "second_name": "Berta Sample",
    "second_role": "Chair of the neighbours",
    "second_email": "second@example.org",
    "second_phone": "+351 283 000 002",
}
ACTOR = {"holder": "actor", "actor_name": "Escola do Vale", "actor_kind": "school"}


def open_platform(*, territory=None, **fields):
    """Accept and release an application; return the platform."""
    application = make_application(State.IN_REVIEW, **fields)
    services.decide(
        workflow.ACCEPT,
        application,
        by=make_secretary(),
        note="",
        letter=LETTER,
        keep_held=False,
        territory=territory,
    )
    return Platform.objects.get(application=application)


def public_pages(platform):
    """Return the addresses where the registry tells of a platform and its place."""
    lists = ["territories:territory-list", "platforms:platform-list"]
    return [
        platform.get_absolute_url(),
        platform.territory.get_absolute_url(),
        *(
            platform.collective_actor.get_absolute_url()
            for _one in [0]
            if platform.collective_actor
        ),
        *(reverse(name) for name in lists),
        *(reverse(f"platforms:platform-{kind}") for kind in ("feed", "csv", "geojson")),
        *(reverse(f"territories:territory-{kind}") for kind in ("feed", "csv", "geojson")),
    ]


def told_of(client, platform):
    """Return everything that the registry says, in one text."""
    answers = [client.get(url) for url in public_pages(platform)]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(answer.getvalue().decode() for answer in answers)


def test_a_territory_is_listed_as_it_was_described():
    territory = open_platform(**DESCRIBED).territory

    territory.refresh_from_db()
    told = {
        "territory_name": territory.name,
        "territory_country": territory.country.code,
        "territory_kind": territory.kind,
        "territory_area": territory.admin_area,
        "population": territory.population,
        "population_year": territory.population_year,
        "latitude": f"{territory.latitude:.1f}",
        "longitude": f"{territory.longitude:.1f}",
        "website": territory.website,
    }
    assert (told, territory.state, territory.parent) == (DESCRIBED, "listed", None)


@pytest.mark.parametrize(
    ("names", "typed", "found"),
    [
        (["Região Sul"], "regiao sul", True),
        ([], "Região Sul", False),
        (["Região Sul", "Região Sul"], "Região Sul", False),
        (["Região Sul"], "", False),
    ],
    ids=["one", "none", "two", "not asked"],
)
def test_the_larger_territory_is_found_where_just_one_bears_the_name(names, typed, found):
    larger = [make_territory(name, admin_area=f"Area {n}") for n, name in enumerate(names)]

    territory = open_platform(**DESCRIBED, territory_parent=typed).territory

    assert territory.parent == (larger[0] if found else None)


@pytest.mark.parametrize("fields", [{"country": "ES"}, {"state": "draft"}])
def test_a_larger_territory_is_a_listed_one_of_the_same_country(fields):
    make_territory("Região Sul", **fields)

    assert open_platform(**DESCRIBED, territory_parent="Região Sul").territory.parent is None


def test_a_described_place_that_turns_out_to_be_listed_is_linked():
    listed = make_territory("VILA NOVA", kind="neighbourhood", admin_area="beja")

    assert open_platform(**DESCRIBED).territory == listed
    assert Territory.objects.count() == 1


def test_a_collective_actor_is_created_in_its_territory():
    platform = open_platform(**ACTOR, **DESCRIBED)

    actor = CollectiveActor.objects.get()
    assert (actor.name, actor.kind, actor.territory) == (
        "Escola do Vale",
        "school",
        platform.territory,
    )
    assert platform.collective_actor == actor


@pytest.mark.parametrize(("kind", "is_known"), [("school", True), ("company", False)])
def test_a_collective_actor_of_that_name_and_kind_is_found(kind, is_known):
    place = make_territory()
    known = make_collective_actor("ESCOLA DO VALE", territory=place, kind=kind)

    platform = open_platform(**ACTOR, territory=place)

    assert (platform.collective_actor == known) is is_known


def test_a_namesake_in_another_place_is_another_actor():
    elsewhere = make_collective_actor("Escola do Vale")

    assert open_platform(**ACTOR, **DESCRIBED).collective_actor != elsewhere


def test_a_platform_of_a_territory_has_no_actor_whatever_was_typed_before():
    platform = open_platform(**{**ACTOR, "holder": "territory"}, **DESCRIBED)

    assert (platform.collective_actor, CollectiveActor.objects.count()) == (None, 0)


def test_the_composition_counts_those_who_take_part():
    application = make_application(State.IN_REVIEW)
    application.participants.create(name="Rancho", kind="association")
    services.decide(
        workflow.ACCEPT, application, by=make_secretary(), note="", letter=LETTER, keep_held=False
    )

    composition = Platform.objects.get().composition.order_by("kind").values_list("kind", "number")
    assert list(composition) == [("association", 2), ("public_authority", 1)]


@pytest.mark.parametrize(
    ("ticked", "office", "email", "phone"),
    [
        ([], "", "", ""),
        (["role"], "Councillor for water", "", ""),
        (["email", "phone"], "", "first@example.org", "+351 283 000 001"),
        (["second_email", "second_phone"], "", "second@example.org", "+351 283 000 002"),
        (
            ["role", "email", "phone", "second_email", "second_phone"],
            "Councillor for water",
            "first@example.org",
            "+351 283 000 001",
        ),
    ],
    ids=lambda value: "-".join(value) or "none" if isinstance(value, list) else "",
)
def test_of_the_contacts_the_registry_shows_what_was_ticked(client, ticked, office, email, phone):
    platform = open_platform(**PEOPLE, public_contacts=ticked)

    told = told_of(client, platform)

    assert (platform.contact_office, platform.contact_email, platform.contact_phone) == (
        office,
        email,
        phone,
    )
    private = {value for value in PEOPLE.values() if value not in (office, email, phone)}
    assert {value for value in private if value in told} == set()


def test_neither_names_nor_participants_nor_what_is_asked_beside_are_public(client):
    platform = open_platform(
        **PEOPLE,
        **ACTOR,
        public_contacts=["role", "email", "phone"],
        decided_by="Assembleia secreta",
        why_no_mandate="Nada ainda",
        help_needed="Precisamos de tudo",
        help_offered="Oferecemos nada",
        why_few_kinds="Somos poucos",
    )
    application = platform.application

    told = told_of(client, platform)

    hidden = [
        *(PEOPLE[name] for name in ("contact_name", "second_name", "second_role", "second_email")),
        *application.participants.values_list("name", flat=True),
        application.decided_by,
        application.why_no_mandate,
        application.help_needed,
        application.help_offered,
        application.why_few_kinds,
        application.reference,
    ]
    assert [words for words in hidden if words in told] == []
    assert application.aims in told


def test_a_second_contact_who_went_since_is_not_shown():
    platform = open_platform(**{**PEOPLE, "second_email": ""}, public_contacts=["second_email"])

    assert platform.contact_email == ""


# Staff accept: for a listed place or for a new one.


def accept_form(application):
    return AcceptForm(move=workflow.ACCEPT, thing=application)


def accept_url(application):
    return reverse(
        "admin:platforms_platformapplication_move", args=[application.pk, workflow.ACCEPT.name]
    )


def test_the_place_that_the_applicant_chose_is_chosen_already(client):
    client.force_login(make_secretary())
    chosen, namesake = make_territory("Vila"), make_territory("Vila Exemplo")
    application = make_application(State.IN_REVIEW, listed_territory=chosen)

    page = client.post(accept_url(application), {"open": "1"})

    offered = values(page, '//input[@name="territory"]/@value')
    assert sorted(offered) == sorted(["", str(chosen.pk), str(namesake.pk)])
    assert values(page, '//input[@name="territory"][@checked]/@value') == [str(chosen.pk)]


def test_a_chosen_place_that_was_merged_since_is_the_one_that_took_it_in():
    chosen, into = make_territory("Vila"), make_territory("Vila Maior")
    perform(MERGE, chosen, by=make_secretary(), note="Twice.", into=into)
    application = make_application(State.IN_REVIEW, listed_territory=chosen)

    form = accept_form(application)

    assert form.initial["territory"] == into.pk
    assert list(form.fields["territory"].queryset) == [into]


def test_where_no_listed_place_comes_into_question_the_new_one_is_told():
    form = accept_form(make_application(State.IN_REVIEW))

    assert [*form.fields] == ["code", "note", "keep_held"]
    assert form.notices == [
        "No listed place is like it. A new place is listed: "
        "Vila Exemplo (Municipality, Beja, Portugal)"
    ]


def gone(place):
    perform(ARCHIVE, place, by=make_secretary(), note="Gone.")


@pytest.mark.parametrize("since_then", [lambda place: None, gone], ids=["listed", "archived"])
def test_no_place_is_created_that_nobody_described(client, since_then):
    client.force_login(make_secretary())
    chosen = make_territory("Vila Exemplo")
    application = make_application(
        State.IN_REVIEW, listed_territory=chosen, territory_kind="", territory_area=""
    )
    since_then(chosen)
    letter = {"note": "", "letter-subject": "Yes", "letter-body": "Yes."}

    page = client.post(accept_url(application), {"territory": "", **letter}, follow=True)

    application.refresh_from_db()
    assert texts(page, '//*[@class="messagelist"]/li') == [
        "The applicant chose a listed place and described none. Choose a listed place, or ask "
        "for a description."
    ]
    assert (application.state, Territory.objects.count(), OutgoingEmail.objects.count()) == (
        State.IN_REVIEW,
        1,
        0,
    )


def test_a_held_decision_without_a_place_is_not_released():
    application, secretary = (
        make_application(State.IN_REVIEW, territory_kind=""),
        make_secretary(),
    )
    services.decide(
        workflow.ACCEPT, application, by=secretary, note="", letter=LETTER, keep_held=True
    )

    with pytest.raises(MoveRefused):
        services.perform(workflow.RELEASE, application, by=secretary)

    assert PlatformApplication.objects.get().state == State.HELD

"""A release: what is shown is what happens, and all of it happens or nothing."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from applications import workflow
from applications.emails import Letter
from applications.models import History, Note
from applications.workflow import State
from moves.services import MoveRefused
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState
from platforms import services
from platforms.models import Composition, Platform, PlatformApplication
from territories.models import CollectiveActor, Territory
from territories.models.version import RegistryVersion
from territories.services import perform
from territories.workflow import ARCHIVE, MERGE
from tests.applications.factories import make_application, make_secretary
from tests.factories import make_platform, make_territory
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LETTER = Letter("The decision", "Good day,\n\nit is decided.")
NEW = "A new place is listed: Vila Exemplo (Municipality, Beja, Portugal)"


@pytest.fixture
def secretary(client):
    user = make_secretary()
    client.force_login(user)
    return user


def held(*, by, territory=None, **fields):
    """Make an application that is accepted and not released yet."""
    application = make_application(State.IN_REVIEW, **fields)
    services.decide(
        workflow.ACCEPT,
        application,
        by=by,
        note="",
        letter=LETTER,
        keep_held=True,
        territory=territory,
    )
    return application


def release_url(application):
    return reverse("admin:platforms_platformapplication_move", args=[application.pk, "release"])


def offered(page):
    """Return the places that can be chosen, and which is chosen."""
    words = texts(page, '//fieldset//label[input[@name="territory"]] | //fieldset//div/label')
    return words, values(page, '//input[@name="territory"][@checked]/@value')


def notices(page):
    return texts(page, '//*[contains(@class, "notice-turn")]')


def release(client, application, **sent):
    """Send the page of the release as a browser does: what is chosen there, unless told."""
    page = client.get(release_url(application))
    chosen = values(page, '//input[@name="territory"][@checked]/@value')
    form = {"code": "", "note": "", **({"territory": chosen[0]} if chosen else {})}
    answer = client.post(release_url(application), {**form, **sent})
    application.refresh_from_db()
    return answer


# What is shown.


def test_a_new_place_is_told_and_then_listed(client, secretary):
    application = held(by=secretary)

    page = client.get(release_url(application))
    release(client, application)

    assert notices(page) == [f"No listed place is like it. {NEW}"]
    assert [place.name for place in Territory.objects.listed()] == ["Vila Exemplo"]
    assert application.territory == Territory.objects.get()


def test_the_place_chosen_when_it_was_decided_is_chosen_and_linked(client, secretary):
    place = make_territory("Costa")
    application = held(by=secretary, territory=place)

    words, chosen = offered(client.get(release_url(application)))
    release(client, application)

    assert words == [NEW, f"Costa (Municipality, Portugal, {place.code})"]
    assert (chosen, application.territory) == ([str(place.pk)], place)


def test_until_release_a_listed_place_can_be_taken_instead_of_a_new_one(client, secretary):
    application = held(by=secretary)
    place = make_territory("Vila Exempla")

    release(client, application, territory=place.pk)

    assert (application.territory, Territory.objects.count()) == (place, 1)


def test_until_release_a_new_place_can_be_listed_instead_of_the_chosen_one(client, secretary):
    place = make_territory("Costa")
    application = held(by=secretary, territory=place)

    release(client, application, territory="")

    assert application.territory != place
    assert application.territory.name == "Vila Exemplo"


@pytest.mark.parametrize("typed", ["T{}", "t{}", " {} "])
def test_any_listed_place_can_be_taken_by_its_code(client, secretary, typed):
    place = make_territory("Praia")
    application = held(by=secretary)

    release(client, application, code=typed.format(place.pk))

    assert application.territory == place


@pytest.mark.parametrize("odd", ["T0", "x", "T", "-1", "9" * 40, "T1\x00", "T1.5", "hidden"])
def test_an_odd_code_is_refused_and_nothing_is_released(client, secretary, odd):
    hidden = make_territory("Praia", state="draft")
    application = held(by=secretary)

    page = release(client, application, code=hidden.code if odd == "hidden" else odd)

    assert (page.status_code, application.state) == (200, State.HELD)
    assert len(texts(page, '//*[@id="error-summary"]//li')) == 1


def test_a_full_namesake_listed_since_is_linked_and_no_new_place_is_offered(client, secretary):
    application = held(by=secretary)
    same = make_territory("Vila Exemplo", admin_area="Beja")

    words, chosen = offered(client.get(release_url(application)))
    release(client, application)

    assert words == [f"Vila Exemplo (Municipality, Beja, Portugal, {same.code})"]
    assert (chosen, application.territory) == ([str(same.pk)], same)


def test_a_place_merged_since_is_told_and_the_one_that_took_it_in_is_linked(client, secretary):
    chosen, into = make_territory("Costa"), make_territory("Praia")
    application = held(by=secretary, territory=chosen)
    perform(MERGE, chosen, by=secretary, note="Twice.", into=into)

    page = client.get(release_url(application))
    release(client, application)

    assert notices(page) == [
        f"“Costa” ({chosen.code}) was chosen, and is merged into “Praia” since."
    ]
    assert (offered(page)[1], application.territory) == ([str(into.pk)], into)


def test_a_place_gone_since_is_told_and_what_is_then_chosen_happens(client, secretary):
    chosen, other = make_territory("Costa"), make_territory("Vila Exempla")
    application = held(by=secretary, territory=chosen)
    perform(ARCHIVE, chosen, by=secretary, note="Gone.")

    page = client.get(release_url(application))
    release(client, application, territory=other.pk)

    assert notices(page) == [f"“Costa” ({chosen.code}) was chosen, and is not listed any more."]
    assert application.territory == other


def test_who_asks_for_no_place_gets_the_one_decided_on_or_is_refused(client, secretary):
    """A release without the page, such as one of many."""
    place = make_territory("Costa")
    application = held(by=secretary, territory=place)
    perform(ARCHIVE, place, by=secretary, note="Gone.")

    client.post(release_url(application), {"note": ""})

    application.refresh_from_db()
    assert (application.state, Territory.objects.count()) == (State.HELD, 1)


@pytest.mark.parametrize("how", ["chosen", "by code"])
def test_who_accepts_for_a_place_that_has_a_platform_is_told_so_before(client, secretary, how):
    place = make_territory("Vila Exempla" if how == "chosen" else "Praia")
    make_platform("Mesa", territory=place)
    application = make_application(State.IN_REVIEW)
    url = release_url(application).replace("release", "accept")
    sent = {"territory": place.pk} if how == "chosen" else {"code": place.code}

    preview = client.post(url, {"note": "", **sent})

    assert notices(preview)[-1] == f"{place.name}: platform there: Mesa (Forming)"
    assert Platform.objects.count() == 1


def test_a_second_application_of_the_same_place_links_it(client, secretary):
    first, second = held(by=secretary), held(by=secretary)
    release(client, first)

    words, _chosen = offered(client.get(release_url(second)))
    release(client, second)

    place = Territory.objects.get()
    assert words == [
        f"Vila Exemplo (Municipality, Beja, Portugal, {place.code}) – platform there: "
        "Mesa de Vila Exemplo (Forming)"
    ]
    assert (second.territory, place.platforms.count()) == (place, 2)


def test_what_is_not_accepted_asks_for_no_place(client, secretary):
    application = make_application(State.IN_REVIEW)
    services.decide(
        workflow.DECLINE, application, by=secretary, note="No.", letter=LETTER, keep_held=True
    )

    page = client.get(release_url(application))
    release(client, application)

    assert values(page, '//form[@method="post"]//*[@name="code" or @name="territory"]/@name') == []
    assert (application.state, Territory.objects.count()) == (State.DECLINED, 0)


def test_nobody_releases_what_they_are_a_contact_of(client, secretary):
    application = held(by=make_secretary(), second_email=secretary.email)

    assert client.post(release_url(application), {"note": ""}).status_code == 403
    assert PlatformApplication.objects.get().state == State.HELD


# All of it or nothing.

MADE = (Territory, CollectiveActor, Platform, Composition, History, Note)


def everything():
    """Return all that a release may touch."""
    return {
        **{model.__name__: model.objects.count() for model in MADE},
        "letters": list(OutgoingEmail.objects.order_by("pk").values_list("occasion", "state")),
        "application": PlatformApplication.objects.values().get(),
        "version": RegistryVersion.objects.now(),
    }


def let_the_database_refuse(table, operation):
    """Let every write of one kind fail until the test is over, in the database itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'refused on purpose'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER refuse BEFORE {operation} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION pg_temp.refuse()"
        )


@pytest.mark.parametrize(
    ("table", "operation"),
    [
        ("applications_history", "INSERT"),
        ("outbox_outgoingemail", "UPDATE"),
        ("territories_territory", "INSERT"),
        ("territories_collectiveactor", "INSERT"),
        ("platforms_platform", "INSERT"),
        ("platforms_composition", "INSERT"),
        ("platforms_platformapplication", "UPDATE"),
    ],
    ids=lambda value: value.split("_")[-1],
)
def test_a_release_that_fails_at_any_step_leaves_nothing(secretary, table, operation):
    application = held(
        by=secretary, holder="actor", actor_name="Escola do Vale", actor_kind="school"
    )
    before = everything()
    let_the_database_refuse(table, operation)

    with pytest.raises(DatabaseError, match="refused on purpose"), transaction.atomic():
        services.perform(workflow.RELEASE, application, by=secretary, note="At last.")

    assert everything() == before


def test_a_letter_that_cannot_be_written_leaves_no_decision(secretary):
    application = make_application(State.IN_REVIEW)
    before = everything()
    letter = Letter("The decision", "NUL \x00 is in no JSON")

    with pytest.raises(DatabaseError), transaction.atomic():
        services.decide(
            workflow.ACCEPT, application, by=secretary, note="Yes.", letter=letter, keep_held=False
        )

    assert everything() == before


def test_a_release_that_is_refused_leaves_nothing(secretary):
    application = held(by=secretary, territory_kind="")
    before = everything()

    with pytest.raises(MoveRefused):
        services.perform(workflow.RELEASE, application, by=secretary, note="At last.")

    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_after_the_release_registry_feed_and_sitemap_show_it_and_the_letter_waits(
    client, secretary
):
    application = held(by=secretary)
    version = RegistryVersion.objects.now()
    shown_in = [
        reverse("territories:territory-list"),
        reverse("platforms:platform-list"),
        reverse("platforms:platform-feed"),
        reverse("territories:territory-feed"),
        reverse("sitemap", args=["platforms"]),
        reverse("sitemap", args=["territories"]),
    ]
    before = [client.get(url).getvalue().decode() for url in shown_in]

    release(client, application)

    names = (application.platform.slug, application.territory.slug)
    after = [client.get(url).getvalue().decode() for url in shown_in]
    assert [any(name in page for name in names) for page in before] == [False] * 6
    assert [any(name in page for name in names) for page in after] == [True] * 6
    assert RegistryVersion.objects.now() > version
    assert list(OutgoingEmail.objects.values_list("state", flat=True)) == [LetterState.QUEUED]

import pytest
from django.core.management import CommandError, call_command

from moves.services import make
from platforms import sample
from platforms.models import Platform
from platforms.workflow import CLOSE
from territories import workflow
from territories.models import CollectiveActor, Territory
from territories.services import perform
from territories.workflow import PlatformState
from tests.applications.factories import make_application, make_secretary
from tests.factories import make_platform, make_territory

pytestmark = pytest.mark.django_db

LOADED = {"Platform": 42, "CollectiveActor": 10, "Territory": 42}
NOTHING = {"Platform": 0, "CollectiveActor": 0, "Territory": 0}


def test_load_adds_every_row_once():
    assert sample.load() == LOADED
    assert sample.load() == NOTHING
    assert sample.counted() == LOADED


def test_load_tells_how_far_it_is():
    told = []

    sample.load(tell=lambda done, total: told.append((done, total)))

    assert told == [(done, 52) for done in range(1, 53)]


def test_a_place_with_a_source_has_one_platform_of_which_nothing_more_is_known():
    sample.load()

    for territory in Territory.objects.exclude(source_url=""):
        platform = territory.platforms.get(collective_actor=None)
        assert {
            "state": PlatformState.NOT_KNOWN,
            "local_name": "",
            "aims": "",
            "is_sample": True,
            "source_url": territory.source_url,
            "first_sign_found": territory.first_sign_found,
        }.items() <= vars(platform).items()


def test_a_place_without_a_source_has_no_platform():
    sample.load()

    places = Territory.objects.filter(source_url="").order_by("name")

    assert [(place.name, place.platforms.count(), place.is_listed) for place in places] == [
        ("Grenoble", 0, True),
        ("Strasbourg", 0, True),
    ]


def test_only_registered_collective_actors_have_a_platform():
    sample.load()

    actors = CollectiveActor.objects.exclude(platforms=None).order_by("name")

    assert [(actor.name, actor.territory.name) for actor in actors] == [
        ("Barreiro (Maio)", "Maio"),
        ("Miguel Gonçalves", "Fogo"),
    ]


def test_places_lie_in_their_parents():
    sample.load()

    parts = Territory.objects.exclude(parent=None).order_by("parent__name", "name")

    assert [(part.name, part.parent.name) for part in parts] == [
        ("Alliés-Alpins", "Grenoble"),
        ("Beauvert", "Grenoble"),
        ("Clos-d'Or", "Grenoble"),
        ("Grand Châtelet", "Grenoble"),
        ("La Capuche", "Grenoble"),
        ("Mistral", "Grenoble"),
        ("Les Coteaux", "Mulhouse"),
        ("Casal de Cambra", "Sintra"),
        ("Koenigshoffen", "Strasbourg"),
    ]


def test_load_leaves_a_real_place_alone():
    real = make_territory("Odemira", country="PT", kind="municipality")

    added = sample.load()

    assert added == {"Platform": 41, "CollectiveActor": 10, "Territory": 41}
    assert list(real.platforms.all()) == []


def test_remove_takes_all_of_it_and_nothing_else():
    kept = make_platform("Mesa", territory=make_territory("Beja"))
    sample.load()

    assert sample.remove() == LOADED
    assert list(Platform.objects.all()) == [kept]
    assert list(Territory.objects.all()) == [kept.territory]


def test_remove_takes_nothing_where_a_real_platform_stands_on_it():
    sample.load()
    make_platform("Mesa", territory=Territory.objects.get(name="Odemira"))

    with pytest.raises(sample.RemovalRefused) as refusal:
        sample.remove()

    assert str(refusal.value) == (
        "Nothing was removed: records that are no samples stand on sample content: platform Mesa."
    )
    assert sample.counted() == LOADED


def test_remove_takes_nothing_where_a_real_place_lies_in_it():
    sample.load()
    make_territory("Quarter", parent=Territory.objects.get(name="Grenoble"))

    with pytest.raises(CommandError, match="territory Quarter"):
        call_command("remove_sample_content")

    assert sample.counted() == LOADED


def test_remove_takes_nothing_where_an_application_is_about_it():
    sample.load()
    application = make_application(territory=Territory.objects.get(name="Sintra"))

    with pytest.raises(sample.RemovalRefused, match=application.reference):
        sample.remove()

    assert sample.counted() == LOADED


def test_remove_takes_what_was_tried_out_on_samples_too():
    sample.load()
    secretary = make_secretary()
    first, second = Territory.objects.filter(parent=None).order_by("pk")[:2]
    perform(workflow.MERGE, first, by=secretary, note="Tried.", into=second)
    make(CLOSE, Platform.objects.first(), by=secretary, note="Tried.")

    sample.remove()

    assert sample.counted() == NOTHING


def test_remove_leaves_the_history_of_a_real_place_alone():
    sample.load()
    real = make_territory("Sintra (real)")
    record = perform(workflow.ARCHIVE, real, by=make_secretary(), note="Because.")

    sample.remove()

    assert list(real.history.all()) == [record]


def test_commands_say_what_they_did(capsys):
    call_command("load_sample_content")
    call_command("remove_sample_content")

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Sample content added: 42 Platform, 10 CollectiveActor, 42 Territory.",
        "Sample content removed: 42 Platform, 10 CollectiveActor, 42 Territory.",
    ]

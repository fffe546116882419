"""The words that the site is shipped with: complete, clean, and loaded once."""

import re
from collections import Counter
from html import unescape

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import resolve

from network.content import loading, samples
from network.models import (
    Article,
    Document,
    Event,
    Facilitator,
    Milestone,
    Page,
    Partner,
    Project,
    Registration,
)
from network.richtext import clean
from network.workflow import KNOWN_PAGES

FILES = [
    path
    for folder in (loading.FOLDER, samples.FOLDER)
    for name in loading.TABLES
    for path in loading.files(folder / name)
]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
LINK = re.compile(r'href="(/[^"]*)"')
UNFINISHED = re.compile(r"[Ll]orem|TODO|TBD|XXX|FIXME|\?\?|\.\.\.|example\.")
# A mark that stands off the word before it, with a space at which no line breaks.
FRENCH_MARK = re.compile(r"(?<!\u00a0)[:;?!»](?!//)|«(?!\u00a0)")


def told(path):
    """Return the words of a file by language and field, parts of it too."""
    return words_of(loading.read(path))


def words_of(record):
    return {code: record.get(code, {}) for code in LANGUAGES}


def everything_told():
    for path in FILES:
        record = loading.read(path)
        yield path.stem, words_of(record)
        for part in [*record.get("sessions", []), *record.get("agreements", [])]:
            yield path.stem, words_of(part)
    for record in loading.milestones():
        yield str(record["year"]), words_of(record)


def kept(path):
    """Return each text of a file by language and field, as it is kept."""
    return {
        (code, field): loading.words(text, code)
        for code, fields in told(path).items()
        for field, text in fields.items()
    }


def test_every_known_page_is_shipped():
    assert [path.stem for path in loading.files(loading.FOLDER / "pages")] == sorted(KNOWN_PAGES)


def test_whatever_is_told_is_told_in_every_language():
    missing = [
        (name, code, sorted(set(words["en"]) ^ set(words[code])))
        for name, words in everything_told()
        for code in LANGUAGES
        if set(words["en"]) != set(words[code]) or not all(words[code].values())
    ]

    assert missing == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_texts_are_finished_and_lose_nothing_when_cleaned(path):
    texts = kept(path)
    bodies = [text for (_code, field), text in texts.items() if field in ("body", "outcomes")]
    rest = [text for (_code, field), text in texts.items() if field not in ("body", "outcomes")]

    assert [unescape(clean(text)).replace(' rel="noopener"', "") for text in bodies] == bodies
    assert [text for text in rest if "<" in text] == []
    assert [text for text in texts.values() if UNFINISHED.search(text)] == []
    assert [
        key
        for key, text in texts.items()
        if len(text) > {"title": 160, "summary": 500}.get(key[1], 9999)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_summaries_are_not_told_twice(language):
    times = Counter(text for path in FILES for text in told(path)[language].values())

    assert [text for text, number in times.items() if number > 1] == []


def test_days_and_numbers_are_the_same_in_every_language():
    numbers = [
        (name, {code: numbers_in(words[code]) for code in LANGUAGES})
        for name, words in everything_told()
    ]

    assert [(name, told) for name, told in numbers if len(set(told.values())) > 1] == []


def numbers_in(words):
    """Return the numbers in texts, in order of size; a space may stand before the thousands."""
    text = re.sub(r"(?<=\d)\u00a0(?=\d)", "", " ".join(words.values()))
    return tuple(sorted(re.findall(r"\d+", re.sub(r'href="[^"]*"', "", text))))


def test_french_marks_stand_off_their_word():
    wrong = [
        (name, text)
        for name, words in everything_told()
        for text in words["fr"].values()
        if FRENCH_MARK.search(re.sub(r"<[^>]*>", "", text))
    ]

    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_links_lead_to_pages_of_the_site_in_the_same_language(path):
    links = {
        code: [
            link
            for (language, _field), text in kept(path).items()
            if language == code
            for link in LINK.findall(text)
        ]
        for code in LANGUAGES
    }

    targets = [sorted(link.removeprefix(f"/{code}") for link in links[code]) for code in LANGUAGES]
    assert targets == [targets[0]] * len(LANGUAGES)
    assert [link for link in links["en"] if not leads_somewhere(link)] == []


def leads_somewhere(link):
    """Return whether a page stands there: of a record, one that is shipped."""
    found = resolve(link)
    slug = found.kwargs.get("slug")
    return slug is None or slug in KNOWN_PAGES or any(path.stem == slug for path in FILES)


@pytest.mark.django_db
def test_records_are_loaded_once_and_stay_as_staff_left_them():
    call_command("load_network_content", verbosity=0)
    page = Page.objects.get(slug="aims")
    page.title_en = "Our own words"
    page.save()

    added = loading.load()

    page.refresh_from_db()
    assert (added, page.title_en, page.is_public, page.is_sample) == (
        0,
        "Our own words",
        True,
        False,
    )


@pytest.mark.django_db
def test_records_know_one_another():
    loading.load()

    roadmap = Document.objects.get(slug="roadmap")
    agreement = Partner.objects.get(slug="cittaslow").agreements.get()
    assert (roadmap.adopted_by.slug, str(roadmap.adopted_on)) == ("assembly-2016", "2016-11-04")
    assert [project.slug for project in roadmap.projects.order_by("first_year")] == [
        "co-acte",
        "roadmap",
    ]
    assert (str(agreement.signed_on), agreement.document.slug) == (
        "2013-11-04",
        "cittaslow-agreement",
    )
    assert [
        (session.title_fr, str(session.day))
        for session in Event.objects.get(slug="international-meeting-2020").sessions.all()
    ] == [("Assemblée générale", "2020-11-04")]
    assert Milestone.objects.filter(event__slug="assembly-2016").count() == 1
    assert [
        (project.slug, project.last_year)
        for project in Project.objects.filter(kind="action_plan").order_by("first_year")
    ] == [("action-plan-2014", 2014), ("action-plan-2015", 2015), ("action-plan-2016", 2016)]


@pytest.mark.django_db
def test_samples_are_marked_and_say_so_themselves_in_every_language():
    added = [samples.load(), samples.load()]

    events = Event.objects.order_by("slug")
    assert added == [5, 0]
    assert [(event.slug, event.is_sample, event.takes_registrations) for event in events] == [
        ("sample-online-meeting", True, True),
        ("sample-training", True, True),
    ]
    assert [
        (getattr(record, f"title_{code}"), code)
        for record in [*events, *Article.objects.all()]
        for code, word in {"en": "sample", "fr": "exemple", "pt": "exemplo", "ar": "مثال"}.items()
        if f"({word})" not in getattr(record, f"title_{code}")
    ] == []
    assert [person.name for person in Facilitator.objects.public().by_name()] == [
        "Sample Facilitator One",
        "Sample Facilitator Two",
    ]


@pytest.mark.django_db
def test_samples_go_with_who_registered_for_them_and_facts_stay():
    loading.load()
    facts = Event.objects.count()
    call_command("load_sample_association", verbosity=0)
    Event.objects.get(slug="sample-training").registrations.create(
        state="waiting", name="Rui", email="rui@example.org", language="pt", once="1"
    )

    call_command("remove_sample_association", verbosity=0)

    assert (Event.objects.count(), Registration.objects.count()) == (facts, 0)
    assert [model.objects.filter(is_sample=True).count() for model in (Event, Article)] == [0, 0]


@pytest.mark.django_db
def test_a_sample_event_that_a_real_record_stands_on_is_not_removed():
    samples.load()
    training = Event.objects.get(slug="sample-training")
    Document.objects.create(slug="minutes", title_en="Minutes", kind="minutes", event=training)

    with pytest.raises(CommandError, match=r"^Records stand on a sample: Minutes\.$"):
        call_command("remove_sample_association")

    assert Event.objects.filter(is_sample=True).count() == 2

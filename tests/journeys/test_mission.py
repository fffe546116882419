"""What the two source pages promise, row by row: a person's path through the running site.

Each test goes its way in every language. Rows 7, 8 and 18 are walked by ``test_join`` and
``touring_networks``; 5, 23 and the homogeneous groups of 13 are not on the site yet.
"""

import io
from datetime import timedelta
from urllib.parse import urlsplit

import feedparser
import icalendar
import pypdf
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone, translation
from django.utils.formats import date_format

from network.models import Document, Event, Milestone, Page, Video
from tests.applications.factories import make_secretary
from tests.browser import fill, follow, press
from tests.factories import make_platform, make_territory
from tests.journeys.steps import apply, heading, open_link, said
from tests.network.factories import make_document, make_event
from tests.network.writing import subject_of

pytestmark = pytest.mark.browser

LANGUAGES = [code for code, _name in settings.LANGUAGES]
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def words(site):
    """Have the network's own pages, as they are shipped."""
    call_command("load_network_content", verbosity=0)


@pytest.fixture
def samples(words):
    """Have a coming training too, and places and platforms."""
    call_command("load_sample_content", verbosity=0)
    call_command("load_sample_association", verbosity=0)


def go(page, *ends):
    """Follow links of the page, one after another, by how their addresses end."""
    for end in ends:
        follow(page, f'main a[href$="{end}"]')


def paths(page, selector="main a"):
    return [urlsplit(link.get_attribute("href")).path for link in page.locator(selector).all()]


def day(year, month, number, language):
    with translation.override(language):
        return date_format(timezone.datetime(year, month, number), "DATE_FORMAT")


def told(record, name, language):
    with translation.override(language):
        return getattr(record, name)


def body(page):
    return " ".join(page.inner_text("main").split())


@in_each_language
def test_row_1_a_guided_path_leads_from_a_platform_to_training(visitor, words, language):
    page = visitor()
    page.goto(f"/{language}/")

    go(page, f"/{language}/join-us/territory/")
    page.goto(f"/{language}/join-us/")

    steps = page.locator("ol.way > li")
    assert [paths(page, f"ol.way > li:nth-child({n}) a.btn") for n in (1, 2, 3, 4)] == [
        [f"/{language}/apply/"],
        [f"/{language}/join/"],
        [f"/{language}/method/"],
        [f"/{language}/trainings/"],
    ]
    assert steps.count() == 4
    for path in ("apply", "join", "method", "trainings"):
        page.goto(f"/{language}/join-us/")
        go(page, f"/{language}/{path}/")
        assert page.locator("h1").count() == 1


@in_each_language
def test_row_1_by_a_private_link_the_path_shows_how_far_an_application_is(
    visitor, letters, words, language
):
    page = visitor()
    apply(page, letters, language=language)

    page.goto(f"/{language}/join-us/")

    assert page.locator("ol.way > li").first.get_attribute("class") == "now"
    assert page.locator("ol.way > li:first-child .yours").count() == 1


@in_each_language
def test_row_2_territories_of_every_kind_lie_within_one_another(visitor, site, language):
    town = make_territory("Mulhouse", kind="municipality", country="FR")
    quarter = make_territory("Fonderie", kind="neighbourhood", country="FR", parent=town)
    page = visitor()
    page.goto(f"/{language}/territories/")

    page.check('input[name="kind"][value="neighbourhood"]')
    press(page, "main form.filters button")
    go(page, f"/{quarter.slug}/")

    assert heading(page) == "Fonderie"
    go(page, f"/{town.slug}/")
    assert heading(page) == "Mulhouse"
    assert f"/{language}/territories/{quarter.slug}/" in paths(page)


@in_each_language
def test_row_3_a_platform_stands_for_itself_under_its_local_name(visitor, site, language):
    town = make_territory("Mulhouse", slug="mulhouse")
    make_platform("La table d’hôtes", slug="table", territory=town)
    page = visitor()
    page.goto(f"/{language}/platforms/")

    go(page, "/platforms/table/")

    assert heading(page) == "La table d’hôtes"
    assert f"/{language}/territories/mulhouse/" in paths(page)


@in_each_language
def test_row_4_a_platform_shows_who_takes_part_in_numbers_by_kind(visitor, site, language):
    platform = make_platform(slug="table")
    platform.composition.create(kind="school", number=2)
    platform.composition.create(kind="inhabitants", number=7)
    page = visitor()

    page.goto(f"/{language}/platforms/table/")

    shown = page.locator('section[aria-labelledby="composition"] dl > div')
    assert sorted(row.inner_text().replace("\n", " ") for row in shown.all()) == sorted(
        [f"{said('School', language)} 2", f"{said('Inhabitants', language)} 7"]
    )


@in_each_language
def test_row_6_an_application_is_sent_online_tracked_and_seen_by_staff(
    visitor, signed_in, letters, language
):
    page = visitor()
    reference = apply(page, letters, language=language)

    open_link(page, letters, "status")

    assert reference in body(page)
    assert page.locator("ol.track li").count() == 4
    staff = signed_in(make_secretary())
    staff.goto(f"/{language}/admin/")
    assert reference in staff.inner_text("#content")


@in_each_language
def test_row_9_the_method_is_told_and_its_sheet_downloaded(visitor, client, words, language):
    page = visitor()
    page.goto(f"/{language}/join-us/")

    go(page, "/method/", "/method/sheet/")

    assert heading(page) == told(Page.objects.called("technical-sheet"), "title", language)
    address = f"/{language}/method/sheet/sheet.pdf"
    assert address in paths(page)
    sheet = pypdf.PdfReader(io.BytesIO(client.get(address).content))
    assert sheet.trailer["/Root"]["/Lang"].split("-")[0] == language
    assert sheet.trailer["/Root"]["/MarkInfo"]["/Marked"]


@in_each_language
def test_row_10_one_registers_for_a_training_and_keeps_the_place(
    visitor, letters, samples, language
):
    page = visitor()
    page.goto(f"/{language}/join-us/")
    go(page, "/trainings/", "/trainings/sample-training/", "/register/")

    fill(page, name="Ana", email="ana@example.org", language=language)
    boxes = page.locator('main form input[type="checkbox"][required], main [name="consent"]')
    for box in boxes.all():
        box.check()
    press(page)
    page.goto(letters.link("ana@example.org", "/registrations/"))
    press(page, 'main button[value="confirm"]')

    registration = Event.objects.get(slug="sample-training").registrations.get()
    assert (registration.state, registration.confirmed_at is not None) == ("place", True)
    assert said("Has a place", language) in body(page)


@in_each_language
def test_row_11_the_services_to_members_are_told(visitor, words, language):
    page = visitor()
    page.goto(f"/{language}/about/")

    go(page, "/about/benefits/")

    assert heading(page) == told(Page.objects.called("benefits"), "title", language)
    assert page.locator("main li, main p").count() > 3


@in_each_language
def test_row_12_a_message_reaches_staff_and_both_addresses_are_shown(
    visitor, signed_in, letters, words, language
):
    subject_of("training")
    page = visitor()
    page.goto(f"/{language}/")
    follow(page, f'footer a[href="/{language}/contact/"]')
    postal = [" ".join(a.inner_text().split()) for a in page.locator("main address").all()]

    fill(page, subject="training", name="Ana", email="ana@example.org", text="Olá.")
    if page.locator('main [name="language"]').count():
        fill(page, language=language)
    press(page)

    assert postal == [
        "Praça da República 7630-139 Odemira Portugal",
        "Travessa do Botequim 6 7630-185 Odemira Portugal",
    ]
    ((_subject, letter),) = letters.to("ana@example.org")
    assert "Olá." not in letter
    staff = signed_in(make_secretary())
    staff.goto(f"/{language}/admin/network/message/")
    assert staff.locator("#result_list tbody tr").count() == 1


@in_each_language
def test_row_13_coordination_groups_are_followed_by_feed_and_by_slices(
    visitor, client, site, language
):
    make_platform("Mesa", territory=make_territory("Odemira", country="PT"))
    make_platform("Table", territory=make_territory("Mulhouse", country="FR"))
    page = visitor()
    page.goto(f"/{language}/platforms/?country=PT")

    (feed,) = {
        link.get_attribute("href")
        for link in page.locator('main a[type="application/atom+xml"]').all()
    }

    slice_of_it = feedparser.parse(client.get(feed).content)
    whole = feedparser.parse(client.get(urlsplit(feed).path).content)
    assert [entry.title for entry in slice_of_it.entries] == ["Mesa"]
    assert sorted(entry.title for entry in whole.entries) == ["Mesa", "Table"]


@in_each_language
def test_row_14_a_page_says_when_it_was_last_changed(visitor, words, language):
    changed = timezone.now() - timedelta(days=400)
    Page.objects.filter(slug="aims").update(changed_at=changed)
    page = visitor()

    page.goto(f"/{language}/about/aims/")

    words = said("Page last changed on %(day)s.", language)
    expected = words % {"day": day(changed.year, changed.month, changed.day, language)}
    assert " ".join(expected.split()) in " ".join(page.inner_text("footer").split())


@in_each_language
def test_row_15_a_page_is_in_one_language_and_stays_the_page_in_another(visitor, words, language):
    page = visitor()
    page.goto(f"/{language}/about/history/?from=letter")

    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    assert page.locator("main [lang]:not([dir=ltr])").count() == 0
    for other in LANGUAGES:
        if other != language:
            follow(page, f'.langs a[lang="{other}"]')
            assert urlsplit(page.url).path == f"/{other}/about/history/"
            assert page.get_attribute("html", "lang") == other


@in_each_language
def test_row_16_collective_actors_stand_with_their_territory(visitor, samples, language):
    page = visitor()
    page.goto(f"/{language}/territories/mulhouse/")

    page.locator('section[aria-labelledby="actors"] h3 a').first.click()

    assert "/collective-actors/" in page.url
    assert f"/{language}/territories/mulhouse/" in paths(page)


@in_each_language
def test_row_17_the_history_is_told_by_its_dates(visitor, words, language):
    page = visitor()
    page.goto(f"/{language}/about/")

    go(page, "/about/history/")

    shown = body(page)
    assert Milestone.objects.count() > 10
    assert [date in shown for date in (day(2009, 9, 25, language), day(2013, 11, 4, language))] == [
        True,
        True,
    ]
    years = [
        int(y[:4]) for y in (t.get_attribute("datetime") for t in page.locator("main time").all())
    ]
    assert years == sorted(years)


@in_each_language
def test_row_19_statutes_and_rules_are_documents_with_versions(visitor, words, language):
    old = make_document(kind="statutes", title_en="First statutes", slug="first-statutes")
    Document.objects.filter(slug="statutes").update(supersedes=old)
    page = visitor()
    page.goto(f"/{language}/about/")
    go(page, "/documents/")
    assert {f"/{language}/documents/{slug}/" for slug in ("statutes", "rules-of-procedure")} <= set(
        paths(page)
    )

    go(page, "/documents/first-statutes/")

    assert page.locator("main .notice").count() == 1
    go(page, "/documents/statutes/")
    assert heading(page) == told(Document.objects.get(slug="statutes"), "title", language)
    assert said("The network has not given us this file yet.", language) in body(page)


@in_each_language
def test_row_20_the_partnership_with_cittaslow_has_its_day(visitor, words, language):
    page = visitor()
    page.goto(f"/{language}/about/")

    go(page, "/partners/", "/partners/cittaslow/")

    assert heading(page) == "Cittaslow"
    assert day(2013, 11, 4, language) in body(page)


@in_each_language
def test_row_21_plans_roadmap_and_projects_have_their_years(visitor, words, language):
    page = visitor()
    page.goto(f"/{language}/about/")

    go(page, "/projects/")

    wanted = [
        *(f"action-plan-{year}" for year in (2014, 2015, 2016)),
        "roadmap",
        "learn-to-make-the-right-choices",
    ]
    assert {f"/{language}/projects/{slug}/" for slug in wanted} <= set(paths(page))
    go(page, "/projects/roadmap/")
    assert "2017" in body(page)


@in_each_language
def test_row_22_international_meetings_have_place_programme_papers_and_calendar(
    visitor, client, words, language
):
    meeting = make_event(slug="with-all", place="Braine-l’Alleud", country="BE")
    meeting.sessions.create(day=meeting.starts_on, title_en="Workshops")
    make_document(kind="proceedings", title_en="Proceedings", event=meeting)
    page = visitor()
    page.goto(f"/{language}/about/")
    go(page, "/meetings/")
    years = (2009, 2012, 2016, 2020)
    wanted = {f"/{language}/meetings/international-meeting-{year}/" for year in years}
    assert wanted <= set(paths(page))

    go(page, "/meetings/international-meeting-2020/")
    assert said("Online", language) in body(page)
    page.goto(f"/{language}/meetings/with-all/")

    assert [part in body(page) for part in ("Braine-l’Alleud", "Workshops", "Proceedings")] == [
        True
    ] * 3
    calendar = icalendar.Calendar.from_ical(
        client.get(f"/{language}/meetings/with-all/event.ics").content
    )
    (event,) = calendar.walk("VEVENT")
    assert str(event["DTSTART"].dt) == str(meeting.starts_on)


@in_each_language
def test_row_24_a_video_is_asked_of_its_host_only_after_a_click(visitor, words, language):
    Video.objects.create(title_en="Film", address="https://player.vimeo.com/video/76979871")
    page, hosts = visitor(), []
    page.context.route("https://player.vimeo.com/**", lambda route: route.fulfill(body="film"))
    page.context.on("request", lambda request: hosts.append(urlsplit(request.url).netloc))

    page.goto(f"/{language}/about/")
    before = set(hosts)
    go(page, "/about/video/")
    page.locator("main iframe").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")

    assert before == {urlsplit(page.url).netloc}
    assert "player.vimeo.com" in hosts

"""Records written by staff in the admin: rights, languages, dates, what is refused."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_prose_editor.config import allowlist_from_extensions, expand_extensions

from network import richtext
from network.editing.admin import ContentAdmin
from network.editing.prose import REFUSALS
from network.models import Page
from network.models.content import Content
from tests.applications.factories import make_board_member, make_secretary, make_user
from tests.factories import make_territory
from tests.network.editing import address, errors, make_page, make_picture, save, typed
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LIST, ADD = "/en/admin/network/page/", "/en/admin/network/page/add/"


@pytest.fixture
def secretary(client):
    client.force_login(make_secretary())
    Page.objects.all().delete()  # what the site itself begins with
    return client


def body_of(client, page, html, language="en"):
    """Save a text by the form; return what is kept, or what is said of it."""
    answer = save(client, page, **{f"body_{language}": html})
    if answer.status_code == 200:
        return errors(answer)[f"body_{language}"]
    page.refresh_from_db()
    return getattr(page, f"body_{language}")


# Who may do what


def test_the_secretariat_writes_the_board_looks_coordinators_see_nothing(client):
    page = make_page()
    one = address("page", "change", page.pk)
    told = {}
    for name, person in {
        "secretariat": make_secretary(),
        "board": make_board_member(),
        "coordinator": make_user("coordinator", email="c@example.org"),
    }.items():
        client.force_login(person)
        told[name] = [
            client.get(LIST).status_code,
            client.get(one).status_code,
            client.get(ADD).status_code,
            client.post(one, {"title_en": "Mine"}).status_code,
            client.get(address("page", "preview", page.pk)).status_code,
            client.post(address("page", "preview", page.pk), {}).status_code,
        ]

    assert told == {
        "secretariat": [200, 200, 200, 200, 200, 422],
        "board": [200, 200, 403, 403, 200, 403],
        "coordinator": [403] * 6,
    }


def test_the_board_reads_texts_and_not_their_tags(client):
    page = make_page(body_en="<h2>Wells &amp; more</h2><ul><li>one</li></ul>", body_ar="<p>نص</p>")
    client.force_login(make_board_member())

    seen = client.get(address("page", "change", page.pk))

    told = "//div[contains(@class,'field-body_{}')]//div[@class='readonly']/div"
    assert texts(seen, told.format("en")) == ["Heading 2: Wells & more • one"]
    assert values(seen, told.format("ar") + "/@dir") == ["rtl"]
    assert "Text (Arabic):" in texts(seen, "//label")


def test_every_kind_of_content_is_written_by_the_same_admin():
    kinds = [model for model in Content.__subclasses__() if not model._meta.abstract]

    others = {
        model.__name__
        for model in kinds
        if not isinstance(admin.site._registry.get(model), ContentAdmin)
    }

    assert others == set()


# Languages


def test_each_language_has_a_fieldset_and_says_which_words_are_missing(secretary):
    page = make_page(title_fr="Une page", title_pt="Uma página")

    seen = secretary.get(address("page", "change", page.pk))

    assert texts(seen, "//fieldset//h2") == [
        "English",
        "French",
        "Portuguese",
        "Arabic: something is missing",
        "Publication",
    ]
    assert texts(seen, "//label[@for='id_title_ar']") == ["Title (Arabic):"]
    for name in ("title", "summary", "body"):
        assert values(seen, f"//*[@name='{name}_ar']/@dir") == ["rtl"]
        assert values(seen, f"//*[@name='{name}_ar']/@lang") == ["ar"]
        assert values(seen, f"//*[@name='{name}_fr']/@dir") == ["ltr"]


def test_without_the_script_a_text_is_written_as_html(secretary):
    page = make_page(body_en="<h2>Aims</h2>")

    seen = secretary.get(address("page", "change", page.pk))

    assert texts(seen, "//textarea[@name='body_en']") == ["<h2>Aims</h2>"]
    assert values(seen, "//script[not(@src)]") == []


# States


def test_the_list_tells_the_state_in_words_and_is_narrowed_by_it(secretary):
    today = timezone.localdate()
    make_page(slug="a", title_en="Draft")
    make_page(slug="b", title_en="Planned", published_on=today + timedelta(days=1))
    make_page(slug="c", title_en="Public", published_on=today)
    make_page(slug="d", title_en="Gone", published_on=date(2020, 3, 1), withdrawn_on=today)

    shown = {
        state: texts(secretary.get(f"{LIST}?state={state}"), "//th[contains(@class,'field-told')]")
        for state in ("draft", "planned", "public", "withdrawn", "odd")
    }

    assert shown == {
        "draft": ["Draft"],
        "planned": ["Planned"],
        "public": ["Public"],
        "withdrawn": ["Gone"],
        "odd": ["Gone", "Public", "Planned", "Draft"],
    }
    told = texts(secretary.get(LIST), "//td[contains(@class,'field-standing')]")
    day, tomorrow = (
        f"{each.day} {each:%B} {each.year}" for each in (today, today + timedelta(days=1))
    )
    assert told == [
        f"No longer public since {day}",
        f"Public since {day}",
        f"Planned for {tomorrow}",
        "Draft",
    ]


def test_the_list_finds_words_of_every_language(secretary):
    make_page(slug="a", title_en="Aims", title_ar="الأهداف", body_pt="<p>São Tomé</p>")
    make_page(slug="b", title_en="Other")

    for asked in ("AIMS", "الاهداف", "sao tome", "tomé aims"):
        assert texts(secretary.get(LIST, {"q": asked}), "//th[contains(@class,'field-told')]") == [
            "Aims"
        ]


def test_what_was_public_keeps_its_address_and_is_withdrawn_not_deleted(secretary):
    page = make_page(published_on=timezone.localdate())
    delete = address("page", "delete", page.pk)

    save(secretary, page, slug="moved", published_on="")

    page.refresh_from_db()
    assert (page.slug, page.published_on) == ("a-page", None)
    # It was public once: links to it may be anywhere.
    assert secretary.get(address("page", "change", page.pk)).text.count('name="slug"') == 0
    assert secretary.post(delete, {"post": "yes"}).status_code == 403


def test_a_draft_may_move_and_go(secretary):
    page = make_page()

    save(secretary, page, slug="moved")

    page.refresh_from_db()
    assert page.slug == "moved"
    assert secretary.post(address("page", "delete", page.pk), {"post": "yes"}).status_code == 302
    assert not Page.objects.exists()


def test_a_known_page_keeps_its_address_and_stays(secretary):
    page = make_page(slug="aims")

    save(secretary, page, slug="moved", title_en="Our aims")

    page.refresh_from_db()
    assert (page.slug, page.title_en) == ("aims", "Our aims")
    assert secretary.post(address("page", "delete", page.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(("ticked", "is_sample"), [({}, True), ({"is_own": "on"}, False)])
def test_a_sample_stays_one_until_staff_say_that_it_is_ours(secretary, ticked, is_sample):
    page = make_page(is_sample=True)

    save(secretary, page, title_en="Mended", **ticked)

    page.refresh_from_db()
    assert (page.title_en, page.is_sample) == ("Mended", is_sample)


def test_nothing_is_put_over_what_another_has_saved_meanwhile(secretary):
    page = make_page()
    mine = typed(secretary, page, title_en="Mine")
    save(secretary, page, title_fr="La leur")

    answer = secretary.post(address("page", "change", page.pk), mine)

    page.refresh_from_db()
    assert (page.title_en, page.title_fr) == ("A page", "La leur")
    assert "Somebody has changed this since you opened it." in answer.text
    assert values(answer, "//input[@name='title_en']/@value") == ["Mine"]  # nothing typed is lost


def test_a_record_changes_when_something_of_it_does(secretary):
    page = make_page(body_en="<p>One</p>\n<p>Two</p>")
    made = page.changed_at

    # As browsers send lines.
    save(secretary, page, body_en="<p>One</p>\r\n<p>Two</p>")
    page.refresh_from_db()
    assert page.changed_at == made
    save(secretary, page, title_fr="Une page")
    page.refresh_from_db()
    assert page.changed_at > made


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told(client):
    page = make_page()
    people, start = [], threading.Barrier(2)
    for language in ("fr", "pt"):
        browser = Client()
        browser.force_login(make_secretary())
        people.append((browser, typed(browser, page, **{f"title_{language}": "Titre"})))

    def send(person):
        browser, sent = person
        try:
            start.wait(timeout=20)
            return browser.post(address("page", "change", page.pk), sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(send, people))

    page.refresh_from_db()
    assert answers == [200, 302]
    assert [page.title_fr, page.title_pt].count("Titre") == 1
    assert page.changes.count() == 1


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(secretary):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            secretary.get(LIST)
        return len(asked)

    make_page()
    few = questions()
    for number in range(3):
        make_page(slug=f"page-{number}", published_on=timezone.localdate())

    assert questions() == few


# The history and films


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ({"year": "2020", "month": "2", "day": "29"}, {}),
        ({"year": "2021", "month": "2", "day": "29"}, {"day": ["There is no such day."]}),
        ({"year": "2021", "day": "3"}, {"__all__": ["Give the month too."]}),
        ({"year": "2021", "month": "13"}, {"__all__": ["A month is a number from 1 to 12."]}),
        ({"year": "0"}, {"year": ["There is no such day."]}),
        ({"year": "20210"}, {"year": ["There is no such day."]}),
    ],
)
def test_a_date_of_the_history_is_one(secretary, day, told):
    answer = secretary.post(address("milestone", "add"), day | {"title_pt": "Encontro"})

    assert (errors(answer) if answer.status_code == 200 else {}) == told


def test_a_date_of_the_history_and_a_film_need_a_title(secretary):
    told = {"title_en": ["Give a title in one language at least."]}
    film = {"address": "https://player.vimeo.com/video/76979871"}

    assert errors(secretary.post(address("milestone", "add"), {"year": "2009"})) == told
    assert errors(secretary.post(address("video", "add"), film)) == told


def test_a_film_is_of_a_player_that_pages_may_show(secretary):
    sent = {"address": "https://example.org/video/1", "title_en": "A film"}

    told = errors(secretary.post(address("video", "add"), sent))

    assert [each[:35] for each in told["address"]] == ["Give the address of the player, suc"]


# Rich text


def test_the_editor_makes_what_is_let_through_and_nothing_else():
    made = allowlist_from_extensions(expand_extensions(richtext.EXTENSIONS))
    let_through = richtext._ALLOWED
    attributes = {tag: set(names) for tag, names in let_through["attributes"].items()}

    assert made["tags"] == let_through["tags"]
    assert made["url_schemes"] == let_through["url_schemes"]
    # What the editor makes beside it is of its own look, or said by us.
    assert {
        tag: set(names) - attributes.get(tag, set()) for tag, names in made["attributes"].items()
    } == {
        "a": {"rel"},
        "img": {"data-file"},
        "figure": {"class"},
        "ol": {"type", "data-type"},
        "th": set(),
        "td": set(),
    }
    # What is let through beside it is written at saving.
    assert {
        tag: names - set(made["attributes"].get(tag, ())) for tag, names in attributes.items()
    } == {"a": set(), "img": set(), "th": {"scope"}, "td": set(), "ol": set()}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<ul><li><p>one</p></li><li><p>two</p></li></ul>", "<ul><li>one</li><li>two</li></ul>"),
        (
            "<table><tbody><tr><th><p>Year</p></th><th><p>Place</p></th></tr>"
            "<tr><th><p>2009</p></th><td><p>Sintra</p></td></tr></tbody></table>",
            '<table><tbody><tr><th scope="col">Year</th><th scope="col">Place</th></tr>'
            '<tr><th scope="row">2009</th><td>Sintra</td></tr></tbody></table>',
        ),
        (
            '<p><a href="/en/about/" title="">a</a><a href="mailto:a@example.org">b</a></p>',
            '<p><a href="/en/about/" rel="noopener">a</a>'
            '<a href="mailto:a@example.org" rel="noopener">b</a></p>',
        ),
        ("<h2></h2><p>Words</p><h3><br></h3>", "<p>Words</p>"),
        ("<h2>A</h2><h3>B</h3><h2>C</h2>", "<h2>A</h2><h3>B</h3><h2>C</h2>"),
        ("<p></p>", ""),
    ],
)
def test_rich_text_is_made_good_at_saving(secretary, sent, kept):
    page = make_page()

    assert body_of(secretary, page, sent) == kept
    assert body_of(secretary, page, kept) == kept


@pytest.mark.parametrize(
    ("sent", "code", "words"),
    [
        ("<h3>Small</h3><h2>Large</h2>", "heading", "Small"),
        ('<p><a href="javascript:alert(1)">here</a></p>', "link", "here"),
        ('<p><a href="//example.org/">here</a></p>', "link", "here"),
        ('<p><a href="/\\example.org/">here</a></p>', "link", "here"),
        ('<p><a href="data:text/html,x">here</a></p>', "link", "here"),
        ('<p><a href="about">here</a></p>', "link", "here"),
        ('<figure><img src="https://example.org/a.png" alt="A"></figure>', "elsewhere", ""),
        ('<figure><img src="data:image/png;base64,AAAA" alt="A"></figure>', "elsewhere", ""),
        ('<figure><img src="/pictures/../admin/" alt="A"></figure>', "elsewhere", ""),
        ('<figure><img src="/pictures/999/" alt="A"></figure>', "no-picture", "/pictures/999/"),
        ("<table><tbody><tr><td>1</td></tr></tbody></table>", "table", ""),
    ],
)
def test_what_a_reader_would_stumble_over_is_refused_beside_its_field(secretary, sent, code, words):
    page = make_page()

    assert body_of(secretary, page, sent) == [str(REFUSALS[code]) % {"words": words}]
    page.refresh_from_db()
    assert page.body_en == ""


HOSTILE = [
    "<script>alert(1)</script>",
    "<svg><script>alert(1)</script></svg>",
    "<img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src onerror=alert(1)>'>",
    '<p style="background:url(https://example.org/)" onclick="alert(1)" class="x">a</p>',
    "<object data='https://example.org/'></object><embed src=x><form action=x><input></form>",
    "<base href='https://example.org/'><meta http-equiv=refresh content='0;url=x'>",
    "<style>*{display:none}</style><link rel=stylesheet href=x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<a href='jav&#x0A;ascript:alert(1)'>a</a><a href='\x01javascript:alert(1)'>b</a>",
    "<table><tr><th scope='x\" onclick=alert(1)'>a</th><td colspan='99999999'>b</td></tr></table>",
]


@pytest.mark.parametrize("sent", HOSTILE)
def test_hostile_rich_text_comes_to_nothing(sent):
    page = make_page(body_en=sent)
    page.refresh_from_db()
    kept = page.body_en.lower()

    bad = ["<script", "<svg", "<iframe", "<style", "<math", "<object", "<form", "<meta", "<link"]
    bad += ["onerror", "onclick", "javascript:", "style=", "class=", "example.org", "99999999"]
    assert [each for each in bad if each in kept] == []
    assert richtext.clean(page.body_en) == page.body_en


def test_hidden_characters_are_refused_beside_the_field(secretary):
    page = make_page()

    told = body_of(secretary, page, "<p>a\u202eb</p>")

    assert told == ["Remove the hidden character after “<p>a”."]


def test_a_picture_without_words_gets_those_of_its_record_in_the_texts_language(secretary):
    picture = make_picture(alternative_en="A square", alternative_ar="ساحة")
    page = make_page()
    sent = f'<figure><img src="/pictures/{picture.pk}/" alt=""></figure>'
    kept = (
        '<figure><img src="/pictures/{}/" alt="{}" width="40" height="20" loading="lazy"></figure>'
    )

    assert body_of(secretary, page, sent, "ar") == kept.format(picture.pk, "ساحة")
    assert body_of(secretary, page, sent, "fr") == kept.format(picture.pk, "A square")
    own = sent.replace('alt=""', 'alt="Our square &lt;&quot;&gt;"')
    assert body_of(secretary, page, own, "pt") == kept.format(
        picture.pk, "Our square &lt;&quot;&gt;"
    )


def test_a_picture_by_its_whole_address_is_taken_as_ours(secretary, settings):
    picture = make_picture()
    page = make_page()
    sent = f'<figure><img src="{settings.SITE_URL}/pictures/{picture.pk}/" alt="x"></figure>'

    assert f'src="/pictures/{picture.pk}/"' in body_of(secretary, page, sent)


# Preview


def test_a_draft_is_previewed_in_a_language_and_kept_nowhere(secretary):
    page = make_page(title_ar="صفحة", body_ar="<h2>عنوان</h2>")

    seen = secretary.get(address("page", "preview", page.pk), {"language": "ar"})

    assert texts(seen, "//h1") == ["صفحة"]
    assert values(seen, "/html/@lang") == ["ar"]
    # The reader is told in a language of their own.
    told = texts(seen, "//div[@lang='en' and @dir='ltr']/aside[contains(@class, 'notice')]/p")
    assert told == ["Preview: only staff see this. It shows what is saved."]
    assert "no-store" in seen["Cache-Control"]
    assert seen["X-Robots-Tag"] == "noindex"


def test_words_that_are_not_saved_are_previewed_and_not_saved(secretary):
    page = make_page(body_en="<p>Saved</p>")
    sent = typed(secretary, page, title_en="Typed", body_en="<h2>Typed too</h2>")

    seen = secretary.post(address("page", "preview", page.pk), sent | {"preview_language": "en"})

    assert (texts(seen, "//h1"), texts(seen, "//main//h2")) == (["Typed"], ["Typed too"])
    page.refresh_from_db()
    assert (page.title_en, page.body_en) == ("A page", "<p>Saved</p>")
    assert not page.changes.exists()


def test_what_cannot_be_saved_is_said_in_place_of_the_preview(secretary):
    page = make_page()
    sent = typed(secretary, page, body_fr="<h3>Petit</h3>")

    seen = secretary.post(address("page", "preview", page.pk), sent)

    assert seen.status_code == 422
    assert texts(seen, "//main//li") == [
        "Text (French): " + str(REFUSALS["heading"]) % {"words": "Petit"}
    ]


def test_the_home_page_is_previewed_with_what_stands_around_its_words(secretary):
    make_territory("Sintra")
    page = make_page(slug="home", body_en="<p>Saved</p>")
    sent = typed(secretary, page, body_en="<p>Typed</p>")

    seen = secretary.post(address("page", "preview", page.pk), sent | {"preview_language": "en"})

    assert texts(seen, '//*[@class="lead"]') == ["Typed"]
    assert len(texts(seen, '//ul[contains(@class, "doors")]/li')) == 3
    page.refresh_from_db()
    assert page.body_en == "<p>Saved</p>"


@pytest.mark.parametrize("pk", ["0", "999", "9" * 30])
def test_a_preview_of_nothing_is_not_found(secretary, pk):
    assert secretary.get(f"{LIST}{pk}/preview/").status_code == 404

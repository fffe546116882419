"""History, organisation and the film: what is told of them, and what is not."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from membership.models import Body, BodyRule, Post, PostHolder
from membership.workflow import Category
from tests.applications.factories import make_secretary
from tests.membership.factories import make_member
from tests.network.factories import make_document
from tests.network.page_factories import make_milestone, make_page, make_video
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

ALWAYS = [("2014-01-01", "2099-12-31")]


def test_the_history_tells_each_date_as_exactly_as_it_is_known(client):
    make_milestone(2013, month=11, day=4, title_en="Founded")
    make_milestone(2013, month=2, day=31, title_en="No such day")
    make_milestone(2012, month=11, title_en="A site")
    make_milestone(2012, title_en="Some time")

    response = client.get("/en/about/history/")

    assert texts(response, '//ol[contains(@class, "dated")]/li') == [
        "2012 Some time",
        "November 2012 A site",
        "2013 No such day",
        "4 November 2013 Founded",
    ]


def test_a_date_links_its_source_under_a_name_of_its_own(client):
    make_milestone(2005, title_en="A guide", source_url="https://example.org/guide")
    make_milestone(2005, title_en="Mulhouse begins", source_url="https://example.org/town")
    make_milestone(2006, title_en="Nobody says where")

    response = client.get("/en/about/history/")

    links = '//ol[contains(@class, "dated")]//a'
    assert texts(response, links) == ["Source : 2005, A guide", "Source : 2005, Mulhouse begins"]
    assert values(response, f"{links}/@href") == [
        "https://example.org/guide",
        "https://example.org/town",
    ]
    assert values(response, f"{links}/@rel") == ["external nofollow noopener"] * 2


@pytest.mark.parametrize("slug", ["history", "organisation", "aims"])
def test_a_page_says_where_its_words_were_read(client, slug):
    page = make_page(slug, body_en="<p>Words.</p>", source_url="https://wiki.example.org/page")

    response = client.get(page.get_absolute_url())

    link = '//p[@class="small muted"]/a[contains(@rel, "external")]'
    assert texts(response, link) == ["Read at wiki.example.org"]
    assert values(response, f"{link}/@href") == ["https://wiki.example.org/page"]


def test_the_history_tells_of_the_formal_constitution_without_any_record(client):
    response = client.get("/en/about/history/")

    assert "formally constituted on 4 November 2013" in response.text
    assert texts(response, "//ol") == texts(response, "//nav//ol")


def test_the_statutes_in_force_are_linked_and_no_older_ones(client):
    old = make_document(title_en="Statutes of 2013")
    new = make_document(title_en="Statutes of 2016", supersedes=old)

    for page in ("history", "organisation"):
        response = client.get(f"/en/about/{page}/")
        assert texts(response, '//main//a[contains(@href, "/documents/d")]') == ["Statutes of 2016"]
    assert new.is_public


def body_with_post():
    """Return a post of a body of its own, first of all."""
    body = Body.objects.create(name="Council", position=0)
    return Post.objects.create(body=body, title="Speaker")


def hold(post, member, **days):
    return PostHolder.objects.create(
        post=post,
        member=member,
        person_name="Ana Núñez",
        elected_by="An assembly",
        recorded_by=make_secretary(),
        **{"starts_on": date(2016, 11, 4), **days},
    )


def seats(client):
    response = client.get("/en/about/organisation/")
    return texts(response, '//section[h3="Council"]//dd'), response


def test_a_post_names_the_member_that_holds_it_and_not_who_speaks_for_it(client):
    post = body_with_post()
    member = make_member(
        Category.PUBLIC_ENTITY, name="Câmara do Açor", is_public=True, periods=ALWAYS
    )
    hold(post, member)

    told, response = seats(client)

    assert told == ["Câmara do Açor since 4 November 2016"]
    assert reverse("membership:member-detail", args=[member.pk]) in values(response, "//a/@href")
    assert "Núñez" not in response.text


def test_a_member_that_the_directory_does_not_show_is_not_named(client):
    post = body_with_post()
    hold(post, make_member(Category.PERSON, name="Rui", is_public=False, periods=ALWAYS))

    told, response = seats(client)

    assert told == ["A member that the directory does not name"]
    assert "Rui" not in response.text


def test_a_post_that_nobody_holds_today_says_so(client):
    post = body_with_post()
    hold(post, make_member(is_public=True, periods=ALWAYS), ends_on=date(2020, 11, 4))

    assert seats(client)[0] == ["Not known to this site"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"is_sample": True}, "This rule is a sample: nobody has told us so."),
        (
            {"is_sample": True, "source": "Article 5"},
            "Not confirmed by the network. Read in: Article 5.",
        ),
        ({"source": "Article 5"}, "Since 1 January 2014, by Article 5."),
    ],
)
def test_who_may_sit_in_a_body_is_told_with_who_said_so(client, rule, words):
    post = body_with_post()
    categories = [Category.TERRITORY]
    BodyRule.objects.create(body=post.body, categories=categories, valid_from="2014-01-01", **rule)
    BodyRule.objects.create(
        body=post.body,
        categories=[Category.BODY],
        valid_from=timezone.localdate() + timezone.timedelta(days=1),
        is_sample=True,
    )

    response = client.get("/en/about/organisation/")

    told = texts(response, '//section[h3="Council"]/p')
    assert told == [f"May sit in it: Full member: territory. {words}"]


def test_who_may_sit_in_a_body_is_told_in_the_language_of_each_reader(client):
    categories = [Category.TERRITORY, Category.PUBLIC_ENTITY]
    body = body_with_post().body
    BodyRule.objects.create(
        body=body, categories=categories, valid_from="2014-01-01", is_sample=True
    )

    pages = [client.get(f"/{language}/about/organisation/") for language in ("en", "ar")]

    told = [texts(page, '//section[@class="body-today"]/p')[0] for page in pages]
    with translation.override("ar"):
        arabic = "، ".join(str(category.label) for category in categories)
    assert told[0].startswith("May sit in it: Full member: territory, Full member: public entity.")
    assert arabic in told[1]


def test_the_page_says_when_who_sits_where_last_changed(client):
    post = body_with_post()
    hold(post, make_member(is_public=True, periods=ALWAYS))
    for model in (Body, BodyRule, Post):
        model.objects.update(changed_at="2016-11-05T12:00Z")
    PostHolder.objects.update(changed_at="2017-02-28T12:00Z")

    page = client.get("/en/about/organisation/")

    assert "Page last changed on 28 February 2017." in page.text


def test_a_post_that_is_given_is_told_at_once(client):
    """The page is kept; a new holder makes another version of it."""
    post = body_with_post()
    assert seats(client)[0] == ["Not known to this site"]

    hold(post, make_member(name="Kairouan", is_public=True, periods=ALWAYS))

    assert seats(client)[0] == ["Kairouan since 4 November 2016"]


def test_our_words_on_the_bodies_give_way_to_those_of_staff(client):
    make_page("organisation", body_en="<p>As they say.</p>")

    assert "Checks the accounts" not in client.get("/en/about/organisation/").text


# The film


def policy(response):
    return response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("fields", [None, {"is_shown": False}])
def test_without_a_film_that_is_shown_there_is_no_card_and_no_page(client, fields):
    if fields:
        make_video(**fields)

    assert texts(client.get("/en/about/"), '//*[@class="video-card"]') == []
    assert client.get("/en/about/video/").status_code == 404


def test_the_card_names_the_host_and_loads_nothing_from_it(client):
    make_video(address="https://player.vimeo.com/video/76979871")

    response = client.get("/en/about/")

    assert "player.vimeo.com" in texts(response, '//*[@class="video-card"]')[0]
    assert values(response, '//*[@class="video-card"]//a/@href') == ["/en/about/video/"]
    assert [one for one in values(response, "//@src|//link/@href") if "vimeo" in one] == []


def test_only_the_page_of_the_film_allows_a_frame_and_of_its_host_alone(client):
    make_video(address="https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ", title_en="Film")
    others = ["/en/", "/en/about/", "/en/method/", "/en/territories/", "/en/nowhere/"]

    # Kept or made anew: twice.
    for _twice in range(2):
        response = client.get("/en/about/video/")
        assert "frame-src https://www.youtube-nocookie.com;" in f"{policy(response)};"
        assert [policy(client.get(other)).count("frame-src") for other in others] == [0] * 5
    assert values(response, "//iframe/@src|//iframe/@title|//iframe/@allow") == [
        "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
        "Film",
        "fullscreen",
    ]


def test_of_two_films_the_one_added_last_is_shown(client):
    make_video(title_en="Before")
    make_video(title_en="After")

    assert texts(client.get("/en/about/video/"), "//h1") == ["After"]

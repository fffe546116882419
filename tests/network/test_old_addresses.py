"""Addresses of the old wiki: where they lead, in which language, and what is kept of the others."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from network.models import MissedAddress, OldAddress
from network.models.old_address import own_path
from network.old import missed
from tests.applications.factories import make_board_member, make_secretary
from tests.factories import make_territory
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

PAGE = "/tiki-index.php"


def led(answer):
    return answer.status_code, answer.headers.get("Location")


def kept():
    found = MissedAddress.objects.order_by("pk")
    return [(missed.kind, missed.name, missed.times) for missed in found]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("You are a territory", "/en/join-us/"),
        ("You+are+a+territory", "/en/join-us/"),
        ("Adhésion", "/en/join/"),
        ("adhesion", "/en/join/"),
        ("Together - Statutes", "/en/documents/"),
        ("Together - Rules of Procedure", "/en/documents/"),
        ("Together - Action Plan 2014", "/en/projects/"),
        ("TOGETHER - General Assembly 2016-11-04", "/en/meetings/"),
        ("History of TOGETHER's activities", "/en/about/history/"),
        ("SPIRAL Method Wiki", "/en/method/"),
        ("Données", "/en/platforms/"),
        ("HomePage", "/en/"),
    ],
)
def test_a_page_of_the_old_wiki_leads_for_good_to_what_took_its_place(client, name, target):
    answer = client.get(f"{PAGE}?page={name}&no_bl=y&structure=New+menu&page_ref_id=829")

    assert led(answer) == (301, target)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("La méthode SPIRAL", "/fr/method/"),
        ("O método SPIRAL", "/pt/method/"),
        ("Dinamizadores e facilitadores", "/pt/facilitators/"),
        ("You are a territory", "/ar/join-us/"),
        ("", "/ar/"),
    ],
)
def test_the_language_is_that_of_the_old_page_else_of_the_browser(client, name, target):
    answer = client.get(PAGE, {"page": name} if name else {}, HTTP_ACCEPT_LANGUAGE="ar, en;q=0.5")

    assert led(answer) == (301, target)
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/tiki-read_article.php?articleId=323", (301, "/en/territories/?q=Sintra")),
        ("/tiki-read_article.php", (301, "/en/news/")),
        ("/tiki-view_articles.php?offset=960", (301, "/en/news/")),
        ("/tiki-view_blog.php?blogId=6", (301, "/en/news/")),
        ("/tiki-index.php?page=Info", (301, "/en/platforms/")),
        (
            "/tiki-index.php?page=Info&CGname=Gironde%20-%20Labo'M21&itemId=221222",
            (302, "/en/territories/?q=Gironde+-+Labo%27M21"),
        ),
    ],
)
def test_articles_lists_and_records_lead_on_too(client, address, target):
    assert led(client.get(address)) == target


@pytest.mark.parametrize("code", ["111431", "GC111431"])
def test_a_record_leads_to_the_place_that_has_its_code(client, code):
    place = make_territory("Salaspils", legacy_code=code)

    answer = client.get(f"{PAGE}?page=Info&CGname=Salaspils&itemId=111431")

    assert led(answer) == (301, place.get_absolute_url())


def test_the_code_of_a_place_that_is_not_listed_tells_nothing(client):
    make_territory("Hidden", legacy_code="111431", state="draft")

    answer = client.get(f"{PAGE}?page=Info&CGname=Salaspils&itemId=111431")

    assert led(answer) == (302, "/en/territories/?q=Salaspils")


def test_staff_may_lead_a_record_where_they_like(client):
    OldAddress.objects.create(kind="record", name="111431", target="/about/", language="fr")

    answer = client.get(f"{PAGE}?page=Info&CGname=Salaspils&itemId=111431")

    assert led(answer) == (301, "/fr/about/")


def test_every_address_that_the_site_begins_with_leads_to_a_page_of_ours():
    astray = []
    for address in OldAddress.objects.all():
        try:
            own_path(address.target)
        except ValidationError:
            astray.append(address.target)

    assert astray == []


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example.com/",
        "//evil.example.com/",
        "/\\evil.example.com/",
        "javascript:alert(1)",
        "about/history/",
        "/no-such-page/",
        "/pages/history/",
        "/tiki-index.php",
        "/en/territories/",
        "/territories/#x",
        "",
        "\x00",
    ],
)
def test_no_address_leads_out_of_the_site_or_on_to_another(client, target):
    client.force_login(make_secretary())

    page = client.post(
        reverse("admin:network_oldaddress_add"), {"kind": "page", "name": "X", "target": target}
    )

    assert page.status_code == 200
    assert not OldAddress.objects.filter(name="X").exists()


def test_what_leads_nowhere_is_answered_in_the_language_of_the_browser_and_counted(client):
    for _twice in range(2):
        page = client.get(
            f"{PAGE}?page=Fête  de l'été&email=ana@example.org", headers={"accept-language": "fr"}
        )

    assert page.status_code == 404
    assert values(page, "//html/@lang") == ["fr"]
    assert values(page, '//main//a[contains(@href, "q=")]/@href')[0].endswith(
        "?q=F%C3%AAte%20de%20l%27%C3%A9t%C3%A9"
    )
    assert kept() == [("page", "Fête de l'été", 2)]


@pytest.mark.parametrize(
    "name",
    [
        "\x00",
        "%ff",
        "",
        "...",
        "UserPageAna",
        "ana@example.org",
        "\u202e",
        "e" + "\u0301" * 2000,
    ],
)
def test_nothing_is_kept_of_what_is_no_name_or_is_a_person_s(client, name):
    answer = client.get(PAGE, {"page": name})

    assert answer.status_code in (301, 404)
    assert kept() in ([], [("page", "%ff", 1)])


def test_a_long_name_is_cut(client):
    client.get(PAGE, {"page": "word " * 1000})

    assert [len(name) for _kind, name, _times in kept()] == [159]


def test_many_names_make_room_for_each_other_the_seldom_and_old_ones_first(monkeypatch):
    monkeypatch.setattr(missed, "MOST", 3)
    for name in ("often", "often", "old", "older", "new"):
        missed.note("page", name)
    yesterday = timezone.localdate() - timedelta(days=1)
    MissedAddress.objects.filter(name="older").update(last_on=yesterday)

    missed.note("page", "newest")

    assert kept() == [("page", "often", 2), ("page", "new", 1), ("page", "newest", 1)]


def test_staff_lead_a_missed_name_somewhere_from_the_report(client):
    client.get(PAGE, {"page": "Contacts"})
    client.get(PAGE, {"page": "Other"})
    client.force_login(make_secretary())

    report = client.get(reverse("admin:network_missedaddress_changelist"))
    way, _other = values(report, '//td[@class="field-way"]/a/@href')
    page = client.get(way)
    begun = {name: values(page, f'//*[@name="{name}"]/@value') for name in ("name",)}
    client.post(way, {"kind": "page", "name": "Contacts", "target": "/contact/"})

    assert begun == {"name": ["Contacts"]}
    assert led(client.get(PAGE, {"page": "contacts"})) == (301, "/en/contact/")
    assert kept() == [("page", "Other", 1)]


def test_the_secretariat_forgets_names_and_the_board_reads_them(client):
    missed.note("page", "Contacts")
    row = MissedAddress.objects.get()
    report = reverse("admin:network_missedaddress_changelist")
    chosen = {"action": "forget", "_selected_action": row.pk}
    client.force_login(make_board_member())
    assert texts(client.get(report), '//td[@class="field-name"]') == ["Contacts"]
    client.post(report, chosen)
    assert len(kept()) == 1
    client.force_login(make_secretary())

    client.post(report, chosen)

    assert kept() == []

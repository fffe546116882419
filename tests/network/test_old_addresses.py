"""Addresses of the old wiki: where they lead, in which language, and what is kept of the others."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from network.content import loading
from network.models import MissedAddress, OldAddress
from network.models.old_address import own_path
from network.old import missed, repointing
from tests.applications.factories import make_board_member, make_secretary
from tests.factories import make_territory
from tests.network.factories import make_document
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
        ("You are a territory", "/en/join-us/territory/"),
        ("You+are+a+territory", "/en/join-us/territory/"),
        ("You are an individual", "/en/join-us/individual/"),
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
        ("You are a territory", "/ar/join-us/territory/"),
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
        ("/tiki-index.php?page=Info", (302, "/en/platforms/")),
        ("/tiki-index.php?page=Info&itemId=221222", (302, "/en/platforms/")),
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


def test_a_record_that_is_not_found_is_counted_by_its_number(client):
    make_territory("Salaspils", legacy_code="111431")

    for question in ("itemId=221222", "itemId=221222&CGname=Gironde", "CGname=Gironde", ""):
        client.get(f"{PAGE}?page=Info&{question}")
    client.get(f"{PAGE}?page=Info&itemId=111431")

    assert kept() == [("record", "221222", 2)]


def test_a_missed_record_leads_where_staff_lead_it_at_once(client):
    client.get(f"{PAGE}?page=Info&itemId=221222")
    client.force_login(make_secretary())

    report = client.get(reverse("admin:network_missedaddress_changelist"))
    (way,) = values(report, '//td[@class="field-way"]/a/@href')
    client.post(way, {"kind": "record", "name": "221222", "target": "/about/"})

    assert led(client.get(f"{PAGE}?page=Info&itemId=221222")) == (301, "/en/about/")
    assert kept() == []


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


def targets(*names):
    """Return where names lead, and in which language."""
    found = OldAddress.objects.filter(kind="page", name__in=names)
    return {one.name: (one.language, one.target) for one in found}


def test_pages_lead_to_their_records_once_these_are_loaded():
    before = {one.name: one.language for one in OldAddress.objects.all()}

    call_command("load_network_content", verbosity=0)

    wanted = {
        "Together - Statutes": "/documents/statutes/",
        "Together - Estatutos": "/documents/statutes/",
        "Together - Rules of Procedure": "/documents/rules-of-procedure/",
        "TCOR 3th meeting program graphic": "/documents/programme-2016/",
        "Together - Action Plan 2014": "/projects/action-plan-2014/",
        "Together - Action Plan 2015": "/projects/action-plan-2015/",
        "Together - Action Plan 2016": "/projects/action-plan-2016/",
        "CO-ACTE EN": "/projects/co-acte/",
        "CO-ACTE Project Description (EN)": "/projects/co-acte/",
        "Report of the preparatory meeting for CO-ACTE - August 2015": "/projects/co-acte/",
        "Responding together": "/projects/responding-together/",
        "TOGETHER - General Assembly 2016-11-04": "/meetings/assembly-2016/",
        "3ro Encontro Internacional dos Territorios de Coresponsabilidade": (
            "/meetings/international-meeting-2016/"
        ),
        "4th International Meeting of Territories of Co-responsibility": (
            "/meetings/international-meeting-2020/"
        ),
        "4th International meeting - AG TOGETHER": "/meetings/assembly-2020/",
        "Second quarterly online meeting": "/meetings/quarterly-meeting-2021-07/",
    }
    assert targets(*wanted) == {name: (before[name], path) for name, path in wanted.items()}


def test_every_record_that_an_old_page_is_led_to_is_shipped(client):
    call_command("load_network_content", verbosity=0)

    found = {name: client.get(PAGE, {"page": name}, follow=True) for name, *_ in repointing.RECORDS}

    assert {name: page.status_code for name, page in found.items()} == dict.fromkeys(found, 200)


def test_led_on_twice_nothing_changes_the_second_time():
    loading.load()
    first = repointing.repoint()
    before = list(OldAddress.objects.order_by("pk").values())

    second = repointing.repoint()

    assert (first, second) == (len(repointing.RECORDS), 0)
    assert list(OldAddress.objects.order_by("pk").values()) == before


def test_what_staff_have_led_elsewhere_or_back_to_the_list_stays(client):
    loading.load()
    client.force_login(make_secretary())
    by_staff = {"CO-ACTE EN": "/about/", "Together - Statutes": "/documents/"}
    for name, target in by_staff.items():
        row = OldAddress.objects.get(name=name)
        changes = {"kind": "page", "name": name, "target": target, "language": row.language}
        client.post(reverse("admin:network_oldaddress_change", args=[row.pk]), changes)

    repointing.repoint()

    assert targets(*by_staff) == {
        "CO-ACTE EN": ("en", "/about/"),
        "Together - Statutes": ("", "/documents/"),
    }


@pytest.mark.parametrize("fields", [{"published_on": None}, {"withdrawn_on": "2021-01-01"}])
def test_no_page_is_led_to_a_record_that_is_not_public_or_not_there(fields):
    make_document(slug="statutes", **fields)

    assert repointing.repoint() == 0
    assert targets("Together - Statutes", "CO-ACTE EN") == {
        "Together - Statutes": ("", "/documents/"),
        "CO-ACTE EN": ("en", "/projects/"),
    }


def test_the_pages_of_who_joins_are_led_on_only_where_nobody_led_them_elsewhere():
    migration = import_module("network.migrations.0012_old_addresses_lead_to_who_joins")
    names = ("You are a territory", "You are an individual")
    OldAddress.objects.filter(name=names[0]).update(target="/about/")
    OldAddress.objects.filter(name=names[1]).update(target="/join-us/")

    for _twice in range(2):
        migration.lead_on(apps, None)

    assert targets(*names) == {
        "You are a territory": ("", "/about/"),
        "You are an individual": ("", "/join-us/individual/"),
    }

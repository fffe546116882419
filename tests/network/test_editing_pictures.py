"""Pictures for pages: sent by staff, kept anew, shown to everybody."""

import hashlib
import io

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from network.models import Picture
from tests.applications.factories import make_board_member, make_secretary
from tests.applications.uploads import a_pdf, a_picture, a_telephone_picture
from tests.network.editing import a_file, address, errors, make_page, make_picture, size_of
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

ADD = "/en/admin/network/picture/add/"
JPEG, PNG = "image/jpeg", "image/png"


@pytest.fixture
def secretary(client):
    client.force_login(make_secretary())
    return client


def send(client, content, name="square.png", **words):
    return client.post(ADD, {"upload": a_file(content, name), "alternative_en": "Odemira", **words})


def test_a_picture_is_kept_anew_and_shown_to_everybody(secretary, client):
    answer = send(secretary, a_telephone_picture(), "praça.jpg", credit="A. Sample, CC BY 4.0")

    assert answer.status_code == 302
    picture = Picture.objects.get()
    shown = client.get(f"/pictures/{picture.pk}/")
    content = b"".join(shown) if shown.streaming else shown.content
    # Upright, and nothing of where and by whom it was made.
    assert Image.open(io.BytesIO(content)).getexif() == {}
    assert b"A. Sample" not in content
    assert (picture.name, picture.content_type, picture.width, picture.height) == (
        "praça.jpg",
        JPEG,
        20,
        40,
    )
    assert (picture.size, picture.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert {
        name: shown.headers[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Cache-Control",
            "ETag",
        )
    } == {
        "Content-Type": JPEG,
        "Content-Disposition": "inline; filename*=utf-8''pra%C3%A7a.jpg",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, max-age=31536000, immutable",
        "ETag": f'"{picture.sha256}"',
    }


def test_a_picture_that_a_browser_has_is_not_sent_again(
    secretary, client, django_assert_num_queries
):
    send(secretary, a_picture("PNG"))
    picture = Picture.objects.get()
    client.logout()

    with django_assert_num_queries(1):
        again = client.get(
            picture.get_absolute_url(), headers={"if-none-match": f'"{picture.sha256}"'}
        )

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [((4000, 1000), (1600, 400)), ((1600, 20), (1600, 20)), ((300, 6400), (150, 3200))],
)
def test_a_picture_is_no_larger_than_pages_show_it(secretary, sent, kept):
    send(secretary, a_picture("JPEG", size=sent), "wide.jpg")

    picture = Picture.objects.get()
    with default_storage.open(picture.stored.name) as file:
        assert size_of(file.read()) == (picture.width, picture.height) == kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\pictures\\a.PNG", "a.png"),
        ('"><script>.png', "___script_.png"),
        ("\u202egnp.exe", "gnp.exe.png"),
    ],
)
def test_a_name_names_nothing_on_the_disk(secretary, client, name, kept):
    secretary.post(ADD, {"upload": _named(name), "alternative_en": "A square"})

    picture = Picture.objects.get()
    shown = client.get(picture.get_absolute_url())
    assert picture.name == kept
    assert picture.stored.name.startswith("pictures/")
    assert len(picture.stored.name) == len("pictures/") + 32
    assert "\n" not in shown.headers["Content-Disposition"]


def _named(name):
    file = a_file(a_picture("PNG"))
    file._name = name  # as programs send it: Django's own setter takes paths away
    return file


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (a_pdf(), "Send a JPEG or PNG. This file is something else."),
        (SVG, "Send a PDF, JPEG or PNG. This file is something else."),
        (b"GIF89a" + b"\x00" * 50, "Send a PDF, JPEG or PNG. This file is something else."),
        (
            b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
            "This file is damaged or incomplete. Save it anew and send the new copy.",
        ),
    ],
    ids=["pdf", "svg", "gif", "script"],
)
def test_what_is_no_picture_is_refused(secretary, content, told):
    answer = send(secretary, content, "a.png")

    assert errors(answer) == {"upload": [told]}
    assert not Picture.objects.exists()


def test_what_stands_behind_a_picture_is_not_kept(secretary):
    send(secretary, a_picture("PNG") + b"<script>alert(1)</script>")

    with default_storage.open(Picture.objects.get().stored.name) as file:
        assert b"script" not in file.read()


def test_a_picture_needs_words_for_who_does_not_see_it(secretary):
    answer = send(secretary, a_picture("PNG"), alternative_en=" ")

    told = ["Say what the picture shows, in one language at least."]
    assert errors(answer) == {"alternative_en": told}
    assert (
        send(secretary, a_picture("PNG"), alternative_en="", alternative_ar="ساحة").status_code
        == 302
    )


def test_a_disk_that_is_full_leaves_neither_row_nor_file(secretary, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    answer = secretary.post(
        ADD, {"upload": a_file(a_picture("PNG")), "alternative_en": "A"}, follow=True
    )

    assert not Picture.objects.exists()
    assert "The file could not be stored" in answer.text


def test_a_picture_that_a_text_shows_cannot_be_deleted(
    secretary, django_capture_on_commit_callbacks
):
    send(secretary, a_picture("PNG"))
    picture = Picture.objects.get()
    page = make_page(body_fr=f'<figure><img src="/pictures/{picture.pk}/" alt="x"></figure>')
    delete = address("picture", "delete", picture.pk)

    assert secretary.post(delete, {"post": "yes"}).status_code == 403
    change = secretary.get(address("picture", "change", picture.pk))
    assert texts(change, "//*[contains(@class, 'field-used')]//*[@class='readonly']") == ["A page"]

    page.delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert secretary.post(delete, {"post": "yes"}).status_code == 302
    assert not Picture.objects.exists()
    assert not default_storage.exists(picture.stored.name)


@pytest.mark.parametrize("pk", ["0", "999", "9" * 30, "9" * 5000, "-1", "a"])
def test_a_picture_that_is_not_there_is_not_found(client, pk):
    assert client.get(f"/pictures/{pk}/").status_code == 404


def test_a_picture_whose_file_is_lost_is_not_found(client):
    assert client.get(make_picture().get_absolute_url()).status_code == 404


def test_the_board_looks_at_pictures_and_sends_none(client):
    picture = make_picture()
    client.force_login(make_board_member())

    assert client.get(address("picture", "changelist")).status_code == 200
    assert client.get(address("picture", "change", picture.pk)).status_code == 200
    assert client.get(ADD).status_code == 403
    assert client.post(address("picture", "change", picture.pk), {}).status_code == 403


def test_pictures_are_chosen_by_their_words_the_newest_first(secretary):
    well, spring = (
        make_picture(alternative_en="A well"),
        make_picture(alternative_en="", alternative_fr="Une source"),
    )

    pages = [secretary.get(address("picture", "choose"), {"q": q}) for q in ("", "WELL", "none")]

    choices = '//ul[contains(@class, "choices-of-pictures")]//button'
    assert [values(page, f"{choices}/@value") for page in pages] == [
        [f"/pictures/{spring.pk}/", f"/pictures/{well.pk}/"],
        [f"/pictures/{well.pk}/"],
        [],
    ]
    assert texts(pages[0], choices) == ["Une source", "A well"]


@pytest.mark.parametrize("number", [1, 3])
def test_choosing_asks_the_same_of_few_and_of_many(secretary, number):
    for _one in range(number):
        make_picture()

    with CaptureQueriesContext(connection) as asked:
        secretary.get(address("picture", "choose"))

    # The session, who it is and their roles; how many there are, and those of the page.
    assert len(asked) == 6


def test_odd_words_of_who_chooses_make_no_error(secretary):
    odd = {"q": "' <b>", "page": "-1", "CKEditorFuncNum": "<script>"}

    page = secretary.get(address("picture", "choose"), odd)

    assert page.status_code == 200
    assert values(page, '//input[@name="CKEditorFuncNum"]/@value') == ["<script>"]

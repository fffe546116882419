"""Files of documents: how they come in, where they are kept, and who gets them."""

import errno
import hashlib
import os
import stat
import time
from pathlib import Path

import pytest
from django.contrib import admin
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from applications import files
from network.models import Document, DocumentFile
from tests.applications import uploads
from tests.applications.factories import make_secretary, make_user
from tests.applications.uploads import a_pdf
from tests.network.factories import make_document, make_file
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

FILES = "files"  # the prefix of the inline
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


def stored():
    folder = Path(default_storage.location) / "documents"
    return sorted(f"documents/{path.name}" for path in folder.glob("*"))


def change(document):
    return reverse("admin:network_document_change", args=[document.pk])


def sent(document, *rows, **changes):
    """Return what the form of a document sends: for each row its file or none, and its language."""
    management = {
        f"{FILES}-TOTAL_FORMS": len(rows),
        f"{FILES}-INITIAL_FORMS": sum("id" in row for row in rows),
        f"{FILES}-MIN_NUM_FORMS": 0,
        f"{FILES}-MAX_NUM_FORMS": 1000,
    }
    words = {"kind": document.kind, "slug": document.slug, "title_en": document.title_en}
    data = {**words, "as_of": document.changed_at.isoformat(), **management, **changes}
    for number, row in enumerate(rows):
        for name, value in {"document": document.pk, **row}.items():
            data[f"{FILES}-{number}-{name}"] = value
    return data


def a_file(name="Statuts.pdf", content=None):
    return SimpleUploadedFile(name, a_pdf() if content is None else content, "text/html")


@pytest.fixture
def secretary(client):
    user = make_secretary()
    client.force_login(user)
    return user


@pytest.fixture
def draft():
    return make_document(published_on=None)


def errors(page):
    return texts(page, '//ul[contains(@class, "errorlist")]/li')


def test_a_file_is_on_the_disk_under_a_name_of_chance_before_its_row(client, secretary, draft):
    answer = client.post(change(draft), sent(draft, {"language": "fr", "upload": a_file()}))

    assert (answer.status_code, answer.content) == (302, b"")
    file = draft.files.get()
    path = Path(file.stored.path)
    content = path.read_bytes()
    assert stored() == [file.stored.name]
    assert (len(path.name), stat.S_IMODE(path.stat().st_mode)) == (32, 0o600)
    assert (file.language, file.name, file.content_type) == ("fr", "Statuts.pdf", "application/pdf")
    assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("statuts.html", "statuts.html.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ('"><script>.pdf', "___script_.pdf"),
        ("النظام.PDF", "النظام.pdf"),
        ("x" * 300, "x" * 146 + ".pdf"),
    ],
)
def test_of_a_hostile_name_nothing_is_kept_but_what_can_be_shown(
    client, secretary, draft, name, shown
):
    upload = a_file()
    upload._name = name

    client.post(change(draft), sent(draft, {"language": "fr", "upload": upload}))

    file = draft.files.get()
    answer = client.get(reverse("admin:network_document_file", args=[draft.pk, file.pk]))
    assert (file.name, answer.status_code) == (shown, 200)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", None),
        (lambda: b"<script>alert(1)</script>", "not-allowed"),
        (uploads.hidden_script, "script"),
        (lambda: a_pdf(uploads.with_attachment), "attachment"),
        (lambda: a_pdf()[:300], "damaged"),
        (lambda: b"%PDF-" + b"0" * files.BYTES, "too-large"),
    ],
)
def test_what_a_file_must_not_be_is_said_and_nothing_is_kept(client, secretary, draft, make, code):
    upload = a_file(content=make())

    page = client.post(
        change(draft),
        sent(draft, {"language": "fr", "upload": upload}, title_en="New words"),
    )

    told = str(files.REFUSALS[code]) if code else "The submitted file is empty."
    assert (page.status_code, errors(page)) == (200, [told])
    assert 'value="New words"' in page.text
    assert (DocumentFile.objects.count(), stored()) == (0, [])


def test_a_full_disk_gives_the_form_back_and_no_row(client, secretary, draft, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", fail)

    page = client.post(change(draft), sent(draft, {"language": "fr", "upload": a_file()}))

    assert errors(page) == [str(files.REFUSALS["not-stored"])]
    assert (DocumentFile.objects.count(), stored()) == (0, [])


def test_a_language_has_one_file(client, secretary, draft):
    rows = [{"language": "fr", "upload": a_file()} for _twice in range(2)]

    page = client.post(change(draft), sent(draft, *rows))

    assert (page.status_code, draft.files.count()) == (200, 0)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_replaced_or_removed_leaves_the_disk(client, secretary, draft):
    kept, gone = make_file(draft, "fr"), make_file(draft, "en")
    was = kept.stored.name

    client.post(
        change(draft),
        sent(
            draft,
            {"id": kept.pk, "language": "fr", "upload": a_file("New.pdf")},
            {"id": gone.pk, "language": "en", "DELETE": "on"},
        ),
    )

    kept.refresh_from_db()
    assert [(file.pk, file.name) for file in draft.files.all()] == [(kept.pk, "New.pdf")]
    assert kept.stored.name != was
    assert stored() == [kept.stored.name]


def test_only_the_secretariat_sends_files(client, draft):
    client.force_login(make_user(Role.BOARD))

    page = client.post(change(draft), sent(draft, {"language": "fr", "upload": a_file()}))

    assert (page.status_code, draft.files.count(), stored()) == (403, 0, [])


def test_what_no_row_names_is_swept_after_a_day(draft):
    kept, gone = make_file(draft, "fr"), make_file(draft, "en")
    left_over = gone.stored.name
    gone.delete()
    early = files.sweep()
    two_days_ago = time.time() - 2 * 24 * 3600
    for name in stored():
        os.utime(default_storage.path(name), (two_days_ago, two_days_ago))

    swept = files.sweep()

    assert (early, swept, stored()) == ([], [left_over], [kept.stored.name])


def test_anybody_gets_the_file_of_a_public_document_as_a_download_that_no_browser_runs(client):
    file = make_file(make_document(), name="Statuts – Câmara.pdf")

    answer = client.get(file.get_absolute_url())

    assert (answer.status_code, b"".join(answer)) == (200, b"%PDF-1.7 statutes")
    told = {
        name: answer[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Cache-Control",
            "ETag",
        )
    }
    assert told == {
        "Content-Type": "application/pdf",
        "Content-Disposition": (
            "attachment; filename*=utf-8''Statuts%20%E2%80%93%20C%C3%A2mara.pdf"
        ),
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, no-cache",
        "ETag": f'"{file.sha256}"',
    }


def test_who_has_the_file_already_is_told_so(client):
    file = make_file(make_document())
    url, tag = file.get_absolute_url(), f'"{file.sha256}"'

    same, other = (
        client.get(url, headers={"if-none-match": asked}).status_code for asked in (tag, '"x"')
    )

    assert (same, other) == (304, 200)


@pytest.mark.parametrize("days", [{"published_on": None}, {"withdrawn_on": timezone.localdate}])
def test_the_file_of_a_document_that_is_not_public_is_not_there(client, days):
    given = {name: day() if callable(day) else day for name, day in days.items()}
    file = make_file(make_document(**given))
    asked = {"if-none-match": f'"{file.sha256}"'}

    answer = client.get(file.get_absolute_url(), headers=asked)

    assert answer.status_code == 404


def test_another_name_leads_to_the_right_one(client):
    file = make_file(make_document())

    answer = client.get(reverse("network:document-file", args=[file.pk, "evil.exe"]))

    assert (answer.status_code, answer["Location"]) == (302, file.get_absolute_url())


@pytest.mark.parametrize("key", ["0", "9" * 30, "9" * 5000, "x", "%00"])
def test_a_number_that_is_of_no_file_is_not_there(client, key):
    assert client.get(f"/en/documents/files/{key}/a.pdf").status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_told_honestly(client, caplog):
    file = make_file(make_document())
    default_storage.delete(file.stored.name)

    page = client.get(file.get_absolute_url())

    assert (page.status_code, page["Cache-Control"]) == (404, "no-store")
    assert texts(page, "//h1") == ["This file cannot be handed out"]
    assert f"the file {file.pk} of a document is not on the disk" in caplog.text


def test_staff_get_the_file_of_a_draft_and_nobody_keeps_a_copy(client, secretary, draft):
    file = make_file(draft)

    answer = client.get(reverse("admin:network_document_file", args=[draft.pk, file.pk]))

    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    assert answer["Content-Security-Policy"] == POLICY


def test_a_picture_is_kept_without_what_it_told_of_its_maker(client, secretary, draft):
    upload = a_file("scan.pdf", uploads.a_telephone_picture())

    client.post(change(draft), sent(draft, {"language": "fr", "upload": upload}))

    file = draft.files.get()
    assert (file.name, file.content_type) == ("scan.jpg", "image/jpeg")
    assert b"A. Sample" not in Path(file.stored.path).read_bytes()


def test_versions_that_would_supersede_one_another_are_refused(client, secretary):
    first = make_document(published_on=None)
    second = make_document(published_on=None, supersedes=first)

    page = client.post(change(first), sent(first, supersedes=second.pk))

    assert errors(page) == ["That document comes after this one."]
    assert Document.objects.get(pk=first.pk).supersedes_id is None


def test_staff_see_a_draft_as_visitors_will(client, secretary, draft):
    shown = admin.site._registry[Document].preview_response(client.get("/en/").wsgi_request, draft)

    assert texts(shown.render(), "//h1") == [draft.title]


@pytest.mark.parametrize(("role", "can_send"), [(Role.SECRETARIAT, True), (Role.BOARD, False)])
def test_the_page_of_a_document_in_the_admin_leads_to_its_files(client, draft, role, can_send):
    file = make_file(draft)
    client.force_login(make_user(role))

    page = client.get(change(draft))

    url = reverse("admin:network_document_file", args=[draft.pk, file.pk])
    assert (page.status_code, texts(page, f'//a[@href="{url}"]')) == (200, ["statutes.pdf"])
    assert bool(values(page, '//input[@type="file"]/@name')) == can_send

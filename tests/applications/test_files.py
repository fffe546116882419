import errno
import gzip
import hashlib
import io
import lzma
import os
import stat
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.client import MULTIPART_CONTENT
from pikepdf import Array, Dictionary, Encryption, Name, String
from PIL import Image

from applications import files
from applications.files import check_upload
from applications.models import File
from tests.applications import uploads
from tests.applications.factories import make_application
from tests.applications.uploads import (
    a_pdf,
    a_pdf_of,
    a_picture,
    an_archive,
    with_annotation,
    with_link,
    with_root,
)

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
MANDATE = "mandate"


def sent(content, name="mandate.pdf", content_type=PDF):
    return SimpleUploadedFile(name, content, content_type)


# What a refused file is answered with; each says what to do.
SENTENCES = {
    "empty": "The file is empty. Choose it again, or choose another one.",
    "too-large": "The file is larger than 10 MB. Send a smaller copy.",
    "not-allowed": "Send a PDF, JPEG or PNG. This file is something else.",
    "damaged": "This file is damaged or incomplete. Save it anew and send the new copy.",
    "too-many-pixels": "This picture has more than 50 million pixels. Send a smaller copy.",
    "too-demanding": "This file takes too much time or memory to check. Save it as a simpler one, "
    "or send pictures of its pages.",
    "protected": "This PDF is protected by a password. Save a copy without protection and send "
    "that.",
    "script": "This PDF holds a script. Print it to a new PDF and send that one.",
    "attachment": "This PDF has other files inside. Send it without them.",
    "form": "This PDF is a form that cannot be checked. Print it to a new PDF and send that.",
    "action": "This PDF opens other files or sends what is typed into it. Print it to a new PDF "
    "and send that one.",
    "media": "This PDF holds sound, video or a model. Print it to a new PDF and send that one.",
    "busy": "Many files are being checked just now. Send this one again in a minute.",
}


def answer_to(content, **said):
    """Return the type of a file that is taken, the code of the refusal of any other."""
    answer = whole_answer_to(content, **said)
    return answer[0]


def whole_answer_to(content, **said):
    """Return type and name of a file that is taken, code and sentence of the refusal of others."""
    try:
        checked = check_upload(sent(content, **said))
    except ValidationError as refusal:
        return (refusal.code, *refusal.messages)
    return checked.content_type, checked.name


AS_PDF, AS_JPEG, AS_PNG = (PDF, "mandate.pdf"), (JPEG, "mandate.jpg"), (PNG, "mandate.png")
FILES = {
    # What a file is, its content says.
    "a PDF": (lambda: a_pdf(), AS_PDF),
    "a PDF for the web": (lambda: a_pdf(linearize=True), AS_PDF),
    "a PDF of 300 pages": (lambda: a_pdf(uploads.with_pages(299)), AS_PDF),
    "a PDF with metadata": (lambda: a_pdf(uploads.with_metadata), AS_PDF),
    "a JPEG": (lambda: a_picture("JPEG"), AS_JPEG),
    "a JPEG for print": (lambda: a_picture("JPEG", mode="CMYK"), AS_JPEG),
    "a grey, progressive JPEG": (lambda: a_picture("JPEG", mode="L", progressive=True), AS_JPEG),
    "a JPEG with position, maker and profile": (lambda: uploads.a_telephone_picture(), AS_JPEG),
    "two pictures in one JPEG": (lambda: uploads.an_animation("MPO"), AS_JPEG),
    "a PNG": (lambda: a_picture("PNG"), AS_PNG),
    "a PNG in black and white": (lambda: a_picture("PNG", mode="1"), AS_PNG),
    "a PNG with a palette": (lambda: a_picture("PNG", mode="P", transparency=0), AS_PNG),
    "a PNG with 16 bits of grey": (lambda: a_picture("PNG", mode="I;16"), AS_PNG),
    "a PNG that one sees through": (lambda: a_picture("PNG", mode="RGBA"), AS_PNG),
    "a PNG with texts and profile": (lambda: uploads.a_noted_png(), AS_PNG),
    "an animated PNG": (lambda: uploads.an_animation("PNG"), AS_PNG),
    "a GIF": (lambda: a_picture("GIF"), "not-allowed"),
    "an animated GIF": (lambda: uploads.an_animation("GIF"), "not-allowed"),
    "a WebP": (lambda: a_picture("WEBP"), "not-allowed"),
    "an animated WebP": (lambda: uploads.an_animation("WEBP"), "not-allowed"),
    "a TIFF": (lambda: a_picture("TIFF"), "not-allowed"),
    "a BMP": (lambda: a_picture("BMP"), "not-allowed"),
    "an icon": (lambda: a_picture("ICO"), "not-allowed"),
    "a picture of Apple’s": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(60), "not-allowed"),
    "a film": (lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(60), "not-allowed"),
    "a song": (lambda: b"ID3\x04" + bytes(60), "not-allowed"),
    "an SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not-allowed"),
    "a page": (lambda: b"<!doctype html><script>alert(1)</script>", "not-allowed"),
    "a letter": (lambda: b"From: a@example.org\r\nSubject: x\r\n\r\nx", "not-allowed"),
    "plain text": (lambda: b"A mandate in plain text", "not-allowed"),
    "text with a byte order mark": (lambda: "\ufeffMandato".encode("utf-16"), "not-allowed"),
    "PostScript": (lambda: b"%!PS-Adobe-3.0\n", "not-allowed"),
    "rich text": (lambda: b"{\\rtf1 mandate}", "not-allowed"),
    "a document of Word": (lambda: an_archive("word/document.xml"), "not-allowed"),
    "a document of LibreOffice": (lambda: an_archive("mimetype", "content.xml"), "not-allowed"),
    "a table of Excel": (lambda: an_archive("xl/workbook.xml"), "not-allowed"),
    "an old document of Word": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        "not-allowed",
    ),
    "an archive": (lambda: an_archive("../../etc/passwd"), "not-allowed"),
    "an archive packed with gzip": (lambda: gzip.compress(b"a" * 9999, mtime=0), "not-allowed"),
    "an archive packed with xz": (lambda: lzma.compress(b"a" * 9999), "not-allowed"),
    "an archive packed with 7-Zip": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(60), "not-allowed"),
    "an archive packed with RAR": (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(60), "not-allowed"),
    "a program for Windows": (lambda: b"MZ" + bytes(60), "not-allowed"),
    "a program for Linux": (lambda: b"\x7fELF" + bytes(60), "not-allowed"),
    "a script of the shell": (lambda: b"#!/bin/sh\nrm -rf /\n", "not-allowed"),
    "nothing": (lambda: b"", "empty"),
    "zero bytes": (lambda: bytes(1000), "not-allowed"),
    "10 MB": (lambda: a_pdf_of(files.BYTES), AS_PDF),
    "10 MB and one byte": (lambda: a_pdf_of(files.BYTES + 1), "too-large"),
    # What is two things at once is kept as what it begins with, without the rest.
    "a PDF and an archive": (lambda: a_pdf() + an_archive("a.exe"), AS_PDF),
    "a PDF and a page": (lambda: a_pdf() + b"<script>alert(1)</script>", AS_PDF),
    "a JPEG and an archive": (lambda: a_picture("JPEG") + an_archive("a.exe"), AS_JPEG),
    "a JPEG and a program": (
        lambda: a_picture("JPEG", comment=b"<?php system('id') ?>"),
        AS_JPEG,
    ),
    "a PNG and a page": (lambda: a_picture("PNG") + b"<script>alert(1)</script>", AS_PNG),
    "an archive and a PDF": (lambda: an_archive("a.pdf", content=a_pdf()), "damaged"),
    "a GIF and a PDF": (lambda: b"GIF89a" + a_pdf(), "damaged"),
    "a JPEG’s beginning and a PDF": (lambda: b"\xff\xd8\xff" + a_pdf(), "damaged"),
    "a page and a PDF": (lambda: b"<html>" + a_pdf(), "damaged"),
    "a page and a PDF far behind": (lambda: b"<html>".ljust(2000) + a_pdf(), "not-allowed"),
    # What is not whole.
    "the first half of a PDF": (lambda: a_pdf()[:300], "damaged"),
    "a PDF without its end": (lambda: a_pdf()[:-40], "damaged"),
    "a PDF without content": (lambda: b"%PDF-1.7\n" + bytes(500), "damaged"),
    "a PDF without pages": (lambda: a_pdf(lambda pdf: pdf.pages.__delitem__(0)), "damaged"),
    "a JPEG without its end": (lambda: a_picture("JPEG", size=(400, 400))[:-500], "damaged"),
    "a PNG without its end": (lambda: a_picture("PNG")[:60], "damaged"),
    "a PNG with a wrong sum": (lambda: a_picture("PNG").replace(b"IDAT", b"IDAU"), "damaged"),
    "the first bytes of a JPEG": (lambda: b"\xff\xd8\xff", "damaged"),
    "the first bytes of a PNG": (lambda: b"\x89PNG\r\n\x1a\n", "damaged"),
    # What is made to exhaust us.
    "a PNG of 49 million pixels": (lambda: uploads.a_large_png(7_000), AS_PNG),
    "a PNG that says 400 million": (
        lambda: uploads.a_png_that_says(20_000, 20_000),
        "too-many-pixels",
    ),
    "a PNG that says 81 million": (
        lambda: uploads.a_png_that_says(9_000, 9_000),
        "too-many-pixels",
    ),
    "a PNG that says 49 million": (lambda: uploads.a_png_that_says(7_000, 7_000), "damaged"),
    "a JPEG that says 4,295 million": (lambda: uploads.a_jpeg_that_says(65_535), "too-many-pixels"),
    "a JPEG of 1,000 scans": (lambda: uploads.a_jpeg_of_many_scans(), "too-demanding"),
    # Held off in time, or the answer would be another.
    "a PDF that unpacks to gigabytes": (lambda: uploads.a_pdf_of_one_bomb(), "damaged"),
    # What a PDF may hold and what not.
    "a PDF with two passwords": (
        lambda: a_pdf(encryption=Encryption(owner="o", user="u")),
        "protected",
    ),
    "a PDF with its owner’s password": (
        lambda: a_pdf(encryption=Encryption(owner="o", user="")),
        "protected",
    ),
    "a script on opening": (lambda: with_root(OpenAction=uploads.script()), "script"),
    "a script in an object stream": (lambda: uploads.hidden_script(), "script"),
    "a script by name": (
        lambda: with_root(
            Names=Dictionary(JavaScript=Dictionary(Names=[String("a"), uploads.script()]))
        ),
        "script",
    ),
    "a script on closing": (lambda: with_root(AA=Dictionary(WC=uploads.script())), "script"),
    "a script behind a link": (
        lambda: with_annotation(Subtype=Name.Link, A=uploads.script()),
        "script",
    ),
    "a script after a jump": (
        lambda: with_annotation(
            Subtype=Name.Link, A=uploads.action("GoTo", Next=Array([uploads.script()]))
        ),
        "script",
    ),
    "a script behind a note": (
        lambda: with_annotation(Subtype=Name.Text, AA=Dictionary(E=uploads.script())),
        "script",
    ),
    "a script as an address": (lambda: with_link("JavaScript:alert(1)"), "script"),
    "data as an address": (lambda: with_link(" data:text/html,x"), "script"),
    "a file as an address": (lambda: with_link("file:///etc/passwd"), "script"),
    "an attachment": (lambda: a_pdf(uploads.with_attachment), "attachment"),
    "an attachment on a page": (lambda: with_annotation(Subtype=Name.FileAttachment), "attachment"),
    "a jump into an attachment": (
        lambda: with_root(OpenAction=uploads.action("GoToE")),
        "attachment",
    ),
    "a form in XML": (lambda: with_root(AcroForm=Dictionary(XFA=String("<xdp/>"))), "form"),
    "a program to start": (
        lambda: with_root(OpenAction=uploads.action("Launch", F=String("calc"))),
        "action",
    ),
    "a jump into another file": (
        lambda: with_root(OpenAction=uploads.action("GoToR", F=String("b.pdf"))),
        "action",
    ),
    "a form that is sent": (
        lambda: with_annotation(Subtype=Name.Link, A=uploads.action("SubmitForm")),
        "action",
    ),
    "a form that is filled": (
        lambda: with_annotation(Subtype=Name.Link, A=uploads.action("ImportData")),
        "action",
    ),
    "rich media": (lambda: with_annotation(Subtype=Name.RichMedia), "media"),
    "a film inside": (lambda: with_annotation(Subtype=Name.Movie), "media"),
    "a sound inside": (lambda: with_annotation(Subtype=Name.Sound), "media"),
    "a screen for a film": (lambda: with_annotation(Subtype=Name.Screen), "media"),
    "a film to be played": (lambda: with_root(OpenAction=uploads.action("Rendition")), "media"),
    "a model in 3D": (lambda: with_annotation(Subtype=Name("/3D")), "media"),
    "a jump to the first page": (
        lambda: with_root(OpenAction=uploads.action("GoTo", D=Array([0, Name.Fit]))),
        AS_PDF,
    ),
    "a link to the web": (lambda: with_link("https://example.org"), AS_PDF),
    "a form to print": (
        lambda: with_root(AcroForm=Dictionary(Fields=[Dictionary(FT=Name.Tx)])),
        AS_PDF,
    ),
    "a script of before": (lambda: uploads.an_old_script(), AS_PDF),
    "a signed PDF": (lambda: uploads.a_signed_pdf(), AS_PDF),
}


@pytest.mark.parametrize(("make", "answer"), FILES.values(), ids=FILES)
def test_what_a_file_must_be(make, answer):
    expected = answer if isinstance(answer, tuple) else (answer, SENTENCES[answer])

    assert whole_answer_to(make()) == expected


@pytest.mark.parametrize("content_type", [PDF, PNG, "text/html", ""])
@pytest.mark.parametrize("name", ["photo.png", "photo.html", "photo"])
def test_neither_name_nor_declared_type_counts(name, content_type):
    assert answer_to(a_picture("JPEG"), name=name, content_type=content_type) == JPEG


@pytest.mark.parametrize(
    "failure", [subprocess.TimeoutExpired("inspection", 20), subprocess.CalledProcessError(-9, "")]
)
def test_a_file_that_ends_its_inspection_is_refused(monkeypatch, failure):
    def end(*args, **kwargs):
        raise failure

    monkeypatch.setattr(subprocess, "run", end)

    assert [answer_to(a_pdf()) for _time in range(3)] == ["too-demanding"] * 3


def test_a_machine_that_starts_no_inspection_says_so(monkeypatch):
    def fail(*args, **kwargs):
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(subprocess, "run", fail)

    assert answer_to(a_pdf()) == "busy"


def test_no_more_files_are_inspected_at_once_than_memory_allows(monkeypatch):
    monkeypatch.setattr(files, "SECONDS_TO_WAIT", 0)

    with files._inspections, files._inspections:
        answer = answer_to(a_pdf())

    assert (answer, answer_to(a_pdf())) == ("busy", PDF)


def test_a_picture_is_stored_upright_and_without_what_it_told_of_its_maker():
    checked = check_upload(sent(uploads.a_telephone_picture()))

    image = Image.open(io.BytesIO(checked.content))
    image.load()
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (20, 40), {})
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    red, white = image.getpixel((10, 5)), image.getpixel((10, 35))
    assert (red[1] < 60, white[1] > 200) == (True, True)


def test_a_png_keeps_its_look_and_nothing_else():
    checked = check_upload(sent(uploads.a_noted_png()))

    image = Image.open(io.BytesIO(checked.content))
    assert (image.format, image.mode, image.info) == ("PNG", "RGB", {})
    assert (image.getpixel((0, 0)), image.getpixel((39, 0))) == ((255, 0, 0), (255, 255, 255))


def test_of_an_animation_the_first_picture_is_kept():
    checked = check_upload(sent(uploads.an_animation()))

    image = Image.open(io.BytesIO(checked.content))
    assert (image.is_animated, image.getpixel((0, 0))) == (False, (255, 0, 0))


def test_a_very_large_jpeg_is_reduced():
    checked = check_upload(sent(a_picture("JPEG", size=(9000, 5000))))

    assert Image.open(io.BytesIO(checked.content)).size == (4500, 2500)


def test_of_a_pdf_nothing_is_kept_that_its_pages_do_not_reach():
    behind = b"PK\x03\x04 <script>alert(1)</script>"
    pdf = a_pdf()

    plain = check_upload(sent(pdf))
    extended = check_upload(sent(pdf + behind))
    old = check_upload(sent(uploads.an_old_script()))

    assert extended == plain
    assert behind not in extended.content
    assert b"alert" not in old.content
    with pikepdf.open(io.BytesIO(plain.content)) as kept:
        assert len(kept.pages) == 1


def test_a_signature_that_the_copy_breaks_is_told():
    signed = check_upload(sent(uploads.a_signed_pdf()))

    assert (signed.was_signed, check_upload(sent(a_pdf())).was_signed) == (True, False)


def test_a_checked_file_knows_its_size_and_digest():
    checked = check_upload(sent(a_pdf()))

    digest = hashlib.sha256(checked.content).hexdigest()
    assert (checked.size, checked.sha256) == (len(checked.content), digest)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ata n.º 3 – Câmara.pdf", "Ata n.º 3 – Câmara.pdf"),
        ("تفويض.PDF", "تفويض.pdf"),
        ("letter.v2", "letter.v2.pdf"),
        ("mandate.html", "mandate.html.pdf"),
        ("scan.JPEG", "scan.pdf"),
        ("../../x", "x.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        (r"C:\Users\Ana\mandate.pdf", "mandate.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("mandate\u202efdp.exe", "mandatefdp.exe.pdf"),
        ("<script>.png", "_script_.pdf"),
        ('a"; filename="b.exe', "a_; filename=_b.exe.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("..", "document.pdf"),
        ("", "document.pdf"),
        (".pdf", "document.pdf"),
        ("\ud800.pdf", "document.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_for_showing_only(name, shown):
    upload = sent(a_pdf())
    upload._name = name

    assert check_upload(upload).name == shown


@pytest.fixture
def checked():
    return files.CheckedUpload("mandate.pdf", PDF, b"%PDF-1.7 checked")


def stored_files():
    folder = Path(default_storage.location)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def test_store_keeps_the_file_private_and_under_a_name_of_chance(db, checked):
    application = make_application()

    file = files.store(application, checked, purpose=MANDATE)

    path = Path(file.stored.path)
    assert path.read_bytes() == checked.content
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert len(path.name) == 32
    assert list(File.objects.values("application", "purpose", "name", "size", "sha256")) == [
        {
            "application": application.pk,
            "purpose": MANDATE,
            "name": "mandate.pdf",
            "size": checked.size,
            "sha256": checked.sha256,
        }
    ]


def test_an_application_holds_five_files(db, checked):
    application, other = make_application(), make_application()
    for _number in range(5):
        files.store(application, checked, purpose=MANDATE)

    with pytest.raises(ValidationError) as refusal:
        files.store(application, checked, purpose=MANDATE)
    files.store(other, checked, purpose=MANDATE)

    assert refusal.value.code == "too-many"
    assert (application.files.count(), other.files.count(), len(stored_files())) == (5, 1, 6)


@pytest.mark.django_db(transaction=True)
def test_an_application_holds_five_files_however_many_come_at_once(checked):
    application = make_application()

    def try_store(_number):
        try:
            files.store(application, checked, purpose=MANDATE)
        except ValidationError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "stored"

    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(try_store, range(8)))

    assert sorted(answers) == ["stored"] * 5 + ["too-many"] * 3
    assert (application.files.count(), len(stored_files())) == (5, 5)


@pytest.mark.parametrize("failure", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_disk_that_refuses_leaves_neither_row_nor_file(db, checked, monkeypatch, failure):
    application = make_application()

    def write_half(storage, name, content):
        path = Path(storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read(4))
        raise OSError(failure, os.strerror(failure))

    monkeypatch.setattr(FileSystemStorage, "_save", write_half)

    with pytest.raises(ValidationError) as refusal:
        files.store(application, checked, purpose=MANDATE)

    assert (refusal.value.code, application.files.count(), stored_files()) == ("not-stored", 0, [])


def test_a_folder_that_cannot_be_made_is_told_like_a_full_disk(db, checked, settings, tmp_path):
    (tmp_path / "occupied").write_text("")
    settings.MEDIA_ROOT = tmp_path / "occupied"

    with pytest.raises(ValidationError) as refusal:
        files.store(make_application(), checked, purpose=MANDATE)

    assert (refusal.value.code, File.objects.count()) == ("not-stored", 0)


def test_a_row_that_fails_takes_its_file_along(db, checked, monkeypatch):
    application = make_application()

    def fail(*args, **kwargs):
        raise RuntimeError("no row")

    monkeypatch.setattr(File, "save_base", fail)

    with pytest.raises(RuntimeError, match="no row"):
        files.store(application, checked, purpose=MANDATE)

    assert (File.objects.count(), stored_files()) == (0, [])


class RollBackError(Exception):
    """What ends a transaction after it did its work."""


@transaction.atomic
def rolled_back(act, *args, **kwargs):
    act(*args, **kwargs)
    raise RollBackError


@pytest.mark.django_db(transaction=True)
def test_remove_deletes_the_file_once_that_is_certain(checked):
    kept, removed = (
        files.store(make_application(), checked, purpose=MANDATE) for _number in range(2)
    )

    with transaction.atomic():
        files.remove(removed)
        during = len(stored_files())
    with pytest.raises(RollBackError):
        rolled_back(files.remove, File.objects.get(pk=kept.pk))

    assert (during, stored_files()) == (2, [kept.stored.name])
    assert [file.pk for file in File.objects.all()] == [kept.pk]


@pytest.mark.django_db(transaction=True)
def test_sweep_takes_what_no_row_names_for_a_day(checked, capsys):
    application = make_application()
    named = files.store(application, checked, purpose=MANDATE)
    with pytest.raises(RollBackError):
        rolled_back(files.store, application, checked, purpose=MANDATE)
    (left_over,) = {*stored_files()} - {named.stored.name}
    assert files.sweep() == []
    two_days_ago = time.time() - 2 * 24 * 3600
    for name in stored_files():
        os.utime(default_storage.path(name), (two_days_ago, two_days_ago))

    call_command("sweep_files", "--dry-run")
    after_dry_run = len(stored_files())
    call_command("sweep_files")

    assert (after_dry_run, stored_files()) == (2, [named.stored.name])
    assert capsys.readouterr().out.splitlines() == [
        left_over,
        "1 files without a row (dry run: nothing deleted)",
        left_over,
        "1 files without a row",
    ]


def test_sweep_finds_nothing_where_nothing_was_stored(db):
    assert files.sweep() == []


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("mandate.pdf", 'attachment; filename="mandate.pdf"'),
        ("Câmara.pdf", "attachment; filename*=utf-8''C%C3%A2mara.pdf"),
        ("تفويض.pdf", "attachment; filename*=utf-8''%D8%AA%D9%81%D9%88%D9%8A%D8%B6.pdf"),
    ],
)
def test_serve_gives_a_download_that_no_browser_runs(db, name, disposition):
    upload = files.CheckedUpload(name, PDF, b"%PDF-1.7 checked")
    file = files.store(make_application(), upload, purpose=MANDATE)

    response = files.serve(RequestFactory().get("/"), file)

    assert (response.status_code, response.content) == (200, b"%PDF-1.7 checked")
    assert {name: response[name] for name in SERVED_WITH} == {
        "Content-Type": PDF,
        "Content-Length": "16",
        "Content-Disposition": disposition,
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


SERVED_WITH = (
    "Content-Type",
    "Content-Length",
    "Content-Disposition",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Cache-Control",
)


def test_the_policy_of_pages_does_not_take_the_place_of_the_files(db, checked):
    from csp.middleware import CSPMiddleware

    file = files.store(make_application(), checked, purpose=MANDATE)
    answer = CSPMiddleware(lambda request: files.serve(request, file))

    policies = answer(RequestFactory().get("/"))["Content-Security-Policy"]

    assert policies == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert (
        "script-src"
        in CSPMiddleware(lambda request: HttpResponse())(RequestFactory().get("/")).headers[
            "Content-Security-Policy"
        ]
    )


@pytest.mark.parametrize(
    ("size", "held", "answer"),
    [
        (0, None, None),
        (16, 16, "damaged"),
        (files.BYTES + 1, files.BYTES + 1, "too-large"),
        (files.BYTES + 70_000, files.BYTES + 1, "too-large"),
    ],
)
def test_an_upload_is_held_in_memory_and_never_beyond_the_limit(
    settings, monkeypatch, size, held, answer
):
    settings.FILE_UPLOAD_HANDLERS = ["applications.files.BoundedUpload"]
    monkeypatch.setattr("tempfile.mkstemp", None)
    file = io.BytesIO(b"%PDF-1.7".ljust(size, b" ")[:size])
    file.name = "mandate.pdf"
    request = RequestFactory().post("/", {"document": file, "text": "kept"}, MULTIPART_CONTENT)

    upload = request.FILES["document"]

    assert (request.POST["text"], upload.size, upload.name) == ("kept", size, "mandate.pdf")
    if answer:
        assert len(upload.read()) == held
        assert answer_to_upload(upload) == answer


def answer_to_upload(upload):
    with pytest.raises(ValidationError) as refusal:
        check_upload(upload)
    return refusal.value.code

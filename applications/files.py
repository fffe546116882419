"""Uploads: what a file must be, how it is kept and how it is handed out again."""

import contextlib
import hashlib
import json
import logging
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db import transaction
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_sendfile import sendfile

from applications.models import Application, File, random_file_name
from together_site.text import one_line, without_hidden

logger = logging.getLogger("together.files")

BYTES = 10 * 1024 * 1024
FILES_AN_APPLICATION = 5
# Of nothing stored is known why, unless a row names it; uploads take seconds, not a day.
UNNAMED_AFTER = timedelta(days=1)

KINDS = {
    b"%PDF-": ("pdf", "application/pdf", "pdf"),
    b"\xff\xd8\xff": ("jpeg", "image/jpeg", "jpg"),
    b"\x89PNG\r\n\x1a\n": ("png", "image/png", "png"),
}
_OUR_EXTENSION = re.compile(r"\.(pdf|jpe?g|jpe|jfif|png)$", re.IGNORECASE)
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"|?*]')

REFUSALS = {
    "empty": _("The file is empty. Choose it again, or choose another one."),
    "too-large": _("The file is larger than 10 MB. Send a smaller copy."),
    "not-allowed": _("Send a PDF, JPEG or PNG. This file is something else."),
    "damaged": _("This file is damaged or incomplete. Save it anew and send the new copy."),
    "too-many-pixels": _("This picture has more than 50 million pixels. Send a smaller copy."),
    "too-demanding": _(
        "This file takes too much time or memory to check. Save it as a simpler one, or send "
        "pictures of its pages."
    ),
    "protected": _(
        "This PDF is protected by a password. Save a copy without protection and send that."
    ),
    "script": _("This PDF holds a script. Print it to a new PDF and send that one."),
    "attachment": _("This PDF has other files inside. Send it without them."),
    "form": _("This PDF is a form that cannot be checked. Print it to a new PDF and send that."),
    "action": _(
        "This PDF opens other files or sends what is typed into it. Print it to a new PDF and "
        "send that one."
    ),
    "media": _("This PDF holds sound, video or a model. Print it to a new PDF and send that one."),
    "busy": _("Many files are being checked just now. Send this one again in a minute."),
    "too-many": _("An application can hold five files. Remove one before you add another."),
    "not-stored": _(
        "The file could not be stored. Nothing else is lost: send the file again in a few minutes."
    ),
}

INSPECTION = Path(__file__).with_name("inspection.py")
SECONDS_TO_WAIT = 20
SECONDS_TO_INSPECT = 20
# Each check may take a gigabyte: of one web process two at a time at most.
_inspections = threading.BoundedSemaphore(2)


def refusal(code):
    """Return the error that tells the applicant why a file is not taken and what to do."""
    return ValidationError(REFUSALS[code], code=code)


@dataclass(frozen=True)
class CheckedUpload:
    """A file that may be kept: not the bytes that were sent but a clean copy of them.

    ``was_signed`` tells that a PDF carried a digital signature, which the copy no longer proves.
    """

    name: str
    content_type: str
    content: bytes = field(repr=False)
    was_signed: bool = False

    @property
    def size(self):
        """The size in bytes."""
        return len(self.content)

    @property
    def sha256(self):
        """The digest in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def check_upload(upload):
    """Return the ``CheckedUpload`` made from a Django upload.

    What it is follows from its content: neither its name nor the type the browser says counts.
    Raises ``ValidationError`` with a code and sentence of ``REFUSALS``.
    """
    if upload.size > BYTES:
        raise refusal("too-large")
    upload.seek(0)
    data = upload.read(BYTES)
    if not data:
        raise refusal("empty")
    kind, content_type, extension = _kind_of(data)
    findings, content = _inspect(data, kind)
    if "refused" in findings:
        logger.info("upload refused: %s", findings)
        raise refusal(findings["refused"])
    return CheckedUpload(
        name=display_name(upload.name or "", extension),
        content_type=content_type,
        content=content,
        was_signed=findings["signed"],
    )


def _kind_of(data):
    for beginning, kind in KINDS.items():
        if data.startswith(beginning):
            return kind
    # Readers take a PDF also where it begins a little later, behind what may be anything.
    raise refusal("damaged" if b"%PDF-" in data[:1024] else "not-allowed")


def _inspect(data, kind):
    """Have the file read by a process of its own; see ``inspection``."""
    if not _inspections.acquire(timeout=SECONDS_TO_WAIT):
        raise refusal("busy")
    try:
        done = subprocess.run(  # noqa: S603 -- our own program; the upload is its input only
            [sys.executable, "-I", INSPECTION, kind],
            input=data,
            capture_output=True,
            timeout=SECONDS_TO_INSPECT,
            check=True,
        )
    except subprocess.SubprocessError as problem:
        logger.warning("a %s ended its inspection: %s", kind, problem)
        raise refusal("too-demanding") from None
    except OSError as problem:
        logger.exception("no inspection could be started")
        raise refusal("busy") from problem
    finally:
        _inspections.release()
    findings, _line_end, content = done.stdout.partition(b"\n")
    return json.loads(findings), content


def display_name(name, extension):
    """Return a file name to show and to download by, 150 characters at most.

    It never names anything on the disk. ``extension`` is that of the content.
    """
    last = re.split(r"[/\\]", one_line(without_hidden(name)))[-1]
    stem = _NOT_IN_FILE_NAMES.sub("_", _OUR_EXTENSION.sub("", last)).strip(" .")
    room = File._meta.get_field("name").max_length - len(extension) - 1
    return f"{stem[:room].strip(' .') or gettext('document')}.{extension}"


def store(application, checked, *, purpose):
    """Keep a checked file with an application, in the caller's transaction. Returns its row.

    The file is on the disk before its row is written. Raises ``ValidationError`` where the
    application has five already, or where the disk refuses: then there is no row either. A file
    whose transaction is rolled back later is taken away by ``sweep``.
    """
    with transaction.atomic():
        Application.objects.select_for_update(no_key=True).get(pk=application.pk)
        if application.files.count() >= FILES_AN_APPLICATION:
            raise refusal("too-many")
        name = random_file_name(None, checked.name)
        keep(name, checked)
        try:
            return application.files.create(
                purpose=purpose,
                name=checked.name,
                stored=name,
                content_type=checked.content_type,
                size=checked.size,
                sha256=checked.sha256,
            )
        except BaseException:
            discard(name)
            raise


def keep(name, checked):
    """Write a checked file under a name of chance, before the row that will name it.

    Raises ``ValidationError`` where the disk refuses; then nothing of it stays.
    """
    try:
        _write(name, checked.content)
    except OSError as problem:
        discard(name)
        logger.exception("a file could not be stored")
        raise refusal("not-stored") from problem
    except BaseException:
        discard(name)
        raise


def _write(name, content):
    """Write a file and wait until the disk has it: a row must not name what a crash can take."""
    default_storage.save(name, ContentFile(content))
    path = Path(default_storage.path(name))
    for written in (path, path.parent):
        descriptor = os.open(written, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def discard(name):
    """Take a stored file off the disk."""
    with contextlib.suppress(OSError):  # a file that stays is taken away by the sweep
        default_storage.delete(name)


def remove(file):
    """Delete the row of a file now and the file itself once that is committed."""
    file.delete()
    transaction.on_commit(partial(discard, file.stored.name))


def sweep(*, dry_run=False):
    """Delete stored files that no row names for a day. Returns their names.

    ``settings.TABLES_WITH_FILES`` says which tables name files, each in its column ``stored``.
    """
    unnamed = sorted(
        name for label in settings.TABLES_WITH_FILES for name in _unnamed_of(apps.get_model(label))
    )
    if not dry_run:
        for name in unnamed:
            discard(name)
    return unnamed


def _unnamed_of(model):
    """Return which files in the folder of a table none of its rows has named for a day."""
    folder = PurePosixPath(model._meta.get_field("stored").upload_to(None, "")).parent
    try:
        found = [str(folder / name) for name in default_storage.listdir(str(folder))[1]]
    except FileNotFoundError:
        return set()
    before = timezone.now() - UNNAMED_AFTER
    old = {name for name in found if default_storage.get_modified_time(name) < before}
    return old - set(model.objects.values_list("stored", flat=True))


def serve(request, file):
    """Return the file as a download that no browser runs. Who may have it the view has checked.

    Nobody keeps a copy on the way: a view whose file is public says otherwise.
    """
    response = sendfile(
        request, file.stored.path, attachment_filename=False, mimetype=file.content_type
    )
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    # The policy of pages is not added where a response brings its own.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


class BoundedUpload(FileUploadHandler):
    """Hold an upload in memory, up to one byte more than a file may have.

    Nothing is written to a temporary folder, which may be full. What is beyond the limit is
    counted and dropped, so that ``check_upload`` can say that the file is too large.
    """

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.held = bytearray()

    def receive_data_chunk(self, raw_data, start):
        self.held += raw_data[: max(0, BYTES + 1 - len(self.held))]

    def file_complete(self, file_size):
        return InMemoryUploadedFile(
            ContentFile(bytes(self.held)),
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )

"""Pictures for pages: taken in, kept, and looked for in texts."""

import hashlib
import json
import logging
import subprocess
import sys
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from pathlib import Path

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications import files
from network.models.document import random_picture_name
from network.richtext import PICTURES, RichTextField

logger = logging.getLogger("together.files")

KINDS = ("image/jpeg", "image/png")
SHRINKING = Path(__file__).with_name("shrinking.py")
SECONDS_TO_SHRINK = 20
NOT_A_PICTURE = _("Send a JPEG or PNG. This file is something else.")


@dataclass(frozen=True)
class Prepared:
    """A picture that may be kept: drawn anew, no wider than pages show it."""

    name: str
    content_type: str
    width: int
    height: int
    content: bytes = field(repr=False)

    def columns(self):
        """Return what the row of the picture says of it, but for where it is kept."""
        return {
            "name": self.name,
            "content_type": self.content_type,
            "width": self.width,
            "height": self.height,
            "size": len(self.content),
            "sha256": hashlib.sha256(self.content).hexdigest(),
        }


def prepare(upload):
    """Return the ``Prepared`` picture made from a Django upload.

    Raises ``ValidationError`` where it is no JPEG or PNG, or one that cannot be read.
    """
    checked = files.check_upload(upload)
    if checked.content_type not in KINDS:
        raise ValidationError(NOT_A_PICTURE, code="not-allowed")
    try:
        done = subprocess.run(  # noqa: S603 -- our own program; the picture is its input only
            [sys.executable, "-I", SHRINKING],
            input=checked.content,
            capture_output=True,
            timeout=SECONDS_TO_SHRINK,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as problem:
        logger.warning("a picture could not be made smaller: %s", problem)
        raise files.refusal("too-demanding") from None
    size, _line_end, content = done.stdout.partition(b"\n")
    return Prepared(checked.name, checked.content_type, **json.loads(size), content=content)


def store(picture, prepared):
    """Keep a prepared picture in a row that is not saved yet, in the caller's transaction.

    The file is on the disk before its row is written. Raises ``ValidationError`` where the disk
    refuses; then there is neither row nor file.
    """
    for name, value in prepared.columns().items():
        setattr(picture, name, value)
    picture.stored = random_picture_name(picture, prepared.name)
    files.keep(picture.stored.name, prepared)
    try:
        with transaction.atomic():
            picture.save()
    except BaseException:
        files.discard(picture.stored.name)
        raise


def texts_with(picture):
    """Return the records whose text shows a picture, of all kinds."""
    address = f'"{PICTURES}{picture.pk}/"'
    found = []
    for model in apps.get_app_config("network").get_models():
        columns = [
            column.name
            for column in model._meta.local_fields
            if isinstance(column, RichTextField) and not hasattr(model, "pgh_tracked_model")
        ]
        if columns:
            shows = reduce(or_, (Q(**{f"{name}__contains": address}) for name in columns))
            found += model._default_manager.filter(shows)
    return found

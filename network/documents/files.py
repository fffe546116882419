"""The files of documents: how they are kept, and how they are handed out."""

import logging

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from applications import files
from network.models.document import random_document_name

logger = logging.getLogger("together.files")


def keep(file, checked):
    """Write a checked upload to the disk and let the row of a file name it; saves no row.

    Raises ``ValidationError`` where the disk refuses. What a row named before goes once the new
    one is stored; a file that no row names in the end is taken away by the sweep.
    """
    name = random_document_name(file, checked.name)
    files.keep(name, checked)
    file.stored = name
    file.name = checked.name
    file.content_type = checked.content_type
    file.size = checked.size
    file.sha256 = checked.sha256


def hand_out(request, file):
    """Return a public file as a download; caches may keep it, and ask each time whether it holds.

    A file that is not on the disk gives a page that says so.
    """
    tag = quote_etag(file.sha256)
    response = get_conditional_response(request, etag=tag) or _whole(request, file)
    if response.status_code in (200, 304):
        del response["Cache-Control"]
        patch_cache_control(response, public=True, no_cache=True)
        response["ETag"] = tag
        del response["Last-Modified"]
    return response


def for_staff(request, file):
    """Return a file that may not be public yet: nobody keeps a copy on the way."""
    return _whole(request, file)


def _whole(request, file):
    try:
        return files.serve(request, file)
    except (Http404, OSError):
        logger.exception("the file %s of a document is not on the disk", file.pk)
    page = "network/documents/file_missing.html"
    response = TemplateResponse(request, page, {"document": file.document}, status=404)
    response["Cache-Control"] = "no-store"
    return response

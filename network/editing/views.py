"""Pictures, as any page may show them."""

from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import condition, require_safe
from django_sendfile import sendfile

from network.models import Picture

# What lies at an address never changes: another picture has another address.
FOR_EVER = "public, max-age=31536000, immutable"


def _tag(request, pk):
    request.picture = Picture.objects.filter(pk=pk).first()
    return f'"{request.picture.sha256}"' if request.picture else None


@require_safe
@condition(etag_func=_tag)
def picture(request, pk):
    """Answer with a picture, which a browser runs nothing of, whatever it is taken for."""
    shown = request.picture or get_object_or_404(Picture, pk=pk)
    response = sendfile(
        request, shown.stored.path, attachment_filename=False, mimetype=shown.content_type
    )
    response["Content-Disposition"] = content_disposition_header(False, shown.name)
    # The policy of pages is not added where a response brings its own.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = FOR_EVER
    # By its content, not by when the file was written, which a backup may change.
    response["ETag"] = f'"{shown.sha256}"'
    del response["Last-Modified"]
    return response

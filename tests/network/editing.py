"""Records as staff write them, for tests of editing."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from network.models import Page, Picture


def make_page(**fields):
    """Make a page, a draft unless told."""
    return Page.objects.create(**{"slug": "a-page", "title_en": "A page", **fields})


def make_picture(**fields):
    """Make the row of a picture, without a file."""
    columns = {
        "alternative_en": "A square",
        "name": "square.png",
        "stored": "pictures/none",
        "content_type": "image/png",
        "width": 40,
        "height": 20,
        "size": 100,
        "sha256": "0" * 64,
    }
    return Picture.objects.create(**{**columns, **fields})


def a_file(content, name="square.png"):
    return SimpleUploadedFile(name, content)


def size_of(content):
    return Image.open(io.BytesIO(content)).size


def address(model, page, *args):
    return reverse(f"admin:network_{model}_{page}", args=args)


def typed(client, record, **changes):
    """Return what the form of a record would send, with some fields typed anew."""
    url = address(record._meta.model_name, "change", record.pk)
    form = client.get(url).context["adminform"].form
    initial = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value is None else value for name, value in initial.items()}
    return {name: value for name, value in (sent | changes).items() if value is not False}


def save(client, record, **changes):
    """Change a record by its form as staff do; return the answer."""
    url = address(record._meta.model_name, "change", record.pk)
    return client.post(url, typed(client, record, **changes))


def errors(answer):
    """Return what a refused form of the admin says, by field."""
    return {name: list(told) for name, told in answer.context["adminform"].form.errors.items()}

"""Records as staff write them, for tests of editing."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from network.editing import pictures
from network.models import MethodPart, Milestone, Page, Picture, Video
from tests.applications.uploads import a_picture


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


def things_of_editing():
    """Return the names of one thing of each sort that staff write, for the permissions."""
    page = make_page()
    page.title_en = "Changed since"
    page.save()
    picture = Picture(alternative_en="A square")
    pictures.store(picture, pictures.prepare(a_file(a_picture("PNG"))))
    video = "https://player.vimeo.com/video/76979871"
    return {
        "page_pk": page.pk,
        "page_version": page.changes.get().pk,
        "picture_pk": picture.pk,
        "milestone_pk": Milestone.objects.create(year=2009, title_en="Meeting").pk,
        "part_pk": MethodPart.objects.create(kind="step", position=1, title_en="Invite").pk,
        "video_pk": Video.objects.create(address=video, title_en="A film").pk,
    }

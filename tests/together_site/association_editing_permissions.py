"""Who is answered what where the secretariat writes: the rows of ``permissions``, gone on."""

from tests.together_site.rows import Row

READ = ("staff 200, else login",) * 2
# What the secretariat writes and the board reads.
ASKED = "board coordinators 403, staff 200, else login"


def kept(view):
    """Return what the secretariat is answered that writes something, and who may not."""
    return f"board coordinators 403, staff 302* {view}, else login"


def written(model, pk, *, new, changed):
    """Return the rows of the admin's own pages of a model that the secretariat writes.

    ``pk`` names a record that may be deleted; ``new`` and ``changed`` are what forms send.
    """
    base = f"/en/admin/network/{model}"
    view = f"admin:network_{model}"
    one = f"{base}/{{{pk}}}"
    return [
        Row(f"{base}/", *READ),
        Row(f"{base}/add/", ASKED, kept(f"{view}_changelist"), new),
        Row(f"{one}/", *[f"staff 302 {view}_change, else login"] * 2),
        Row(
            f"{one}/change/",
            "staff 200, else login",
            f"board 403, staff 302* {view}_changelist, else login",
            changed,
        ),
        Row(f"{one}/history/", *READ),
        Row(f"{one}/delete/", ASKED, kept(f"{view}_changelist"), {"post": "yes"}),
    ]


def content(model, pk, version, *, new, changed):
    """Return the rows of a kind of content: also of its preview and its versions.

    ``version`` names an earlier version of the record.
    """
    one = f"/en/admin/network/{model}/{{{pk}}}"
    earlier = f"{one}/versions/{{{version}}}"
    return [
        *written(model, pk, new=new, changed=changed),
        Row(f"{one}/preview/", "staff 200, else login", "board 403, staff 422, else login"),
        Row(f"{earlier}/", *READ),
        Row(f"{earlier}/restore/", ASKED, kept(f"admin:network_{model}_history")),
    ]


_PICTURE = [
    # Its file is what makes one, and a row sends none.
    Row(row.address, row.get, ASKED) if row.address.endswith("/add/") else row
    for row in written("picture", "picture_pk", new={}, changed={"credit": "A. Sample"})
]

ROWS = [
    *content(
        "page",
        "page_pk",
        "page_version",
        new={"title_en": "New", "slug": "new"},
        changed={"title_en": "Changed"},
    ),
    Row("/en/admin/network/page/translations/", *READ),
    *written(
        "milestone",
        "milestone_pk",
        new={"year": "2009", "title_en": "New"},
        changed={"title_en": "Changed"},
    ),
    *written(
        "methodpart",
        "part_pk",
        new={"kind": "step", "position": "2", "title_en": "New"},
        changed={"title_en": "Changed"},
    ),
    *written(
        "video",
        "video_pk",
        new={"address": "https://player.vimeo.com/video/1", "title_en": "New"},
        changed={"title_en": "Changed"},
    ),
    *_PICTURE,
    Row("/en/admin/network/picture/choose/", ASKED, ASKED),
    Row("/pictures/{picture_pk}/", "all 200", "all 405"),
]

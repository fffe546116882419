"""Read one uploaded file in a process of its own and write a clean copy of it.

Decoders of pictures and PDFs meet hostile input here. A file made to fill the memory, to run for
hours or to crash its reader ends this process, not the web worker that started it. Run as a
program: the file on standard input and its kind, ``pdf``, ``jpeg`` or ``png``, as the argument; on
standard output one line of JSON, ``refused`` or ``signed`` in it, and after it the copy.
"""

import contextlib
import io
import json
import resource
import sys

PIXELS = 50_000_000
# Of this size a page of print is well readable; a telephone's picture needs no more.
SIDE = 4000
# A progressive JPEG has about ten scans. Each costs a pass over the whole picture.
SCANS = 100
MEMORY = 1024**3
CPU_SECONDS = 10

# What a PDF may not hold, by the name of an entry and by the value of a typing entry.
FORBIDDEN_ENTRIES = {
    "/JS": "script",
    "/JavaScript": "script",
    "/EF": "attachment",
    "/EmbeddedFiles": "attachment",
    "/XFA": "form",
}
FORBIDDEN_TYPES = {
    "/JavaScript": "script",
    "/EmbeddedFile": "attachment",
    "/FileAttachment": "attachment",
    "/GoToE": "attachment",
    "/Launch": "action",
    "/SubmitForm": "action",
    "/ImportData": "action",
    "/GoToR": "action",
    "/Rendition": "media",
    "/RichMedia": "media",
    "/RichMediaExecute": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/Screen": "media",
    "/3D": "media",
}


class Refused(Exception):  # noqa: N818 -- an answer, not a fault
    """The file is not taken; the argument is the code of the reason."""


def picture(data, kind):
    """Return a JPEG or PNG drawn anew, upright, with no metadata of any sort.

    Of an animation the first picture is kept. JPEGs of more than twice ``SIDE`` pixels are halved.
    """
    from PIL import Image, ImageOps

    if data.count(b"\xff\xda") > SCANS and kind == "jpeg":
        raise Refused("too-demanding")
    try:
        image = Image.open(io.BytesIO(data), formats=[kind.upper()])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too-many-pixels") from None
    if image.width * image.height > PIXELS:
        raise Refused("too-many-pixels")
    if kind == "jpeg":
        scale = SIDE / max(image.size)
        image.draft(None, (round(image.width * scale), round(image.height * scale)))
    image.load()
    image = ImageOps.exif_transpose(image)
    if kind == "jpeg" and image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    elif "transparency" in image.info:
        image = image.convert("RGBA")
    image.info.clear()  # what is left in it would be saved again: colour profile, comment, XMP
    copy = io.BytesIO()
    image.save(copy, format=kind.upper(), **({"quality": 85} if kind == "jpeg" else {}))
    return copy.getvalue()


def document(data):
    """Return a PDF written anew and whether that broke a digital signature.

    The copy holds only what its pages reach: nothing before, behind or between. It is the copy
    that is searched, so what was checked is what is kept.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Refused("protected")
            if not pdf.pages:
                raise Refused("damaged")
            copy = io.BytesIO()
            # Streams stay as they are: none is unpacked, so none can unpack to terabytes.
            pdf.save(
                copy, stream_decode_level=pikepdf.StreamDecodeLevel.none, deterministic_id=True
            )
            # Objects that could not be unpacked are left out without a word but for this.
            if any("error decoding" in warning for warning in pdf.get_warnings()):
                raise Refused("damaged")
    except pikepdf.PasswordError:
        raise Refused("protected") from None
    with pikepdf.open(copy, attempt_recovery=False) as pdf:
        signed = search(pdf)
    return copy.getvalue(), signed


def search(pdf):
    """Return whether a signature was among the objects; raises on what a PDF may not hold."""
    import pikepdf

    signed = False
    waiting = [*pdf.objects, pdf.trailer]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Array):
            parts = list(thing)
        elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            entries = dict(thing.items())
            refuse_forbidden(entries)
            signed = signed or "/ByteRange" in entries
            parts = entries.values()
        else:
            continue
        waiting += [part for part in parts if not getattr(part, "is_indirect", True)]
    return signed


def refuse_forbidden(entries):
    """Raise for a dictionary of a PDF that runs, opens, sends or carries something."""
    for name in entries.keys() & FORBIDDEN_ENTRIES.keys():
        raise Refused(FORBIDDEN_ENTRIES[name])
    for name in ("/S", "/Subtype", "/Type"):
        value = str(entries.get(name, ""))
        if value in FORBIDDEN_TYPES:
            raise Refused(FORBIDDEN_TYPES[value])
    if str(entries.get("/URI", "")).strip().lower().startswith(("javascript:", "file:", "data:")):
        raise Refused("script")


def inspect(data, kind):
    """Return ``(findings, clean copy)`` of a file; the copy is empty where it is refused."""
    try:
        if kind == "pdf":
            copy, signed = document(data)
        else:
            copy, signed = picture(data, kind), False
    except Refused as refusal:
        return {"refused": str(refusal)}, b""
    except MemoryError:
        return {"refused": "too-demanding"}, b""
    except Exception as problem:  # decoders raise whatever they like at broken input
        return {"refused": "damaged", "because": repr(problem)[:200]}, b""
    return {"signed": signed}, copy


def bound():
    """Limit what this process may use, where the system knows such limits."""
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    bound()
    findings, clean = inspect(sys.stdin.buffer.read(), sys.argv[1])
    sys.stdout.buffer.write(json.dumps(findings).encode() + b"\n" + clean)

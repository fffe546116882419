"""Files as people and programs send them, made on the spot."""

import io
import struct
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String
from PIL import Image
from PIL.PngImagePlugin import PngInfo

PLACE = {1: "N", 2: (38.0, 1.0, 0.0), 3: "W", 4: (8.0, 2.0, 0.0)}
GPS, ORIENTATION, ARTIST = 0x8825, 0x0112, 0x013B


def a_picture(kind, *, size=(40, 20), mode="RGB", **options):
    """Return a picture whose left half is red."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    image.convert(mode).save(file, kind, **options)
    return file.getvalue()


def a_telephone_picture():
    """Return a JPEG turned on its side by its metadata, with place, person, comment and profile."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = 6, "A. Sample"
    exif.get_ifd(GPS).update(PLACE)
    return a_picture("JPEG", exif=exif, comment=b"at home", icc_profile=b"profile " * 20)


def a_noted_png():
    """Return a PNG with texts, metadata and a colour profile."""
    notes, texts = Image.Exif(), PngInfo()
    notes[ARTIST] = "A. Sample"
    texts.add_text("Comment", "at home")
    texts.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta/>", zip=True)
    return a_picture("PNG", exif=notes, pnginfo=texts, icc_profile=b"profile " * 20)


def an_animation(kind="PNG"):
    more = [Image.new("RGB", (40, 20), "blue")]
    return a_picture(kind, save_all=True, append_images=more)


def a_png_that_says(width, height):
    """Return a PNG whose head promises more than its body has."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    whole = a_picture("PNG")
    return whole[:12] + head + struct.pack(">I", zlib.crc32(head)) + whole[33:]


def a_large_png(side):
    file = io.BytesIO()
    Image.new("1", (side, side)).save(file, "PNG")
    return file.getvalue()


def a_jpeg_that_says(side):
    """Return a JPEG whose head promises a square that its body has not."""
    whole = a_picture("JPEG")
    head = whole.index(b"\xff\xc0") + 5  # after marker, length and precision
    return whole[:head] + struct.pack(">HH", side, side) + whole[head + 4 :]


def a_jpeg_of_many_scans():
    """Return a progressive JPEG in which one scan stands a thousand times."""
    whole = a_picture("JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * 1000 + whole[-2:]


def a_pdf(change=None, **options):
    """Return a PDF of one page; ``change`` gets it before it is saved."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if change:
            change(pdf)
        file = io.BytesIO()
        pdf.save(file, **options)
    return file.getvalue()


def a_pdf_of(size):
    """Return a PDF of exactly so many bytes, most of them in a stream of its page."""

    def filled(length):
        return a_pdf(
            lambda pdf: pdf.pages[0].obj.update({"/Contents": pdf.make_stream(b" " * length)}),
            compress_streams=False,
        )

    room = size - len(filled(size))
    return filled(size + room)


def with_pages(number):
    return lambda pdf: [pdf.add_blank_page() for _page in range(number)]


def with_metadata(pdf):
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "<script>alert(1)</script>"
    pdf.docinfo["/Author"] = "A. Sample"


def an_archive(*names, content=b"content"):
    """Return a ZIP file with files of these names, as they are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def with_root(**entries):
    return a_pdf(lambda pdf: pdf.Root.update({f"/{name}": it for name, it in entries.items()}))


def with_annotation(**entries):
    def change(pdf):
        note = Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    return a_pdf(change)


def with_link(address):
    return with_annotation(Subtype=Name.Link, A=action("URI", URI=String(address)))


def a_signed_pdf():
    signature = Dictionary(Type=Name.Sig, ByteRange=[0, 1, 2, 3], Contents=String("signed"))
    return with_root(AcroForm=Dictionary(Fields=[Dictionary(FT=Name.Sig, V=signature)]))


def with_attachment(pdf):
    pdf.attachments["budget.xlsx"] = b"figures"


def action(kind, **entries):
    return Dictionary(S=Name(f"/{kind}"), **entries)


def script():
    return action("JavaScript", JS=String("app.alert(1)"))


def hidden_script():
    """Return a PDF whose script is packed away in an object stream."""

    def change(pdf):
        pdf.Root.OpenAction = pdf.make_indirect(script())

    return a_pdf(change, object_stream_mode=ObjectStreamMode.generate)


def an_old_script():
    """Return a PDF that no longer reaches the script it once held."""
    with pikepdf.open(io.BytesIO(hidden_script())) as pdf:
        del pdf.Root.OpenAction
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


def a_pdf_of_one_bomb(gigabytes=3):
    """Return a PDF of a few megabytes in which an object stream unpacks to gigabytes."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"5 0 [") + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a part stands for itself: packed once, it can be laid end to end.
    part = packer.compress(b"null " * 200_000) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = head + part * (gigabytes * 1000) + packer.compress(b"]") + packer.flush()
    body, places = b"%PDF-1.5\n", []
    for number, content in enumerate(
        (
            b"<</Type/Catalog/Pages 2 0 R/Names 5 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
            b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
            % (len(packed), packed),
        ),
        start=1,
    ):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = [(0, 0, 0), *((1, place, 0) for place in places), (2, 4, 0), (1, len(body), 0)]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    return body + (
        b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%b\nendstream\n"
        b"endobj\nstartxref\n%d\n%%%%EOF\n" % (len(table), table, len(body))
    )

"""Files for tests, sound and hostile, each made when it is asked for: none is kept in the repository."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image, PngImagePlugin

PAGE_SCRIPT = b"<html><script>alert(1)</script></html>"


def picture(format_: str, size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """Return a picture with a slope of colours, in which the left and the upper side can be told."""
    made = Image.new("RGB", size)
    made.putdata([(255 * x // size[0], 255 * y // size[1], 90) for y in range(size[1]) for x in range(size[0])])
    out = BytesIO()
    made.save(out, format_, **options)
    return out.getvalue()


def photograph(size: tuple[int, int] = (64, 48), orientation: int = 6) -> bytes:
    """Return a JPEG with all that cameras write beside the pixels: where, with what, by whom, a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[2] = (19.0, 26.0, 7.0)
    return picture("JPEG", size, exif=exif, comment=b"SECRET-COMMENT", quality=90)


def png_with_text() -> bytes:
    """Return a PNG with words beside its pixels, and a page with a script behind its end."""
    about = PngImagePlugin.PngInfo()
    about.add_text("Comment", "SECRET-TEXT")
    return picture("PNG", pnginfo=about) + PAGE_SCRIPT


def png_bomb(width: int, height: int) -> bytes:
    """Return a small PNG whose header says so many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def moving() -> bytes:
    """Return a WebP with two frames."""
    out = BytesIO()
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


def drawing(
    inside: str = '<rect width="40" height="20" fill="#135"/>', attributes: str = "", before: str = ""
) -> bytes:
    """Return a drawing (SVG) with something in it."""
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}'
    return f'{before}{opening} viewBox="0 0 40 20">{inside}</svg>\n'.encode()


def document(change: Callable[[pikepdf.Pdf], None] = lambda _: None, pages: int = 2, **options: Any) -> bytes:
    """Return a PDF with empty pages, changed before it is saved."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(300, 200))
    change(made)
    out = BytesIO()
    made.save(out, deterministic_id=not options, object_stream_mode=pikepdf.ObjectStreamMode.generate, **options)
    return out.getvalue()


def _action(**values: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Action, **values)


def _opens_with(**values: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pdf.make_indirect(_action(**values))

    return change


def _linked_with(**values: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=_action(**values)
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([note]))

    return change


def _with_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["macro.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="macro.exe")


def _with_names_of_scripts(pdf: pikepdf.Pdf) -> None:
    script = _action(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", pdf.make_indirect(script)]))


def _with_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA="<xdp/>")


def _with_many_parts(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Parts = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary()) for _ in range(200_001)])


def _with_weight(size: int) -> Callable[[pikepdf.Pdf], None]:
    """Return what puts so many bytes that can't be compressed into a document."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Weight = pdf.make_stream(b"".join(sha256(b"%d" % n).digest() for n in range(size // 32)))

    return change


def document_bomb() -> bytes:
    """Return a PDF of which one compressed part comes to 300 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * 2**20) for _ in range(300)) + packer.flush()
    head = b"%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length "
    return head + str(len(packed)).encode() + b" >>\nstream\n" + packed + b"\nendstream\nendobj\n%%EOF\n"


_ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))

MADE: Mapping[str, Callable[[], bytes]] = {
    "png": lambda: picture("PNG"),
    "large-png": lambda: picture("PNG", (1800, 900)),
    "jpeg": lambda: picture("JPEG"),
    "webp": lambda: picture("WEBP"),
    "svg": drawing,
    "pdf": document,
    "photograph": photograph,
    "old-word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    "zip": lambda: b"PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml",
    "png-with-script-behind": png_with_text,
    "script-named-png": lambda: PAGE_SCRIPT,
    "png-of-65000-pixels-squared": lambda: png_bomb(65_000, 65_000),
    "png-of-8000-pixels-squared": lambda: png_bomb(8_000, 8_000),
    "png-cut": lambda: picture("PNG", (200, 200))[:-40],
    "jpeg-cut": lambda: picture("JPEG", (400, 300))[:2000],
    "tiny-png": lambda: picture("PNG", (1, 1)),
    "moving-webp": moving,
    "large-file": lambda: picture("PNG") + bytes(10 * 2**20),
    "large-svg": lambda: drawing(f"<desc>{'x' * 600_000}</desc>"),
    "svg-script": lambda: drawing("<script>alert(1)</script>"),
    "svg-handler": lambda: drawing('<rect width="4" height="4" onload="alert(1)"/>'),
    "svg-foreign": lambda: drawing('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
    "svg-link": lambda: drawing('<use xlink:href="https://example.org/x.svg#a"/>'),
    "svg-anchor": lambda: drawing('<a href="javascript:alert(1)"><rect width="4" height="4"/></a>'),
    "svg-image": lambda: drawing('<image href="https://example.org/x.png" width="4" height="4"/>'),
    "svg-animated": lambda: drawing('<animate attributeName="href" values="javascript:alert(1)"/>'),
    "svg-style": lambda: drawing("<style>@import 'https://example.org/x.css';</style>"),
    "svg-url": lambda: drawing('<rect width="4" height="4" fill="url(https://example.org/x#a)"/>'),
    "svg-entities": lambda: drawing("<text>&a11;</text>", before=f'<!DOCTYPE svg [<!ENTITY a0 "x">{_ENTITIES}]>'),
    "svg-external-entity": lambda: drawing(
        "<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    ),
    "svg-instruction": lambda: drawing(before='<?xml-stylesheet href="https://example.org/x.css"?>'),
    "svg-utf-16": lambda: b'<?xml version="1.0" encoding="utf-16"?>' + drawing(),
    "svg-latin": lambda: drawing("<text>a\u00f1o</text>").decode().encode("latin-1"),
    "svg-broken": lambda: drawing("<g>"),
    "svg-deep": lambda: drawing("<g>" * 100 + "</g>" * 100),
    "svg-no-size": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "xml": lambda: b'<?xml version="1.0"?><feed/>',
    "pdf-cut": lambda: document()[:200],
    "pdf-behind-script": lambda: PAGE_SCRIPT + document(),
    "pdf-open-script": lambda: document(_opens_with(S=pikepdf.Name.JavaScript, JS="app.alert(1)")),
    "pdf-named-script": lambda: document(_with_names_of_scripts),
    "pdf-launch": lambda: document(_linked_with(S=pikepdf.Name.Launch, F="calc.exe")),
    "pdf-submit": lambda: document(_linked_with(S=pikepdf.Name.SubmitForm, F="https://example.org")),
    "pdf-form-xfa": lambda: document(_with_form),
    "pdf-file-link": lambda: document(_linked_with(S=pikepdf.Name.URI, URI="file:///etc/passwd")),
    "pdf-media": lambda: document(_linked_with(S=pikepdf.Name.Rendition)),
    "pdf-embedded": lambda: document(_with_attachment),
    "pdf-encrypted": lambda: document(encryption=pikepdf.Encryption(owner="o", user="u")),
    "pdf-restricted": lambda: document(encryption=pikepdf.Encryption(owner="o", user="")),
    "pdf-no-pages": lambda: document(pages=0),
    "pdf-of-301-pages": lambda: document(pages=301),
    "pdf-bomb": document_bomb,
    "pdf-of-many-parts": lambda: document(_with_many_parts),
    "large-pdf": lambda: document(_with_weight(8 * 2**20)),
    "larger-pdf": lambda: document(_with_weight(9 * 2**20)),
    "pdf-web-link": lambda: document(_linked_with(S=pikepdf.Name.URI, URI="https://example.org")),
}
"""What makes a file, by the name that cases in ``tests/cases`` use."""


@cache
def made(name: str) -> bytes:
    """Return a file by its name in `MADE`."""
    return MADE[name]()

"""Documents (PDF, ISO 32000-2): published as they are, and so only those in which nothing runs or is hidden (pikepdf).

Nothing is taken out of a document: whoever signed or issued it would not know it again.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pikepdf.settings

from knowledge_base.attachments.inspection import FileType, Inspection
from knowledge_base.attachments.limits import MOST_PAGES
from knowledge_base.locale import N_

_MOST_DECODED = 256 * 2**20
# Process-wide, as qpdf has it: nobody else here reads documents.
pikepdf.settings.set_qpdf_limits(flate_max_memory=_MOST_DECODED, run_length_max_memory=_MOST_DECODED)
logging.getLogger("pikepdf").setLevel(logging.CRITICAL)

_MOST_OBJECTS = 200_000
_SCRIPT, _LAUNCH = N_("a script"), N_("the start of another program")
_SENDING, _MEDIA = N_("a form that sends or takes in data"), N_("sound, film or other programs")
_EMBEDDED, _ELSEWHERE = N_("an embedded file"), N_("a link to another file")
_ACTIONS = {
    "/JavaScript": _SCRIPT,
    "/Launch": _LAUNCH,
    "/SubmitForm": _SENDING,
    "/ImportData": _SENDING,
    "/ResetForm": _SENDING,
    "/GoToR": _ELSEWHERE,
    "/GoToE": _EMBEDDED,
    "/Rendition": _MEDIA,
    "/Movie": _MEDIA,
    "/Sound": _MEDIA,
    "/RichMediaExecute": _MEDIA,
    "/GoTo3DView": _MEDIA,
}
_KEYS = {
    "/JS": _SCRIPT,
    "/JavaScript": _SCRIPT,
    "/EmbeddedFiles": _EMBEDDED,
    "/EF": _EMBEDDED,
    "/XFA": _SENDING,
    "/RichMediaContent": _MEDIA,
}
_ANNOTATIONS = {
    "/FileAttachment": _EMBEDDED,
    "/Movie": _MEDIA,
    "/Sound": _MEDIA,
    "/Screen": _MEDIA,
    "/RichMedia": _MEDIA,
    "/3D": _MEDIA,
}
_SAFE_URI = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_STREAM = re.compile(rb"stream\r?\n")


def inspect_paper(data: bytes) -> Inspection:
    """Return what a document is.

    Args:
        data: its bytes.
    """
    found = Inspection(type=FileType.PDF)
    if _explodes(data):
        return found.with_fault("file-damaged", _DAMAGED, _AGAIN)
    try:
        with pikepdf.open(BytesIO(data)) as document:
            if document.is_encrypted:
                return found.with_fault("file-locked", _LOCKED, _UNLOCK)
            pages = len(document.pages)
            if len(document.objects) > _MOST_OBJECTS:
                what, allowed = N_("the document has too many parts"), N_("make several of it")
                return found.with_fault("file-pages", what, allowed)
            for what in sorted(set(_running(document))):
                text, allowed = N_("the document has more than pages in it: {part}"), N_("print it to a new PDF")
                found = found.with_fault("file-running", text, allowed, part=what)
    except pikepdf.PasswordError:
        return found.with_fault("file-locked", _LOCKED, _UNLOCK)
    # A name that is no UTF-8 is a key that its own dictionary does not take: a TypeError.
    except (pikepdf.PdfError, RecursionError, MemoryError, ValueError, RuntimeError, TypeError):
        return found.with_fault("file-damaged", _DAMAGED, _AGAIN)
    if found.faults:
        return found
    if not pages:
        return found.with_fault("file-damaged", _DAMAGED, _AGAIN)
    if pages > MOST_PAGES:
        what, allowed = N_("the document has {pages} pages"), N_("at most {most}: link to where it is published")
        return found.with_fault("file-pages", what, allowed, pages=pages, most=MOST_PAGES)
    return Inspection(type=FileType.PDF, pages=pages)


_LOCKED, _UNLOCK = N_("the document is encrypted"), N_("save it without a password and without restrictions")
_DAMAGED, _AGAIN = N_("the document is damaged, or not whole"), N_("print it to a new PDF")


def _running(document: pikepdf.Pdf) -> Iterator[str]:
    """Yield what a document has that runs, or that no page shows, in words for readers."""
    for each in document.objects:
        yield from _in_object(each, 0)


def _in_object(value: Any, depth: int) -> Iterator[str]:
    """Look into an object, not through references: these lead to objects that are looked into by themselves."""
    if depth > 50:
        raise ValueError("it is nested too deep")
    if isinstance(value, pikepdf.Array):
        for item in value:
            if _is_container(item) and not item.is_indirect:
                yield from _in_object(item, depth + 1)
        return
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return
    keys = set(value.keys())
    yield from (said for key, said in _KEYS.items() if key in keys)
    if (said := _ACTIONS.get(_name(value.get("/S")))) and "/K" not in keys:
        yield said
    if "/Subtype" in keys and "/Rect" in keys and (said := _ANNOTATIONS.get(_name(value.get("/Subtype")))):
        yield said
    if _name(value.get("/Type")) == "/EmbeddedFile":
        yield _EMBEDDED
    if _name(value.get("/S")) == "/URI" and not _SAFE_URI.match(str(value.get("/URI"))):
        yield _ELSEWHERE
    for key in keys:
        part: Any = value.get(key)
        if _is_container(part) and not part.is_indirect:
            yield from _in_object(part, depth + 1)


def _is_container(value: Any) -> bool:
    return isinstance(value, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream)


def _name(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _explodes(data: bytes) -> bool:
    """Whether a compressed part of a document comes to far more than any document needs, which reading it would take.

    It is looked for in the bytes, as the parts with the document's own structure are read before all else.
    """
    left = 4 * _MOST_DECODED
    for start in _STREAM.finditer(data):
        unpacked = 0
        reader = zlib.decompressobj()
        piece = data[start.end() : start.end() + 2**16]
        place = start.end()
        try:
            while piece and not reader.eof:
                out = reader.decompress(piece, 2**20)
                unpacked += len(out)
                if unpacked > _MOST_DECODED or unpacked > left:
                    return True
                piece = reader.unconsumed_tail
                if not piece:
                    place += 2**16
                    piece = data[place : place + 2**16]
        except zlib.error:
            pass
        left -= unpacked
    return False

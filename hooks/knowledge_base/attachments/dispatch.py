"""Inspects a file: what its bytes are, whatever it is called."""

from __future__ import annotations

from knowledge_base.attachments.drawings import inspect_drawing
from knowledge_base.attachments.inspection import FileType, Inspection, fault, size_fault
from knowledge_base.attachments.limits import LARGEST_FILE
from knowledge_base.locale import N_


def inspect_file(data: bytes) -> Inspection:
    """Return what a file is, and what is wrong with it. Nothing is raised, whatever the bytes are.

    Args:
        data: its bytes.
    """
    if len(data) > LARGEST_FILE:
        return Inspection(type=_type(data), faults=(size_fault(),))
    match _type(data):
        case None:
            what = N_("the file is neither a picture nor a document that an entry may have")
            allowed = N_("one of: {types}")
            return Inspection(faults=(fault("file-type", what, allowed, types=", ".join(t.label for t in FileType)),))
        case FileType.SVG:
            return inspect_drawing(data)
        # The libraries take longer to load than a check takes; most find all files in their memory.
        case FileType.PDF:
            from knowledge_base.attachments.papers import inspect_paper  # noqa: PLC0415

            return inspect_paper(data)
        case type_:
            from knowledge_base.attachments.pictures import inspect_picture  # noqa: PLC0415

            return inspect_picture(data, type_)


def _type(data: bytes) -> FileType | None:
    """Return what the first bytes say, as browsers take them (WHATWG, MIME Sniffing)."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if data[:4] == b"RIFF" and data[8:14] == b"WEBPVP":
        return FileType.WEBP
    if data.startswith(b"%PDF-"):
        return FileType.PDF
    start = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    return FileType.SVG if start.startswith((b"<?xml", b"<svg", b"<!--", b"<!DOCTYPE svg")) else None

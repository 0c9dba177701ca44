"""Inspects a file: what its bytes are, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge_base.attachments.drawings import inspect_drawing
from knowledge_base.attachments.inspection import FileType, Inspection, fault, size_fault
from knowledge_base.attachments.limits import LARGEST_FILE
from knowledge_base.locale import N_

BEGINNINGS: Mapping[FileType, str] = {
    FileType.PNG: r"\x89PNG\r\n\x1a\n",
    FileType.JPEG: r"\xff\xd8\xff",
    FileType.WEBP: r"RIFF[\s\S]{4}WEBPVP",
    FileType.PDF: r"%PDF-",
    FileType.SVG: r"(?:\xef\xbb\xbf)?[ \t\n\r\v\f]*<(?:\?xml|svg|!--|!DOCTYPE svg)",
}
"""How files of each type begin, as browsers take them (WHATWG, MIME Sniffing): patterns of their first `BEGINNING`
bytes read as Latin-1. They mean the same in ECMAScript, where the form on the site looks at files."""

BEGINNING = 2048
"""How many bytes a beginning has at most."""


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
    """Return what the first bytes say."""
    beginning = data[:BEGINNING].decode("latin-1")
    return next((type_ for type_, pattern in BEGINNINGS.items() if re.match(pattern, beginning)), None)

"""Unpacks a zip that somebody sent: one entry, and the files beside it. Nothing of it is written here.

What the form on the site saves is such a zip; so is a folder that somebody has packed. Of the names in it only the last
part counts, so that none can lead anywhere.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from knowledge_base.attachments.limits import BUDGET, LARGEST_FILE, MOST_FILES, in_megabytes
from knowledge_base.contribute.repository import CannotBeDoneError
from knowledge_base.locale import N_, Locale, message
from knowledge_base.setup_error import reading

_MAGIC = b"PK\x03\x04"
_MOST_PARTS = 200
_ENCRYPTED = 0x1
_ENTRY = ".md"
# What systems put into the zips that they make.
_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, kw_only=True)
class SentTogether:
    """What a zip holds.

    Attributes:
        entry: the entry.
        files: the files beside it, by name.
    """

    entry: bytes
    files: Mapping[str, bytes]


def is_zip(data: bytes) -> bool:
    """Whether a file is a zip, by its first bytes (APPNOTE 6.3.10, 4.3.7)."""
    return data.startswith(_MAGIC)


def unpacked(data: bytes, name: str, locale: Locale) -> SentTogether:
    """Unpack an entry and its files.

    Args:
        data: the zip.
        name: what it is called, for error messages only.
        locale: the language of error messages.

    Raises:
        CannotBeDoneError: it has anything but one entry and files, or far more in it than it may.
        DamagedFileError: it is damaged, or of a newer version of the format.
    """
    found: dict[str, bytes] = {}
    left = BUDGET
    with reading(name), zipfile.ZipFile(BytesIO(data)) as packed:
        if len(packed.infolist()) > _MOST_PARTS:
            raise _refused(locale, N_("{name} holds more than an entry and its files"), name=name)
        for part in packed.infolist():
            path = _wanted(part, name, locale)
            if path is None:
                continue
            # Windows and macOS take both for one.
            if path.name.lower() in map(str.lower, found):
                raise _refused(locale, N_("{name} holds two files called {part}"), name=name, part=path.name)
            with packed.open(part) as file:
                content = file.read(min(LARGEST_FILE, left) + 1)
            left -= len(content)
            if len(content) > LARGEST_FILE or left < 0:
                text, most = N_("{part} in {name} is larger than {most}"), in_megabytes(LARGEST_FILE)
                raise _refused(locale, text, name=name, part=path.name, most=most)
            found[path.name] = content
    entries = [each for each in found if each.lower().endswith(_ENTRY)]
    if len(entries) != 1 or len(found) > MOST_FILES + 1:
        text = N_("{name} is to hold one entry (.md) and its files, at most {most}; it holds: {parts}")
        parts = ", ".join(sorted(found)) or "-"
        raise _refused(locale, text, name=name, most=MOST_FILES, parts=parts)
    return SentTogether(entry=found.pop(entries[0]), files=found)


def _wanted(part: zipfile.ZipInfo, name: str, locale: Locale) -> PurePosixPath | None:
    """Return the path of a part that counts; ``None`` for folders and what systems add.

    Raises:
        CannotBeDoneError: it is a link, encrypted, or its name leads out of the zip.
    """
    path = PurePosixPath(part.filename.replace("\\", "/"))
    mode = part.external_attr >> 16
    if path.is_absolute() or ".." in path.parts or ":" in part.filename or not path.name.isprintable():
        raise _refused(locale, N_("a name in {name} leads out of it: {part}"), name=name, part=part.filename)
    if stat.S_ISLNK(mode) or part.flag_bits & _ENCRYPTED:
        raise _refused(locale, N_("{part} in {name} is a link, or encrypted"), name=name, part=path.name)
    hidden = any(each.startswith((".", "__MACOSX")) for each in path.parts) or path.name.lower() in _LEFT_BEHIND
    return None if part.is_dir() or hidden else path


def _refused(locale: Locale, text: str, **values: object) -> CannotBeDoneError:
    return CannotBeDoneError(message(locale, text, **values))

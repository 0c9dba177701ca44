"""Packs: manifests of file trees, and reproducible zips of them.

Readers unpack a pack on any system, so its paths must be valid on all of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from knowledge_base.locale import N_, InLanguage, Locale, message, saying
from knowledge_base.names import fits_everywhere
from knowledge_base.problems import printable
from knowledge_base.publish.site.about import ABOUT_FILE, About
from knowledge_base.setup_error import SetupError, reading, stop

ROOT = "rcm-knowledge-base"
"""The top folder in every pack; it has no date, so that an update unpacks over the copy it updates."""

MOST_CHARACTERS = 119
"""Maximum length of a path: Windows allows 260 characters for the full path, and readers unpack into deep folders."""

MOST_BYTES = 64 * 2**20
"""Maximum size of a file, far above any of the site; a larger one in a zip is taken for a zip bomb."""

MOST_BYTES_IN_ALL = 4 * 2**30 - 1
"""Maximum size of all files of a pack or an update, unpacked: what any program for zips can read (APPNOTE, 4.4.9)."""

# The earliest timestamp of the zip format, and the mode of a regular, readable file.
_DATE = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644
_UNIX = 3
_FORBIDDEN = re.compile(r'[^ -~]|[<>:"|?*\\]')
# Files that operating systems create in folders.
_LEFT_BEHIND = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})

Files = Mapping[str, Callable[[], bytes]]
"""Files by path, each read on demand: a large site doesn't fit into the memory of a small computer."""


class PackError(SetupError):
    """A pack can't be made, read or applied; the message says why.

    Args:
        text: as of a `SetupError`.
        details: a line each, for what the message announces.
        values: the values of its placeholders.
    """

    def __init__(self, text: str, /, *, details: Iterable[InLanguage] = (), **values: object) -> None:
        super().__init__(text, **values)
        self.details = tuple(details)

    def __str__(self) -> str:
        """Return the message in English."""
        return self.sentence(Locale.EN)

    def sentence(self, locale: Locale) -> str:
        """Return the message in a language, and the details below it."""
        return "\n".join([super().sentence(locale), *(f"  {printable(line(locale))}" for line in self.details)])


@dataclass(frozen=True, order=True)
class PackedFile:
    """A file of a pack: path from the top of the pack, size in bytes, and SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The content of a pack.

    Attributes:
        date: the date of its content.
        files: every file, sorted by path.
    """

    date: dt.date
    files: tuple[PackedFile, ...]

    @property
    def id(self) -> str:
        """The id of the content: see `files_id`."""
        return files_id(self.files)

    def to_json(self) -> bytes:
        """Serialise the manifest."""
        files = [asdict(file) for file in self.files]
        return (json.dumps({"date": str(self.date), "id": self.id, "files": files}, indent=1) + "\n").encode()

    @classmethod
    def from_json(cls, data: bytes, name: str) -> Manifest:
        """Parse a manifest.

        Args:
            data: the file.
            name: what it is called, for error messages only.

        Raises:
            PackError: its id doesn't match its files, or these can't be in a pack.
            DamagedFileError: it is not a manifest.
        """
        with reading(name):
            record = json.loads(data)
            manifest = cls(dt.date.fromisoformat(record["date"]), packed_files(record["files"]))
            told, found = record["id"], manifest.id
        if found != told:
            raise PackError(N_("{name} was changed after it was made"), name=name)
        return manifest

    @classmethod
    def of(cls, files: Files) -> Manifest:
        """Return the manifest of a copy; this reads and hashes every file.

        Raises:
            PackError: it is not a copy of the site.
            DamagedFileError: a file of it is damaged.
        """
        about = files.get(f"{ROOT}/{ABOUT_FILE}")
        if about is None:
            raise PackError(N_("this is no copy of the site: it has no {file}"), file=ABOUT_FILE)
        with reading(ABOUT_FILE):
            date = About.parse(about().decode()).date
        if date is None:
            raise PackError(N_("this copy does not say what day it is of"))
        return cls(date, tuple(packed(path, read()) for path, read in sorted(files.items())))


def files_id(files: Iterable[PackedFile]) -> str:
    """Return an id of a set of files: the SHA-256 of their ``sha256sum`` listing, sorted by path."""
    lines = "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files))
    return hashlib.sha256(lines.encode()).hexdigest()


def packed_files(records: Iterable[Mapping[str, Any]]) -> tuple[PackedFile, ...]:
    """Return files from their JSON records, sorted by path.

    Raises:
        KeyError: a record lacks a key.
        TypeError: a record is not an object.
        ValueError: a value has the wrong type.
        OverflowError: a size is no number.
        PackError: a path is not allowed in a pack.
    """
    files = sorted(PackedFile(str(one["path"]), int(one["size"]), str(one["sha256"])) for one in records)
    check_paths([file.path for file in files])
    return tuple(files)


def packed(path: str, data: bytes) -> PackedFile:
    """Return the manifest's record of a file."""
    return PackedFile(path, len(data), hashlib.sha256(data).hexdigest())


def check_paths(paths: Collection[str]) -> None:
    """Reject paths that some system can't unpack, or that would escape the folder they are unpacked into.

    Args:
        paths: paths from the top of the pack, separated by ``/``.

    Raises:
        PackError: some paths are not allowed; the message has a line for each.
    """
    wrong = [_about(path, why) for path in paths if (why := _wrong_with(path))]
    spellings: dict[str, str] = {}
    ended = frozenset(path.lower() for path in paths)
    for path in paths:
        parts = PurePosixPath(path).parts
        for end in range(1, len(parts) + 1):
            part = "/".join(parts[:end])
            first = spellings.setdefault(part.lower(), part)
            if first != part:
                wrong.append(
                    _about(path, N_("differs from {other} only in case, which not every system tells apart"), first)
                )
            if end < len(parts) and part.lower() in ended:
                wrong.append(_about(path, N_("is in {other}, which is a file and no folder"), part))
    if len(set(paths)) != len(paths):
        wrong.append(saying(N_("a path is there twice")))
    if wrong:
        lines = {line(Locale.EN): line for line in wrong}
        raise PackError(N_("these paths can't be in a pack:"), details=(line for _, line in sorted(lines.items())))


def _about(path: str, why: str, other: str = "") -> InLanguage:
    values = {"other": repr(other), "most": MOST_CHARACTERS, "characters": len(path)}
    return lambda locale: f"{path!r}: {message(locale, why, **values)}"


def _wrong_with(path: str) -> str:
    """Return an English message that says what is wrong with a path by itself; empty if nothing is."""
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        return N_("leads elsewhere than into a folder of the pack")
    if _FORBIDDEN.search(path):
        return N_("has characters other than the ASCII ones that every system takes")
    if len(path) > MOST_CHARACTERS:
        return N_("has {characters} characters; {most} is the most")
    if not all(map(fits_everywhere, parts)):
        return N_("has a part that Windows keeps for itself")
    return ""


def files_in_folder(folder: Path, under: str = "") -> dict[str, Callable[[], bytes]]:
    """Return the files in a folder by relative path, without those that operating systems create.

    Args:
        folder: the folder.
        under: a folder to prepend to each path.
    """
    found = {}
    for place, folders, names in os.walk(folder, onerror=stop):
        folders.sort()
        for name in names:
            path = Path(place, name)
            if name not in _LEFT_BEHIND:
                found[PurePosixPath(under, path.relative_to(folder).as_posix()).as_posix()] = path.read_bytes
    return found


@contextmanager
def open_copy(path: Path) -> Iterator[Files]:
    """Open a copy of the site: a pack as it was downloaded, or the folder that it was unpacked to.

    Args:
        path: a zip, or the folder with ``index.html`` in it, whatever its name.

    Yields:
        Its files by their paths in the pack.

    Raises:
        PackError: it has paths that can't be in a pack.
        DamagedFileError: it is neither.
    """
    if path.is_dir():
        yield files_in_folder(path, ROOT)
        return
    with open_zip(path) as files:
        yield files


@contextmanager
def open_zip(path: Path) -> Iterator[Files]:
    """Open a zip, rejecting unsafe member names.

    Raises:
        PackError: it has members that aren't regular files with allowed paths, or that are too large.
        DamagedFileError: it is not a zip, or damaged.
    """
    with reading(path.name):
        archive = zipfile.ZipFile(path)
    with archive:
        infos = archive.infolist()
        check_paths([info.filename for info in infos])
        _check_sizes(path.name, {info.filename: info.file_size for info in infos})
        for info in infos:
            kind = info.external_attr >> 16 & 0o170000
            if kind not in {0, _MODE & 0o170000} or info.flag_bits & 1:
                raise PackError(N_("{name}: {file!r} is no plain file"), name=path.name, file=info.filename)
        yield {info.filename: _reader(archive, info) for info in infos}


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        with reading(info.filename):
            return archive.read(info)

    return read


def _check_sizes(name: str, sizes: Mapping[str, int]) -> None:
    for path, size in sizes.items():
        if size > MOST_BYTES:
            raise PackError(N_("{name}: {file!r} is larger than {most} bytes"), name=name, file=path, most=MOST_BYTES)
    if sum(sizes.values()) > MOST_BYTES_IN_ALL:
        text = N_("{name}: all files together are larger than {most} bytes")
        raise PackError(text, name=name, most=MOST_BYTES_IN_ALL)


def zip_member(path: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """Return what a reproducible zip says of a file: nothing of the time and the machine.

    Args:
        path: its path in the zip.
        compression: how it is compressed, as of `zipfile`.
    """
    info = zipfile.ZipInfo(path, _DATE)
    info.compress_type = compression
    info.external_attr = _MODE << 16
    info.create_system = _UNIX
    return info


def write_zip(target: Path, files: Files, step: Callable[[int], None] = lambda _done: None) -> tuple[PackedFile, ...]:
    """Write a reproducible zip: its bytes depend only on the paths and contents of its files.

    Args:
        target: the path of the zip.
        files: its files.
        step: is called with the number of files done since the last call.

    Returns:
        Its files, sorted by path.

    Raises:
        PackError: a path is not allowed, or a file or all of them are too large.
    """
    check_paths(files)
    written = []
    with zipfile.ZipFile(target, "w") as archive:
        for path, read in sorted(files.items()):
            data = read()
            archive.writestr(zip_member(path), data)
            written.append(packed(path, data))
            step(1)
    _check_sizes(target.name, {file.path: file.size for file in written})
    return tuple(written)

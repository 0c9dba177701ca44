"""Files beside entries, as they are stored: ``docs/files/<entry id>/<name>``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from knowledge_base.attachments.inspection import ENDINGS, FileFault, Inspection, fault, size_fault
from knowledge_base.attachments.limits import FILES_FOLDER, LARGEST_FILE, LONGEST_PATH
from knowledge_base.locale import N_
from knowledge_base.model.types import FILE_PATTERN
from knowledge_base.names import RESERVED_NAME, fits_everywhere
from knowledge_base.setup_error import stop
from knowledge_base.suggest import as_id

FILES_PATH = PurePosixPath("docs", FILES_FOLDER)
"""The folder in the repository."""

_FILE_NAME = re.compile(FILE_PATTERN)
# What systems leave in folders: git ignores hidden files, and these are not reported either.
_LEFT_BEHIND = frozenset({"Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file beside an entry, as it was found.

    Attributes:
        path: relative to the repository.
        size: how many bytes it has; of one that is too large, as many as were read.
        digest: a digest of its bytes (BLAKE2, RFC 7693).
        faults: what is wrong with its name and place. With one, the bytes are not looked into.
        place: where its bytes are, or the bytes.
    """

    path: PurePosixPath
    size: int = 0
    digest: bytes = b""
    faults: tuple[FileFault, ...] = ()
    place: Path | bytes = field(default=b"", compare=False, repr=False)

    @property
    def owner(self) -> str:
        """The id of the entry that it lies beside."""
        return self.path.parts[2]

    @property
    def name(self) -> str:
        """Its name in the folder of the entry."""
        return self.path.name

    def data(self) -> bytes:
        """Return its bytes.

        Raises:
            OSError: it can't be read.
        """
        return self.place if isinstance(self.place, bytes) else _bytes(self.place)


@dataclass(frozen=True, kw_only=True)
class EntryFile:
    """A file beside an entry, inspected.

    Attributes:
        owner: the id of the entry.
        name: its name.
        digest: a digest of its bytes.
        size: how many bytes it has.
        about: what its bytes are.
    """

    owner: str
    name: str
    digest: bytes
    size: int
    about: Inspection

    @property
    def path(self) -> PurePosixPath:
        """Where it is in the repository."""
        return file_path(self.owner, self.name)

    @property
    def address(self) -> str:
        """Where it is in the site, from its root."""
        return f"{FILES_FOLDER}/{self.owner}/{self.name}"


def file_path(owner: str, name: str) -> PurePosixPath:
    """Return the path of a file beside an entry, relative to the repository."""
    return FILES_PATH / owner / name


def is_file_path(path: PurePosixPath) -> bool:
    """Whether a path is that of a file beside an entry, wherever in its folder, not hidden."""
    parts = path.parts
    return parts[:2] == FILES_PATH.parts and len(parts) > 2 and not any(part.startswith(".") for part in parts)


def read_files(root: Path, unwritten: Mapping[PurePosixPath, bytes] = MappingProxyType({})) -> tuple[StoredFile, ...]:
    """Read the files beside entries of a repository.

    Args:
        root: the repository.
        unwritten: files to be read instead of those on disk, or in addition to them, by path.

    Returns:
        The files, sorted by path, with what is wrong with their names and places.

    Raises:
        OSError: a file or folder can't be read.
    """
    top = root / FILES_PATH
    there = set(_walk(top)) if top.is_dir() and not top.is_symlink() else set()
    there |= {path for path in unwritten if is_file_path(path)}
    return tuple(_stored(root, path, unwritten) for path in sorted(there))


def _walk(top: Path) -> Iterator[PurePosixPath]:
    """Yield the files in the folder: links to folders too, not what is in them; no hidden files."""
    for folder, folders, files in os.walk(top, onerror=stop):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if Path(folder, name).is_symlink()]
        for name in (*files, *linked):
            if not name.startswith(".") and name not in _LEFT_BEHIND:
                yield FILES_PATH / Path(folder, name).relative_to(top).as_posix()


def _stored(root: Path, path: PurePosixPath, unwritten: Mapping[PurePosixPath, bytes]) -> StoredFile:
    found = tuple(_wrong_with(path))
    if path not in unwritten and any((root / part).is_symlink() for part in (path, path.parent)):
        what, allowed = N_("symbolic links are not allowed"), N_("put the file itself here")
        return StoredFile(path=path, faults=(fault("symlink", what, allowed), *found))
    place: Path | bytes = unwritten.get(path, root / path)
    data = place if isinstance(place, bytes) else _bytes(place)
    if len(data) > LARGEST_FILE:
        found = (*found, size_fault())
    digest = blake2b(data, digest_size=12).digest()
    return StoredFile(path=path, size=len(data), digest=digest, faults=found, place=place)


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _wrong_with(path: PurePosixPath) -> Iterator[FileFault]:
    """Yield what is wrong with the name and the place of a file."""
    if len(path.parts) != 4:
        what, allowed = N_("the file lies in no folder of an entry"), N_("move it to {folder}")
        yield fault("file-place", what, allowed, folder=f"{FILES_PATH}/<id>/")
        return
    if not file_name_fits(path.name):
        proper = proper_file_name(path.name)
        what, allowed = N_("the file name can't be part of an address"), N_("use a-z, 0-9 and hyphens")
        if path.suffix[1:].lower() not in ENDINGS:
            what, allowed = N_("an entry can't have files of this type"), N_("one of: {types}")
        elif proper:
            allowed = N_("use a-z, 0-9 and hyphens, as in {name!r}")
        yield fault("file-name", what, allowed, name=proper, types=", ".join(f".{ending}" for ending in ENDINGS))
    if len(str(path)) > LONGEST_PATH:
        yield long_name_fault()


def long_name_fault() -> FileFault:
    """Return the fault of a file whose path is longer than it may be."""
    return fault("file-name", N_("the file name is too long"), N_("at most 100 characters with the folders"))


def file_name_fits(name: str) -> bool:
    """Whether a file beside an entry can have a name, in every system and in an address."""
    return _FILE_NAME.fullmatch(name) is not None and fits_everywhere(name)


def proper_file_name(name: str) -> str:
    """Return what a file with a name that it can't have could be called; an empty string if nothing is left of it."""
    stem, ending = as_id(PurePosixPath(name).stem), PurePosixPath(name).suffix.lower()
    stem = f"file-{stem}" if RESERVED_NAME.match(stem) else stem
    return f"{stem}{ending}" if stem and ending[1:] in ENDINGS else ""


def wrong_ending(file: StoredFile, about: Inspection) -> FileFault | None:
    """Return the fault of a file whose name says another type than its bytes; ``None`` if it has none."""
    if about.type is None or PurePosixPath(file.name).suffix[1:] in about.type.endings:
        return None
    what, allowed = N_("the file is a {type}, whatever its name says"), N_("rename it to {name!r}")
    proper = f"{PurePosixPath(file.name).stem}.{about.type}"
    return fault("file-ending", what, allowed, type=about.type.label, name=proper)

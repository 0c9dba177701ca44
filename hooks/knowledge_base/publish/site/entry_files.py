"""Publishes the files beside entries, once for both languages: pictures written anew, documents as they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.attachments.inspection import FileType
from knowledge_base.attachments.renditions import renditions
from knowledge_base.attachments.stored import EntryFile
from knowledge_base.memory.digests import digest
from knowledge_base.memory.store import Memory
from knowledge_base.publish.site.kept_files import KeptFile, write_kept

_NOTE = "files"


@dataclass(frozen=True)
class _Wanted:
    """A file of the site: what it is made of, and how wide a picture is; 0 for what is published as it is."""

    file: EntryFile
    width: int


def write_entry_files(root: Path, folder: Path, catalogue: Catalogue, memory: Memory) -> frozenset[str]:
    """Write the files beside entries into a site, those that are not there from an earlier build.

    A picture is kept under the digest of its bytes in the repository: it is written anew if these or its size have
    changed, or if what is in the site is not what was written.

    Args:
        root: the repository.
        folder: the folder of the site.
        catalogue: the content.
        memory: what earlier builds noted; updated in place.

    Returns:
        The files of the site, by their paths from its root.

    Raises:
        OSError: a file can't be read or written.
    """
    wanted = {address: each for files in catalogue.files.values() for file in files for address, each in _parts(file)}
    made = {
        address: KeptFile(key=digest((each.file.digest, each.width)), make=partial(_published, root, each))
        for address, each in wanted.items()
    }
    return write_kept(folder, memory, _NOTE, made)


def published_paths(file: EntryFile) -> tuple[str, ...]:
    """Return what a file is published as, by paths from the root of the site: a picture in several sizes."""
    return tuple(address for address, _ in _parts(file))


def _parts(file: EntryFile) -> list[tuple[str, _Wanted]]:
    if file.about.type and file.about.type.is_raster:
        return [(size.address, _Wanted(file, size.width)) for size in renditions(file)]
    return [(file.address, _Wanted(file, 0))]


def _published(root: Path, wanted: _Wanted) -> bytes:
    data = (root / wanted.file.path).read_bytes()
    type_: FileType | None = wanted.file.about.type
    if not wanted.width or type_ is None:
        return data
    # The library takes longer to load than most builds need for their files, which find them in the site.
    from knowledge_base.attachments.pictures import picture_of_width  # noqa: PLC0415

    return picture_of_width(data, type_, wanted.width)

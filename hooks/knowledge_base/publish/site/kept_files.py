"""Keeps binary files of the site from build to build: each is made again only when what it is made of is another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.memory.digests import digest
from knowledge_base.memory.store import Memory
from knowledge_base.write import write_whole


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """A file of the site.

    Attributes:
        key: a digest of all that it is made of.
        make: makes its bytes.
    """

    key: bytes
    make: Callable[[], bytes]


def write_kept(folder: Path, memory: Memory, note: str, files: Mapping[str, KeptFile]) -> frozenset[str]:
    """Write files into a site, those that are not there as an earlier build wrote them.

    Args:
        folder: the folder of the site.
        memory: what earlier builds noted; updated in place.
        note: the name of the note on these files.
        files: the files, by their paths from the root of the site.

    Returns:
        Their paths.

    Raises:
        OSError: a file can't be read or written.
    """
    before: Mapping[str, list[str]] = memory.notes.get(note, {})
    noted: dict[str, list[str]] = {}
    for path, file in sorted(files.items()):
        kept, key, target = before.get(path), file.key.hex(), folder / path
        if kept is None or kept[0] != key or not target.is_file() or digest(target.read_bytes()).hex() != kept[1]:
            data = file.make()
            write_whole(target, data)
            kept = [key, digest(data).hex()]
        noted[path] = kept
    memory.notes[note] = noted
    return frozenset(files)

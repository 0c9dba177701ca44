"""Which files a folder has, and when each was written: tells whether anything in it has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePath

Stamps = frozenset[tuple[str, int, int]]
"""The path, the time of the last change (nanoseconds since 1970) and the size (bytes) of each file."""


def stamps(paths: Iterable[Path]) -> Stamps:
    """Return the stamps of files, and of all files in folders but hidden ones; a path that is not there has none."""
    found = set()
    for path in paths:
        for file in _files(path):
            # One that has just been removed has no stamp either.
            with suppress(OSError):
                seen = file.stat()
                found.add((str(file), seen.st_mtime_ns, seen.st_size))
    return frozenset(found)


def is_unwatched(path: PurePath) -> bool:
    """Whether a path in a folder is none that people write: hidden, as what editors put down, or Python's own."""
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for one in path.rglob("*"):
            if not is_unwatched(one.relative_to(path)) and one.is_file():
                yield one
    elif path.exists():
        yield path

"""Files that are there whole or not at all, also where somebody pulls the plug."""

from __future__ import annotations

import filecmp
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".unfinished-"


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """Make a folder to work in, on the same disk as what is made; what an earlier run left of its own is cleared away.

    Args:
        folder: where the finished things will be; made if it is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=_PREFIX) as work:
        yield Path(work)


def install(work: Path, folder: Path, packs: Sequence[str], descriptions: Sequence[str]) -> None:
    """Put finished files in their place, so that a power cut at any moment leaves every pack whole, the old or the new.

    Several files can't change their names at the same instant. So packs come first, each at once and whole; and where
    one takes the place of another of its name, the files that describe the packs (lists of hashes) are taken away
    before and put back after: for a moment a description may be missing, but there is never one that does not fit.

    Args:
        work: the folder with the finished files.
        folder: where to.
        packs: their names.
        descriptions: the names of the files that describe them; one that names another comes after it.
    """
    for name in (*packs, *descriptions):
        _to_disk(work / name)
    if any(_differs(work / name, folder / name) for name in packs):
        for name in reversed(descriptions):
            (folder / name).unlink(missing_ok=True)
        _to_disk(folder)
    for names in (packs, descriptions):
        for name in names:
            (work / name).replace(folder / name)
        _to_disk(folder)


def _differs(fresh: Path, old: Path) -> bool:
    return old.exists() and not filecmp.cmp(fresh, old, shallow=False)


def _to_disk(path: Path) -> None:
    """Wait until a file, or the list of a folder's files, is on the disk and not only on its way there."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no such thing for folders.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

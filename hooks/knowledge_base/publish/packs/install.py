"""Packs and the lists that describe them, put in their place so that no list is ever wrong."""

from __future__ import annotations

import filecmp
from collections.abc import Sequence
from pathlib import Path

from knowledge_base.write import to_disk


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
        to_disk(work / name)
    if any(_differs(work / name, folder / name) for name in packs):
        for name in reversed(descriptions):
            (folder / name).unlink(missing_ok=True)
        to_disk(folder)
    for names in (packs, descriptions):
        for name in names:
            (work / name).replace(folder / name)
        to_disk(folder)


def _differs(fresh: Path, old: Path) -> bool:
    return old.exists() and not filecmp.cmp(fresh, old, shallow=False)

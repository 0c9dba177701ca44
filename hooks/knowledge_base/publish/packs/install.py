"""Installs packs and the files that list them, so that no list is ever wrong."""

from __future__ import annotations

import filecmp
from collections.abc import Sequence
from pathlib import Path

from knowledge_base.write import to_disk


def install(work: Path, folder: Path, packs: Sequence[str], descriptions: Sequence[str]) -> None:
    """Move finished files into place; a crash at any moment leaves every pack whole, either old or new.

    Several files can't be renamed in one atomic step. So each pack is renamed first, and then the descriptions (lists
    of hashes). If a pack replaces one of the same name, the old descriptions are deleted before: a description may be
    missing for a moment, but it never contradicts the packs.

    Args:
        work: the folder with the finished files.
        folder: the target folder.
        packs: the names of the packs.
        descriptions: the names of the files that describe them; one that refers to another comes after it.
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

"""Installs packs and the files that list them, so that no list is ever wrong."""

from __future__ import annotations

import filecmp
from collections.abc import Collection, Sequence
from pathlib import Path

from knowledge_base.view.parts.signature_check import SIGNATURE, SUMS
from knowledge_base.write import to_disk, write_whole


def install(work: Path, folder: Path, packs: Sequence[str], descriptions: Sequence[str]) -> None:
    """Move finished files into place; a crash at any moment leaves every pack whole, either old or new.

    Several files can't be renamed in one atomic step. So each pack is renamed first, and then the descriptions (lists
    of hashes, and their signature). What describes a file that is about to change is deleted before: a description may
    be missing for a moment, but it never contradicts the packs. The list of hashes is never missing: it loses the lines
    of the files that are about to change.

    Args:
        work: the folder with the finished files.
        folder: the target folder.
        packs: the names of the packs.
        descriptions: the names of the files that describe them; one that refers to another comes after it.
    """
    for name in (*packs, *descriptions):
        to_disk(work / name)
    if SUMS in descriptions and SIGNATURE not in descriptions:
        # That of an earlier list.
        (folder / SIGNATURE).unlink(missing_ok=True)
    changing = {name for name in (*packs, *descriptions) if _differs(work / name, folder / name)}
    for place, name in reversed([*enumerate(descriptions)]):
        described = {*packs, *descriptions[:place]}
        if name == SUMS and (described & changing or not (folder / SUMS).exists()):
            _keep_sums(folder / SUMS, changing)
        elif described & changing:
            (folder / name).unlink(missing_ok=True)
    to_disk(folder)
    for names in (packs, descriptions):
        for name in names:
            (work / name).replace(folder / name)
        to_disk(folder)


def _keep_sums(path: Path, changing: Collection[str]) -> None:
    """Write a list of hashes without the lines of some files; one without any line if there is no list yet."""
    lines = path.read_text("utf-8", "replace").splitlines(keepends=True) if path.exists() else []
    kept = [line for line in lines if line.rstrip("\n").partition("  ")[2] not in changing]
    write_whole(path, "".join(kept), durable=True)


def _differs(fresh: Path, old: Path) -> bool:
    return old.exists() and not filecmp.cmp(fresh, old, shallow=False)

"""Synchronises the folder of the site with the folder where it was built."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from knowledge_base.write import write_whole


def bring_over(made: Path, site: Path, kept: Collection[str], kept_folders: Collection[str] = ()) -> None:
    """Copy what was built into the folder of the site, and remove all other files, except hidden ones at its top.

    Args:
        made: the folder of the build. Files that are identical in the site are not touched.
        site: the folder of the site; created if missing.
        kept: further files of the site to keep, by path from its root.
        kept_folders: folders at the top of the site to keep, with their content.

    Raises:
        OSError: a file could not be read, written or removed.
    """
    site.mkdir(parents=True, exist_ok=True)
    wanted = dict(_files(made, made.iterdir()))
    # Like MkDocs, keep hidden files: they belong to hosts or editors.
    ours = (path for path in site.iterdir() if not path.name.startswith(".") and path.name not in kept_folders)
    for path, file in _files(site, ours):
        if path not in wanted and path not in kept:
            file.unlink()
    for path, file in wanted.items():
        content = file.read_bytes()
        target = site / path
        if target.is_dir() and not target.is_symlink():
            # The error names what is in the way, not the temporary file that could not replace it.
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        if target.is_symlink() or not target.is_file() or target.read_bytes() != content:
            write_whole(target, content)
    _remove_empty(site)


def _files(folder: Path, among: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Yield the files in a folder with their relative paths; a symbolic link counts as a file, whatever its target.

    Args:
        folder: the folder.
        among: the entries at its top to include.
    """
    for top in sorted(among):
        for path in sorted(top.rglob("*")) if top.is_dir() and not top.is_symlink() else [top]:
            if path.is_symlink() or path.is_file():
                yield path.relative_to(folder).as_posix(), path


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()

"""Synchronises the folder of the site with the folder where it was built."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from knowledge_base.setup_error import stop
from knowledge_base.write import is_unfinished, write_whole


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
    wanted = frozenset(_files(made))
    # Like MkDocs, keep hidden files: they belong to hosts or editors.
    for path in _files(site, lambda name: _is_of_others(name) or name in kept_folders):
        if path not in wanted and path not in kept:
            (site / path).unlink()
    for path in sorted(wanted):
        content = (made / path).read_bytes()
        target = site / path
        if target.is_dir() and not target.is_symlink():
            # The error names what is in the way, not the temporary file that could not replace it.
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        if target.is_symlink() or not target.is_file() or target.read_bytes() != content:
            write_whole(target, content)
    _remove_empty(site)


def _is_of_others(name: str) -> bool:
    return name.startswith(".") and not is_unfinished(name)


def _files(top: Path, left_out: Callable[[str], bool] = lambda _: False) -> Iterator[str]:
    """Yield the paths of files in a folder from there; a symbolic link counts as a file, whatever its target.

    Args:
        top: the folder.
        left_out: whether an entry at its top is left out, by its name.
    """
    for folder, folders, files in os.walk(top, onerror=stop):
        if folder == str(top):
            folders[:] = [name for name in folders if not left_out(name)]
            files = [name for name in files if not left_out(name)]  # noqa: PLW2901 - as those of folders
        within = folder[len(str(top)) + 1 :].replace(os.sep, "/")
        for name in (*files, *(name for name in folders if os.path.islink(f"{folder}/{name}"))):  # noqa: PTH114
            yield f"{within}/{name}" if within else name


def _remove_empty(top: Path) -> None:
    for folder, _, files in os.walk(top, topdown=False):
        if not files and folder != str(top) and not os.listdir(folder):  # noqa: PTH208 - a name will do
            Path(folder).rmdir()

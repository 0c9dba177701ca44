"""The folder of a site: what belongs there is brought over from where it was made, and nothing else stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from knowledge_base.write import write_whole


def bring_over(made: Path, site: Path, kept: Collection[str], kept_folders: Collection[str] = ()) -> None:
    """Make a folder hold what was made and what is kept, and remove all other files, but for hidden ones at its top.

    Args:
        made: the folder of what was made. Files that are the same already are left alone.
        site: the folder of the site; made if it is not there.
        kept: the paths of further files that belong to the site, from its root.
        kept_folders: the same of folders, with all that is in them.

    Raises:
        OSError: a file can't be read, written or removed.
    """
    site.mkdir(parents=True, exist_ok=True)
    wanted = dict(_files(made, made.iterdir()))
    # As MkDocs cleans a site: what a host or an editor hides there is none of ours.
    ours = (path for path in site.iterdir() if not path.name.startswith(".") and path.name not in kept_folders)
    for path, file in _files(site, ours):
        if path not in wanted and path not in kept:
            file.unlink()
    for path, file in wanted.items():
        content = file.read_bytes()
        target = site / path
        if target.is_symlink() or not target.is_file() or target.read_bytes() != content:
            write_whole(target, content)
    _remove_empty(site)


def _files(folder: Path, among: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Yield the files in a folder with their paths from there; a link is a file, whatever it leads to.

    Args:
        folder: the folder.
        among: what at its top counts.
    """
    for top in sorted(among):
        for path in sorted(top.rglob("*")) if top.is_dir() and not top.is_symlink() else [top]:
            if path.is_symlink() or path.is_file():
                yield path.relative_to(folder).as_posix(), path


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()

"""To the disk: files that are there whole or not at all, also where the program is ended or somebody pulls the plug."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".unfinished-"


def write_whole(path: Path, content: str | bytes, *, durable: bool = False) -> None:
    """Write a file, whole or not at all; until it is there, the file that it replaces stays as it is.

    Args:
        path: the file. Its folder is made if it is not there; a symbolic link is replaced, not followed.
        content: what is in it; text is written as UTF-8, with its line ends as they are.
        durable: whether to wait until it is on the disk. A site can be built again, what a person wrote cannot.

    Raises:
        OSError: it can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{_PREFIX}{path.name}")
    # What a run that was ended left behind, or a link that somebody put there.
    unfinished.unlink(missing_ok=True)
    try:
        with unfinished.open("xb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        if durable:
            to_disk(unfinished)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    if durable:
        to_disk(path.parent)


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


def to_disk(path: Path) -> None:
    """Wait until a file, or the list of a folder's files, is on the disk and not only on its way there."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no such thing for folders.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

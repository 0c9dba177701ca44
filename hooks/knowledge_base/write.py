"""Atomic writes: after a crash or power failure a file has its old or its new content, never part of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from knowledge_base.alone import alone_in

_PREFIX = ".unfinished-"


def is_unfinished(name: str) -> bool:
    """Whether a file or folder of this name is what a run that was killed has left behind."""
    return name.startswith(_PREFIX)


def write_whole(path: Path, content: str | bytes, *, durable: bool = False) -> None:
    """Write a file atomically: write a temporary file next to it, then rename that over it.

    Args:
        path: the file. Its folder is created if missing; a symbolic link is replaced, not followed.
        content: the content; text is encoded as UTF-8, with its line endings unchanged.
        durable: whether to wait until it is on disk (fsync). Use it for what people write; a site can be built again.

    Raises:
        OSError: it can't be written.
    """
    unfinished = path.with_name(f"{_PREFIX}{path.name}")
    try:
        with _begun(unfinished) as file:
            file.write(content.encode() if isinstance(content, str) else content)
        if durable:
            to_disk(unfinished)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    if durable:
        to_disk(path.parent)


def _begun(path: Path) -> BinaryIO:
    """Return a new file, open for writing."""
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        # Left behind by a run that was killed, or a link planted there.
        path.unlink()
    return path.open("xb")


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """Create a temporary folder inside another one, so that results can be renamed into place on the same disk.

    It is removed at the end of the ``with`` block. Those that killed runs have left behind are removed at the start. If
    another process has one there, this one waits (`alone_in`).

    Args:
        folder: the folder of the results; created if missing.

    Raises:
        SetupError: another process has been there for too long.
        OSError: it can't be created.
    """
    with alone_in(folder):
        for left in folder.glob(f"{_PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=_PREFIX) as work:
            yield Path(work)


def to_disk(path: Path) -> None:
    """Flush a file, or the entries of a folder, to disk (fsync)."""
    if path.is_dir() and os.name == "nt":
        return  # Windows can't flush folders.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

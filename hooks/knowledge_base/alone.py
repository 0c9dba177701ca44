"""One process at a time in a folder: whoever comes second waits.

The system gives the lock up by itself when a process ends, however it does, so one that was killed keeps nobody out.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge_base.environment import seconds
from knowledge_base.locale import N_
from knowledge_base.setup_error import SetupError

LOCK = ".unfinished.lock"
"""The file that is locked where a folder can't be (Windows)."""

PATIENCE = 600.0
"""Seconds after which whoever waits gives up: no build takes as long."""

_PAUSE = 0.1
_BUSY = frozenset({errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK})


@contextmanager
def alone_in(folder: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Be the only process in a folder for the duration of a ``with`` block.

    Processes that were forked meanwhile are there too: the folder is free when the last of them has ended. On disks
    without locks, as some network drives, nobody waits.

    Args:
        folder: the folder; created if missing.
        waiting: is called once if another process is there.

    Raises:
        SetupError: another process has been there all the time.
        OSError: there can be no such folder, or it can't be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = _locked(folder)
    if handle is None:
        waiting()
        end = seconds() + PATIENCE
        while handle is None:
            if seconds() >= end:
                raise SetupError(
                    N_("another program is still writing to {folder}; try again when it is done"), folder=folder
                )
            time.sleep(_PAUSE)
            handle = _locked(folder)
    try:
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _locked(folder: Path) -> int | None:
        """Return the handle that keeps others out; ``None`` if one of them is there."""
        try:
            # The system removes the file when its last handle is closed, which it does for processes that were killed.
            handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_TEMPORARY | os.O_NOINHERIT)
        except PermissionError:
            # As long as another process closes it; if it is for another reason, writing here says so.
            return None
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(handle)
            return None
        return handle

else:
    import fcntl

    def _locked(folder: Path) -> int | None:
        """Return the handle that keeps others out; ``None`` if one of them is there."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _BUSY:
                os.close(handle)
                return None
            # Otherwise this disk has no locks.
        return handle

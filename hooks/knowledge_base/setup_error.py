"""Errors of the environment of a command or build: a wrong setting, missing permissions, a full disk.

Whoever runs the command can fix these without a programmer, so they end it with a sentence that says what to do instead
of a traceback.
"""

from __future__ import annotations

import errno
from pathlib import Path

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.locale import N_, Locale, message
from knowledge_base.problems import printable

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


class SetupError(KnowledgeBaseError):
    """A setting, a file or the disk prevents a command or build. ``text`` has no full stop."""

    def sentence(self, locale: Locale) -> str:
        """Return the message in a language, on one line."""
        return printable(message(locale, self.text, **self.values))


def setup_error_of(error: SetupError | OSError) -> SetupError:
    """Convert an error of the operating system to a `SetupError`.

    Args:
        error: the error; a `SetupError` is returned as it is.
    """
    if isinstance(error, SetupError):
        return error
    if error.errno in _FULL:
        return SetupError(N_("the disk is full; make room on it and try again"))
    if error.filename is None:
        return SetupError(N_("the system does not allow it: {reason}"), reason=error.strerror or error)
    path = Path(error.filename if isinstance(error.filename, str) else str(error.filename))
    match error:
        case FileNotFoundError():
            return SetupError(N_("{path} is missing"), path=path)
        case FileExistsError() | NotADirectoryError():
            return SetupError(N_("{path} is a file, and has to be a folder"), path=_file_on_the_way(path))
        case IsADirectoryError():
            return SetupError(N_("{path} is a folder, and has to be a file"), path=path)
        case PermissionError():
            text = N_("you may not read or change {path}; see whose it is, or whether another program has it open")
            return SetupError(text, path=_nearest(path))
        case _ if error.errno == errno.EROFS:
            return SetupError(N_("{path} is on a disk that can only be read"), path=_nearest(path))
        case _:
            text = N_("{path} can't be read or changed: {reason}")
            return SetupError(text, path=path, reason=error.strerror or error)


def stop(error: OSError) -> None:
    """Raise an error: the ``onerror`` callback for ``os.walk``, which otherwise skips unreadable folders silently."""
    raise error


def _nearest(path: Path) -> Path:
    """Return a path if it exists, or else its nearest existing ancestor: the one that lacks the permission."""
    return next((each for each in (path, *path.parents) if _is_there(each)), path)


def _file_on_the_way(path: Path) -> Path:
    """Return the file that is in the way: a path, or the nearest of its ancestors, that should be a folder."""
    return next((each for each in (path, *path.parents) if each.is_file()), path)


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except OSError:
        return False
    return True

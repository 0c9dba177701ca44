"""Errors of the environment of a command or build: a wrong setting, missing permissions, a full disk, a damaged file.

Whoever runs the command can fix these without a programmer, so they end it with a sentence that says what to do instead
of a traceback. This is the one place that turns what the system raises into such sentences.
"""

from __future__ import annotations

import errno
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.locale import N_, Locale, message
from knowledge_base.problems import printable

_FULL = N_("the disk is full; make room on it and try again")
_TOO_MANY = N_("too many files are open on this computer; close other programs and try again")
# Those that no path explains: the disk or the computer is at its limit.
_BY_NUMBER = {
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EFBIG: N_("a file is larger than this system allows; see its limits (ulimit -f)"),
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.ENOMEM: N_("the memory of this computer does not suffice; close other programs and try again"),
}


class SetupError(KnowledgeBaseError):
    """A setting, a file or the disk prevents a command or build. ``text`` has no full stop."""

    def sentence(self, locale: Locale) -> str:
        """Return the message in a language, on one line."""
        return printable(message(locale, self.text, **self.values))


class DamagedFileError(SetupError):
    """A file is damaged, or is not what it should be."""


SYSTEM_ERRORS = (OSError, MemoryError)
"""What the system raises where it does not let a program go on."""

DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, sqlite3.Error),
    # ValueError is JSON and UTF-8 too; the others come from what libraries compute of a file that nobody checked.
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError),
    # An encrypted part, and a part that takes a newer version of the format.
    *(RuntimeError, NotImplementedError),
)
"""What libraries raise for a file that is damaged, hostile, or of a newer version of its format."""


@contextmanager
def reading(name: object) -> Iterator[None]:
    """Convert what libraries raise for a file to an error with a sentence.

    Nothing but the reading of that file belongs into the ``with`` block: mistakes of ours raise the same.

    Args:
        name: the name of the file, or its path.

    Raises:
        DamagedFileError: the file is damaged, is something else, or takes a newer program.
    """
    try:
        yield
    except SetupError:
        raise
    except NotImplementedError as error:
        text = N_("{name} is of a newer version of its format than this program knows")
        raise DamagedFileError(text, name=name) from error
    except (*DAMAGED, OSError) as error:
        # Offsets that lead nowhere, and what libraries say of themselves; the system has another number.
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        text = N_("{name} is damaged, or is something else; download it again, or make it again")
        raise DamagedFileError(text, name=name) from error


def setup_error_of(error: SetupError | OSError | MemoryError) -> SetupError:
    """Convert an error of the operating system to a `SetupError`.

    Args:
        error: the error, one of `SYSTEM_ERRORS`; a `SetupError` is returned as it is.
    """
    if isinstance(error, SetupError):
        return error
    if isinstance(error, MemoryError):
        return SetupError(_BY_NUMBER[errno.ENOMEM])
    if error.errno in _BY_NUMBER:
        return SetupError(_BY_NUMBER[error.errno])
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

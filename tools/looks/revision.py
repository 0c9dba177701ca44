"""Builds the site of an earlier revision, with the installed packages."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class RevisionError(Exception):
    """A revision is unknown or can't be built; the message says why."""


@contextmanager
def built(repository: Path, revision: str) -> Iterator[Path]:
    """Build the site of a revision in a temporary folder, and yield the folder.

    Args:
        repository: a working tree of the repository.
        revision: a git revision: a branch, a tag, a commit.

    Raises:
        RevisionError: git doesn't know it, or its site can't be built with the installed packages.
    """
    commit = _run(["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"], repository)
    if commit.returncode:
        raise RevisionError(f"git knows no revision {revision}\n{commit.stderr}".rstrip())
    with TemporaryDirectory(prefix="looks-") as folder:
        tree, site = Path(folder) / "tree", Path(folder) / "site"
        added = _run(["git", "worktree", "add", "--quiet", "--detach", str(tree), commit.stdout.strip()], repository)
        if added.returncode:
            raise RevisionError(f"git could not lay out {revision}:\n{added.stderr}")
        try:
            # Import the revision's package, not the installed one.
            environment = {**os.environ, "PYTHONPATH": str(tree / "hooks")}
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
            done = _run(command, tree, environment)
            if done.returncode:
                raise RevisionError(f"{revision} cannot be built with the packages that are installed:\n{done.stderr}")
            yield site
        finally:
            _run(["git", "worktree", "remove", "--force", str(tree)], repository)


def _run(
    command: list[str], folder: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

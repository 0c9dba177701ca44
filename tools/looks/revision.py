"""The site as it was at an earlier revision: built beside the present one, with the same programs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class RevisionError(Exception):
    """A revision is unknown or cannot be built; the message says which and why."""


@contextmanager
def built(repository: Path, revision: str) -> Iterator[Path]:
    """Build the site of a revision in a temporary folder, and yield that folder.

    Args:
        repository: a working tree of the repository.
        revision: as git takes it: a branch, a tag, a commit.

    Raises:
        RevisionError: git does not know it, or its site cannot be built with the packages that are installed.
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
            # Its own package, and not the one that is installed.
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

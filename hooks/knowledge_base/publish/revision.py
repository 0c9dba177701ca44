"""The one place where git is asked."""

from __future__ import annotations

import subprocess
from pathlib import Path

_SHOWN = 7


def revision(root: Path) -> str:
    """Return the commit that a working tree is at, shortened, with a ``+`` where files differ from it.

    Args:
        root: the folder of the repository.

    Returns:
        The revision; empty where ``root`` is no working tree of git (as when it comes from a tarball), where it has no
        commit yet, and where there is no git.
    """
    top = _git(root, "rev-parse", "--show-toplevel")
    # A tarball may have been unpacked somewhere inside the working tree of another project.
    if not top or Path(top).resolve() != root.resolve():
        return ""
    commit = _git(root, "rev-parse", "--verify", "HEAD")
    if not commit:
        return ""
    return commit[:_SHOWN] + ("+" if _git(root, "status", "--porcelain") else "")


def _git(root: Path, *arguments: str) -> str:
    """Return what git answers; empty if it can't."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)  # noqa: S603, S607
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""

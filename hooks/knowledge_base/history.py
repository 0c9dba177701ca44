"""The history of the repository: the one place where git is asked."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from knowledge_base.locale import N_
from knowledge_base.setup_error import SetupError

_SHOWN = 7
_TRUST = ("config", "--global", "--add", "safe.directory")


def revision(root: Path) -> str:
    """Return the commit that a working tree is at, shortened, with a ``+`` where files differ from it.

    Args:
        root: the folder of the repository.

    Returns:
        The revision; empty where ``root`` is no working tree of git (as when it comes from a tarball), where it has no
        commit yet, and where there is no git.

    Raises:
        SetupError: git does not trust the working tree.
    """
    commit = _line(root, "rev-parse", "--verify", "HEAD") if _is_working_tree(root) else ""
    if not commit:
        return ""
    return commit[:_SHOWN] + ("+" if _line(root, "status", "--porcelain") else "")


def earlier_contents(root: Path, path: PurePosixPath) -> Iterator[bytes]:
    """Yield what was in a file after each commit that changed it, the newest first, whatever its name was then.

    Args:
        root: the folder of the repository.
        path: the file, relative to it.

    Returns:
        The contents, one at a time, so that nobody has to wait for those that are not looked at; none at all where
        `revision` has nothing to say.
    """
    if not _is_working_tree(root):
        return
    # Under its earlier names too, and with the commits that merge (-c) where they change it: each with its name there.
    asked = ("--literal-pathspecs", "log", "--follow", "-c", "--name-only", "-z", "--format=%H", "--", str(path))
    words = [word.removeprefix("\n") for word in _line(root, *asked).split("\0")]
    listed = [word for word in words if word]
    for commit, name in zip(listed[::2], listed[1::2], strict=False):
        # Not "git show", which may run the filters that somebody has set up.
        contents = _answer(root, "cat-file", "blob", f"{commit}:{name}")
        if contents is not None:
            yield contents


@dataclass(frozen=True)
class Committed:
    """A file as git has it: its kind (``100644`` is an ordinary one, ``120000`` a link), and which contents."""

    mode: str
    contents: str


def committed_files(root: Path) -> dict[PurePosixPath, Committed]:
    """Return the files of the commit that a working tree is at; none where it is at no commit.

    Args:
        root: the folder of the repository.
    """
    listed = (_answer(root, "ls-tree", "-r", "-z", "--full-tree", "HEAD") or b"") if _is_working_tree(root) else b""
    files = {}
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        about, _, path = line.partition("\t")
        if path:
            mode, _, contents = about.split(" ")
            files[PurePosixPath(path)] = Committed(mode, contents)
    return files


def _is_working_tree(root: Path) -> bool:
    """Whether a folder is the top of a working tree.

    Raises:
        SetupError: it is, but git does not trust it, because it belongs to another user (``safe.directory`` in
            git-config(1)). It answers nothing about it then, as if there were nothing to say.
    """
    # A tarball may have been unpacked somewhere inside the working tree of another project.
    if not (root / ".git").exists():
        return False
    top, complaint = _asked(root, "rev-parse", "--show-toplevel")
    if top is None and b"safe.directory" in complaint:
        text = N_("git does not read {folder}, which belongs to another user; if you trust it, say so: {command}")
        folder = str(root.resolve())
        raise SetupError(text, folder=folder, command=shlex.join(["git", *_TRUST, folder]))
    return top is not None and Path(_text(top)).resolve() == root.resolve()


def _line(root: Path, *arguments: str) -> str:
    """Return what git answers, as text; empty if it can't."""
    return _text(_answer(root, *arguments) or b"")


def _text(answer: bytes) -> str:
    return answer.decode("utf-8", "surrogateescape").strip()


def _answer(root: Path, *arguments: str) -> bytes | None:
    """Return what git answers; ``None`` if it can't."""
    return _asked(root, *arguments)[0]


def _asked(root: Path, *arguments: str) -> tuple[bytes | None, bytes]:
    """Return what git answers, ``None`` if it can't, and what it complains of."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        return None, b""
    return (done.stdout if done.returncode == 0 else None), done.stderr

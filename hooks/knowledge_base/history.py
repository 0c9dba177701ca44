"""The git history of the repository. No other module runs git."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from knowledge_base.locale import N_
from knowledge_base.setup_error import SetupError

_SHOWN = 7
_TRUST = ("config", "--global", "--add", "safe.directory")


def revision(root: Path) -> str:
    """Return the abbreviated hash of HEAD, with a ``+`` if the working tree has changes.

    Args:
        root: the folder of the repository.

    Returns:
        The revision; empty if ``root`` is not the top of a git working tree (as when unpacked from a tarball), if it
        has no commits, or if git is not installed.

    Raises:
        SetupError: git does not trust the working tree.
    """
    commit = _line(root, "rev-parse", "--verify", "HEAD") if _is_working_tree(root) else ""
    if not commit:
        return ""
    return commit[:_SHOWN] + ("+" if _line(root, "status", "--porcelain") else "")


def earlier_contents(root: Path, path: PurePosixPath) -> Iterator[bytes]:
    """Yield the content of a file after each commit that changed it, newest first, following renames.

    Lazy: git reads a version only when it is asked for. Yields nothing where `revision` returns nothing.

    Args:
        root: the folder of the repository.
        path: the file, relative to it.

    Raises:
        SetupError: git does not trust the working tree.
    """
    if not _is_working_tree(root):
        return
    # -c includes merge commits that changed the file; --name-only gives its name at each commit.
    asked = ("--literal-pathspecs", "log", "--follow", "-c", "--name-only", "-z", "--format=%H", "--", str(path))
    words = [word.removeprefix("\n") for word in _line(root, *asked).split("\0")]
    listed = [word for word in words if word]
    for commit, name in zip(listed[::2], listed[1::2], strict=False):
        # Not "git show", which may run configured textconv filters.
        contents = _answer(root, "cat-file", "blob", f"{commit}:{name}")
        if contents is not None:
            yield contents


@dataclass(frozen=True)
class Committed:
    """A file in a git tree.

    Attributes:
        mode: ``100644`` or ``100755`` is a regular file, ``120000`` a symbolic link, ``160000`` a submodule.
        contents: the hash of its object.
        size: its size in bytes; 0 if it has none in this repository, as a submodule.
    """

    mode: str
    contents: str
    size: int = 0


def committed_files(root: Path, tree: str = "HEAD") -> dict[PurePosixPath, Committed]:
    """Return the files of a git tree, by path; empty where `revision` returns nothing.

    The paths are as the tree has them, which somebody else may have made: nothing says that they stay in a folder.

    Args:
        root: the folder of the repository.
        tree: a commit or tree.

    Raises:
        SetupError: git does not trust the working tree.
    """
    asked = ("ls-tree", "-r", "-z", "-l", "--full-tree", tree)
    listed = (_answer(root, *asked) or b"") if _is_working_tree(root) else b""
    files = {}
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        about, _, path = line.partition("\t")
        if path:
            mode, _, contents, size = about.split()
            files[PurePosixPath(path)] = Committed(mode, contents, int(size) if size.isdecimal() else 0)
    return files


def commit_of(root: Path, name: str) -> str:
    """Return the full hash of the commit with a name (git-revisions(7)); empty if there is none.

    Raises:
        SetupError: git does not trust the working tree.
    """
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return _line(root, *asked) if _is_working_tree(root) else ""


def merged_tree(root: Path, commit: str) -> str:
    """Return the tree of HEAD with a commit merged into it; empty if the two conflict.

    Only objects are written: no working tree is changed, and nothing that the commit contains is run or checked out.

    Args:
        root: the folder of the repository.
        commit: the full hash of the commit.

    Raises:
        SetupError: git can't merge the two, or is older than 2.38.
    """
    merged, complaint = _asked(root, "merge-tree", "--write-tree", "--no-messages", "HEAD", commit)
    if merged is None and complaint:
        raise SetupError(N_("git can't merge {commit}: {reason}"), commit=commit[:_SHOWN], reason=_text(complaint))
    return _text(merged or b"")


def contents_of(root: Path, files: Iterable[Committed]) -> Iterator[bytes]:
    """Yield the bytes of regular files, as git keeps them: no filter or conversion is applied.

    Args:
        root: the folder of the repository.
        files: files of a tree in this repository, in any order and number: one at a time is held.
    """
    command = ["git", "cat-file", "--batch"]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as git:  # noqa: S603
        asked, answers = git.stdin, git.stdout
        if asked and answers:
            for file in files:
                asked.write(f"{file.contents}\n".encode())
                asked.flush()
                # "<hash> blob <size>", the bytes, and a line end.
                size = int(answers.readline().split()[2])
                yield answers.read(size)
                answers.read(1)


def _is_working_tree(root: Path) -> bool:
    """Whether a folder is the top of a git working tree.

    Raises:
        SetupError: it is, but git refuses to read it because it belongs to another user (``safe.directory`` in
            git-config(1)). Without this error the repository would seem to have no history.
    """
    # git would also find the repository of a parent folder, in which a tarball of this one may have been unpacked.
    if not (root / ".git").exists():
        return False
    top, complaint = _asked(root, "rev-parse", "--show-toplevel")
    if top is None and b"safe.directory" in complaint:
        text = N_("git does not read {folder}, which belongs to another user; if you trust it, say so: {command}")
        folder = str(root.resolve())
        raise SetupError(text, folder=folder, command=shlex.join(["git", *_TRUST, folder]))
    return top is not None and Path(_text(top)).resolve() == root.resolve()


def _line(root: Path, *arguments: str) -> str:
    """Run git and return its stripped output as text; empty if it fails."""
    return _text(_answer(root, *arguments) or b"")


def _text(answer: bytes) -> str:
    return answer.decode("utf-8", "surrogateescape").strip()


def _answer(root: Path, *arguments: str) -> bytes | None:
    """Run git and return its output; ``None`` if it fails."""
    return _asked(root, *arguments)[0]


def _asked(root: Path, *arguments: str) -> tuple[bytes | None, bytes]:
    """Run git and return its output (``None`` if it fails) and its error output."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        return None, b""
    return (done.stdout if done.returncode == 0 else None), done.stderr

"""Runs every command of ``kb``, and a build, on a system that refuses one call after the other; prints what came of it.

It is a program of its own, because what listens to the calls of a process (PEP 578) can't be taken away again. Each
place in our code from which the system is asked is refused once, with one number after the other.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from click.testing import CliRunner
from mkdocs.__main__ import cli as mkdocs

import knowledge_base
from knowledge_base.cli import main
from tests.site.repository import Repository
from tests.unit.git import commit_all
from tests.unit.repository import make_repository
from tests.unit.test_offline import NEW_DAY, OLD_DAY, built, make_update, start_page_of

NUMBERS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EMFILE)
PACKAGE = f"{Path(knowledge_base.__file__).parent}{os.sep}"
_ASKED = frozenset(
    {"open", "os.listdir", "os.scandir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "sqlite3.connect"}
)
_SMALL = (0, 2_000)
_ANSWERS = (
    *("--title", "A", "--summary", "B.", "--topics", "borders", "--owner", "editors"),
    *("--sources-title", "C", "--leads", "MX", "--announced-at", "summit"),
)
_BUILT = 6


@dataclass
class Listener:
    """Refuses one call of those that concern a folder.

    Attributes:
        folder: the folder; empty to listen to nothing.
        refused: which call is refused, counted from 0; none if negative.
        number: with which number (errno).
        places: where in our code each call came from.
        path: the path of the call that was refused.
        place: where in our code it came from.
    """

    folder: str = ""
    refused: int = -1
    number: int = 0
    places: list[str] = field(default_factory=list)
    path: str = ""
    place: str = ""

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.folder or event not in _ASKED or not arguments:
            return
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes | os.PathLike) else ""
        if not path or (Path(path).is_absolute() and not path.startswith(self.folder)):
            return
        self.places.append(f"{event} {_place(sys._getframe(1))}")
        if len(self.places) - 1 == self.refused:
            self.path, self.place = path, self.places[-1]
            raise OSError(self.number, os.strerror(self.number), path)

    @contextmanager
    def listening(self, folder: Path, refused: int = -1, number: int = 0) -> Iterator[None]:
        """Refuse a call meanwhile."""
        self.folder, self.refused, self.number = str(folder), refused, number
        self.places, self.path, self.place = [], "", ""
        try:
            yield
        finally:
            self.folder = ""


def _place(frame: FrameType | None) -> str:
    while frame and not frame.f_code.co_filename.startswith(PACKAGE):
        frame = frame.f_back
    return f"{frame.f_code.co_filename.removeprefix(PACKAGE)}:{frame.f_lineno}" if frame else "elsewhere"


@dataclass(frozen=True)
class Run:
    """A command, and the folder that it is run in, which is copied for each run."""

    name: str
    folder: Path
    arguments: Callable[[Path], list[str]]
    program: Any = main


def _run(run: Run, around: Callable[[Path], Any]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(dir=run.folder.parent) as work:
        folder = Path(work, "here")
        shutil.copytree(run.folder, folder, symlinks=True)
        (folder / "tmp").mkdir()
        tempfile.tempdir = str(folder / "tmp")
        os.chdir(folder)
        try:
            with around(folder):
                result = CliRunner().invoke(run.program, run.arguments(folder))
        finally:
            tempfile.tempdir = None
            os.chdir(run.folder)
    crash = result.exception
    return {
        "command": run.name,
        "status": result.exit_code,
        "said": (result.stderr or result.output).strip(),
        "crash": "" if crash is None or isinstance(crash, SystemExit) else repr(crash),
    }


@contextmanager
def _little_room(_: Path, size: int) -> Iterator[None]:
    """Let no file be larger than so many bytes (setrlimit(2)); Python ignores the signal, and gets EFBIG."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _saying(words: list[str]) -> Callable[[Path], list[str]]:
    return lambda _: words


def _runs(folder: Path) -> Iterator[Run]:
    root = make_repository(folder / "root", {"remove": ["docs/es/practices/hotline.md"]})
    (root / "overrides").mkdir()
    (root / "sent.md").write_bytes((root / "docs/en/practices/hotline.md").read_bytes())
    start_page_of(root)
    built(root / "old", pages={"gone.html": "1"})
    built(root / "site", NEW_DAY, {"new.html": "1"})
    for name in ("old", "site"):
        words = ["offline", "--site", f"{root}/{name}", "--out", f"{root}/packs", "--root", str(root)]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
    old, new = (f"packs/rcm-knowledge-base-{day}.zip" for day in (OLD_DAY, NEW_DAY))
    make_update(root / "packs", {"a": b"1"}, {"a": b"2"})
    for name, *arguments in (
        ("new", "practice", *_ANSWERS),
        ("check",),
        ("check", "--release"),
        ("import", "sent.md", "--replace"),
        ("migrate",),
        ("translate", "hotline"),
        ("translations",),
        ("addresses",),
        ("offline", "--since", old),
        ("diff-pack", old, new),
        ("apply-pack", "packs/old.zip", "packs/update.zip", "made"),
        ("zim",),
        ("compress",),
    ):
        yield Run(name, root, _saying([name, *arguments]))
    review = folder / "review"
    make_repository(review / "base", {})
    commit_all(review / "base")
    words = ["review-proposal", "--root", "base", "--proposal", "HEAD", "--out", "out"]
    yield Run("review-proposal", review, _saying(words))
    repository = Repository.create(folder / "built").folder
    warm = Run("mkdocs build", repository, lambda _: ["build", "-q", "-f", f"{repository}/mkdocs.yml"], mkdocs)
    assert CliRunner().invoke(mkdocs, warm.arguments(repository)).exit_code == 0
    yield Run("mkdocs build", repository, lambda here: ["build", "-q", "-f", f"{here}/mkdocs.yml"], mkdocs)
    # They take nothing but pages of a build.
    for name in ("single", "epub", "pdf"):
        yield Run(name, repository, _saying([name]))


def walk(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield what came of each run: a command, what was refused, its status, what it said, and how it crashed."""
    listener = Listener()
    sys.addaudithook(listener)
    numbers = itertools.cycle(NUMBERS)
    seen: set[str] = set()
    for run in _runs(folder):
        before = _run(run, listener.listening)
        yield before | {"refused": "", "path": "", "number": 0}
        first = {place: number for number, place in reversed([*enumerate(listener.places)])}
        places = sorted(first.items(), key=lambda each: each[1])
        if run.program is mkdocs:
            places = places[:: max(1, len(places) // _BUILT)]
        else:
            places = [(place, at) for place, at in places if place not in seen]
            seen |= first.keys()
        for place, refused in places:
            number = next(numbers)
            done = _run(run, partial(listener.listening, refused=refused, number=number))
            yield done | {"refused": listener.place or place, "path": listener.path, "number": number}
        for size in _SMALL if run.program is main else ():
            done = _run(run, partial(_little_room, size=size))
            yield done | {"refused": f"{size} bytes", "path": "", "number": errno.EFBIG}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        sys.stdout.write(json.dumps([*walk(Path(temporary))]))
        os.chdir("/")

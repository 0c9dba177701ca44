"""The persistent build cache: one file per site, which may be deleted at any time.

It holds what pages were made of (`KeptPage`), never the pages: those are in the site. Nothing in it is believed. A page
is kept if all that it was made of has the digests that it had, and its file too; a memory that was damaged, or written
by somebody else, has other digests, and the page is made.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.memory.recording import Question

_APPLICATION = 0x52434D4B
_SCHEMA = """
    PRAGMA application_id = {application};
    CREATE TABLE code (digest BLOB);
    CREATE TABLE questions (id INTEGER PRIMARY KEY, asked TEXT);
    CREATE TABLE pages (
        url TEXT PRIMARY KEY, inputs BLOB, questions BLOB, answers BLOB, output BLOB, size INTEGER, modified INTEGER
    );
    CREATE TABLE notes (name TEXT PRIMARY KEY, note TEXT);
"""
# What the system says no to, or another build holds (https://www.sqlite.org/rescode.html).
_REFUSED = tuple(
    f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "READONLY", "CANTOPEN", "IOERR", "FULL", "PERM", "AUTH")
)
# Two builds of one site at once: the second does without.
_NO_WAIT = 0.0


def is_refused(error: Exception) -> bool:
    """Whether an error says that a file can't be used now, not that it is damaged."""
    return isinstance(error, sqlite3.Error) and error.sqlite_errorname.startswith(_REFUSED)


class MemoryUnusableError(KnowledgeBaseError):
    """The cache can't be used; the message says why."""


@dataclass(frozen=True, kw_only=True)
class KeptPage:
    """A cached page: its trace and the digest of its output.

    Attributes:
        inputs: the digest of what it was given.
        questions: what it asked, as 32-bit numbers of `Memory.questions`.
        answers: the digest of the answers, in the order of the questions.
        output: the digest of its bytes.
        size: of its file, in bytes.
        modified: when its file was written, in nanoseconds since 1970.
    """

    inputs: bytes
    questions: bytes
    answers: bytes
    output: bytes
    size: int
    modified: int


@dataclass
class Memory:
    """The content of the cache.

    Attributes:
        pages: the pages, by their addresses from the root of the site.
        questions: what pages asked; they refer to a question by its place.
        notes: what else is to be known, by name: values of JSON.
    """

    pages: dict[str, KeptPage] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)

    def without_unasked(self) -> Memory:
        """Return the cache without unused questions, if most are unused."""
        asked = sorted(set().union(*(array("I", page.questions) for page in self.pages.values())))
        if 2 * len(asked) > len(self.questions):
            return self
        places = {old: new for new, old in enumerate(asked)}
        return Memory(
            pages={url: _renumbered(page, places) for url, page in self.pages.items()},
            questions=[self.questions[old] for old in asked],
            notes=self.notes,
        )


def _renumbered(page: KeptPage, places: Mapping[int, int]) -> KeptPage:
    questions = array("I", [places[old] for old in array("I", page.questions)]).tobytes()
    inputs, _, answers, output, size, modified = astuple(page)
    return KeptPage(inputs=inputs, questions=questions, answers=answers, output=output, size=size, modified=modified)


class Store:
    """The cache file, locked for one build.

    Args:
        path: the file; it is made where there is none, with its folder.
        code: the digest of all that makes pages, but the content and the settings.

    Raises:
        MemoryUnusableError: the file can't be used, and is left as it is.
    """

    def __init__(self, path: Path, code: bytes) -> None:
        self._code = code
        self.memory = Memory()
        self.told = ""
        """Why nothing is remembered; empty where something is, and where there is nothing yet."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open(path)
        except OSError as error:
            raise MemoryUnusableError("{error}", error=error) from error
        except (sqlite3.Error, ValueError) as error:
            if is_refused(error):
                raise MemoryUnusableError("{error}", error=error) from error
            # It is no memory, or only a part of one. It may be deleted at any time: that is done here.
            self._connection.close()
            self.told = str(error)
            self.memory = Memory()
            with suppress(FileNotFoundError):
                path.unlink()
            self._open(path)

    def _open(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, timeout=_NO_WAIT, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = MEMORY")
        self._connection.execute("BEGIN EXCLUSIVE")
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables == 0:
            for statement in _SCHEMA.format(application=_APPLICATION).split(";"):
                self._connection.execute(statement)
            return
        if application != _APPLICATION:
            raise ValueError(f"{path.name} is not a memory of builds")
        if self._connection.execute("SELECT digest FROM code").fetchone() == (self._code,):
            self.memory = _read(self._connection)
        else:
            self.told = "it is of other code"

    def save(self) -> None:
        """Write the cache to its file in one transaction."""
        memory = self.memory.without_unasked()
        with self._connection as connection:
            for table in ("code", "questions", "pages", "notes"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
            connection.execute("INSERT INTO code VALUES (?)", (self._code,))
            asked = ((place, json.dumps(question)) for place, question in enumerate(memory.questions))
            connection.executemany("INSERT INTO questions VALUES (?, ?)", asked)
            pages = ((url, *astuple(page)) for url, page in memory.pages.items())
            connection.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)", pages)
            notes = ((name, json.dumps(note)) for name, note in memory.notes.items())
            connection.executemany("INSERT INTO notes VALUES (?, ?)", notes)

    def close(self) -> None:
        """Release the file without changing it."""
        self._connection.close()


@contextmanager
def remembered(path: Path, code: bytes, tell: Callable[[str], None]) -> Iterator[Memory]:
    """Yield the cache for a build to read and update, and save it if the build succeeds.

    Args:
        path: its file.
        code: the digest of all that makes pages, but the content and the settings (`code_digest`).
        tell: is called with a line if there is a memory that can't be used; all is made anew then.
    """
    try:
        store = Store(path, code)
    except MemoryUnusableError as error:
        tell(f"{path} is not used: {error}")
        yield Memory()
        return
    if store.told:
        tell(f"{path} is not used: {store.told}")
    try:
        yield store.memory
        store.save()
    finally:
        store.close()


def _read(connection: sqlite3.Connection) -> Memory:
    """Return what is in a file.

    Raises:
        sqlite3.DatabaseError: it is damaged.
        ValueError: it holds something else.
    """
    asked: Sequence[tuple[int, str]] = connection.execute("SELECT id, asked FROM questions ORDER BY id").fetchall()
    pages: Iterable[tuple[Any, ...]] = connection.execute(
        "SELECT url, inputs, questions, answers, output, size, modified FROM pages"
    )
    memory = Memory(
        pages={
            url: KeptPage(
                inputs=inputs, questions=questions, answers=answers, output=output, size=size, modified=modified
            )
            for url, inputs, questions, answers, output, size, modified in pages
        },
        questions=[_as_asked(json.loads(text)) for _, text in asked],
        notes={name: json.loads(note) for name, note in connection.execute("SELECT name, note FROM notes")},
    )
    most = len(memory.questions)
    if any(place >= most for page in memory.pages.values() for place in array("I", page.questions)):
        raise ValueError("a part of the memory is missing")
    return memory


def _as_asked(value: Any) -> Any:
    """Return a question decoded from JSON, with its lists turned back into tuples."""
    return tuple(map(_as_asked, value)) if isinstance(value, list) else value

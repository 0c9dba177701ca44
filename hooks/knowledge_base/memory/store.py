"""The persistent build cache: one file per site, which may be deleted at any time.

It holds what pages were made of (`KeptPage`), never the pages: those are in the site. Nothing in it is believed. A page
is kept if all that it was made of has the digests that it had, and its file too; a memory that was damaged, or written
by somebody else, has other digests, and the page is made.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.memory.digests import SIZE
from knowledge_base.memory.recording import Question
from knowledge_base.setup_error import DAMAGED, SYSTEM_ERRORS

_APPLICATION = 0x52434D4B
_SCHEMA = f"""
    PRAGMA application_id = {_APPLICATION};
    CREATE TABLE code (digest BLOB);
    CREATE TABLE asked (digest BLOB, questions BLOB, answers BLOB, notes BLOB);
    CREATE TABLE pages (url TEXT PRIMARY KEY, digest BLOB, inputs BLOB, questions BLOB, files BLOB, searched BLOB);
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
class WrittenFile:
    """A file that was written.

    Attributes:
        path: its path from the root of the site.
        output: the digest of its bytes.
        size: its size in bytes.
        modified: when it was written, in nanoseconds since 1970.
    """

    path: str
    output: bytes
    size: int
    modified: int


@dataclass(frozen=True, kw_only=True)
class KeptPage:
    """A cached page, or a file of data: its trace and what was written.

    Attributes:
        inputs: the digest of what it was given.
        questions: what it asked, as 32-bit numbers of `Memory.questions`.
        files: its files: of a page, the page and what lies beside it.
        searched: what the search keeps of it; empty if it is not searched.
    """

    inputs: bytes
    questions: bytes
    files: tuple[WrittenFile, ...]
    searched: bytes = b""


@dataclass(kw_only=True)
class Memory:
    """The content of the cache.

    Attributes:
        pages: the pages and the files of data, by their addresses from the root of the site.
        questions: what pages asked; they refer to a question by its place.
        answers: the digest of the answer to each question.
        notes: what else is to be known, by name: values of JSON.
    """

    pages: dict[str, KeptPage] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)

    def paths(self) -> set[str]:
        """Return the paths of all files of its pages, from the root of the site."""
        return {file.path for page in self.pages.values() for file in page.files}

    def without_unasked(self) -> Memory:
        """Return the cache without unused questions, if most are unused."""
        asked = sorted(set().union(*(array("I", page.questions) for page in self.pages.values())))
        if 2 * len(asked) > len(self.questions):
            return self
        places = {old: new for new, old in enumerate(asked)}
        return Memory(
            pages={url: _renumbered(page, places) for url, page in self.pages.items()},
            questions=[self.questions[old] for old in asked],
            answers=[self.answers[old] for old in asked],
            notes=self.notes,
        )


def _renumbered(page: KeptPage, places: Mapping[int, int]) -> KeptPage:
    return replace(page, questions=array("I", [places[old] for old in array("I", page.questions)]).tobytes())


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
        self._saved: dict[str, KeptPage] = {}
        self.told = ""
        """Why nothing is remembered; empty where something is, and where there is nothing yet."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._open(path)
            except DAMAGED as error:
                if is_refused(error):
                    raise
                # It is no memory, or only a part of one. It may be deleted at any time: that is done here.
                self._connection.close()
                self.told = str(error)
                self.memory = Memory()
                with suppress(FileNotFoundError):
                    path.unlink()
                self._open(path)
        except (*SYSTEM_ERRORS, *DAMAGED) as error:
            raise MemoryUnusableError("{error}", error=error) from error

    def _open(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, timeout=_NO_WAIT, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = MEMORY")
        self._connection.execute("BEGIN EXCLUSIVE")
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables == 0:
            create_tables(self._connection, _SCHEMA)
            return
        if application != _APPLICATION:
            raise ValueError(f"{path.name} is not a memory of builds")
        if self._connection.execute("SELECT digest FROM code").fetchone() == (self._code,):
            self.memory = _read(self._connection, self._code)
            self._saved = dict(self.memory.pages)
        else:
            self.told = "it is of other code"
            create_tables(self._connection, _SCHEMA)

    def save(self) -> None:
        """Write the cache to its file in one transaction."""
        memory, code = self.memory.without_unasked(), self._code
        asked = (
            json.dumps(memory.questions).encode(),
            b"".join(memory.answers),
            json.dumps(memory.notes).encode(),
        )
        changed = [(url, page) for url, page in memory.pages.items() if self._saved.get(url) is not page]
        with self._connection as connection:
            connection.execute("DELETE FROM code")
            connection.execute("INSERT INTO code VALUES (?)", (code,))
            connection.execute("DELETE FROM asked")
            connection.execute("INSERT INTO asked VALUES (?, ?, ?, ?)", (row_digest(code, asked), *asked))
            gone = self._saved.keys() - memory.pages.keys()
            connection.executemany("DELETE FROM pages WHERE url = ?", ((url,) for url in gone))
            rows = ((url, _plain(page)) for url, page in changed)
            pages = ((url, row_digest(code, row), *row) for url, row in rows)
            connection.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)", pages)

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
        try:
            store.save()
        except sqlite3.Error as error:
            # The site is whole; the next build makes anew what this one can't say of it.
            tell(f"{path} can't be written: {error}")
    finally:
        store.close()


def _plain(page: KeptPage) -> tuple[bytes, ...]:
    files = [(file.path, file.output.hex(), file.size, file.modified) for file in page.files]
    return page.inputs, page.questions, json.dumps(files).encode(), page.searched


def create_tables(connection: sqlite3.Connection, schema: str) -> None:
    """Create the tables of a schema in place of those that there are, which other code may have made otherwise."""
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        quoted = name.replace('"', '""')
        connection.execute(f'DROP TABLE "{quoted}"')
    for statement in schema.split(";"):
        connection.execute(statement)


def row_digest(code: bytes, row: Iterable[bytes | None]) -> bytes:
    """Return the digest of a row of a table: one of other code, or damaged, has another."""
    found = blake2b(key=code, digest_size=SIZE)
    for value in row:
        found.update(b"-" if value is None else b"%d:" % len(value))
        found.update(value or b"")
    return found.digest()


def digests_in(joined: bytes) -> list[bytes]:
    """Return the digests that were joined."""
    return [joined[place : place + SIZE] for place in range(0, len(joined), SIZE)]


def read_questions(plain: bytes) -> list[Question]:
    """Return questions that were kept as JSON."""
    return [_as_asked(question) for question in json.loads(plain)]


def _as_asked(value: Any) -> Any:
    """Return a question decoded from JSON, with its lists turned back into tuples."""
    return tuple([_as_asked(part) if isinstance(part, list) else part for part in value])


def _read(connection: sqlite3.Connection, code: bytes) -> Memory:
    """Return what is in a file.

    Raises:
        sqlite3.DatabaseError: it is damaged.
        ValueError: it holds something else.
    """
    digest, *asked = connection.execute("SELECT * FROM asked").fetchone() or (b"", b"")
    if digest != row_digest(code, asked):
        raise ValueError("it is damaged")
    memory = Memory(questions=read_questions(asked[0]), answers=digests_in(asked[1]), notes=json.loads(asked[2]))
    for url, digest, *row in connection.execute("SELECT * FROM pages"):
        if digest != row_digest(code, row):
            raise ValueError("it is damaged")
        inputs, questions, written, searched = row
        files = tuple(
            WrittenFile(path=path, output=bytes.fromhex(output), size=size, modified=modified)
            for path, output, size, modified in json.loads(written)
        )
        memory.pages[url] = KeptPage(inputs=inputs, questions=questions, files=files, searched=searched)
    return memory

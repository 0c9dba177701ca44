"""The memory of content: what each file comes to, and the problems of all, kept between checks.

A check, a build and a preview share it, and two of them may run at once: each reads it when it begins, and writes what
it has found out when it ends, unless another has written meanwhile.

It can't be wrong, because everything in it is kept under the digest of what it was made of: an entry under those of its
files' bytes, the problems of an entry under these and the answers that its rules were given (`memory.recording`), and
all of it under the digest of the code. It holds plain values only (JSON): a record is kept as the fields that it was
read from, and validated again when somebody asks for it (`memory.plain`). So a memory written by somebody else, as a
cache of continuous integration may be, can run nothing, and no value of a record gets past its model.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from knowledge_base.assemble.pairing import PairedFiles
from knowledge_base.attachments.inspection import Inspection
from knowledge_base.locale import Locale
from knowledge_base.memory.plain import PlainFile, PlainPair, pair_of, plain_pair, plain_problems, problems_of
from knowledge_base.memory.recording import CurrentAnswers, Question
from knowledge_base.memory.store import create_tables, digests_in, is_refused, read_questions, row_digest
from knowledge_base.problems import Problem
from knowledge_base.read import SourceFile
from knowledge_base.setup_error import DAMAGED, SYSTEM_ERRORS

CONTENT_MEMORY = Path(".cache/build/content.sqlite")
"""Where it is, in the repository; git ignores it, and it may be deleted any time."""

_APPLICATION = 0x52434D43
_SCHEMA = f"""
    PRAGMA application_id = {_APPLICATION};
    CREATE TABLE made (
        code BLOB, times INTEGER, digest BLOB, asked BLOB, answers BLOB, outcome BLOB, problems BLOB, entries BLOB
    );
    CREATE TABLE content (
        address TEXT PRIMARY KEY, digest BLOB, key BLOB, about BLOB, fields_es BLOB, reading_es BLOB, fields_en BLOB,
        reading_en BLOB, checked BLOB, questions BLOB, problems BLOB
    );
    CREATE TABLE files (digest BLOB PRIMARY KEY, row BLOB, about BLOB);
"""
_INSPECTION = TypeAdapter(Inspection)
# A check takes seconds at most: it is worth waiting a moment for another to have written.
_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a whole check came to.

    Attributes:
        made_of: the digest of all that it read.
        problems: all problems.
        entries: how many entries are public.
    """

    made_of: bytes
    problems: tuple[Problem, ...]
    entries: int


@dataclass(frozen=True)
class _KeptPair:
    """A pair under the digest of its files."""

    key: bytes
    plain: PlainPair


@dataclass(frozen=True)
class _KeptProblems:
    """The problems that rules have found, under the digest of the files: with the questions asked, by their places."""

    key: bytes
    questions: array[int]
    problems: tuple[Problem, ...]


def key_of(sources: Mapping[Locale, SourceFile]) -> bytes:
    """Return what tells the files of an address from what they were before: their languages and digests."""
    return b"".join(f"{locale}:".encode() + source.digest for locale, source in sources.items())


@dataclass(kw_only=True)
class ContentMemory:
    """What checks of one repository have found out.

    In a process that checks more than once it is passed on from one check to the next (``check_content(...,
    memory=...)``); entries whose files have not changed are the same objects then. `remembered_content` keeps it in a
    file as well. It has to be given up when the code changes.
    """

    _outcome: Outcome | None = None
    _pairs: dict[str, _KeptPair] = field(default_factory=dict)
    _live: dict[str, PairedFiles] = field(default_factory=dict)
    _problems: dict[str, _KeptProblems] = field(default_factory=dict)
    _places: dict[Question, int] = field(default_factory=dict)
    _answers: list[bytes] = field(default_factory=list)
    _inspections: dict[bytes, Inspection] = field(default_factory=dict)
    _unsaved: set[str] = field(default_factory=set)
    unsaved: bool = False
    """Whether it knows what its file does not."""

    def outcome(self, made_of: bytes) -> Outcome | None:
        """Return what the whole check came to, if it read the same; ``None`` if not."""
        return self._outcome if self._outcome and self._outcome.made_of == made_of else None

    def keep_outcome(self, outcome: Outcome) -> None:
        """Keep what a whole check came to."""
        self.unsaved = self.unsaved or outcome.made_of != (self._outcome and self._outcome.made_of)
        self._outcome = outcome

    def pair(self, address: str, sources: Mapping[Locale, SourceFile]) -> PairedFiles | None:
        """Return what the files of an address come to; ``None`` if it is not known."""
        kept = self._pairs.get(address)
        if kept is None or kept.key != key_of(sources):
            return None
        if address not in self._live:
            try:
                self._live[address] = pair_of(kept.plain, sources)
            except DAMAGED:
                # Of somebody else's making, with the right digests: it is made anew.
                self._forget_pair(address)
                return None
        return self._live[address]

    def knows_pair(self, address: str, sources: Mapping[Locale, SourceFile]) -> bool:
        """Whether it is known what the files of an address come to."""
        kept = self._pairs.get(address)
        return kept is not None and kept.key == key_of(sources)

    def keep_pair(self, address: str, sources: Mapping[Locale, SourceFile], found: PairedFiles) -> None:
        """Keep what the files of an address come to."""
        self.keep_plain(address, sources, plain_pair(found))

    def keep_plain(self, address: str, sources: Mapping[Locale, SourceFile], plain: PlainPair | None) -> None:
        """Keep what the files of an address come to, as plain values; nothing if there are none (`plain_pair`)."""
        self._forget_pair(address)
        if plain:
            self._pairs[address] = _KeptPair(key_of(sources), plain)
            self._note(address)

    def _forget_pair(self, address: str) -> None:
        self._live.pop(address, None)
        if self._pairs.pop(address, None):
            self._note(address)

    def _note(self, address: str) -> None:
        self._unsaved.add(address)
        self.unsaved = True

    def compare(self, answers: CurrentAnswers) -> None:
        """Forget the problems that depend on an answer that is another one now."""
        other = set()
        for question, place in self._places.items():
            now = answers.digest(question)
            if now != self._answers[place]:
                self._answers[place] = now
                other.add(place)
        if not other:
            return
        self.unsaved = True
        for address, kept in list(self._problems.items()):
            if not other.isdisjoint(kept.questions):
                del self._problems[address]
                self._note(address)

    def problems(self, address: str, key: bytes) -> tuple[Problem, ...] | None:
        """Return what rules have found in the files of an address; ``None`` if they have to look again.

        Args:
            address: the address.
            key: what its files are now (`key_of`).
        """
        kept = self._problems.get(address)
        return kept.problems if kept and kept.key == key else None

    def keep_problems(
        self,
        address: str,
        key: bytes,
        asked: Iterable[Question],
        answers: CurrentAnswers,
        problems: tuple[Problem, ...],
    ) -> None:
        """Keep what rules have found in the files of an address, and what they asked for it."""
        places = array("I")
        for question in asked:
            place = self._places.setdefault(question, len(self._places))
            if place == len(self._answers):
                self._answers.append(answers.digest(question))
            places.append(place)
        self._problems[address] = _KeptProblems(key, places, problems)
        self._note(address)

    def inspection(self, digest: bytes) -> Inspection | None:
        """Return what the bytes of this digest are, beside an entry; ``None`` if it is not known."""
        return self._inspections.get(digest)

    def keep_inspection(self, digest: bytes, about: Inspection) -> None:
        """Keep what the bytes of a digest are."""
        self._inspections[digest] = about
        self.unsaved = True

    def only(self, addresses: AbstractSet[str], files: AbstractSet[bytes]) -> None:
        """Forget what is known of all other addresses, and of the bytes of all other digests."""
        for digest in self._inspections.keys() - files:
            del self._inspections[digest]
            self.unsaved = True
        for gone in (self._pairs.keys() | self._problems.keys()) - addresses:
            self._forget_pair(gone)
            self._problems.pop(gone, None)
            self._note(gone)

    # What follows is for the file.

    def read(self, connection: sqlite3.Connection, code: bytes) -> int | None:
        """Read it from a file; return how many times that has been written, ``None`` if it is of other code.

        Raises:
            sqlite3.Error: the file can't be read.
            ValueError: what it holds is no memory, or damaged.
        """
        made = connection.execute("SELECT * FROM made").fetchone()
        if made is None or made[0] != code:
            return None
        _, times, digest, *rest = made
        if digest != row_digest(code, rest):
            raise ValueError("it is damaged")
        asked, answers, made_of, problems, entries = rest
        self._answers = digests_in(answers)
        self._places = {question: place for place, question in enumerate(read_questions(asked))}
        if len(self._places) != len(self._answers):
            raise ValueError("a part of it is missing")
        if made_of:
            self._outcome = Outcome(made_of=made_of, problems=problems_of(problems), entries=int(entries))
        for address, digest, *row in connection.execute("SELECT * FROM content"):
            if digest != row_digest(code, row):
                raise ValueError("it is damaged")
            key, about, fields_es, reading_es, fields_en, reading_en, checked, questions, found = row
            if key is not None:
                files = {Locale.ES: (fields_es, reading_es), Locale.EN: (fields_en, reading_en)}
                plain = PlainPair(
                    about=about,
                    files={
                        locale: PlainFile(fields=fields, reading=reading)
                        for locale, (fields, reading) in files.items()
                        if fields is not None
                    },
                )
                self._pairs[address] = _KeptPair(key, plain)
            if checked is not None:
                kept = _KeptProblems(checked, array("I", questions), problems_of(found) if found else ())
                if kept.questions and max(kept.questions) >= len(self._answers):
                    raise ValueError("a part of it is missing")
                self._problems[address] = kept
        for digest, row_of, about in connection.execute("SELECT * FROM files"):
            if row_of != row_digest(code, (digest, about)):
                raise ValueError("it is damaged")
            self._inspections[digest] = _INSPECTION.validate_json(about)
        return int(times)

    def write(self, connection: sqlite3.Connection, code: bytes, times: int | None) -> None:
        """Write it into a file.

        Args:
            connection: the file, in a transaction.
            code: the digest of the code.
            times: how many times the file was written that it was read from; ``None`` if from none.
        """
        self._forget_unasked()
        unsaved = self._unsaved if times is not None else self._pairs.keys() | self._problems.keys()
        connection.execute("DELETE FROM made")
        outcome = self._outcome
        made: list[bytes | None] = [json.dumps(list(self._places)).encode(), b"".join(self._answers)]
        if outcome:
            made += (outcome.made_of, plain_problems(outcome.problems), b"%d" % outcome.entries)
        else:
            made += (None, None, None)
        values = (code, (times or 0) + 1, row_digest(code, made), *made)
        connection.execute("INSERT INTO made VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        for address in sorted(unsaved):
            if address in self._pairs or address in self._problems:
                row = self._row(address)
                marks = ", ".join("?" * (2 + len(row)))
                connection.execute(
                    f"INSERT OR REPLACE INTO content VALUES ({marks})",  # noqa: S608 - question marks
                    (address, row_digest(code, row), *row),
                )
            else:
                connection.execute("DELETE FROM content WHERE address = ?", (address,))
        connection.execute("DELETE FROM files")
        for digest, about in self._inspections.items():
            plain = _INSPECTION.dump_json(about)
            connection.execute("INSERT INTO files VALUES (?, ?, ?)", (digest, row_digest(code, (digest, plain)), plain))
        self._unsaved, self.unsaved = set(), False

    def _row(self, address: str) -> tuple[Any, ...]:
        pair, problems = self._pairs.get(address), self._problems.get(address)
        plain = pair.plain if pair else None
        files: list[bytes | None] = []
        for locale in (Locale.ES, Locale.EN):
            file = plain.files.get(locale) if plain else None
            files += (file.fields, file.reading) if file else (None, None)
        return (
            pair.key if pair else None,
            plain.about if plain else None,
            *files,
            *(
                (
                    problems.key,
                    problems.questions.tobytes(),
                    plain_problems(problems.problems) if problems.problems else b"",
                )
                if problems
                else (None, None, None)
            ),
        )

    def _forget_unasked(self) -> None:
        """Forget the questions that nobody asks any more, if they are the most."""
        asked = set().union(*(kept.questions for kept in self._problems.values()))
        if 2 * len(asked) >= len(self._places):
            return
        places = {old: new for new, old in enumerate(sorted(asked))}
        self._places = {question: places[old] for question, old in self._places.items() if old in places}
        self._answers = [self._answers[old] for old in sorted(asked)]
        self._problems = {
            address: _KeptProblems(kept.key, array("I", [places[old] for old in kept.questions]), kept.problems)
            for address, kept in self._problems.items()
        }
        self._unsaved |= self._problems.keys()


def _opened(path: Path) -> sqlite3.Connection:
    """Return an open file.

    Raises:
        sqlite3.Error: it can't be read.
        ValueError: it belongs to something else.
    """
    connection = sqlite3.connect(path, timeout=_SECONDS, isolation_level=None)
    try:
        _refuse_foreign(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_foreign(connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != _APPLICATION:
        raise ValueError("it is not a memory of content")


def _save(memory: ContentMemory, path: Path, code: bytes, times: int | None, *, damaged: bool) -> None:
    """Write a memory into its file, unless somebody has written it meanwhile.

    Args:
        memory: the memory.
        path: the file.
        code: the digest of the code.
        times: how many times the file had been written when it was read; ``None`` if it was not.
        damaged: whether the file is none of ours, or not whole, and to be replaced.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if damaged:
        with suppress(FileNotFoundError):
            path.unlink()
    with closing(_opened(path)) as connection:
        # A file that a crash has left half written is told by its digests.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            if times is None:
                create_tables(connection, _SCHEMA)
            elif connection.execute("SELECT code, times FROM made").fetchone() != (code, times):
                return
            memory.write(connection, code, times)


@contextmanager
def remembered_content(root: Path, code: bytes, tell: Callable[[str], None]) -> Iterator[ContentMemory]:
    """Yield the memory of a repository's content, and keep it in its file if the block succeeds.

    Args:
        root: the repository.
        code: the digest of the code (`code_digest`).
        tell: is called with a line if there is a memory that can't be used, or none can be kept.
    """
    path = root / CONTENT_MEMORY
    memory, times, damaged = ContentMemory(), None, False
    if path.exists():
        try:
            with closing(_opened(path)) as connection:
                times = memory.read(connection, code)
            if times is None:
                tell(f"{path} is not used: it is of other code")
        except DAMAGED as error:
            memory, damaged = ContentMemory(), not is_refused(error)
            tell(f"{path} is not used: {error}")
    yield memory
    if not memory.unsaved:
        return
    try:
        _save(memory, path, code, times, damaged=damaged)
    except (*SYSTEM_ERRORS, *DAMAGED) as error:
        tell(f"{path} can't be written: {error}")

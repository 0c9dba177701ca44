"""Verifying traces: what was asked while something was made, and whether the answers are still the same.

A page is made from answers of the catalogue, and the problems of a file from answers of the check's context: the entry
of this id, the entries of that group, whether there is a page at that address. A trace keeps every question with the
digest of its answer. What was made has to be made again exactly when one of them has another answer now ("Build Systems
à la Carte", Mokhov, Mitchell and Peyton Jones, 2018).

Views and rules know nothing of it: they are given tables that answer like the ones that they were made of, and write
down what is asked. An answer that is worked out once and used by many, such as the card of an entry, brings along what
was asked to work it out (`Recorder.remember`).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from knowledge_base.memory.digests import digest

_D = TypeVar("_D")
_K = TypeVar("_K")
_V = TypeVar("_V")

Question = tuple[Any, ...]
"""What was asked: the way to a table, a sequence, a set or a function, and what of it.

Of a table that is one key (``item`` and the key), all keys (``keys``) or everything (``all``); of a sequence how long
it is (``count``), a part (``part``, from, to) or everything: ``("groups", "topic", "item", "borders", "count")``; of a
set whether it has a member (``item``) or everything; of a function what it returns (``of`` and what it is given). It is
made of strings, numbers and tuples of them, so that it can be kept between builds.
"""

_ITEM, _KEYS, _ALL, _COUNT, _PART, _OF = "item", "keys", "all", "count", "part", "of"
_ABSENT = "absent"


class Recorder:
    """Records the questions asked while something is made."""

    def __init__(self) -> None:
        self._open: list[set[Question]] = []

    def note(self, question: Question) -> None:
        """Record a question, if a recording is open."""
        if self._open:
            self._open[-1].add(question)

    def note_item(self, *way: object) -> None:
        """Record that a value was read: the way to its table, and its key."""
        self.note((*way[:-1], _ITEM, way[-1]))

    def note_call(self, name: str, *given: object) -> None:
        """Record that a function was called: its name, and what it was given."""
        self.note((name, _OF, *given))

    @contextmanager
    def recording(self) -> Iterator[set[Question]]:
        """Yield the set that collects the questions asked within the block.

        What is asked within belongs to the surrounding recording as well.
        """
        questions: set[Question] = set()
        self._open.append(questions)
        try:
            yield questions
        finally:
            self._open.pop()
            if self._open:
                self._open[-1] |= questions

    def remember(self, make: Callable[[_K], _V]) -> Callable[[_K], _V]:
        """Return a memoised function that replays a value's recorded questions for each caller."""
        made: dict[_K, tuple[_V, frozenset[Question]]] = {}

        def remembered(key: _K) -> _V:
            if key not in made:
                with self.recording() as questions:
                    value = make(key)
                made[key] = value, frozenset(questions)
            value, asked = made[key]
            if self._open:
                self._open[-1] |= asked
            return value

        return remembered


def recorded_fields(value: _D, way: Question, recorder: Recorder, of_tables: Container[Question] = ()) -> _D:
    """Return a dataclass whose tables, sequences and sets record their reads.

    Args:
        value: the dataclass.
        way: the way to it.
        recorder: what records.
        of_tables: the ways to tables of tables, which there are being fixed by the code.

    Raises:
        TypeError: a field is none of these, nor a dataclass of such: nobody would see it being read.
    """
    changes = {
        each.name: recorded(getattr(value, each.name), (*way, each.name), recorder, of_tables)
        for each in fields(value)  # type: ignore[arg-type]
    }
    return replace(value, **changes)  # type: ignore[type-var]


def recorded(value: Any, way: Question, recorder: Recorder, of_tables: Container[Question] = ()) -> Any:
    """Return a table, sequence, set or dataclass of these that records its reads (`recorded_fields`)."""
    match value:
        case Mapping() if way in of_tables:
            return {name: recorded(table, (*way, name), recorder) for name, table in value.items()}
        case Mapping():
            return _RecordedTable(value, way, recorder)
        case tuple():
            return _RecordedTuple(value, way, recorder)
        case frozenset():
            return _RecordedSet(value, way, recorder)
        case _ if is_dataclass(value):
            return recorded_fields(value, way, recorder, of_tables)
        case _:
            raise TypeError(f"{'.'.join(way)} is read by nobody knows whom: {type(value)}")


class _RecordedTable(Mapping[_K, _V]):
    """A mapping that records its reads."""

    def __init__(self, table: Mapping[_K, _V], way: Question, recorder: Recorder) -> None:
        self._table, self._way, self._recorder, self._note = table, way, recorder, recorder.note

    def __getitem__(self, key: _K) -> _V:
        if key not in self._table:
            self._note((*self._way, _ITEM, key))
            raise KeyError(key)
        value: _V = self._seen(key, self._table[key])
        return value

    def get(self, key: _K, default: Any = None, /) -> Any:
        """Return the value of a key, or the default. That a key is absent is an answer too."""
        if key in self._table:
            return self._seen(key, self._table[key])
        self._note((*self._way, _ITEM, key))
        return default

    def _seen(self, key: _K, value: Any) -> Any:
        """Return a value and record the read; a sequence records its own reads."""
        way = (*self._way, _ITEM, key)
        if isinstance(value, tuple):
            return _RecordedTuple(value, way, self._recorder)
        self._note(way)
        return value

    def __contains__(self, key: object) -> bool:
        self._note((*self._way, _ITEM, key))
        return key in self._table

    def __iter__(self) -> Iterator[_K]:
        self._note((*self._way, _KEYS))
        return iter(self._table)

    def __len__(self) -> int:
        self._note((*self._way, _KEYS))
        return len(self._table)

    def items(self) -> Any:
        """Return all keys with their values: one question, not one for each."""
        self._note((*self._way, _ALL))
        return self._table.items()

    def values(self) -> Any:
        """Return all values: one question, not one for each."""
        self._note((*self._way, _ALL))
        return self._table.values()


class _RecordedTuple(tuple[_V, ...]):  # noqa: SLOT001 - a tuple with slots can hold nothing more
    """A tuple that records its reads; ``tuple()``, ``list()`` and ``*`` go through ``__iter__`` too."""

    _way: Question
    _recorder: Recorder

    def __new__(cls, values: tuple[_V, ...], way: Question, recorder: Recorder) -> _RecordedTuple[_V]:
        """Return the recording tuple of these values, registered under this path."""
        self = super().__new__(cls, values)
        self._way, self._recorder = way, recorder
        return self

    def _note(self, *what: object) -> None:
        self._recorder.note((*self._way, *what))

    def __iter__(self) -> Iterator[_V]:
        self._note(_ALL)
        return super().__iter__()

    def __len__(self) -> int:
        self._note(_COUNT)
        return super().__len__()

    def __bool__(self) -> bool:
        self._note(_COUNT)
        return super().__len__() > 0

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice) and key.step is None:
            self._note(_PART, key.start, key.stop)
        elif isinstance(key, int):
            self._note(_PART, key, key + 1 or None)
        else:
            self._note(_ALL)
        return super().__getitem__(key)

    def __contains__(self, value: object) -> bool:
        self._note(_ALL)
        return super().__contains__(value)

    def __reversed__(self) -> Iterator[_V]:
        return reversed(tuple(self))

    def __eq__(self, other: object) -> bool:
        self._note(_ALL)
        return super().__eq__(other)

    def __add__(self, other: Any) -> Any:
        self._note(_ALL)
        return super().__add__(other)

    __hash__ = tuple.__hash__


class _RecordedSet(AbstractSet[_K]):
    """A set that records its reads."""

    def __init__(self, members: AbstractSet[_K], way: Question, recorder: Recorder) -> None:
        self._members, self._way, self._note = members, way, recorder.note

    def __contains__(self, member: object) -> bool:
        self._note((*self._way, _ITEM, member))
        return member in self._members

    def __iter__(self) -> Iterator[_K]:
        self._note((*self._way, _ALL))
        return iter(self._members)

    def __len__(self) -> int:
        self._note((*self._way, _ALL))
        return len(self._members)


class CurrentAnswers:
    """The digests of the answers to questions, each computed once.

    Args:
        sources: what the first word of a question stands for: a table, a sequence, a set, a function, or a dataclass of
            these. They don't record.
    """

    def __init__(self, sources: Mapping[str, Any]) -> None:
        self._sources = sources
        self._known: dict[Question, bytes] = {}

    def digest(self, question: Question) -> bytes:
        """Return the digest of the answer to a question. That there is no such thing any more is an answer too."""
        found = self._known.get(question)
        if found is None:
            found = self._known[question] = digest(self._ask(question))
        return found

    def trace(self, questions: Iterable[Question]) -> dict[Question, bytes]:
        """Return questions with the digests of their answers now."""
        return {question: self.digest(question) for question in questions}

    def hold(self, trace: Mapping[Question, bytes]) -> bool:
        """Whether every question still has the answer that it had."""
        return all(self.digest(question) == answer for question, answer in trace.items())

    def _ask(self, question: Question) -> object:
        value: Any = self._sources.get(question[0], _ABSENT)
        rest = [*question[1:]]
        while rest and value is not _ABSENT:
            step, *rest = rest
            if step == _ITEM:
                key, *rest = rest
                value = key in value if isinstance(value, AbstractSet) else value.get(key, _ABSENT)
            elif step == _OF:
                return value(*rest)
            elif step == _COUNT:
                return len(value)
            elif step == _PART:
                return value[slice(*rest)]
            elif step == _KEYS:
                return tuple(value)
            elif step != _ALL:
                value = value.get(step, {}) if isinstance(value, Mapping) else getattr(value, step)
        return value

"""Traces: what a page asked while it was made, and whether the answers are still the same.

A page is made from answers of the catalogue: the entry of this id, the entries of that group, the name of a term. Its
trace keeps every question with the digest of its answer. The page has to be made again exactly when one of them has
another answer now. This is the verifying trace of "Build Systems à la Carte" (Mokhov, Mitchell and Peyton Jones, 2018).

Views know nothing of it. `Recorder.site` returns a `Site` that answers like the one it was given, and writes down what
is asked. An answer that is worked out once and used by many pages, such as the card of an entry, brings along what was
asked to work it out (`Recorder.remember`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from knowledge_base.assemble.entries import Entry
from knowledge_base.memory.digests import digest
from knowledge_base.view.parts.site import Site

_D = TypeVar("_D")
_K = TypeVar("_K")
_V = TypeVar("_V")

Question = tuple[Any, ...]
"""What was asked: the way to a table or a sequence, and what of it.

Of a table that is one key (``item`` and the key), all keys (``keys``) or everything (``all``); of a sequence how long
it is (``count``), a part (``part``, from, to) or everything: ``("groups", "topic", "item", "borders", "count")``. It is
made of strings, numbers and tuples of them, so that it can be kept between builds.
"""

_ITEM, _KEYS, _ALL, _COUNT, _PART = "item", "keys", "all", "count", "part"
_ABSENT = "absent"


class Recorder:
    """Records the questions asked while something is made."""

    def __init__(self) -> None:
        self._open: list[set[Question]] = []

    def note(self, question: Question) -> None:
        """Record a question, if a recording is open."""
        if self._open:
            self._open[-1].add(question)

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

    def site(self, site: Site) -> Site:
        """Return a proxy of the site that records the questions it is asked."""
        values = {each.name: getattr(site, each.name) for each in fields(site) if each.init}
        return _RecordedSite(self, **values | {"catalogue": _recorded_fields(site.catalogue, (), self)})


class _RecordedSite(Site):
    """A site that records reads of its settings; what its pages share brings its reads along.

    What it is made with besides the catalogue and the language is a setting.
    """

    def __init__(self, recorder: Recorder, **values: Any) -> None:
        super().__init__(**values)
        by_id = self.catalogue.by_id
        vars(self)["_remembered"] = recorder.remember(lambda key: key[0](self, by_id[key[1]], *key[2:]))
        vars(self)["_note"] = recorder.note

    def share(self, make: Callable[..., _V], entry: Entry, *more: object) -> _V:
        """Return what many pages show of an entry."""
        made: _V = vars(self)["_remembered"]((make, entry.id, *more))
        return made


def _setting(name: str) -> property:
    """Return a setting of a site as an attribute that records its reads."""
    question = ("site", _ITEM, name)

    def read(site: _RecordedSite) -> Any:
        own = vars(site)
        own["_note"](question)
        return own[name]

    return property(read, lambda site, value: vars(site).__setitem__(name, value))


for _name in {each.name for each in fields(Site) if each.init and not each.name.startswith("_")} - {
    "catalogue",
    "locale",
}:
    setattr(_RecordedSite, _name, _setting(_name))


def _recorded_fields(value: _D, way: Question, recorder: Recorder) -> _D:
    """Return a dataclass whose tables record their reads.

    Raises:
        TypeError: a field is neither a table, nor a sequence, nor a dataclass of such: nobody would see it being read.
    """
    changes = {each.name: _recorded(getattr(value, each.name), (*way, each.name), recorder) for each in fields(value)}  # type: ignore[arg-type]
    return replace(value, **changes)  # type: ignore[type-var]


def _recorded(value: Any, way: Question, recorder: Recorder) -> Any:
    match value:
        case Mapping() if way in _OF_TABLES:
            return {name: _recorded(table, (*way, name), recorder) for name, table in value.items()}
        case Mapping():
            return _RecordedTable(value, way, recorder)
        case tuple():
            return _RecordedTuple(value, way, recorder)
        case _ if is_dataclass(value):
            return _recorded_fields(value, way, recorder)
        case _:
            raise TypeError(f"{'.'.join(way)} is read by nobody knows whom: {type(value)}")


_OF_TABLES = frozenset({("groups",), ("spans",), ("memberships",), ("names",)})
"""The tables of tables: which there are is fixed by the code, a table for each facet."""


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


class CurrentAnswers:
    """The digests of the answers of a site, each computed once.

    Args:
        site: one that does not record.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[Question, bytes] = {}

    def digest(self, question: Question) -> bytes:
        """Return the digest of the answer to a question. That there is no such thing any more is an answer too."""
        if question not in self._known:
            self._known[question] = digest(self._ask(question))
        return self._known[question]

    def trace(self, questions: Iterable[Question]) -> dict[Question, bytes]:
        """Return questions with the digests of their answers now."""
        return {question: self.digest(question) for question in questions}

    def of_all(self, questions: Iterable[Question]) -> bytes:
        """Return one digest of the answers to questions, in their order."""
        return digest(b"".join(map(self.digest, questions)))

    def hold(self, trace: Mapping[Question, bytes]) -> bool:
        """Whether every question still has the answer that it had."""
        return all(self.digest(question) == answer for question, answer in trace.items())

    def _ask(self, question: Question) -> object:
        head, *rest = question
        value: Any = self._site if head == "site" else getattr(self._site.catalogue, head)
        while rest:
            step, *rest = rest
            if step == _ITEM:
                key, *rest = rest
                value = getattr(value, key) if isinstance(value, Site) else value.get(key, _ABSENT)
            elif step == _COUNT:
                return len(value)
            elif step == _PART:
                return value[slice(*rest)]
            elif step == _KEYS:
                return tuple(value)
            elif step != _ALL:
                value = value.get(step, {}) if isinstance(value, Mapping) else getattr(value, step)
            if value is _ABSENT:
                return value
        return value

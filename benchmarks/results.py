"""The results of ``make bench``: rows, the file that keeps them, and the table that is printed."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from statistics import linear_regression

from pydantic import BaseModel, ConfigDict

RESULTS = Path(__file__).with_name("results.json")

_MB, _KB = 1e6, 1e3


class Subject(StrEnum):
    """What is measured."""

    OURS = "ours"
    PLAIN = "plain"
    BARE = "plain, no lists"
    HUGO = "hugo"
    CHECK = "kb check"
    YAML = "yaml alone"


class Step(StrEnum):
    """What has changed since the last run, or which text a preview waits for.

    The first edit of an original makes its translation out of date, which its pages, cards and filters say. That is
    measured apart from the edits that follow.
    """

    COLD = "cold"
    SECOND = "nothing changed"
    OUTDATED = "a text edited, its translation out of date"
    BODY = "a text edited"
    TITLE = "a title edited"
    FACT = "a fact edited"
    PREVIEW_BODY = "preview: a text"
    PREVIEW_TITLE = "preview: a title"


class Row(BaseModel):
    """One measurement: the minimum of all rounds, the maximum for the memory.

    Attributes:
        size: entries in each of two languages.
        subject: what is measured.
        search: whether its search index is made too.
        step: what has changed since the last run.
        wall: seconds.
        cpu: seconds of all processes; ``None`` where the system doesn't say.
        memory: bytes, at its peak; ``None`` where the system doesn't say.
        pages: the number of HTML files; ``None``, as what follows, where no site is built.
        html: their bytes.
        output: the bytes of all files of the site.
        largest: the bytes of the largest HTML file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: int
    subject: Subject
    search: bool
    step: Step
    wall: float
    cpu: float | None = None
    memory: int | None = None
    pages: int | None = None
    html: int | None = None
    output: int | None = None
    largest: int | None = None

    @property
    def key(self) -> Key:
        """What is measured, but for the size."""
        return self.subject, self.search, self.step


Key = tuple[Subject, bool, Step]


class Results(BaseModel):
    """The content of the file.

    Attributes:
        cores: how many processors the machine has.
        system: its operating system and architecture.
        memory: what the memory is: ``PSS of all processes``, or ``RSS of the largest process``.
        versions: the versions of Python and of the packages that are compared.
        rounds: how often each was measured.
        rows: the measurements.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cores: int
    system: str
    memory: str
    versions: Mapping[str, str]
    rounds: int
    rows: tuple[Row, ...]

    @property
    def sizes(self) -> list[int]:
        """The sizes, in ascending order."""
        return sorted({row.size for row in self.rows})

    def in_order(self) -> list[Row]:
        """Return the rows sorted by size, subject, search and step."""
        order = {name: place for place, name in enumerate((*Subject, *Step))}
        return sorted(self.rows, key=lambda row: (row.size, order[row.subject], row.search, order[row.step]))

    def find(self, size: int, key: Key) -> Row | None:
        """Return a measurement, if it was made."""
        return next((row for row in self.rows if row.size == size and row.key == key), None)

    def as_json(self) -> str:
        """Return the text of the file: the rows in order, one a line."""
        head = self.model_dump(mode="json", exclude={"rows"}) | {"versions": dict(sorted(self.versions.items()))}
        lines = [f"  {json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
        shown = [f"    {json.dumps(row.model_dump(mode='json', exclude_none=True))}" for row in self.in_order()]
        return "\n".join(["{", *lines, '  "rows": [', ",\n".join(shown), "  ]", "}"]) + "\n"


def read_results(path: Path = RESULTS) -> Results:
    """Return the content of a file of results.

    Raises:
        pydantic.ValidationError: it is none.
    """
    return Results.model_validate_json(path.read_text("utf-8"))


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Return the slope of time over size on logarithmic axes: 1 is linear growth, 2 quadratic."""
    return linear_regression([math.log(size) for size in sizes], [math.log(second) for second in seconds]).slope


def growth(results: Results, key: Key) -> float | None:
    """Return the growth exponent of the CPU time over all sizes; ``None`` if there are fewer than two."""
    rows = [row for size in results.sizes if (row := results.find(size, key)) and row.cpu]
    return exponent([row.size for row in rows], [row.cpu or 0 for row in rows]) if len(rows) > 1 else None


_OURS, _HUGO, _PLAIN = (
    {search: (subject, search, Step.COLD) for search in (False, True)}
    for subject in (Subject.OURS, Subject.HUGO, Subject.PLAIN)
)
RATIOS: Mapping[str, tuple[Key, Key]] = {
    "ours, cold / Hugo": (_OURS[False], _HUGO[False]),
    "ours, a text edited / Hugo's whole build": ((Subject.OURS, False, Step.BODY), _HUGO[False]),
    "ours, a title edited / Hugo's whole build": ((Subject.OURS, False, Step.TITLE), _HUGO[False]),
    "ours, cold / plain": (_OURS[False], _PLAIN[False]),
    "ours with search, cold / Hugo and Pagefind": (_OURS[True], _HUGO[True]),
    "ours with search, a text edited / Hugo and Pagefind": ((Subject.OURS, True, Step.BODY), _HUGO[True]),
    "kb check, cold / its YAML alone": ((Subject.CHECK, False, Step.COLD), (Subject.YAML, False, Step.COLD)),
    "kb check, nothing changed / its YAML alone": (
        (Subject.CHECK, False, Step.SECOND),
        (Subject.YAML, False, Step.COLD),
    ),
}
"""What is divided by what."""


def ratio(results: Results, size: int, keys: tuple[Key, Key], value: Callable[[Row], float | None]) -> float | None:
    """Return how many times a value of one measurement is that of another; ``None`` if one of them is missing."""
    ours, other = (results.find(size, key) for key in keys)
    above, below = (value(row) if row else None for row in (ours, other))
    return above / below if above is not None and below else None


def table(results: Results) -> str:
    """Return all results as text: for each size its rows and ratios, then the growth."""
    versions = ", ".join(f"{name} {version}" for name, version in sorted(results.versions.items()))
    lines = [
        f"{results.cores} cores, {results.system}; {versions}",
        f"rounds: {results.rounds}; seconds: the minimum of all rounds; memory: {results.memory}, the maximum",
    ]
    for size in results.sizes:
        lines += ["", f"{size:,} entries in each of two languages", *_size_lines(results, size)]
    if len(results.sizes) > 1:
        lines += ["", "growth exponent of the CPU time over all sizes (1 is linear)"]
        keys = dict.fromkeys(row.key for row in results.in_order())
        lines += [f"  {_name(key):60}{_figure(growth(results, key), '.2f', 8)}" for key in keys]
    return "\n".join(lines)


def _size_lines(results: Results, size: int) -> Iterator[str]:
    yield (f"  {'':60}{'wall s':>9}{'CPU s':>9}{'MB':>8}{'pages':>9}{'HTML MB':>9}{'all MB':>9}{'largest KB':>12}")
    for row in (row for row in results.in_order() if row.size == size):
        yield (
            f"  {_name(row.key):60}{row.wall:9.2f}{_figure(row.cpu, '.2f', 9)}{_figure(_in(row.memory, _MB), '.0f', 8)}"
            f"{_figure(row.pages, ',', 9)}{_figure(_in(row.html, _MB), '.1f', 9)}"
            f"{_figure(_in(row.output, _MB), '.1f', 9)}{_figure(_in(row.largest, _KB), '.0f', 12)}"
        ).rstrip()
    yield f"  {'ratios':60}{'wall':>9}{'CPU':>9}{'memory':>8}"
    for name, keys in RATIOS.items():
        if all(results.find(size, key) for key in keys):
            wall, cpu, memory = (ratio(results, size, keys, value) for value in (wall_of, cpu_of, memory_of))
            yield f"  {name:60}{_figure(wall, '.2f', 9)}{_figure(cpu, '.2f', 9)}{_figure(memory, '.2f', 8)}"


def wall_of(row: Row) -> float | None:
    """Return the wall time of a row, in seconds."""
    return row.wall


def cpu_of(row: Row) -> float | None:
    """Return the CPU time of a row, in seconds."""
    return row.cpu


def memory_of(row: Row) -> float | None:
    """Return the memory of a row, in bytes."""
    return row.memory


def _name(key: Key) -> str:
    subject, search, step = key
    return f"{subject}{', with search' if search else ''}: {step}"


def _in(value: float | None, unit: float) -> float | None:
    return None if value is None else value / unit


def _figure(value: float | None, form: str, width: int) -> str:
    return f"{'' if value is None else format(value, form):>{width}}"

"""Nothing small costs much: what reading a file costs grows as the file does, whatever its shape, and has a limit."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest

from knowledge_base.contribute.review_report import Report, summary
from knowledge_base.locale import Locale
from knowledge_base.problems import MOST_OF_A_FILE, MOST_OF_A_KIND, MOST_SUGGESTED, Position, Problem, Severity
from knowledge_base.read import LARGEST_TEXT, Unwritten
from tests.attack.gate import Gate, gate_of, is_accepted
from tests.attack.shapes import BODIES, ENTRY, FRONTS, body_of_size, front_of_size
from tests.unit.repository import VALID

_SMALL = 3_000
_DOUBLINGS = 3
# Eight times the size may cost so many times as much. What grows with the square costs 64 times.
_MOST_GROWTH = 24.0
# In seconds: what costs less, at either size, is no measure of anything.
_FLOOR = 0.015
_TRIES = 3


@pytest.fixture(scope="module")
def gate() -> Gate:
    made = gate_of(VALID)
    _cost(made, body_of_size("words", 100))  # templates are compiled once
    gc.collect()
    gc.freeze()
    return made


def _cost(gate: Gate, files: Unwritten) -> float:
    """Return the seconds of the processor that the check, the review's page and the pages of an entry take."""
    start = time.process_time()
    checked = gate.checked(files)
    summary(Report(changed=tuple(files), problems=checked.problems))
    if is_accepted(checked):
        for _ in gate.pages(checked, ENTRY.stem):
            pass
    return time.process_time() - start


def _growth(cost: Callable[[int], float]) -> float:
    """Return how many times as much a shape costs after it has doubled three times, as little as was ever measured."""
    least = float("inf")
    for _ in range(_TRIES):
        large = cost(_SMALL * 2**_DOUBLINGS)
        # Most cost next to nothing at any size, and need no other measure.
        if large <= _FLOOR * _MOST_GROWTH:
            return 1.0
        least = min(least, large / max(cost(_SMALL), _FLOOR))
        if least <= _MOST_GROWTH:
            break
    return least


_SHAPES = {
    **{f"body: {name}": (body_of_size, name) for name in BODIES},
    **{f"fields: {name}": (front_of_size, name) for name in FRONTS},
}


@pytest.mark.parametrize(("made", "name"), _SHAPES.values(), ids=_SHAPES)
def test_what_a_file_costs_grows_as_the_file(gate: Gate, made: Callable[[str, int], Unwritten], name: str) -> None:
    assert _growth(lambda size: _cost(gate, made(name, size))) <= _MOST_GROWTH


def test_growth_is_seen() -> None:
    """A cost that grows with the square is told from one that grows with the size, above all noise."""
    assert _growth(lambda size: (size / _SMALL) ** 2 * 0.02) > _MOST_GROWTH
    assert _growth(lambda size: size / _SMALL * 0.1) <= _MOST_GROWTH


def _reported(gate: Gate, files: Unwritten, path: PurePosixPath = ENTRY) -> list[Problem]:
    return [problem for problem in gate.checked(files).problems if problem.path == path]


def _with(front: str = "", body: str = "") -> Unwritten:
    text = (VALID / ENTRY).read_text("utf-8").replace("\n---\n", f"\n{front}---\n", 1)
    return {ENTRY: f"{text}\n{body}\n".encode()}


def _first(problems: list[Problem], rule: str) -> str:
    return next(str(problem) for problem in problems if problem.rule == rule)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            _with(body="Texto.\n\n" * (LARGEST_TEXT // 8)),
            ":1:1: el archivo ocupa más de 250 KB; acórtelo, haga de él varias fichas o adjunte un documento",
        ),
        (
            _with(body="a" * 10_001),
            ":43:1: la línea es demasiado larga; como máximo 10,000 caracteres: pártala al final de un párrafo",
        ),
        (
            _with(front="aliases:\n" + "  - a\n" * 20_000),
            ":2:1: los campos son demasiado largos; como máximo 100,000 caracteres",
        ),
        (_with(body="## Uno\n\n" * 600), ":1039:1: el texto tiene demasiados títulos; como máximo 500"),
        (
            _with(body=f"[a]: https://example.org/{'a' * 9_000}\n\n{'[a] ' * 100}"),
            ": las direcciones de todos los enlaces son demasiado largas en conjunto; escriba menos enlaces",
        ),
    ],
    ids=["file", "line", "fields", "headings", "links"],
)
def test_limits_are_said_at_their_line(gate: Gate, files: Unwritten, said: str) -> None:
    assert any(said in str(problem) for problem in _reported(gate, files))


def test_of_many_errors_of_a_kind_the_first_are_said_and_that_there_are_more(gate: Gate) -> None:
    fields = "".join(f"field{number}: x\n" for number in range(1_000))
    problems = _reported(gate, _with(front=fields))
    assert [problem.rule for problem in problems].count("extra-forbidden") == MOST_OF_A_KIND
    assert "hay más del mismo tipo; corrija primero lo dicho arriba" in _first(problems, "more")


def test_what_was_meant_is_looked_for_in_the_first_few(gate: Gate) -> None:
    links = "".join(f"[x](../topics/border{number}.md) " for number in range(30))
    problems = _reported(gate, _with(body=links))
    assert [bool(problem.suggestion) for problem in problems if problem.rule == "link-target"] == [
        number < MOST_SUGGESTED for number in range(30)
    ]


def test_the_problems_of_a_file_are_counted_where_they_are_too_many(gate: Gate) -> None:
    # Warnings have no limit of their kind: an error may stand among them.
    problems = _reported(gate, _with(body="El 10/06/2021.\n\n" * 1_000))
    assert len(problems) == MOST_OF_A_FILE + 1
    assert problems[-1].sentence == f"aviso: y {1_000 - MOST_OF_A_FILE} más en este archivo"
    assert problems[-1].severity is Severity.WARNING


def _many(count: int, words: str) -> Iterator[Problem]:
    for number in range(count):
        path = PurePosixPath(f"docs/es/practices/entry-{number}.md")
        yield Problem(path=path, position=Position(), field="", rule="rule", what=words, locale=Locale.ES)


@pytest.mark.parametrize(("count", "words"), [(20_000, "[wrong] " * 10), (400, "*" * 20_000)], ids=["many", "long"])
def test_the_page_of_a_review_is_small_enough_for_its_host(count: int, words: str) -> None:
    # GitHub Docs, "Workflow commands for GitHub Actions": a summary has at most 1 MiB.
    report = Report(changed=(), problems=tuple(_many(count, words)))
    made = summary(report)
    assert len(made.encode()) < 2**20
    left = count - made.count("- ❌")
    assert f"- … y {left} más / and {left} more" in made or f"- … and {left} more / y {left} más" in made

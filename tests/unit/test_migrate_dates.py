"""Entries of before are moved to dates as precise as their sources, without losing a word."""

from __future__ import annotations

import pytest

from knowledge_base.contribute.migrate.dates import PAIRS, moved_dates
from knowledge_base.contribute.migrate.lines import NotMovedError


def _entry(*lines: str) -> str:
    return "\n".join(("---", "id: one", *lines, "---", "start: of the body", ""))


_AGENDA = ("agenda:", "  - title: A", '    start: "09:00"', '    end: "10:00"')


@pytest.mark.parametrize(
    ("folder", "before", "after"),
    [
        ("meetings", ("start: 2021-06-10", "end: 2021-06-10"), ("date: 2021-06-10",)),
        ("meetings", ('end: "2021-07-30"', "start: 2021-07-29"), ("date: 2021-07-29/2021-07-30",)),
        (
            "meetings",
            ("start: 2021-06-10", "end: 2021-06-10", *_AGENDA),
            ("date: 2021-06-10", *_AGENDA),
        ),
        ("background", ('started: "2019"', 'ended: "2025"'), ("date: 2019/2025",)),
        ("background", ("started: 2017-03  # as the note has it",), ("date: 2017-03",)),
        ("practices", ("started: 2019",), ("period: 2019/..",)),
        ("practices", ("started: 2019", "ended: 2019"), ("period: 2019",)),
        (
            "concept-notes",
            ("  - period_start: 2021-01", "    period_end: 2021-07", "    as_of: 2021-09", "    period_end: 2021"),
            ("  - period: 2021-01/2021-07", "    as_of: 2021-09", "    period: ../2021"),
        ),
    ],
)
def test_two_fields_become_one(folder: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    assert moved_dates(_entry(*before), PAIRS[folder]) == _entry(*after)
    assert moved_dates(_entry(*after), PAIRS[folder]) == _entry(*after)


@pytest.mark.parametrize(
    ("folder", "line"),
    [
        ("concept-notes", "  - {period_start: 2021-01, value: 1}"),
        ("background", "started: |"),
        ("meetings", "start: soon"),
    ],
)
def test_what_is_not_understood_is_named(folder: str, line: str) -> None:
    with pytest.raises(NotMovedError) as error:
        moved_dates(_entry(line), PAIRS[folder])
    assert error.value.lines == (line,)


def test_line_ends_stay_as_they_are() -> None:
    text = _entry("started: 2019", "title: Año").replace("\n", "\r\n")
    assert moved_dates(text, PAIRS["practices"]) == _entry("period: 2019/..", "title: Año").replace("\n", "\r\n")

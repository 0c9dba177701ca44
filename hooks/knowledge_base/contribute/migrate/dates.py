"""Migrates entries from pairs of days to EDTF dates, which are as precise as their sources (see CHANGELOG).

In front matter it replaces

- ``start`` and ``end`` of a meeting by ``date``,
- ``started`` and ``ended`` of background by ``date``, of a practice by ``period`` (open-ended if there is no end),
- ``period_start`` and ``period_end`` of a figure by ``period``.

All other lines stay as they are. It reports what it can't migrate: flow style and multi-line values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from knowledge_base.contribute.migrate.lines import NotMovedError, in_front_matter
from knowledge_base.model.when import When


@dataclass(frozen=True, kw_only=True)
class MergedFields:
    """Two fields that are merged into one.

    Attributes:
        first: the field with the start.
        last: the field with the end.
        name: the new field.
        indent: the indentation of their lines, as a regular expression.
        going_on: whether a missing end means that it is ongoing.
    """

    first: str
    last: str
    name: str
    indent: str = ""
    going_on: bool = False


PAIRS = {
    "meetings": MergedFields(first="start", last="end", name="date"),
    "background": MergedFields(first="started", last="ended", name="date"),
    "practices": MergedFields(first="started", last="ended", name="period", going_on=True),
    "concept-notes": MergedFields(first="period_start", last="period_end", name="period", indent=" +", going_on=True),
}
"""The fields to merge, by folder of the kind."""


def moved_dates(text: str, pair: MergedFields) -> str:
    """Return the text of an entry with two fields merged.

    Raises:
        NotMovedError: one of the fields is in a form that can't be migrated.
        PydanticCustomError: a value is not a date.
    """
    return in_front_matter(text, partial(_merged, pair))


def _merged(pair: MergedFields, lines: list[str]) -> list[str]:
    given = re.compile(rf"({pair.indent})(- )?({pair.first}|{pair.last}):[ \t]+([\"']?)([0-9-]+)\4[ \t]*(#.*)?")
    found = {place: match for place, line in enumerate(lines) if (match := given.fullmatch(line))}
    named = re.compile(rf"^\s*(?:- )?\b(?:{pair.first}|{pair.last}):|[{{,]\s*(?:{pair.first}|{pair.last}):")
    wrong = [line for place, line in enumerate(lines) if place not in found and _ours(line, pair, named)]
    if wrong:
        raise NotMovedError(*wrong)
    gone: set[int] = set()
    for place, match in found.items():
        if place in gone:
            continue
        other = next((near for near in (place + 1, place - 1) if near in found and found[near][3] != match[3]), None)
        values = {match[3]: match[5], **({found[other][3]: found[other][5]} if other is not None else {})}
        lines[place] = f"{match[1]}{match[2] or ''}{pair.name}: {_period(values, pair)}"
        gone |= {other} if other is not None else set()
    return [line for place, line in enumerate(lines) if place not in gone]


def _ours(line: str, pair: MergedFields, named: re.Pattern[str]) -> bool:
    """Whether a line may have one of the fields; agenda items have fields of the same names, with more indentation."""
    return bool(named.search(line)) and (bool(pair.indent) or not line.startswith((" ", "-")))


def _period(values: dict[str, str], pair: MergedFields) -> When:
    first, last = values.get(pair.first), values.get(pair.last)
    if first == last or (last is None and not pair.going_on):
        return When.parse(str(first))
    return When.parse(f"{first or '..'}/{last or '..'}")

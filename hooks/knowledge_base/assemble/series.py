"""The series of meetings of each body, and what comes before and after each meeting in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.model.entries import Meeting


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """What comes before and after an entry.

    Attributes:
        body: the id of the body in whose series of meetings they are; empty for entries of other kinds.
        earlier: the one before; ``None`` for the first.
        later: the one after; ``None`` for the last.
    """

    body: str
    earlier: Entry | None
    later: Entry | None


def series_by_body(meetings: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Return the meetings of each body, oldest first, from all meetings, newest first."""
    series: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in meetings:
        if isinstance(entry.record, Meeting):
            for body in entry.record.bodies:
                series[body].append(entry)
    return {body: tuple(reversed(series[body])) for body in sorted(series)}


def neighbours_in(series: Mapping[str, tuple[Entry, ...]]) -> dict[str, tuple[Neighbours, ...]]:
    """Return what comes before and after each meeting, in each series that it is in."""
    around: defaultdict[str, list[Neighbours]] = defaultdict(list)
    for body, meetings in series.items():
        for earlier, entry, later in zip((None, *meetings), meetings, (*meetings[1:], None), strict=False):
            around[entry.id].append(Neighbours(body=body, earlier=earlier, later=later))
    return {id_: tuple(found) for id_, found in around.items()}

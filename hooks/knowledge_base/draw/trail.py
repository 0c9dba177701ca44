"""The graph beside a commitment trail: a mark for every step, and lines to the steps that followed from it.

The steps are an HTML list whose text wraps freely, so the height of a row isn't known. Each row has an SVG of its own,
stretched to the row's height; below the mark it has only vertical lines, which can have any length. The list says in
words what follows from what, so the graph is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from knowledge_base.draw.svg import element
from knowledge_base.view.parts.trail import TrailStep

LANES = 5
"""Maximum number of parallel lines; any more share the last lane."""

_LANE = 16.0
_MARK = 13.0
"""The vertical position of the mark in a row: level with the first line of text, in CSS pixels."""
_SHAPES = {
    "meeting": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z",
    "agreement": "M-5.5 -5.5h11v11h-11z",
}


@dataclass(frozen=True, kw_only=True)
class Gutter:
    """The part of the graph beside one row.

    Attributes:
        lane: the lane of its mark, from 0.
        joins: the lanes of lines that end at the mark.
        passing: the lanes of lines that pass it.
        goes_on: whether a line starts at the mark.
    """

    lane: int
    joins: tuple[int, ...]
    passing: tuple[int, ...]
    goes_on: bool


def gutters(steps: Sequence[TrailStep]) -> tuple[Gutter, ...]:
    """Lay out the graph: a line starts at a step and ends at the last step that follows from it."""
    last = {cause: step.number for step in steps for cause in step.causes}
    running: dict[int, int] = {}
    rows = []
    for step in steps:
        joins = tuple(sorted({running[cause] for cause in step.causes}))
        running = {source: lane for source, lane in running.items() if last[source] != step.number}
        passing = tuple(sorted(set(running.values())))
        free = next((lane for lane in range(LANES) if lane not in passing), LANES - 1)
        lane = next((lane for lane in joins if lane not in passing), free)
        if step.number in last:
            running[step.number] = lane
        rows.append(Gutter(lane=lane, joins=joins, passing=passing, goes_on=step.number in last))
    return tuple(rows)


def width(rows: Sequence[Gutter]) -> int:
    """Return the number of lanes that a trail uses."""
    return 1 + max(max((row.lane, *row.joins, *row.passing)) for row in rows)


def gutter(step: TrailStep, row: Gutter) -> Markup:
    """Return the part of the graph beside a step, as SVG."""
    return _drawn(step.kind, step.here, row)


# Trails have few forms: most rows look like many others.
@lru_cache(maxsize=4096)
def _drawn(kind: str, here: bool, row: Gutter) -> Markup:  # noqa: FBT001
    x = _across(row.lane)
    lines = [
        element("line", class_="kb-trail__line", x1=_across(lane), x2=_across(lane), y1=0.0, y2="100%")
        for lane in row.passing
    ]
    for lane in row.joins:
        start = _across(lane)
        lines.append(
            element("path", class_="kb-trail__line", d=f"M{start:.0f} 0C{start:.0f} 9 {x:.0f} 3 {x:.0f} {_MARK:.0f}")
        )
    if row.goes_on:
        lines.append(element("line", class_="kb-trail__line", x1=x, x2=x, y1=_MARK, y2="100%"))
    mark = element(
        "path",
        class_=f"kb-trail__mark kb-trail__mark--{kind}{' kb-trail__mark--here' if here else ''}",
        d=_SHAPES[kind],
        transform=f"translate({x:.0f} {_MARK:.0f})",
    )
    return element(
        "svg",
        *lines,
        mark,
        class_="kb-trail__gutter",
        width="100%",
        height="100%",
        aria_hidden="true",
        focusable="false",
    )


def _across(lane: int) -> float:
    return _LANE * lane + _LANE / 2

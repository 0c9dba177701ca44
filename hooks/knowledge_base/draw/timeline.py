"""The timeline: one lane per kind, one mark per event.

Horizontal positions are percentages, so it fits any width; vertical ones are CSS pixels, so text and marks keep their
size. Marks of a lane that would overlap at the narrowest supported width go on separate rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from knowledge_base.draw.svg import Href, element, percent
from knowledge_base.view.parts.timeline import Event, Lane, Timeline

_TARGET = 24.0
"""Minimum size of a pointer target, in CSS pixels (WCAG 2.2, success criterion 2.5.8)."""
_ROW = 30.0
_LABEL = 22.0
_AXIS = 22.0
_NARROWEST = 280.0
"""The width of the timeline on a viewport 320 CSS pixels wide."""
_EDGE = 0.05
_SHAPES = {
    "meeting": "M-11 0a11 11 0 1 0 22 0a11 11 0 1 0 -22 0z",
    "agreement": "M-10 -10h20v20h-20z",
    "concept-note": "M0 -13l13 13l-13 13l-13 -13z",
}
"""Circle, square and diamond, as path data: kinds differ in shape, not in colour alone."""


def timeline(picture: Timeline, href: Href) -> Markup:
    """Return the timeline as SVG, as wide as its container.

    Args:
        picture: the data of the timeline.
        href: makes URLs relative to the page.
    """
    parts: list[Markup] = []
    top = 0.0
    for lane in picture.lanes:
        rows = _rows(picture, lane.events)
        parts.append(_lane(picture, lane, rows, top, href))
        top += _LABEL + max(rows) * _ROW + _ROW
    return element(
        "svg",
        *_axis(picture, top),
        *parts,
        class_="kb-time",
        width="100%",
        height=top + _AXIS,
        role="group",
        aria_label=picture.title,
    )


def _across(share: float) -> str:
    return percent(_EDGE + share * (1 - 2 * _EDGE))


def _axis(picture: Timeline, bottom: float) -> Iterator[Markup]:
    """Yield a grid line and a label for each tick; hidden from screen readers, as each mark names its own date."""
    for day, words in picture.months:
        x = _across(picture.share(day))
        yield element("line", class_="kb-time__line", x1=x, x2=x, y1=0.0, y2=bottom)
        yield element("text", words, class_="kb-time__month", x=x, y=bottom + 16, dx=3.0, aria_hidden="true")


def _rows(picture: Timeline, events: Sequence[Event]) -> list[int]:
    """Return the row of each event of a lane, oldest first: the first row on which it doesn't overlap another."""
    apart = _TARGET / (_NARROWEST * (1 - 2 * _EDGE))
    ends: list[float] = []
    rows = []
    for event in events:
        share = picture.middle(event)
        row = next((place for place, end in enumerate(ends) if end <= share), len(ends))
        ends[row : row + 1] = [share + apart]
        rows.append(row)
    return rows


def _lane(picture: Timeline, lane: Lane, rows: Sequence[int], top: float, href: Href) -> Markup:
    label = element("text", lane.label, class_="kb-time__lane", x=0.0, y=top + 15, aria_hidden="true")
    middle = top + _LABEL + _ROW / 2
    marks = (_mark(picture, event, middle + row * _ROW, href) for event, row in zip(lane.events, rows, strict=True))
    return element("g", label, *marks, role="group", aria_label=lane.label)


def _mark(picture: Timeline, event: Event, y: float, href: Href) -> Markup:
    mark = f" ({event.link.mark})" if event.link.mark else ""
    name = f"{event.number}. {event.when}: {event.link.label}{mark}"
    outside = " kb-time__mark--outside" if mark else ""
    drawn = element(
        "svg",
        element(
            "rect", x=-_TARGET / 2, y=-_TARGET / 2, width=_TARGET, height=_TARGET, fill="none", pointer_events="all"
        ),
        element("path", class_=f"kb-time__mark kb-time__mark--{event.kind}{outside}", d=_SHAPES[event.kind]),
        element("text", str(event.number), class_="kb-time__number", text_anchor="middle", y=4.0),
        x=_across(picture.middle(event)),
        y=y,
        overflow="visible",
    )
    return element(
        "a", element("title", name), *_span(picture, event, y), drawn, href=href(event.link.url), aria_label=name
    )


def _span(picture: Timeline, event: Event, y: float) -> Iterator[Markup]:
    """Yield a line from an event's earliest to its latest date, if these differ."""
    if event.first != event.last:
        x1, x2 = (_across(picture.share(day)) for day in (event.first, event.last))
        yield element("line", class_="kb-time__span", x1=x1, x2=x2, y1=y, y2=y)

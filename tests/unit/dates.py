"""Hypothesis strategies for dates of every precision."""

from __future__ import annotations

from hypothesis import strategies as st

from knowledge_base.model.points import Doubt, OneOf, Point, Precision
from knowledge_base.model.when import Edge, When

_DOUBTS = st.sampled_from(Doubt)
# Mostly a few years, so that dates overlap.
_YEARS = st.integers(2018, 2022) | st.integers(1000, 9999)


def _parts(precision: Precision, most: int) -> st.SearchStrategy[Point]:
    return st.builds(Point, year=_YEARS, precision=st.just(precision), part=st.integers(1, most), doubt=_DOUBTS)


def _years(precision: Precision, count: int) -> st.SearchStrategy[Point]:
    first = _YEARS.map(lambda year: year - year % count)
    return st.builds(Point, year=first, precision=st.just(precision), doubt=_DOUBTS)


_DAYS = st.tuples(_YEARS, st.dates(), _DOUBTS).map(
    lambda drawn: Point(
        year=drawn[0], precision=Precision.DAY, part=drawn[1].month, day=min(drawn[1].day, 28), doubt=drawn[2]
    )
)
POINTS = st.one_of(
    _years(Precision.CENTURY, 100),
    _years(Precision.DECADE, 10),
    _years(Precision.YEAR, 1),
    _parts(Precision.SEASON, 4),
    _parts(Precision.QUARTER, 4),
    _parts(Precision.MONTH, 12),
    _DAYS,
)
"""Dates of every precision, possibly approximate or uncertain."""


SEVERAL = st.lists(
    POINTS.filter(lambda point: point.doubt is Doubt.NONE), min_size=2, max_size=3, unique_by=lambda point: point.place
).map(lambda points: OneOf(tuple(sorted(points, key=lambda point: point.place))))
"""One of several dates."""


def _possible(ends: tuple[Point | OneOf | Edge, Point | OneOf | Edge]) -> bool:
    first, last = ends
    if not isinstance(first, Edge) and not isinstance(last, Edge):
        return first != last and first.days[0] <= last.days[1]
    return not (isinstance(first, Edge) and isinstance(last, Edge))


_ENDS = POINTS | SEVERAL | st.sampled_from(Edge)
WHENS = (POINTS | SEVERAL).map(lambda point: When(point, point)) | st.tuples(_ENDS, _ENDS).filter(_possible).map(
    lambda ends: When(*ends)
)
"""Dates and periods of every kind."""

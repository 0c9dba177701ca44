"""From the globe to a sheet: projections, and lines with no more points than can be seen.

Two short formulas do here what a library of projections would be installed for: PROJ with its data is 30 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import asinh, cos, hypot, radians, sin, sqrt, tan

from knowledge_base.draw.atlas import Coordinates

Projection = Callable[[Coordinates], Coordinates]
"""Where a place (longitude and latitude in degrees) is on a sheet whose y grows downwards, in radii of the globe."""


def mercator(place: Coordinates) -> Coordinates:
    """Mercator's projection of the sphere (Snyder, *Map Projections: A Working Manual*, 1987, eq. 7-1 and 7-2)."""
    longitude, latitude = map(radians, place)
    return longitude, -asinh(tan(latitude))


def albers(south: float, north: float, centre: Coordinates) -> Projection:
    """Albers' equal-area conic projection of the sphere (Snyder 1987, eq. 14-1 to 14-6).

    Args:
        south: the parallel in degrees along which nothing is stretched.
        north: the other one.
        centre: the place that becomes the origin of the sheet.
    """
    n = (sin(radians(south)) + sin(radians(north))) / 2
    c = cos(radians(south)) ** 2 + 2 * n * sin(radians(south))

    def radius(latitude: float) -> float:
        return sqrt(c - 2 * n * sin(radians(latitude))) / n

    origin = radius(centre[1])

    def project(place: Coordinates) -> Coordinates:
        rho, theta = radius(place[1]), n * radians(place[0] - centre[0])
        return rho * sin(theta), rho * cos(theta) - origin

    return project


def simplified(line: Sequence[Coordinates], tolerance: float) -> tuple[Coordinates, ...]:
    """Return a line without the points that lie hardly beside it (Douglas and Peucker, *Cartographica* 10, 1973).

    Args:
        line: the line; its ends stay, so that lines that meet still do.
        tolerance: how far from the line that is left a point may lie.
    """
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        farthest = max(
            range(first + 1, last), key=lambda place: _distance(line[place], line[first], line[last]), default=first
        )
        if farthest > first and _distance(line[farthest], line[first], line[last]) > tolerance:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return tuple(line[place] for place in sorted(kept))


def _distance(point: Coordinates, start: Coordinates, end: Coordinates) -> float:
    """Return how far a point is from the stretch between two others."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))

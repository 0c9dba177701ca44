"""The outlines of the countries, from the release of world-atlas in ``vendor/``.

The format is TopoJSON (https://github.com/topojson/topojson-specification): lines, "arcs", each between two places
where borders meet, and countries as rings of them. Two countries share the arc between them, so whatever is done to an
arc leaves no gap.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from babel.core import get_global

Coordinates = tuple[float, float]
"""A place: its longitude and latitude in degrees, or where it is in a picture."""
Polyline = tuple[Coordinates, ...]
Ring = tuple[int, ...]
"""The arcs around a piece of land by their places; ``~i`` is arc ``i`` from its end to its beginning."""


@dataclass(frozen=True)
class Atlas:
    """The outlines of the countries.

    Attributes:
        arcs: lines of longitudes and latitudes.
        countries: the rings of each country, by its code (ISO 3166-1 alpha-2); those without one are left out.
    """

    arcs: tuple[Polyline, ...]
    countries: Mapping[str, tuple[Ring, ...]]


@cache
def atlas() -> Atlas:
    """Return the outlines of all countries."""
    file = files("knowledge_base").joinpath("draw", "vendor", "world-atlas", "countries-50m.json")
    topology = json.loads(file.read_text("utf-8"))
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    return Atlas(
        tuple(tuple((x * kx + dx, y * ky + dy) for x, y in _undone(arc)) for arc in topology["arcs"]),
        {
            code: tuple(_rings(geometry))
            for geometry in topology["objects"]["countries"]["geometries"]
            if (code := _code(geometry.get("id")))
        },
    )


def _undone(arc: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Yield the points of an arc, of which each but the first is written as its way from the one before."""
    return zip(accumulate(x for x, _ in arc), accumulate(y for _, y in arc), strict=True)


def _code(number: str | None) -> str | None:
    """Return the code of two letters of a country for its number (ISO 3166-1); CLDR lists numbers as aliases."""
    aliases: list[str] = get_global("territory_aliases").get(number or "", [])
    return aliases[0] if len(aliases) == 1 else None


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    """Yield the rings of a geometry: coasts, borders and, of a country with a hole, the hole."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            yield tuple(ring)

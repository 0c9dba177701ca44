# /// script
# requires-python = ">=3.11"
# dependencies = ["babel==2.19.0", "pyproj==3.7.2", "shapely==2.2.0"]
# ///
"""Computes the outlines of the map, which are committed as ``draw/region.json``.

Run it only to change the map: borders, the area shown, or the position of a label. uv installs its dependencies for
this run alone, so that no build needs them:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    .venv/bin/uv run tools/region_map.py package/countries-50m.json

The input is TopoJSON (https://github.com/topojson/topojson-specification): "arcs", lines between points where borders
meet, and countries as rings of arcs. Neighbouring countries share the arc between them. Each arc is simplified on its
own, so that no gap opens between them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import shapely
from babel.core import get_global
from pyproj import Proj

TARGET = Path(__file__).parents[1] / "hooks" / "knowledge_base" / "draw" / "region.json"
SOURCE = {
    "made_by": "tools/region_map.py",
    "package": "world-atlas (npm) 2.0.2",
    "file": "countries-50m.json",
    "sha256": "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
    "data": "Natural Earth 4.1.0, 1:50,000,000, with the borders as they are in fact",
    "licence": "ISC (region-licence.txt); the data of Natural Earth is in the public domain",
}

_TOLERANCE = 0.7
"""Tolerance of the simplification, in user units of the SVG: too small to see."""
_SPECK = 1.2
"""Polygons smaller than this, in square units, are dropped, except for the largest of a country."""
_MARGIN = 4
"""How far land extends beyond the edge of the picture, in units, so that its outline isn't visible along the edge."""
_NEAR = 15
"""How far around the picture, in degrees, land is projected: the projections aren't valid for the whole globe."""

Point = tuple[float, float]
"""A point: longitude and latitude in degrees, or coordinates in a picture."""


@dataclass(frozen=True)
class Frame:
    """An area of the globe, projected to a picture.

    Attributes:
        proj: the projection, as a PROJ string.
        west, east, north, south: a point on each side, as longitude and latitude in degrees.
        width: the width of the picture, in user units.
    """

    proj: str
    west: Point
    east: Point
    north: Point
    south: Point
    width: float

    @cached_property
    def _proj(self) -> Proj:
        return Proj(f"{self.proj} +R=1")

    def _project(self, point: Point) -> Point:
        """Project a point of the globe; the result is in globe radii, with y pointing north."""
        x, y = self._proj(*point)
        return float(x), float(y)

    @property
    def scale(self) -> float:
        """User units per globe radius."""
        return self.width / (self._project(self.east)[0] - self._project(self.west)[0])

    @property
    def height(self) -> float:
        """The height of the picture, in user units."""
        return round((self._project(self.north)[1] - self._project(self.south)[1]) * self.scale)

    def place(self, point: Point) -> Point:
        """Return the coordinates in the picture of a point of the globe; y points down."""
        x, y = self._project(point)
        left, top = self._project(self.west)[0], self._project(self.north)[1]
        return (x - left) * self.scale, (top - y) * self.scale

    def holds(self, point: Point) -> bool:
        """Whether a point in picture coordinates is inside the picture."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height

    def near(self, line: Sequence[Point]) -> bool:
        """Whether a line on the globe may cross the picture."""
        around = shapely.box(self.west[0], self.south[1], self.east[0], self.north[1]).buffer(_NEAR, join_style="mitre")
        return bool(around.intersects(shapely.box(*shapely.LineString(line).bounds)))


OVERVIEW = Frame(
    # Albers' equal-area conic projection, true along the parallels of 20 and 60 degrees.
    "+proj=aea +lat_1=20 +lat_2=60 +lat_0=40 +lon_0=-96",
    west=(-151, 60),
    east=(-65, 18),
    north=(-96, 73),
    south=(-96, 6.5),
    width=340,
)
DETAIL = Frame("+proj=merc", west=(-98, 15), east=(-65, 15), north=(-80, 23.6), south=(-80, 6.6), width=360)

NAMES: Mapping[str, tuple[Point, str]] = {
    "CA": ((-106, 58), "middle"),
    "US": ((-99, 39.3), "middle"),
    "MX": ((-103.3, 24.2), "middle"),
    "BZ": ((-87.9, 17.4), "start"),
    "GT": ((-90.6, 13.3), "end"),
    "SV": ((-88.2, 11.9), "end"),
    "HN": ((-88.3, 14.8), "start"),
    "NI": ((-86.3, 12.95), "start"),
    "CR": ((-85.7, 9.0), "end"),
    "PA": ((-80.2, 10.0), "middle"),
    "DO": ((-65.5, 16.8), "end"),
    "HT": ((-72.9, 20.5), "middle"),
    "CU": ((-77.9, 21.95), "end"),
    "CO": ((-74.2, 8.2), "middle"),
    "VE": ((-68.4, 8.2), "middle"),
}
"""Label positions (point and ``text-anchor``); other labels are in the middle of their country."""


class Topology:
    """The borders of the world's countries, from TopoJSON."""

    def __init__(self, topology: Mapping[str, Any]) -> None:
        (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs = [
            # Points after the first are deltas.
            [
                (x * kx + dx, y * ky + dy)
                for x, y in zip(accumulate(x for x, _ in arc), accumulate(y for _, y in arc), strict=True)
            ]
            for arc in topology["arcs"]
        ]
        countries = topology["objects"]["countries"]["geometries"]
        self.countries = {code: country for country in countries if (code := _code(country.get("id")))}

    def polygons(self, code: str, frame: Frame) -> Iterator[shapely.Polygon]:
        """Yield the polygons of a country that may be in a picture, in picture coordinates."""
        country = self.countries[code]
        for polygon in country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]:
            rings = [self._ring(ring, frame) for ring in polygon if self._near(ring, frame)]
            if rings and len(rings[0]) > 2:
                yield shapely.Polygon(rings[0], [hole for hole in rings[1:] if len(hole) > 2])

    def _near(self, ring: Sequence[int], frame: Frame) -> bool:
        return any(frame.near(self.arcs[max(arc, ~arc)]) for arc in ring)

    def _ring(self, ring: Sequence[int], frame: Frame) -> list[Point]:
        """Return a ring of arcs; index ``~i`` is arc ``i`` reversed."""
        lines = (self._line(max(arc, ~arc), frame)[:: 1 if arc >= 0 else -1] for arc in ring)
        return [point for line in lines for point in line[:-1]]

    def _line(self, arc: int, frame: Frame) -> list[Point]:
        line = shapely.LineString([frame.place(point) for point in self.arcs[arc]])
        return list(line.simplify(_TOLERANCE, preserve_topology=False).coords)


def _code(number: str | None) -> str | None:
    """Return a country's alpha-2 code for its numeric code (ISO 3166-1); CLDR lists the numbers as aliases."""
    aliases: list[str] = get_global("territory_aliases").get(number or "", [])
    return aliases[0] if len(aliases) == 1 else None


def lands(topology: Topology, frame: Frame) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every country at least partly in a picture: its code, and its outline and label position."""
    for code in sorted(topology.countries):
        clipped = [
            piece
            for polygon in topology.polygons(code, frame)
            for piece in _pieces(
                shapely.clip_by_rect(polygon, -_MARGIN, -_MARGIN, frame.width + _MARGIN, frame.height + _MARGIN)
            )
        ]
        clipped.sort(key=lambda piece: piece.area, reverse=True)
        kept = [piece for place, piece in enumerate(clipped) if not place or piece.area >= _SPECK]
        if not (path := "".join(_path(piece) for piece in kept)):
            continue
        land: dict[str, Any] = {"path": path}
        middle, anchor = NAMES.get(code, (None, "middle"))
        x, y = frame.place(middle) if middle else (kept[0].centroid.x, kept[0].centroid.y)
        if frame.holds((x, y)):
            land["name"] = {"x": round(x, 2), "y": round(y, 2), "anchor": anchor}
        yield code, land


def _pieces(shape: shapely.Geometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon) and not part.is_empty]


def _path(piece: shapely.Polygon) -> str:
    """Return a polygon as path data (SVG 2, 9.3), in tenths of a unit, with relative coordinates."""
    whole = shapely.geometry.polygon.orient(piece)
    return "".join(_subpath(list(ring.coords)[:-1]) for ring in (whole.exterior, *whole.interiors))


def _subpath(ring: Sequence[Point]) -> str:
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    steps = [(x - ax, y - ay) for (ax, ay), (x, y) in pairwise(tenths)]
    moved = "".join(f"{x:d} {y:d} " if y >= 0 else f"{x:d}{y:d} " for x, y in steps if (x, y) != (0, 0))
    return f"M{tenths[0][0]} {tenths[0][1]}l{moved.rstrip()}z" if moved else ""


def edge(inner: Frame, outer: Frame) -> str:
    """Return the frame of one picture as path data in another.

    The inner picture is in Mercator projection, so its edges are meridians and parallels.
    """
    west, east, north, south = inner.west[0], inner.east[0], inner.north[1], inner.south[1]
    steps = [step / 12 for step in range(13)]
    points = [
        *((west + (east - west) * step, north) for step in steps),
        *((east + (west - east) * step, south) for step in steps),
    ]
    return f"M{'L'.join('{:.2f} {:.2f}'.format(*outer.place(point)) for point in points)}z"


def picture(topology: Topology, frame: Frame) -> dict[str, Any]:
    """Return a picture in the format of ``draw/region.json``."""
    return {"width": frame.width, "height": frame.height, "lands": dict(lands(topology, frame))}


def main() -> None:
    """Compute the outlines and write ``draw/region.json``."""
    parser = argparse.ArgumentParser(description="Compute the outlines of the map of the region.")
    parser.add_argument("atlas", type=Path, help=f"{SOURCE['file']} of {SOURCE['package']}")
    data = parser.parse_args().atlas.read_bytes()
    if hashlib.sha256(data).hexdigest() != SOURCE["sha256"]:
        parser.error(f"this is another file than {SOURCE['file']} of {SOURCE['package']}")
    topology = Topology(json.loads(data))
    drawn = {
        "source": SOURCE,
        "overview": picture(topology, OVERVIEW),
        "detail": picture(topology, DETAIL),
        "detail_in_overview": edge(DETAIL, OVERVIEW),
    }
    # One country per line, for readable diffs.
    text = re.sub(r"\n {4,}|\n {3}(?=})", " ", json.dumps(drawn, indent=1))
    TARGET.write_text(f"{text}\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()

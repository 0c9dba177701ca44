# /// script
# requires-python = ">=3.11"
# dependencies = ["babel==2.19.0", "pyproj==3.7.2", "shapely==2.2.0"]
# ///
"""The outlines of the map of the region, computed once and committed: ``draw/region.json``.

Run it only to change the map: other borders, another part of the globe, the place of a name. uv installs what it needs
for this one run, so that no build has to:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    .venv/bin/uv run tools/region_map.py package/countries-50m.json

The file is TopoJSON (https://github.com/topojson/topojson-specification): lines, "arcs", each between two places where
borders meet, and countries as rings of them. Two countries share the arc between them, so each arc is simplified by
itself, and no gap opens.
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
"""How far a border may be off, in units of the picture: less than can be seen."""
_SPECK = 1.2
"""Land smaller than this, in square units, is left out, but for the largest piece of a country."""
_MARGIN = 4
"""How far land is drawn beyond the edge of the picture, in its units, so that the edge shows no outline."""
_NEAR = 15
"""How far beyond the picture, in degrees, land is projected at all: the projections do not hold for the whole globe."""

Point = tuple[float, float]
"""A place: its longitude and latitude in degrees, or where it is in a picture."""


@dataclass(frozen=True)
class Frame:
    """A part of the globe as it lies in a picture.

    Attributes:
        proj: the projection of the sphere, as PROJ is told it.
        west, east, north, south: a place on each of its sides, in degrees.
        width: in units of the picture.
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
        """Return where a place of the globe is on the sheet, in radii of the globe; y grows northwards."""
        x, y = self._proj(*point)
        return float(x), float(y)

    @property
    def scale(self) -> float:
        """Units of the picture for a radius of the globe."""
        return self.width / (self._project(self.east)[0] - self._project(self.west)[0])

    @property
    def height(self) -> float:
        """In units of the picture."""
        return round((self._project(self.north)[1] - self._project(self.south)[1]) * self.scale)

    def place(self, point: Point) -> Point:
        """Return where a place of the globe is in the picture, whose y grows downwards."""
        x, y = self._project(point)
        left, top = self._project(self.west)[0], self._project(self.north)[1]
        return (x - left) * self.scale, (top - y) * self.scale

    def holds(self, point: Point) -> bool:
        """Whether a place of the picture is in sight."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height

    def near(self, line: Sequence[Point]) -> bool:
        """Whether a line of the globe may be in the picture."""
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
"""Where the name of a country stands, and which part of it is there; the name of any other stands in its middle."""


class Topology:
    """The borders of the world's countries, as TopoJSON has them."""

    def __init__(self, topology: Mapping[str, Any]) -> None:
        (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs = [
            # Each point but the first is written as its way from the one before.
            [
                (x * kx + dx, y * ky + dy)
                for x, y in zip(accumulate(x for x, _ in arc), accumulate(y for _, y in arc), strict=True)
            ]
            for arc in topology["arcs"]
        ]
        countries = topology["objects"]["countries"]["geometries"]
        self.countries = {code: country for country in countries if (code := _code(country.get("id")))}

    def polygons(self, code: str, frame: Frame) -> Iterator[shapely.Polygon]:
        """Yield the pieces of a country that may be in a picture, as they lie there."""
        country = self.countries[code]
        for polygon in country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]:
            rings = [self._ring(ring, frame) for ring in polygon if self._near(ring, frame)]
            if rings and len(rings[0]) > 2:
                yield shapely.Polygon(rings[0], [hole for hole in rings[1:] if len(hole) > 2])

    def _near(self, ring: Sequence[int], frame: Frame) -> bool:
        return any(frame.near(self.arcs[max(arc, ~arc)]) for arc in ring)

    def _ring(self, ring: Sequence[int], frame: Frame) -> list[Point]:
        """Return a ring; ``~i`` is arc ``i`` from its end to its beginning."""
        lines = (self._line(max(arc, ~arc), frame)[:: 1 if arc >= 0 else -1] for arc in ring)
        return [point for line in lines for point in line[:-1]]

    def _line(self, arc: int, frame: Frame) -> list[Point]:
        line = shapely.LineString([frame.place(point) for point in self.arcs[arc]])
        return list(line.simplify(_TOLERANCE, preserve_topology=False).coords)


def _code(number: str | None) -> str | None:
    """Return the code of two letters of a country for its number (ISO 3166-1); CLDR lists numbers as aliases."""
    aliases: list[str] = get_global("territory_aliases").get(number or "", [])
    return aliases[0] if len(aliases) == 1 else None


def lands(topology: Topology, frame: Frame) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every country of which something is in a picture: its code, its outline, and the place of its name."""
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
    """Return a piece of land as path data (SVG 2, 9.3): in tenths, each point as the way from the one before."""
    whole = shapely.geometry.polygon.orient(piece)
    return "".join(_subpath(list(ring.coords)[:-1]) for ring in (whole.exterior, *whole.interiors))


def _subpath(ring: Sequence[Point]) -> str:
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    steps = [(x - ax, y - ay) for (ax, ay), (x, y) in pairwise(tenths)]
    moved = "".join(f"{x:d} {y:d} " if y >= 0 else f"{x:d}{y:d} " for x, y in steps if (x, y) != (0, 0))
    return f"M{tenths[0][0]} {tenths[0][1]}l{moved.rstrip()}z" if moved else ""


def edge(inner: Frame, outer: Frame) -> str:
    """Return the edge of a picture as path data in another.

    Mercator's sheet is a right-angled one: its edges are lines of equal longitude or latitude.
    """
    west, east, north, south = inner.west[0], inner.east[0], inner.north[1], inner.south[1]
    steps = [step / 12 for step in range(13)]
    points = [
        *((west + (east - west) * step, north) for step in steps),
        *((east + (west - east) * step, south) for step in steps),
    ]
    return f"M{'L'.join('{:.2f} {:.2f}'.format(*outer.place(point)) for point in points)}z"


def picture(topology: Topology, frame: Frame) -> dict[str, Any]:
    """Return a part of the map as the package draws it."""
    return {"width": frame.width, "height": frame.height, "lands": dict(lands(topology, frame))}


def main() -> None:
    """Write the outlines."""
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
    # A country a line, so that a change shows which one it is.
    text = re.sub(r"\n {4,}|\n {3}(?=})", " ", json.dumps(drawn, indent=1))
    TARGET.write_text(f"{text}\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()

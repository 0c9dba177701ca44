"""The map of the region: the large countries, and beside them, larger, the part with the small ones.

A country is a link in the part that shows it better. Its name stands where there is room, which a person has to say of
small countries (``_NAMES``); the name of any other stands in its middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markupsafe import Markup, escape

from knowledge_base.draw.atlas import Coordinates, Polyline, Ring, atlas
from knowledge_base.draw.projection import Projection, albers, mercator, simplified
from knowledge_base.draw.svg import Href, element, svg_number
from knowledge_base.view.parts.region import MapCountry, RegionMap

_TOLERANCE = 0.6
"""How far a border may be off, in units of the picture: less than can be seen."""
_SPECK = 1.2
"""Land smaller than this, in square units, is left out, but for the largest piece of a country."""


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """A part of the globe as it lies in a picture.

    Attributes:
        projection: how it is laid flat.
        west, east, north, south: a place on each of its sides, in degrees.
        width: in units of the picture.
    """

    projection: Projection
    west: Coordinates
    east: Coordinates
    north: Coordinates
    south: Coordinates
    width: float

    @property
    def scale(self) -> float:
        """Units of the picture for a radius of the globe."""
        return self.width / (self.projection(self.east)[0] - self.projection(self.west)[0])

    @property
    def height(self) -> float:
        """In units of the picture."""
        return round((self.projection(self.south)[1] - self.projection(self.north)[1]) * self.scale)

    def place(self, point: Coordinates) -> Coordinates:
        """Return where a place of the globe is in the picture."""
        x, y = self.projection(point)
        left, top = self.projection(self.west)[0], self.projection(self.north)[1]
        return (x - left) * self.scale, (y - top) * self.scale

    def holds(self, point: Coordinates) -> bool:
        """Whether a place of the picture is in sight."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height


_OVERVIEW = _Frame(
    projection=albers(20, 60, (-96, 40)), west=(-151, 60), east=(-65, 18), north=(-96, 73), south=(-96, 6.5), width=340
)
_DETAIL = _Frame(projection=mercator, west=(-98, 15), east=(-65, 15), north=(-80, 23.6), south=(-80, 6.6), width=360)


@dataclass(frozen=True)
class _Name:
    """Where the name of a country stands: the place of its beginning, its middle or its end."""

    place: Coordinates
    anchor: str = "middle"


_NAMES: Mapping[str, _Name] = {
    "CA": _Name((-106, 58)),
    "US": _Name((-99, 39.3)),
    "MX": _Name((-103.3, 24.2)),
    "BZ": _Name((-87.9, 17.4), "start"),
    "GT": _Name((-90.6, 13.3), "end"),
    "SV": _Name((-88.2, 11.9), "end"),
    "HN": _Name((-88.3, 14.8), "start"),
    "NI": _Name((-86.3, 12.95), "start"),
    "CR": _Name((-85.7, 9.0), "end"),
    "PA": _Name((-80.2, 10.0)),
    "DO": _Name((-65.5, 16.8), "end"),
    "HT": _Name((-72.9, 20.5)),
    "CU": _Name((-77.9, 21.95), "end"),
    "CO": _Name((-74.2, 8.2)),
    "VE": _Name((-68.4, 8.2)),
}


@dataclass(frozen=True)
class _Shape:
    """A country in a frame: its outline, and where its middle is."""

    path: str
    middle: Coordinates


def region_map(picture: RegionMap, href: Href) -> Markup:
    """Return both parts of the map.

    Args:
        picture: what it shows.
        href: gives the way from the page to an address.
    """
    near = [country for country in picture.countries if _in_sight(country.code, _DETAIL)]
    far = [country for country in picture.countries if country not in near and _in_sight(country.code, _OVERVIEW)]
    return Markup().join(
        (
            _part(_OVERVIEW, picture.overview, picture.countries, far, href, _around(_DETAIL, _OVERVIEW)),
            _part(_DETAIL, picture.detail, picture.countries, near, href),
        )
    )


def off_the_map(picture: RegionMap) -> tuple[MapCountry, ...]:
    """Return the countries that have a page and no place on the map."""
    return tuple(
        country
        for country in picture.countries
        if not any(_in_sight(country.code, frame) for frame in (_DETAIL, _OVERVIEW))
    )


def _part(
    frame: _Frame, title: str, countries: Sequence[MapCountry], linked: Sequence[MapCountry], href: Href, *more: Markup
) -> Markup:
    """Return a part of the map: the land, and over it the names, so that no land hides a name."""
    shapes = _shapes(frame)
    known = {country.code: country for country in countries}
    others = "".join(shape.path for code, shape in shapes.items() if code not in known)
    key = "detail" if frame is _DETAIL else "overview"
    lands = [
        element(
            "g",
            element("path", id=f"land-{key}-{code.lower()}", d=shape.path, vector_effect="non-scaling-stroke"),
            class_=f"kb-map__land kb-map__land--{_state(known[code])}",
        )
        for code, shape in shapes.items()
        if code in known
    ]
    rest = element("path", class_="kb-map__land", d=others, vector_effect="non-scaling-stroke")
    return element(
        "svg",
        # Outlines are written in tenths, without points.
        element("g", rest, *lands, transform="scale(.1)"),
        *more,
        *(_link(frame, country, key, href) for country in linked),
        class_=f"kb-map kb-map--{key}",
        viewBox=f"0 0 {frame.width:.0f} {frame.height:.0f}",
        role="group",
        aria_label=title,
    )


def _state(country: MapCountry) -> str:
    if not country.member:
        return "other"
    return "shared" if country.practices else "member"


def _link(frame: _Frame, country: MapCountry, key: str, href: Href) -> Markup:
    name = _NAMES.get(country.code)
    x, y = _name_place(country.code, frame)
    words = [escape(str(country.link.label))]
    if country.member or country.practices:
        words += [Markup(" "), element("tspan", str(country.practices), class_="kb-map__count")]
    return element(
        "a",
        element("title", country.said),
        element("use", href=f"#land-{key}-{country.code.lower()}", class_="kb-map__over", transform="scale(.1)"),
        element("text", *words, class_="kb-map__name", x=x, y=y + 4, text_anchor=name.anchor if name else "middle"),
        href=href(country.link.url),
        aria_label=country.said,
    )


def _name_place(code: str, frame: _Frame) -> Coordinates:
    """Return where the name of a country stands in a frame; outside of it for one that is not there."""
    if code in _NAMES:
        return frame.place(_NAMES[code].place)
    shape = _shapes(frame).get(code)
    return shape.middle if shape else (-1, -1)


def _in_sight(code: str, frame: _Frame) -> bool:
    return code in _shapes(frame) and frame.holds(_name_place(code, frame))


def _around(inner: _Frame, outer: _Frame) -> Markup:
    """Return the edge of a frame as it lies in another."""
    # Mercator's sheet is a right-angled one: its edges are lines of equal longitude or latitude.
    west, east, north, south = inner.west[0], inner.east[0], inner.north[1], inner.south[1]
    steps = [step / 12 for step in range(13)]
    edge = [
        *((west + (east - west) * step, north) for step in steps),
        *((east + (west - east) * step, south) for step in steps),
    ]
    points = [outer.place(point) for point in edge]
    line = "L".join(f"{svg_number(x)} {svg_number(y)}" for x, y in points)
    return element("path", class_="kb-map__frame", d=f"M{line}z")


@cache
def _shapes(frame: _Frame) -> Mapping[str, _Shape]:
    """Return every country of which something is in a frame, in the order of their codes."""
    world = atlas()

    @cache
    def drawn(arc: int) -> Polyline:
        return simplified([frame.place(point) for point in world.arcs[arc]], _TOLERANCE)

    def outline(ring: Ring) -> list[Coordinates]:
        if not any(_near(world.arcs[max(arc, ~arc)], frame) for arc in ring):
            return []
        lines = (drawn(arc) if arc >= 0 else drawn(~arc)[::-1] for arc in ring)
        return _clipped([point for line in lines for point in line[:-1]], frame)

    found: dict[str, _Shape] = {}
    for code, rings in sorted(world.countries.items()):
        outlines = sorted((points for ring in rings if (points := outline(ring))), key=_area, reverse=True)
        kept = [points for place, points in enumerate(outlines) if not place or _area(points) >= _SPECK]
        if path := "".join(_path(points) for points in kept):
            found[code] = _Shape(path, _middle(kept[0]))
    return found


def _near(line: Polyline, frame: _Frame) -> bool:
    """Whether a line of the globe may be in a frame: most of the world is not, and need not be laid flat."""
    margin = 15
    return (
        max(x for x, _ in line) > frame.west[0] - margin
        and min(x for x, _ in line) < frame.east[0] + margin
        and max(y for _, y in line) > frame.south[1] - margin
        and min(y for _, y in line) < frame.north[1] + margin
    )


def _clipped(ring: Sequence[Coordinates], frame: _Frame) -> list[Coordinates]:
    """Return what of a ring is in a frame and a little around it (Sutherland and Hodgman, *CACM* 17, 1974)."""
    points = list(ring)
    for axis, limit, sign in ((0, -4, 1), (0, frame.width + 4, -1), (1, -4, 1), (1, frame.height + 4, -1)):
        before, points = points, []
        for start, end in zip([*before[-1:], *before[:-1]], before, strict=True):
            inside = [(point[axis] - limit) * sign >= 0 for point in (start, end)]
            if inside[0] != inside[1]:
                part = (limit - start[axis]) / (end[axis] - start[axis])
                points.append((start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])))
            if inside[1]:
                points.append(end)
    return points


def _sides(ring: Sequence[Coordinates]) -> Iterator[tuple[Coordinates, Coordinates, float]]:
    """Yield the sides of a ring, each with twice the area between it and the origin."""
    for start, end in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        yield start, end, start[0] * end[1] - end[0] * start[1]


def _area(ring: Sequence[Coordinates]) -> float:
    return abs(sum(twice for _, _, twice in _sides(ring))) / 2


def _middle(ring: Sequence[Coordinates]) -> Coordinates:
    """Return the centre of gravity of a ring."""
    whole = sum(twice for _, _, twice in _sides(ring)) or 1.0
    x = sum((start[0] + end[0]) * twice for start, end, twice in _sides(ring)) / (3 * whole)
    y = sum((start[1] + end[1]) * twice for start, end, twice in _sides(ring)) / (3 * whole)
    return x, y


def _path(ring: Sequence[Coordinates]) -> str:
    """Return a ring as path data: in tenths, each point as the way from the one before."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    steps = [(x - ax, y - ay) for (ax, ay), (x, y) in pairwise(tenths)]
    moved = "".join(f"{x:d} {y:d} " if y >= 0 else f"{x:d}{y:d} " for x, y in steps if (x, y) != (0, 0))
    return f"M{tenths[0][0]} {tenths[0][1]}l{moved.rstrip()}z" if moved else ""

"""The map of the region: an overview, and beside it an enlarged detail with the small countries.

Each country is a link in one of the two, the one that shows it better. Outlines and label positions come from
``region.json``, which ``tools/region_map.py`` computes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from markupsafe import Markup, escape

from knowledge_base.draw.svg import Href, element
from knowledge_base.model.types import Frozen
from knowledge_base.view.parts.region import MapCountry, RegionMap


class MapName(Frozen):
    """The position of a country's label, in user units of the SVG; ``anchor`` is its ``text-anchor``."""

    x: float
    y: float
    anchor: Literal["start", "middle", "end"]


class Land(Frozen):
    """A country in a part of the map."""

    path: str
    """Its outline as path data (SVG 2, 9.3), in tenths of a unit."""
    name: MapName | None = None
    """The position of its label; ``None`` if too little of it is visible."""


class MapPart(Frozen):
    """One of the two maps."""

    width: int
    """In user units of the SVG."""
    height: int
    """In user units of the SVG."""
    lands: Mapping[str, Land]
    """Every country that is at least partly visible, by its code (ISO 3166-1 alpha-2)."""


class Outlines(Frozen):
    """The content of ``region.json``."""

    source: Mapping[str, str]
    """The source of the outlines, and its licence."""
    overview: MapPart
    detail: MapPart
    detail_in_overview: str
    """The frame of the detail in the overview, as path data, in user units of the SVG."""


@cache
def outlines() -> Outlines:
    """Return the outlines of the countries."""
    return Outlines.model_validate_json(files("knowledge_base").joinpath("draw", "region.json").read_bytes())


def region_map(picture: RegionMap, href: Href) -> Markup:
    """Return the overview and the detail as SVG.

    Args:
        picture: the data of the map.
        href: makes URLs relative to the page.
    """
    overview, detail = outlines().overview, outlines().detail
    near = [country for country in picture.countries if _in_sight(country, detail)]
    far = [country for country in picture.countries if country not in near and _in_sight(country, overview)]
    edge = element("path", class_="kb-map__frame", d=outlines().detail_in_overview)
    return Markup().join(
        (
            _part("overview", overview, picture.overview, picture.countries, far, href, edge),
            _part("detail", detail, picture.detail, picture.countries, near, href),
        )
    )


def off_the_map(picture: RegionMap) -> tuple[MapCountry, ...]:
    """Return the countries that have a page but are not on the map."""
    parts = (outlines().detail, outlines().overview)
    return tuple(country for country in picture.countries if not any(_in_sight(country, part) for part in parts))


def _in_sight(country: MapCountry, part: MapPart) -> bool:
    land = part.lands.get(country.code)
    return land is not None and land.name is not None


def _part(
    key: str,
    part: MapPart,
    title: str,
    countries: Sequence[MapCountry],
    linked: Sequence[MapCountry],
    href: Href,
    *more: Markup,
) -> Markup:
    """Return one of the two maps; all labels come after all outlines, so that no outline covers a label."""
    known = {country.code: country for country in countries}
    others = "".join(land.path for code, land in part.lands.items() if code not in known)
    lands = [
        element(
            "g",
            element("path", id=f"land-{key}-{code.lower()}", d=land.path, vector_effect="non-scaling-stroke"),
            class_=f"kb-map__land kb-map__land--{_state(known[code])}",
        )
        for code, land in part.lands.items()
        if code in known
    ]
    rest = element("path", class_="kb-map__land", d=others, vector_effect="non-scaling-stroke")
    return element(
        "svg",
        # Outlines are in tenths of a unit, which saves the decimal points.
        element("g", rest, *lands, transform="scale(.1)"),
        *more,
        *(
            _link(country, name, key, href)
            for country in linked
            if (land := part.lands.get(country.code)) and (name := land.name)
        ),
        class_=f"kb-map kb-map--{key}",
        viewBox=f"0 0 {part.width} {part.height}",
        role="group",
        aria_label=title,
    )


def _state(country: MapCountry) -> str:
    if not country.member:
        return "other"
    if country.led:
        return "leads"
    return "named" if country.named else "member"


def _link(country: MapCountry, name: MapName, key: str, href: Href) -> Markup:
    words = [escape(str(country.link.label))]
    if country.count:
        words += [Markup(" "), element("tspan", country.count, class_="kb-map__count")]
    return element(
        "a",
        element("title", country.said),
        element("use", href=f"#land-{key}-{country.code.lower()}", class_="kb-map__over", transform="scale(.1)"),
        element("text", *words, class_="kb-map__name", x=name.x, y=name.y + 4, text_anchor=name.anchor),
        href=href(country.link.url),
        aria_label=country.said,
    )

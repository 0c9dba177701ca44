"""The map of the region, and the geometry under it."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.draw.atlas import atlas
from knowledge_base.draw.projection import albers, mercator, simplified
from knowledge_base.draw.region import region_map
from knowledge_base.locale import Locale
from knowledge_base.model.entries import Practice
from knowledge_base.model.vocabularies import Country, Vocabularies
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.region import RegionMap, region_of
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import valid_catalogue
from tests.unit.pictures import HOSTILE, links, planned, tree

MEMBERS = ("BZ", "CA", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV", "US")
ELSEWHERE = ("CL", "CO", "CU", "HT", "PE")


@cache
def _site(locale: Locale) -> Site:
    vocabularies = Vocabularies(
        topics=valid_catalogue().vocabularies.topics,
        countries={code: Country(id=code, member=code in MEMBERS) for code in (*MEMBERS, *ELSEWHERE)},
        organisations=valid_catalogue().vocabularies.organisations,
        bodies=valid_catalogue().vocabularies.bodies,
    )
    return Site(catalogue=replace(valid_catalogue(), vocabularies=vocabularies), locale=locale)


def _drawn(picture: RegionMap) -> str:
    return region_map(picture, str)


def _parts(drawn: str) -> str:
    return f"<svg>{drawn}</svg>"


@pytest.mark.parametrize("locale", list(Locale))
def test_every_country_in_sight_is_a_link_to_its_page_once(locale: Locale) -> None:
    site = _site(locale)
    found = links(_parts(_drawn(region_of(site))))
    in_sight = {site.url(f"countries/{code.lower()}") for code in (*MEMBERS, "CO", "CU", "HT")}
    assert sorted(found) == sorted(in_sight)
    assert in_sight <= planned(site)


@pytest.mark.parametrize("locale", list(Locale))
def test_the_numbers_on_the_map_are_those_of_the_table(locale: Locale) -> None:
    site = _site(locale)
    picture = region_of(site)
    by_url = {country.link.url: country for country in picture.countries}
    for link in tree(_parts(_drawn(picture))).iter("a"):
        country = by_url[str(link.get("href"))]
        name = "".join(str(text) for text in link.xpath("text//text()"))  # type: ignore[union-attr]
        assert name == f"{country.link.label}{f' {country.practices}' if country.member else ''}"
        assert link.get("aria-label") == country.said
    for country in picture.countries:
        entries = site.catalogue.groups["country"].get(country.code, ())
        assert country.entries == len(entries)
        current = [entry for entry in entries if not entry.record.status.retired]
        assert country.practices == sum(isinstance(entry.record, Practice) for entry in current)


def test_it_says_what_it_shows_in_the_language_of_the_page() -> None:
    labels = [part.get("aria-label") for part in tree(_parts(_drawn(region_of(_site(Locale.ES)))))]
    assert labels == ["América del Norte", "Centroamérica y el Caribe"]


def test_a_country_is_filled_as_it_takes_part() -> None:
    picture = region_of(_site(Locale.EN))
    states = {
        code: next(iter(re.findall(rf'kb-map__land--(\w+)"><path id="land-detail-{code}"', _drawn(picture))))
        for code in ("pa", "ni", "cu")
    }
    practices = {country.code: country.practices for country in picture.countries}
    assert states == {"pa": "shared" if practices["PA"] else "member", "ni": "member", "cu": "other"}


def test_names_lie_inside_the_picture() -> None:
    for part in tree(_parts(_drawn(region_of(_site(Locale.ES))))):
        width = float(str(part.get("viewBox")).split()[2])
        for text in part.iter("text"):
            # A letter is half as wide as it is high, or a little more.
            long = 13 * 0.55 * len("".join(str(words) for words in text.itertext()))
            before = {"start": 0, "middle": 0.5, "end": 1}[str(text.get("text-anchor"))]
            begin = float(str(text.get("x"))) - before * long
            assert begin >= 0
            assert begin + long <= width


def test_a_hostile_name_stays_a_name() -> None:
    picture = region_of(_site(Locale.EN))
    countries = tuple(
        replace(country, link=Link(HOSTILE, url=country.link.url), said=HOSTILE) for country in picture.countries
    )
    drawn = _drawn(replace(picture, title=HOSTILE, overview=HOSTILE, countries=countries))
    assert {str(title.text) for title in tree(_parts(drawn)).iter("title")} == {HOSTILE}
    assert "<script" not in drawn


def test_it_is_light_and_the_same_every_time() -> None:
    picture = region_of(_site(Locale.ES))
    drawn = _drawn(picture)
    assert len(gzip.compress(drawn.encode())) < 25_000
    assert drawn == _drawn(picture)


# The geometry


def test_the_outlines_are_the_file_that_was_published() -> None:
    vendor = files("knowledge_base").joinpath("draw", "vendor")
    data = vendor.joinpath("world-atlas", "countries-50m.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() in vendor.joinpath("README.md").read_text("utf-8")


def test_the_atlas_knows_every_country_of_the_vocabulary() -> None:
    assert set(MEMBERS) | set(ELSEWHERE) <= set(atlas().countries)
    longitudes = [x for arc in atlas().countries["SV"][0] for x, _ in atlas().arcs[max(arc, ~arc)]]
    assert -90.3 < min(longitudes) < max(longitudes) < -87.5


def test_the_projections_give_the_values_of_their_source() -> None:
    """Snyder's numerical examples for the sphere, pages 266 and 291."""
    x, y = mercator((105, 35))
    assert (round(x, 7), round(-y, 7)) == (1.8325957, 0.6528366)
    x, y = albers(29.5, 45.5, (-96, 23))((-75, 35))
    assert (round(x, 6), round(-y, 6)) == (0.295272, 0.241677)


_POINTS = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda point: (float(point[0]), float(point[1])))


@given(st.lists(_POINTS, min_size=2, max_size=30), st.floats(0.1, 10))
def test_a_simplified_line_keeps_its_ends_and_stays_near(line: list[tuple[float, float]], tolerance: float) -> None:
    found = simplified(line, tolerance)
    assert (found[0], found[-1]) == (line[0], line[-1])
    assert set(found) <= set(line)
    for point in line:
        assert min(_from_side(point, a, b) for a, b in pairwise(found)) <= tolerance + 1e-9


def _from_side(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return how far a point is from a side, by thirds of it: what is left of the side is a straight line."""
    low, high = 0.0, 1.0
    for _ in range(100):
        one, two = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, two) if _from_part(point, a, b, one) < _from_part(point, a, b, two) else (one, high)
    return _from_part(point, a, b, low)


def _from_part(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float], part: float) -> float:
    return hypot(point[0] - a[0] - part * (b[0] - a[0]), point[1] - a[1] - part * (b[1] - a[1]))


def test_a_straight_line_needs_its_ends_only() -> None:
    assert simplified([(0, 0), (1, 1), (2, 2), (5, 5)], 0.1) == ((0, 0), (5, 5))

"""The map of the region, and the outlines under it."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from knowledge_base.assemble.catalogue import build_catalogue
from knowledge_base.assemble.vocabularies import load_vocabularies
from knowledge_base.draw.region import outlines, region_map
from knowledge_base.locale import Locale
from knowledge_base.model.entries import Practice
from knowledge_base.model.memberships import Membership, MembershipStatus
from knowledge_base.model.vocabularies import Country, Vocabularies
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.region import RegionMap, region_of
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import valid_catalogue
from tests.unit.pictures import HOSTILE, links, planned, tree

ROOT = Path(__file__).parents[2]
MEMBERS = ("BZ", "CA", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV", "US")
ELSEWHERE = ("CL", "CO", "CU", "HT", "PE")
_MEMBER = Membership(body="conference", status=MembershipStatus.MEMBER)


@cache
def _site(locale: Locale) -> Site:
    vocabularies = Vocabularies(
        topics=valid_catalogue().vocabularies.topics,
        countries={
            code: Country(id=code, memberships=(_MEMBER,) if code in MEMBERS else ()) for code in (*MEMBERS, *ELSEWHERE)
        },
        organisations=valid_catalogue().vocabularies.organisations,
        bodies=valid_catalogue().vocabularies.bodies,
    )
    return Site(
        catalogue=build_catalogue(valid_catalogue().entries, vocabularies, valid_catalogue().editorial), locale=locale
    )


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


# The outlines

PARTS = {"overview": outlines().overview, "detail": outlines().detail}
LANDS = [(key, code) for key, part in PARTS.items() for code in part.lands]


def _points(path: str) -> list[tuple[float, float]]:
    """Return the corners of an outline, in units of the picture."""
    found = []
    for ring in re.findall(r"M([^z]+)z", path):
        start, steps = (re.findall(r"-?\d+", part) for part in ring.split("l"))
        x, y = map(int, start)
        found.append((x / 10, y / 10))
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + int(dx), y + int(dy)
            found.append((x / 10, y / 10))
    return found


@pytest.mark.parametrize(("key", "code"), LANDS)
def test_an_outline_is_well_formed_and_in_the_picture(key: str, code: str) -> None:
    part = PARTS[key]
    land = part.lands[code]
    # A ring begins somewhere, goes round at least two more corners, and closes.
    assert re.fullmatch(r"(M-?\d+ -?\d+l(-?\d+[ -]?\d+ ?){2,}z)+", land.path)
    # A little more is drawn than is seen, so that no outline lies along the edge.
    assert all(-4 <= x <= part.width + 4 and -4 <= y <= part.height + 4 for x, y in _points(land.path))
    if land.name:
        assert 0 <= land.name.x <= part.width
        assert 0 <= land.name.y <= part.height


def test_every_country_of_the_region_has_an_outline_and_a_place_for_its_name() -> None:
    members = set(load_vocabularies(ROOT)[0].members)
    named = {code for part in PARTS.values() for code, land in part.lands.items() if land.name}
    assert members | {"CO", "CU", "HT", "VE"} <= named


def test_small_countries_are_drawn_where_they_are() -> None:
    """El Salvador lies between 90.2 and 87.6 degrees west, and the part that shows it from 98 to 65 (360 units)."""
    found = [98 - x / 360 * (98 - 65) for x, _ in _points(PARTS["detail"].lands["SV"].path)]
    assert (round(max(-x for x in found), 1), round(min(-x for x in found), 1)) == (-87.7, -90.1)


def test_the_outlines_say_what_they_were_made_from_and_under_which_licence() -> None:
    source = outlines().source
    assert (ROOT / source["made_by"]).is_file()
    assert re.fullmatch(r"[0-9a-f]{64}", source["sha256"])
    assert source["sha256"] in (ROOT / source["made_by"]).read_text("utf-8")
    licence = files("knowledge_base").joinpath("draw", "region-licence.txt").read_text("utf-8")
    assert licence.startswith("Copyright 2013-2019 Michael Bostock")

"""How much a page costs on a slow line: what a browser fetches to show it, compressed as hosts compress it."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from knowledge_base.assemble.addresses import HOME, url
from knowledge_base.locale import Locale
from tests.site.built import BuiltPage, BuiltSite
from tools.serving import served

FIRST, FURTHER = 150_000, 25_000
"""The most that a first visit and every further page may cost, in bytes."""

# The form to propose a practice is a small program, which whoever opens it came for.
_FORM, _FORM_COST = "propose", 30_000


@cache
def _cost(path: Path) -> int:
    # The least that any host compresses; brotli takes a fifth less.
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def _files(page: BuiltPage) -> set[Path]:
    # What begins with a "#" is in the page already.
    return {page.site / page.resolve(reference)[0] for reference in page.fetched() if not reference.startswith("#")}


def _readers_pages(site: BuiltSite) -> list[BuiltPage]:
    return [page for page in site.pages if "START" not in page.url]


def _most(url_: str) -> int:
    return _FORM_COST if url_.removesuffix(".html").rpartition("/")[2] == _FORM else FURTHER


def test_a_first_visit_is_light(any_site: BuiltSite) -> None:
    costs = {page.url: sum(map(_cost, {page.site / page.url, *_files(page)})) for page in any_site.pages}
    assert {page: cost for page, cost in costs.items() if cost > FIRST} == {}


def test_a_further_page_is_lighter(any_site: BuiltSite) -> None:
    known = set.intersection(*map(_files, _readers_pages(any_site)))
    costs = {
        page.url: sum(map(_cost, {page.site / page.url, *_files(page)} - known)) for page in _readers_pages(any_site)
    }
    assert {page: cost for page, cost in costs.items() if cost > _most(page)} == {}


def test_no_picture_or_font_is_fetched_beside_the_icon(any_site: BuiltSite) -> None:
    kinds = {path.suffix for page in any_site.pages for path in _files(page)}
    assert kinds == {".css", ".js", ".svg"}


_SHIFTS = """() => new Promise(resolve => {
    let shifted = 0
    new PerformanceObserver(list => list.getEntries().forEach(entry => { shifted += entry.value }))
        .observe({type: "layout-shift", buffered: true})
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(shifted)))
})"""


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_loads(site: BuiltSite, chromium: Browser, width: int) -> None:
    """Cumulative layout shift (Layout Instability API): not even what the footer says of the copy."""
    pages = [HOME, "explore", "meetings/index", "meetings/border-realities-2021-09-20", "countries/mx"]
    with (
        served(site.folder) as home,
        chromium.new_context(viewport={"width": width, "height": 800}, color_scheme="dark") as context,
        context.new_page() as page,
    ):
        moved = {}
        for address in pages:
            page.goto(home + url(address, Locale.ES))
            page.wait_for_load_state("networkidle")
            moved[address] = round(page.evaluate(_SHIFTS), 3)
    assert {address: shift for address, shift in moved.items() if shift > 0.01} == {}

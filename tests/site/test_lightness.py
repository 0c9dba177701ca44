"""How much a page costs on a slow line: what a browser fetches to show it, compressed as hosts compress it."""

from __future__ import annotations

import gzip
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from knowledge_base.assemble.addresses import HOME, url
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import CONCEPT_NOTE, KINDS
from tests.site.built import BuiltPage, BuiltSite
from tools.serving import served, served_compressed

FIRST_ENTRY, FIRST = 70_000, 100_000
"""The most that a first visit may cost, to an entry and to any page, in bytes."""

FURTHER_ENTRY, FURTHER_NOTE, FURTHER = 12_000, 15_000, 25_000
"""The most that each further page may cost: an entry, a concept note or the map, and any page, in bytes."""

SHELL = 8_200
"""The most that the shell may take of the HTML of an entry, in bytes, not compressed."""

PAINT = 2.0
"""The most seconds until the first paint of an entry on `LINE`, at the best of five first visits."""

LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
"""A telephone in the hills: 400 kbit/s and 400 ms, as Chromium pretends it (Network.emulateNetworkConditions)."""

# The form to propose a practice is a small program, which whoever opens it came for; with what describes and packs
# files, reads what Word writes, keeps drafts, names all lists and refuses what the check does, it works without a
# network once it is there.
_FORM, _FORM_COST = "propose", 45_000
_MAP = "countries/index"


@cache
def _cost(path: Path) -> int:
    # The least that any host compresses; brotli takes a fifth less.
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def _files(page: BuiltPage) -> set[Path]:
    # What begins with a "#" is in the page already.
    return {page.site / page.resolve(reference)[0] for reference in page.fetched() if not reference.startswith("#")}


def _readers_pages(site: BuiltSite) -> list[BuiltPage]:
    return [page for page in site.pages if "START" not in page.url]


def _is_entry(page: BuiltPage) -> bool:
    folder, _, name = page.address.rpartition("/")
    return folder in {kind.folder for kind in KINDS} and name != "index" and "-page-" not in name


def _most(page: BuiltPage) -> int:
    if page.address == _MAP or (_is_entry(page) and page.address.startswith(f"{CONCEPT_NOTE.folder}/")):
        return FURTHER_NOTE
    if page.address == _FORM:
        return _FORM_COST
    return FURTHER_ENTRY if _is_entry(page) else FURTHER


def test_a_first_visit_is_light(any_site: BuiltSite) -> None:
    """Everything that a browser fetches is counted; nobody has opened the search yet."""
    costs = {page: sum(map(_cost, {page.site / page.url, *_files(page)})) for page in any_site.pages}
    assert {page.url: cost for page, cost in costs.items() if cost > (FIRST_ENTRY if _is_entry(page) else FIRST)} == {}


@pytest.mark.parametrize("locale", Locale)
def test_a_further_page_is_lighter(site: BuiltSite, locale: Locale) -> None:
    pages = [page for page in _readers_pages(site) if page.locale is locale]
    known = set.intersection(*map(_files, pages))
    costs = {page: sum(map(_cost, {page.site / page.url, *_files(page)} - known)) for page in pages}
    assert {page.url: cost for page, cost in costs.items() if cost > _most(page)} == {}


def test_the_shell_is_small_and_has_the_menu_once(site: BuiltSite) -> None:
    shells = {}
    for page in filter(_is_entry, site.pages):
        before, _, rest = page.source.partition("<article>")
        shells[page.url] = len(before.encode()) + len(rest.partition("</article>")[2].encode())
        around = [link for link in page.html.xpath("//nav[not(ancestor::article)]//a/@href") if link[0] != "#"]
        assert [link for link, count in Counter(around).items() if count > 1] == [], page.url
    assert {url_: size for url_, size in shells.items() if size > SHELL} == {}


def test_what_no_page_uses_is_not_published(site: BuiltSite) -> None:
    used = {file for page in (*site.pages, *site.answers) for file in _files(page)}
    assets = {path for path in (site.folder / "assets").rglob("*") if path.is_file()}
    unused = {path.relative_to(site.folder).as_posix() for path in assets - used}
    start = {name for name in unused if name.startswith("assets/stylesheets/start.")}
    assert len(start) == 1  # of the first page of the offline copy
    # Of entries with files of their own, of which there may be none.
    files = {name for name in unused if name.startswith("assets/stylesheets/files.")}
    # The licence of the typeface, which stands in a style sheet.
    assert unused - start - files - {"assets/_mkdocstrings.css"} == {"assets/fonts/newsreader-licence.txt"}


def test_the_first_paint_is_soon(site: BuiltSite, chromium: Browser) -> None:
    entry = next(page for page in site.pages if _is_entry(page))
    seconds = []
    with served_compressed(site.folder) as home:
        for _ in range(5):
            with chromium.new_context() as context, context.new_page() as page:
                line = context.new_cdp_session(page)
                line.send("Network.enable")
                line.send("Network.emulateNetworkConditions", LINE)
                page.goto(home + entry.url)
                seconds.append(page.evaluate(_PAINTED) / 1000)
    # What else runs on the machine can only delay it.
    assert min(seconds) < PAINT, seconds


def test_no_picture_or_font_is_fetched_beside_the_icon(any_site: BuiltSite) -> None:
    kinds = {path.suffix for page in any_site.pages for path in _files(page)}
    assert kinds == {".css", ".js", ".svg"}


_PAINTED = """() => new Promise(resolve => new PerformanceObserver(list => resolve(list.getEntries()[0].startTime))
    .observe({type: "paint", buffered: true}))"""
_SHIFTS = """() => new Promise(resolve => {
    let shifted = 0
    new PerformanceObserver(list => list.getEntries().forEach(entry => { shifted += entry.value }))
        .observe({type: "layout-shift", buffered: true})
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(shifted)))
})"""


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_loads(site: BuiltSite, chromium: Browser, width: int) -> None:
    """Cumulative layout shift (Layout Instability API): not even what the footer says of the copy."""
    pages = [HOME, "explore", "meetings/index", "meetings/border-realities-2021-09-20", "countries/mx", "propose"]
    with (
        served(site.folder) as home,
        chromium.new_context(viewport={"width": width, "height": 800}, color_scheme="dark") as context,
        context.new_page() as page,
    ):
        moved = {}
        for address in (*(url(each, Locale.ES) for each in pages), f"{url('propose', Locale.ES)}#step-who"):
            # From one step of a page to another, browsers load nothing.
            page.goto("about:blank")
            page.goto(home + address)
            page.wait_for_load_state("networkidle")
            moved[address] = round(page.evaluate(_SHIFTS), 3)
    assert {address: shift for address, shift in moved.items() if shift > 0.01} == {}

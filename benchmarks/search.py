"""``python -m benchmarks.search``: compares our search with Material's stock search, on a slow line and from disk.

The same entries are built as our site and as a plain one with MkDocs' own search. The plain site has no lists of
entries, which favours it, because its index holds the text of every page. Chromium opens each site at 10 Mbit/s with
40 ms of latency, and types a word that is on most pages as soon as the search box accepts input. Bytes count only what
is fetched for the search until the first result, from a host that compresses and from one that doesn't. Both searches
run in turn on the same machine; what counts are the ratios. Our site is then opened over file://, like an offline
copy, with a CPU slowdown of six.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import click
import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.serving import LINE, served
from benchmarks.sites import Variant, write_sites
from knowledge_base.locale import Locale
from knowledge_base.publish.search.index import SEARCH_FOLDER, build_search_index
from knowledge_base.publish.search.scripts import search_packs
from tools import browser

PROJECT = Path(__file__).resolve().parent.parent
_KB, _MB = 1e3, 1e6
_FIRST = "migración"
_TYPED = ("retorno", "fronteras", "albergue", "protección", "registro")
_TYPING = ("input", "keyup")
_SLOWER = 6


@dataclass(frozen=True)
class Box:
    """How to operate a search box; all values but ``settled`` are CSS selectors.

    Attributes:
        opener: the element that opens it.
        field: the input.
        results: the results.
        changing: an element that changes with every answer, even one without results.
        settled: a script that returns whether the answer to the ``letters`` is shown.
    """

    opener: str
    field: str
    results: str
    changing: str
    settled: str


OURS = Box(
    "[data-kb-search]",
    "#kb-search input[type=search]",
    ".kb-search__results",
    "#kb-search",
    'document.querySelector(".kb-search__results").dataset.asked === letters',
)
STOCK = Box("input.md-search__input", "input.md-search__input", ".md-search-result__list", ".md-search-result", "true")


@dataclass(frozen=True)
class First:
    """The time of the first result: seconds since navigation, since typing, and since 1970."""

    opened: float
    typed: float
    at: float


@dataclass(frozen=True)
class Use:
    """The cost of a search for the reader.

    Attributes:
        sent: bytes fetched until the first result, from a host that compresses.
        size: the same without compression.
        first: seconds from navigation to the first result.
        typed: seconds from typing to the first result.
        keystroke: milliseconds from a further letter to its results, with the index loaded.
    """

    sent: int
    size: int
    first: float
    typed: float
    keystroke: float


@click.command()
@click.option("--sizes", default="1000,3000,5000,10000", show_default=True, help="Entries in each language.")
@click.option("--rounds", default=2, show_default=True, help="How often each is used.")
def main(sizes: str, rounds: int) -> None:
    """Build synthetic sites, search them, and print the costs."""
    for size in sorted(int(number) for number in sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            ours, stock = _build_sites(Path(folder), size)
            click.echo(f"{size} entries in each of two languages")
            seconds, cpu, peak = _apart(ours)
            bundle = sum(path.stat().st_size for path in (ours / SEARCH_FOLDER).rglob("*") if path.is_file())
            click.echo(
                f"  index: {seconds:.1f} s ({cpu:.1f} s of the processor), "
                f"{peak / _MB:.0f} MB in a process, {bundle / _MB:.1f} MB on disk"
            )
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=browser.ensure(), args=browser.FLAGS)
                mine = _least([_use(chromium, ours, OURS) for _ in range(rounds)])
                theirs = _least([_use(chromium, stock, STOCK) for _ in range(rounds)])
                _write_packs(ours)
                from_disk = min(_open_from_disk(chromium, ours) for _ in range(3 * rounds))
                chromium.close()
            click.echo(_table(mine, theirs))
            click.echo(f"  ours from disk, processor / {_SLOWER}: first result after {from_disk:.2f} s\n")


def _table(ours: Use, stock: Use) -> str:
    columns: Sequence[tuple[str, Callable[[Use], float], str]] = (
        ("KB compressed", lambda use: use.sent / _KB, ".0f"),
        ("KB as they are", lambda use: use.size / _KB, ".0f"),
        ("s to first result", lambda use: use.first, ".2f"),
        ("s since typing", lambda use: use.typed, ".2f"),
        ("ms a keystroke", lambda use: use.keystroke, ".0f"),
    )
    lines = [f"  {'':18}{'ours':>9}{'stock':>9}{'stock/ours':>12}"]
    for name, value, form in columns:
        mine, theirs = value(ours), value(stock)
        lines.append(f"  {name:18}{mine:>9{form}}{theirs:>9{form}}{theirs / mine:>12.1f}")
    return "\n".join(lines)


def _build_sites(folder: Path, size: int) -> tuple[Path, Path]:
    """Build our site and the stock one, and return their folders."""
    write_sites(PROJECT, folder, size)
    stock = folder / "stock"
    shutil.copytree(folder / Variant.BARE, stock)
    config = yaml.safe_load((stock / "mkdocs.yml").read_text("utf-8"))
    config["plugins"]["search"] = {}
    config["plugins"]["i18n"]["reconfigure_search"] = True
    (stock / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    builds = [
        subprocess.Popen([sys.executable, "-m", "mkdocs", "build", "-q", "-f", source / "mkdocs.yml"], env=environment)
        for source in (folder / Variant.OURS, stock)
    ]
    if sum(build.wait() for build in builds):
        raise SystemExit("a site could not be built")
    return folder / Variant.OURS / "site", stock / "site"


def _apart(site: Path) -> tuple[float, float, int]:
    """Index a site in a new process.

    Returns:
        Wall-clock seconds, CPU seconds, and the peak memory of the larger language.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_index, site).result()


def _index(site: Path) -> tuple[float, float, int]:
    start, busy = time.perf_counter(), sum(os.times()[:4])
    build_search_index(site)
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    return time.perf_counter() - start, sum(os.times()[:4]) - busy, peak


def _write_packs(site: Path) -> None:
    """Convert the index to the form used over ``file://``."""
    for locale in Locale:
        bundle = site / SEARCH_FOLDER / locale
        for path, make in search_packs(bundle, locale).items():
            (bundle / path).parent.mkdir(exist_ok=True)
            (bundle / path).write_bytes(make())


def _least(uses: list[Use]) -> Use:
    return Use(
        min(use.sent for use in uses),
        min(use.size for use in uses),
        min(use.first for use in uses),
        min(use.typed for use in uses),
        min(use.keystroke for use in uses),
    )


def _use(chromium: Browser, site: Path, box: Box) -> Use:
    """Search a site with an empty cache, as on a first visit."""
    with served(site) as (root, sent), chromium.new_context() as context:
        page = context.new_page()
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)
        first = _first_result(page, f"{root}index.html", box)
        page.wait_for_load_state("networkidle")
        typed = [word[:end] for word in _TYPED for end in range(3, len(word) + 1)]
        keystroke = median(_keystroke(page, box, letters) for letters in typed)
        return Use(*sent.of_search(first.at), first.opened, first.typed, keystroke)


def _open_from_disk(chromium: Browser, site: Path) -> float:
    """Return the seconds from opening a copy over ``file://`` to the first result, with a slowed CPU."""
    with chromium.new_context() as context:
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        return _first_result(page, (site / "index.html").as_uri(), OURS).opened


def _first_result(page: Page, address: str, box: Box) -> First:
    """Open a page, search at once, and return the time of the first result."""
    page.add_init_script(
        f"""document.addEventListener("DOMContentLoaded", () => {{
            const typed = performance.now();
            window.firstResult = new Promise((resolve) => {{
                const watch = new MutationObserver(() => {{
                    if (!document.querySelector("{box.results} a")) return;
                    watch.disconnect();
                    resolve([performance.now(), typed, performance.timeOrigin]);
                }});
                watch.observe(document, {{ childList: true, subtree: true }});
            }});
            document.querySelector("{box.opener}").click();
            const input = document.querySelector("{box.field}");
            input.focus();
            input.value = "{_FIRST}";
            for (const name of {list(_TYPING)}) input.dispatchEvent(new Event(name, {{ bubbles: true }}));
        }});"""
    )
    page.goto(address, wait_until="domcontentloaded")
    found, typed, since = page.evaluate("window.firstResult")
    return First(found / 1000, (found - typed) / 1000, (since + found) / 1000)


def _keystroke(page: Page, box: Box, letters: str) -> float:
    """Type letters, and return the milliseconds from the last one to the answer."""
    taken: float = page.evaluate(
        """([field, changing, letters]) => new Promise((resolve) => {
            const input = document.querySelector(field);
            const start = performance.now();
            const watch = new MutationObserver(() => {
                if (!(SETTLED)) return;
                watch.disconnect();
                resolve(performance.now() - start);
            });
            input.value = letters;
            for (const name of TYPING) input.dispatchEvent(new Event(name, { bubbles: true }));
            watch.observe(document.querySelector(changing), { attributes: true, childList: true, subtree: true });
        })""".replace("SETTLED", box.settled).replace("TYPING", str(list(_TYPING))),
        [box.field, box.changing, letters],
    )
    page.wait_for_load_state("networkidle")
    return taken


if __name__ == "__main__":
    main()

"""``python -m benchmarks.search``: our search beside the stock one of the theme, on a slow line and from disk.

The same entries are built as our site and as a plain one with MkDocs' own search, which has the entries and no lists
of them: that is kind to it, since its index has the words of every page. Chromium opens each on a line of 10 Mbit/s
with 40 ms of delay, and a word that is on most pages is typed as soon as the page takes it. Bytes are those
of what is fetched only to search, on top of the page, until the first result is there: as a host sends them that
compresses text, and as one that doesn't. Both searches run on the same machine in turn; what counts are the ratios.

Our site is then opened from disk, as an unpacked copy is, with the processor slowed six times.
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
    """How a search is used.

    Attributes:
        opener: what opens it.
        field: where to type.
        results: where results appear.
        changing: what changes with every answer, of which there may be one without results.
        settled: whether the answer to the ``letters`` is on show, as a script says it.
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
    """The first result: the seconds since the page was opened, since the word was typed, and since 1970."""

    opened: float
    typed: float
    at: float


@dataclass(frozen=True)
class Use:
    """What a reader waits for.

    Attributes:
        sent: bytes until the first result, from a host that compresses.
        size: the same from one that does not.
        first: seconds from opening the page to the first result.
        typed: seconds of these since the word was typed, as soon as the page took it.
        keystroke: milliseconds from a further letter to the results of the word so far, in the middle of many.
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
    """Build synthetic sites, search them, and print what a reader waits for."""
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
    """Build our site and the stock one, and return where they are."""
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
    """Index a site in a process of its own.

    Returns:
        The seconds it took, those of the processor, and the most memory that a language needed.
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
    """Put the index into the form that an unpacked copy has."""
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
    """Search a site as a reader does who has never been there."""
    with served(site) as (root, sent), chromium.new_context() as context:
        page = context.new_page()
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)
        first = _first_result(page, f"{root}index.html", box)
        page.wait_for_load_state("networkidle")
        typed = [word[:end] for word in _TYPED for end in range(3, len(word) + 1)]
        keystroke = median(_keystroke(page, box, letters) for letters in typed)
        return Use(*sent.of_search(first.at), first.opened, first.typed, keystroke)


def _open_from_disk(chromium: Browser, site: Path) -> float:
    """Return the seconds from opening a copy on disk to the first result, on a slow processor."""
    with chromium.new_context() as context:
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        return _first_result(page, (site / "index.html").as_uri(), OURS).opened


def _first_result(page: Page, address: str, box: Box) -> First:
    """Open a page and search at once, and return when the first result is there."""
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
    """Return the milliseconds from typing the last of some letters until the search has answered."""
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

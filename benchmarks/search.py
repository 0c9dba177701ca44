"""``python -m benchmarks.search``: our search beside the stock one of the theme, on a slow line.

The same entries are built as our site and as a plain one with MkDocs' own search. Both are served compressed from this
machine; Chromium opens each on a line of 10 Mbit/s with 40 ms of delay, and a query is typed as soon as the page takes
it. What counts are the ratios. The unpacked copy is opened from ``file://`` with the processor slowed six times.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
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
from knowledge_base.publish.search_index import FOLDER, build_search_index
from tools import browser

PROJECT = Path(__file__).resolve().parent.parent
_KIB, _MIB = 2**10, 2**20
_FIRST = "migración"
_LATER = ("retorno", "fronteras", "albergue", "protección", "registro")


@dataclass(frozen=True)
class Box:
    """How a search is used: what opens it, where to type, where results appear."""

    opener: str
    field: str
    results: str


OURS = Box("[data-kb-search]", "#kb-search input[type=search]", ".kb-search__results")
STOCK = Box("input.md-search__input", "input.md-search__input", ".md-search-result__list")


@dataclass(frozen=True)
class Use:
    """What a reader waits for.

    Attributes:
        bytes: that the search fetched until the first result.
        first: seconds from opening the page to the first result.
        later: milliseconds from typing a further query to its first result, in the middle of several.
    """

    bytes: int
    first: float
    later: float


@click.command()
@click.option("--sizes", default="1000,5000", show_default=True, help="Entries in each language.")
@click.option("--rounds", default=3, show_default=True, help="How often each is used.")
def main(sizes: str, rounds: int) -> None:
    """Build synthetic sites, search them, and print what a reader waits for."""
    for size in sorted(int(number) for number in sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            ours, stock = _build_sites(Path(folder), size)
            click.echo(f"{size} entries in each of two languages")
            seconds, peak = _apart(ours)
            bundle = sum(path.stat().st_size for path in (ours / FOLDER).rglob("*") if path.is_file())
            click.echo(
                f"  index: {seconds:.1f} s, {peak / _MIB:.0f} MiB in the larger process, disk {bundle / _MIB:.1f} MiB"
            )
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=browser.ensure(), args=browser.FLAGS)
                mine = _least([_use(chromium, ours, OURS) for _ in range(rounds)])
                theirs = _least([_use(chromium, stock, STOCK) for _ in range(rounds)])
                chromium.close()
            click.echo(f"  {'':8}{'KiB':>9}{'first s':>9}{'later ms':>10}")
            for name, use in (("ours", mine), ("stock", theirs)):
                click.echo(f"  {name:8}{use.bytes / _KIB:9.0f}{use.first:9.2f}{use.later:10.0f}")
            ratios = theirs.bytes / mine.bytes, theirs.first / mine.first, theirs.later / mine.later
            click.echo("  stock/ours: bytes {:.0f}, first result {:.1f}, later query {:.1f}\n".format(*ratios))


def _build_sites(folder: Path, size: int) -> tuple[Path, Path]:
    """Build our site and the stock one, and return where they are."""
    write_sites(PROJECT, folder, size)
    stock = folder / "stock"
    shutil.copytree(folder / Variant.PLAIN, stock)
    config = yaml.safe_load((stock / "mkdocs.yml").read_text("utf-8"))
    config["plugins"].append("search")
    for plugin in config["plugins"]:
        if isinstance(plugin, dict) and "i18n" in plugin:
            plugin["i18n"]["reconfigure_search"] = True
    (stock / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    for source in (folder / Variant.OURS, stock):
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-f", source / "mkdocs.yml"], env=environment, check=True
        )
    return folder / Variant.OURS / "site", stock / "site"


def _apart(site: Path) -> tuple[float, int]:
    """Index a site in a process of its own; return the seconds it took and the most memory that a language needed."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_index, site).result()


def _index(site: Path) -> tuple[float, int]:
    start = time.perf_counter()
    build_search_index(site)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _KIB


def _least(uses: list[Use]) -> Use:
    return Use(min(use.bytes for use in uses), min(use.first for use in uses), min(use.later for use in uses))


def _use(chromium: Browser, site: Path, box: Box) -> Use:
    """Search a site as a reader does who has never been there."""
    with served(site) as (root, sent), chromium.new_context() as context:
        page = context.new_page()
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)
        start = time.perf_counter()
        page.goto(f"{root}index.html", wait_until="domcontentloaded")
        page.locator(box.opener).first.click()
        page.locator(box.field).fill(_FIRST)
        page.locator(f"{box.results} a").first.wait_for(timeout=300_000)
        first = time.perf_counter() - start
        fetched = sent.of_search()
        page.wait_for_load_state("networkidle")
        return Use(fetched, first, median(_later(page, box, query) for query in _LATER))


def _later(page: Page, box: Box, query: str) -> float:
    """Return the milliseconds from typing a query until the results change."""
    taken: float = page.evaluate(
        """([field, results, query]) => new Promise((resolve) => {
            const input = document.querySelector(field);
            const list = document.querySelector(results);
            const start = performance.now();
            const watch = new MutationObserver(() => {
                if (!list.querySelector("a")) return;
                watch.disconnect();
                resolve(performance.now() - start);
            });
            watch.observe(list, { childList: true, subtree: true });
            input.value = query;
            for (const name of ["input", "keyup"]) input.dispatchEvent(new Event(name, { bubbles: true }));
        })""",
        [box.field, box.results, query],
    )
    page.wait_for_load_state("networkidle")
    return taken


if __name__ == "__main__":
    main()

"""``python -m benchmarks.explore``: the Explore page with many entries, in Chromium.

The page is the project's own, with the data of a synthetic repository. It is opened over HTTP at 10 Mbit/s with 40 ms
of latency and over file://, with and without a CPU slowdown of six. Times end with the paint.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import click
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.corpus import write_repository
from benchmarks.serving import LINE, served
from knowledge_base.assemble.addresses import EXPLORE, url
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.publish.site.explore_data import explore_script
from knowledge_base.view.pages.explore import explore_data, explore_data_path
from knowledge_base.view.parts.site import Site
from tools import browser

_PROJECT = Path(__file__).resolve().parent.parent
_LOCALE = Locale.ES

_WATCH = """new MutationObserver(() => {
    const form = document.querySelector(".kb-explore[aria-busy=false]")
    if (form && !form.hidden) requestAnimationFrame(() => setTimeout(() => { window.shown ??= performance.now() }))
}).observe(document, {subtree: true, attributes: true, attributeFilter: ["aria-busy"]})"""

# Performs an action on the page, and returns the time until it is painted.
_TIME = """async (act) => {
    const form = document.querySelector(".kb-explore")
    const facets = form.querySelectorAll(".kb-explore__facets > details")
    const boxes = (place) => facets[place].querySelectorAll("li:not([hidden]) input")
    const sort = (value) => {
        form.querySelector("select").value = value
        form.querySelector("select").dispatchEvent(new Event("change"))
    }
    const acts = {
        "a kind": () => boxes(0)[0].click(),
        "a topic": () => boxes(1)[3].click(),
        "a country": () => boxes(2)[3].click(),
        "none": () => form.querySelector(".kb-explore__chosen li:last-child button").click(),
        "by title": () => sort("title"),
        "newest first": () => sort("date"),
        "50 more": () => form.querySelector(".kb-explore__more").click(),
        "the meetings": () => facets[3].querySelector("summary").click(),
    }
    const start = performance.now()
    acts[act]()
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    while (form.ariaBusy === "true") await new Promise((done) => setTimeout(done))
    return performance.now() - start
}"""
_ACTS = ("a kind", "a topic", "a country", "none", "by title", "newest first", "50 more", "the meetings")


@click.command()
@click.option("--size", default=10_000, show_default=True, help="How many entries.")
@click.option("--rounds", default=5, show_default=True, help="How often each is measured.")
def main(size: int, rounds: int) -> None:
    """Open the Explore page with synthetic data, and print the times."""
    with tempfile.TemporaryDirectory() as work:
        site = Path(work, "site")
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        config = str(_PROJECT / "mkdocs.yml")
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", str(site)], env=environment, check=True
        )
        script = _script(Path(work, "repository"), size)
        (site / explore_data_path(_LOCALE)).write_bytes(script)
        compressed = len(gzip.compress(script, 6))
        click.echo(f"{size} entries: {len(script) / 1e3:.0f} KB of data, {compressed / 1e3:.0f} KB compressed")
        click.echo(f"milliseconds, median of {rounds}: {'first list':>21}  " + "  ".join(_ACTS))
        with served(site) as (http, _), sync_playwright() as playwright:
            running = playwright.chromium.launch(executable_path=browser.ensure(), args=list(browser.FLAGS))
            for name, root in (("http", http), ("file", f"{site.as_uri()}/")):
                for slower in (1, 6):
                    taken = [_measure(running, root + url(EXPLORE, _LOCALE), slower) for _ in range(rounds)]
                    click.echo(_row(f"{name}, processor / {slower}", taken))
            running.close()


def _script(repository: Path, size: int) -> bytes:
    """Return the data of a synthetic repository, with made-up numbers of pages."""
    write_repository(_PROJECT, repository, size)
    catalogue = check_content(repository).catalogue
    numbers = {url(entry.address, _LOCALE): number for number, entry in enumerate(catalogue.entries)}
    return explore_script(explore_data(Site(catalogue=catalogue, locale=_LOCALE)), _LOCALE, numbers).encode()


def _measure(running: Browser, address: str, slower: int) -> Mapping[str, float]:
    """Open the page with an empty cache, and time a series of actions; ``slower`` is the CPU slowdown."""
    with running.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        if address.startswith("http"):
            session.send("Network.emulateNetworkConditions", LINE)
        page.add_init_script(_WATCH)
        page.goto(address)
        page.wait_for_function("window.shown")
        return {"first list": page.evaluate("window.shown"), **{act: _time(page, act) for act in _ACTS}}


def _time(page: Page, act: str) -> float:
    return float(page.evaluate(_TIME, act))


def _row(name: str, taken: Sequence[Mapping[str, float]]) -> str:
    first, *others = (median(one[act] for one in taken) for act in taken[0])
    cells = "  ".join(f"{ms:>{len(act)}.0f}" for act, ms in zip(_ACTS, others, strict=True))
    return f"  {name:30} {first:19.0f}  {cells}"


if __name__ == "__main__":
    main()

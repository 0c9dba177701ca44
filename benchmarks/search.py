"""``python -m benchmarks.search``: our search beside Pagefind's, and beside Material's stock search.

Pagefind indexes the very pages of our site, and is searched with its own script. The same entries are also built as a
plain site with MkDocs' own search; it has no lists of entries, which favours it, because its index holds the text of
every page. Chromium opens each site at 10 Mbit/s with 40 ms of latency, and types a word that is on most pages as soon
as the search accepts input. Bytes count only what is fetched for the search until the first result, from a host that
compresses and from one that doesn't. All run in turn on the same machine; what counts are the ratios. Our site is then
opened over file://, like an offline copy, with a CPU slowdown of six; and one of its entries is edited, for the cost of
bringing the index up to date and the size of what changes.
"""

from __future__ import annotations

import gzip
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import click
import yaml
from pagefind_bin import get_executable
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.serving import LINE, served
from benchmarks.sites import WITH_SEARCH, Variant, write_sites
from knowledge_base.assemble.addresses import REFERENCE
from knowledge_base.locale import Locale
from knowledge_base.publish.search.document import Part, Sentence, read_document
from knowledge_base.publish.search.index import SEARCH_FOLDER, write_index
from knowledge_base.publish.search.kept import document_shown, keep
from tools import browser

PROJECT = Path(__file__).resolve().parent.parent
_KB, _MB = 1e3, 1e6
_FIRST = "migración"
_TYPED = ("retorno", "fronteras", "albergue", "protección", "registro")
_TYPING = ("input", "keyup")
_SLOWER = 6
_ENTRIES = 256
_ADDED = "Los países acordaron revisar el protocolo en la próxima reunión técnica."


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
PAGEFIND = Box("input", "input", "ol", "ol", 'document.querySelector("ol").dataset.asked === letters')
STOCK = Box("input.md-search__input", "input.md-search__input", ".md-search-result__list", ".md-search-result", "true")

_PAGEFIND_FOLDER = "pagefind-search"
_PAGEFIND_PAGE = "pagefind.html"
# A page that shows what ours shows first: as many results, after the same pause.
_PAGEFIND_BOX = f"""<!doctype html><meta charset="utf-8"><title>Pagefind</title><input><ol></ol><script>
const engine = () => import("/{_PAGEFIND_FOLDER}/pagefind.js")
const input = document.querySelector("input"), list = document.querySelector("ol")
let waiting = 0
const run = async () => {{
    const query = input.value
    const found = await (await engine()).search(query)
    const pages = await Promise.all(found.results.slice(0, 6).map((one) => one.data()))
    list.replaceChildren(...pages.map((page) => {{
        const link = document.createElement("a")
        link.href = page.url
        link.textContent = page.meta.title
        const item = document.createElement("li")
        item.append(link, page.excerpt)
        return item
    }}))
    list.dataset.asked = query
}}
input.addEventListener("input", () => {{ clearTimeout(waiting); waiting = setTimeout(run, 60) }})
input.addEventListener("focus", engine, {{ once: true }})
</script>"""


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
        keystroke: milliseconds from a further letter to its results, those on the line included: the median.
        slow: what nine of ten letters need at most.
        busy: milliseconds for which a further letter keeps the page's main thread busy, drawing included: the median.
        busiest: what nine of ten letters need at most.
    """

    sent: int
    size: int
    first: float
    typed: float
    keystroke: float
    slow: float
    busy: float
    busiest: float


@click.command()
@click.option("--sizes", default="1000,3000,5000,10000", show_default=True, help="Entries in each language.")
@click.option("--rounds", default=2, show_default=True, help="How often each is used.")
def main(sizes: str, rounds: int) -> None:
    """Build synthetic sites, search them, and print the costs."""
    for size in sorted(int(number) for number in sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            ours, stock = _build_sites(Path(folder), size)
            click.echo(f"{size} entries in each of two languages")
            _tell_indexing(ours)
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=browser.ensure(), args=browser.FLAGS)
                uses = {
                    "ours": _least([_use(chromium, ours, OURS) for _ in range(rounds)]),
                    "Pagefind": _least([_use(chromium, ours, PAGEFIND, _PAGEFIND_PAGE) for _ in range(rounds)]),
                    "stock": _least([_use(chromium, stock, STOCK) for _ in range(rounds)]),
                }
                from_disk = min(_open_from_disk(chromium, ours) for _ in range(3 * rounds))
                chromium.close()
            click.echo(_table(uses))
            click.echo(f"  ours from disk, processor / {_SLOWER}: first result after {from_disk:.2f} s\n")


def _tell_indexing(site: Path) -> None:
    """Index a site, with ours and with Pagefind, and print what it takes."""
    for name, index, folder in (("ours", _index, SEARCH_FOLDER), ("Pagefind", _index_by_pagefind, _PAGEFIND_FOLDER)):
        seconds, cpu, peak = _apart(index, site)
        size = sum(path.stat().st_size for path in (site / folder).rglob("*") if path.is_file())
        click.echo(
            f"  {name}: {seconds:.1f} s ({cpu:.1f} s of the processor), "
            f"{peak / _MB:.0f} MB in a process, {size / _MB:.1f} MB on disk"
        )
    (site / _PAGEFIND_PAGE).write_text(_PAGEFIND_BOX, "utf-8")
    seconds, changed = _edit(site)
    click.echo(
        f"  ours, one entry edited: {seconds:.2f} s; {len(changed)} files, {sum(changed) / _KB:.1f} KB compressed"
    )


def _table(uses: Mapping[str, Use]) -> str:
    columns: Sequence[tuple[str, Callable[[Use], float], str]] = (
        ("KB compressed", lambda use: use.sent / _KB, ".0f"),
        ("KB as they are", lambda use: use.size / _KB, ".0f"),
        ("s to first result", lambda use: use.first, ".2f"),
        ("s since typing", lambda use: use.typed, ".2f"),
        ("ms a keystroke", lambda use: use.keystroke, ".0f"),
        ("ms, 9 of 10", lambda use: use.slow, ".0f"),
        ("ms busy", lambda use: use.busy, ".0f"),
        ("ms busy, 9 of 10", lambda use: use.busiest, ".0f"),
    )
    lines = [f"  {'':18}" + "".join(f"{name:>10}" for name in uses)]
    lines += [
        f"  {name:18}" + "".join(f"{value(use):>10{form}}" for use in uses.values()) for name, value, form in columns
    ]
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
        for source in (folder / WITH_SEARCH, stock)
    ]
    if sum(build.wait() for build in builds):
        raise SystemExit("a site could not be built")
    return folder / WITH_SEARCH / "site", stock / "site"


def _apart(index: Callable[[Path], int], site: Path) -> tuple[float, float, int]:
    """Index a site in a new process.

    Returns:
        Wall-clock seconds, CPU seconds, and the peak memory of a process beyond what it has at the start.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_timed, index, site).result()


def _timed(index: Callable[[Path], int], site: Path) -> tuple[float, float, int]:
    start, busy = time.perf_counter(), sum(os.times()[:4])
    peak = index(site)
    return time.perf_counter() - start, sum(os.times()[:4]) - busy, peak


def _index(site: Path) -> int:
    """Read the documents of all pages, and write the index of each language, one after the other."""
    before = _peak(resource.RUSAGE_SELF)
    for locale in Locale:
        folder = site / SEARCH_FOLDER / locale
        kept = _kept(site, locale)
        shutil.rmtree(folder)
        write_index(folder, locale, kept, [])
    return _peak(resource.RUSAGE_SELF) - before


def _kept(site: Path, locale: Locale) -> dict[str, bytes]:
    """Return what is kept of each page of a language for the search, read from the page as published."""
    kept = {}
    for path in sorted((site / SEARCH_FOLDER / locale / "text").iterdir()):
        text = path.read_text("utf-8")
        number = int(path.stem)
        known = document_shown(
            text[text.index(",") + 1 : text.rindex(")")], f"{number:08}" if number >= _ENTRIES else ""
        )
        page = (site / known.url).read_text("utf-8")
        kept[known.url] = keep(read_document(known.url, page, known.record), locale)
    return kept


def _edit(site: Path) -> tuple[float, list[int]]:
    """Add a sentence to the entry in the middle; return the seconds of bringing the index up to date, and what changes.

    Returns:
        The seconds, and the size of each file that is another, compressed.
    """
    locale = Locale.ES
    folder = site / SEARCH_FOLDER / locale
    kept = _kept(site, locale)
    known = write_index(folder, locale, kept, [])
    before = {path: path.read_bytes() for path in folder.rglob("*.js")}
    url = sorted(known.numbers, key=lambda url: known.numbers[url])[len(known.numbers) // 2]
    text = (folder / f"text/{known.numbers[url]}.js").read_text("utf-8")
    document = document_shown(text[text.index(",") + 1 : text.rindex(")")], f"{known.numbers[url]:08}")
    added = Sentence(part=Part.TEXT, anchor="", place="", text=_ADDED)
    kept[url] = keep(replace(document, sentences=(*document.sentences, added)), locale)
    start = time.perf_counter()
    write_index(folder, locale, kept, [], known)
    seconds = time.perf_counter() - start
    now = {path: path.read_bytes() for path in folder.rglob("*.js")}
    return seconds, [len(gzip.compress(data, 6)) for path, data in now.items() if before.get(path) != data]


def _index_by_pagefind(site: Path) -> int:
    """Index the same parts of the same pages, a process for each language."""
    shutil.rmtree(site / _PAGEFIND_FOLDER, ignore_errors=True)
    others = {str(Locale.EN), SEARCH_FOLDER, REFERENCE, "assets", "data", "packs", "schemas"}
    spanish = sorted(path.name for path in site.iterdir() if path.is_dir() and path.name not in others)
    globs = {Locale.ES: "{*.html," + ",".join(f"{name}/**/*.html" for name in spanish) + "}", Locale.EN: "en/**/*.html"}
    runs = [
        subprocess.Popen(
            [
                *(str(get_executable()), "--site", str(site), "--glob", pages, "--force-language", str(locale)),
                *("--root-selector", "[data-searched]", "--exclude-selectors", "[data-unsearched]", "--quiet"),
                *("--output-path", str(site / (_PAGEFIND_FOLDER if locale is Locale.ES else f"{_PAGEFIND_FOLDER}-en"))),
            ]
        )
        for locale, pages in globs.items()
    ]
    if sum(run.wait() for run in runs):
        raise SystemExit("Pagefind failed")
    return _peak(resource.RUSAGE_CHILDREN)


def _peak(who: int) -> int:
    return resource.getrusage(who).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _least(uses: list[Use]) -> Use:
    return Use(*map(min, zip(*map(astuple, uses), strict=True)))


def _use(chromium: Browser, site: Path, box: Box, start: str = "index.html") -> Use:
    """Search a site with an empty cache, as on a first visit."""
    with served(site) as (root, sent), chromium.new_context() as context:
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Network.emulateNetworkConditions", LINE)
        # Of the processor, so that what else runs on the machine does not count.
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        first = _first_result(page, root + start, box)
        page.wait_for_load_state("networkidle")
        typed = [word[:end] for word in _TYPED for end in range(3, len(word) + 1)]
        taken, busy = map(sorted, zip(*(_keystroke(page, devtools, box, letters) for letters in typed), strict=True))
        slow, busiest = (times[len(times) * 9 // 10] for times in (taken, busy))
        return Use(*sent.of_search(first.at), first.opened, first.typed, median(taken), slow, median(busy), busiest)


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


def _busy(devtools: CDPSession) -> float:
    """Return for how many milliseconds the page's main thread has worked."""
    metrics: list[dict[str, Any]] = devtools.send("Performance.getMetrics")["metrics"]
    return next(1000 * float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration")


def _keystroke(page: Page, devtools: CDPSession, box: Box, letters: str) -> tuple[float, float]:
    """Type letters, and return the milliseconds from the last one to the answer, and those that the page worked."""
    before = _busy(devtools)
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
    return taken, _busy(devtools) - before


if __name__ == "__main__":
    main()

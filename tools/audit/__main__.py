"""Checks every page of the built site with axe-core and the Nu HTML checker, some with Lighthouse, and all data.

Then has the copies for e-readers and Kiwix checked, tries nginx, Apache and Caddy, and runs the property tests on
thousands of new examples.

Called by ``make audit``. The exit status is 1 if there are faults, or if a check could not run.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tools.audit.accessibility import VIEWS, everywhere
from tools.audit.copies import faults_of_archives, faults_of_books
from tools.audit.data import data_faults
from tools.audit.fault import Fault
from tools.audit.hosts import host_faults
from tools.audit.lighthouse import shortfalls
from tools.audit.markup import faults
from tools.audit.papers import faults_of_papers
from tools.audit.programs import MissingError
from tools.audit.properties import broken
from tools.npm import NpmError
from tools.serving import served_compressed

# The home page and lists; the longest entry is added.
_LIGHTHOUSE = ("index.html", "en/meetings/index.html", "topics/index.html")
_ENTRIES = ("agreements/", "background/", "concept-notes/", "meetings/", "practices/")
_REPORT = Path("test-artifacts/properties.txt")
_SHOWN = 50
_SILENCE = 30.0


def main() -> int:
    """Run the checks and print the faults."""
    parser = argparse.ArgumentParser(prog="python -m tools.audit", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument(
        "--only",
        choices=("html", "data", "accessibility", "lighthouse", "epub", "zim", "pdf", "hosts", "properties"),
        help="run one of the checks",
    )
    parser.add_argument(
        "--pages", default="", help="look only at pages with this in their address, as briefs/; Lighthouse too"
    )
    options = parser.parse_args()
    site: Path = options.site
    every = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    pages = [page for page in every if options.pages in page]
    if not pages:
        parser.error(f"no page in {site} has {options.pages or '.html'} in its address")
    # Lighthouse is slow: without --pages, it checks a sample.
    slow = pages if options.pages else [*_LIGHTHOUSE, _longest_entry(site, pages)]
    with served_compressed(site) as home:
        checks: dict[str, tuple[str, Callable[[], Iterable[Fault]]]] = {
            "html": (f"Nu HTML checker, {len(pages)} pages", lambda: faults(site, pages)),
            "data": ("calendars, feeds and other data, read back", lambda: data_faults(site)),
            "accessibility": (
                f"axe-core, {len(pages)} pages: {'; '.join(map(str, VIEWS))}",
                lambda: _accessibility([home + page for page in pages if not _leads_on(site / page)]),
            ),
            "lighthouse": (
                f"Lighthouse, on a telephone, {len(slow)} pages",
                lambda: shortfalls([home + page for page in slow]),
            ),
            "epub": ("EPUBCheck, the books of both languages", lambda: faults_of_books(site)),
            "zim": ("zimcheck and kiwix-serve, the archives of both languages", lambda: faults_of_archives(site)),
            "pdf": ("the tags of the papers of both languages (PDF/UA)", lambda: faults_of_papers(site)),
            "hosts": (
                "nginx, Apache and Caddy as the README sets them up; web.config only against a schema, without IIS",
                lambda: host_faults(site),
            ),
            "properties": (
                f"property tests, on new examples; what they say is in {_REPORT}",
                lambda: broken(Path(), _REPORT),
            ),
        }
        results = [_run(*check) for name, check in checks.items() if options.only in (None, name)]
    return 0 if all(results) else 1


def _leads_on(page: Path) -> bool:
    """Whether browsers go on from a page at once, so that nobody sees it."""
    return 'http-equiv="refresh"' in page.read_text("utf-8")


def _longest_entry(site: Path, pages: Sequence[str]) -> str:
    return max((page for page in pages if page.startswith(_ENTRIES)), key=lambda page: (site / page).stat().st_size)


def _accessibility(addresses: Sequence[str]) -> Iterator[Fault]:
    """Yield the faults that axe-core finds, and print progress from time to time."""
    said = time.monotonic()
    for number, found in enumerate(everywhere(addresses, os.cpu_count() or 1), 1):
        yield from found
        if time.monotonic() - said > _SILENCE:
            said = time.monotonic()
            print(f"  {number} of {len(addresses)} pages so far", flush=True)


def _run(title: str, check: Callable[[], Iterable[Fault]]) -> bool:
    """Run a check, print each fault with the first place it occurs, and return whether there was none."""
    print(title, flush=True)
    started = time.monotonic()
    count = 0
    different: set[str] = set()
    try:
        for fault in check():
            count += 1
            if fault.what not in different and len(different) < _SHOWN:
                print(f"  {fault}", flush=True)
            different.add(fault.what)
    except (MissingError, NpmError) as error:
        print(f"  NOT LOOKED AT: {error}")
        return False
    seconds = f" ({time.monotonic() - started:.0f} s)"
    if not count:
        print(f"  nothing wrong{seconds}")
        return True
    print(f"  {count} faults, {len(different)} of them different{seconds}; shown: where each is first, up to {_SHOWN}")
    return False


if __name__ == "__main__":
    sys.exit(main())

"""Look at every page of the built site with axe-core and the Nu HTML checker, and at some with Lighthouse.

Called by ``make audit``. Ends with 1 where something is wrong or could not be looked at.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools import browser
from tools.audit.accessibility import VIEWS, violations
from tools.audit.lighthouse import shortfalls
from tools.audit.markup import faults
from tools.audit.programs import MissingError
from tools.serving import served_compressed

# The page that most arrive at, and lists; to these comes the longest entry.
_LIGHTHOUSE = ("index.html", "en/meetings/index.html", "topics/index.html")
_ENTRIES = ("agreements/", "background/", "concept-notes/", "meetings/", "practices/")
_SHOWN = 50


def main() -> int:
    """Run the checks and print what they find."""
    parser = argparse.ArgumentParser(prog="python -m tools.audit", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("packages", type=Path, help="where to keep the checkers that come from npm")
    parser.add_argument("--only", choices=("html", "accessibility", "lighthouse"), help="run one of the checks")
    options = parser.parse_args()
    site: Path = options.site
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    longest = max((page for page in pages if page.startswith(_ENTRIES)), key=lambda page: (site / page).stat().st_size)
    with served_compressed(site) as home:
        checks: dict[str, tuple[str, Callable[[], Iterable[str]]]] = {
            "html": (f"Nu HTML checker, {len(pages)} pages", lambda: faults(site, options.packages)),
            "accessibility": (
                f"axe-core, {len(pages)} pages, light and dark, narrow and wide",
                lambda: _accessibility([home + page for page in pages]),
            ),
            "lighthouse": (
                "Lighthouse, on a telephone",
                lambda: shortfalls([home + page for page in (*_LIGHTHOUSE, longest)], options.packages),
            ),
        }
        results = [_run(*check) for name, check in checks.items() if options.only in (None, name)]
    return 0 if all(results) else 1


def _accessibility(addresses: list[str]) -> Iterable[str]:
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=browser.ensure("chromium"), args=browser.FLAGS) as chromium,
    ):
        for view in VIEWS:
            yield from violations(chromium, addresses, view)


def _run(title: str, check: Callable[[], Iterable[str]]) -> bool:
    """Run a check, print what it finds, and return whether all is well."""
    print(title, flush=True)
    try:
        found = list(check())
    except MissingError as error:
        print(f"  NOT LOOKED AT: {error}")
        return False
    for line in found[:_SHOWN]:
        print(f"  {line}")
    print(f"  {len(found) or 'nothing'} wrong" + (f", of which {_SHOWN} are shown" if len(found) > _SHOWN else ""))
    return not found


if __name__ == "__main__":
    sys.exit(main())

"""Takes screenshots of a sample of pages, in both languages and several views, and compares them with a revision.

Called by ``make looks``. With a revision, the exit status is 1 if anything looks different, and 2 if they can't be
compared. No reference screenshots are committed, because fonts render differently on every machine.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from knowledge_base.locale import Locale
from knowledge_base.publish.site.about import ABOUT_FILE
from tools import browser
from tools.looks.pictures import VIEWS, Subject, picture
from tools.looks.report import INDEX, Look, compare, keep, replace, write
from tools.looks.revision import RevisionError, built
from tools.sample import one_of_each
from tools.serving import served_compressed
from tools.views import View, opened

_REPOSITORY = Path(__file__).parents[2]


def main() -> int:
    """Take the screenshots, print a line for each, and write the report."""
    parser = argparse.ArgumentParser(prog="python -m tools.looks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("out", type=Path, help="the folder to write the pictures and the page into, anew")
    parser.add_argument("--since", default="", help="the revision to compare with, which is built for it")
    parser.add_argument("--only", default="", help="look only at pages with this in their address, as en/meetings/")
    options = parser.parse_args()
    try:
        with built(_REPOSITORY, options.since) if options.since else nullcontext() as before:
            looks = _report(options.out, before, options.site, options.since, options.only)
    except RevisionError as error:
        print(error, file=sys.stderr)
        return 2
    if not looks:
        print(f"none of the pages that are looked at has {options.only} in its address", file=sys.stderr)
        return 2
    different = [look for look in looks if look.differs]
    page = options.out / INDEX
    if not options.since:
        print(f"{len(looks)} pictures: {page}")
    elif different:
        print(f"{len(different)} of {len(looks)} pictures look different: {page}", *different, sep="\n  ")
    else:
        print("nothing looks different")
    return 1 if different else 0


def _report(out: Path, before: Path | None, after: Path, since: str, only: str) -> list[Look]:
    """Write the report, which replaces the previous one only when it is complete, and return its content."""
    pages = [page for page in _pages(before, after) if only in page]
    if before:
        # Date and revision in the footer always differ, so both sites get the same.
        shutil.copy(after / ABOUT_FILE, before / ABOUT_FILE)
    out.parent.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory(dir=out.parent) as temporary,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=browser.ensure("chromium"), args=browser.FLAGS) as chromium,
    ):
        folder = Path(temporary) / out.name
        folder.mkdir()
        looks = []
        for look in look_at(chromium, folder, before, after, pages, VIEWS):
            print(look, flush=True)
            looks.append(look)
        write(folder, looks, since)
        replace(out, folder)
    return looks


def _pages(before: Path | None, after: Path) -> list[str]:
    """Return a sample of pages in each language, including pages that exist only in the earlier site."""
    pages = [page for locale in Locale for page in one_of_each(after, locale)]
    old = [page for locale in Locale for page in one_of_each(before, locale)] if before else []
    return pages + [page for page in old if not (after / page).is_file()]


def look_at(
    chromium: Browser, folder: Path, before: Path | None, after: Path, pages: Sequence[str], views: Sequence[View]
) -> Iterator[Look]:
    """Yield a look at each page and view, and write the screenshots into the folder of the report.

    Args:
        chromium: the browser for both sites.
        folder: the folder of the report.
        before: the folder of the earlier site; ``None`` not to compare.
        after: the folder of the site.
        pages: the paths of the pages from the site root.
        views: the views of each page.
    """
    with served_compressed(after) as home, served_compressed(before) if before else nullcontext("") as old_home:
        for view in views:
            with opened(chromium, view) as window:
                for url in pages:
                    subject = Subject(url, view)
                    new = picture(window, home + url) if (after / url).is_file() else None
                    if before:
                        old = picture(window, old_home + url) if (before / url).is_file() else None
                        yield compare(folder, subject, old, new)
                    elif new:
                        yield keep(folder, subject, new)


if __name__ == "__main__":
    sys.exit(main())

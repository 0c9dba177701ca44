"""Take pictures of a page of each kind, in both languages, narrow and wide, light and dark; or show what changed.

Called by ``make looks``. With a revision it ends with 1 where something looks different from what it was then, and with
2 where the two cannot be compared. No picture is stored for good, as letters look different from machine to machine.
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
    """Take the pictures, print a line for each, and write the page that shows them."""
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
    """Write the report, which is in its place when it is whole, and return what it shows."""
    pages = [page for page in _pages(before, after) if only in page]
    if before:
        # The day and the revision of a copy at the foot of its pages: they differ, and tell nothing.
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
    """Return a page of each template in each language, and those of the earlier site that are gone."""
    pages = [page for locale in Locale for page in one_of_each(after, locale)]
    old = [page for locale in Locale for page in one_of_each(before, locale)] if before else []
    return pages + [page for page in old if not (after / page).is_file()]


def look_at(
    chromium: Browser, folder: Path, before: Path | None, after: Path, pages: Sequence[str], views: Sequence[View]
) -> Iterator[Look]:
    """Yield what is to be seen of pages, and put the pictures into the folder of the report.

    Args:
        chromium: the browser for both sites.
        folder: of the report.
        before: the folder of the earlier site; ``None`` to compare with nothing.
        after: the folder of the site.
        pages: where they are, from the root of the site.
        views: how to look at each.
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

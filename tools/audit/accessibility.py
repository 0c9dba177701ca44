"""What axe-core finds on a page: the rules of WCAG 2.2 up to AA, and its best practices.

The tests look at a page of each template with it, ``make audit`` at every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import groupby
from queue import Empty, SimpleQueue

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tools import browser as browsers
from tools.audit.fault import Fault
from tools.views import HEIGHT, View, opened

NARROW, WIDE = 320, 1440
"""Widths of windows in CSS pixels: the first is 1280 at 400 % (WCAG 2.2, 1.4.10)."""

# Wide comes first: what a page unfolds where there is room stays unfolded when the window gets narrower, and is then
# looked at in both widths.
VIEWS = (View("light", WIDE), View("light", NARROW), View("dark", WIDE), View("dark", NARROW))
"""Every way in which a page has to be without fault."""

_AXE = Axe().axe_script
_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    # Of what axe-core would fetch once more, none of these rules reads the style sheets.
    "preload": {"assets": ["media"]},
    "selectors": False,
}
# A window that has changed its width tells the page in the next frame, and what then moves has to come to rest.
_REST = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
}"""


def violations(browser: Browser, addresses: Iterable[str], views: Sequence[View]) -> Iterator[list[Fault]]:
    """Yield what is wrong with each page, an item for each element and view.

    A page is loaded once for light and once for dark, as it chooses its colours when it is loaded; between widths only
    the window changes.

    Args:
        browser: to open the pages in.
        addresses: where they are.
        views: how to look at them.
    """
    with ExitStack() as stack:
        windows = [
            (stack.enter_context(opened(browser, same[0])), same)
            for same in (list(group) for _, group in groupby(views, lambda view: view.scheme))
        ]
        for address in addresses:
            yield [fault for window, same in windows for fault in _seen(window, address, same)]


def _seen(window: Page, address: str, views: Sequence[View]) -> Iterator[Fault]:
    window.set_viewport_size({"width": views[0].width, "height": HEIGHT})
    window.goto(address)
    window.evaluate(_AXE)
    for view in views:
        window.set_viewport_size({"width": view.width, "height": HEIGHT})
        window.evaluate(_REST)
        # The rest of the answer, on what is as it should be, is ten times as long.
        for rule in window.evaluate("async (options) => (await axe.run(options)).violations", _OPTIONS):
            for node in rule["nodes"]:
                yield Fault(f"{address} ({view})", f"{rule['id']}: {rule['help']}: {node['html']}")


def everywhere(addresses: Sequence[str], browser_count: int) -> Iterator[list[Fault]]:
    """Yield what is wrong with each page in each of `VIEWS`, in the order in which the pages are done.

    Args:
        addresses: where the pages are.
        browser_count: how many browsers look at once, each in a thread of its own.

    Raises:
        NoBrowserError: there is no Chromium.
    """
    chromium = browsers.ensure("chromium")
    todo: SimpleQueue[str] = SimpleQueue()
    done: SimpleQueue[list[Fault] | None] = SimpleQueue()
    for address in addresses:
        todo.put(address)

    def look() -> None:
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=chromium, args=browsers.FLAGS) as started,
        ):
            for faults in violations(started, _taken(todo), VIEWS):
                done.put(faults)

    with ThreadPoolExecutor(browser_count) as pool:
        lookers = [pool.submit(look) for _ in range(browser_count)]
        for looker in lookers:
            looker.add_done_callback(lambda _: done.put(None))
        running = browser_count
        try:
            while running:
                faults = done.get()
                if faults is None:
                    running -= 1
                else:
                    yield faults
        finally:
            # Whoever stops waiting does not want the rest.
            for _ in _taken(todo):
                pass
        for looker in lookers:
            looker.result()


def _taken(queue: SimpleQueue[str]) -> Iterator[str]:
    """Yield what is still in a queue that others take from as well."""
    while True:
        try:
            yield queue.get_nowait()
        except Empty:
            return

"""Runs axe-core on pages: rules for WCAG 2.2 up to AA, and its best practices; browsers' own complaints count too.

The tests use it for one page per template, ``make audit`` for every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import groupby
from queue import Empty, SimpleQueue

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

from tools import browser as browsers
from tools.audit.fault import Fault
from tools.views import HEIGHT, View, opened

NARROW, WIDE = 320, 1440
"""Viewport widths in CSS pixels; the first is 1280 at 400 % zoom (WCAG 2.2, 1.4.10)."""

# Wide comes first: <details> that a page opens on wide viewports stay open when the window gets narrower, so their
# content is checked in both widths.
VIEWS = (View("light", WIDE), View("light", NARROW), View("dark", WIDE), View("dark", NARROW))
"""The views in which a page is checked."""

_AXE = Axe().axe_script
_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    # axe-core would fetch the style sheets again; none of these rules needs them.
    "preload": {"assets": ["media"]},
    "selectors": False,
}
# After a resize, wait for the next frame and for transitions to finish.
_REST = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
}"""


def violations(browser: Browser, addresses: Iterable[str], views: Sequence[View]) -> Iterator[list[Fault]]:
    """Yield the faults of each page, one per element and view.

    A page is loaded once per colour scheme, which it sets on load; for another width, only the window is resized.

    Args:
        browser: the browser.
        addresses: the URLs of the pages.
        views: the views to check.
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
    said: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    def on_error(error: Error) -> None:
        said.append(str(error))

    window.on("console", on_console)
    window.on("pageerror", on_error)
    window.goto(address)
    window.evaluate(_AXE)
    for view in views:
        window.set_viewport_size({"width": view.width, "height": HEIGHT})
        window.evaluate(_REST)
        # Only the violations: the full result, with passes, is ten times as large.
        for rule in window.evaluate("async (options) => (await axe.run(options)).violations", _OPTIONS):
            for node in rule["nodes"]:
                yield Fault(f"{address} ({view})", f"{rule['id']}: {rule['help']}: {node['html']}")
    # Until now, as some scripts do their work after a page has loaded.
    window.remove_listener("console", on_console)
    window.remove_listener("pageerror", on_error)
    yield from (Fault(f"{address} ({views[0].scheme})", f"the browser complains: {text}") for text in said)


def everywhere(addresses: Sequence[str], browser_count: int) -> Iterator[list[Fault]]:
    """Yield the faults of each page in each of `VIEWS`, in order of completion.

    Args:
        addresses: the URLs of the pages.
        browser_count: the number of parallel browsers, each in its own thread.

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
            # If the consumer stops early, drain the queue so that the threads end.
            for _ in _taken(todo):
                pass
        for looker in lookers:
            looker.result()


def _taken(queue: SimpleQueue[str]) -> Iterator[str]:
    """Yield the items left in a queue that other threads also take from."""
    while True:
        try:
            yield queue.get_nowait()
        except Empty:
            return

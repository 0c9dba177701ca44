"""One interface to Chromium and Firefox, so that tests run in both.

Chromium is driven by Playwright and Firefox by Marionette, Mozilla's own driver. Both run the same scripts on a page,
so that each test is written once.
"""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from marionette_driver.marionette import Marionette
from playwright.sync_api import Browser, ConsoleMessage, Request

_LOCAL = ("file:", "data:", "blob:", "about:")

# Firefox: records HTTP requests of pages (not of the browser itself) before the offline mode blocks them.
_WATCH = """
    Services.io.offline = arguments[0];
    Services.console.reset();
    globalThis.asked = [];
    globalThis.watch = { observe: (request) => {
        const channel = request.QueryInterface(Ci.nsIChannel);
        if (!channel.loadInfo.triggeringPrincipal.isSystemPrincipal) asked.push(channel.URI.spec);
    } };
    Services.obs.addObserver(watch, "http-on-opening-request");
"""
_COMPLAINTS = """
    const said = Services.console.getMessageArray().filter((message) => message instanceof Ci.nsIScriptError);
    return said.filter((message) => /^(file|http):/.test(message.sourceName))
        .map((message) => `${message.errorMessage} (${message.sourceName})`)
        .concat(asked.map((url) => `asked for ${url}`));
"""
# Firefox: the path of the file that was downloaded, once it is complete.
_DOWNLOADED = """
    const done = arguments[0];
    const { Downloads } = ChromeUtils.importESModule("resource://gre/modules/Downloads.sys.mjs");
    Downloads.getList(Downloads.ALL).then(async (list) => {
        let finished;
        while (!(finished = (await list.getAll()).find((download) => download.succeeded))) {
            await new Promise((resolve) => setTimeout(resolve, 10));
        }
        await list.remove(finished);
        done(finished.target.path);
    });
"""
_UNWATCH = 'Services.obs.removeObserver(watch, "http-on-opening-request");'


class Reader(ABC):
    """A browser window."""

    @abstractmethod
    def open(self, address: str) -> None:
        """Open a page and wait until it is loaded."""

    @abstractmethod
    def run(self, script: str, *values: object) -> Any:
        """Run the body of an async function on the page, with the argument ``values``, and return its result."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type text on the keyboard."""

    @abstractmethod
    def download(self, selector: str) -> bytes:
        """Click an element that starts a download, and return the content of the file."""

    @abstractmethod
    def complaints(self) -> list[str]:
        """Return the browser's errors so far, and the network requests of pages."""


class OpenReader(Protocol):
    """Opens a `Reader`."""

    def __call__(self, *, offline: bool) -> AbstractContextManager[Reader]:
        """Open it, with the network on or off."""


class _ChromiumReader(Reader):
    def __init__(self, browser: Browser, *, offline: bool) -> None:
        self.context = browser.new_context(offline=offline)
        self._page = self.context.new_page()
        self._complaints: list[str] = []
        self._page.on("console", self._on_console)
        self._page.on("pageerror", lambda error: self._complaints.append(str(error)))
        self._page.on("request", self._on_request)
        self._page.on("requestfailed", self._on_failure)

    def _on_console(self, message: ConsoleMessage) -> None:
        self._complaints.append(f"{message.type}: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith(_LOCAL):
            self._complaints.append(f"asked for {request.url}")

    def _on_failure(self, request: Request) -> None:
        # Navigation aborts pending requests of the previous page.
        if request.failure != "net::ERR_ABORTED":
            self._complaints.append(f"{request.failure}: {request.url}")

    def open(self, address: str) -> None:
        self._page.goto(address)

    def run(self, script: str, *values: object) -> Any:
        return self._page.evaluate(f"async (values) => {{ {script} }}", list(values))

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def download(self, selector: str) -> bytes:
        with self._page.expect_download() as download:
            self._page.click(selector)
        return download.value.path().read_bytes()

    def complaints(self) -> list[str]:
        return self._complaints


class _FirefoxReader(Reader):
    def __init__(self, firefox: Marionette, *, offline: bool) -> None:
        self._firefox = firefox
        self.privileged(_WATCH, offline)

    def privileged(self, script: str, *values: object) -> Any:
        """Run a script with browser privileges (chrome context)."""
        with self._firefox.using_context("chrome"):
            # All these scripts share one sandbox and so their globals.
            return self._firefox.execute_script(script, script_args=values, sandbox="watch", new_sandbox=False)

    def open(self, address: str) -> None:
        self._firefox.navigate(address)

    def run(self, script: str, *values: object) -> Any:
        answer = self._firefox.execute_async_script(
            "const [values, done] = arguments;"
            f"(async () => {{ {script} }})().then((value) => done([value]), (error) => done([null, String(error)]));",
            script_args=[list(values)],
        )
        value, *errors = answer
        assert errors == []
        return value

    def type(self, text: str) -> None:
        self._firefox.get_active_element().send_keys(text)

    def download(self, selector: str) -> bytes:
        self._firefox.find_element("css selector", selector).click()
        with self._firefox.using_context("chrome"):
            path: str = self._firefox.execute_async_script(_DOWNLOADED)
        return Path(path).read_bytes()

    def complaints(self) -> list[str]:
        found: list[str] = self.privileged(_COMPLAINTS)
        return found


@contextmanager
def chromium_reader(browser: Browser, *, offline: bool) -> Iterator[Reader]:
    """Yield a reader that uses a running Chromium.

    Args:
        browser: Chromium.
        offline: whether to block the network.
    """
    reader = _ChromiumReader(browser, offline=offline)
    with reader.context:
        yield reader


@contextmanager
def firefox_reader(firefox: Marionette, *, offline: bool) -> Iterator[Reader]:
    """Yield a reader that uses a running Firefox.

    Args:
        firefox: Firefox.
        offline: whether to block the network.
    """
    reader = _FirefoxReader(firefox, offline=offline)
    try:
        yield reader
    finally:
        reader.open("about:blank")
        reader.privileged(_UNWATCH)


@contextmanager
def started_firefox(program: Path, folder: Path) -> Iterator[Marionette]:
    """Start Firefox in headless mode.

    Args:
        program: the path of Firefox.
        folder: the folder for its log and downloads.
    """
    # The driver doesn't close its probe sockets, which raises ResourceWarning.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        firefox = Marionette(
            bin=str(program),
            headless=True,
            port=0,  # any free port, for parallel workers
            gecko_log=str(folder / "log"),
            startup_timeout=120,
            app_args=["--remote-allow-system-access"],
            prefs={
                # Marionette turns this off, which lets pages read local files that they can't read otherwise.
                "security.fileuri.strict_origin_policy": True,
                "browser.download.folderList": 2,
                "browser.download.dir": str(folder),
            },
        )
        firefox.start_session()
    firefox.timeout.script = 120
    try:
        yield firefox
    finally:
        firefox.quit()
        firefox.cleanup()

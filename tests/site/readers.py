"""Readers with browsers of different make: what works in one is no proof for the other.

Chromium is driven by Playwright and Firefox by Marionette, Mozilla's own driver. Both run the same scripts on a page,
so that a test is written once.
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

# Firefox: what a page, and not the browser itself, asks for over http is noted before the offline browser refuses it.
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
    """A browser as a reader has it before them."""

    @abstractmethod
    def open(self, address: str) -> None:
        """Open a page and wait until it is there."""

    @abstractmethod
    def run(self, script: str, *values: object) -> Any:
        """Run the body of an asynchronous function on the page, with ``values`` in it, and return what it returns."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type on the keyboard."""

    @abstractmethod
    def download(self, selector: str) -> bytes:
        """Click what hands out a file, and return what is in the file."""

    @abstractmethod
    def complaints(self) -> list[str]:
        """Return what the browser has complained of so far, and what pages have asked for over the network."""


class OpenReader(Protocol):
    """Opens a browser."""

    def __call__(self, *, offline: bool) -> AbstractContextManager[Reader]:
        """Open it, with the network off or on."""


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
        # A browser gives up what it is still fetching for a page when the next one is asked for.
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
        """Run a script as a part of the browser and not of a page."""
        with self._firefox.using_context("chrome"):
            # All of these scripts share their globals.
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
    """Give a reader a running Chromium.

    Args:
        browser: Chromium.
        offline: whether the network is off.
    """
    reader = _ChromiumReader(browser, offline=offline)
    with reader.context:
        yield reader


@contextmanager
def firefox_reader(firefox: Marionette, *, offline: bool) -> Iterator[Reader]:
    """Give a reader a running Firefox.

    Args:
        firefox: Firefox.
        offline: whether the network is off.
    """
    reader = _FirefoxReader(firefox, offline=offline)
    try:
        yield reader
    finally:
        reader.open("about:blank")
        reader.privileged(_UNWATCH)


@contextmanager
def started_firefox(program: Path, folder: Path) -> Iterator[Marionette]:
    """Start Firefox without a window.

    Args:
        program: Firefox.
        folder: where what it says and what it downloads goes.
    """
    # The driver leaves it to Python to close what it tried the connection with, and Python warns of that.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        firefox = Marionette(
            bin=str(program),
            headless=True,
            port=0,  # any that is free: others may test at the same time
            gecko_log=str(folder / "log"),
            startup_timeout=120,
            app_args=["--remote-allow-system-access"],
            prefs={
                # Drivers switch this off, and pages may then read files that readers' browsers keep from them.
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

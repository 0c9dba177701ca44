"""A host of a site in a folder of it, which can break, send damage, change and go away; and its reader in Chromium."""

from __future__ import annotations

import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any, BinaryIO

from playwright.sync_api import Browser, Locator, Page

from knowledge_base.publish.hosts.hosting import ASKED_AGAIN
from knowledge_base.publish.hosts.media_types import content_type
from knowledge_base.publish.saved.bundles import bundle, bundle_name
from knowledge_base.publish.site.policy import HEADERS

ROOT = "/kb/"


@dataclass
class Host:
    """A host.

    Attributes:
        site: the folder of the site, which it serves in ``/kb/``.
        changed: files that are others than in the folder, by path.
        bundles_left: how many bundles it sends before the line breaks; ``None`` if it does not.
        breaks: the bundle in the middle of which the line breaks, if there is one.
        sent: how many bytes of each bundle it has sent.
        asked: how often it was asked for each path.
    """

    site: Path
    changed: dict[str, bytes] = field(default_factory=dict)
    bundles_left: int | None = None
    breaks: str | None = None
    sent: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    home: str = ""
    _may_send: Event = field(default_factory=Event)
    _free: int = 0

    def __post_init__(self) -> None:
        """Begin to serve."""
        self._may_send.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, host=self))
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.home = f"http://127.0.0.1:{self._server.server_port}{ROOT}"

    @contextmanager
    def held(self, after: int = 0) -> Iterator[None]:
        """Send no bundle for the duration of a ``with`` block, but for the first ones."""
        self._free = after
        self._may_send.clear()
        try:
            yield
        finally:
            self._may_send.set()

    def wait(self) -> None:
        """Wait until a bundle may be sent."""
        if self._free:
            self._free -= 1
        else:
            self._may_send.wait()

    def stop(self) -> None:
        """Go away; to do so twice does no harm."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def read(self, path: str) -> bytes | None:
        """Return a file of the site; ``None`` if it has none."""
        if path in self.changed:
            return self.changed[path]
        file = self.site / path
        return file.read_bytes() if file.is_file() else None

    def bundles_asked(self) -> Counter[str]:
        """Return how often each bundle was asked for."""
        return Counter({path: count for path, count in self.asked.items() if path.endswith(".zlib")})

    def list(self, locale: str) -> dict[str, Any]:
        """Return the list of what can be saved of a language."""
        text = (self.read(f"saved/{locale}.js") or b"").decode()
        listed: dict[str, Any] = json.loads(text[text.index("{") : text.rindex("}") + 1])
        return listed

    def change(self, locale: str, path: str, old: str, new: str) -> None:
        """Publish the site anew, with other words in a page of a language."""
        listed = self.list(locale)
        for entry in listed["bundles"]:
            files = unpacked(self.read(f"saved/{entry[0]}") or b"")
            if path in files:
                assert old in files[path].decode()
                files[path] = files[path].decode().replace(old, new).encode()
                data = bundle(files)
                entry[:] = [bundle_name(data), len(data)]
                self.changed |= {f"saved/{entry[0]}": data, path: files[path]}
        listed["version"] = "another"
        self.changed[f"saved/{locale}.js"] = f"window.rcmSaved={json.dumps(listed)};\n".encode()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, host: Host) -> None:
        self._host = host
        super().__init__(*args)

    def send_head(self) -> BinaryIO | None:
        """Send the headers of a file, and return the body."""
        host = self._host
        path = self.path.partition("?")[0].removeprefix(ROOT)
        host.asked[path] += 1
        if path.endswith(".zlib") and host.bundles_left is not None:
            if host.bundles_left == 0:
                self.close_connection = True
                return None
            host.bundles_left -= 1
        if path.endswith(".zlib"):
            host.wait()
        found = host.read(f"{path}index.html" if path == "" or path.endswith("/") else path)
        data = host.read("404.html") if found is None else found
        assert data is not None
        size, asked = len(data), re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked:
            data = data[int(asked[1]) :]
        self.send_response(404 if found is None else 206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {asked[1]}-{size - 1}/{size}")
        suffix = Path(path).suffix if found is not None and not path.endswith("/") else ""
        self.send_header("Content-Type", content_type(suffix or ".html"))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", ASKED_AGAIN)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if path.endswith(".zlib"):
            if path == host.breaks:
                data, self.close_connection = data[: len(data) // 2], True
            host.sent[path] += len(data)
        return io.BytesIO(data)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file. Before the line breaks, what was sent has time to arrive: browsers drop the last of it."""
        super().copyfile(source, outputfile)
        if self.path == f"{ROOT}{self._host.breaks}":
            sleep(0.5)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Log nothing."""


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of a bundle, by path."""
    first, _, rest = zlib.decompress(data).partition(b"\n")
    files, place = {}, 0
    for path, type_, length in json.loads(first):
        assert type_ == content_type(Path(path).suffix)
        files[path] = rest[place : place + length]
        place += length
    assert place == len(rest)
    return files


@contextmanager
def hosted(site: Path) -> Iterator[Host]:
    """Serve a site for the duration of a ``with`` block."""
    host = Host(site)
    try:
        yield host
    finally:
        host.stop()


@dataclass
class Saver:
    """A reader of the site, in English.

    Attributes:
        page: the tab.
        host: where the site is.
    """

    page: Page
    host: Host

    def open(self, path: str) -> str:
        """Open a page, and return its title without the name of the site."""
        self.page.goto(self.host.home + path)
        return self.page.title().removesuffix(" - RCM knowledge base")

    def open_saving(self) -> None:
        """Open the page that saves the site."""
        self.open("en/download.html")
        self.page.locator(".kb-save:not([hidden])").wait_for()

    def press(self, label: str, then: str) -> None:
        """Press a button, and wait until the page says something."""
        self.page.locator("#kb-save").get_by_role("button", name=label).click()
        self.status.filter(has_text=then).wait_for(timeout=20_000)

    @property
    def status(self) -> Locator:
        """The line that says what has just happened."""
        return self.page.locator("#kb-save [role=status]")

    @property
    def state(self) -> str:
        """What the page says is saved."""
        return self.page.locator(".kb-save__state").inner_text()

    def kept(self) -> tuple[list[str], int]:
        """Return the names of all caches, and the number of workers."""
        names, workers = self.page.evaluate(
            "async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]"
        )
        return names, workers

    def find(self, words: str) -> tuple[list[str], str]:
        """Search for words on the home page; return the addresses found and what is said besides."""
        self.page.goto(f"{self.host.home}en/index.html?q={words}")
        box = self.page.locator("#kb-search[aria-busy=false]")
        box.locator(".kb-search__results[data-asked]").wait_for()
        links = box.locator(".kb-search__results a").all()
        found = [str(link.get_attribute("href")).partition("?")[0].removeprefix(self.host.home) for link in links]
        return found, box.locator(".kb-search__hint").inner_text()


@contextmanager
def saver(browser: Browser, site: Path) -> Iterator[Saver]:
    """Yield a reader of a site who has saved nothing of it."""
    with hosted(site) as host, browser.new_context() as context:
        yield Saver(context.new_page(), host)

"""A site served as hosts do, and the line that readers have to it."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
"""10 Mbit/s with 40 ms of delay, as Chromium's developer tools take it."""

_COMPRESSED = {".html", ".js", ".json", ".css", ".svg", ".xml"}


_SEARCH = ("/search/", "/workers/", "/lunr/")


@dataclass(frozen=True)
class Answer:
    """A file that was sent: its path, the second it was asked for, its bytes as they were sent and as they are."""

    path: str
    at: float
    sent: int
    size: int


@dataclass
class Sent:
    """What a server has sent."""

    answers: list[Answer] = field(default_factory=list)

    def of_search(self, until: float) -> tuple[int, int]:
        """Return the bytes of what was asked for only to search, as they were sent and as they are.

        What was asked for twice counts once: hosts let browsers keep it.

        Args:
            until: the second, since 1970, after which nothing counts any more.
        """
        wanted = (one for one in self.answers if one.at <= until and any(part in one.path for part in _SEARCH))
        found = {one.path: one for one in wanted}.values()
        return sum(one.sent for one in found), sum(one.size for one in found)


class _Compressing(SimpleHTTPRequestHandler):
    """Serves files compressed, as hosts do, and counts what it sends."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, sent: Sent, directory: str) -> None:
        self._sent = sent
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a file."""
        at = time.time()
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        size = len(data)
        compressed = path.suffix in _COMPRESSED
        if compressed:
            data = gzip.compress(data, 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self._sent.answers.append(Answer(self.path, at, len(data), size))
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Leave the terminal to the figures."""


@contextmanager
def served(site: Path) -> Iterator[tuple[str, Sent]]:
    """Serve a site, and return its address, which ends in a slash, and what has been sent."""
    sent = Sent()
    handler = partial(_Compressing, sent=sent, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", sent
        finally:
            server.shutdown()
            thread.join()

"""A site served as hosts do, and the line that readers have to it."""

from __future__ import annotations

import gzip
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


@dataclass
class Sent:
    """What a server has sent: the bytes of each path."""

    paths: dict[str, int] = field(default_factory=dict)

    def of_search(self) -> int:
        """Return the bytes that were sent for the search alone."""
        return sum(size for path, size in self.paths.items() if "search" in path or "lunr" in path)


class _Compressing(SimpleHTTPRequestHandler):
    """Serves files compressed, as hosts do, and counts what it sends."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, sent: Sent, directory: str) -> None:
        self._sent = sent
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        compressed = path.suffix in _COMPRESSED
        if compressed:
            data = gzip.compress(data, 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)
        self._sent.paths[self.path] = len(data)

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

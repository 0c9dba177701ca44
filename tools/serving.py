"""Local HTTP servers: a plain one, and one that compresses, sets cache headers and counts bytes, like a real host."""

from __future__ import annotations

import gzip
import io
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

_KEPT = {"Cache-Control": "max-age=31536000"}
_TEXTS = (".css", ".html", ".js", ".json", ".svg", ".xml")


@dataclass(frozen=True)
class Answer:
    """A response: path, time of the request (seconds since 1970), bytes sent, and bytes uncompressed."""

    path: str
    at: float
    sent: int
    size: int


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files, with extra headers and without logging."""

    def __init__(self, *args: Any, headers_sent: Mapping[str, str], **options: Any) -> None:
        self._headers_sent = headers_sent
        super().__init__(*args, **options)

    def end_headers(self) -> None:
        """Add the headers."""
        for name, value in self._headers_sent.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Log nothing."""


class _Compressing(_Quiet):
    """Serves text compressed, with keep-alive, and reports each response."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, tell: Callable[[Answer], None], **options: Any) -> None:
        self._tell = tell
        super().__init__(*args, **options)

    def send_head(self) -> BinaryIO | None:
        """Send the headers of a file, and return the body."""
        at = time.time()
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return super().send_head()
        data = path.read_bytes()
        sent = gzip.compress(data, 6) if path.suffix in _TEXTS else data
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(sent)))
        if sent is not data:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self._tell(Answer(self.path, at, len(sent), len(data)))
        return io.BytesIO(sent)


@contextmanager
def _running(handler: Callable[..., SimpleHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def served(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a folder, and yield its URL with a trailing slash.

    Args:
        folder: the folder.
        headers: headers to add to every response.
    """
    with _running(partial(_Quiet, directory=str(folder), headers_sent=headers or {})) as address:
        yield address


@contextmanager
def served_compressed(folder: Path, tell: Callable[[Answer], None] = lambda _: None) -> Iterator[str]:
    """Serve a folder with compressed text and long cache lifetimes; yield its URL.

    Args:
        folder: the folder.
        tell: called with every response, before its body is sent.
    """
    with _running(partial(_Compressing, directory=str(folder), headers_sent=_KEPT, tell=tell)) as address:
        yield address

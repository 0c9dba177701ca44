"""The built site over http as a host sends it: compressed, and kept by the browser."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO

_TEXTS = (".css", ".html", ".js", ".json", ".svg", ".xml")


class _Compressing(SimpleHTTPRequestHandler):
    """Sends texts compressed, and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Leave the terminal to whoever looks."""

    def send_head(self) -> BinaryIO | None:
        """Send the headers, and a text right after them."""
        path = Path(self.translate_path(self.path))
        if path.suffix not in _TEXTS or not path.is_file():
            return super().send_head()
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(content)
        return None


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder over http on this machine, and return its address, which ends in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()

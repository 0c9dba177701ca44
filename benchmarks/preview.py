"""Measures ``mkdocs serve``: from saving a file to the page served with the new text."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import Cost, environment, sampled, tree_cpu

_POLL = 0.02
_LONGEST = 3600.0
_CALM = 2.0
_LONGEST_CALM = 600.0
_BUSY = 0.8
"""The share of a processor from which a server is not only watching: to poll thousands of files takes a good part."""


@dataclass(frozen=True)
class Preview:
    """A preview that runs.

    Attributes:
        pid: its process.
        port: where it is served.
    """

    pid: int
    port: int

    def measure(self, file: Path, text: str, pages: Sequence[str], expected: str) -> Cost:
        """Save a file, and return what it costs until every page is served with an expected text.

        Args:
            file: the file.
            text: its new content.
            pages: the pages, relative to the site.
            expected: the text.

        Raises:
            SystemExit: a page was not served with the text within an hour.
        """
        with sampled(self.pid) as peak:
            before = tree_cpu(self.pid)
            start = time.perf_counter()
            file.write_text(text, encoding="utf-8", newline="\n")
            for page in pages:
                self._await(page, expected)
            wall = time.perf_counter() - start
            after = tree_cpu(self.pid)
        cpu = None if before is None or after is None else after - before
        return Cost(wall=wall, cpu=cpu, memory=peak())

    def settle(self) -> None:
        """Wait until the server does nothing more than watch, such as after indexing for the search."""
        before = tree_cpu(self.pid)
        for _ in range(int(_LONGEST_CALM / _CALM)):
            time.sleep(_CALM)
            after = tree_cpu(self.pid)
            if before is None or after is None or after - before < _BUSY * _CALM:
                return
            before = after

    def _await(self, page: str, expected: str) -> None:
        until = time.perf_counter() + _LONGEST
        wanted = expected.encode()
        while wanted not in self._get(page):
            if time.perf_counter() > until:
                raise SystemExit(f"the preview does not serve {page} with {expected!r}")
            time.sleep(_POLL)

    def _get(self, page: str) -> bytes:
        """Return the body of a page; empty while the server can't be reached, or has no such page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_LONGEST)
        try:
            connection.request("GET", f"/{page}")
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            connection.close()
        return body if answer.status == http.HTTPStatus.OK else b""

    def ready(self, page: str) -> bool:
        """Whether a page is served."""
        return bool(self._get(page))


@contextmanager
def previewed(site: Path, page: str) -> Iterator[Preview]:
    """Run ``mkdocs serve`` on a repository, and yield it when a page is served.

    Args:
        site: the repository.
        page: the page, relative to the site.

    Raises:
        SystemExit: the preview ended before that; its output is part of the message.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        port = _free_port()
        command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
        process = subprocess.Popen(
            command, cwd=site, env=environment(), stdout=said, stderr=said, start_new_session=True
        )
        try:
            preview = Preview(process.pid, port)
            while not preview.ready(page):
                if process.poll() is not None:
                    said.seek(0)
                    raise SystemExit(f"{' '.join(command)} ended:\n{said.read()[-2000:]}")
                time.sleep(0.2)
            preview.settle()
            yield preview
        finally:
            # Its own session: none of its processes is left behind.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])

"""Runs ``mkdocs serve`` in a process, as people do."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

# A shell without job control starts what runs in the background with Ctrl-C ignored, and so would its children.
_AS_IN_A_TERMINAL = """
import json, runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv = json.loads(sys.argv[1])
runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
"""
_PATIENCE = 60.0


@dataclass
class Preview:
    """A running preview.

    Attributes:
        port: where it is, on this computer.
        process: it.
        lines: what it has printed so far.
    """

    port: int
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def home(self) -> str:
        """The address of the site."""
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the text of what is served at a path."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", f"/{path}")
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def shows(self, path: str, text: str) -> bool:
        """Whether a page is there and has a text, in the end."""
        return self.until(lambda: self.get(path)[0] == 200 and text in self.get(path)[1])

    def says(self, text: str) -> bool:
        """Whether it prints a line with a text, in the end."""
        return self.until(lambda: any(text in line for line in self.lines))

    def until(self, holds: Callable[[], bool]) -> bool:
        """Ask until something holds, and return whether it does before patience ends."""
        end = time.monotonic() + _PATIENCE
        while not (held := holds()) and time.monotonic() < end and self.process.poll() is None:
            time.sleep(0.01)
        return held

    def stop(self) -> int:
        """Press Ctrl-C, and return the status that it ends with."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_PATIENCE)

    def read(self) -> None:
        """Collect what it prints, until it ends."""
        assert self.process.stdout
        self.lines.extend(line.rstrip("\n") for line in iter(self.process.stdout.readline, ""))


@contextmanager
def previewed(repository: Path, *, environment: Mapping[str, str] | None = None) -> Iterator[Preview]:
    """Run a preview of a repository, on a free port, for the duration of a ``with`` block."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    arguments = ["mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [sys.executable, "-c", _AS_IN_A_TERMINAL, json.dumps(arguments)],
        cwd=repository,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1", **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    preview = Preview(port, process)
    reading = threading.Thread(target=preview.read, daemon=True)
    reading.start()
    try:
        assert preview.says(preview.home), "\n".join(preview.lines)
        assert preview.until(lambda: _answers(port)), "\n".join(preview.lines)
        yield preview
    finally:
        process.kill()
        process.wait()
        reading.join()
        assert process.stdout
        process.stdout.close()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True

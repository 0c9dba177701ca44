"""A site served as hosts do, and the line that readers have to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.serving import Answer, served_compressed

LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
"""10 Mbit/s with 40 ms of delay, as Chromium's developer tools take it."""

_SEARCH = ("/search/", "/workers/", "/lunr/")


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


@contextmanager
def served(site: Path) -> Iterator[tuple[str, Sent]]:
    """Serve a site, and return its address, which ends in a slash, and what has been sent."""
    sent = Sent()
    with served_compressed(site, tell=sent.answers.append) as address:
        yield address, sent

"""Serves a site like a real host, and defines the network conditions of readers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.serving import Answer, served_compressed

LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
"""10 Mbit/s with 40 ms of latency, as parameters of ``Network.emulateNetworkConditions``."""

_SEARCH = ("/search/", "/search-box.", "/pagefind-search/", "/workers/", "/lunr/")


@dataclass
class Sent:
    """The responses that a server has sent."""

    answers: list[Answer] = field(default_factory=list)

    def of_search(self, until: float) -> tuple[int, int]:
        """Return the bytes of what was fetched only for the search: as sent, and uncompressed.

        A repeated request counts once, because real hosts let browsers cache.

        Args:
            until: the end of the measurement, in seconds since 1970.
        """
        wanted = (one for one in self.answers if one.at <= until and any(part in one.path for part in _SEARCH))
        found = {one.path: one for one in wanted}.values()
        return sum(one.sent for one in found), sum(one.size for one in found)


@contextmanager
def served(site: Path) -> Iterator[tuple[str, Sent]]:
    """Serve a site; yield its URL, with a trailing slash, and the record of responses."""
    sent = Sent()
    with served_compressed(site, tell=sent.answers.append) as address:
        yield address, sent

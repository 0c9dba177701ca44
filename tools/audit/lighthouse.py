"""Runs Lighthouse, emulating a phone on a slow connection."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tools import browser
from tools.audit.fault import Fault
from tools.npm import answer, packages

LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
"""The minimum scores, out of 100."""


def shortfalls(addresses: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for every score below its minimum.

    Args:
        addresses: the URLs of the pages; the server has to compress them, like a real host.

    Raises:
        NpmError: Lighthouse could not be fetched.
    """
    program = str(packages(Path(__file__).parent) / "lighthouse" / "cli" / "index.js")
    flags = f"--chrome-flags=--headless=new {' '.join(browser.FLAGS)}"
    environment = {**os.environ, "CHROME_PATH": str(browser.ensure("chromium"))}
    for address in addresses:
        report = json.loads(answer([program, "--quiet", "--output=json", flags, address], env=environment))
        scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in LEAST}
        print(f"  {urlsplit(address).path}: {', '.join(f'{name} {score}' for name, score in scores.items())}")
        for name, score in scores.items():
            if score < LEAST[name]:
                failed = [key for key, audit in report["audits"].items() if audit["score"] == 0]
                yield Fault(address, f"{name} {score}, not {LEAST[name]}: {', '.join(failed)}")

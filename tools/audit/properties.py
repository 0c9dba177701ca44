"""Runs the property tests on thousands of examples that nobody has seen before."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.audit.fault import Fault

PROFILE = "audit"
"""The profile of Hypothesis, which ``tests/conftest.py`` defines."""

_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)(?: - (.*))?$", re.MULTILINE)


def broken(repository: Path, report: Path) -> Iterator[Fault]:
    """Yield the property tests that fail.

    Args:
        repository: the repository with the tests.
        report: where to write what pytest says: the examples that fail are in it, each with how to try it again.
    """
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-m",
        "hypothesis",
        "-n",
        "auto",
        "-q",
        f"--hypothesis-profile={PROFILE}",
    ]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(done.stdout + done.stderr, "utf-8")
    found = [Fault(where, what) for where, what in _FAILED.findall(done.stdout)]
    yield from found
    if done.returncode and not found:
        yield Fault(str(report), f"pytest ended with status {done.returncode}")

"""Runs programs, and measures what they cost with all processes that they start.

Wall time and CPU time (user and system) count from the start of the program to its end, its shutdown included. Memory
is the largest sum of the proportional set sizes (PSS) of the program's process tree: memory shared by forked processes
counts once (``/proc/<pid>/smaps_rollup``, see proc(5)). Where there is no such file, it is the peak of the resident set
of the largest process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

R = TypeVar("R")
PROC = Path("/proc")
HAS_PSS = (PROC / "self/smaps_rollup").exists()

_INTERVAL = 0.05
_PATIENCE = 10
"""A sample takes longer the more memory there is; the pause after it is at least this many times as long."""

_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
_UNSET = ("KB_BUILD", "KB_PART", "SOURCE_DATE_EPOCH", "SITE_URL", "REPO_URL", "EDIT_URI")


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a run costs.

    Attributes:
        wall: seconds from start to end.
        cpu: seconds of CPU time of all processes; ``None`` where the system doesn't say.
        memory: bytes; ``None`` where the system doesn't say.
    """

    wall: float
    cpu: float | None
    memory: int | None

    def best(self, other: Cost) -> Cost:
        """Return the minimum of two measurements of the same run, but the maximum of the memory.

        Other load makes times longer, and samples can only miss a peak.
        """
        return Cost(
            wall=min(self.wall, other.wall),
            cpu=_of_both(min, self.cpu, other.cpu),
            memory=_of_both(max, self.memory, other.memory),
        )


def _of_both(choose: Callable[[R, R], R], one: R | None, other: R | None) -> R | None:
    return one if other is None else other if one is None else choose(one, other)


def environment() -> dict[str, str]:
    """Return the environment of every program that is measured: ours, without settings that change a build."""
    return {name: value for name, value in os.environ.items() if name not in _UNSET} | _ENVIRONMENT


def measure(*commands: Sequence[str], folder: Path, settings: Mapping[str, str] | None = None) -> Cost:
    """Run commands one after the other in a folder, and return what they cost together.

    Args:
        commands: the commands.
        folder: where they run.
        settings: further variables of their environment.

    Raises:
        SystemExit: a command failed; its error output is part of the message.
    """
    costs = [_measure_one(command, folder, settings or {}) for command in commands]
    return Cost(
        wall=sum(cost.wall for cost in costs),
        cpu=sum(cost.cpu or 0 for cost in costs),
        memory=max(cost.memory or 0 for cost in costs),
    )


def _measure_one(command: Sequence[str], folder: Path, settings: Mapping[str, str]) -> Cost:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env={**environment(), **settings}, stdout=said, stderr=said)
        with sampled(process.pid) as peak:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{said.read()[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    memory = peak() if HAS_PSS else usage.ru_maxrss * unit
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, memory=memory)


@contextmanager
def sampled(pid: int) -> Iterator[Callable[[], int | None]]:
    """Sample the memory of a process tree; yield a function that returns the peak so far, in bytes.

    Args:
        pid: the process at its root.
    """
    if not HAS_PSS:
        yield lambda: None
        return
    peak = 0
    done = Event()

    def sample() -> None:
        nonlocal peak
        pause = 0.0
        while not done.wait(pause):
            start = time.perf_counter()
            peak = max(peak, sum(_pss(one) for one in tree(pid)))
            pause = max(_INTERVAL, _PATIENCE * (time.perf_counter() - start))

    thread = Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield lambda: peak
    finally:
        done.set()
        thread.join()


def tree(pid: int) -> list[int]:
    """Return the ids of a process and all its descendants, from ``/proc``."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for path in PROC.iterdir():
        if path.name.isdecimal() and (found := _stat(int(path.name))):
            children[int(found[1])].append(int(path.name))
    found_so_far = [pid]
    for one in found_so_far:
        found_so_far += children[one]
    return found_so_far


def tree_cpu(pid: int) -> float | None:
    """Return the CPU seconds of a process tree, those of ended children included; ``None`` without ``/proc``."""
    if not HAS_PSS:
        return None
    ticks = sum(int(ticks) for one in tree(pid) for ticks in (_stat(one) or [])[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str] | None:
    """Return the fields of ``/proc/<pid>/stat`` after the name, which may contain spaces; ``None`` if it has ended."""
    try:
        return (PROC / str(pid) / "stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None


def _pss(pid: int) -> int:
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def apart(task: Callable[..., R], *args: object) -> R:
    """Call a function in a new process, and return its result.

    This process has to stay small, because a child process inherits the peak of its resident set.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(task, *args).result()

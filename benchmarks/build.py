"""``make bench``: compares our build with a plain MkDocs build of the same Markdown, at growing sizes.

Every build runs in its own process. The variants are interleaved, so that other load on the machine affects all of
them alike. The results are the minimum of all rounds; what counts are ratios and growth, not seconds.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import linear_regression
from typing import TypeVar

import click

from benchmarks.sites import Variant, write_sites
from knowledge_base.publish.search.index import build_search_index

PROJECT = Path(__file__).resolve().parent.parent
_MIB = 2**20
R = TypeVar("R")
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}


@dataclass(frozen=True)
class Cost:
    """The cost of a build.

    Attributes:
        wall: wall-clock time in seconds.
        cpu: CPU time in seconds.
        peak: peak memory in bytes.
        pages: the number of HTML pages built.
    """

    wall: float
    cpu: float
    peak: float
    pages: int

    def least(self, other: Cost) -> Cost:
        """Return the minimum of two measurements of the same build, field by field."""
        return Cost(min(self.wall, other.wall), min(self.cpu, other.cpu), min(self.peak, other.peak), self.pages)


Table = Mapping[int, Mapping[Variant, Cost]]


@click.command()
@click.option("--sizes", default="250,1000,2500", help="Entries in each language.  [default: 250,1000,2500]")
@click.option("--rounds", default=2, show_default=True, help="How often each is built.")
def main(sizes: str, rounds: int) -> None:
    """Build synthetic repositories with our hooks and without, and print the costs."""
    with tempfile.TemporaryDirectory() as folder:
        measured = {}
        for size in sorted(int(number) for number in sizes.split(",")):
            here = Path(folder, str(size))
            apart(write_sites, PROJECT, here, size)
            measured[size] = _measure_builds(here, rounds)
            click.echo("\n".join(_build_lines(size, measured[size])))
            index = apart(seconds, _index, here / Variant.OURS, rounds)
            click.echo(f"  CPU s: index of the search {index:.2f}, in neither of the above\n")
        if len(measured) > 1:
            click.echo("\n".join(_growth_lines(measured)))


def apart(task: Callable[..., R], *args: object) -> R:
    """Call a function in a new process, and return its result.

    A child process inherits the peak memory of its parent, so this process has to stay small.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(task, *args).result()


def _measure_builds(folder: Path, rounds: int) -> dict[Variant, Cost]:
    costs: dict[Variant, Cost] = {}
    for _ in range(rounds):
        for variant in Variant:
            cost = _build(folder / variant)
            costs[variant] = costs[variant].least(cost) if variant in costs else cost
    return costs


def _build(site: Path) -> Cost:
    """Build a site and return the cost.

    Raises:
        SystemExit: the build failed.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(site / "mkdocs.yml")]
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **_ENVIRONMENT})
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    unit = 1 if sys.platform == "darwin" else 1024
    pages = sum(1 for _ in (site / "site").rglob("*.html"))
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, pages)


def seconds(task: Callable[[Path], None], folder: Path, rounds: int) -> float:
    """Return the minimum CPU time of a task over all rounds, in seconds, child processes included."""
    taken = []
    for _ in range(rounds):
        start = sum(os.times()[:4])
        task(folder)
        taken.append(sum(os.times()[:4]) - start)
    return min(taken)


def _index(folder: Path) -> None:
    """Build the search index."""
    build_search_index(folder / "site")


def _build_lines(size: int, costs: Mapping[Variant, Cost]) -> Iterator[str]:
    yield f"{size} entries in each of two languages"
    yield f"  {'':16}{'pages':>7}{'wall s':>9}{'CPU s':>9}{'ms/page':>9}{'MiB':>7}   ours: wall, CPU, CPU/page, memory"
    ours = costs[Variant.OURS]
    for variant, cost in costs.items():
        yield (
            f"  {variant:16}{cost.pages:7}{cost.wall:9.2f}{cost.cpu:9.2f}{1000 * cost.cpu / cost.pages:9.2f}"
            f"{cost.peak / _MIB:7.0f}   {_ratios(ours, cost) if variant is not Variant.OURS else ''}"
        ).rstrip()


def _ratios(ours: Cost, other: Cost) -> str:
    per_page = ours.cpu / ours.pages / (other.cpu / other.pages)
    ratios = (ours.wall / other.wall, ours.cpu / other.cpu, per_page, ours.peak / other.peak)
    return "  ".join(f"{ratio:.2f}" for ratio in ratios)


def _growth_lines(measured: Table) -> Iterator[str]:
    yield "Growth exponent of the CPU time (1 is linear): over all sizes, and over the last step"
    sizes = list(measured)
    for variant in Variant:
        taken = [measured[size][variant].cpu for size in sizes]
        yield f"  {variant:16}{exponent(sizes, taken):7.2f}{exponent(sizes[-2:], taken[-2:]):7.2f}"


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Return the slope of time over size on logarithmic axes: 1 is linear growth, 2 quadratic."""
    return linear_regression([math.log(size) for size in sizes], [math.log(second) for second in seconds]).slope


if __name__ == "__main__":
    main()

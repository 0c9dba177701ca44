"""``make bench``: compares ``kb check`` with the YAML parser alone, the lower bound for any check.

Both run in their own processes, in turn; the results are the minimum of all rounds. The parser is libyaml, for values
only; the check also needs the position of each value, and reads bodies, links and translations.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
import yaml

from benchmarks.build import PROJECT, apart, exponent, seconds
from benchmarks.corpus import write_repository
from knowledge_base.check.run import check_content


@click.command()
@click.option("--sizes", default="1000,10000", show_default=True, help="Entries in each language.")
@click.option("--rounds", default=2, show_default=True, help="How often each is run.")
def main(sizes: str, rounds: int) -> None:
    """Check synthetic repositories, and print the CPU time and its ratio to that of parsing."""
    measured = {}
    for size in sorted(int(number) for number in sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder)
            apart(write_repository, PROJECT, here, size)
            check, parse = (apart(seconds, task, here, rounds) for task in (_check, _parse))
        measured[size] = check
        click.echo(f"{size} entries in each of two languages")
        click.echo(f"  CPU s: kb check {check:.2f}, its YAML alone {parse:.2f}, ratio {check / parse:.1f}")
    if len(measured) > 1:
        click.echo(f"  growth exponent of kb check {exponent(list(measured), list(measured.values())):.2f}")


def _check(folder: Path) -> None:
    check_content(folder)


def _parse(folder: Path) -> None:
    """Parse the front matter of every file."""
    for path in (folder / "docs").rglob("*.md"):
        yaml.load(path.read_text(encoding="utf-8").split("\n---\n", 1)[0], Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    main()

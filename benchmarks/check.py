"""``make bench``: what ``kb check`` takes beside the YAML parser alone, which no check of these files can do without.

Both run in processes of their own, one after the other, and the least of all rounds is taken. The parser is the one in
C, asked for the values only; the check needs the place of each as well, and reads bodies, links and translations.
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
    """Check synthetic repositories, and print the processor time beside that of their YAML."""
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
    """Read the front matter of every file, and no more."""
    for path in (folder / "docs").rglob("*.md"):
        yaml.load(path.read_text(encoding="utf-8").split("\n---\n", 1)[0], Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    main()

"""The HTML report: all screenshots, or before, after and difference of those that changed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tools.looks.compare import Difference, difference
from tools.looks.pictures import Subject

INDEX = "index.html"
"""The file name of the report."""

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Look:
    """The result for a page in a view.

    Attributes:
        subject: the page and the view.
        verdict: the result in a few words.
        differs: whether it looks different.
        pictures: the files to show with their labels, in order.
    """

    subject: Subject
    verdict: str
    differs: bool
    pictures: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Return a line for the terminal."""
        return f"{self.subject}: {self.verdict}"


def keep(folder: Path, subject: Subject, after: bytes) -> Look:
    """Write a screenshot into the folder of the report, and return the result."""
    return Look(subject, "taken", differs=False, pictures=(_write(folder, "after", subject, after),))


def compare(folder: Path, subject: Subject, before: bytes | None, after: bytes | None) -> Look:
    """Compare two screenshots, and write them into the folder of the report if they differ.

    Args:
        folder: the folder of the report.
        subject: the page and the view.
        before: the earlier screenshot; ``None`` if there was no such page.
        after: the later screenshot; ``None`` if the page no longer exists.
    """
    found: Difference | None = None
    if before is not None and after is not None:
        found = difference(before, after)
        if found is None:
            return Look(subject, "the same", differs=False, pictures=())
        verdict = f"{found.pixels} pixels differ ({found.share:.2%}), from {found.top} px down"
    else:
        verdict = "a new page" if before is None else "the page is gone"
    parts = {"before": before, "after": after, "difference": found.picture if found else None}
    pictures = tuple(_write(folder, name, subject, content) for name, content in parts.items() if content is not None)
    return Look(subject, verdict, differs=True, pictures=pictures)


def write(folder: Path, looks: Sequence[Look], since: str) -> None:
    """Write the report.

    Args:
        folder: the folder of the report, with the screenshots in it.
        looks: the results.
        since: the revision compared with; empty if none.
    """
    shown = [look for look in looks if look.pictures]
    page = _TEMPLATES.get_template("report.html").render(looks=shown, total=len(looks), since=since)
    (folder / INDEX).write_text(page, "utf-8")


def replace(old: Path, new: Path) -> None:
    """Replace an earlier report by a new one."""
    if old.exists():
        shutil.rmtree(old)
    new.rename(old)


def _write(folder: Path, part: str, subject: Subject, content: bytes) -> tuple[str, str]:
    path = folder / part / subject.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return part, path.relative_to(folder).as_posix()

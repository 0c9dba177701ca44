"""Kinds of entry: none is forgotten where all of them count."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import knowledge_base
from knowledge_base.locale import Locale
from knowledge_base.model.entries import AnyRecord
from knowledge_base.model.kinds import CONCEPT_NOTE, KINDS, Kind
from knowledge_base.model.record import CountryInRole
from knowledge_base.model.shape import leaves, shape_of
from knowledge_base.model.types import LinkedAs, ToEntry, ToPart
from knowledge_base.view.kinds.registry import KIND_PAGES, pages_of
from knowledge_base.view.pages.brief import brief_view
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue

ROOT = Path(__file__).parents[2]
PACKAGE = Path(knowledge_base.__file__).parent
VALID = valid_catalogue()

NOT_LINKED = {
    ("related", "id"): "the relation beside it says why",
    ("replaced_by",): "every kind has it, so that links.py knows why",
    ("agenda", "presents"): "the practice names the meeting in announced_at",
    ("agenda", "parts", "presents"): "the same",
}
"""The fields that name entries without saying in ``LinkedAs`` why they are linked, and why not."""


def test_every_record_has_its_kind_and_every_kind_its_pages() -> None:
    assert {kind.record for kind in KINDS} == set(get_args(AnyRecord))
    assert sorted(pages.kind.name for pages in KIND_PAGES) == sorted(kind.name for kind in KINDS)
    assert [pages_of(kind).kind for kind in KINDS] == list(KINDS)


def test_every_field_that_names_an_entry_says_why() -> None:
    silent = {
        names
        for kind in KINDS
        for names, leaf in leaves(shape_of(kind.record))
        if isinstance(leaf.marker, ToEntry | ToPart)
        and not any(isinstance(constraint, LinkedAs) for constraint in leaf.constraints)
    }
    assert silent == NOT_LINKED.keys()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_brief_tells_of_entries_of_every_kind_but_those_told_of_by_their_parts(kind: Kind) -> None:
    first = next(entry for entry in VALID.entries if entry.kind is kind)
    about = {"topics": ("trafficking",), "countries": (CountryInRole(code="CR"),)}
    entry = copy_of(first, "further", **about)
    # There is a brief only if there is a practice, an agreement or a figure.
    practice = copy_of(VALID.by_id["hotline"], "practice", **about)
    before, after = (catalogue_of(entries) for entries in (VALID.entries, [*VALID.entries, practice, entry]))
    assert ("CR", "trafficking") not in before.briefs.matters
    if not kind.in_briefs:
        assert kind is CONCEPT_NOTE
        assert entry not in after.briefs.matters["CR", "trafficking"].entries
        return
    view = brief_view(Site(catalogue=after, locale=Locale.EN), ("CR", "trafficking"))
    links = [line.item.link.url for section in view.sections for line in section.lines]
    assert f"en/{entry.address}.html" in links


_RECORDS = frozenset(model.__name__ for model in get_args(AnyRecord))


def _matches() -> Iterator[tuple[str, int, bool]]:
    """Yield each match over kinds: its module, the line of its last case, whether that is ``assert_never``."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Match) and any(_names(case.pattern) & _RECORDS for case in node.cases):
                last = node.cases[-1].body[0]
                yield path.relative_to(PACKAGE).as_posix(), last.lineno, ast.unparse(last).startswith("assert_never(")


def _names(pattern: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(pattern) if isinstance(node, ast.Name)}


def test_a_kind_that_is_only_in_the_union_is_missed_by_mypy_at_every_match_over_kinds(tmp_path: Path) -> None:
    matches = list(_matches())
    assert matches
    assert [(module, line) for module, line, ends in matches if not ends] == []
    shutil.copytree(PACKAGE, tmp_path / "hooks" / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    entries = tmp_path / "hooks" / PACKAGE.name / "model" / "entries.py"
    text = entries.read_text("utf-8")
    new = 'class MadeUp(Record):\n    """A made-up record."""\n\n\nAnyRecord = MadeUp | '
    assert text.count("\nAnyRecord = ") == 1
    entries.write_text(text.replace("\nAnyRecord = ", f"\n{new}"), "utf-8")
    modules = sorted({f"hooks/{PACKAGE.name}/{module}" for module, _, _ in matches})
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), "--no-error-summary", *modules],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    missed = [line.split(": error: ") for line in done.stdout.splitlines() if ": error: " in line]
    places = sorted(place for place, what in missed if '"MadeUp"' in what and "Never" in what)
    assert places == [f"hooks/{PACKAGE.name}/{module}:{line}" for module, line, _ in sorted(matches)]
    assert len(missed) == len(matches), done.stdout

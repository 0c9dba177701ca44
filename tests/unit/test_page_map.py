"""The table of ARCHITECTURE that says which files make which page is held to the pages that are planned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

from knowledge_base.assemble.facets import INDEXED_FACETS
from knowledge_base.attachments.inspection import FileType, Inspection
from knowledge_base.attachments.stored import EntryFile
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS
from knowledge_base.view.pages.term import MOST_OF_NOTES
from knowledge_base.view.parts.linked import MOST_LINKED
from knowledge_base.view.parts.site import site_in
from knowledge_base.view.plan import plan_pages
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue, with_practices

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of the table, or a page as a row of its own; ``addresses`` are what it is or may be at."""

    addresses: tuple[str, ...]
    view: str
    templates: frozenset[str]
    styles: frozenset[str]
    scripts: frozenset[str]


def _quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def _row(line: str) -> Row:
    address, view, template, styles, scripts = (_quoted(cell) for cell in line.strip("|").split("|"))
    return Row(
        addresses=tuple(address),
        view=view[0],
        templates=frozenset(template[0].replace("<kind>", kind.name) for kind in KINDS),
        styles=frozenset(styles),
        scripts=frozenset(scripts),
    )


def _rows() -> dict[str, Row]:
    section = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("\n## Pages\n")[1].split("\n## ")[0]
    return {row.addresses[0]: row for row in map(_row, re.findall(r"^\| `.*\|$", section, re.MULTILINE))}


ROWS = _rows()


@cache
def _pages() -> tuple[Row, ...]:
    # With a page that has moved, with a picture beside an entry, with practices of which a meeting has more than its
    # page lists, and with notes that
    # put as many questions.
    notes = [copy_of(valid_catalogue().by_id["note"], f"note-{number}") for number in range(MOST_OF_NOTES)]
    much = catalogue_of([*with_practices(MOST_LINKED + 1).entries, *notes])
    real = replace(check_content(ROOT).catalogue, moved={"moved": "about"})
    picture = Inspection(type=FileType.PNG, width=9, height=9)
    beside = EntryFile(owner="plan", name="map.png", digest=b"", size=1, about=picture)
    much = replace(much, files={"plan": (beside,)})
    planned = [
        (page, page.view())
        for locale in Locale
        for catalogue in (real, much)
        for page in plan_pages(site_in(locale, catalogue))
    ]
    return tuple(
        Row(
            addresses=(page.chrome.address,),
            view=f"{type(view).__module__.removeprefix('knowledge_base.view.pages.')}.py",
            templates=frozenset({view.template}),
            styles=_named(page.chrome.styles),
            scripts=_named(page.chrome.scripts),
        )
        for page, view in planned
    )


def _named(paths: Sequence[str]) -> frozenset[str]:
    """Return files by their names in the folder of their sort, and others by their paths."""
    return frozenset(re.sub("^assets/(stylesheets|javascripts)/", "", path) for path in paths)


def _addresses(row: Row) -> re.Pattern[str]:
    """Return what the addresses of a row look like."""
    folders = {"<kind>": [kind.folder for kind in KINDS], "<facet>": [facet.folder for facet in INDEXED_FACETS]}
    parts = re.split(r"(<[a-z]+>)", "|".join(row.addresses))
    patterns = (f"(?:{'|'.join(folders.get(part, ['[a-z0-9-]+']))})" if part[:1] == "<" else part for part in parts)
    return re.compile("(?:" + "".join(patterns) + r")(-page-[0-9]+)?")


def _of(row: Row) -> list[Row]:
    return [page for page in _pages() if page.view == row.view and _addresses(row).fullmatch(page.addresses[0])]


def test_every_page_is_in_one_row() -> None:
    found = [page for row in ROWS.values() for page in _of(row)]
    assert sorted(page.addresses for page in found) == sorted(page.addresses for page in _pages())


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_every_address_of_a_row_has_pages(row: Row) -> None:
    assert [one for one in row.addresses if not _of(replace(row, addresses=(one,)))] == []


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_names_what_its_pages_are_made_of(row: Row) -> None:
    pages = _of(row)
    assert frozenset().union(*(page.templates for page in pages)) == row.templates
    assert frozenset().union(*(page.styles for page in pages)) == row.styles
    scripts = frozenset().union(*(page.scripts for page in pages))
    matched = {(script, name) for script in scripts for name in row.scripts if fnmatchcase(script, name)}
    assert {script for script, _ in matched} == scripts
    assert {name for _, name in matched} == row.scripts


def _where() -> str:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    return text.split("\n## Where to change what\n")[1].split("\n## ")[0]


def test_the_files_that_people_are_sent_to_are_there() -> None:
    folders = ("", "hooks/knowledge_base", "overrides/assets/stylesheets", "overrides/assets/javascripts", "docs/es")
    paths = [name for name in _quoted(_where()) if re.fullmatch(r"[\w/.-]+(/|\.(py|html|css|js|md|yml|po))", name)]
    assert len(paths) > 20
    assert [path for path in paths if not any((ROOT / folder / path).exists() for folder in folders)] == []


def test_the_names_that_people_are_sent_to_are_there() -> None:
    named = [
        (name, path)
        for names, path in re.findall(r"((?:`\w+`(?: (?:and|or) | of a )?)+) in `([\w/]+\.py)`", _where())
        for name in _quoted(names)
    ]
    assert len(named) > 5
    for name, path in named:
        code = (ROOT / "hooks/knowledge_base" / path).read_text("utf-8")
        assert re.search(rf"^\s*(def |class )?{name}\b", code, re.MULTILINE), (name, path)

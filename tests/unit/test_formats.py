"""What leaves the site is read back by programs that others wrote, whatever a title holds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from knowledge_base.formats import bibtex_record, csv_text, ris_record
from tools.npm import answer

SCRIPT = Path(__file__).parents[2] / "overrides/assets/javascripts/explore-files.js"
FORMULAS = "=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
HOSTILE = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\tx", "\t\t=1", "\N{FULLWIDTH EQUALS SIGN}1"),
    *("a;=1", "a; =1", "a,=1", "a\t@x", 'a;"=1', '"=1', 'a",=1,"', "a|-1", "a\r\n+1", " =1", "a, b; c"),
    *('a "quoted", b', "two\nlines", "1,234", "x@example.org", "México – Panamá, y otros", ""),
]


def _cells(text: str, delimiter: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter):
        yield from row


def _naive_cells(text: str) -> Iterator[str]:
    """Yield what a reader finds that splits at all that anybody splits at, and takes no notice of quotes."""
    for separator in "\t,|\r\n":
        text = text.replace(separator, ";")
    for cell in text.removeprefix("\ufeff").split(";"):
        yield cell.strip().strip('"').strip()


def test_a_table_is_quoted_throughout_and_reads_back() -> None:
    text = csv_text([["Título", "a"], ['a "quoted", b', "two\nlines"]])
    assert text == '\ufeff"Título","a"\r\n"a ""quoted"", b","two\nlines"\r\n'
    assert [*_cells(text, ",")] == ["Título", "a", 'a "quoted", b', "two\nlines"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_runs_nothing_wherever_its_reader_splits(delimiter: str) -> None:
    text = csv_text([[cell] for cell in HOSTILE])
    for cell in (*_cells(text, delimiter), *_naive_cells(text)):
        assert not cell.lstrip(' "').startswith(tuple(FORMULAS)), cell
    kept = [cell for cell in HOSTILE if cell and not set(cell) & set(FORMULAS)]
    assert set(kept) - {"\tx"} <= set(_cells(text, ","))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.sampled_from([*FORMULAS, *'"; \t,|a1\r\n'])), min_size=1, max_size=4))
def test_no_cell_of_any_table_runs(cells: list[str]) -> None:
    text = csv_text([cells])
    for cell in (*_cells(text, ","), *_cells(text, ";"), *_cells(text, "\t"), *_naive_cells(text)):
        assert not cell.lstrip(' "').startswith(tuple(FORMULAS)), cell


def test_the_page_writes_tables_as_the_build_does(tmp_path: Path) -> None:
    script = f"""
        const URL = {{ revokeObjectURL() {{}}, createObjectURL: (blob) => blob }};
        const Blob = class {{ constructor([text]) {{ this.text = text; }} }};
        const location = {{ protocol: "file:" }};
        const kb = {{ element: (_, {{ href }}) => ({{ click: () => console.log(JSON.stringify(href.text)) }}) }};
        {SCRIPT.read_text("utf-8")}
        const entries = {json.dumps([{"title": cell, "date": ""} for cell in HOSTILE])};
        exploreFiles({{ facets: [], path: () => "" }}, {{ title: "", date: "", address: "" }}, {{}})("csv", entries);
    """
    (tmp_path / "run.cjs").write_text(script, "utf-8")
    written = json.loads(answer([str(tmp_path / "run.cjs")]))
    assert written == csv_text([[cell, "", ""] for cell in ("", *HOSTILE)])


TITLES = [
    r"50% of a_b & \input{x} #$",
    "Niñas, niños y «otros»: 10 % [más]",
    "unbalanced } and { {{ braces",
    "ends with a backslash \\",
    "lines\nTY  - JOUR\r\nER  - \u2028AB  - x\x85ID  - y",
    "}, note = {x}}\n@misc{other, title = {y}",
    '@comment{ "a" # b @string{x = "y"}',
    "control\x00\x1b[2Jletters",
    "lone \ud800 surrogate",
    "ER  - ",
]


def _plain(title: str) -> str:
    """Return a title on one line, as formats of lines have it."""
    for each in ("\r\n", "\u2028", "\x85", "\n", "\x00", "\x1b"):
        title = title.replace(each, " ")
    return " ".join(title.replace("\ud800", "\ufffd").split(" ")).replace("  ", " ").strip()


def _read_ris(text: str) -> list[dict[str, Any]]:
    return list(rispy.loads(text))


@pytest.mark.parametrize("title", TITLES)
def test_ris_is_read_back(title: str) -> None:
    (read,) = _read_ris(ris_record((("TY", "ELEC"), ("ID", "an-id"), ("TI", title), ("T2", ""), ("PY", "2021"))))
    assert read == {"type_of_reference": "ELEC", "id": "an-id", "title": _plain(title), "year": "2021"}


def _tex_in_words(text: str) -> str:
    context = get_default_latex_context_db()
    known = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    context.add_context_category("ours", [MacroTextSpec(name, sign) for name, sign in known.items()], prepend=True)
    return str(LatexNodes2Text(latex_context=context, keep_comments=True).latex_to_text(text))


@pytest.mark.parametrize("title", [*TITLES, "~^"])
def test_bibtex_is_read_back(title: str) -> None:
    address = "https://kb.example/a%7B{b}\\c d#e"
    library = parse_string(
        bibtex_record("misc", "an-id", {"title": title, "howpublished": "", "year": "2021"}, {"url": address})
    )
    assert not library.failed_blocks
    assert not library.comments
    (entry,) = library.entries
    assert (entry.entry_type, entry.key) == ("misc", "an-id")
    fields = {name: str(field.value) for name, field in entry.fields_dict.items()}
    assert _tex_in_words(fields.pop("title")) == _plain(title)
    assert fields == {"year": "2021", "url": "https://kb.example/a%7B%7Bb%7D%5Cc%20d#e"}

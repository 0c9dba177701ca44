"""Hypothesis strategies for arbitrary and malformed content, and helpers to check it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from knowledge_base.assemble.entries import Entry
from knowledge_base.check.run import check_content
from knowledge_base.model.kinds import Kind
from knowledge_base.model.shape import Fields, Many, Shape, shape_of
from knowledge_base.parse.document import Page, parse_document
from knowledge_base.problems import Problem
from knowledge_base.read import read_docs
from tests.unit.catalogues import valid_catalogue
from tests.unit.repository import VALID

# Text that is special to YAML, Markdown, the models or a terminal, mixed with arbitrary text.
SIGNS = (
    *(": ", "- ", "  ", "\n", "\t", "[", "]", "{", "}", '"', "'", "#", " #x", "&a ", "*a", "!", "|", ">", "%", "@"),
    *(
        "---",
        "...",
        "?",
        ",",
        "~",
        "NO",
        "null",
        "\\",
        "é",
        "😀",
        "\ufeff",
        "\u202e",
        "\u2028",
        "\x85",
        "\x00",
        "\x1b[2J",
    ),
    *("<b>", "](", "![", "```", "<!--", "\\<", ":::x", "[^1]: x\n", "<<<<<<< a\n", "javascript:x", "https://x"),
    *("2021", "2021-02-30", "09:00", "1", "id", "title", "topics", "translation", "original", "es", "en", "MX"),
    *("borders", "dialogue", "note#1"),
)
ONE_SIGN = st.sampled_from(SIGNS)
TEXTS = st.lists(ONE_SIGN | st.text(max_size=8), max_size=12).map("".join)
_WORDS = TEXTS | st.sampled_from(
    [
        "2021-06-10",
        "2021",
        "2019/..",
        "2021-07~/2021-34",
        "P60D",
        "09:30",
        "shelter",
        "PA",
        "unhcr",
        "summit",
        "conclusions#2",
        "12",
    ]
)


def anything(depth: int = 3) -> st.SearchStrategy[Any]:
    """Generate any value that YAML can represent, up to a nesting depth."""
    leaf = st.none() | _WORDS
    if not depth:
        return leaf
    inner = anything(depth - 1)
    return leaf | st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3)


def shaped(shape: Shape) -> st.SearchStrategy[Any]:
    """Generate values of a shape, in which any part may be wrong."""
    match shape:
        case Many(item):
            right: st.SearchStrategy[Any] = st.lists(shaped(item), max_size=2)
        case Fields(fields=fields):
            right = st.fixed_dictionaries({}, optional={name: shaped(child) for name, child in fields.items()})
        case _:
            right = _WORDS
    return right | anything(1)


_PAGES = {source.path: parse_document(source)[0] for source in read_docs(VALID)[0]}


def original_page(entry: Entry) -> Page:
    """Return a page with the path of an entry's original, and nothing else."""
    return _PAGES[entry.versions[entry.original].page.source.path]


ORIGINALS = {entry.kind: original_page(entry).tree.data for entry in valid_catalogue().entries}


@st.composite
def spoiled(draw: st.DrawFn, kind: Kind) -> dict[str, Any]:
    """Generate valid front matter of a kind, with a few fields wrong or missing."""
    fields = shape_of(kind.record).fields
    data = dict(ORIGINALS[kind])
    for name in draw(st.lists(st.sampled_from(sorted(fields)), max_size=4, unique=True)):
        data[name] = draw(shaped(fields[name]))
    for name in draw(st.lists(st.sampled_from(sorted(data)), max_size=2, unique=True)):
        del data[name]
    return data


def report(root: Path, files: dict[str, bytes]) -> tuple[Problem, ...]:
    """Check the repository with these files added; return the problems, after asserting that they can be printed."""
    before = {name: (root / name).read_bytes() for name in files if (root / name).exists()}
    try:
        for name, data in files.items():
            (root / name).write_bytes(data)
        problems = check_content(root).problems
    finally:
        for name in files:
            if name in before:
                (root / name).write_bytes(before[name])
            else:
                (root / name).unlink(missing_ok=True)
    for problem in problems:
        line = str(problem)
        assert line.replace("\u00a0", " ").isprintable()
        assert line.encode()
        assert problem.what not in ("the value is not valid", "el valor no es válido")
        if str(problem.path) in files:
            lines = files[str(problem.path)].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
            assert 1 <= problem.position.line <= lines + 1
            assert problem.position.column >= 1
    return problems


def entry_file(data: Any, body: str) -> bytes:
    """Return the file of an entry with this front matter and body."""
    front = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    return f"---\n{front}---\n{body}".encode("utf-8", "surrogatepass")

"""Splits a Markdown file into YAML front matter and body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import Any

from knowledge_base.locale import N_, message
from knowledge_base.markdown.body import Reading, read_body
from knowledge_base.model.shape import Path, written
from knowledge_base.parse.yaml_errors import Finding, in_quotes
from knowledge_base.parse.yaml_tree import Tree, load
from knowledge_base.problems import Correction, Position, Problem, limited
from knowledge_base.read import SourceFile

_FENCE = "---"
# How a code block is opened in which a chat has put all of a file.
_CODE = re.compile(r"(`{3,}|~{3,})\w*\s*$")
# Autocorrection turns three hyphens into dashes, and people miscount: such lines count as a fence, and are reported.
_LIKE_FENCE = re.compile(r"(?:-{2,5}|-?[\u2010-\u2015\u2212][\u2010-\u2015\u2212-]{0,2})\s*")
# What may precede the front matter: blank lines, or the code fence of an example that was copied with it.
_ABOVE = re.compile(r"\s*(```.*|~~~.*)?")
_FIELD = re.compile(r"[\s-]|[^\s:]+:")
# Git's conflict markers, except the line of seven equals signs: under a line of text it is a valid heading.
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
# Values that need no quotes, in a list between brackets neither: dates, codes, ids, addresses.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w.:/?=%+-]*[\w/])?(?<!:)")

LONGEST_FRONT_MATTER = 100_000
"""The most characters that the fields of an entry may have."""

LONGEST_LINE = 10_000
"""The most characters of a line. A paragraph may be one line: no honest one has so many."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A parsed file.

    Attributes:
        source: the file.
        tree: its front matter, with positions in the file.
        body: the Markdown after the front matter.
        body_line: the line of the file on which the body begins, counted from 1.
        fields_digest: a digest of the front matter (BLAKE2, RFC 7693), as a cache key.
        body_digest: a digest of the body, likewise.
    """

    source: SourceFile
    tree: Tree
    body: str
    body_line: int
    fields_digest: bytes = b""
    body_digest: bytes = b""

    @cached_property
    def reading(self) -> Reading:
        """What is in the body. It is kept, as every link to the page and several rules look into it."""
        return read_body(self.body)

    def problem(
        self, position: Position, path: Path, rule: str, what: str, allowed: str = "", suggestion: str = ""
    ) -> Problem:
        """Return a problem in this file. ``what``, ``allowed`` and ``suggestion`` are in the language of the file."""
        source = self.source
        return Problem(
            path=source.path,
            position=position,
            field=written(path),
            rule=rule,
            what=what,
            allowed=allowed,
            suggestion=suggestion,
            locale=source.locale,
        )

    def instead(self, path: Path, value: str) -> Correction | None:
        """Return what to write for the field at a path to have another value; ``None`` if it is not of one line."""
        old = self.tree.written(path)
        if not old or "\n" in old:
            return None
        if old[0] == "'" and "'" not in value:
            new = f"'{value}'"
        else:
            new = value if old[0] != '"' and _PLAIN.fullmatch(value) else in_quotes(value)
        return Correction(self.tree.position(path), old, new)

    def without_text(self) -> Page:
        """Return the page without its fields and their places. They are not used after the checks, and take memory."""
        slim = replace(self, source=replace(self.source, text=""), tree=Tree(data={}))
        if "reading" in vars(self):
            vars(slim)["reading"] = self.reading
        return slim


def parse_document(source: SourceFile) -> tuple[Page, tuple[Problem, ...]]:
    """Split a file into front matter and body, and parse the front matter.

    Returns:
        The page, and the syntax problems. If the front matter cannot be found or is too long, the tree is empty and
        marked as incomplete.
    """
    if conflict := _conflict(source.text):
        return _unreadable(source, conflict)
    lines = source.text.split("\n")
    if long := next((number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), None):
        what, allowed = N_("the line is too long"), N_("at most 10,000 characters: break it at the end of a paragraph")
        return _unreadable(
            source, Finding(position=Position(long), path=(), rule="line-length", what=what, allowed=allowed)
        )
    start = _fence(lines, 0)
    if start is None or not all(_ABOVE.fullmatch(line) for line in lines[:start]):
        what = N_("the file does not begin with its fields")
        allowed = N_("the first line is --- and another --- closes the fields")
        return _unreadable(
            source, Finding(position=Position(), path=(), rule="front-matter", what=what, allowed=allowed), source.text
        )
    end = _fence(lines, start + 1)
    if end is None:
        # Report the first line that does not look like a field: the fence belongs before it.
        fields = enumerate(lines[start + 1 : -1], start + 2)
        line = next((number for number, text in fields if not text or not _FIELD.match(text)), len(lines) - 1)
        what, allowed = N_("the fields are never closed"), N_("put a line with --- after the last field")
        return _unreadable(
            source, Finding(position=Position(max(line, 1)), path=(), rule="front-matter", what=what, allowed=allowed)
        )
    if start and (opened := _CODE.match(lines[0])):
        lines = _without_end_of_code(lines, end + 1, opened[1])
    body, front = "\n".join(lines[end + 1 :]), "\n".join(lines[start + 1 : end])
    if len(front) > LONGEST_FRONT_MATTER:
        what, allowed = N_("the fields are too long"), N_("at most 100,000 characters")
        return _unreadable(
            source,
            Finding(position=Position(2), path=(), rule="front-matter", what=what, allowed=allowed),
            body,
            end + 2,
        )
    what, allowed = N_("the fields are not of the form name: value"), N_("write one field a line")
    tree, problems = _load(source, front, start + 2, {}, what, allowed)
    digests = {"fields_digest": _digest(front), "body_digest": _digest(body)}
    return Page(source=source, tree=tree, body=body, body_line=end + 2, **digests), (
        *_fence_problems(source, lines, start, end),
        *problems,
    )


def _without_end_of_code(lines: Sequence[str], start: int, mark: str) -> list[str]:
    """Return the lines without the end of a code block around all of the file, or around its fields.

    Args:
        lines: the lines of the file, of which the first opens the block.
        start: the first line under the fields.
        mark: what opens it: some ` or ~.
    """
    ends = [number for number in range(start, len(lines)) if lines[number].rstrip() == mark]
    filled = [number for number in range(start, len(lines)) if lines[number].strip()]
    end = next((each for each in (filled[:1] + filled[-1:]) if each in ends[:1] + ends[-1:]), None)
    return ["" if number == end else line for number, line in enumerate(lines)]


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _fence(lines: Sequence[str], start: int) -> int | None:
    """Return the index of the next line that is, or was meant to be, three hyphens; ``None`` if there is none."""
    for number in range(start, len(lines)):
        line = lines[number]
        # Fields begin with a letter or a blank: most lines need no closer look.
        if line and not line[0].isalpha() and _LIKE_FENCE.fullmatch(line):
            return number
    return None


def _fence_problems(source: SourceFile, lines: Sequence[str], *places: int) -> Iterator[Problem]:
    if places[0]:
        what, allowed = N_("something stands above the fields"), N_("remove it: the first line of the file is ---")
        yield _problem(source, Finding(position=Position(), path=(), rule="front-matter", what=what, allowed=allowed))
    for place in places:
        if lines[place].rstrip() != _FENCE:
            what, allowed = N_("this line is not made of three hyphens"), N_("write --- and nothing else")
            here = Position(place + 1)
            finding = Finding(position=here, path=(), rule="front-matter", what=what, allowed=allowed)
            yield _problem(source, replace(finding, correction=Correction(here, lines[place], _FENCE)))


def parse_list(source: SourceFile) -> tuple[Tree, tuple[Problem, ...]]:
    """Parse a vocabulary file. The data of the tree is always a list; syntax errors are returned as problems."""
    if conflict := _conflict(source.text):
        return Tree(data=[], complete=False), (_problem(source, conflict),)
    what, allowed = N_("the file is not a list of terms"), N_("each term begins with - id:")
    return _load(source, source.text, 1, [], what, allowed)


def parse_settings(source: SourceFile) -> tuple[Tree, tuple[Problem, ...]]:
    """Parse a settings file. The data of the tree is always a mapping; syntax errors are returned as problems."""
    if conflict := _conflict(source.text):
        return Tree(data={}, complete=False), (_problem(source, conflict),)
    what, allowed = N_("the fields are not of the form name: value"), N_("write one field a line")
    return _load(source, source.text, 1, {}, what, allowed)


def _conflict(text: str) -> Finding | None:
    conflict = _CONFLICT.search(text)
    if conflict is None:
        return None
    what = N_("a merge conflict was left in the file")
    allowed = N_("keep one of the two versions and remove the lines with <<<<<<<, ======= and >>>>>>>")
    return Finding(
        position=Position(text[: conflict.start()].count("\n") + 1),
        path=(),
        rule="merge-conflict",
        what=what,
        allowed=allowed,
    )


def _unreadable(
    source: SourceFile, finding: Finding, body: str = "", line: int = 1
) -> tuple[Page, tuple[Problem, ...]]:
    return Page(source=source, tree=Tree(data={}, complete=False), body=body, body_line=line), (
        _problem(source, finding),
    )


def _load(
    source: SourceFile, text: str, line: int, empty: dict[str, Any] | list[Any], what: str, allowed: str
) -> tuple[Tree, tuple[Problem, ...]]:
    """Parse YAML whose root must have the type of ``empty``.

    If it has not, the tree has ``empty`` as data and ``what`` and ``allowed`` are reported.
    """
    tree = load(text, line)
    findings = tree.findings
    if not isinstance(tree.data, type(empty)):
        # An empty document counts as an empty collection: the missing fields will be reported.
        if tree.data is not None and tree.complete:
            findings = (*findings, Finding(position=Position(line), path=(), rule="form", what=what, allowed=allowed))
        complete = tree.complete and tree.data is None
        tree = Tree(data=empty, values={(): 0}, findings=findings, complete=complete, first_line=line)
    return tree, tuple(limited(_problem(source, finding) for finding in findings))


def _problem(source: SourceFile, finding: Finding) -> Problem:
    values = dict(finding.values)
    return Problem(
        path=source.path,
        position=finding.position,
        field=written(finding.path),
        rule=finding.rule,
        what=message(source.locale, finding.what, **values),
        allowed=message(source.locale, finding.allowed, **values) if finding.allowed else "",
        locale=source.locale,
        correction=finding.correction,
    )

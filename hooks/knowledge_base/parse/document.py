"""A Markdown file with front matter: where the YAML ends and the body begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge_base.locale import N_, message
from knowledge_base.model.shape import Path, written
from knowledge_base.parse.yaml_tree import Finding, Tree, load
from knowledge_base.problems import Position, Problem
from knowledge_base.read import SourceFile

_FENCE = "---"
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_LONGEST_FRONT_MATTER = 200_000


@dataclass(frozen=True)
class Page:
    """A file, taken apart.

    Attributes:
        source: the file.
        tree: its front matter, with positions in the file.
        body: its Markdown, without the front matter.
        body_line: the line of the file on which the body begins.
    """

    source: SourceFile
    tree: Tree
    body: str
    body_line: int

    def problem(
        self, position: Position, path: Path, rule: str, what: str, allowed: str = "", suggestion: str = ""
    ) -> Problem:
        """Return a problem of this file; the sentences are already in its language."""
        source = self.source
        return Problem(source.path, position, written(path), rule, what, allowed, suggestion, locale=source.locale)


def parse_document(source: SourceFile) -> tuple[Page, tuple[Problem, ...]]:
    """Take a file apart.

    Returns:
        The page, and what is wrong with its form. A page without readable front matter has empty data.
    """
    lines = source.text.split("\n")
    conflict = _CONFLICT.search(source.text)
    if conflict:
        position = Position(source.text[: conflict.start()].count("\n") + 1)
        finding = Finding(
            position,
            (),
            "merge-conflict",
            N_("a merge conflict was left in the file"),
            N_("keep one of the two versions and remove the lines with <<<<<<<, ======= and >>>>>>>"),
        )
        return Page(source, Tree({}), "", 1), (_problem(source, finding),)
    if lines[0].rstrip() != _FENCE:
        finding = Finding(
            Position(),
            (),
            "front-matter",
            N_("the file does not begin with its fields"),
            N_("the first line is --- and another --- closes the fields"),
        )
        return Page(source, Tree({}), source.text, 1), (_problem(source, finding),)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        finding = Finding(
            Position(),
            (),
            "front-matter",
            N_("the fields are never closed"),
            N_("put a line with --- after the last field"),
        )
        return Page(source, Tree({}), "", 1), (_problem(source, finding),)
    front = "\n".join(lines[1:end])
    if len(front) > _LONGEST_FRONT_MATTER:
        finding = Finding(
            Position(2), (), "front-matter", N_("the fields are too long"), N_("at most 200,000 characters")
        )
        return Page(source, Tree({}), "", 1), (_problem(source, finding),)
    tree = load(front, first_line=2)
    problems = tuple(_problem(source, finding) for finding in tree.findings)
    if not isinstance(tree.data, dict):
        if not problems:
            finding = Finding(
                Position(2),
                (),
                "front-matter",
                N_("the fields are not of the form name: value"),
                N_("write one field a line"),
            )
            problems = (_problem(source, finding),)
        tree = Tree({}, tree.values, tree.keys, tree.findings)
    return Page(source, tree, "\n".join(lines[end + 1 :]), end + 2), problems


def parse_list(source: SourceFile) -> tuple[Tree, tuple[Problem, ...]]:
    """Return a vocabulary file as a tree whose data is a list, and what is wrong with its form."""
    tree = load(source.text)
    problems = tuple(_problem(source, finding) for finding in tree.findings)
    if not isinstance(tree.data, list):
        if not problems:
            finding = Finding(
                Position(), (), "vocabulary", N_("the file is not a list of terms"), N_("each term begins with - id:")
            )
            problems = (_problem(source, finding),)
        tree = Tree([], tree.values, tree.keys, tree.findings)
    return tree, problems


def _problem(source: SourceFile, finding: Finding) -> Problem:
    values = dict(finding.values)
    return Problem(
        source.path,
        finding.position,
        written(finding.path),
        finding.rule,
        message(source.locale, finding.what, **values),
        message(source.locale, finding.allowed, **values) if finding.allowed else "",
        locale=source.locale,
    )

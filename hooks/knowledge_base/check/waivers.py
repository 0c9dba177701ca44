"""Applies the waivers of entries: a warning that was judged wrong is not told, until the text changes that it is about.

Errors are never waived. A waiver that waives nothing is told itself, so that none is left behind.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from knowledge_base.locale import N_, message
from knowledge_base.model.waivers import WarningRule
from knowledge_base.parse.document import Page
from knowledge_base.problems import Problem, Severity, as_warning

WAIVED = "waived"
"""The field with the waivers of a file."""

_LENGTH = 12
_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, kw_only=True)
class Waived:
    """A warning that is not told, and why."""

    problem: Problem
    reason: str


def can_be_waived(problem: Problem) -> bool:
    """Whether a problem is a warning that an entry can waive."""
    return problem.severity is Severity.WARNING and problem.rule in set(WarningRule)


def judged_hash(page: Page, problem: Problem) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 (FIPS 180-4) of what a warning was judged on.

    That is its rule, the name of its field and the text there: the value of the field, the paragraph of the body, or
    all of the file where it has no place in it. White space does not count, nor does the place of an item in its list.

    Args:
        page: the file.
        problem: a warning in it.
    """
    parts = (problem.rule, _INDEX.sub("[]", problem.field), problem.about, _text(page, problem))
    return hashlib.sha256("\0".join(" ".join(part.split()) for part in parts).encode()).hexdigest()[:_LENGTH]


def _text(page: Page, problem: Problem) -> str:
    value = {name: each for name, each in page.tree.data.items() if name != WAIVED}
    if problem.field:
        for index, name in _PART.findall(problem.field):
            key = int(index) - 1 if index else name
            try:
                value = value[key]
            except (LookupError, TypeError):
                break
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    lines, first = page.body.split("\n"), problem.position.line - page.body_line
    if not 0 <= first < len(lines):
        return json.dumps([value, page.body], ensure_ascii=False, sort_keys=True)
    before = next((place for place in range(first, 0, -1) if not lines[place - 1].strip()), 0)
    after = next((place for place in range(first + 1, len(lines)) if not lines[place].strip()), len(lines))
    return "\n".join(lines[before:after])


def without_waived(
    problems: Iterable[Problem], pages: Iterable[Page]
) -> tuple[tuple[Problem, ...], tuple[Waived, ...]]:
    """Leave out the warnings that their files waive.

    Args:
        problems: all problems of the content.
        pages: the files that can have waivers: of entries and of single pages, in all languages.

    Returns:
        The other problems, with those of waivers that waive nothing; and what was waived.
    """
    # The fields of most files are parsed for this alone: those without the word are left alone.
    waivers = {page.source.path: page for page in pages if WAIVED in page.source.text and WAIVED in page.tree.data}
    if not waivers:
        return tuple(problems), ()
    told: list[Problem] = []
    found: defaultdict[PurePosixPath, dict[tuple[str, str], list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        page = waivers.get(problem.path)
        if page and can_be_waived(problem):
            found[problem.path][problem.rule, judged_hash(page, problem)].append(problem)
        else:
            told.append(problem)
    waived: list[Waived] = []
    for path, page in waivers.items():
        warnings = found[path]
        unused: list[tuple[int, str]] = []
        for index, (rule, text_hash, reason) in _listed(page):
            if (rule, text_hash) in warnings:
                waived += (Waived(problem=problem, reason=reason) for problem in warnings.pop((rule, text_hash)))
            else:
                unused.append((index, rule))
        left = {rule for rule, _ in warnings}
        told += (problem for each in warnings.values() for problem in each)
        told += (_unused(page, index, lapsed=rule in left) for index, rule in unused)
    return tuple(told), tuple(waived)


def _listed(page: Page) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Yield the waivers of a file that have what one needs, with their places; others are errors of their own."""
    listed = page.tree.data[WAIVED]
    for index, each in enumerate(listed if isinstance(listed, list) else ()):
        values = [each.get(name) for name in ("rule", "text_hash", "reason")] if isinstance(each, Mapping) else []
        rule, text_hash, reason = (value if isinstance(value, str) else "" for value in values or ("",) * 3)
        if rule in set(WarningRule) and text_hash and reason.strip():
            yield index, (rule, text_hash, reason)


def _unused(page: Page, index: int, *, lapsed: bool) -> Problem:
    locale, path = page.source.locale, (WAIVED, index)
    if lapsed:
        what, allowed = N_("the text has changed since this was waived"), N_("judge it anew, or remove the waiver")
    else:
        what, allowed = N_("this waives nothing: the rule does not warn of that text"), N_("remove it")
    rule = "waiver-lapsed" if lapsed else "waiver-unused"
    words = message(locale, what), message(locale, allowed)
    return as_warning(page.problem(page.tree.position(path), path, rule, *words))

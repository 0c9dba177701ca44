"""Writes what is clear of what the check finds: everything for which it offers one correction.

A correction replaces a few words at their place, so that comments and layout stay. Files are corrected in rounds, as a
mistake may hide others behind it, until there is nothing left that is clear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.memory.content import ContentMemory
from knowledge_base.parse.document import parse_document
from knowledge_base.problems import Correction, Position, Problem
from knowledge_base.read import SourceFile, decode

_MOST_ROUNDS = 20
_SAVED_OTHERWISE = frozenset({"bom", "line-ends"})
_NOT_READ = "utf-8"
# A sign for comments between brackets hides the one that closes them.
_ENDS_READING = frozenset({"yaml", "yaml-comment"})


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """A file with corrections: its content before and after."""

    before: bytes
    after: bytes


def corrected_line(text: str, correction: Correction) -> tuple[str, str] | None:
    """Return the line of a correction before and after; ``None`` if its words are not there, or not in one line."""
    return _line(text.split("\n"), correction)


def _line(lines: Sequence[str], correction: Correction) -> tuple[str, str] | None:
    place = correction.position
    if "\n" in correction.old or not 0 < place.line <= len(lines):
        return None
    before = lines[place.line - 1]
    start, end = before[: place.column - 1], before[place.column - 1 :]
    if not end.startswith(correction.old):
        return None
    return before, f"{start}{correction.new}{end[len(correction.old) :]}"


def corrected_text(text: str, corrections: Iterable[Correction]) -> str:
    """Return a text with corrections; of those that touch the same words, only the first in the text.

    Args:
        text: the text, with LF line ends.
        corrections: those whose words are not there are left out.
    """
    lines = text.split("\n")
    # From the end, so that places before stay where they are.
    behind = Position(len(lines) + 1)
    for each in sorted(_apart(corrections), key=lambda one: one.position, reverse=True):
        if each.position < behind and (found := _line(lines, each)):
            lines[each.position.line - 1] = found[1]
            behind = each.position
    return "\n".join(lines)


def _apart(corrections: Iterable[Correction]) -> list[Correction]:
    """Return the corrections without those whose words begin in the words of the one before, sorted."""
    kept: list[Correction] = []
    end = Position()
    for each in sorted(dict.fromkeys(corrections), key=lambda one: (one.position, one.old, one.new)):
        if each.position >= end:
            kept.append(each)
            end = Position(each.position.line, each.position.column + max(len(each.old), 1))
    return kept


def corrections_of(root: Path) -> dict[PurePosixPath, Corrected]:
    """Return the files of a repository that have something to correct, with all that is clear corrected.

    Args:
        root: the repository.

    Raises:
        OSError: a file can't be read.
    """
    memory = ContentMemory()
    before: dict[PurePosixPath, bytes] = {}
    after: dict[PurePosixPath, bytes] = {}
    tried: set[tuple[PurePosixPath, str, str, str]] = set()
    for _ in range(_MOST_ROUNDS):
        changed = False
        for path, problems in _by_file(check_content(root, after, memory=memory).problems).items():
            data = after[path] if path in after else (root / path).read_bytes()
            new = _corrected(path, data, problems, tried)
            if new != data:
                before.setdefault(path, data)
                after[path], changed = new, True
        if not changed:
            break
    return {path: Corrected(before=before[path], after=after[path]) for path in sorted(before)}


def _by_file(problems: Sequence[Problem]) -> Mapping[PurePosixPath, Sequence[Problem]]:
    found: defaultdict[PurePosixPath, list[Problem]] = defaultdict(list)
    unread = {problem.path for problem in problems if problem.rule == _NOT_READ}
    for problem in problems:
        is_entry = problem.path.suffix == ".md" and problem.path.parts[0] == "docs"
        if is_entry and problem.path not in unread and (problem.correction or problem.rule in _SAVED_OTHERWISE):
            found[problem.path].append(problem)
    return found


def _corrected(
    path: PurePosixPath, data: bytes, problems: Sequence[Problem], tried: set[tuple[PurePosixPath, str, str, str]]
) -> bytes:
    """Return a file with what is clear corrected, each thing at most once; as it is if its fields can be read less."""
    locale = problems[0].locale
    text, _ = decode(data, path, locale)
    corrections: list[Correction] = []
    for problem in problems:
        each = problem.correction
        if each and (key := (path, problem.rule, *(corrected_line(text, each) or ("", "")))) not in tried:
            tried.add(key)
            corrections.append(each)
    saved_otherwise = any(problem.rule in _SAVED_OTHERWISE for problem in problems)
    new = corrected_text(text, corrections)
    if new != text and _readable(path, new, locale) < _readable(path, text, locale):
        new = text
    return new.encode() if new != text or saved_otherwise else data


def _readable(path: PurePosixPath, text: str, locale: Locale) -> tuple[bool, Position]:
    """Return how far the fields of a file can be read: to their end, or to the first mistake that ends them."""
    page, problems = parse_document(SourceFile(path=path, locale=locale, address="", text=text))
    ending = {"yaml"} if page.tree.complete else _ENDS_READING
    last = max((problem.position for problem in problems if problem.rule in ending), default=Position())
    return page.tree.complete, last

"""Problems with the content: the diagnostics that every stage reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from knowledge_base.locale import N_, Locale, gettext_translations, message

MOST_OF_A_KIND = 100
"""How many errors of one kind are looked for in a file: who has so many corrects these first."""

MOST_SUGGESTED = 10
"""In how many of them it is looked for what was meant, among all names that there are."""

MOST_LISTED = 40
"""How many of what may be written a message lists."""

MOST_OF_A_FILE = 250
"""How many problems of a file are reported; of the others, their number."""


class Severity(StrEnum):
    """An error stops the build; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Position:
    """A place in a file: line and column, both counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Correction:
    """What to write, where there is one thing only: new words in place of old ones, which begin at a position."""

    position: Position
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A problem at one position of a file.

    Attributes:
        path: the file, relative to the repository.
        position: the position in the file.
        field: the path of the field, as `written` formats it (``countries[2].code``); empty if it is not about a field.
        rule: the permanent name of the rule.
        what: what is wrong, in the language of the file.
        allowed: what to write instead; may be empty.
        suggestion: a sentence with the nearest valid value; may be empty.
        severity: whether it stops the build.
        locale: the language of the file's folder.
        about: the words that it is about, where these are not all of the text at its place; a waiver is for them.
        correction: what to write, where that is clear; ``kb check --fix`` writes it.
    """

    path: PurePosixPath
    position: Position
    field: str
    rule: str
    what: str
    allowed: str = ""
    suggestion: str = ""
    severity: Severity = Severity.ERROR
    locale: Locale = Locale.EN
    about: str = ""
    correction: Correction | None = None

    def __str__(self) -> str:
        """Return ``path:line:column: field: what; allowed; did you mean``, which editors turn into a link.

        Line breaks and control characters are escaped. File names and field names come from contributors, and could
        otherwise forge another line of output or send escape sequences to the terminal.
        """
        return printable(f"{self.path}:{self.position.line}:{self.position.column}: {self.sentence}")

    @property
    def named(self) -> str:
        """The same with the name of the rule behind a warning, by which an entry can waive it."""
        return f"{self}{self.rule_name}"

    @property
    def rule_name(self) -> str:
        """What stands behind the sentence of a warning: the name of its rule in brackets; empty for an error."""
        return f" [{self.rule}]" if self.severity is Severity.WARNING else ""

    @property
    def sentence(self) -> str:
        """The same as `str` without path and position."""
        sentence = "; ".join(part for part in (self.what, self.allowed, self.suggestion) if part)
        if self.severity is Severity.WARNING:
            # Not inside the f-string, where `make messages` would not find it.
            warning = message(self.locale, N_("warning"))
            sentence = f"{warning}: {sentence}"
        field = f"{self.field}: " if self.field else ""
        return printable(f"{field}{sentence}")


def printable(text: str) -> str:
    """Escape line breaks, control characters and everything else that is not printable."""
    return "".join(char if char.isprintable() or char == "\u00a0" else ascii(char)[1:-1] for char in text)


def as_warning(problem: Problem) -> Problem:
    """Return a copy of a problem with the severity of a warning."""
    return replace(problem, severity=Severity.WARNING)


def limited(found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems of one kind, and after `MOST_OF_A_KIND` errors that there are more, which are not looked for."""
    errors = 0
    for problem in found:
        errors += problem.severity is Severity.ERROR
        if errors > MOST_OF_A_KIND:
            yield _cut(
                problem,
                message(problem.locale, N_("there is more of this kind")),
                message(problem.locale, N_("correct first what is said above")),
            )
            return
        yield problem


def within_limits(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems, of each file the first `MOST_OF_A_FILE`, and where there are more, how many.

    Args:
        problems: in their order, errors first.
    """
    seen: Counter[PurePosixPath] = Counter()
    cut: dict[PurePosixPath, Problem] = {}
    for problem in problems:
        seen[problem.path] += 1
        if seen[problem.path] <= MOST_OF_A_FILE:
            yield problem
        else:
            # If any of them is an error, the first is.
            cut.setdefault(problem.path, problem)
    for path, first in cut.items():
        left = seen[path] - MOST_OF_A_FILE
        text = gettext_translations(first.locale).ngettext(
            "and {n} more in this file", "and {n} more in this file", left
        )
        yield _cut(first, text.format(n=left))


def _cut(problem: Problem, what: str, allowed: str = "") -> Problem:
    return replace(problem, field="", rule="more", what=what, allowed=allowed, suggestion="")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort and deduplicate problems: errors first, then by file, position and field, then in the order given."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.severity is not Severity.ERROR, str(p.path), p.position, p.field)))

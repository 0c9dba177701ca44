"""Problems with the content: the diagnostics that every stage reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from knowledge_base.locale import N_, Locale, message


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


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort and deduplicate problems: errors first, then by file, position and field, then in the order given."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.severity is not Severity.ERROR, str(p.path), p.position, p.field)))

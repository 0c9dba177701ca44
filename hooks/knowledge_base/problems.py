"""What is wrong with the content, and where: the one kind of value that every stage reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from knowledge_base.locale import N_, Locale, message


class Severity(StrEnum):
    """An error keeps the site from being built; a warning asks somebody to look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Position:
    """A place in a file: line and column, both counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong in one place.

    Attributes:
        path: the file, relative to the repository.
        position: where in the file.
        field: the field as an author would write it (``countries[2].code``); empty for the file as a whole.
        rule: the permanent name of the rule, for tests and the list of rules.
        what: what is wrong, in the language of the file.
        allowed: what could be written instead; may be empty.
        suggestion: the nearest valid value; may be empty.
        severity: whether it stops the build.
        locale: the language of the file's folder.
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

    def __str__(self) -> str:
        """Return ``path:line:column: field: what; allowed; did you mean``, the form that editors make clickable.

        File names and fields come from contributors, and could pass for another line or act on a terminal.
        """
        return printable(f"{self.path}:{self.position.line}:{self.position.column}: {self.sentence}")

    @property
    def sentence(self) -> str:
        """The same without the place."""
        sentence = "; ".join(part for part in (self.what, self.allowed, self.suggestion) if part)
        if self.severity is Severity.WARNING:
            # Not inside the f-string, where `make messages` would not find it.
            warning = message(self.locale, N_("warning"))
            sentence = f"{warning}: {sentence}"
        field = f"{self.field}: " if self.field else ""
        return printable(f"{field}{sentence}")


def printable(text: str) -> str:
    """Return a text on one line, with whatever could act on a terminal escaped."""
    return "".join(char if char.isprintable() or char == "\u00a0" else ascii(char)[1:-1] for char in text)


def as_warning(problem: Problem) -> Problem:
    """Return a problem as one that does not stop a build."""
    return replace(problem, severity=Severity.WARNING)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems once each: errors first, then by file and place; in one place, as they were found."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.severity is not Severity.ERROR, str(p.path), p.position, p.field)))

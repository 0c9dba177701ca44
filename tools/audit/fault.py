"""Faults that checkers report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A fault at a place.

    Attributes:
        where: the page, and the place on it.
        what: the description, the same for every place.
    """

    where: str
    what: str

    def __str__(self) -> str:
        """Return the fault as a line of a report."""
        return f"{self.where}: {self.what}"

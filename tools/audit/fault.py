"""What a checker finds wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Something that is wrong at a place.

    Attributes:
        where: the page, and what else it takes to find it.
        what: what is wrong, in the same words wherever it is.
    """

    where: str
    what: str

    def __str__(self) -> str:
        """Return the fault as a line of a report."""
        return f"{self.where}: {self.what}"

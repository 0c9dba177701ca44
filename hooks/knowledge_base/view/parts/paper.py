"""Estimates how much text fits on the two printed pages of a brief, and truncates text at sentence ends.

All sizes are in points and match ``overrides/assets/stylesheets/brief.css``. They assume the smaller of A4 (narrower)
and Letter (shorter) in each direction (ISO 216, ANSI/ASME Y14.1), with a safety margin, because readers print with
whatever fonts they have.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from knowledge_base.model.types import Text
from knowledge_base.view.parts.pieces import Quotation

ROOM = 1290.0
"""Usable height of two sheets, in points: without margins and footers, less what may stay empty at the page break."""


class Print(Enum):
    """A text style on paper: line height in points, and characters per line."""

    TITLE = 19.6, 46
    TEXT = 12.4, 98
    SMALL = 11.1, 110
    LABEL_COLUMN = 11.1, 48
    PERIOD_COLUMN = 11.1, 17
    SOURCE_COLUMN = 11.1, 20

    def height(self, text: str) -> float:
        """Return the height of a text in this style, in points; 0 for an empty text."""
        line, characters = self.value
        return -(-len(text) // characters) * line


HEADING = 25.5
"""Height of a heading with its margins, in points."""

NOTES = 72.0
"""Height of the place to write in, in points."""

GAP = 3.0
"""Space between the items of a list, in points."""

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_CUT = "…"

T = TypeVar("T")
W = TypeVar("W", Text, Quotation, Text | Quotation)


def clip(text: str, most: int) -> str:
    """Return a text truncated to at most ``most`` characters: after a sentence if one fits, else after a word.

    A truncated text ends in an ellipsis.
    """
    if len(text) <= most:
        return text
    kept = ""
    for sentence in _SENTENCE.split(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) + len(f" {_CUT}") > most:
            break
        kept = longer
    if kept:
        return f"{kept} {_CUT}"
    words = text[: most - len(_CUT)]
    # A text without spaces, such as a long URL, is cut at the limit.
    return (words.rpartition(" ")[0] or words).rstrip(" ,;:") + _CUT


def clipped(text: W, most: int) -> W:
    """Return a text truncated as by `clip`, with its language kept."""
    return replace(text, value=clip(text.value, most))


def share_out(queues: Sequence[Iterator[T]], take: Callable[[T], bool]) -> tuple[tuple[T, ...], ...]:
    """Fill a limited space from several queues, round-robin.

    A queue is closed by the first of its items that doesn't fit, so a list only ever loses its tail.

    Args:
        queues: the queues, in the order of their turns.
        take: adds an item to the space; returns ``False`` if it doesn't fit.

    Returns:
        The items taken from each queue.
    """
    taken: list[list[T]] = [[] for _ in queues]
    waiting = deque(range(len(queues)))
    while waiting:
        place = waiting.popleft()
        for item in queues[place]:
            if take(item):
                taken[place].append(item)
                waiting.append(place)
            break
    return tuple(tuple(items) for items in taken)

"""How much goes on paper: words cut at the end of a sentence, and their height before anything is printed.

The sizes are those of ``overrides/assets/stylesheets/brief.css``, in points. They are reckoned for the worse of both
sheets, the narrow A4 and the short Letter (ISO 216, ANSI/ASME Y14.1), and with room to spare, because each reader
prints with the fonts that are there.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import TypeVar

from knowledge_base.model.types import Text

ROOM = 1290.0
"""How high two sheets are between their margins, without their feet, and less what may stay empty where one ends."""


class Print(Enum):
    """A size of print: how high a line of it is, and how many characters go on one."""

    TITLE = 19.6, 46
    TEXT = 12.4, 98
    SMALL = 11.1, 110
    LABEL_COLUMN = 11.1, 48
    PERIOD_COLUMN = 11.1, 17
    SOURCE_COLUMN = 11.1, 20

    def height(self, text: str) -> float:
        """Return how high a text is in this print; an empty one is not there."""
        line, characters = self.value
        return -(-len(text) // characters) * line


HEADING = 25.5
"""How high a heading is, with what is over and under it."""

GAP = 3.0
"""How far the items of a list are apart."""

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_CUT = "…"

T = TypeVar("T")


def clip(text: str, most: int) -> str:
    """Return the whole sentences of a text that a number of characters has room for, or, of a long one, its words.

    A text that was cut ends in an ellipsis.
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
    # A text without a space, such as a long address, is cut where it is.
    return (words.rpartition(" ")[0] or words).rstrip(" ,;:") + _CUT


def clipped(text: Text, most: int) -> Text:
    """Return a text `clip`ped, still marked with its language."""
    return Text(clip(text.value, most), text.locale)


def share_out(queues: Sequence[Iterator[T]], take: Callable[[T], bool]) -> tuple[tuple[T, ...], ...]:
    """Share a space out among several queues: one item of each in turn, until nothing more goes in.

    A queue ends with the first of its items that does not go in: what is left out of a list is always its end.

    Args:
        queues: in the order in which they come to their turn.
        take: puts an item into the space; ``False`` if it does not go in.

    Returns:
        What was taken of each queue.
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

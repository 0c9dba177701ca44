"""Where in a body the words of a block are written, and which of them are shown as they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter

from markdown_it.token import Token

from knowledge_base.markdown.faults import NO_WORDS
from knowledge_base.markdown.plain_inline import AT, END
from knowledge_base.problems import Position


class BlockPlaces:
    """Where in the body the words of a block stand: they are its lines, without what the blocks around put before.

    Attributes:
        end: of a cell of a table, where it ends: the number of its line, from 0, and the column.
    """

    def __init__(self, lines: Sequence[str], block: Token, cell_after: tuple[int, int] | None = None) -> None:
        self._pieces = block.content.split("\n")
        self._begins = list(accumulate((len(piece) + 1 for piece in self._pieces), initial=0))[:-1]
        self._first, _ = block.map or (0, 1)
        self._lines = lines
        self.end = cell_after
        self._cell: int | None = None
        # Only cells of tables differ from what is written: a bar is escaped there, and they share their line.
        self._escaped = False
        if cell_after is not None:
            line, column = cell_after
            source, after = lines[self._first], column if line == self._first else 0
            begin = source.find(block.content, after)
            if begin < 0:
                plain = source.replace("\\|", "|")
                begin = plain.find(block.content, after - source.count("\\|", 0, after))
                self._escaped = begin >= 0
            self._cell = max(begin, 0)
            end = self._cell + len(block.content)
            self.end = self._first, end + (_escapes_before(source, end) if self._escaped else 0)

    def at(self, offset: int) -> Position:
        """Return where a place of the words is in the body."""
        before = bisect_right(self._begins, offset) - 1
        column = offset - self._begins[before]
        line = self._first + before
        source = self._lines[line] if line < len(self._lines) else ""
        if self._cell is not None:
            column += self._cell
            column += _escapes_before(source, column) if self._escaped else 0
        else:
            # Blanks at either end are no words, and a tab before them may have become some.
            words = self._pieces[before].strip()
            column -= len(self._pieces[before]) - len(self._pieces[before].lstrip())
            column = max(column, 0) + max(source.rfind(words), 0)
        return Position(line + 1, column + 1)


def _escapes_before(line: str, column: int) -> int:
    """Return how many escapes of the bar between cells stand before a column of the line without them."""
    ends = accumulate(len(piece) + 1 for piece in line.split("\\|")[:-1])
    return sum(end <= column for end in ends)


class ShownWords:
    """The words of a block as they are shown, with a gap for each link and piece of code that is one.

    Attributes:
        content: the words as they are written.
        words: as they are shown.
    """

    def __init__(self, content: str, children: Sequence[Token]) -> None:
        self.content = content
        # The runs of words between gaps: where each begins in `words`, and where it begins and ends in `content`.
        self._runs = [(0, 0, len(content))]
        self._gaps: list[tuple[int, int]] = []
        # Where a piece was found last, in the words and in the content; ``None`` if it is not written there any more.
        self._placed: dict[tuple[int, int | None, str], tuple[int, int | None]] = {}
        pieces: list[str] = []
        inside = length = 0
        for child in children:
            is_link = child.type in ("link_open", "link_close") and child.info != "auto"
            outside = not inside
            inside += child.nesting if is_link else 0
            piece = ""
            if outside and child.type.endswith("break"):
                piece = "\n"
            elif outside and child.type == "text":
                piece = child.content
            elif outside and (is_link or (child.nesting == 0 and child.type != "text")):
                piece = NO_WORDS
                self._gap(length + 1, child)
            pieces.append(piece)
            length += len(piece)
        self.words = "".join(pieces)

    def _gap(self, after: int, token: Token) -> None:
        start, end = token.meta.get(AT, self._runs[-1][1]), token.meta.get(END, self._runs[-1][1])
        self._gaps.append((start, end))
        self._runs[-1] = (*self._runs[-1][:2], start)
        self._runs.append((after, end, len(self.content)))

    def is_gap(self, offset: int) -> bool:
        """Whether a place of the content is in code or a link."""
        before = bisect_right(self._gaps, offset, key=itemgetter(0)) - 1
        return before >= 0 and offset < self._gaps[before][1]

    def before(self, offset: int) -> int:
        """Return where in the content the line begins that a place of the words is in."""
        lines = self.words.count("\n", 0, offset)
        return sum(len(line) + 1 for line in self.content.split("\n")[:lines])

    def place(self, found: re.Match[str]) -> int | None:
        """Return where in the content a match in the words is; ``None`` if it is not written as it is shown.

        Of each pattern, matches are asked for in their order: each is looked for from the one before.
        """
        piece = found[0].strip().partition(NO_WORDS)[0]
        start, first, end = self._runs[bisect_right(self._runs, found.start(), key=itemgetter(0)) - 1]
        limit = end if NO_WORDS not in found[0] else None
        # As often as the same words stand before it, up to the next gap, in the one they do in the other.
        known = self._placed.get((start, limit, piece))
        if known and known[0] <= found.start():
            at, place, steps = *known, 0
        else:
            at, place, steps = start, first - 1, 1
        for _ in range(steps + self.words.count(piece, at, found.start())):
            if place is not None:
                place = self.content.find(piece, place + 1, limit)
                place = None if place < 0 else place
        self._placed[start, limit, piece] = (found.start(), place)
        return None if place is None or self.content[place - 1 : place] == "\\" else place

"""Blocks that can be read in one way only, found line by line, without a parser that asks all its rules at each line.

Most texts have no others: headings, paragraphs, lists, tables and notes, written as usual. Whatever else there is, or
might be, is left to markdown-it-py. A test compares what both find.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.common.utils import mdTrim

from knowledge_base.errors import KnowledgeBaseError

NOTE_TYPES = ("note", "tip", "important", "warning", "caution")
"""What a note may be: the types of GitHub's alerts, for those written as ``!!! type "title"`` too."""

# Other white space than blanks, which may be part of an indent; and the sign of addresses and footnotes set apart.
_ODD = ("]:", "\t", "\r", "\v", "\f", "\0")
# How words may begin, besides with a letter: with nothing that begins another block, or underlines a heading.
_BEGIN = re.compile(
    r"""["'(),.;/%&$€£§°¿¡«»“”„‘’…–—@\[\\]|[0-9](?![0-9]{0,8}[.)](?: |$))|[*_]{1,2}[^\s*_]|`{1,2}[^`]|!(?!!!)"""
)
_HEADING = re.compile(r"(#{1,6}) +([^ ](?:.*[^ #])?) *")
_ITEM = re.compile(r"( *)(?:[-*+]|([0-9]{1,9})[.)]) {1,4}(?=[^ ])")
_TASK = re.compile(r"\[[ xX]\] ")
_NOTE = re.compile(rf'!!! ({"|".join(NOTE_TYPES)})(?: "([^" ](?:[^"]*[^" ])?)")?')
_DELIMITERS = re.compile(r"\|(?: *:?-+:? *\|)+ *")
# From here on an indent makes code of words (CommonMark 0.31, 4.4).
_CODE = 4
# The parser reads lists in each other down to its limit; nobody writes that many.
_DEEPEST = 6


class PlainBlock(NamedTuple):
    """Words of a text that stand together.

    Attributes:
        line: the first line of the block, counted from 0.
        end: the line after its last one.
        words: its lines, without what the blocks around put before them.
        level: of a heading, 1 to 6; 0 for other blocks.
        cell: whether it is a cell of a table.
    """

    line: int
    end: int
    words: str
    level: int = 0
    cell: bool = False


def plain_blocks(text: str) -> list[PlainBlock] | None:
    """Return the blocks of words in a text; ``None`` if it may have blocks of another kind."""
    if any(sign in text for sign in _ODD):
        return None
    try:
        return _Reader(text.split("\n")).read()
    except _NotPlainError:
        return None


class _NotPlainError(KnowledgeBaseError):
    """A block may be of another kind than those read here."""

    def __init__(self) -> None:
        super().__init__("a block may be of another kind")


class _Reader:
    """Finds the blocks of a text, or of a note in it.

    Attributes:
        lines: its lines.
        first: the number of the first of them.
        blocks: those that have ended.
        words: the lines of the paragraph that has not.
        start: its first line.
        items: the items around the next words, the innermost last: the columns where item and words begin.
    """

    def __init__(self, lines: Sequence[str], first: int = 0) -> None:
        self.lines = lines
        self.first = first
        self.blocks: list[PlainBlock] = []
        self.words: list[str] = []
        self.start = 0
        self.items: list[tuple[int, int]] = []

    def read(self) -> list[PlainBlock]:
        number, end = 0, len(self.lines)
        while number < end:
            line = self.lines[number]
            begin = line[:1]
            if begin.isalpha():
                self._line(line, number)
            elif not line or not line.strip(" "):
                self._close(number)
            elif begin == "#":
                self._heading(line, number)
            elif begin == "|":
                number = self._table(number)
            elif line.startswith("!!!"):
                number = self._note(number)
            elif item := _ITEM.match(line):
                self._item(item, number)
            elif begin == " ":
                self._indented(line, number)
            elif _BEGIN.match(line):
                self._line(line, number)
            else:
                raise _NotPlainError
            number += 1
        self._close(end)
        return self.blocks

    def _close(self, number: int) -> None:
        """End the paragraph before a line."""
        if self.words:
            words = "\n".join(self.words) if len(self.words) > 1 else self.words[0]
            self._add(self.start, number, mdTrim(words))
            self.words = []

    def _add(self, line: int, end: int, words: str, level: int = 0, *, cell: bool = False) -> None:
        self.blocks.append(PlainBlock(line + self.first, end + self.first, words, level, cell))

    def _line(self, line: str, number: int) -> None:
        """Begin a paragraph, or continue it, even if it is one of an item (CommonMark's lazy continuation)."""
        if not self.words:
            self.items.clear()
            self.start = number
        self.words.append(line)

    def _heading(self, line: str, number: int) -> None:
        heading = _HEADING.fullmatch(line)
        if heading is None or heading[2] == "#":
            raise _NotPlainError
        self._close(number)
        self.items.clear()
        self._add(number, number + 1, mdTrim(heading[2]), len(heading[1]))

    def _item(self, item: re.Match[str], number: int) -> None:
        column = item.end(1)
        items = self.items
        while items and column < items[-1][0]:
            items.pop()
        is_next = bool(items) and column == items[-1][0]
        if is_next:
            items.pop()
        else:
            around = items[-1][1] if items else 0
            # Within a paragraph, only a list that begins with 1 is one.
            in_words = self.words and item[2] and item[2] != "1"
            if in_words or not around <= column < around + _CODE or (column and not items) or len(items) == _DEEPEST:
                raise _NotPlainError
        self._close(number)
        line = item.string
        if not (line[item.end()].isalpha() or _BEGIN.match(line, item.end())) or _TASK.match(line, item.end()):
            raise _NotPlainError
        items.append((column, item.end()))
        self.start, self.words = number, [line[item.end() :]]

    def _indented(self, line: str, number: int) -> None:
        """Continue the paragraph, or begin one in an item."""
        column = len(line) - len(line.lstrip(" "))
        if not (line[column].isalpha() or _BEGIN.match(line, column)):
            raise _NotPlainError
        if not self.words:
            while self.items and column < self.items[-1][1]:
                self.items.pop()
            if not self.items or column >= self.items[-1][1] + _CODE:
                raise _NotPlainError
            self.start = number
        self.words.append(line[min(column, self.items[-1][1]) if self.items else 0 :])

    def _table(self, number: int) -> int:
        """Read a table; return its last line."""
        header, start = self._cells(number), number
        number += 1
        delimiters = self.lines[number] if number < len(self.lines) else ""
        if self.words or not _DELIMITERS.fullmatch(delimiters) or delimiters.count("|") != len(header) + 1:
            raise _NotPlainError
        self.items.clear()
        rows = [(start, header)]
        while number + 1 < len(self.lines) and self.lines[number + 1].strip(" "):
            number += 1
            rows.append((number, self._cells(number)))
        for line_number, cells in rows:
            if len(cells) != len(header):
                raise _NotPlainError
            for cell in cells:
                self._add(line_number, line_number + 1, mdTrim(cell), cell=True)
        return number

    def _cells(self, number: int) -> list[str]:
        line = self.lines[number].rstrip(" ")
        if not (line.startswith("|") and line.endswith("|", 1)) or "\\" in line:
            raise _NotPlainError
        return line[1:-1].split("|")

    def _note(self, number: int) -> int:
        """Read a note; return its last line."""
        mark = _NOTE.fullmatch(self.lines[number])
        if mark is None or self.first:
            raise _NotPlainError
        self._close(number)
        self.items.clear()
        self._add(number, number + 1, mark[2] or mark[1].title())
        end = number + 1
        while end < len(self.lines):
            line = self.lines[end]
            # Two empty lines end it, or words that are not indented.
            if not (line.strip(" ") if line else self.lines[end - 1]):
                raise _NotPlainError
            if line and not line.startswith(" " * _CODE):
                break
            end += 1
        inside = [line[_CODE:] for line in self.lines[number + 1 : end]]
        if not any(line.strip(" ") for line in inside):
            raise _NotPlainError
        self.blocks += _Reader(inside, number + 1).read()
        return end - 1

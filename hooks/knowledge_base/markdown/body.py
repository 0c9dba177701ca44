"""What is in a body: its headings, its links, its words, and what does not belong into one; all in one walk."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter

from markdown_it.token import Token

from knowledge_base.markdown.dialect import Parsed, tokens_of, words_of
from knowledge_base.markdown.plain_blocks import NOTE_TYPES, PlainBlock, plain_blocks
from knowledge_base.markdown.plain_inline import ADDRESS, AT, END, PlainText, plain_text
from knowledge_base.markdown.slugs import Heading, slugger
from knowledge_base.problems import Position

NOTE_MARK = re.compile(r'[ \t]*(?P<type>[a-z]+)(?:[ \t]+"(?P<title>[^"]*)")?[ \t]*')
"""What stands behind the ``!!!`` of a note."""

# What a link is meant to be where its brackets are not those of a link: words, an address.
_ADDRESS = r"(?>(?:\.{0,2}/|[^\[\]()\s]*(?:\.md\b|://)|www\.|mailto:|#[^\W\d])[^\[\]()\n]*)"
_MISWRITTEN = re.compile(
    rf"\[[^\[\]\n]+\][ \t]+\({_ADDRESS}\)|\[[^\[\]\n]+\]\((?:[^()\n]|\([^()\n]*\))*\)|\([^()\n]+\)[ \t]*\[{_ADDRESS}\]"
    rf"|\[[^\[\]\n]+\][ \t]*\[{_ADDRESS}\]"
)
_ESCAPED = re.compile(r"\\[\[\]()]")
_NOTE_MARK_ALONE = re.compile(r"\[\^[^\[\]\s]+\]")
# What the tools of a MkDocs site would act upon: included files, generated API pages, and attribute lists.
_DIRECTIVE = re.compile(r":::[ \t]*\S+|^[ \t]*(?:-+8<-+|;-+8<)|\{:[^{}\n]*\}", re.MULTILINE)
_NO_HEADING = re.compile(r"^ {0,3}(#{2,6})[^#\s].*", re.MULTILINE)
# Without these signs words are only words.
_MAY_BE_WRONG = re.compile(r"[\]{]|:::|8<|##")
# In place of what is no words.
_GAP = "\0"
# "[label]: <address>", with what the blocks around put before it.
_LABEL = re.compile(r"(?:[^\[\]\\]|\\.)*\[(?:[^\[\]\\]|\\.)+\]:")
_ADDRESS_APART = re.compile(r"^[\s>]*<?([^\s<])")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)


class BodyFault(StrEnum):
    """What does not belong into a body, whatever the page it is on."""

    HTML = "html"
    TOP_HEADING = "top-heading"
    NOTE_TYPE = "note-type"
    MISWRITTEN_LINK = "miswritten-link"
    NOTE_MISSING = "note-missing"
    NOTE_UNUSED = "note-unused"
    DIRECTIVE = "directive"
    HEADING_WITHOUT_BLANK = "heading-without-blank"


@dataclass(frozen=True)
class Found:
    """Something that does not belong into a body: what it is, the words it is written in, and where they begin."""

    fault: BodyFault
    text: str
    position: Position


@dataclass(frozen=True)
class BodyLink:
    """A link: its address as it is written, with entities and escapes resolved, and where it begins."""

    href: str
    position: Position


@dataclass(frozen=True)
class BodyImage:
    """A picture: its address as it is written, whether it is all of its paragraph, and where it begins."""

    src: str
    alone: bool
    position: Position


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What is in a body, as plain values. Positions count from the first line of the body.

    Attributes:
        headings: all headings, in their order.
        heading_lines: the line of each.
        links: all links, in their order.
        faults: what does not belong into a body.
        words: the text as a reader has it, without marks and addresses.
        images: all pictures, in their order.
    """

    headings: tuple[Heading, ...]
    heading_lines: tuple[int, ...]
    links: tuple[BodyLink, ...]
    faults: tuple[Found, ...]
    words: str
    images: tuple[BodyImage, ...] = ()


@dataclass(frozen=True)
class ParsedBody:
    """A body: its tokens, and what is in it."""

    tokens: tuple[Token, ...]
    reading: Reading


# The view of a page and its HTML ask for the same body one after the other.
@lru_cache(maxsize=4)
def parse_body(text: str) -> ParsedBody:
    """Return a body as tokens, with what is in it.

    Args:
        text: Markdown.
    """
    parsed = tokens_of(text)
    return ParsedBody(parsed.tokens, _read_plain(text) or _Reader(text, parsed).read())


def read_body(text: str) -> Reading:
    """Return what is in a body: that of `parse_body`, but most bodies are read without making their tokens.

    Args:
        text: Markdown.
    """
    return _read_plain(text) or parse_body(text).reading


# The rules ask for the bodies of both versions of an entry, one after the other.
@lru_cache(maxsize=4)
def _read_plain(text: str) -> Reading | None:
    """Return what is in a body that can be read line by line; nothing if it can't."""
    plain = plain_text(text)
    blocks = plain_blocks(text if plain is None else plain.words)
    if blocks is None or any(block.words.startswith("##") for block in blocks):
        return None
    return _plain_reading(blocks, plain) if plain else _Reader(text, words_of(blocks)).read()


def _plain_reading(blocks: Sequence[PlainBlock], text: PlainText) -> Reading:
    unique = slugger()
    headings = [block for block in blocks if block.level]
    titles = [block.words.strip() for block in headings]
    faults = [
        Found(BodyFault.TOP_HEADING, title, Position(block.line + 1))
        for block, title in zip(headings, titles, strict=True)
        if block.level == 1
    ]
    return Reading(
        headings=tuple(
            Heading(block.level, unique(title), title) for block, title in zip(headings, titles, strict=True)
        ),
        heading_lines=tuple(block.line + 1 for block in headings),
        links=tuple(BodyLink(href, position) for href, position in text.links),
        faults=tuple(faults),
        words="\n".join(" ".join(line.strip(" ") for line in words.split("\n")) for _, _, words, *_ in blocks),
    )


def plain_words(children: Sequence[Token]) -> str:
    """Return the words of inline tokens."""
    return "".join(map(_words, children))


def _words(token: Token) -> str:
    if token.type == "image":
        return plain_words(token.children or ())
    if token.type.endswith("break"):
        return " "
    return "" if token.type in ("html_inline", "footnote_ref") else token.content


def is_break(token: Token) -> bool:
    """Whether a token is the one piece of HTML that a text may have, in the cells of its tables: the end of a line."""
    return token.type == "html_inline" and _BREAK.fullmatch(token.content) is not None


def is_picture(children: Sequence[Token]) -> bool:
    """Whether a paragraph is a picture and nothing else."""
    return len(children) == 1 and children[0].type == "image"


class _Reader:
    """Walks over the tokens of a body."""

    def __init__(self, text: str, parsed: Parsed) -> None:
        self.lines = text.split("\n")
        self.parsed = parsed
        self.headings: list[Heading] = []
        self.heading_lines: list[int] = []
        self.links: list[BodyLink] = []
        self.images: list[BodyImage] = []
        self.faults: list[Found] = []
        self.words: list[str] = []
        # The lines of blocks of code.
        self.code: set[int] = set()
        # How far the cells of a line have been found.
        self.column = (-1, 0)

    def read(self) -> Reading:
        unique = slugger()
        # What is around the words: the opening tokens that have not been closed.
        around: list[str] = []
        for place, token in enumerate(self.parsed.tokens):
            line = token.map[0] if token.map else 0
            if token.nesting > 0:
                around.append(token.type)
            elif token.nesting < 0:
                around.pop()
            if token.type == "heading_open":
                title = plain_words(self.parsed.tokens[place + 1].children or ()).strip()
                level = int(token.tag[1])
                self.headings.append(Heading(level, unique(title), title))
                self.heading_lines.append(line + 1)
                if level == 1:
                    self.faults.append(Found(BodyFault.TOP_HEADING, title, self._heading(token, line)))
            elif token.type == "html_block":
                self.faults.append(
                    Found(BodyFault.HTML, token.content.strip(), self._in_line(line, token.content.strip()))
                )
            elif token.type == "admonition_open":
                self._note(token, line)
            elif token.type in ("fence", "code_block"):
                self.words.append(token.content)
                self.code.update(range(*(token.map or (0, 0))))
            elif token.type == "inline" and "alert_title_open" not in around:
                self._inline(token, around[-1])
        self._unused_notes()
        faults = tuple(sorted(self.faults, key=lambda found: found.position))
        words = "\n".join(self.words)
        return Reading(
            headings=tuple(self.headings),
            heading_lines=tuple(self.heading_lines),
            links=tuple(self.links),
            images=tuple(self.images),
            faults=faults,
            words=words,
        )

    def _heading(self, token: Token, line: int) -> Position:
        """Return where a heading begins: at its mark, or, where that is the line under it, at its words."""
        sign = re.compile("#" if token.markup.startswith("#") else r"[^\s>]")
        found = sign.search(self.lines[line])
        return Position(line + 1, found.start() + 1 if found else 1)

    def _note(self, token: Token, line: int) -> None:
        mark = NOTE_MARK.fullmatch(token.info)
        if token.markup != "!!!" or mark is None or mark["type"] not in NOTE_TYPES:
            text = f"{token.markup}{token.info}".strip()
            self.faults.append(Found(BodyFault.NOTE_TYPE, text, self._in_line(line, text)))

    def _unused_notes(self) -> None:
        if not self.parsed.unused_notes:
            return
        noted = ((text, number) for number, text in enumerate(self.lines) if number not in self.code)
        marks = ((text.lstrip(" >").partition("]:")[0], number) for text, number in noted)
        # Of two notes with one mark the first counts.
        lines = {mark: number for mark, number in reversed(list(marks)) if mark.startswith("[^")}
        for label in self.parsed.unused_notes:
            mark = f"[^{label}]:"
            line = lines.get(mark[:-2], 0)
            self.faults.append(Found(BodyFault.NOTE_UNUSED, mark[:-1], self._in_line(line, mark)))

    def _inline(self, block: Token, inside: str) -> None:
        children = block.children or []
        in_cell = inside in ("td_open", "th_open")
        self.words.append(plain_words(children))
        if len(children) == 1 and children[0].type == "text" and not _MAY_BE_WRONG.search(block.content):
            return
        where = _Places(self, block, in_cell=in_cell)
        opened: set[str] = set()
        for child in children:
            if child.type == "link_open":
                self.links.append(BodyLink(str(child.attrs["href"]), self._address(child, where)))
            elif child.type == "image":
                alone = inside == "paragraph_open" and is_picture(children)
                self.images.append(BodyImage(str(child.attrs["src"]), alone, where.at(child.meta.get(AT, 0))))
            elif child.type == "html_inline" and not (in_cell and is_break(child)):
                name = child.content.strip("</>").partition(" ")[0]
                # An element is one fault, not two.
                if not (child.content.startswith("</") and name in opened):
                    self.faults.append(Found(BodyFault.HTML, child.content, where.at(child.meta[AT])))
                opened.add(name)
        shown = _Shown(block.content, children)
        self._miswritten(shown, where)
        for found in _NO_HEADING.finditer(block.content) if "##" in block.content else ():
            if not shown.is_gap(found.start(1)):
                self.faults.append(Found(BodyFault.HEADING_WITHOUT_BLANK, found[1], where.at(found.start(1))))

    def _address(self, link: Token, where: _Places) -> Position:
        """Return where the address of a link is written: with the link, or apart from it."""
        if ADDRESS in link.meta:
            return where.at(link.meta[ADDRESS])
        first, end = self.parsed.references[link.meta["label"]]
        for line in range(first, end):
            # On its first line the address stands behind the label, which may look like it.
            label = _LABEL.match(self.lines[line]) if line == first else None
            rest = self.lines[line][label.end() if label else 0 :]
            if found := _ADDRESS_APART.search(rest):
                return Position(line + 1, len(self.lines[line]) - len(rest) + found.start(1) + 1)
        return Position(first + 1)

    def _miswritten(self, shown: _Shown, where: _Places) -> None:
        words = shown.words
        for pattern, fault in ((_MISWRITTEN, BodyFault.MISWRITTEN_LINK), (_NOTE_MARK_ALONE, BodyFault.NOTE_MISSING)):
            for found in pattern.finditer(words) if "]" in words else ():
                place = shown.place(found)
                # Somebody who escapes a bracket wants it printed.
                if place is not None or not _ESCAPED.search(shown.content):
                    self.faults.append(Found(fault, found[0].replace(_GAP, "…"), where.at(place or 0)))
        if ":::" in words or "8<" in words or "{:" in words:
            for found in _DIRECTIVE.finditer(words):
                place = shown.place(found)
                # Written with entities or escapes it is meant to be printed, and no program reads it as more.
                if place is not None:
                    self.faults.append(Found(BodyFault.DIRECTIVE, found[0].strip(), where.at(place)))

    def _in_line(self, line: int, piece: str) -> Position:
        return Position(line + 1, max(self.lines[line].find(piece.partition("\n")[0]), 0) + 1)


class _Places:
    """Where in the file the words of a block stand: they are its lines, without what the blocks around put before."""

    def __init__(self, reader: _Reader, block: Token, *, in_cell: bool) -> None:
        self._pieces = block.content.split("\n")
        self._begins = list(accumulate((len(piece) + 1 for piece in self._pieces), initial=0))[:-1]
        self._first, _ = block.map or (0, 1)
        self._lines = reader.lines
        self._cell: int | None = None
        # Only cells of tables differ from what is written: a bar is escaped there, and they share their line.
        self._escaped = False
        if in_cell:
            line, column = reader.column
            source, after = reader.lines[self._first], column if line == self._first else 0
            begin = source.find(block.content, after)
            if begin < 0:
                plain = source.replace("\\|", "|")
                begin = plain.find(block.content, after - source.count("\\|", 0, after))
                self._escaped = begin >= 0
            self._cell = max(begin, 0)
            end = self._cell + len(block.content)
            reader.column = (self._first, end + (_escapes_before(source, end) if self._escaped else 0))

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


class _Shown:
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
                piece = _GAP
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

    def place(self, found: re.Match[str]) -> int | None:
        """Return where in the content a match in the words is; ``None`` if it is not written as it is shown.

        Of each pattern, matches are asked for in their order: each is looked for from the one before.
        """
        piece = found[0].strip().partition(_GAP)[0]
        start, first, end = self._runs[bisect_right(self._runs, found.start(), key=itemgetter(0)) - 1]
        limit = end if _GAP not in found[0] else None
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

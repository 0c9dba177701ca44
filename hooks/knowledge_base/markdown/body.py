"""What is in a body: its headings, its links, its words, and what does not belong into one; all in one walk."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate

from markdown_it.token import Token

from knowledge_base.markdown.dialect import Parsed, tokens_of, words_of
from knowledge_base.markdown.plain_blocks import NOTE_TYPES, PlainBlock, plain_blocks
from knowledge_base.markdown.plain_inline import AT, PlainText, plain_text
from knowledge_base.markdown.slugs import Heading, slugger
from knowledge_base.problems import Position

NOTE_MARK = re.compile(r'[ \t]*(?P<type>[a-z]+)(?:[ \t]+"(?P<title>[^"]*)")?[ \t]*')
"""What stands behind the ``!!!`` of a note."""

# What a link is meant to be where its brackets are not those of a link: words, an address.
_ADDRESS = r"(?>(?:\.{0,2}/|[^\[\]()\s]*(?:\.md\b|://)|www\.|mailto:|#[^\W\d])[^\[\]()\n]*)"
_MISWRITTEN = re.compile(
    rf"\[[^\[\]\n]+\][ \t]+\({_ADDRESS}\)|\[[^\[\]\n]+\]\([^()\n]*\)|\([^()\n]+\)[ \t]*\[{_ADDRESS}\]"
    rf"|\[[^\[\]\n]+\][ \t]*\[{_ADDRESS}\]"
)
_ESCAPED = re.compile(r"\\[\[\]()]")
_NOTE_MARK_ALONE = re.compile(r"\[\^[^\[\]\s]+\]")
# What the tools of a MkDocs site would act upon: included files, generated API pages, and attribute lists.
_DIRECTIVE = re.compile(r":::[ \t]*\S+|^[ \t]*(?:-+8<-+|;-+8<)|\{:[^{}\n]*\}", re.MULTILINE)
_NO_HEADING = re.compile(r"^ {0,3}(#{2,6})[^#\s].*", re.MULTILINE)
# Without these signs words are only words.
_MAY_BE_WRONG = re.compile(r"[\]{]|:::|8<|##")
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
                    self.faults.append(Found(BodyFault.TOP_HEADING, title, Position(line + 1)))
            elif token.type == "html_block":
                self.faults.append(
                    Found(BodyFault.HTML, token.content.strip(), self._in_line(line, token.content.strip()))
                )
            elif token.type == "admonition_open":
                self._note(token, line)
            elif token.type in ("fence", "code_block"):
                self.words.append(token.content)
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

    def _note(self, token: Token, line: int) -> None:
        mark = NOTE_MARK.fullmatch(token.info)
        if token.markup != "!!!" or mark is None or mark["type"] not in NOTE_TYPES:
            text = f"{token.markup}{token.info}".strip()
            self.faults.append(Found(BodyFault.NOTE_TYPE, text, self._in_line(line, text)))

    def _unused_notes(self) -> None:
        if not self.parsed.unused_notes:
            return
        marks = ((text.lstrip(" >").partition("]:")[0], number) for number, text in enumerate(self.lines))
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
        where = _Places(self, block)
        opened: set[str] = set()
        for child in children:
            if child.type == "link_open":
                self.links.append(self._link(child, where))
            elif child.type == "image":
                alone = inside == "paragraph_open" and is_picture(children)
                self.images.append(BodyImage(str(child.attrs["src"]), alone, where.at(child.meta.get(AT, 0))))
            elif child.type == "html_inline" and not (in_cell and is_break(child)):
                name = child.content.strip("</>").partition(" ")[0]
                # An element is one fault, not two.
                if not (child.content.startswith("</") and name in opened):
                    self.faults.append(Found(BodyFault.HTML, child.content, where.at(child.meta[AT])))
                opened.add(name)
        self._miswritten(block, _with_gaps(children), where)
        if block.content.startswith("##") or "\n##" in block.content:
            for found in _NO_HEADING.finditer(block.content):
                self.faults.append(Found(BodyFault.HEADING_WITHOUT_BLANK, found[1], where.at(found.start(1))))

    def _link(self, token: Token, where: _Places) -> BodyLink:
        href, start = str(token.attrs["href"]), token.meta.get(AT, 0)
        line = self.parsed.references.get(token.meta.get("label", ""))
        if line is not None:
            return BodyLink(href, self._in_line(line, href))
        # Whatever else the words of a link are, its address is the last of them that looks like it.
        written = href.removeprefix("mailto:") if token.info == "auto" else href
        written = written.removeprefix("http://") if written not in where.words else written
        opening = 0 if token.info == "auto" else max(where.words.find("](", start), start)
        found = where.words.find(written, opening)
        return BodyLink(href, where.at(found if found >= 0 else start))

    def _miswritten(self, block: Token, words: str, where: _Places) -> None:
        for pattern, fault in ((_MISWRITTEN, BodyFault.MISWRITTEN_LINK), (_NOTE_MARK_ALONE, BodyFault.NOTE_MISSING)):
            if "]" in words:
                after = 0
                for found in pattern.finditer(words):
                    place = block.content.find(found[0], after)
                    after = max(place + 1, after)
                    # Somebody who escapes a bracket wants it printed.
                    if place >= 0 or not _ESCAPED.search(block.content):
                        self.faults.append(Found(fault, found[0], where.at(max(place, 0))))
        if ":::" in words or "8<" in words or "{:" in words:
            for found in _DIRECTIVE.finditer(words):
                place = block.content.find(found[0].strip())
                # Written with entities or escapes it is meant to be printed, and no program reads it as more.
                if place >= 0:
                    self.faults.append(Found(BodyFault.DIRECTIVE, found[0].strip(), where.at(place)))

    def _in_line(self, line: int, piece: str) -> Position:
        return Position(line + 1, max(self.lines[line].find(piece.partition("\n")[0]), 0) + 1)


class _Places:
    """Where in the file the words of a block stand: they are its lines, without what the blocks around put before."""

    def __init__(self, reader: _Reader, block: Token) -> None:
        self.words = block.content
        self._pieces = block.content.split("\n")
        self._begins = list(accumulate((len(piece) + 1 for piece in self._pieces), initial=0))[:-1]
        self._first, end = block.map or (0, 1)
        self._lines = reader.lines
        self._start = 0
        # Only cells of tables differ from what is written: a bar is escaped there, and they share their line.
        self._escaped = False
        if end - self._first <= 1:
            line, column = reader.column
            source, after = reader.lines[self._first], column if line == self._first else 0
            begin = source.find(self.words, after)
            if begin < 0:
                begin = source.replace("\\|", "|").find(self.words, after)
                self._escaped = begin >= 0
            self._start = max(begin, 0)
            reader.column = (self._first, self._start + len(self.words))

    def at(self, offset: int) -> Position:
        before = bisect_right(self._begins, offset) - 1
        column = offset - self._begins[before]
        line = self._first + before
        if before or not self._start:
            words = self._pieces[before].rstrip()
            source = self._lines[line] if line < len(self._lines) else ""
            column += max(source.rfind(words), 0)
        else:
            column += self._start
            column += _escapes_before(self._lines[line], column) if self._escaped else 0
        return Position(line + 1, column + 1)


def _escapes_before(line: str, column: int) -> int:
    """Return how many escapes of the bar between cells stand before a column of the line without them."""
    ends = accumulate(len(piece) + 1 for piece in line.split("\\|")[:-1])
    return sum(end <= column for end in ends)


def _with_gaps(children: Sequence[Token]) -> str:
    """Return the words of a block as they are shown, with a gap for each link and piece of code that is one."""
    return "".join(_shown(children))


def _shown(children: Sequence[Token]) -> Iterator[str]:
    inside = 0
    for child in children:
        if child.type in ("link_open", "link_close") and child.info != "auto":
            inside += child.nesting
            yield "\0"
        elif child.type.endswith("break"):
            yield "\n"
        elif not inside:
            yield child.content if child.type == "text" else "\0" * (child.type != "link_open" and child.nesting == 0)

"""What is in a body: its headings, its links, its words, and what does not belong into one; all in one walk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from knowledge_base.markdown.dialect import Parsed, tokens_of, words_of
from knowledge_base.markdown.faults import (
    BEGINS_ITEM,
    NO_WORDS,
    BodyFault,
    may_be_wrong,
    mistakes,
    rows_with_tabs,
    run_together,
)
from knowledge_base.markdown.places import BlockPlaces, ShownWords
from knowledge_base.markdown.plain_blocks import NOTE_TYPES, PlainBlock, plain_blocks
from knowledge_base.markdown.plain_inline import ADDRESS, AT, PlainText, plain_text
from knowledge_base.markdown.slugs import Heading, slugger
from knowledge_base.model.web import host_of
from knowledge_base.problems import Position

NOTE_MARK = re.compile(r'[ \t]*(?P<type>[a-z]+)(?:[ \t]+"(?P<title>[^"]*)")?[ \t]*')
"""What stands behind the ``!!!`` of a note."""

_ESCAPED = re.compile(r"\\[\[\]()]")
_NO_HEADING = re.compile(r"^ {0,3}(#{2,6})[^#\s].*", re.MULTILINE)
# A text that has been underlined to divide it from the next, or a field of another entry.
_NO_TITLE = re.compile(r".*[.;,:]|[a-z_]+: [^:]*")
# Words that are an address themselves.
_WORDS_OF_ADDRESS = re.compile(r"\s*((?:https?://|www\.)[^\s/?#]+)\S*\s*")
_BOX_BEGINS = ("admonition_open", "admonition_title_close", "alert_open", "alert_title_close")
# What GitHub draws charts and formulas of, and what other programs act upon.
_CODE_THAT_ACTS = re.compile(r"\s*(?:\{|(?:mermaid|math|geojson|topojson|stl)\b)")
# "[label]: <address>", with what the blocks around put before it.
_LABEL = re.compile(r"(?:[^\[\]\\]|\\.)*\[(?:[^\[\]\\]|\\.)+\]:")
_ADDRESS_APART = re.compile(r"^[\s>]*<?([^\s<])")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)


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
    if plain and (may_be_wrong(plain.words) or BEGINS_ITEM.search(plain.words)):
        plain = None
    blocks = plain_blocks(text if plain is None else plain.words)
    if blocks is None or any(block.words.startswith("##") for block in blocks):
        return None
    return _plain_reading(blocks, plain) if plain else _Reader(text, words_of(blocks)).read()


def _plain_reading(blocks: Sequence[PlainBlock], text: PlainText) -> Reading:
    unique = slugger()
    headings = [block for block in blocks if block.level]
    titles = [block.words.strip() for block in headings]
    lines = text.words.split("\n") if any(block.level == 1 for block in headings) else []
    faults = [
        Found(BodyFault.TOP_HEADING, title, Position(block.line + 1, lines[block.line].index("#") + 1))
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
        # How many columns the table has that has begun last.
        self.columns = 0
        # The labels of the addresses apart that links have.
        self.labels: set[str] = set()
        # How far the cells of a line have been found.
        self.cell_end = (-1, 0)

    def read(self) -> Reading:
        unique = slugger()
        # What is around the words: the opening tokens that have not been closed.
        around: list[Token] = []
        before = ""
        for place, token in enumerate(self.parsed.tokens):
            line = token.map[0] if token.map else 0
            if token.nesting > 0:
                around.append(token)
            elif token.nesting < 0:
                self._closed(around.pop(), token, before)
            if token.type == "heading_open":
                title = plain_words(self.parsed.tokens[place + 1].children or ()).strip()
                level = int(token.tag[1])
                self.headings.append(Heading(level, unique(title), title))
                self.heading_lines.append(line + 1)
                if level == 1:
                    self.faults.append(Found(BodyFault.TOP_HEADING, title, self._heading(token, line)))
                elif token.markup == "-" and _NO_TITLE.fullmatch(title):
                    self.faults.append(Found(BodyFault.HEADING_BY_ACCIDENT, title, self._heading(token, line)))
            elif token.type == "html_block":
                self.faults.append(
                    Found(BodyFault.HTML, token.content.strip(), self._in_line(line, token.content.strip()))
                )
            elif token.type == "admonition_open":
                self._note(token, line)
            elif token.type in ("fence", "code_block"):
                self._code(token, line)
            elif token.type == "tr_open":
                self._row(place, line)
            elif token.type == "inline" and not any(each.type == "alert_title_open" for each in around):
                self._inline(token, around[-1].type)
            before = token.type
        self._set_apart()
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

    def _closed(self, opened: Token, closing: Token, before: str) -> None:
        """Note a box in which nothing stands but its title."""
        if closing.type in ("admonition_close", "alert_close") and before in _BOX_BEGINS:
            line = opened.map[0] if opened.map else 0
            text = self.lines[line].strip(" >")
            self.faults.append(Found(BodyFault.BOX_EMPTY, text, self._in_line(line, text)))

    def _code(self, token: Token, line: int) -> None:
        self.words.append(token.content)
        first, end = token.map or (0, 0)
        self.code.update(range(first, end))
        text = token.content.strip().partition("\n")[0]
        if token.type == "code_block":
            self.faults.append(Found(BodyFault.CODE_INDENTED, text, self._in_line(line, text)))
            return
        opening = f"{token.markup}{token.info}".strip()
        last = self.lines[end - 1].strip(" \t>")
        if end - first < 2 or not last.startswith(token.markup) or last.strip(token.markup[0]):
            self.faults.append(Found(BodyFault.CODE_OPEN, token.markup, self._in_line(line, opening)))
        if _CODE_THAT_ACTS.match(token.info):
            self.faults.append(Found(BodyFault.DIRECTIVE, opening, self._in_line(line, opening)))

    def _row(self, place: int, line: int) -> None:
        """Note a row of a table with cells that no page shows, and a line that became one."""
        if self.parsed.tokens[place - 1].type == "thead_open":
            self.columns = 0
            for token in self.parsed.tokens[place:]:
                if token.type == "tr_close":
                    break
                self.columns += token.type == "th_open"
            return
        text = self.lines[line].strip(" \t>")
        cells = escapedSplit(text)
        cells = cells[not cells[0] : len(cells) - (not cells[-1])]
        if self.columns > 1 and "|" not in text:
            self.faults.append(Found(BodyFault.TABLE_END, text, self._in_line(line, text)))
        elif any(cell.strip() for cell in cells[self.columns :]):
            self.faults.append(Found(BodyFault.TABLE_CELLS, text, self._in_line(line, text)))

    def _heading(self, token: Token, line: int) -> Position:
        """Return where a heading begins: at its mark, or, where that is the line under it, at its words."""
        sign = re.compile("#" if token.markup.startswith("#") else r"[^\s>]")
        found = sign.search(self.lines[line])
        return Position(line + 1, found.start() + 1 if found else 1)

    def _note(self, token: Token, line: int) -> None:
        mark = NOTE_MARK.fullmatch(token.info)
        if token.markup != "!!!" or mark is None or mark["type"] not in NOTE_TYPES:
            text = f"{token.markup}{token.info}".strip()
            self.faults.append(Found(BodyFault.BOX_TYPE, text, self._in_line(line, text)))

    def _set_apart(self) -> None:
        """Note what is wrong with the notes and addresses that stand apart from the words."""
        if any("]:" in line for line in self.lines):
            self._notes()
            self._addresses()

    def _notes(self) -> None:
        noted = ((text, number) for number, text in enumerate(self.lines) if number not in self.code)
        marks = ((text.lstrip(" >").partition("]:"), number) for text, number in noted)
        lines: dict[str, int] = {}
        for (mark, _, words), number in marks:
            if not mark.startswith("[^") or "]" in mark or " " in mark:
                continue
            if mark in lines:
                self.faults.append(Found(BodyFault.WRITTEN_TWICE, f"{mark}]", self._in_line(number, mark)))
            elif not words.strip() and not self._goes_on(number + 1):
                self.faults.append(Found(BodyFault.NOTE_EMPTY, f"{mark}]", self._in_line(number, mark)))
            lines.setdefault(mark, number)
        for label in self.parsed.unused_notes:
            mark = f"[^{label}]:"
            line = lines.get(mark[:-2], 0)
            self.faults.append(Found(BodyFault.NOTE_UNUSED, mark[:-1], self._in_line(line, mark)))

    def _goes_on(self, number: int) -> bool:
        """Whether a footnote goes on in the lines from this one on, which are indented."""
        after = next((n for n in range(number, len(self.lines)) if self.lines[n].strip(" >\t")), None)
        return after is not None and self.lines[after].startswith((" " * 4, "\t"))

    def _addresses(self) -> None:
        for label, (line, _) in self.parsed.references.items():
            text = self.lines[line].lstrip(" >").partition("]:")[0] + "]"
            if label.startswith("^"):
                self.faults.append(Found(BodyFault.NOTE_MARK, text, self._in_line(line, text)))
            elif label not in self.labels:
                self.faults.append(Found(BodyFault.ADDRESS_UNUSED, text, self._in_line(line, text)))
        for line in self.parsed.repeated:
            text = self.lines[line].lstrip(" >").partition("]:")[0] + "]"
            self.faults.append(Found(BodyFault.WRITTEN_TWICE, text, self._in_line(line, text)))

    def _inline(self, block: Token, inside: str) -> None:
        children = block.children or []
        in_cell = inside in ("td_open", "th_open")
        self.words.append(plain_words(children))
        content = block.content
        if len(children) == 1 and children[0].type == "text" and not self._may_be_wrong(content):
            return
        where = BlockPlaces(self.lines, block, self.cell_end if in_cell else None)
        self.cell_end = where.end or self.cell_end
        opened: set[str] = set()
        for place, child in enumerate(children):
            if child.type == "link_open":
                self._link(children, place, where)
            elif child.type == "image":
                alone = inside == "paragraph_open" and is_picture(children)
                self.labels.add(str(child.meta.get("label", "")))
                self.images.append(BodyImage(str(child.attrs["src"]), alone, where.at(child.meta.get(AT, 0))))
            elif child.type == "html_inline" and not (in_cell and is_break(child)):
                name = child.content.strip("</>").partition(" ")[0]
                # An element is one fault, not two.
                if not (child.content.startswith("</") and name in opened):
                    self.faults.append(Found(BodyFault.HTML, child.content, where.at(child.meta[AT])))
                opened.add(name)
        shown = ShownWords(content, children)
        self._mistakes(shown, where, in_paragraph=inside == "paragraph_open")
        if inside == "paragraph_open" and not any(child.type == "hardbreak" for child in children):
            self._run_together(shown, where)
        for found in _NO_HEADING.finditer(content) if "##" in content else ():
            if not shown.is_gap(found.start(1)):
                self.faults.append(Found(BodyFault.HEADING_WITHOUT_BLANK, found[1], where.at(found.start(1))))

    @staticmethod
    def _may_be_wrong(content: str) -> bool:
        return content.startswith(("|", "+-")) or "##" in content or may_be_wrong(content)

    def _link(self, children: Sequence[Token], place: int, where: BlockPlaces) -> None:
        """Note a link, and whether its words are what they seem."""
        link = children[place]
        href, label = str(link.attrs["href"]), str(link.meta.get("label", ""))
        self.labels.add(label)
        if label.startswith("^"):
            return
        self.links.append(BodyLink(href, self._address(link, where)))
        end = next(at for at in range(place, len(children)) if children[at].type == "link_close")
        inside = children[place + 1 : end]
        words, here = plain_words(inside), where.at(link.meta[AT])
        address = _WORDS_OF_ADDRESS.fullmatch(words)
        if not words.strip() and not any(token.type == "image" for token in inside):
            self.faults.append(Found(BodyFault.LINK_WITHOUT_WORDS, href, here))
        elif address and host_of(address[1]) != host_of(href):
            self.faults.append(Found(BodyFault.LINK_FEIGNED, words.strip(), here))

    def _address(self, link: Token, where: BlockPlaces) -> Position:
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

    def _mistakes(self, shown: ShownWords, where: BlockPlaces, *, in_paragraph: bool) -> None:
        # Headings and cells are no rows, and have no lists: a bullet in them is shown as one.
        rows = not in_paragraph
        for fault, found in mistakes(shown.words):
            place = shown.place(found)
            # All rows of a table that is none are one mistake.
            if (fault is BodyFault.TABLE and rows) or (fault is BodyFault.LIST and not in_paragraph):
                continue
            rows = rows or fault is BodyFault.TABLE
            # Written with entities or escapes it is meant to be printed. Brackets are escaped rather than shown so.
            brackets = fault in (BodyFault.MISWRITTEN_LINK, BodyFault.NOTE_MISSING)
            if place is not None or (brackets and not _ESCAPED.search(shown.content)):
                self.faults.append(Found(fault, found[0].strip().replace(NO_WORDS, "…"), where.at(place or 0)))

    def _run_together(self, shown: ShownWords, where: BlockPlaces) -> None:
        """Note lines that become one, though they are meant to be items of a list or rows of a table."""
        item = run_together(shown.words)
        if item and shown.content.startswith(item[1], shown.before(item[0])):
            # What is escaped is meant to be words.
            self.faults.append(Found(BodyFault.LIST, item[1], where.at(shown.before(item[0]))))
        elif (row := rows_with_tabs(shown.words)) is not None:
            text = shown.words[row:].partition("\n")[0]
            self.faults.append(Found(BodyFault.TABLE, text, where.at(shown.before(row))))

    def _in_line(self, line: int, piece: str) -> Position:
        return Position(line + 1, max(self.lines[line].find(piece.partition("\n")[0]), 0) + 1)

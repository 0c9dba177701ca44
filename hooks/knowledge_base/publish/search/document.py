"""What the search knows of a page: its words as sentences, each with the place where it stands.

A document is read from the page's content when that is made, so it has every word that readers see, of every kind of
page. ``data-searched`` marks the part of a page that is searched, ``data-unsearched`` what is left out of it:
navigation, titles of other entries, notices and the citation. ``data-at`` marks what names a place: the time of an item
of an agenda, the number of a point.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from knowledge_base.view.parts.search_record import SearchRecord


class Part(StrEnum):
    """The part of a page that a sentence is from; its value is how the index names it."""

    SUMMARY = "s"
    HEADING = "h"
    POINT = "p"
    TEXT = "t"
    FACT = "f"


class Sentence(NamedTuple):
    """A sentence; a tuple, as there are dozens on each page.

    Attributes:
        part: the part of the page.
        anchor: the id of the element to link to; empty for the top of the page.
        place: what this place is called: the heading above, with the time or number of the item; may be empty.
        text: its words.
    """

    part: Part
    anchor: str
    place: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SearchDocument:
    """A page as the search knows it.

    Attributes:
        url: the page, from the root of the site.
        title: its title.
        record: what is known of it besides its text.
        sentences: its text.
    """

    url: str
    title: str
    record: SearchRecord
    sentences: tuple[Sentence, ...]


_TOKEN = re.compile(r"<!--.*?-->|<(/?)([a-z][a-z0-9]*)((?:[^>\"']++|\"[^\"]*\"|'[^']*')*)>|([^<]+)", re.DOTALL)
_ID = re.compile(r"(?:^|\s)id=\"([^\"]*)\"")
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "link", "meta", "source", "col"})
_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo br cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr",
    )
)
# Cells and terms stand in one line with what follows them.
_CELLS = frozenset({"td", "th", "dt"})
_LEFT_OUT = frozenset({"script", "style", "template", "noscript", "button", "svg", "nav", "select", "textarea"})
# Blanks are looked at from the first of them only: from each, it would take the square of their number.
_DOTS = re.compile(r"(?<!\s)\s*+·(?:\s*+·)*+\s*+")
# A full stop ends a sentence where what follows begins one, and what stands before is no abbreviation or initial.
_BEFORE_END = (
    r"(?<=[.!?…;])(?<!\b[A-ZÁÉÍÓÚÑp]\.)(?<!\b(?:Sr|Dr|No|Nº|St|Mr|Ms|EE|RR|DD|pp|vs)\.)"
    r"(?<!\b(?:Sra|Dra|Lic|Ing|Art|art|núm|Núm|pág|vol|cap|Mrs)\.)(?<!\b(?:págs|párr|Gral|Prof|arts)\.)"
)
_END = re.compile(_BEFORE_END + r"\s+(?=[¿¡\"«“(\[]?[A-ZÁÉÍÓÚÑ\d])")
_LONGEST = 420
_SEARCHED, _UNSEARCHED, _HIDDEN, _AT = "data-searched", "data-unsearched", " hidden", "data-at"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def read_document(url: str, content: str, record: SearchRecord) -> SearchDocument:
    """Return the document of a page.

    Args:
        url: the page, from the root of the site.
        content: its HTML, without the shell.
        record: what is known of it besides its text.
    """
    reader = _Reader()
    inside = 0
    begin = content.rfind("<", 0, content.find(_SEARCHED))
    for match in _TOKEN.finditer(content, max(begin, 0)):
        closing, tag, attributes, text = match.groups()
        if text is not None:
            if not inside:
                reader.words.append(text)
        elif tag is None or tag in _VOID or attributes.endswith("/"):
            if tag == "br" and not inside:
                reader.words.append(" ")
        elif inside:
            # How deep it is in what is left out.
            inside += -1 if closing else 1
        elif closing:
            if reader.close(tag):
                break
        elif tag in _LEFT_OUT or _UNSEARCHED in attributes or _HIDDEN in attributes:
            if tag not in _INLINE:
                reader.end()
            inside = 1
        else:
            reader.open(tag, attributes)
    return SearchDocument(url=url, title=reader.title, record=record, sentences=tuple(reader.sentences))


@dataclass(kw_only=True)
class _Element:
    """An open element: what part of a page it is, and where the words of the place that it names begin."""

    tag: str
    part: Part
    at: int = -1


@dataclass(kw_only=True)
class _Reader:
    """Reads the tags and texts of a page one after the other."""

    title: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    _open: list[_Element] = field(default_factory=list)
    _anchor: str = ""
    _heading: str = ""
    _heading_anchor: str = ""
    _at: str = ""

    def open(self, tag: str, attributes: str) -> None:
        part = self._open[-1].part if self._open else Part.TEXT
        at = -1
        if tag in _INLINE:
            # Most of them say nothing about the text; those with a name for a place, and what is in them, do.
            if _AT in attributes:
                at = len(self.words)
            elif not self._open or self._open[-1].tag != tag:
                return
        elif part is Part.FACT and tag != "dt":
            # A fact is one line: what it is, and its values.
            if self.words:
                self.words.append(" · ")
        elif tag not in _CELLS or tag == "dt":
            self.end()
        elif self.words:
            self.words.append(" · ")
        if attributes and (found := _ID.search(attributes)):
            self._anchor = "" if tag == "h1" else found[1]
        if tag in _HEADINGS:
            part = Part.HEADING
        elif tag == "thead":
            part = Part.FACT
        elif part is not Part.FACT:
            part = _part_of(tag, attributes) or part
        if tag not in _INLINE and _AT in attributes:
            at = len(self.words)
        self._open.append(_Element(tag=tag, part=part, at=at))

    def close(self, tag: str) -> bool:
        """Close an element, and return whether that was the part of the page that is searched."""
        if tag in _INLINE and self._open[-1].tag != tag:
            return False
        closed = self._open.pop()
        if closed.at >= 0:
            self._at += "".join(self.words[closed.at :])
        if tag not in _INLINE and tag not in _CELLS and not (self._open and self._open[-1].part is Part.FACT):
            self.end(closed)
        return not self._open

    def end(self, element: _Element | None = None) -> None:
        """End a block, which is that of an element or before it: what was read since the last is sentences."""
        if not self.words:
            return
        text = _plain("".join(self.words))
        at = _plain(self._at)
        closed = element or self._open[-1]
        tag, part = closed.tag, closed.part
        self.words, self._at = [], ""
        if tag == "h1":
            self.title = text
            return
        if not text:
            return
        if tag in _HEADINGS:
            self._heading, self._heading_anchor = text, self._anchor
        place = "" if part in (Part.SUMMARY, Part.HEADING, Part.FACT) else self._heading
        if at and place:
            place = f"{place}, {at}"
        anchor = self._anchor or self._heading_anchor
        self.sentences += (Sentence(part=part, anchor=anchor, place=place, text=one) for one in sentences_of(text))


def _part_of(tag: str, attributes: str) -> Part | None:
    """Return the part of a page that begins with a tag; ``None`` if it is that of the tag around it."""
    if "kb-facts" in attributes:
        return Part.FACT
    if "kb-lead" in attributes:
        return Part.SUMMARY
    return Part.POINT if tag in ("tr", "dd") or "kb-point" in attributes or "kb-questions" in attributes else None


def _plain(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if "·" in text:
        text = _DOTS.sub(" · ", text)
    return " ".join(text.split()).strip(" ·")


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a text; one that is very long in parts that end at a comma, or else at a word."""
    for sentence in _END.split(text):
        left = sentence
        while len(left) > _LONGEST:
            cut = max(left.rfind(", ", 0, _LONGEST), left.rfind("; ", 0, _LONGEST)) + 1
            cut = cut if cut > _LONGEST // 3 else left.rfind(" ", 0, _LONGEST)
            if cut <= 0:
                break
            yield left[:cut].strip()
            left = left[cut:].strip()
        if left:
            yield left

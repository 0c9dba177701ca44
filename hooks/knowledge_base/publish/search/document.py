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

from knowledge_base.view.parts.search_record import SearchRecord


class Part(StrEnum):
    """The part of a page that a sentence is from; its value is how the index names it."""

    SUMMARY = "s"
    HEADING = "h"
    POINT = "p"
    TEXT = "t"
    FACT = "f"


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence.

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


_TOKEN = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|([^<]+)", re.DOTALL)
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
_SPACE = re.compile(r"\s+")
_DOTS = re.compile(r"(?:\s*·\s*)+")
# A full stop ends a sentence where what follows begins one, and what stands before is no abbreviation or initial.
_BEFORE_END = r"(?<=[.!?…;])(?<!\b[A-ZÁÉÍÓÚÑ]\.)(?<!\b(?:Sr|Dr|No|Nº|St)\.)(?<!\b(?:Sra|Dra|Art|art|núm|Núm)\.)"
_END = re.compile(_BEFORE_END + r"\s+(?=[¿¡\"«“(\[]?[A-ZÁÉÍÓÚÑ\d])")
_LONGEST = 420
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def read_document(url: str, content: str, record: SearchRecord) -> SearchDocument:
    """Return the document of a page.

    Args:
        url: the page, from the root of the site.
        content: its HTML, without the shell.
        record: what is known of it besides its text.
    """
    reader = _Reader()
    for match in _TOKEN.finditer(content):
        closing, tag, attributes, text = match.groups()
        if text is not None:
            reader.text(text)
        elif tag is None:
            continue
        elif closing:
            reader.close(tag.lower())
        else:
            reader.open(tag.lower(), attributes)
    reader.end()
    return SearchDocument(url=url, title=reader.title, record=record, sentences=tuple(reader.sentences))


@dataclass(kw_only=True)
class _Element:
    tag: str
    left_out: bool
    searched: bool
    part: Part
    at: bool


_TOP = _Element(tag="", left_out=False, searched=False, part=Part.TEXT, at=False)


@dataclass(kw_only=True)
class _Reader:
    """Reads the tags and texts of a page one after the other."""

    title: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    _open: list[_Element] = field(default_factory=lambda: [_TOP])
    _anchor: str = ""
    _heading: str = ""
    _heading_anchor: str = ""
    _at: str = ""
    _words: list[str] = field(default_factory=list)

    def open(self, tag: str, attributes: str) -> None:
        above = self._open[-1]
        if above.part is Part.FACT and tag != "dt":
            # A fact is one line: what it is, and its values.
            if self._words and tag not in _INLINE:
                self._words.append(" · ")
        elif tag == "dt" or (tag not in _INLINE and tag not in _CELLS):
            self.end()
        elif tag == "br" or (tag in _CELLS and self._words):
            self._words.append(" · " if tag in _CELLS else " ")
        if tag in _VOID:
            return
        left_out = above.left_out or tag in _LEFT_OUT or "data-unsearched" in attributes or " hidden" in attributes
        searched = above.searched or "data-searched" in attributes
        if searched and not left_out and (found := _ID.search(attributes)):
            self._anchor = "" if tag == "h1" else found[1]
        part = above.part
        if tag in _HEADINGS:
            part = Part.HEADING
        elif "kb-lead" in attributes:
            part = Part.SUMMARY
        elif "kb-facts" in attributes:
            part = Part.FACT
        elif tag == "tr" or "kb-point" in attributes or "kb-questions" in attributes or tag == "dd":
            part = Part.POINT if part is not Part.FACT else part
        at = "data-at" in attributes
        self._open.append(_Element(tag=tag, left_out=left_out, searched=searched, part=part, at=at))

    def text(self, text: str) -> None:
        now = self._open[-1]
        if not now.searched or now.left_out:
            return
        words = html.unescape(text)
        if now.at:
            self._at += words
        self._words.append(words)

    def close(self, tag: str) -> None:
        if tag in _VOID:
            return
        below = self._open.pop() if len(self._open) > 1 else self._open[-1]
        if tag not in _INLINE and tag not in _CELLS and self._open[-1].part is not Part.FACT:
            self.end(below)

    def end(self, element: _Element | None = None) -> None:
        """End a block, which is that of an element or before it: what was read since the last is sentences."""
        text = _SPACE.sub(" ", _DOTS.sub(" · ", "".join(self._words))).strip(" ·")
        at = _SPACE.sub(" ", self._at).strip()
        tag, part = (element or self._open[-1]).tag, (element or self._open[-1]).part
        self._words, self._at = [], ""
        if tag == "h1":
            self.title = text
            return
        if tag in _HEADINGS and text:
            self._heading, self._heading_anchor = text, self._anchor
        if not text:
            return
        place = "" if part in (Part.SUMMARY, Part.HEADING, Part.FACT) else self._heading
        anchor = self._anchor or self._heading_anchor
        if at and place:
            place = f"{place}, {at}"
        self.sentences += (Sentence(part=part, anchor=anchor, place=place, text=one) for one in sentences_of(text))


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

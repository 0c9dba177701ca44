"""What an article says, as plain values for the layout of a paper (``paper.typ``): its blocks, and the parts of these.

Nothing of an author is markup of the layout: it gets words as values, and so can't be told to do anything.

A block has a ``kind``: ``heading`` (``level``, ``parts``), ``paragraph``, ``lead`` or ``note`` (``parts``), ``list``
(``numbered``, ``plain``, ``start``, and ``items`` of blocks), ``terms`` (``items``, each with the parts of a ``term``
and ``blocks``), ``table`` (``columns``, ``head`` and ``rows`` of cells, and the parts of a ``caption``), ``quote`` or
``box`` (``blocks``), ``language`` (``lang``, ``blocks``), ``code`` (``text``), ``picture`` (``path``, ``alt``) or
``rule``.

A part is a string, or has a ``kind``: ``link`` (``to``, ``parts``), ``strong``, ``emphasis``, ``small``, ``deleted``,
``above`` or ``below`` (``parts``), ``language`` (``lang``, ``parts``), ``code`` (``text``), ``break``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement

Block = dict[str, Any]
"""A block or a part of one, as described above."""

PaperParts = list["str | Block"]
"""What stands in a line."""

_SPACE = re.compile(r"[ \t\n\r\f]+")
_HEADING = re.compile(r"h([1-6])")
_BLOCKS = frozenset(
    {
        *("article", "section", "div", "header", "footer", "main", "aside", "figure", "figcaption", "address"),
        *("p", "ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", "pre", "hr", "img"),
        *(f"h{level}" for level in range(1, 7)),
    }
)
_INLINE = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "var", "dfn"), "emphasis"),
    "small": "small",
    "del": "deleted",
    "s": "deleted",
    "sup": "above",
    "sub": "below",
}
# Classes of the site that say how much something counts.
_STRONG = frozenset({"kb-point__acts", "kb-point__label", "kb-brief__name"})
_NOTES = frozenset({"kb-note", "kb-over", "kb-brief__under", "kb-brief__about", "kb-card__over", "kb-trail__more"})
_LEAD = "kb-lead"
_PLAIN = "kb-plain"
# Short facts about a point, which stand in one line.
_FACTS = "kb-point__facts"
_BETWEEN = " · "


def blocks_on_paper(article: HtmlElement) -> list[Block]:
    """Return what an article says.

    Args:
        article: an article of a book (`knowledge_base.publish.packs.books.articles`), whose links lead where they lead
            on paper: to addresses on the web, and nowhere else.
    """
    return list(_in(article))


def _in(element: HtmlElement) -> Iterator[Block]:
    """Yield the blocks in an element; words between them are paragraphs."""
    line: PaperParts = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS or any(one.tag in _BLOCKS for one in child.iterdescendants()):
            yield from _paragraph("paragraph", line)
            yield from _of(child)
            line = []
        else:
            line += _inline(child)
        line.append(child.tail or "")
    yield from _paragraph("paragraph", line)


def _paragraph(kind: str, parts: PaperParts) -> Iterator[Block]:
    tidy = _tidy(parts)
    if tidy:
        yield {"kind": kind, "parts": tidy}


def _of(element: HtmlElement) -> Iterator[Block]:
    """Yield what an element comes to, with the language that it says it is in."""
    blocks = list(_of_any_language(element))
    if blocks and "lang" in element.attrib:
        yield {"kind": "language", "lang": _language(element), "blocks": blocks}
    else:
        yield from blocks


def _language(element: HtmlElement) -> str:
    """Return the primary language of an element (RFC 5646, 2.2.1)."""
    return str(element.get("lang", "")).partition("-")[0]


def _of_any_language(element: HtmlElement) -> Iterator[Block]:
    classes = frozenset(element.get("class", "").split())
    if heading := _HEADING.fullmatch(element.tag):
        for block in _paragraph("heading", _parts(element)):
            yield block | {"level": int(heading[1])}
        return
    match element.tag:
        case "p":
            parts = _parts(element)
            if not classes.isdisjoint(_STRONG):
                parts = [{"kind": "strong", "parts": _tidy(parts)}]
            kind = "lead" if _LEAD in classes else "paragraph" if classes.isdisjoint(_NOTES) else "note"
            yield from _paragraph(kind, parts)
        case "ul" | "ol":
            yield from _list(element, classes)
        case "dl":
            yield from _terms(element)
        case "table":
            yield from _table(element)
        case "blockquote":
            yield {"kind": "quote", "blocks": list(_in(element))}
        case "pre":
            yield {"kind": "code", "text": element.text_content().rstrip("\n")}
        case "hr":
            yield {"kind": "rule"}
        case "img":
            yield {"kind": "picture", "path": element.get("src", ""), "alt": element.get("alt", "")}
        case _ if any(name.startswith("kb-notice") for name in classes):
            yield {"kind": "box", "blocks": list(_in(element))}
        case _:
            yield from _in(element)


def _list(element: HtmlElement, classes: frozenset[str]) -> Iterator[Block]:
    items = element.findall("li")
    plain = _PLAIN in classes
    in_line = plain and (_FACTS in classes or element.getparent().tag == "dd")
    if in_line and not any(one.tag in _BLOCKS for item in items for one in item.iterdescendants()):
        # Names one below the other take half a page of paper.
        line: PaperParts = []
        for item in items:
            line += [_BETWEEN] if line else []
            line += _tidy(_parts(item))
        yield from _paragraph("note" if _FACTS in classes else "paragraph", line)
        return
    if items:
        yield {
            "kind": "list",
            "numbered": element.tag == "ol" and not plain,
            "plain": plain,
            "start": int(element.get("start", "1")),
            "items": [list(_in(item)) for item in items],
        }


def _terms(element: HtmlElement) -> Iterator[Block]:
    items: list[Block] = []
    for child in element.iter("dt", "dd"):
        if child.tag == "dt" or not items:
            items.append({"term": [], "blocks": []})
        if child.tag == "dt":
            items[-1]["term"] = _tidy(_parts(child))
        else:
            items[-1]["blocks"] += _in(child)
    if items:
        yield {"kind": "terms", "items": items}


def _table(element: HtmlElement) -> Iterator[Block]:
    head, rows = (
        [[_cell(cell) for cell in row.xpath("./th | ./td")] for row in element.xpath(path)]
        for path in ("./thead/tr", "./tbody/tr | ./tfoot/tr | ./tr")
    )
    caption = element.find("caption")
    if head or rows:
        yield {
            "kind": "table",
            "columns": max(sum(cell["across"] for cell in row) for row in (*head, *rows)),
            "head": head,
            "rows": rows,
            "caption": [] if caption is None else _tidy(_parts(caption)),
        }


def _cell(cell: HtmlElement) -> Block:
    return {
        "across": int(cell.get("colspan", "1")),
        "down": int(cell.get("rowspan", "1")),
        "blocks": list(_in(cell)),
    }


def _parts(element: HtmlElement) -> PaperParts:
    """Return what stands in an element, in a line."""
    parts: PaperParts = [element.text or ""]
    for child in element:
        parts += _inline(child)
        parts.append(child.tail or "")
    return parts


def _inline(element: HtmlElement) -> PaperParts:
    """Return what an element in a line comes to."""
    if element.tag == "br":
        return [{"kind": "break"}]
    if element.tag in ("code", "kbd", "samp"):
        return [{"kind": "code", "text": _SPACE.sub(" ", element.text_content())}]
    parts = _parts(element)
    if "lang" in element.attrib:
        parts = [{"kind": "language", "lang": _language(element), "parts": _spaced(parts)}]
    if element.tag == "a" and not element.get("href", "#").startswith("#"):
        return [{"kind": "link", "to": element.get("href"), "parts": _spaced(parts)}]
    kind = _INLINE.get(element.tag)
    if kind is None and not _STRONG.isdisjoint(element.get("class", "").split()):
        kind = "strong"
    return parts if kind is None else [{"kind": kind, "parts": _spaced(parts)}]


def _spaced(parts: Iterable[str | Block]) -> PaperParts:
    """Return parts with their strings joined and each run of white space as one space (CSS 2, 16.6.1)."""
    found: PaperParts = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    spaced = (_SPACE.sub(" ", part) if isinstance(part, str) else part for part in found)
    return [part for part in spaced if part != ""]


def _tidy(parts: PaperParts) -> PaperParts:
    """Return parts without white space at either end."""
    found = _spaced(parts)
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip(" ")
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip(" ")
    return [part for part in found if part != ""]

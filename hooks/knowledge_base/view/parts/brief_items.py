"""The items of a brief: an entry, figure or guiding question with its source, truncated to given lengths."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from knowledge_base.assemble.entries import Entry
from knowledge_base.view.parts.paper import GAP, Print, clip, clipped
from knowledge_base.view.parts.pieces import FigureLine, Link, SourceLine, Words
from knowledge_base.view.parts.site import Site

# Maximum lengths of names and printed addresses, in characters.
_NAME, _ADDRESS = 90, 100
# Vertical padding of a table row, in points.
_ROW = 4.0


@dataclass(frozen=True, kw_only=True)
class Lengths:
    """Limits for one item: characters of each text, and numbers of provisions and sources."""

    title: int
    summary: int
    provision: int
    provisions: int
    question: int
    label: int
    locator: int
    sources: int


WHOLE = Lengths(title=250, summary=800, provision=800, provisions=8, question=900, label=300, locator=120, sources=3)
"""For a brief with few items: nearly everything, uncut."""

MIDDLE = Lengths(title=200, summary=480, provision=400, provisions=5, question=480, label=220, locator=90, sources=2)
"""Tried when `WHOLE` doesn't fit."""

SHORT = Lengths(title=150, summary=320, provision=240, provisions=2, question=320, label=160, locator=60, sources=1)
"""For a brief with many items, so that one long entry leaves room for others."""


@dataclass(frozen=True, kw_only=True)
class BriefCitation:
    """A source, with the locator in it."""

    source: SourceLine
    locator: Words


@dataclass(frozen=True, kw_only=True)
class BriefPoint:
    """A sub-item: a provision of an agreement, or a practice that answers a question.

    Attributes:
        words: the text.
        url: the link target; may be empty.
        remark: status or follow-up; may be empty.
    """

    words: Words
    url: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class BriefItem:
    """An entry, a figure or a guiding question in a brief.

    Attributes:
        link: the title, linked.
        citations: its sources.
        details: type, lead, date and so on.
        text: the summary, truncated.
        points: the sub-items that are shown.
        more_points: how many sub-items are left out.
        remark: what is still missing.
        address: the address of its page as printed; empty for an item that isn't an entry.
        figure: set if the item is a figure.
    """

    link: Link
    citations: tuple[BriefCitation, ...]
    details: tuple[Link, ...] = ()
    text: Words = ""
    points: tuple[BriefPoint, ...] = ()
    more_points: int = 0
    remark: str = ""
    address: str = ""
    figure: FigureLine | None = None

    @cached_property
    def height(self) -> float:
        """The estimated height of the item on paper, in points."""
        cited = sum(len(str(citation.locator)) + 6 for citation in self.citations)
        if self.figure:
            counted_by = str(self.figure.counted_by.label) if self.figure.counted_by else ""
            return _ROW + max(
                Print.LABEL_COLUMN.height(f"{self.figure.label} {self.figure.note or ''}"),
                Print.PERIOD_COLUMN.height(self.figure.period) + Print.PERIOD_COLUMN.height(self.figure.as_of),
                Print.SOURCE_COLUMN.height(counted_by + "·" * cited),
                Print.SMALL.height("·") * 2,
            )
        under = sum(len(str(detail.label)) + 3 for detail in self.details) + len(self.address) + cited
        return (
            GAP
            + Print.TEXT.height(str(self.link.label))
            + Print.SMALL.height("·" * under)
            + Print.TEXT.height(str(self.text))
            + sum(Print.TEXT.height(f"– {point.words} {point.remark}") for point in self.points)
            + (Print.TEXT.height("·") if self.more_points else 0)
            + Print.SMALL.height(self.remark)
        )


def _citations(site: Site, entry: Entry, most: Lengths) -> tuple[BriefCitation, ...]:
    return tuple(
        BriefCitation(source=line, locator=clipped(line.locator, most.locator) if line.locator else "")
        for line in site.sources(entry.in_(site.locale).record.sources[: most.sources])
    )


def short_web_address(url: str) -> str:
    """Return a URL as printed on paper: without the scheme, truncated."""
    parts = urlsplit(url)
    return clip(url.removeprefix(f"{parts.scheme}://"), _ADDRESS)


def entry_item(
    site: Site,
    entry: Entry,
    most: Lengths,
    details: tuple[Link, ...],
    *,
    text: Words = "",
    points: tuple[BriefPoint, ...] = (),
    more_points: int = 0,
    remark: str = "",
) -> BriefItem:
    """Return the brief item of an entry: its title and sources, and the parts passed in."""
    return BriefItem(
        link=Link(clipped(entry.in_(site.locale).record.title, most.title), url=site.url(entry.address)),
        citations=_citations(site, entry, most),
        details=details,
        text=text,
        points=points,
        more_points=more_points,
        remark=remark,
        address=site.printed(entry.address),
    )


def short_name(link: Link) -> Link:
    """Return a link with its label truncated for a brief."""
    return Link(clip(str(link.label), _NAME), url=link.url)

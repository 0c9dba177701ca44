"""The pieces that pages are made of: links, facts, notices, cards, lines."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from knowledge_base.model.types import Text

Words = str | Text
"""Words for readers: in the language of the page, unless they are a `Text`, which says which language it is in."""


@dataclass(frozen=True)
class Link:
    """A link inside the site.

    Attributes:
        label: its words.
        url: where to, from the root of the site; empty where there is nothing to go to.
        count: how many entries are behind it; ``None`` where that says nothing.
    """

    label: Words
    _: KW_ONLY
    url: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Fact:
    """A row of a facts panel: a label, and one or more values."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A notice over a text.

    Attributes:
        kind: ``fallback``, ``translation``, ``stale``, ``superseded``, ``withdrawn``, ``review`` or ``lead``.
        text: what it says.
        link: where it leads, if anywhere.
        reason: why, in the words of whoever decided it.
    """

    kind: str
    text: Words
    link: Link | None = None
    reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class CardTerms:
    """The terms of a facet that a card names.

    Attributes:
        label: what the facet is called.
        links: the terms that it names.
        more: how many others there are.
    """

    label: str
    links: tuple[Link, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class Card:
    """An entry in a list.

    Attributes:
        kind: the name of its kind, for its mark.
        kind_label: what readers call the kind.
        title: in the language of the page if there is a translation.
        summary: the same.
        url: of its page.
        date: its date, in words.
        iso: the same as HTML has it; empty where it has no such date.
        terms: what it is about, of each facet that cards name.
        mark: a further word on it, such as the maturity of a practice.
        untranslated: whether it is not in the language of the page.
        retired: that it no longer holds, in a word; empty where it does.
    """

    kind: str
    kind_label: str
    title: Text
    summary: Text
    url: str
    date: str
    iso: str
    terms: tuple[CardTerms, ...]
    mark: str
    untranslated: bool
    retired: str = ""


@dataclass(frozen=True, kw_only=True)
class CardGroup:
    """Cards under a heading.

    Attributes:
        id: of the heading.
        title: the heading.
        cards: the cards.
        count: of all entries of the group, on whatever page.
        continued: whether the group began on an earlier page.
    """

    id: str
    title: str
    cards: tuple[Card, ...]
    count: int
    continued: bool = False


@dataclass(frozen=True, kw_only=True)
class Pagination:
    """Where a page stands among the pages of one list."""

    number: int
    total: int
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """A source of an entry, as readers see it."""

    title: Text
    locator: Text | None
    url: str
    archived_url: str
    retrieved: str


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A figure with all that is needed to quote it."""

    id: str
    value: str
    unit: str
    comparator: str
    label: Text
    place: tuple[Link, ...]
    place_note: Text | None
    period: str
    as_of: str
    counted_by: Link | None
    locator: Text
    note: Text | None
    source: Link

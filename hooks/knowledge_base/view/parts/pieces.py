"""The common parts of pages: links, facts, notices, cards, sources, figures."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from knowledge_base.model.types import Text

Words = str | Text
"""Text for readers: a ``str`` is in the language of the page; a `Text` carries its own language."""


@dataclass(frozen=True)
class Link:
    """A link inside the site.

    Attributes:
        label: its text.
        url: its target, from the site root; empty for plain text.
        count: the number of entries at the target, shown beside the label; ``None`` to show none.
        mark: a badge after it, as of bodies outside the RCM; may be empty.
    """

    label: Words
    _: KW_ONLY
    url: str = ""
    count: int | None = None
    mark: str = ""


@dataclass(frozen=True)
class Fact:
    """A row of the facts panel: a label with its values."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A notice above the text of a page.

    Attributes:
        kind: ``partial``, ``fallback``, ``translation``, ``stale``, ``superseded``, ``withdrawn``, ``review`` or
            ``lead``.
        text: the message.
        link: a link after the message, if any.
        more: the rest of the message in the words of the record, if any.
        reason: the reason given in the record, if any.
    """

    kind: str
    text: Words
    link: Link | None = None
    more: Text | None = None
    reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class CardTerms:
    """The terms of one facet shown on a card.

    Attributes:
        label: the label of the facet.
        links: the terms that are shown.
        more: the number of terms that are not.
    """

    label: str
    links: tuple[Link, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class Card:
    """An entry in a list.

    Attributes:
        kind: the name of its kind, for its icon.
        kind_label: the display name of its kind.
        title: in the language of the page if there is a translation.
        summary: in the language of the page if there is a translation.
        url: the URL of its page, from the site root.
        date: its date in words.
        iso: its date for the ``datetime`` attribute of HTML; empty if HTML can't express it.
        terms: its terms in the facets that cards show.
        mark: a badge, such as the maturity of a practice; may be empty.
        untranslated: whether it is not translated into the language of the page.
        outside: the badge of an entry of bodies outside the RCM; else empty.
        retired: the label of its status if it is no longer valid; else empty.
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
    outside: str = ""
    retired: str = ""


@dataclass(frozen=True, kw_only=True)
class CardGroup:
    """Cards under a heading.

    Attributes:
        id: the HTML id of the heading.
        title: the heading.
        cards: the cards on this page.
        count: the size of the whole group, over all pages.
        continued: whether the group started on an earlier page.
    """

    id: str
    title: str
    cards: tuple[Card, ...]
    count: int
    continued: bool = False


@dataclass(frozen=True, kw_only=True)
class Pagination:
    """The position of a page in a paginated list.

    Attributes:
        number: the page, from 1.
        total: the number of pages.
        pages: links to the first page, the last, and those near this one, which is among them; labelled by number.
        previous: a link to the page before, if there is one.
        next: a link to the page after, if there is one.
    """

    number: int
    total: int
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """A source of an entry, formatted for display."""

    title: Text
    locator: Text | None
    url: str
    archived_url: str
    retrieved: str


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A figure with everything needed to quote it, formatted for display."""

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

"""The common parts of pages: links, facts, notices, cards, sources, figures."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from knowledge_base.model.types import Text


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """Words of a document, its title or an official text, with their language (ISO 639-1), which may be any."""

    value: str
    language: str

    def __str__(self) -> str:
        return self.value


Words = str | Text | Quotation
"""Text for readers: a ``str`` is in the language of the page; the others carry their own language."""


def marked_language(words: Words) -> str | None:
    """Return the language of words (BCP 47), if they carry it; ``None`` if it is that of the page."""
    match words:
        case Text(locale=locale):
            return locale
        case Quotation(language=language):
            return language
        case str():
            return None


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
    """A row of the facts panel: a label with its values.

    Attributes:
        label: the label.
        values: the values.
        beside: whether these are names of other pages, which the search leaves out.
    """

    label: str
    values: tuple[Link, ...]
    _: KW_ONLY
    beside: bool = False


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
class VersionLine:
    """A source in one more language, formatted for display; attributes as those of `SourceLine`.

    Attributes:
        language: its language, as in "in English".
    """

    title: Quotation | None
    language: str
    url: str
    file: str
    about: str
    locator: Text | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """A source of an entry, formatted for display.

    Attributes:
        id: its anchor, if other parts of the page name it; else empty.
        title: its title.
        date: its date, where its title does not say it; else empty.
        locator: the page or section.
        remarks: its language if that is not the page's, whether it is official, who keeps the copy.
        url: where it is published; may be empty.
        file: the copy kept here, from the root of the site; may be empty.
        about: the type and the size of that copy, or else the host of the address; empty without either.
        archived_url: where a copy is kept; may be empty.
        retrieved: the day on which it was read there; may be empty.
        versions: the same document in other languages.
    """

    id: str
    title: Quotation
    date: str
    locator: Text | None
    remarks: tuple[str, ...]
    url: str
    file: str
    about: str
    archived_url: str
    retrieved: str
    versions: tuple[VersionLine, ...]

    @property
    def at_hand(self) -> bool:
        """Whether the document, in any language, can be read here or on the web."""
        return any((self.url, self.file, self.archived_url, *(each.url or each.file for each in self.versions)))


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A figure with everything needed to quote it, formatted for display.

    Attributes:
        printed_in: the source in which it is printed, if that is not the first of its note.
    """

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
    printed_in: Link | None
    locator: Text
    note: Text | None
    source: Link

"""The pieces that pages are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge_base.assemble.addresses import relative_url
from knowledge_base.locale import Locale
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
    url: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Fact:
    """A row of a facts panel: a label, and one or more values."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Card:
    """An entry in a list.

    Attributes:
        kind: the name of its kind, for its mark.
        kind_label: what readers call the kind.
        title: in the language of the page if there is a translation.
        summary: the same.
        url: of its page.
        date: its day, in words.
        iso: the same (ISO 8601).
        countries: the countries it names first.
        more_countries: how many others.
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
    iso: dt.date
    countries: tuple[Link, ...]
    more_countries: int
    mark: str
    untranslated: bool
    retired: str = ""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Pagination:
    """Where a page stands among the pages of one list."""

    number: int
    total: int
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True)
class SourceLine:
    """A source of an entry, as readers see it."""

    title: Text
    locator: Text | None
    url: str
    archived_url: str
    retrieved: str


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Alternate:
    """The same page in a language.

    Attributes:
        locale: the language.
        label: its own name for itself.
        url: of the page in it.
        translated: whether the page is really in that language there, not the other's text under a notice.
    """

    locale: Locale
    label: str
    url: str
    translated: bool


@dataclass(frozen=True, kw_only=True)
class Chrome:
    """What other pages, the navigation and the shell have to know of a page.

    Attributes:
        locale: the language of the page.
        address: of the page, the same in both languages.
        url: of the page, from the root of the site.
        title: for the window and for search engines.
        description: for search engines.
        text_locale: the language of the text; not ``locale`` on a page shown for want of a translation.
        breadcrumbs: the way from the home page.
        alternates: the page in each language.
        source_path: the file to suggest a change in, relative to the repository; empty for generated pages.
        section: the address of the item of the navigation that the page belongs to.
        scripts: those that this page needs besides those of every page, from the root of the site, in the order to run.
        styles: the style sheets that this page needs besides those of every page, from the root of the site.
        listed: whether search engines may list the page at all.
        place: where the site is, as it stands on paper; empty where nobody has said.
        root: the path of the site on its host, for the error page, which hosts serve at any address; empty on every
            other page, which names the rest of the site from where it is itself.
    """

    locale: Locale
    address: str
    url: str
    title: str
    description: str
    text_locale: Locale
    breadcrumbs: tuple[Link, ...]
    alternates: tuple[Alternate, ...]
    source_path: str
    section: str
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    listed: bool = True
    place: str = ""
    root: str = ""

    def href(self, url: str) -> str:
        """Return the way from the page to ``url``, an address from the root of the site (RFC 3986, 4.2)."""
        return self.root + url if self.root else relative_url(url, self.url)

    @property
    def translated(self) -> bool:
        """Whether the text of the page is in the language of the page."""
        return self.text_locale is self.locale

    @property
    def indexed(self) -> bool:
        """Whether search engines shall list the page in this language."""
        return self.listed and self.translated

"""The content in one language, with the helpers that every view uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from knowledge_base.assemble import addresses
from knowledge_base.assemble.anchors import Anchors, anchors_of
from knowledge_base.assemble.catalogue import Catalogue, page_terms
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, FACETS, ORGANISATION, TOPIC, Facet
from knowledge_base.assemble.notes import NotePart
from knowledge_base.locale import N_, Locale, country_name, long_date, message, number, sort_key
from knowledge_base.model.choices import Comparator, MadeKnown
from knowledge_base.model.editorial import Editorial
from knowledge_base.model.entries import AnyRecord, ConceptNote, Practice
from knowledge_base.model.figures import Figure
from knowledge_base.model.record import Source
from knowledge_base.model.vocabularies import OUTSIDE
from knowledge_base.view.parts.chrome import Alternate, Chrome, OtherForm
from knowledge_base.view.parts.pieces import Card, CardTerms, FigureLine, Link, SourceLine
from knowledge_base.view.parts.source_lines import source_line

_TERMS_ON_CARD = 4

# The date of a practice, by what its sources show happened then.
_TOLD = {
    MadeKnown.ANNOUNCED: N_("announced: {date}"),
    MadeKnown.PRESENTED: N_("presented: {date}"),
    MadeKnown.REPORTED: N_("reported: {date}"),
}

_R = TypeVar("_R", bound=AnyRecord)
_V = TypeVar("_V")

_NAMES = {Locale.ES: "Español", Locale.EN: "English"}


@dataclass(frozen=True, kw_only=True)
class Site:
    """The content in one language.

    Attributes:
        catalogue: the content.
        locale: the language.
        today: the date of the build; ``None`` if none is set and the catalogue is empty.
        home: the base URL of the published site, with a trailing slash; empty if not configured.
        edit_home: the URL prefix that opens a file in the repository's editor; empty without a repository.
        signing_key: the public key of the one with which offline copies are signed; empty if they are not.
    """

    catalogue: Catalogue
    locale: Locale
    today: dt.date | None = None
    home: str = ""
    edit_home: str = ""
    signing_key: str = ""
    _shared: dict[tuple[object, ...], Any] = field(default_factory=dict, compare=False, repr=False)

    def say(self, text: str, /, **values: object) -> str:
        """Return an English message in the language of the site, with its placeholders filled in."""
        return message(self.locale, text, **values)

    @property
    def editorial(self) -> Editorial:
        """The editorial texts of generated pages."""
        return self.catalogue.editorial[self.locale]

    def url(self, address: str, fragment: str = "") -> str:
        """Return the URL of an address in the language of the site, from the site root."""
        return addresses.url(address, self.locale) + (f"#{fragment}" if fragment else "")

    def printed(self, address: str) -> str:
        """Return the URL of an address as printed: without scheme, and from the site root if no home is set."""
        return "/".join(part for part in (self.place, self.url(address)) if part)

    @property
    def place(self) -> str:
        """The site's URL as printed on paper, without scheme; empty if not configured."""
        return self.home.partition("://")[2].strip("/")

    def anchors(self, address: str) -> tuple[str, ...]:
        """Return the anchors of a page of the site."""
        return self._anchors.of(address, self.locale)

    @cached_property
    def _anchors(self) -> Anchors:
        return anchors_of(self.catalogue)

    def record(self, entry: Entry, model: type[_R]) -> _R:
        """Return the record of an entry in the language of the site, narrowed to the model of its kind.

        Raises:
            TypeError: the entry is of another kind.
        """
        record = entry.in_(self.locale).record
        if not isinstance(record, model):
            raise TypeError(type(record))
        return record

    def entry_link(self, entry: Entry, fragment: str = "") -> Link:
        """Return a link to an entry, labelled with its title; one of bodies outside the RCM is marked so."""
        title = entry.in_(self.locale).record.title
        return Link(title, url=self.url(entry.address, fragment), mark=self.outside(entry))

    def term_name(self, facet: Facet, id_: str) -> str:
        """Return the display name of a term."""
        return self.catalogue.names[facet.name][id_][self.locale]

    def term_link(self, facet: Facet, id_: str, count: int | None = None) -> Link:
        """Return a link to the page of a term; a body outside the RCM is marked so."""
        outside = facet is BODY and self.catalogue.vocabularies.is_outside(id_)
        return Link(
            self.term_name(facet, id_),
            url=self.url(addresses.term_address(facet, id_)),
            count=count,
            mark=self.say(OUTSIDE) if outside else "",
        )

    def term_links(self, facet: Facet, ids: Sequence[str]) -> tuple[Link, ...]:
        """Return links to the pages of terms, sorted by name."""
        links = (self.term_link(facet, id_) for id_ in ids)
        return tuple(sorted(links, key=lambda link: sort_key(str(link.label), self.locale)))

    def counted(self, facet: Facet, id_: str) -> Link:
        """Return a link to the page of a term, with the number of its entries."""
        return self.term_link(facet, id_, len(self.catalogue.grouped(facet, id_)))

    def terms(self, facet: Facet) -> tuple[str, ...]:
        """Return the ids of the terms of a facet that have a page, in vocabulary order."""
        return page_terms(self.catalogue, facet)

    def actor_link(self, id_: str) -> Link:
        """Return a link to an actor: a body, an organisation or a country."""
        vocabularies = self.catalogue.vocabularies
        if id_ in vocabularies.bodies:
            return self.term_link(BODY, id_)
        if id_ in vocabularies.countries:
            return self.term_link(COUNTRY, id_)
        if id_ in page_terms(self.catalogue, ORGANISATION):
            return self.term_link(ORGANISATION, id_)
        return Link(vocabularies.organisations[id_].name(self.locale))

    def date(self, date: dt.date) -> str:
        """Return a date in words."""
        return long_date(date, self.locale)

    def when(self, entry: Entry) -> str:
        """Return the date of an entry in words, as precise as its source; of a practice, what happened then as well."""
        date = self.catalogue.dates[entry.id]
        if date is None:
            return self.say(N_("Undated"))
        words = date.in_words(self.locale)
        known = entry.record.made_known if isinstance(entry.record, Practice) else None
        return self.say(_TOLD[known], date=words) if known else words

    def card(self, entry: Entry) -> Card:
        """Return the card of an entry."""
        return self.share(Site._make_card, entry)

    def share(self, make: Callable[..., _V], entry: Entry, *more: object) -> _V:
        """Return what many pages show of an entry, made for the first of them.

        Args:
            make: makes it, given the site, the entry and ``more``, and of nothing else.
            entry: the entry.
            more: further hashable values that it depends on.
        """
        key = (make, entry.id, *more)
        if key not in self._shared:
            self._shared[key] = make(self, entry, *more)
        made: _V = self._shared[key]
        return made

    def _make_card(self, entry: Entry) -> Card:
        record, date = entry.in_(self.locale).record, self.catalogue.dates[entry.id]
        return Card(
            kind=entry.sort.name,
            kind_label=self.say(entry.sort.singular),
            title=record.title,
            summary=record.summary,
            url=self.url(entry.address),
            date=self.when(entry),
            iso=date.html if date else "",
            terms=tuple(self._card_terms(entry)),
            mark=record.mark.label_in(self.locale) if record.mark else "",
            untranslated=self.locale not in entry.versions,
            outside=self.outside(entry),
            retired=self.retired(entry),
        )

    def _card_terms(self, entry: Entry) -> Iterator[CardTerms]:
        for facet in FACETS:
            ids = self.catalogue.terms_of(facet, entry) if facet.on_cards else ()
            if ids:
                shown = ids if len(ids) <= _TERMS_ON_CARD else ids[: _TERMS_ON_CARD - 1]
                links = self.term_links(facet, shown)
                yield CardTerms(label=self.say(facet.plural), links=links, more=len(ids) - len(shown))

    def outside(self, entry: Entry) -> str:
        """Return the mark of an entry that is of bodies outside the RCM alone; else an empty string."""
        return self.say(OUTSIDE) if self.catalogue.outside[entry.id] else ""

    def retired(self, entry: Entry) -> str:
        """Return the label of the entry's status if it is no longer valid; else an empty string."""
        status = entry.record.status
        return status.label_in(self.locale) if status.retired else ""

    def cards(self, entries: Sequence[Entry]) -> tuple[Card, ...]:
        """Return the cards of entries, in the given order."""
        return tuple(self.card(entry) for entry in entries)

    def sources(self, sources: Sequence[Source]) -> tuple[SourceLine, ...]:
        """Return sources formatted for display."""
        documents, files = self.catalogue.vocabularies.documents, self.catalogue.files
        return tuple(source_line(source, documents, self.locale, files) for source in sources)

    def source_named(self, entry: Entry, name: str) -> SourceLine:
        """Return a source of an entry by what names it there: ``#`` and its id, or words in its place."""
        of_entry = entry.in_(self.locale).record.sources
        found = [source for source in of_entry if source.name and name == f"#{source.name}"]
        # The words have been checked with the entry.
        return self.sources(found or [Source.model_construct(title=name, language=entry.original)])[0]

    def source_words(self, entry: Entry, name: str) -> str:
        """Return the title of a source of an entry by what names it there, or the words in its place."""
        return self.source_named(entry, name).title.value

    def source_link(self, entry: Entry, name: str) -> Link:
        """Return a link to a source of an entry by what names it there; words lead nowhere."""
        line = self.source_named(entry, name)
        return Link(line.title, url=self.url(entry.address, line.id) if line.id else "")

    def figure(self, note: Entry, figure: Figure) -> FigureLine:
        """Return a figure of a concept note formatted for display."""
        return FigureLine(
            id=figure.id,
            value=number(figure.value, self.locale),
            unit="%" if figure.unit.value == "percent" else figure.unit.label_in(self.locale),
            comparator="" if figure.comparator is Comparator.EXACT else figure.comparator.label_in(self.locale),
            label=figure.label,
            place=self.term_links(COUNTRY, figure.countries),
            place_note=figure.place,
            period=figure.period.in_words(self.locale) if figure.period else "",
            as_of=figure.as_of.as_of(self.locale) if figure.as_of else "",
            counted_by=self.actor_link(figure.counted_by) if figure.counted_by else None,
            printed_in=self.source_link(note, figure.source) if figure.source else None,
            locator=figure.locator,
            note=figure.note,
            source=self.entry_link(note, f"figure-{figure.id}"),
        )

    def figures(self, parts: Iterable[NotePart]) -> tuple[FigureLine, ...]:
        """Return figures of concept notes formatted for display."""
        return tuple(self.figure(part.note, self.record(part.note, ConceptNote).figures[part.place]) for part in parts)

    def alternates(self, address: str, translated: Callable[[Locale], bool] = lambda _: True) -> tuple[Alternate, ...]:
        """Return the page in every language; ``translated`` says in which its text is translated."""
        return tuple(
            Alternate(
                locale=locale, label=_NAMES[locale], url=addresses.url(address, locale), translated=translated(locale)
            )
            for locale in Locale
        )

    def chrome(
        self,
        address: str,
        title: str,
        description: str,
        way: Sequence[Link] = (),
        *,
        section: str = "",
        entry: Entry | None = None,
        scripts: tuple[str, ...] = (),
        styles: tuple[str, ...] = (),
        listed: bool = True,
        root: str = "",
        forms: tuple[OtherForm, ...] = (),
    ) -> Chrome:
        """Return the metadata of a page.

        Args:
            address: the address of the page.
            title: its title.
            description: one sentence, for search engines.
            way: the breadcrumbs, without the home page.
            section: the address of the navigation item that the page belongs to.
            entry: the entry that the page shows, if any.
            scripts: scripts that only this page needs.
            styles: style sheets that only this page needs.
            listed: whether search engines may index the page.
            root: the path of the site on its host, for a page that is served at any URL.
            forms: its other forms.
        """
        home = Link(self.say(N_("Home")), url=self.url(addresses.HOME))
        version = entry.in_(self.locale) if entry else None
        return Chrome(
            locale=self.locale,
            address=address,
            url=self.url(address),
            title=title,
            description=description,
            text_locale=version.locale if version else self.locale,
            breadcrumbs=() if address == addresses.HOME else (home, *way),
            alternates=self.alternates(address, (lambda locale: locale in entry.versions) if entry else lambda _: True),
            source_path=str(version.page.source.path) if version else "",
            section=section,
            sort=entry.sort.name if entry else "",
            scripts=scripts,
            styles=styles,
            listed=listed,
            place=self.place,
            root=root,
            forms=forms,
            part=self.catalogue.part.label(self.locale),
        )


def site_in(
    locale: Locale,
    catalogue: Catalogue,
    today: dt.date | None = None,
    home: str = "",
    edit_home: str = "",
    signing_key: str = "",
) -> Site:
    """Return the `Site` of a catalogue in a language.

    Args:
        locale: the language.
        catalogue: the content.
        today: the date of the build; defaults to the date of the newest change to the content.
        home: the base URL of the published site; empty if not configured.
        edit_home: the URL prefix that opens a file in the repository's editor; empty without a repository.
        signing_key: the public key of the one with which offline copies are signed; empty if they are not.
    """
    return Site(
        catalogue=catalogue,
        locale=locale,
        today=today or catalogue.content_date(),
        home=home and home.rstrip("/") + "/",
        edit_home=edit_home,
        signing_key=signing_key,
    )


def country_links(site: Site, codes: Sequence[str]) -> tuple[Link, ...]:
    """Return links to countries, sorted by name."""
    ordered = sorted(codes, key=lambda code: sort_key(country_name(code, site.locale), site.locale))
    return tuple(site.term_link(COUNTRY, code) for code in ordered)


def topic_links(site: Site, ids: Sequence[str]) -> tuple[Link, ...]:
    """Return links to topics, in the given order."""
    return tuple(site.term_link(TOPIC, id_) for id_ in ids)

"""What the search index knows about a page besides its text: facets and alternative names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY, FACETS, KIND, LANGUAGE, Facet
from knowledge_base.locale import N_, Locale, fold, message
from knowledge_base.model.entries import ConceptNote
from knowledge_base.view.parts.site import Site

PAGE = "page"
"""The kind of a page that is neither an entry nor a term."""

_COUNTRIES = 3
_WORD = re.compile(r"\w+(?:[-.]\w+)*")


@dataclass(frozen=True, kw_only=True)
class SearchRecord:
    """The metadata of a page in the search index.

    Attributes:
        filters: pairs of facet name and value; values are in the language of the page.
        names: names of the page itself, in both languages: labels, acronyms, aliases.
        aliases: the terms of the page, each with those of its other names that have words that the text lacks. They
            have a low weight, so that the page of a term ranks above pages that are only tagged with it.
        kind: the kind of page: the name of a kind of entry, the name of a facet, or `PAGE`.
        kind_label: its label, shown with each result.
        date: the date of the entry in words; empty for other pages.
        where: the countries of the entry; empty for other pages.
        retired: the label of the entry's status if it is no longer valid, which ranks it lower; else empty.
        only: which language the entry is in, if it is in one only; else empty.
        of: the URL of the meeting that a concept note prepares; else empty.
        order: where the page comes among all: entries in the order in which they were created, after all other pages,
            for which it is empty.
    """

    filters: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...]
    kind: str
    kind_label: str
    date: str = ""
    where: str = ""
    retired: str = ""
    only: str = ""
    of: str = ""
    order: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchFilter:
    """A facet that filters search results.

    Attributes:
        name: the name of the filter in the index.
        label: its label.
        greatest_first: whether its values are sorted in descending order (years) instead of by count.
    """

    name: str
    label: str
    greatest_first: bool


def search_filters(locale: Locale) -> tuple[SearchFilter, ...]:
    """Return the filters of the search, in display order."""
    return tuple(
        SearchFilter(name=facet.name, label=message(locale, facet.label), greatest_first=facet.greatest_first)
        for facet in FACETS
        if facet.searched
    )


def record_of(view: object) -> SearchRecord | None:
    """Return the record of the page of a view; ``None`` if the page is not searched."""
    record = getattr(view, "search", None)
    return record if isinstance(record, SearchRecord) else None


def entry_record(site: Site, entry: Entry) -> SearchRecord:
    """Return the record of an entry. One that is not translated is found in both languages, and marked."""
    (language,) = site.catalogue.terms_of(LANGUAGE, entry)
    return SearchRecord(
        filters=tuple(
            (facet.name, site.term_name(facet, id_))
            for facet in FACETS
            if facet.searched
            for id_ in site.catalogue.terms_of(facet, entry)
        ),
        names=entry.record.aliases,
        aliases=tuple(_unwritten_names(site, entry)),
        kind=entry.sort.name,
        kind_label=site.say(entry.sort.singular),
        date=site.when(entry),
        where=", ".join(site.term_name(COUNTRY, id_) for id_ in site.catalogue.terms_of(COUNTRY, entry)[:_COUNTRIES]),
        retired=site.retired(entry),
        only=site.term_name(LANGUAGE, language) if len(entry.versions) == 1 else "",
        of=_prepares(site, entry),
        order=f"{entry.record.created.isoformat()} {entry.id}",
    )


def _prepares(site: Site, entry: Entry) -> str:
    """Return the URL of the meeting that a concept note prepares; empty for other entries."""
    record = entry.record
    if not isinstance(record, ConceptNote) or record.meeting is None or record.meeting not in site.catalogue.by_id:
        return ""
    return site.url(site.catalogue.by_id[record.meeting].address)


def term_record(site: Site, facet: Facet, id_: str) -> SearchRecord:
    """Return the record of the page of a term."""
    label = site.say(facet.label)
    # "Year 2020" is called so as well.
    names: tuple[str, ...] = (f"{label} {site.term_name(facet, id_)}",)
    if facet.vocabulary:
        names = site.catalogue.vocabularies.named(facet.vocabulary)[id_].names()
    return SearchRecord(filters=((KIND.name, label),), names=names, aliases=(), kind=facet.name, kind_label=label)


def page_record(site: Site) -> SearchRecord:
    """Return the record of a page that is neither an entry nor a term."""
    label = site.say(N_("Page"))
    return SearchRecord(filters=((KIND.name, label),), names=(), aliases=(), kind=PAGE, kind_label=label)


def _unwritten_names(site: Site, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the names of an entry's terms that have words that don't occur in its own text, each after its term.

    The index stores every position of every word. Repeating words of the text here would make up most of the data that
    a reader downloads.
    """
    version = entry.in_(site.locale)
    known = set(_WORD.findall(fold(f"{version.record.title} {version.record.summary} {version.reading.words}")))
    for facet in FACETS:
        if not facet.found_by:
            continue
        terms = site.catalogue.vocabularies.named(facet.vocabulary)
        for id_ in site.catalogue.terms_of(facet, entry):
            names = []
            for name in terms[id_].names():
                words = set(_WORD.findall(fold(name)))
                if not words <= known:
                    names.append(name)
                    known |= words
            if names:
                yield site.term_name(facet, id_), " · ".join(names)

"""What the search knows of a page besides its words: its facets, and other names for what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import FACETS, KIND, Facet
from knowledge_base.locale import N_, Locale, fold, message
from knowledge_base.view.parts.site import Site

_WORD = re.compile(r"\w+(?:[-.]\w+)*")


@dataclass(frozen=True, kw_only=True)
class SearchRecord:
    """A page, as the search index takes it.

    Attributes:
        filters: facet and value, in the words of the language.
        names: what the page itself is called, in both languages: labels, acronyms, aliases.
        aliases: the words of what else that which it is about is called, as far as the page itself lacks them; they
            count for little, so that a page on a thing comes before those that mention it.
        kind: what the page is, shown with each result.
        kind_label: the same in words.
        date: the date of the entry in words; empty for other pages.
        retired: that the entry no longer holds, in a word; it comes after those that do.
    """

    filters: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    kind: str
    kind_label: str
    date: str = ""
    retired: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchFilter:
    """A facet that readers narrow a search by.

    Attributes:
        name: that of the filter in the index.
        label: what readers call it.
        greatest_first: whether its values are read from the greatest down, where others go by count.
    """

    name: str
    label: str
    greatest_first: bool


def search_filters(locale: Locale) -> tuple[SearchFilter, ...]:
    """Return the facets that readers narrow a search by, in the order in which they see them."""
    return tuple(
        SearchFilter(name=facet.name, label=message(locale, facet.label), greatest_first=facet.greatest_first)
        for facet in FACETS
        if facet.searched
    )


def entry_record(site: Site, entry: Entry) -> SearchRecord | None:
    """Return the record of an entry; ``None`` where it is shown for want of a translation: its own language has it."""
    if site.locale not in entry.versions:
        return None
    return SearchRecord(
        filters=tuple(
            (facet.name, site.term_name(facet, id_))
            for facet in FACETS
            if facet.searched
            for id_ in site.catalogue.terms_of(facet, entry)
        ),
        names=entry.record.aliases,
        aliases=_unwritten_words(site, entry),
        kind=entry.kind.name,
        kind_label=site.say(entry.kind.singular),
        date=site.when(entry),
        retired=site.retired(entry),
    )


def term_record(site: Site, facet: Facet, id_: str) -> SearchRecord:
    """Return the record of the page of a term."""
    names: tuple[str, ...] = ()
    if facet.vocabulary:
        names = site.catalogue.vocabularies.named(facet.vocabulary)[id_].names()
    label = site.say(facet.label)
    return SearchRecord(filters=((KIND.name, label),), names=names, aliases=(), kind=facet.name, kind_label=label)


def page_record(site: Site) -> SearchRecord:
    """Return the record of a page that is neither an entry nor a term."""
    label = site.say(N_("Page"))
    return SearchRecord(filters=((KIND.name, label),), names=(), aliases=(), kind="page", kind_label=label)


def _unwritten_words(site: Site, entry: Entry) -> tuple[str, ...]:
    """Return the words of the names of what an entry is about that its own words do not have, each once.

    The index has the others already. It holds the place of every word, so that words said again would be most of what a
    reader has to fetch.
    """
    version = entry.in_(site.locale)
    written = set(_WORD.findall(fold(f"{version.record.title} {version.record.summary} {version.reading.words}")))
    words: dict[str, str] = {}
    for facet in FACETS:
        if not facet.found_by:
            continue
        terms = site.catalogue.vocabularies.named(facet.vocabulary)
        for id_ in site.catalogue.terms_of(facet, entry):
            for word in _WORD.findall(" ".join(terms[id_].names())):
                words.setdefault(fold(word), word)
    return tuple(word for folded, word in words.items() if folded not in written)

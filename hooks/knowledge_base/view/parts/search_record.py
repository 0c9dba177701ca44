"""What the search knows of a page besides its words: its facets, and other names for what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, MEETING_FACET, ORGANISATION, TOPIC, VOCABULARY_OF, YEAR, Facet
from knowledge_base.locale import N_, fold
from knowledge_base.model.entries import Practice
from knowledge_base.view.parts.site import Site

_WORD = re.compile(r"\w+(?:[-.]\w+)*")

# The facets in the order in which readers narrow a search, by the name that the index knows them by.
FILTERS = ("kind", "topic", "country", "meeting", "body", "year", "maturity")


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
        date: the day of the entry in words; empty for other pages.
        retired: that the entry no longer holds, in a word; it comes after those that do.
    """

    filters: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    kind: str
    kind_label: str
    date: str = ""
    retired: str = ""


def entry_record(site: Site, entry: Entry) -> SearchRecord | None:
    """Return the record of an entry; ``None`` where it is shown for want of a translation: its own language has it."""
    if site.locale not in entry.versions:
        return None
    kind = site.say(entry.kind.singular)
    filters = [("kind", kind)]
    for facet in (TOPIC, COUNTRY, BODY, YEAR):
        filters += [(facet.name, site.term_name(facet, id_)) for id_ in site.catalogue.terms_of(facet, entry)]
    for id_ in site.catalogue.terms_of(MEETING_FACET, entry):
        filters.append(("meeting", site.catalogue.by_id[id_].in_(site.locale).record.title.value))
    record = entry.record
    if isinstance(record, Practice):
        filters.append(("maturity", record.maturity.label_in(site.locale)))
    return SearchRecord(
        filters=tuple(filters),
        names=record.aliases,
        aliases=_unwritten_words(site, entry),
        kind=entry.kind.name,
        kind_label=kind,
        date=site.date(site.catalogue.dates[entry.id]),
        retired=site.retired(entry),
    )


def term_record(site: Site, facet: Facet, id_: str) -> SearchRecord:
    """Return the record of the page of a term."""
    names: tuple[str, ...] = ()
    if facet.name in VOCABULARY_OF:
        names = site.catalogue.vocabularies.named(VOCABULARY_OF[facet.name])[id_].names()
    label = site.say(facet.label)
    return SearchRecord(filters=(("kind", label),), names=names, aliases=(), kind=facet.name, kind_label=label)


def page_record(site: Site) -> SearchRecord:
    """Return the record of a page that is neither an entry nor a term."""
    label = site.say(N_("Page"))
    return SearchRecord(filters=(("kind", label),), names=(), aliases=(), kind="page", kind_label=label)


def _unwritten_words(site: Site, entry: Entry) -> tuple[str, ...]:
    """Return the words of the names of what an entry is about that its own words do not have, each once.

    The index has the others already. It holds the place of every word, so that words said again would be most of what a
    reader has to fetch.
    """
    version = entry.in_(site.locale)
    written = set(_WORD.findall(fold(f"{version.record.title} {version.record.summary} {version.reading.words}")))
    words: dict[str, str] = {}
    for facet in (TOPIC, BODY, ORGANISATION):
        terms = site.catalogue.vocabularies.named(VOCABULARY_OF[facet.name])
        for id_ in site.catalogue.terms_of(facet, entry):
            for word in _WORD.findall(" ".join(terms[id_].names())):
                words.setdefault(fold(word), word)
    return tuple(word for folded, word in words.items() if folded not in written)

"""What the search knows of a page besides its words: its facets, and other names for what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, MEETING, ORGANISATION, TOPIC, VOCABULARY_OF, YEAR, Facet
from knowledge_base.locale import N_, fold
from knowledge_base.model.entries import Practice
from knowledge_base.view.common import Site

_LINK_TARGET = re.compile(r"\]\([^)]*\)")

# The facets in the order in which readers narrow a search, by the name that the index knows them by.
FILTERS = ("kind", "topic", "country", "meeting", "body", "year", "maturity")


@dataclass(frozen=True)
class SearchRecord:
    """A page, as the search index takes it.

    Attributes:
        filters: facet and value, in the words of the language.
        names: what the page itself is called, in both languages: labels, acronyms, aliases.
        aliases: the same of what it is about, where its own words lack them; they count for little, so that a page on
            a thing comes before those that mention it.
        kind: what the page is, shown with each result.
        kind_label: the same in words.
        date: the day of the entry in words; empty for other pages.
    """

    filters: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    kind: str
    kind_label: str
    date: str = ""


def entry_record(site: Site, entry: Entry) -> SearchRecord | None:
    """Return the record of an entry; ``None`` where it is shown for want of a translation: its own language has it."""
    if site.locale not in entry.versions:
        return None
    kind = site.say(entry.kind.singular)
    filters = [("kind", kind)]
    for facet in (TOPIC, COUNTRY, BODY, YEAR):
        filters += [(facet.name, site.term_name(facet, id_)) for id_ in site.catalogue.terms_of(facet, entry)]
    for id_ in site.catalogue.terms_of(MEETING, entry):
        filters.append(("meeting", site.catalogue.by_id[id_].in_(site.locale).record.title.value))
    record = entry.record
    if isinstance(record, Practice):
        filters.append(("maturity", record.maturity.label_in(site.locale)))
    return SearchRecord(
        tuple(filters),
        record.aliases,
        tuple(dict.fromkeys(_unwritten_names(site, entry))),
        entry.kind.name,
        kind,
        site.date(site.catalogue.dates[entry.id]),
    )


def term_record(site: Site, facet: Facet, id_: str) -> SearchRecord:
    """Return the record of the page of a term."""
    names: tuple[str, ...] = ()
    if facet.name in VOCABULARY_OF:
        names = site.catalogue.vocabularies.named(VOCABULARY_OF[facet.name])[id_].names()
    label = site.say(facet.label)
    return SearchRecord((("kind", label),), names, (), facet.name, label)


def page_record(site: Site) -> SearchRecord:
    """Return the record of a page that is neither an entry nor a term."""
    label = site.say(N_("Page"))
    return SearchRecord((("kind", label),), (), (), "page", label)


def _unwritten_names(site: Site, entry: Entry) -> Iterator[str]:
    """Yield the names of what an entry is about that its own words do not have: the index has those already."""
    version = entry.in_(site.locale)
    body = _LINK_TARGET.sub("]", version.body)
    written = fold(f"{version.record.title} {version.record.summary} {body}")
    for facet in (TOPIC, BODY, ORGANISATION):
        terms = site.catalogue.vocabularies.named(VOCABULARY_OF[facet.name])
        for id_ in site.catalogue.terms_of(facet, entry):
            yield from (name for name in terms[id_].names() if fold(name) not in written)

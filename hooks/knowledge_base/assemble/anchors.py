"""What of a page can be linked to: the headings of its author, and the sections and parts that the site makes.

The anchors of sections are the same in both languages, and no heading of an author takes one (`RESERVED`). Headings
have those of their own language; where both languages have the same headings in other words, both words lead there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from knowledge_base.assemble.addresses import GLOSSARY, PAGE_SIZE, term_address
from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.assemble.entries import Entry, StandalonePage, StandaloneVersion, Version
from knowledge_base.assemble.facets import INDEXED_FACETS
from knowledge_base.locale import Locale
from knowledge_base.markdown.slugs import Heading
from knowledge_base.model.choices import Maturity
from knowledge_base.model.entries import NARRATIVE, Agreement, Background, ConceptNote, Meeting, Practice
from knowledge_base.model.kinds import KINDS


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """The anchors of all pages that links of bodies may lead to.

    Attributes:
        catalogue: the public entries and the vocabularies.
        entries: the entries by address; in the check also those that are not public.
        standalone: the other pages that people write, by address.
    """

    catalogue: Catalogue
    entries: Mapping[str, Entry]
    standalone: Mapping[str, StandalonePage]

    def of(self, address: str, locale: Locale) -> tuple[str, ...]:
        """Return the anchors of a page in a language, in their order.

        Args:
            address: of a page that is there.
            locale: the language of the page.
        """
        if page := self.entries.get(address) or self.standalone.get(address):
            version = shown_version(page, locale)
            made = tuple(_sections(page, self.catalogue)) if isinstance(page, Entry) else ()
            words = tuple(heading.id for heading in version.headings)
            return (*words, *twins(page, locale).values(), *made)
        if address == GLOSSARY:
            return tuple(self.catalogue.vocabularies.terms)
        return tuple(_kinds_listed(address, self.catalogue))


def anchors_of(catalogue: Catalogue) -> Anchors:
    """Return the anchors of the pages of the site."""
    entries = {entry.address: entry for entry in catalogue.entries}
    standalone = {page.address: page for page in catalogue.standalone}
    return Anchors(catalogue=catalogue, entries=entries, standalone=standalone)


def shown_version(page: Entry | StandalonePage, locale: Locale) -> Version | StandaloneVersion:
    """Return the version that a reader of a language gets: not a translation that is still being written."""
    version = page.in_(locale)
    if isinstance(page, Entry) and isinstance(version, Version) and version.draft:
        return page.versions[page.original]
    return version


def twins(page: Entry | StandalonePage, locale: Locale) -> dict[str, str]:
    """Return for the headings of a page those of the other language, by id, where both texts have the same outline."""
    here, there = shown_version(page, locale), shown_version(page, locale.other)
    if here.locale is there.locale:
        return {}
    pair = here.headings, there.headings
    if [heading.level for heading in pair[0]] != [heading.level for heading in pair[1]]:
        return {}
    return _unlike(*pair)


def _unlike(headings: tuple[Heading, ...], others: tuple[Heading, ...]) -> dict[str, str]:
    taken = {heading.id for heading in headings}
    return {one.id: two.id for one, two in zip(headings, others, strict=True) if two.id not in taken}


def narrative_anchor(name: str) -> str:
    """Return the anchor of a part of the text of a practice that is a field: ``field-legal-basis``."""
    return f"field-{name.replace('_', '-')}"


def _sections(entry: Entry, catalogue: Catalogue) -> Iterator[str]:
    """Yield the anchors that the page of an entry has of itself.

    A field of an entry that is not sound may be ``None``.
    """
    match record := entry.record:
        case Agreement():
            yield "provisions"
            yield from (f"provision-{provision.number}" for provision in record.provisions or ())
        case ConceptNote():
            yield from ("objectives",) * bool(record.objectives)
            yield from ("definitions",) * bool(record.definitions)
            yield from ("questions",) * bool(record.guiding_questions)
            yield from (f"question-{question.number}" for question in record.guiding_questions or ())
            yield from ("participants",) * bool(record.participant_profile)
            yield from ("figures",) * bool(record.figures)
            yield from (f"figure-{figure.id}" for figure in record.figures or ())
            yield from ("footnotes",) * bool(record.footnotes)
        case Meeting():
            yield from ("agenda",) * bool(record.agenda)
            yield from _of_meeting(entry, catalogue)
        case Practice():
            yield from ("lead",) * (record.maturity is Maturity.REPORTED)
            yield from (narrative_anchor(name) for name, _ in NARRATIVE if getattr(record, name) is not None)
            yield from ("measured-results",) * bool(record.results)
            yield from ("answers",) * bool(record.answers)
            yield from ("replication",) * bool(record.adopted_by)
        case Background():
            yield from ("findings",) * bool(record.findings)
        case _:
            assert_never(record)
    if isinstance(record, Agreement | Meeting) and entry.id in catalogue.by_id:
        yield from ("trail",) * bool(catalogue.trail_back(entry) or catalogue.trail_on(entry))
    yield from ("sources", "record", "cite")


def _of_meeting(meeting: Entry, catalogue: Catalogue) -> Iterator[str]:
    here = catalogue.groups["meeting"].get(meeting.id, ())
    yield from ("concept-note",) * bool(meeting.id in catalogue.by_id and catalogue.concept_notes(meeting))
    agreed = (isinstance(other.record, Agreement) and other.record.adopted_at == meeting.id for other in here)
    yield from ("agreed",) * any(agreed)
    yield from ("practices",) * any(isinstance(other.record, Practice) for other in here)


def _kinds_listed(address: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield the anchors of the page of a term: the kinds whose entries begin on the first page of its list."""
    for facet in INDEXED_FACETS:
        for id_ in catalogue.groups[facet.name] if address.startswith(f"{facet.folder}/") else ():
            if term_address(facet, id_) == address:
                counts = Counter(entry.kind.name for entry in catalogue.grouped(facet, id_))
                before = 0
                for kind in KINDS:
                    if counts[kind.name] and before < PAGE_SIZE:
                        yield kind.folder
                    before += counts[kind.name]

"""The anchors of each page: those of the headings in the body, and those of the sections that the site generates.

Anchors of generated sections are the same in both languages, and headings in bodies never get one of them (`RESERVED`).
Headings in bodies have anchors in their own language. If both versions of a page have the same outline, each heading
also has the anchor of its counterpart, so that a link works in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from knowledge_base.assemble.addresses import GLOSSARY, PAGE_SIZE, term_address
from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.assemble.entries import Entry, StandalonePage, StandaloneVersion, Version
from knowledge_base.assemble.facets import BODY, COUNTRY, INDEXED_FACETS
from knowledge_base.locale import Locale
from knowledge_base.markdown.slugs import Heading, provision_anchor, slug
from knowledge_base.model.choices import Maturity
from knowledge_base.model.entries import NARRATIVE, Agreement, Background, ConceptNote, Meeting, Practice
from knowledge_base.model.kinds import SORT_BY_NAME


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """Looks up the anchors of the pages that links in bodies may point to.

    Attributes:
        catalogue: the public entries and the vocabularies.
        entries: the entries by address; during the check including those that are not public.
        standalone: the pages that are not entries, by address.
    """

    catalogue: Catalogue
    entries: Mapping[str, Entry]
    standalone: Mapping[str, StandalonePage]

    def of(self, address: str, locale: Locale) -> tuple[str, ...]:
        """Return the anchors of a page in a language: headings, their counterparts, then generated sections.

        Args:
            address: the address of an existing page.
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
    """Return the version that the site shows in a language, which is never a draft translation."""
    version = page.in_(locale)
    if isinstance(page, Entry) and isinstance(version, Version) and version.draft:
        return page.versions[page.original]
    return version


def twins(page: Entry | StandalonePage, locale: Locale) -> dict[str, str]:
    """Map the anchors of headings to those of their counterparts in the other language.

    Headings are paired by order. The result is empty unless both versions have the same sequence of heading levels, and
    leaves out counterparts whose anchor another heading of the page has.
    """
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
    """Return the anchor of a narrative field of a practice: ``field-legal-basis``."""
    return f"field-{name.replace('_', '-')}"


def source_anchor(name: str) -> str:
    """Return the anchor of a source that has a name, on the page of its entry: ``source-annual-report``."""
    return f"source-{name}"


def file_anchor(name: str) -> str:
    """Return the anchor of a file beside an entry, on its page: ``file-form-pdf``."""
    return f"file-{slug(name.replace('.', '-'))}"


def _sections(entry: Entry, catalogue: Catalogue) -> Iterator[str]:
    """Yield the anchors of the generated sections of an entry's page.

    The entry may not be sound, so any field may be ``None``.
    """
    match record := entry.record:
        case Agreement():
            yield from ("provisions",) * bool(record.provisions)
            yield from (provision_anchor(provision.ref) for provision in record.provisions or () if provision.ref)
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
        yield from ("trail",) * bool(catalogue.trail_back(entry, 1) or catalogue.trail_on(entry, 1))
    if files := {file.name for file in catalogue.files.get(entry.id, ())}:
        yield "files"
        yield from (file_anchor(item.file) for item in record.files or () if item.file in files)
    yield from (source_anchor(source.name) for source in record.sources or () if source.name)
    yield from ("sources", "record", "cite")


def _of_meeting(meeting: Entry, catalogue: Catalogue) -> Iterator[str]:
    here = catalogue.groups["meeting"].get(meeting.id, ())
    yield from ("concept-note",) * bool(meeting.id in catalogue.by_id and catalogue.concept_notes(meeting))
    agreed = (isinstance(other.record, Agreement) and other.record.adopted_at == meeting.id for other in here)
    yield from ("agreed",) * any(agreed)
    practices = [other.record for other in here if isinstance(other.record, Practice)]
    yield from ("presented",) * any(meeting.id in practice.presented_at for practice in practices)
    yield from ("announced",) * any(meeting.id in practice.announced_only for practice in practices)


def _kinds_listed(address: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield the anchors on the first page of a term: those of the sorts whose list starts on that page."""
    for facet in INDEXED_FACETS:
        for id_ in catalogue.groups[facet.name] if address.startswith(f"{facet.folder}/") else ():
            if term_address(facet, id_) == address:
                yield from ("series",) * (facet is BODY and id_ in catalogue.series)
                yield from ("common",) * (facet is COUNTRY and id_ in catalogue.vocabularies.members)
                yield from ("status",) * (facet is COUNTRY and bool(catalogue.vocabularies.countries[id_].memberships))
                for span in catalogue.spans[facet.name][id_]:
                    if span.begin < PAGE_SIZE:
                        yield SORT_BY_NAME[span.sort].anchor

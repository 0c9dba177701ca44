"""Runs all checks on all content: the entry point of ``kb check``, the build and the tests."""

from __future__ import annotations

import datetime as dt
import inspect
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from knowledge_base.assemble.address_book import AddressFile, address_book_of, read_address_book, redirects
from knowledge_base.assemble.addresses import GENERATED, HOME, is_taken, term_address
from knowledge_base.assemble.anchors import Anchors
from knowledge_base.assemble.catalogue import Catalogue, build_catalogue
from knowledge_base.assemble.entries import (
    Assembly,
    Entry,
    StandaloneFields,
    StandalonePage,
    StandaloneVersion,
    Version,
)
from knowledge_base.assemble.facets import INDEXED_FACETS
from knowledge_base.assemble.pairing import PairedFiles, together
from knowledge_base.assemble.publisher import PublisherFile, publisher_of, read_publisher
from knowledge_base.assemble.vocabularies import VocabularyFiles, read_vocabularies, vocabularies_of
from knowledge_base.attachments.dispatch import inspect_file
from knowledge_base.attachments.stored import EntryFile, StoredFile, read_files
from knowledge_base.check import (
    addresses,
    agreements,
    bodies,
    facts,
    files,
    letters,
    lists,
    meetings,
    references,
    sources,
    style,
)
from knowledge_base.check.context import Context, Rule
from knowledge_base.check.halves import out_of_place, together_again
from knowledge_base.check.recorded import answers_in, recorded_context
from knowledge_base.check.shares import RuleFindings, check_in_shares, pair_in_shares, paired
from knowledge_base.check.waivers import Waived, without_waived
from knowledge_base.locale import N_, Locale, message
from knowledge_base.memory.content import ContentMemory, Outcome, key_of
from knowledge_base.memory.digests import digest
from knowledge_base.memory.recording import Recorder
from knowledge_base.model.editorial import Editorial
from knowledge_base.model.publisher import Publisher
from knowledge_base.model.shape import shape_of
from knowledge_base.parse.document import Page, parse_document
from knowledge_base.problems import Position, Problem, in_order, limited, within_limits
from knowledge_base.processes import collector_paused
from knowledge_base.read import SourceFile, Unwritten, read_docs

RULES: tuple[Rule, ...] = (
    references.known_terms,
    references.known_entries,
    lists.lists_of_ids,
    references.announced_at,
    meetings.places_named,
    meetings.took_part_once,
    meetings.members_at_the_time,
    meetings.met_in_its_time,
    meetings.agenda_days,
    meetings.agenda_times,
    facts.numbered,
    facts.completeness_explained,
    agreements.points_in_order,
    agreements.adopted_at_meeting,
    agreements.adopters,
    agreements.due_after_adoption,
    agreements.follow_up_shown,
    agreements.changes_of_earlier,
    agreements.superseded_marked,
    agreements.amounts_precise,
    facts.status_explained,
    facts.dates_in_order,
    facts.period_of_practice,
    facts.review_due,
    facts.figures_sound,
    facts.charts_comparable,
    facts.listed_once,
    sources.sources_described,
    sources.sources_referred,
    sources.official_texts_apart,
    facts.maturity_earned,
    files.files_described,
    bodies.required_headings,
    bodies.account_given,
    bodies.finished,
    style.texts_in_style,
)
"""The rules on single entries, in the order of the field guide."""

EVERY_RULE: tuple[Callable[..., Iterator[Problem]], ...] = (
    *RULES,
    references.unique_ids,
    references.vocabulary_references,
    meetings.numbers_of_series,
    meetings.lives_in_order,
    bodies.body_problems,
    letters.letters_whole,
    letters.plain_fields,
    files.files_kept,
    addresses.addresses_kept,
)
"""All rules that the field guide lists: those on single entries, then those on the content as a whole."""


def rule_sentence(rule: Callable[..., Iterator[Problem]]) -> str:
    """Return the description of a rule in English: the first paragraph of its docstring."""
    return (inspect.getdoc(rule) or "").split("\n\n")[0].replace("\n", " ")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The content, the settings of the publisher, and the problems of both: errors first, then by file and position.

    Attributes:
        catalogue: the content.
        publisher: the settings.
        problems: what is wrong, without the warnings that entries waive.
        waived: these warnings, each with its reason.
    """

    catalogue: Catalogue
    publisher: Publisher
    problems: tuple[Problem, ...]
    waived: tuple[Waived, ...] = ()


def check_content(
    root: Path,
    unwritten: Unwritten = MappingProxyType({}),
    today: dt.date | None = None,
    published: Collection[str] = (),
    memory: ContentMemory | None = None,
    workers: int = 1,
    spoken: Locale = Locale.EN,
) -> Checked:
    """Read, parse, assemble and check the content of a repository.

    Args:
        root: the folder that contains ``docs/`` and ``vocabularies/``.
        unwritten: files to be checked instead of those on disk, or in addition to them.
        today: the current day; by default that of the newest change to the content, so that the result does not depend
            on the clock.
        published: addresses that have been published, besides those in ``addresses.yml``.
        memory: what earlier checks of the same repository by the same code have found out; updated in place. Files that
            have not changed are not parsed again then, and entries are only checked again if something that their rules
            ask about has changed. The result is the same as without.
        workers: the maximum number of processes. The result is the same with any.
        spoken: the language of problems with files that have none: vocabularies, settings, files beside entries.

    Returns:
        The catalogue of the valid entries, and all problems. Nothing is raised for invalid content.

    Raises:
        OSError: a file or folder can't be read.
    """
    with collector_paused():
        return _check(_read(root, unwritten, today, spoken), memory or ContentMemory(), published, workers)


def check_outcome(
    root: Path, today: dt.date | None, memory: ContentMemory, workers: int = 1, spoken: Locale = Locale.EN
) -> Outcome:
    """Return what a check comes to, without its catalogue: from memory, if nothing that it reads has changed.

    Args:
        root: as for `check_content`.
        today: likewise.
        memory: likewise.
        workers: likewise.
        spoken: likewise.

    Raises:
        OSError: a file or folder can't be read.
    """
    with collector_paused():
        read = _read(root, {}, today, spoken)
        outcome = memory.outcome(read.digest)
        if outcome is None:
            checked = _check(read, memory, (), workers)
            outcome = Outcome(made_of=read.digest, problems=checked.problems, entries=len(checked.catalogue.entries))
            memory.keep_outcome(outcome)
        return outcome


@dataclass(frozen=True, kw_only=True)
class _Read:
    """All that a check is made of, but the code."""

    sources: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    files: tuple[StoredFile, ...]
    vocabularies: VocabularyFiles
    publisher: PublisherFile
    addresses: AddressFile
    today: dt.date | None
    spoken: Locale

    @property
    def digest(self) -> bytes:
        """The digest of all of it."""
        settings = (*self.vocabularies.values(), (self.publisher.source, self.publisher.problems), self.addresses)
        sources = (*self.sources, *(source for source, _ in settings))
        files = b"".join(str(source.path).encode() + b"\0" + source.digest for source in sources)
        problems = (*self.problems, *(found for _, found in settings))
        return digest((files, problems, self.files, self.publisher.licensed, self.today, str(self.spoken)))


def _read(root: Path, unwritten: Unwritten, today: dt.date | None, spoken: Locale) -> _Read:
    sources, problems = read_docs(root, unwritten, spoken)
    return _Read(
        sources=sources,
        problems=problems,
        files=read_files(root, unwritten),
        vocabularies=read_vocabularies(root, spoken),
        publisher=read_publisher(root, spoken),
        addresses=read_address_book(root, spoken),
        today=today,
        spoken=spoken,
    )


def _check(read: _Read, memory: ContentMemory, published: Collection[str], workers: int) -> Checked:
    by_address: defaultdict[str, dict[Locale, SourceFile]] = defaultdict(dict)
    for source in read.sources:
        by_address[source.address][source.locale] = source
    texts = {locale: parse_document(source) for locale, source in by_address.pop(HOME, {}).items()}
    found_here = pair_in_shares(by_address, memory, workers)
    assembly = together(
        (found_here.get(address) or _pair(address, files, memory) for address, files in sorted(by_address.items())),
        {locale: page for locale, (page, _) in texts.items()},
    )
    vocabularies, pages, found = vocabularies_of(read.vocabularies)
    publisher, _, unsettled = publisher_of(read.publisher)
    book, book_file, unbooked = address_book_of(read.addresses)
    standalone = tuple(page for page in assembly.standalone if page.sound and not is_taken(page.address))
    inspected = [(stored, _inspected(stored, memory)) for stored in read.files]
    beside: defaultdict[str, list[EntryFile]] = defaultdict(list)
    for file in (file for _, file in inspected if file):
        beside[file.owner].append(file)
    catalogue = build_catalogue(_by_id(assembly).values(), vocabularies, assembly.editorial, standalone)
    catalogue = catalogue.having(files=_of_public(beside, catalogue))
    catalogue = catalogue.having(moved=redirects(book, catalogue))
    context = _context(assembly, catalogue, pages, read.today or catalogue.content_date())
    context = replace(context, files={id_: tuple(found) for id_, found in beside.items()})
    elsewhere = out_of_place((*read.problems, *assembly.problems))
    every = [
        *read.problems,
        *(problem for _, malformed in texts.values() for problem in malformed),
        *(problem for page, _ in texts.values() for problem in style.style_problems(page, shape_of(Editorial))),
        *(problem for page, _ in texts.values() for problem in _text_problems(page)),
        *together_again(assembly.entries, assembly.problems, elsewhere),
        *found,
        *unsettled,
        *unbooked,
        *addresses.addresses_kept(book, book_file, context, published),
        *references.vocabulary_references(pages, context),
        *meetings.lives_in_order(pages, context),
        *references.unique_ids(assembly.entries, frozenset(filter(None, book.published)), elsewhere),
        *meetings.numbers_of_series(assembly.entries),
        *files.files_kept(inspected, context.entries, read.spoken),
        *_rule_problems(assembly, context, by_address, memory, workers),
    ]
    memory.only(by_address.keys(), {stored.digest for stored in read.files})
    problems, waived = without_waived(dict.fromkeys(every), _files_of(assembly))
    return Checked(
        catalogue=catalogue, publisher=publisher, problems=tuple(within_limits(in_order(problems))), waived=waived
    )


def _files_of(assembly: Assembly) -> Iterator[Page]:
    """Yield the files of all entries and single pages."""
    versions: Iterable[Mapping[Locale, Version | StandaloneVersion]] = (
        *(entry.versions for entry in assembly.entries),
        *(page.versions for page in assembly.standalone),
    )
    yield from (version.page for each in versions for version in each.values())


def _inspected(stored: StoredFile, memory: ContentMemory) -> EntryFile | None:
    """Return a file with what its bytes are, from memory or from the bytes; ``None`` if its name or place is wrong."""
    if stored.faults:
        return None
    about = memory.inspection(stored.digest)
    if about is None:
        about = inspect_file(stored.data())
        memory.keep_inspection(stored.digest, about)
    return EntryFile(owner=stored.owner, name=stored.name, digest=stored.digest, size=stored.size, about=about)


def _of_public(beside: Mapping[str, list[EntryFile]], catalogue: Catalogue) -> dict[str, tuple[EntryFile, ...]]:
    """Return the files that the site shows: those without faults, of entries that it shows, which name them."""
    named = {id_: {item.file for item in catalogue.by_id[id_].record.files} for id_ in beside if id_ in catalogue.by_id}
    return {
        id_: tuple(file for file in beside[id_] if file.name in names and not file.about.faults)
        for id_, names in named.items()
    }


def _pair(address: str, files: Mapping[Locale, SourceFile], memory: ContentMemory) -> PairedFiles:
    """Return what the files of an address come to, from memory or from the files."""
    known = memory.pair(address, files)
    if known:
        return known
    found = paired(address, files)
    memory.keep_pair(address, files, found)
    return found


def _rule_problems(
    assembly: Assembly,
    context: Context,
    files: Mapping[str, Mapping[Locale, SourceFile]],
    memory: ContentMemory,
    workers: int,
) -> Iterator[Problem]:
    """Yield what rules find in entries and standalone pages, from memory where nothing has changed for them."""
    recorder, answers = Recorder(), answers_in(context)
    recorded = recorded_context(context, recorder)
    memory.compare(answers)
    pages: tuple[Entry | StandalonePage, ...] = (*assembly.entries, *assembly.standalone)
    keyed = [(each, _file_address(each)) for each in pages]
    keys = {address: key_of(files[address]) for _, address in keyed}

    def check(page: Entry | StandalonePage) -> RuleFindings:
        with recorder.recording() as asked:
            found = _check_entry(page, recorded) if isinstance(page, Entry) else _check_standalone(page, recorded)
            return tuple(found), asked

    unknown = [(each, address) for each, address in keyed if memory.problems(address, keys[address]) is None]
    made = check_in_shares(check, [each for each, _ in unknown], workers)
    for (_, address), (problems, asked) in zip(unknown, made, strict=True):
        memory.keep_problems(address, keys[address], asked, answers, problems)
    for _, address in keyed:
        yield from memory.problems(address, keys[address]) or ()


def _file_address(page: Entry | StandalonePage) -> str:
    versions: Mapping[Locale, Version | StandaloneVersion] = page.versions
    return next(iter(versions.values())).page.source.address


def _by_id(assembly: Assembly) -> dict[str, Entry]:
    return {entry.id: entry for entry in reversed(assembly.entries)}


def _context(assembly: Assembly, catalogue: Catalogue, pages: Mapping[str, Page], today: dt.date | None) -> Context:
    vocabularies = catalogue.vocabularies
    repeated = frozenset(id_ for id_, count in Counter(entry.id for entry in assembly.entries).items() if count > 1)
    addresses = set(GENERATED)
    addresses.update(entry.address for entry in assembly.entries)
    addresses.update(page.address for page in assembly.standalone)
    unread = {name: references.unread_terms(page, vocabularies.named(name)) for name, page in pages.items()}
    for facet in INDEXED_FACETS:
        addresses.update(term_address(facet, id_) for id_ in catalogue.groups[facet.name])
        if facet.vocabulary:
            ids = (*vocabularies.named(facet.vocabulary), *(unread[facet.vocabulary] or ()))
            addresses.update(term_address(facet, id_) for id_ in ids)
    by_id = _by_id(assembly)
    anchors = Anchors(
        catalogue=catalogue,
        entries={entry.address: entry for entry in by_id.values()},
        standalone={page.address: page for page in assembly.standalone},
    )
    return Context(
        entries=by_id,
        repeated=repeated,
        vocabularies=vocabularies,
        addresses=frozenset(addresses),
        anchors=anchors,
        unread=unread,
        files={},
        today=today,
    )


def _check_entry(entry: Entry, context: Context) -> Iterator[Problem]:
    for rule in RULES:
        yield from limited(rule(entry, context))
    for version in entry.versions.values():
        yield from limited(bodies.body_problems(version.page, context, entry.kind.required_sections(version.record)))
        yield from _text_problems(version.page)


def _check_standalone(standalone: StandalonePage, context: Context) -> Iterator[Problem]:
    for version in standalone.versions.values():
        yield from limited(bodies.body_problems(version.page, context))
        yield from _text_problems(version.page)
        yield from style.style_problems(version.page, shape_of(StandaloneFields))
        if is_taken(standalone.address):
            yield version.page.problem(
                Position(),
                (),
                "address-taken",
                message(version.locale, N_("the site makes this page itself")),
                message(version.locale, N_("choose another file name")),
            )


def _text_problems(page: Page) -> Iterator[Problem]:
    """Yield what is wrong with the letters and marks of a file, whatever it is."""
    yield from limited(letters.letters_whole(page))
    yield from limited(letters.plain_fields(page))

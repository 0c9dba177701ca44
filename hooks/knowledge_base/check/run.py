"""Runs all checks on all content: the entry point of ``kb check``, the build and the tests."""

from __future__ import annotations

import datetime as dt
import inspect
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from knowledge_base.assemble.address_book import load_address_book, redirects
from knowledge_base.assemble.addresses import GENERATED, is_taken, term_address
from knowledge_base.assemble.anchors import Anchors
from knowledge_base.assemble.catalogue import Catalogue, build_catalogue
from knowledge_base.assemble.entries import Assembly, Entry
from knowledge_base.assemble.facets import INDEXED_FACETS
from knowledge_base.assemble.pairing import assemble
from knowledge_base.assemble.publisher import load_publisher
from knowledge_base.assemble.vocabularies import load_vocabularies
from knowledge_base.check import addresses, bodies, facts, references, sources
from knowledge_base.check.context import Context, Rule
from knowledge_base.locale import N_, message
from knowledge_base.model.publisher import Publisher
from knowledge_base.parse.document import Page, parse_document
from knowledge_base.problems import Position, Problem, in_order
from knowledge_base.processes import collector_paused
from knowledge_base.read import Unwritten, read_docs

RULES: tuple[Rule, ...] = (
    references.known_terms,
    references.known_entries,
    references.presented_at,
    facts.agenda_times,
    facts.numbered,
    facts.completeness_explained,
    facts.adopted_at_meeting,
    facts.due_after_adoption,
    facts.follow_up_dated,
    facts.status_explained,
    facts.dates_in_order,
    facts.review_due,
    facts.figures_sound,
    facts.charts_comparable,
    facts.listed_once,
    sources.sources_described,
    sources.sources_referred,
    facts.maturity_earned,
    bodies.required_headings,
    bodies.finished,
)
"""The rules on single entries, in the order of the field guide."""

EVERY_RULE: tuple[Callable[..., Iterator[Problem]], ...] = (
    *RULES,
    references.unique_ids,
    references.vocabulary_references,
    bodies.body_problems,
    addresses.addresses_kept,
)
"""All rules that the field guide lists: those on single entries, then those on the content as a whole."""


def rule_sentence(rule: Callable[..., Iterator[Problem]]) -> str:
    """Return the description of a rule in English: the first paragraph of its docstring."""
    return (inspect.getdoc(rule) or "").split("\n\n")[0].replace("\n", " ")


@dataclass(frozen=True)
class Checked:
    """The content, the settings of the publisher, and the problems of both: errors first, then by file and position."""

    catalogue: Catalogue
    publisher: Publisher
    problems: tuple[Problem, ...]


def check_content(
    root: Path,
    unwritten: Unwritten = MappingProxyType({}),
    today: dt.date | None = None,
    published: Collection[str] = (),
) -> Checked:
    """Read, parse, assemble and check the content of a repository.

    Args:
        root: the folder that contains ``docs/`` and ``vocabularies/``.
        unwritten: files to be checked instead of those on disk, or in addition to them.
        today: the current day; by default that of the newest change to the content, so that the result does not depend
            on the clock.
        published: addresses that have been published, besides those in ``addresses.yml``.

    Returns:
        The catalogue of the valid entries, and all problems. Nothing is raised for invalid content.

    Raises:
        OSError: a file or folder can't be read.
    """
    with collector_paused():
        return _check(root, unwritten, today, published)


def _check(root: Path, unwritten: Unwritten, today: dt.date | None, published: Collection[str]) -> Checked:
    sources, problems = read_docs(root, unwritten)
    parsed = [parse_document(source) for source in sources]
    assembly = assemble(page for page, _ in parsed)
    vocabularies, pages, found = load_vocabularies(root)
    publisher, _, unsettled = load_publisher(root)
    book, book_file, unbooked = load_address_book(root)
    standalone = tuple(page for page in assembly.standalone if page.sound and not is_taken(page.address))
    catalogue = build_catalogue(_by_id(assembly).values(), vocabularies, assembly.editorial, standalone)
    catalogue = replace(catalogue, moved=redirects(book, catalogue))
    context = _context(assembly, catalogue, pages, today or catalogue.content_date())
    every = [
        *problems,
        *(problem for _, malformed in parsed for problem in malformed),
        *assembly.problems,
        *found,
        *unsettled,
        *unbooked,
        *addresses.addresses_kept(book, book_file, context, published),
        *references.vocabulary_references(pages, context),
        *references.unique_ids(assembly.entries),
        *_check_entries(assembly, context),
        *_check_standalone(assembly, context),
    ]
    return Checked(catalogue=catalogue, publisher=publisher, problems=in_order(every))


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
        today=today,
    )


def _check_entries(assembly: Assembly, context: Context) -> Iterator[Problem]:
    for entry in assembly.entries:
        for rule in RULES:
            yield from rule(entry, context)
        for version in entry.versions.values():
            yield from bodies.body_problems(version.page, context)


def _check_standalone(assembly: Assembly, context: Context) -> Iterator[Problem]:
    for standalone in assembly.standalone:
        for version in standalone.versions.values():
            yield from bodies.body_problems(version.page, context)
            if is_taken(standalone.address):
                yield version.page.problem(
                    Position(),
                    (),
                    "address-taken",
                    message(version.locale, N_("the site makes this page itself")),
                    message(version.locale, N_("choose another file name")),
                )

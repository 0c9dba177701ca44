"""Rules on references: everything that an entry names exists, and may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from knowledge_base.assemble.entries import Entry
from knowledge_base.check.context import Context, at, original
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.kinds import KIND_BY_NAME
from knowledge_base.model.shape import Marker, Path, references, shape_of
from knowledge_base.model.types import InVocabulary, ToEntry, ToPart
from knowledge_base.model.vocabularies import AnyTerm, Vocabularies, singular
from knowledge_base.parse.document import Page
from knowledge_base.parse.validate import did_you_mean
from knowledge_base.problems import Position, Problem
from knowledge_base.suggest import nearest


def known_terms(entry: Entry, context: Context) -> Iterator[Problem]:
    """Topics, countries, organisations, bodies and glossary terms are named by their ids in the vocabularies."""
    page = original(entry).page
    for path, marker, id_ in references(shape_of(entry.kind.record), entry.record):
        if isinstance(marker, InVocabulary):
            yield from unknown_term(page, path, marker, id_, context.vocabularies)
    for version in entry.versions.values():
        if version.translation:
            for path, marker, id_ in references(shape_of(type(version.translation)), version.translation):
                if isinstance(marker, InVocabulary):
                    yield from unknown_term(version.page, ("translation", *path), marker, id_, context.vocabularies)


def unknown_term(
    page: Page, path: Path, marker: InVocabulary, id_: str, vocabularies: Vocabularies
) -> Iterator[Problem]:
    """Yield a problem if no vocabulary of those allowed has a term of this id."""
    terms: dict[str, AnyTerm] = {}
    for name in marker.names:
        terms |= vocabularies.named(name)
    if id_ in terms:
        return
    locale = page.source.locale
    names = {key: term.names() for key, term in terms.items()}
    found = nearest(id_, names)
    label = terms[found].name(locale) if found else ""
    kinds = message(locale, N_(" or ")).join(singular(name, locale) for name in marker.names)
    yield page.problem(
        page.tree.position(path),
        path,
        "unknown-term",
        message(locale, N_("{id!r} is not the id of a {kind}"), id=id_, kind=kinds),
        "" if found else message(locale, N_("see {file}"), file=_files(marker.names)),
        did_you_mean(id_, names, locale, label),
    )


def _files(names: Iterable[str]) -> str:
    return ", ".join(f"vocabularies/{name}.yml" for name in names)


def known_entries(entry: Entry, context: Context) -> Iterator[Problem]:
    """An entry refers to other entries by their ids; they exist, are of the right kind, and are published."""
    version = original(entry)
    for path, marker, id_ in references(shape_of(entry.kind.record), entry.record):
        if isinstance(marker, InVocabulary):
            continue
        target, _, number = id_.partition("#")
        if target in context.broken:
            continue
        if target == entry.id and not isinstance(marker, ToPart):
            yield at(version, path, "reference-to-itself", N_("the entry refers to itself"))
        elif problem := _wrong_target(version.page, path, marker, target, context):
            yield problem
        elif entry.public and not context.entries[target].public:
            yield at(
                version,
                path,
                "reference-to-draft",
                N_("{id!r} is not published yet"),
                N_("publish it first, or leave it out"),
                id=target,
            )
        elif isinstance(marker, ToPart):
            parts = getattr(context.entries[target].record, marker.field)
            numbers = [str(part.number) for part in parts]
            if number not in numbers:
                yield at(
                    version,
                    path,
                    "unknown-part",
                    N_("{id!r} has no number {number!r}"),
                    N_("write {id}#number with one of: {numbers}"),
                    id=target,
                    number=number,
                    numbers=", ".join(numbers),
                )


def _wrong_target(page: Page, path: Path, marker: Marker, id_: str, context: Context) -> Problem | None:
    kinds = marker.kinds if isinstance(marker, ToEntry) else (marker.kind,) if isinstance(marker, ToPart) else ()
    candidates = {
        other.id: tuple(version.record.title.value for version in other.versions.values())
        for other in context.entries.values()
        if not kinds or other.kind.name in kinds
    }
    if id_ in candidates:
        return None
    locale = page.source.locale
    wanted = message(locale, N_(" or ")).join(message(locale, KIND_BY_NAME[kind].singular) for kind in kinds)
    found = nearest(id_, candidates)
    label = context.entries[found].in_(locale).record.title.value if found else ""
    return page.problem(
        page.tree.position(path),
        path,
        "unknown-entry",
        message(locale, N_("{id!r} is not the id of an entry of the kind {kinds!r}"), id=id_, kinds=wanted.lower())
        if kinds
        else message(locale, N_("{id!r} is not the id of an entry"), id=id_),
        "",
        did_you_mean(id_, candidates, locale, label),
    )


def unique_ids(entries: Iterable[Entry]) -> Iterator[Problem]:
    """An id names one entry in the whole knowledge base, whatever its kind."""
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in first:
            yield at(
                original(entry),
                ("id",),
                "id-duplicate",
                N_("the id {id!r} is taken by {path}"),
                N_("choose another id, and rename the file"),
                id=entry.id,
                path=original(first[entry.id]).page.source.path,
            )
        first.setdefault(entry.id, entry)


def presented_at(entry: Entry, context: Context) -> Iterator[Problem]:
    """What an agenda says was presented is a practice that says it was shared at that meeting."""
    agenda = getattr(entry.record, "agenda", ())
    rows: list[tuple[Path, str | None]] = []
    for index, item in enumerate(agenda):
        rows.append((("agenda", index, "presents"), item.presents))
        rows += [
            (("agenda", index, "parts", place, "presents"), part.presents) for place, part in enumerate(item.parts)
        ]
    for path, id_ in rows:
        practice = context.entries.get(id_ or "")
        if practice and entry.id not in getattr(practice.record, "shared_at", (entry.id,)):
            yield at(
                original(entry),
                path,
                "presented-elsewhere",
                N_("{id!r} does not say that it was shared at this meeting"),
                N_("add {meeting!r} to its shared_at, or correct the id"),
                id=id_,
                meeting=entry.id,
            )


def vocabulary_references(vocabularies: Vocabularies, pages: Mapping[str, Page], context: Context) -> Iterator[Problem]:
    """Terms refer to terms and entries that exist, and no topic is broader than itself, not even through others."""
    for name, page in pages.items():
        places = {data.get("id"): index for index, data in enumerate(page.tree.data) if isinstance(data, Mapping)}
        for id_, term in vocabularies.named(name).items():
            index = places[id_]
            for path, marker, target in references(shape_of(type(term)), term):
                where = (index, *path)
                if isinstance(marker, InVocabulary):
                    yield from unknown_term(page, where, marker, target, vocabularies)
                elif target not in context.broken and (problem := _wrong_target(page, where, marker, target, context)):
                    yield problem
    page = pages["topics"]
    for index, id_ in enumerate(vocabularies.topics):
        seen = {id_}
        broader = vocabularies.topics[id_].broader
        while broader and broader in vocabularies.topics and broader not in seen:
            seen.add(broader)
            broader = vocabularies.topics[broader].broader
        if broader == id_:
            cycle: Path = (index, "broader")
            what = message(Locale.EN, N_("the topic {id!r} is broader than itself"), id=id_)
            yield page.problem(page.tree.position(cycle), cycle, "broader-cycle", what)


def link_target(page: Page, address: str, context: Context, position: Position) -> Iterator[Problem]:
    """Yield a problem if a relative link of a body leads to no page of the site."""
    if address in context.addresses or PurePosixPath(address).name in context.broken:
        return
    locale = page.source.locale
    folder = PurePosixPath(address).parent
    names: dict[str, tuple[str, ...]] = {
        known: (PurePosixPath(known).name,) for known in context.addresses if PurePosixPath(known).parent == folder
    } or {known: (PurePosixPath(known).name,) for known in context.addresses}
    found = nearest(PurePosixPath(address).name, names)
    suggestion = message(locale, N_("did you mean {value!r}?"), value=f"{found}.md") if found else ""
    what = message(locale, N_("the link leads to no page: {address}"), address=f"{address}.md")
    yield page.problem(position, (), "link-target", what, "", suggestion)

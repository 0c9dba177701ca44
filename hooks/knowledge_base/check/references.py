"""Rules on references: what an entry refers to exists, is of the right kind, and is published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from pydantic import BaseModel

from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.check.context import NOT_PUBLISHED, Context, at, kept_back, original
from knowledge_base.check.sources import copies_there, versions_apart
from knowledge_base.locale import N_, Locale, alternatives, country_name, message
from knowledge_base.model.documents import Document
from knowledge_base.model.entries import PARTICIPANTS, Practice
from knowledge_base.model.kinds import KIND_BY_NAME
from knowledge_base.model.shape import ITEM_KEYS, Marker, Path, references, shape_of
from knowledge_base.model.terms import AnyTerm
from knowledge_base.model.types import InVocabulary, ToEntry, ToPart, unlisted_name
from knowledge_base.model.vocabularies import Vocabularies, terms_in_words
from knowledge_base.parse.countries_meant import countries_meant, country_codes_meant
from knowledge_base.parse.document import Page
from knowledge_base.parse.validate import did_you_mean
from knowledge_base.parse.values_meant import shortened
from knowledge_base.problems import MOST_LISTED, MOST_SUGGESTED, Problem, as_warning
from knowledge_base.suggest import as_id, clearly_meant, free_id


def known_terms(entry: Entry, context: Context) -> Iterator[Problem]:
    """Topics, countries, organisations, bodies and glossary terms are named by their ids in the vocabularies.

    What is proposed may name others in words, behind a question mark, until the editors have found or made their ids.
    """
    page, wrong = original(entry).page, 0
    for path, marker, id_ in entry.references:
        if isinstance(marker, InVocabulary) and unlisted_name(id_):
            yield _unlisted_term(entry, path, marker, unlisted_name(id_))
        elif isinstance(marker, InVocabulary) and (path[0], id_) != ("adopted_by", PARTICIPANTS):
            for problem in _unknown_term(page, path, marker, id_, context, suggest=wrong < MOST_SUGGESTED):
                wrong += 1
                yield problem
    for version in entry.versions.values():
        if version.translation:
            for path, marker, id_ in references(shape_of(type(version.translation)), version.translation):
                if isinstance(marker, InVocabulary):
                    yield from _unknown_term(version.page, ("translation", *path), marker, id_, context)


def _unlisted_term(entry: Entry, path: Path, marker: InVocabulary, name: str) -> Problem:
    """Return what editors are told of a name that no vocabulary has: once it is published, an entry has ids only."""
    files = ", ".join(f"vocabularies/{each}.yml" for each in marker.names)
    what = N_("{name!r} is not in the list: whoever proposes this has written it in words")
    if not kept_back(entry):
        allowed = N_("add it to {file} and write its id, or write the id of what is meant")
        return at(original(entry), path, "unlisted-term", what, allowed, name=shortened(name), file=files)
    # Whoever proposes has nothing more to do.
    later = N_("before it is published, the editors write its id here, or add it to {file}")
    return as_warning(at(original(entry), path, "unlisted-term", what, later, name=shortened(name), file=files))


def _unknown_term(
    page: Page, path: Path, marker: InVocabulary, id_: str, context: Context, *, suggest: bool = True
) -> Iterator[Problem]:
    """Yield a problem if no allowed vocabulary has a term with this id."""
    if any(id_ in context.vocabularies.named(name) for name in marker.names):
        return
    terms: dict[str, AnyTerm] = {}
    for name in marker.names:
        unread = context.unread[name]
        if unread is None or id_ in unread:
            return
        terms |= context.vocabularies.named(name)
    locale = page.source.locale
    suggestion, clear = "", None
    if suggest:
        labels = {key: term.name(locale) for key, term in terms.items()}
        names = {key: term.names() for key, term in terms.items()}
        suggestion, clear = did_you_mean(id_, names, locale, labels), clearly_meant(id_, names)
    if suggest and "countries" in marker.names and (meant := countries_in_words(id_, context.vocabularies, locale)):
        suggestion = meant
        codes = country_codes_meant(id_, {code: term.names() for code, term in context.vocabularies.countries.items()})
        clear = codes[0] if len(codes) == 1 else None
    kind = terms_in_words(marker.names, locale)
    files = ", ".join(f"vocabularies/{name}.yml" for name in marker.names)
    allowed = _allowed(terms, suggestion, message(locale, N_("see {file}"), file=files), locale)
    if not suggestion and ("@" in id_ or path == ("owner",)):
        allowed = message(locale, N_("write an office, never a person; see {file}"), file=files)
    problem = page.problem(
        page.tree.position(path),
        path,
        "unknown-term",
        message(locale, N_("{id!r} is not the id of any {kind}"), id=shortened(id_), kind=kind),
        allowed,
        suggestion,
    )
    yield replace(problem, correction=page.instead(path, clear)) if clear else problem


def _allowed(ids: Collection[str], suggestion: str, otherwise: str, locale: Locale) -> str:
    """Return a sentence with the values that are allowed, where none of them is near and they can be read."""
    if suggestion:
        return ""
    return message(locale, N_("one of: {values}"), values=", ".join(ids)) if 0 < len(ids) <= MOST_LISTED else otherwise


def countries_in_words(written: str, vocabularies: Vocabularies, locale: Locale) -> str:
    """Return a sentence that says which codes countries in words have, or may have; empty if it is not clear.

    Args:
        written: the input: ``the United States of America``, ``Belize and Panama``, ``Korea``.
        vocabularies: the vocabularies, which have more names.
        locale: the language of the sentence.
    """
    names = {code: country.names() for code, country in vocabularies.countries.items()}
    found = countries_meant(written, names)
    for each in found:
        if len(each.codes) > 1:
            several = alternatives((f"{code} ({country_name(code, locale)})" for code in each.codes), locale)
            return message(locale, N_("{input!r} may be {several}"), input=shortened(each.words), several=several)
    codes = country_codes_meant(written, names)
    if len(codes) == 1:
        label = vocabularies.countries[codes[0]].name(locale)
        return message(locale, N_("did you mean {value!r} ({label})?"), value=codes[0], label=label)
    listed = N_("write the codes of the countries, one an item: {codes}")
    return message(locale, listed, codes=", ".join(codes)) if codes else ""


def known_entries(entry: Entry, context: Context) -> Iterator[Problem]:
    """An entry refers to other entries by their ids; they exist, are of the right kind, and are published."""
    version, wrong = original(entry), 0
    for path, marker, id_ in entry.references:
        if isinstance(marker, InVocabulary):
            continue
        target, _, number = id_.partition("#")
        if target in context.repeated:
            continue
        if target == entry.id and not isinstance(marker, ToPart):
            yield at(version, path, "reference-to-itself", N_("the entry refers to itself"))
        elif number and isinstance(marker, ToPart) and (joined := f"{target.strip()}#{number.strip()}") != id_:
            said = at(
                version,
                path,
                "unknown-entry",
                N_("{id!r} has a blank in it"),
                N_("write {value}"),
                id=id_,
                value=joined,
            )
            yield replace(said, correction=version.page.instead(path, joined))
        elif problem := _wrong_target(version.page, path, marker, target, context, suggest=wrong < MOST_SUGGESTED):
            wrong += 1
            yield problem
        elif kept_back(context.entries[target]) and not kept_back(entry):
            yield at(version, path, "reference-to-draft", *NOT_PUBLISHED, id=target)
        elif isinstance(marker, ToPart):
            yield from _wrong_part(version, path, context.entries[target], marker.field, number)


def _wrong_target(
    page: Page, path: Path, marker: Marker, id_: str, context: Context, *, suggest: bool = True
) -> Problem | None:
    kinds = marker.kinds if isinstance(marker, ToEntry) else (marker.kind,) if isinstance(marker, ToPart) else ()
    if id_ in context.entries and (not kinds or context.entries[id_].kind.name in kinds):
        return None
    locale = page.source.locale
    suggestion, labels = "", dict[str, str]()
    if suggest:
        candidates = [other for other in context.entries.values() if not kinds or other.kind.name in kinds]
        titles = {other.id: tuple(title_of(other, language) for language in Locale) for other in candidates}
        labels = {other.id: title_of(other, locale) for other in candidates}
        suggestion = did_you_mean(id_, titles, locale, labels)
    wanted = alternatives((message(locale, KIND_BY_NAME[kind].singular).lower() for kind in kinds), locale)
    what = (
        N_("{id!r} is not the id of an entry of the kind {kind!r}") if kinds else N_("{id!r} is not the id of an entry")
    )
    return page.problem(
        page.tree.position(path),
        path,
        "unknown-entry",
        message(locale, what, id=shortened(id_), kind=wanted),
        _allowed(sorted(labels), suggestion, "", locale) if suggest else "",
        suggestion,
    )


def title_of(entry: Entry, locale: Locale) -> str:
    """Return the title of an entry in a language, or its id if the title is not valid."""
    return str(entry.in_(locale).record.title or entry.id)


def _wrong_part(version: Version, path: Path, target: Entry, field: str, number: str) -> Iterator[Problem]:
    """Yield a problem if an entry has no part with this number."""
    if not target.sound:
        return
    numbers = [_number(part) for part in getattr(target.record, field)]
    if number not in numbers:
        what = N_("{id!r} has no number {number!r}") if number else N_("the number after {id!r} is missing")
        allowed = N_("write one of: {ids}")
        ids = ", ".join(f"{target.id}#{known}" for known in numbers[:MOST_LISTED])
        yield at(version, path, "unknown-part", what, allowed, id=target.id, number=shortened(number), ids=ids)


def _number(part: BaseModel) -> str:
    return next(str(getattr(part, key)) for key in ITEM_KEYS if key in type(part).model_fields)


def unique_ids(
    entries: Iterable[Entry], published: Container[str] = (), elsewhere: Container[PurePosixPath] = ()
) -> Iterator[Problem]:
    """An id names one entry in the whole knowledge base, whatever its kind.

    Args:
        entries: all entries.
        published: the addresses that have been published.
        elsewhere: the files that have to be moved first: one of these may be the other half of an entry.
    """
    by_id: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if original(entry).page.source.path not in elsewhere:
            by_id[entry.id].append(entry)
    for entry, other in (pair for same in by_id.values() if len(same) > 1 for pair in _newer(same, published)):
        yield at(
            original(entry),
            ("id",),
            "id-duplicate",
            N_("the id {id!r} is taken by {path}"),
            N_("choose another id, as {free!r}, and rename the file"),
            id=entry.id,
            free=free_id(entry.id, by_id),
            path=original(other).page.source.path,
        )


def _newer(same: Sequence[Entry], published: Container[str]) -> Iterator[tuple[Entry, Entry]]:
    """Yield the entries that have taken the id of another, each with that one.

    The first is what has been published, or else what was written first; where that is not clear, each is reported.
    """
    order = [(entry.address not in published, str(entry.record.created or "")) for entry in same]
    first = min(order)
    older = same[order.index(first)]
    for entry, place in zip(same, order, strict=True):
        if place != first:
            yield entry, older
        elif order.count(first) > 1:
            yield entry, next(other for other in same if other is not entry)


def announced_at(entry: Entry, context: Context) -> Iterator[Problem]:
    """A practice or intervention that an agenda announces says that it was announced for that meeting."""
    agenda = getattr(entry.record, "agenda", ())
    rows: list[tuple[Path, str | None]] = []
    for index, item in enumerate(agenda):
        rows.append((("agenda", index, "presents"), item.presents))
        rows += [
            (("agenda", index, "parts", place, "presents"), part.presents) for place, part in enumerate(item.parts)
        ]
    for path, id_ in rows:
        practice = context.entries.get(id_ or "")
        record = practice.record if practice and practice.sound else None
        if not isinstance(record, Practice) or not all(meeting in context.entries for meeting in record.announced_at):
            # What is wrong with it has been said there.
            continue
        if entry.id not in record.announced_at:
            yield at(
                original(entry),
                path,
                "announced-elsewhere",
                N_("{id!r} does not say that it was announced for this meeting"),
                N_("add {meeting!r} to its announced_at, or correct the id"),
                id=id_,
                meeting=entry.id,
            )


def vocabulary_references(pages: Mapping[str, Page], context: Context) -> Iterator[Problem]:
    """Terms refer to terms and entries that exist; none is broader than itself, or its own successor."""
    for name, page in pages.items():
        terms = context.vocabularies.named(name)
        for id_, index in _places(page).items():
            if id_ not in terms:
                continue
            for path, marker, target in references(shape_of(type(terms[id_])), terms[id_]):
                where = (index, *path)
                if isinstance(marker, InVocabulary):
                    yield from _unknown_term(page, where, marker, target, context)
                elif target not in context.repeated and (
                    problem := _wrong_target(page, where, marker, target, context)
                ):
                    yield problem
                elif target in context.entries and kept_back(context.entries[target]):
                    what, allowed = (message(page.source.locale, text, id=target) for text in NOT_PUBLISHED)
                    yield page.problem(page.tree.position(where), where, "reference-to-draft", what, allowed)
            yield from _broader_than_itself(page, index, id_, terms)
            if isinstance(term := terms[id_], Document):
                yield from versions_apart(page, (index,), term.language, term.versions)
                yield from copies_there(page, (index,), term, context)
    yield from _shared_ids(pages, context)


def unread_terms(page: Page, terms: Mapping[str, AnyTerm]) -> frozenset[str] | None:
    """Return the ids of the invalid terms of a vocabulary; ``None`` if its file was not parsed to its end."""
    # What refers to a term whose id is badly written is not wrong, too.
    ids = {name for id_ in _places(page) if id_ not in terms for name in (id_, as_id(id_))}
    return frozenset(ids) - set(terms) if page.tree.complete else None


def _places(page: Page) -> dict[str, int]:
    """Return the index of each term in the list of a vocabulary, by id; of duplicates, the first."""
    ids = [data.get("id") if isinstance(data, Mapping) else None for data in page.tree.data]
    return {id_: index for index, id_ in reversed(list(enumerate(ids))) if isinstance(id_, str)}


def _broader_than_itself(page: Page, index: int, id_: str, terms: Mapping[str, AnyTerm]) -> Iterator[Problem]:
    for name in ("broader", "part_of", "succeeded_by"):
        seen: set[str] = set()
        above: str = getattr(terms[id_], name, None) or ""
        while above in terms and above not in seen:
            seen.add(above)
            above = getattr(terms[above], name) or ""
        if id_ in seen:
            path: Path = (index, name)
            what = message(page.source.locale, N_("{id!r} leads back to itself"), id=id_)
            allowed = message(page.source.locale, N_("follow {field} from term to term"), field=name)
            yield page.problem(page.tree.position(path), path, "term-cycle", what, allowed)


def _shared_ids(pages: Mapping[str, Page], context: Context) -> Iterator[Problem]:
    """Yield a problem if an organisation and a body have the same id: fields of type `ActorId` refer to both."""
    page = pages["organisations"]
    for id_, index in _places(page).items():
        if id_ in context.vocabularies.bodies:
            path: Path = (index, "id")
            what = N_("the id {id!r} is taken by {path}")
            taken = message(page.source.locale, what, id=id_, path=pages["bodies"].source.path)
            yield page.problem(page.tree.position(path), path, "id-duplicate", taken)

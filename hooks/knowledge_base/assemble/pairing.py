"""Pairs pages into entries: the files with the same address under ``docs/es/`` and ``docs/en/`` are one entry.

For each pair:

1. Decide which of the two is the original (`_find_original`). The files may contradict each other, so this weighs the
   evidence, and always comes to a decision.
2. Validate the original. If it is invalid, `salvage` what is valid, so that later checks can still run.
3. Merge the translation into the original (`knowledge_base.assemble.merge`) and validate the result. Facts are reported
   in the original only; in the translation, only problems with its own texts are.
4. Compare the ``source_hash`` of the translation with the hash of the original, to find stale translations.

Every mistake is reported once, in the file that has to be corrected. What is reported as missing depends on how much
could be read: after a YAML error a file may have any field further down (`Tree.complete`), so nothing is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from knowledge_base.assemble.addresses import HOME, editorial_path
from knowledge_base.assemble.adopters import with_adopters
from knowledge_base.assemble.entries import (
    Assembly,
    Entry,
    StandaloneFields,
    StandalonePage,
    StandaloneVersion,
    Version,
)
from knowledge_base.assemble.hashing import text_hash
from knowledge_base.assemble.merge import Merged, merge
from knowledge_base.locale import N_, Locale, message
from knowledge_base.markdown.untranslated import untranslated
from knowledge_base.model.choices import TranslationStatus
from knowledge_base.model.editorial import Editorial
from knowledge_base.model.kinds import KIND_BY_FOLDER, KINDS, Kind
from knowledge_base.model.record import Record, Translation
from knowledge_base.model.shape import ITEM_KEYS, Path, shape_of
from knowledge_base.model.waivers import Waivers
from knowledge_base.parse.document import Page
from knowledge_base.parse.validate import (
    did_you_mean,
    explain_error,
    is_list_of_ids,
    is_required,
    salvage,
    unknown_field,
    validate,
)
from knowledge_base.parse.values_meant import shortened
from knowledge_base.problems import Position, Problem, as_warning, limited
from knowledge_base.read import MISSING
from knowledge_base.suggest import as_id

_INDEX = re.compile(r"index(-page-\d+)?")
"""The file names of the generated pages that list the entries of a kind."""


_M = TypeVar("_M", bound=BaseModel)

# The fields of each kind that not all kinds have: an entry in the wrong folder is recognised by them.
_OWN_FIELDS = {kind.name: frozenset(kind.record.model_fields) - frozenset(Record.model_fields) for kind in KINDS}


def assemble(pages: Iterable[Page]) -> Assembly:
    """PairedFiles pages by address, and validate them.

    Args:
        pages: all pages, in any order.

    Returns:
        The entries and standalone pages, sorted by address, including those that are only partly valid, and all
        problems.
    """
    by_address: defaultdict[str, dict[Locale, Page]] = defaultdict(dict)
    for page in pages:
        by_address[page.source.address][page.source.locale] = page
    editorial = by_address.pop(HOME, {})
    return together((pair(address, found) for address, found in sorted(by_address.items())), editorial)


@dataclass(frozen=True, kw_only=True)
class PairedFiles:
    """What the files with one address come to: an entry, a standalone page or, out of place, neither; and problems."""

    entry: Entry | None = None
    standalone: StandalonePage | None = None
    problems: tuple[Problem, ...] = ()


def pair(address: str, pages: Mapping[Locale, Page]) -> PairedFiles:
    """PairedFiles the pages with one address, and validate them. The result depends on nothing else.

    Args:
        address: not that of the texts of the editors, which are no page of their own.
        pages: one page or two, by language.
    """
    versions = {locale: pages[locale] for locale in Locale if locale in pages}
    path = PurePosixPath(address)
    kind = KIND_BY_FOLDER.get(path.parts[0]) if len(path.parts) > 1 else None
    meant = next(filter(None, (_kind_meant(kind, page) for page in versions.values())), None)
    misplaced = [problem for page in versions.values() for problem in _check_place(kind, meant, page, path)]
    kind = kind and (meant or kind)
    if kind and not (misplaced and _INDEX.fullmatch(path.name)):
        entry, problems = _entry(kind, path.name, versions)
        return PairedFiles(entry=entry, problems=(*misplaced, *problems))
    if misplaced:
        return PairedFiles(problems=tuple(misplaced))
    standalone, problems = _standalone(address, versions)
    return PairedFiles(standalone=standalone, problems=problems)


def together(pairs: Iterable[PairedFiles], texts: Mapping[Locale, Page]) -> Assembly:
    """Put together what the files come to.

    Args:
        pairs: what the files of each address come to, sorted by address.
        texts: the files with the texts of the editors.
    """
    pairs = tuple(pairs)
    editorial, problems = _editorial(texts)
    return Assembly(
        entries=with_adopters(each.entry for each in pairs if each.entry),
        standalone=tuple(each.standalone for each in pairs if each.standalone),
        editorial=editorial,
        problems=(*problems, *(problem for each in pairs for problem in each.problems)),
    )


def _say(page: Page, text: str, /, **values: object) -> str:
    return message(page.source.locale, text, **values)


def _kind_meant(kind: Kind | None, page: Page) -> Kind | None:
    """Return the kind that a page most likely is by its fields; ``None`` if that is the kind of its folder, or unclear.

    The kind that has the most of its own fields in the page wins, but only with more than the kind of the folder has.
    """
    own = {name: len(fields & page.tree.data.keys()) for name, fields in _OWN_FIELDS.items()}
    best = max(KINDS, key=lambda each: own[each.name])
    return best if own[best.name] > (own[kind.name] if kind else 0) else None


def _check_place(kind: Kind | None, meant: Kind | None, page: Page, path: PurePosixPath) -> Iterator[Problem]:
    """Yield a problem if an entry (a page with an id) is not directly in its kind's folder, or its name is taken."""
    locale = page.source.locale
    if meant and "id" in page.tree.data:
        what = _say(
            page, N_("the fields are those of another kind of entry: {kind}"), kind=_say(page, meant.singular).lower()
        )
        if kind is None:
            what = _say(page, N_("an entry lies in the folder of its kind"))
        allowed = _say(page, N_("move it to {folder}/"), folder=f"docs/{locale}/{meant.folder}")
        yield page.problem(Position(), (), "folder", what, allowed)
    elif kind is None:
        if "id" in page.tree.data:
            names = {kind.folder: tuple(message(other, kind.plural) for other in Locale) for kind in KINDS}
            folders = ", ".join(f"docs/{locale}/{folder}/" for folder in names)
            what = _say(page, N_("an entry lies in the folder of its kind"))
            allowed = _say(page, N_("move it to one of: {folders}"), folders=folders)
            suggestion = did_you_mean(path.parts[0], names, locale) if len(path.parts) > 1 else ""
            yield page.problem(Position(), (), "folder", what, allowed, suggestion)
    elif len(path.parts) > 2:
        what = _say(page, N_("an entry lies directly in the folder of its kind"))
        allowed = _say(page, N_("move it to {folder}/"), folder=f"docs/{locale}/{path.parts[0]}")
        yield page.problem(Position(), (), "folder", what, allowed)
    elif _INDEX.fullmatch(path.name):
        what = _say(page, N_("the site makes this page itself"))
        yield page.problem(Position(), (), "address-taken", what, _say(page, N_("choose another file name")))


def _standalone(address: str, pages: Mapping[Locale, Page]) -> tuple[StandalonePage, tuple[Problem, ...]]:
    versions: dict[Locale, StandaloneVersion] = {}
    problems: list[Problem] = []
    for locale, page in pages.items():
        fields, wrong = _fields(StandaloneFields, page)
        problems.extend(wrong)
        versions[locale] = StandaloneVersion(locale=locale, fields=fields, body=page.body, page=page)
    return StandalonePage(address, versions, sound=not problems), tuple(problems)


def _editorial(pages: Mapping[Locale, Page]) -> tuple[dict[Locale, Editorial], list[Problem]]:
    """Return the editors' texts for generated pages by language, and the problems; both languages must have them."""
    said: dict[Locale, Editorial] = {}
    problems: list[Problem] = []
    for locale in Locale:
        if locale in pages:
            page = pages[locale]
            said[locale], wrong = _fields(Editorial, page)
            problems.extend(wrong)
            if page.body.strip():
                what = _say(page, N_("no page shows what is written under the fields of this file"))
                problems.append(page.problem(Position(page.body_line), (), "body", what, _say(page, N_("remove it"))))
            continue
        other = pages.get(locale.other)
        problems.append(
            Problem(
                path=editorial_path(locale),
                position=Position(),
                field="",
                rule=MISSING,
                what=message(locale, N_("the file is missing")),
                allowed=message(locale, N_("copy {path} and translate it"), path=other.source.path) if other else "",
                locale=locale,
            )
        )
    return said, problems


def _fields(model: type[_M], page: Page) -> tuple[_M, list[Problem]]:
    """Validate the front matter of a page that is not an entry; return the fields that are valid, and the problems."""
    fields, errors = validate(model, page.tree.data, page.source.locale)
    return fields or salvage(model, page.tree.data, page.source.locale), [*_explained(errors, model, page)]


def _explained(errors: Iterable[ErrorDetails], model: type[BaseModel], page: Page) -> Iterator[Problem]:
    """Yield validation errors as problems, except missing top-level fields in a file that was not parsed to its end."""
    return limited(
        explain_error(error, model, page)
        for error in errors
        if page.tree.complete or error["type"] != "missing" or len(error["loc"]) > 1
    )


def _entry(kind: Kind, id_: str, pages: Mapping[Locale, Page]) -> tuple[Entry, tuple[Problem, ...]]:
    original, problems = _find_original(pages)
    page, disputed = pages[original], bool(problems)
    for each in pages.values():
        problems.extend(_check_id(each, id_))
    record, errors = validate(kind.record, page.tree.data, original)
    if not any(problem.rule == "original-missing" for problem in problems):
        # Of a wrong id it has been said what to write: the name of the file.
        renamed = any(problem.rule == "id-file-name" for problem in problems)
        told = [error for error in errors if not (renamed and error["loc"] == ("id",))]
        # Which ids a text stands for where a list of them belongs, only the check knows.
        told = [error for error in told if not is_list_of_ids(error, kind.record)]
        problems.extend(_explained(told, kind.record, page))
    sound = record is not None
    record = record or salvage(kind.record, page.tree.data, original)
    versions = {original: Version(locale=original, record=record, body=page.body, page=page)}
    for locale, translated in pages.items():
        if locale is not original:
            versions[locale], whole, more = _translation(kind, page, translated)
            problems.extend(more)
            sound = sound and whole
    if sound and not disputed and record.status.public and len(pages) < len(Locale):
        what = _say(page, N_("there is no translation yet"))
        allowed = _say(page, N_("the page appears in the other language under a notice"))
        problems.append(as_warning(page.problem(Position(), (), "translation-missing", what, allowed)))
    return Entry(id=id_, kind=kind, original=original, versions=versions, sound=sound), tuple(problems)


def _find_original(pages: Mapping[Locale, Page]) -> tuple[Locale, list[Problem]]:
    """Decide which file is the original, and return its language and the problems with how the files state it.

    An original has ``original`` set to its own language and no ``translation`` field. If the files do not agree with
    that, the candidates in order of precedence are: files that claim to be the original, those without a
    ``translation`` field, any. Every mistake gets one problem, in the file to change.
    """
    plain = [locale for locale, page in pages.items() if "translation" not in page.tree.data]
    claims = [locale for locale, page in pages.items() if page.tree.data.get("original") == locale]
    # Both claim it when a translator copies the original and changes "original" to the language of the copy. The copy
    # has a "translation" field or, as facts may be left out of it, fewer fields.
    claims.sort(key=lambda locale: (locale not in plain, -len(pages[locale].tree.data)))
    original = [*claims, *plain, *pages][0]
    page = pages[original]
    if len(claims) == 2:
        other = pages[original.other]
        what = _say(other, N_("both files say that they are the original"))
        allowed = _say(other, N_("write {original!r} in the translation"), original=f"original: {original}")
        return original, [_at(other, ("original",), "two-originals", what, allowed)]
    if claims or (original in plain and page.tree.data.get("original") != original.other):
        return original, []
    if original.other in pages:
        what = _say(page, N_("neither file says that it is the original"))
        allowed = _say(
            page, N_("write {original!r} in both, if this is the original"), original=f"original: {original}"
        )
        return original, [_at(page, ("original",), "no-original", what, allowed)]
    missing = PurePosixPath("docs", original.other, *page.source.path.parts[2:])
    what = _say(page, N_("the original of this translation is missing"))
    text = N_("add {path}, or write {original!r}")
    if original not in plain:
        text = N_("add {path}, or write {original!r} and remove translation")
    allowed = _say(page, text, path=missing, original=f"original: {original}")
    return original, [_at(page, ("original",), "original-missing", what, allowed)]


def _at(page: Page, path: Path, rule: str, what: str, allowed: str = "") -> Problem:
    return page.problem(page.tree.position(path), path, rule, what, allowed)


def _check_id(page: Page, expected: str) -> Iterator[Problem]:
    id_ = page.tree.data.get("id")
    # Where the name of the file is no id, the file has to be renamed: what its id will be then has been said.
    proper = as_id(expected)
    if isinstance(id_, str) and id_.strip() != proper:
        what = _say(page, N_("the id {id!r} differs from the name of the file"), id=shortened(id_))
        text = N_("write {expected!r} or rename the file") if proper == expected else N_("write {expected!r}")
        yield _at(page, ("id",), "id-file-name", what, _say(page, text, expected=proper) if proper else "")


def _translation(kind: Kind, original: Page, page: Page) -> tuple[Version, bool, tuple[Problem, ...]]:
    """Merge and validate a translation.

    Returns:
        The version, whether it is valid, and the problems.
    """
    locale = page.source.locale
    data = dict(page.tree.data)
    about = data.pop("translation", None)
    _, unsound = validate(Waivers, {"waived": data.pop("waived", ())}, locale)
    merged = merge(shape_of(kind.record), original.tree.data, data, locale)
    record, errors = validate(kind.record, merged.data, original.source.locale)
    # Errors in facts are reported in the original. ``origin`` has only the texts that come from the translation.
    problems = [
        explain_error(error, kind.record, page, merged.origin[place])
        for error in errors
        if (place := tuple(error["loc"])) in merged.origin
    ]
    problems.extend(explain_error(error, Waivers, page) for error in unsound)
    # Compare only with an original that was parsed to its end. And if both files claim to be the original, that problem
    # is reported already: all differences between the two would be noise.
    if original.tree.complete and data.get("original") != locale:
        problems.extend(limited(_disagreements(kind, page, merged)))
    translation, stale, more = _provenance(kind, original, page, about)
    if original.tree.complete and page.tree.complete:
        problems.extend(_untranslated(original, page, merged, translation))
    sound = record is not None and translation is not None and not unsound
    record = record or salvage(kind.record, merged.data, original.source.locale)
    return (
        Version(locale=locale, record=record, body=page.body, page=page, translation=translation, stale=stale),
        sound,
        (*problems, *more),
    )


def _provenance(
    kind: Kind, original: Page, page: Page, about: object
) -> tuple[Translation | None, bool, tuple[Problem, ...]]:
    """Validate the ``translation`` field, and compare its hash with that of the original.

    Returns:
        The provenance (``None`` if absent or invalid), whether the translation is stale, and the problems.
    """
    current = text_hash(kind.record, original.tree.data, original.body)
    if about is None:
        if not page.tree.complete:
            return None, False, ()
        what = _say(page, N_("the file does not say what it is a translation of"))
        allowed = _say(page, N_("add translation: with source_hash {hash!r} and status"), hash=current)
        return None, False, (_at(page, ("translation",), "missing", what, allowed),)
    translation, errors = validate(Translation, about, page.source.locale)
    allowed = _say(page, N_("bring the text up to date, then write {hash!r} here"), hash=current)
    problems = []
    for error in errors:
        problem = explain_error(error, Translation, page, ("translation", *error["loc"]))
        about_hash = error["loc"] == ("source_hash",) and original.tree.complete
        problems.append(replace(problem, allowed=allowed) if about_hash else problem)
    if translation is None or translation.source_hash == current or not original.tree.complete:
        return translation, False, tuple(problems)
    what = _say(page, N_("the original has changed since this was translated"))
    warning = as_warning(_at(page, ("translation", "source_hash"), "translation-stale", what, allowed))
    return translation, True, (replace(warning, about=current),)


def _disagreements(kind: Kind, page: Page, merged: Merged) -> Iterator[Problem]:
    """Yield the facts of a translation that contradict its original, and the values that the original does not have."""
    for path, fact in merged.contradictions:
        if path == ("id",):
            continue  # `_check_id` compares it with the file name.
        what = _say(page, N_("the original says something else"))
        if isinstance(fact, str):
            allowed = _say(page, N_("the original has {fact!r}; correct it, or leave the field out here"), fact=fact)
        else:
            allowed = _say(page, N_("leave the field out here: facts stand in the original"))
        yield _at(page, path, "translation-contradicts", what, allowed)
    for path in merged.surplus:
        if unknown := unknown_field(path, kind.record, page):
            yield unknown
        elif not is_required(kind.record, path):
            yield _surplus(page, path)


def _surplus(page: Page, path: Path) -> Problem:
    allowed = _say(page, N_("write it in the original first, or remove it"))
    for name in ITEM_KEYS:
        key = (*path, name)
        if key in page.tree.values and isinstance(value := page.tree.at(key), str):
            same = [item for item in page.tree.at(path[:-1]) if isinstance(item, Mapping) and item.get(name) == value]
            text = N_("the original has no item with {field}: {value}")
            what = _say(page, N_("{field}: {value} is there twice") if same[1:] else text, field=name, value=value)
            return _at(page, key, "translation-surplus", what, allowed)
    what = _say(page, N_("the original has nothing here"))
    return page.problem(page.tree.key_position(path), path, "translation-surplus", what, allowed)


def _untranslated(original: Page, page: Page, merged: Merged, translation: Translation | None) -> Iterator[Problem]:
    """Yield a warning for every text that is not translated.

    If the translation is a draft, the warning is at the place in the translation, for its translator. Otherwise the
    translation was finished once and the original has grown since, so it is at the text in the original.
    """
    draft = translation is not None and translation.status is TranslationStatus.DRAFT
    if original.body.strip() and not page.body.strip():
        what, allowed = _say(page, N_("the text under the fields is missing")), _say(page, N_("translate it as well"))
        yield as_warning(page.problem(Position(page.body_line), (), "text-untranslated", what, allowed))
    for path, there in merged.missing:
        if there in page.tree.keys and there not in page.tree.values:
            what, allowed = _say(page, N_("the field is empty")), _say(page, N_("translate the original's text"))
            yield as_warning(_at(page, there, "text-untranslated", what, allowed))
            continue
        place, position = (page, page.tree.position(there)) if draft else (original, original.tree.position(path))
        what = _say(place, N_("this text is not translated yet"))
        yield as_warning(place.problem(position, path, "text-untranslated", what))
    for same in untranslated(original.body, page.body, original.source.locale):
        text = N_("down to line {line} the text is still that of the original")
        what = _say(page, text, line=page.body_line + same.last)
        begin = Position(page.body_line + same.first, same.column + 1)
        yield as_warning(replace(page.problem(begin, (), "body-untranslated", what), about=same.words))
    if draft:
        what = _say(page, N_("the translation is a draft, which the site does not show"))
        allowed = _say(page, N_("when all of it is translated, write unofficial in place of draft"))
        yield as_warning(_at(page, ("translation", "status"), "translation-draft", what, allowed))

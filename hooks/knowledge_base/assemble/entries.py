"""Pages to entries: translations paired with their originals by path, facts written once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from knowledge_base.assemble.hashing import text_hash
from knowledge_base.assemble.merge import Merged, merge
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.entries import AnyRecord, Status, Translation
from knowledge_base.model.kinds import KIND_BY_FOLDER, Kind
from knowledge_base.model.shape import shape_of
from knowledge_base.model.types import Frozen, Text
from knowledge_base.parse.document import Page
from knowledge_base.parse.validate import explain, validate
from knowledge_base.problems import Position, Problem, Severity


@dataclass(frozen=True)
class Version:
    """An entry in one language.

    Attributes:
        locale: the language of its file.
        record: the facts, with the texts in this language (those that the translation lacks are in the original's).
        body: the Markdown of the file.
        page: the file, for positions.
        translation: what the file says of the translation; ``None`` for the original.
        stale: whether the original's text has changed since it was translated.
    """

    locale: Locale
    record: AnyRecord
    body: str
    page: Page
    translation: Translation | None = None
    stale: bool = False


@dataclass(frozen=True)
class Entry:
    """An entry of the knowledge base, in one or both languages.

    Attributes:
        id: permanent, and the name of its files.
        kind: what kind of entry it is.
        original: the language it was first written in.
        versions: the languages it is in.
    """

    id: str
    kind: Kind
    original: Locale
    versions: Mapping[Locale, Version]

    @property
    def record(self) -> AnyRecord:
        """The original's record: the one to read facts from."""
        return self.versions[self.original].record

    @property
    def address(self) -> str:
        """Where its page is, under the folder of the language and without ending: ``practices/x``."""
        return f"{self.kind.folder}/{self.id}"

    @property
    def public(self) -> bool:
        """Whether the site shows it."""
        return self.record.status.public

    def in_(self, locale: Locale) -> Version:
        """Return the version that a reader of this language gets: the one in it, or else the original."""
        return self.versions.get(locale) or self.versions[self.original]


class StandaloneFields(Frozen):
    """The front matter of a page that is no entry."""

    title: Text
    summary: Text | None = None


@dataclass(frozen=True)
class StandalonePage:
    """A page that is no entry, such as "About", in one or both languages."""

    address: str
    versions: Mapping[Locale, StandaloneVersion]

    def in_(self, locale: Locale) -> StandaloneVersion:
        """Return the version that a reader of this language gets."""
        return self.versions.get(locale) or next(iter(self.versions.values()))


@dataclass(frozen=True)
class StandaloneVersion:
    """A page that is no entry, in one language."""

    locale: Locale
    fields: StandaloneFields
    body: str
    page: Page


@dataclass(frozen=True)
class Assembly:
    """All that the files hold: entries, other pages, and what was wrong in putting them together."""

    entries: tuple[Entry, ...]
    standalone: tuple[StandalonePage, ...]
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = field(default_factory=frozenset)


def assemble(pages: Iterable[Page]) -> Assembly:
    """Pair the pages and make their entries.

    Args:
        pages: all pages, in any order.

    Returns:
        The entries that could be made, in the order of their addresses, and the problems of all.
        ``broken`` holds the ids of those that could not be made, so that links to them are not reported as dangling.
    """
    by_address: defaultdict[str, dict[Locale, Page]] = defaultdict(dict)
    for page in pages:
        by_address[page.source.address][page.source.locale] = page
    entries: list[Entry] = []
    standalone: list[StandalonePage] = []
    problems: list[Problem] = []
    broken: set[str] = set()
    for address, versions in sorted(by_address.items()):
        path = PurePosixPath(address)
        kind = KIND_BY_FOLDER.get(path.parts[0])
        if kind is None or len(path.parts) == 1:
            other, found = _standalone(address, versions)
            problems.extend(found)
            standalone.extend([other] if other else [])
            continue
        for page in versions.values():
            problems.extend(_check_place(page, path))
        entry, found = _entry(kind, path.name, versions)
        problems.extend(found)
        if entry:
            entries.append(entry)
        else:
            broken.add(path.name)
    return Assembly(tuple(entries), tuple(standalone), tuple(problems), frozenset(broken))


def _check_place(page: Page, path: PurePosixPath) -> Iterator[Problem]:
    locale = page.source.locale
    if len(path.parts) > 2:
        yield page.problem(
            Position(),
            (),
            "folder",
            message(locale, N_("an entry lies directly in the folder of its kind")),
            message(locale, N_("move it to {folder}/"), folder=f"docs/{locale}/{path.parts[0]}"),
        )
    elif path.name == "index":
        yield page.problem(
            Position(),
            (),
            "address-taken",
            message(locale, N_("the site makes this page itself")),
            message(locale, N_("choose another file name")),
        )


def _standalone(address: str, pages: Mapping[Locale, Page]) -> tuple[StandalonePage | None, tuple[Problem, ...]]:
    versions: dict[Locale, StandaloneVersion] = {}
    problems: list[Problem] = []
    for locale, page in pages.items():
        fields, errors = validate(StandaloneFields, page.tree.data, locale)
        problems.extend(explain(error, StandaloneFields, page) for error in errors)
        if fields:
            versions[locale] = StandaloneVersion(locale, fields, page.body, page)
    return (StandalonePage(address, versions) if versions else None), tuple(problems)


def _entry(kind: Kind, id_: str, pages: Mapping[Locale, Page]) -> tuple[Entry | None, tuple[Problem, ...]]:
    original, problems = _find_original(pages)
    page = pages[original]
    record, errors = validate(kind.record, page.tree.data, original)
    found = [*problems, *(explain(error, kind.record, page) for error in errors)]
    versions: dict[Locale, Version] = {}
    if record:
        versions[original] = Version(original, record, page.body, page)
        found.extend(_check_id(page, record.id, id_))
    for locale, translated in pages.items():
        if locale is original:
            continue
        version, more = _translation(kind, page, translated)
        found.extend(more)
        if version:
            versions[locale] = version
            found.extend(_check_id(translated, str(translated.tree.data.get("id", id_)), id_))
    if record and len(pages) < len(Locale):
        found.extend(_missing(record.status, page, original))
    if record is None:
        return None, tuple(found)
    return Entry(id_, kind, original, versions), tuple(found)


def _find_original(pages: Mapping[Locale, Page]) -> tuple[Locale, list[Problem]]:
    """Return which of the files is the original: the one that says so of itself, or that is no translation."""
    claims = [locale for locale, page in pages.items() if page.tree.data.get("original") == locale]
    plain = [locale for locale, page in pages.items() if "translation" not in page.tree.data]
    if len(claims) == 2:
        page = pages[claims[1]]
        problem = page.problem(
            page.tree.position(("original",)),
            ("original",),
            "two-originals",
            message(claims[1], N_("both files say that they are the original")),
            message(claims[1], N_("let the translation name the language of the other file")),
        )
        return claims[0], [problem]
    return next(iter([*claims, *plain, *pages])), []


def _check_id(page: Page, id_: str, expected: str) -> Iterator[Problem]:
    if id_ != expected:
        yield page.problem(
            page.tree.position(("id",)),
            ("id",),
            "id-file-name",
            message(page.source.locale, N_("the id {id!r} differs from the name of the file"), id=id_),
            message(page.source.locale, N_("write {expected!r} or rename the file"), expected=expected),
        )


def _missing(status: Status, page: Page, original: Locale) -> Iterator[Problem]:
    if not status.public:
        return
    warning = page.problem(
        Position(),
        (),
        "translation-missing",
        message(original, N_("there is no translation yet")),
        message(original, N_("the page appears in the other language under a notice")),
    )
    yield as_warning(warning)


def as_warning(problem: Problem) -> Problem:
    """Return a problem as one that does not stop a build."""
    return Problem(**{**problem.__dict__, "severity": Severity.WARNING})


def _translation(kind: Kind, original: Page, page: Page) -> tuple[Version | None, tuple[Problem, ...]]:
    locale = page.source.locale
    data = dict(page.tree.data)
    about = data.pop("translation", None)
    merged = merge(shape_of(kind.record), original.tree.data, data, locale)
    problems = [*_disagreements(kind, page, merged), *_untranslated(original, merged)]
    record, errors = validate(kind.record, merged.data, original.source.locale)
    # What is wrong with the facts is reported once, in the original; here only the words are looked at.
    for error in errors:
        if (where := merged.origin.get(tuple(error["loc"]))) is not None:
            problems.append(explain(error, kind.record, page, where))
    if about is None:
        problems.append(
            page.problem(
                Position(),
                ("translation",),
                "missing",
                message(locale, N_("the file does not say what it is a translation of")),
                message(
                    locale, N_("add translation: with source_hash {hash!r} and status"), hash=_hash(kind, original)
                ),
            )
        )
        return None, tuple(problems)
    translation, errors = validate(Translation, about if isinstance(about, Mapping) else {}, locale)
    for error in errors:
        problem = explain(error, Translation, page, ("translation", *error["loc"]))
        problems.append(problem)
    if translation is None or record is None:
        return None, tuple(problems)
    current = _hash(kind, original)
    stale = translation.source_hash != current
    if stale:
        problems.append(
            as_warning(
                page.problem(
                    page.tree.position(("translation", "source_hash")),
                    ("translation", "source_hash"),
                    "translation-stale",
                    message(locale, N_("the original has changed since this was translated")),
                    message(locale, N_("bring the text up to date, then write {hash!r} here"), hash=current),
                )
            )
        )
    return Version(locale, record, page.body, page, translation, stale), tuple(problems)


def _hash(kind: Kind, original: Page) -> str:
    return text_hash(kind.record, original.tree.data, original.body)


def _disagreements(kind: Kind, page: Page, merged: Merged) -> Iterator[Problem]:
    locale = page.source.locale
    for path, fact in merged.contradictions:
        yield page.problem(
            page.tree.position(path),
            path,
            "translation-contradicts",
            message(locale, N_("the original says something else")),
            message(locale, N_("the original has {fact!r}; correct it, or leave the field out here"), fact=fact)
            if isinstance(fact, str)
            else message(locale, N_("leave the field out here: facts stand in the original")),
        )
    fields = set(shape_of(kind.record).fields)
    for path in merged.surplus:
        if len(path) == 1 and path[0] not in fields:
            _, errors = validate(kind.record, {str(path[0]): ""}, locale)
            (error,) = (item for item in errors if item["type"] == "extra_forbidden")
            yield explain(error, kind.record, page)
        else:
            yield page.problem(
                page.tree.key_position(path),
                path,
                "translation-surplus",
                message(locale, N_("the original has nothing here")),
                message(locale, N_("write it in the original first, or remove it")),
            )


def _untranslated(original: Page, merged: Merged) -> Iterator[Problem]:
    locale: Locale = original.source.locale
    for path in merged.missing:
        yield as_warning(
            original.problem(
                original.tree.position(path),
                path,
                "text-untranslated",
                message(locale, N_("this text is not translated yet")),
            )
        )

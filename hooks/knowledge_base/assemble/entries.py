"""Entries and standalone pages, each in one or both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from knowledge_base.locale import Locale
from knowledge_base.markdown.body import Reading
from knowledge_base.markdown.slugs import Heading
from knowledge_base.model.choices import TranslationStatus
from knowledge_base.model.editorial import Editorial
from knowledge_base.model.entries import AnyRecord
from knowledge_base.model.kinds import Kind, Sort
from knowledge_base.model.record import Translation
from knowledge_base.model.shape import Marker, Path, references, shape_of
from knowledge_base.model.types import Frozen, InVocabulary, Text
from knowledge_base.model.waivers import Waiver
from knowledge_base.parse.document import Page
from knowledge_base.problems import Problem

# Fields about the maintenance of the entry, not its subject: entries are not grouped by them.
_HOUSEKEEPING = frozenset({"owner"})


@dataclass(frozen=True, kw_only=True)
class Version:
    """An entry in one language.

    Attributes:
        locale: the language of its file.
        record: the validated front matter; texts that the translation lacks are in the original language.
        body: the Markdown of the file.
        page: the file, for positions.
        translation: the provenance of the translation; ``None`` for the original.
        stale: whether the text of the original has changed since it was translated.
    """

    locale: Locale
    record: AnyRecord
    body: str
    page: Page
    translation: Translation | None = None
    stale: bool = False

    def shown(self) -> Version:
        """Return the version without what is only needed to report problems."""
        return replace(self, page=self.page.without_text())

    @property
    def draft(self) -> bool:
        """Whether it is a draft translation, in place of which the site shows the original."""
        return self.translation is not None and self.translation.status is TranslationStatus.DRAFT

    @property
    def reading(self) -> Reading:
        """The parsed content of the body."""
        return self.page.reading

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the body."""
        return self.page.reading.headings


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry of the knowledge base, in one or both languages.

    Attributes:
        id: the permanent id, which is also the name of its files.
        kind: its kind.
        original: the language of the original.
        versions: the version in each language that it has.
        sound: whether the front matter of all versions is valid. If not, records are partial, as `salvage` builds them:
            invalid fields are ``None`` or empty, whatever their type says. Only the checks see such entries.
    """

    id: str
    kind: Kind
    original: Locale
    versions: Mapping[Locale, Version]
    sound: bool = True

    @cached_property
    def record(self) -> AnyRecord:
        """The record of the original, which has the facts."""
        return self.versions[self.original].record

    @property
    def sort(self) -> Sort:
        """What readers are told that it is."""
        return self.kind.sort_of(self.record)

    @property
    def address(self) -> str:
        """The address of its page: ``practices/x``."""
        return f"{self.kind.folder}/{self.id}"

    @property
    def public(self) -> bool:
        """Whether the site shows it."""
        return self.sound and self.record.status.public

    @cached_property
    def shown(self) -> Entry:
        """The entry without draft translations, and without the source text and positions of its files.

        These take half of the memory and are only needed to report problems.
        """
        versions = {locale: version.shown() for locale, version in self.versions.items() if not version.draft}
        return replace(self, versions=versions)

    @cached_property
    def fingerprint(self) -> bytes:
        """What tells the entry from others, and from what it was before an edit: its facts and words, not its body."""
        parts = [f"entry {self.address} {self.original} {self.sound}".encode()]
        for locale, version in self.versions.items():
            parts.append(f";{locale} {version.page.source.path} {version.stale} {version.draft} ".encode())
            parts.append(version.page.fields_digest)
        return b"".join(parts)

    @cached_property
    def references(self) -> tuple[tuple[Path, Marker, str], ...]:
        """Every reference in its record: the path, what it must refer to, and the id."""
        return tuple(references(shape_of(self.kind.record), self.record))

    @cached_property
    def terms(self) -> Mapping[str, frozenset[str]]:
        """The ids of the terms that its facts refer to, by the names of the vocabularies that may have them."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for path, marker, id_ in self.references:
            if isinstance(marker, InVocabulary) and path[0] not in _HOUSEKEEPING:
                for name in marker.names:
                    found[name].add(id_)
        return {name: frozenset(ids) for name, ids in found.items()}

    def in_(self, locale: Locale) -> Version:
        """Return the version in a language, or else the original."""
        return self.versions.get(locale) or self.versions[self.original]


class StandaloneFields(Frozen):
    """The front matter of a page that is not an entry."""

    title: Text
    """The title of the page."""
    summary: Text | None = None
    """What it is about, for search engines."""
    waived: tuple[Waiver, ...] = ()
    """Warnings of the check that were judged wrong, each with the reason."""


@dataclass(frozen=True)
class StandalonePage:
    """A page that is not an entry, such as "About", in one or both languages; ``sound`` as in `Entry`."""

    address: str
    versions: Mapping[Locale, StandaloneVersion]
    sound: bool = True

    @property
    def fingerprint(self) -> bytes:
        """As that of `Entry`."""
        parts = [f"page {self.address} {self.sound}".encode()]
        for locale, version in self.versions.items():
            parts += [f";{locale} {version.page.source.path} ".encode(), version.page.fields_digest]
        return b"".join(parts)

    def in_(self, locale: Locale) -> StandaloneVersion:
        """Return the version in a language, or else the one that there is."""
        return self.versions.get(locale) or next(iter(self.versions.values()))


@dataclass(frozen=True, kw_only=True)
class StandaloneVersion:
    """A page that is not an entry, in one language."""

    locale: Locale
    fields: StandaloneFields
    body: str
    page: Page

    @property
    def reading(self) -> Reading:
        """The parsed content of the body."""
        return self.page.reading

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the body."""
        return self.page.reading.headings


@dataclass(frozen=True, kw_only=True)
class Assembly:
    """The content of all files.

    Attributes:
        entries: the entries, sorted by address.
        standalone: the pages that are not entries.
        editorial: the texts by editors for generated pages, by language, without languages whose file is missing.
        problems: the problems found while pairing and validating the files.
    """

    entries: tuple[Entry, ...]
    standalone: tuple[StandalonePage, ...]
    editorial: Mapping[Locale, Editorial]
    problems: tuple[Problem, ...] = ()

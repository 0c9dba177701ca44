"""What the files hold: entries, each in one or both languages, and the pages that are no entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from knowledge_base.locale import Locale
from knowledge_base.markdown.body import Reading, parse_body
from knowledge_base.markdown.slugs import Heading
from knowledge_base.model.choices import TranslationStatus
from knowledge_base.model.editorial import Editorial
from knowledge_base.model.entries import AnyRecord
from knowledge_base.model.kinds import Kind
from knowledge_base.model.record import Translation
from knowledge_base.model.shape import Marker, Path, references, shape_of
from knowledge_base.model.types import Frozen, Text
from knowledge_base.parse.document import Page
from knowledge_base.problems import Problem


@dataclass(frozen=True, kw_only=True)
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

    @property
    def draft(self) -> bool:
        """Whether it is a translation that is still being written; the site shows the original in its place."""
        return self.translation is not None and self.translation.status is TranslationStatus.DRAFT

    @property
    def reading(self) -> Reading:
        """What is in the body."""
        return parse_body(self.body).reading

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the body, which are kept: whoever links to the page asks for them."""
        return self.reading.headings


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry of the knowledge base, in one or both languages.

    Attributes:
        id: permanent, and the name of its files.
        kind: what kind of entry it is.
        original: the language it was first written in.
        versions: the languages it is in.
        sound: whether every record could be read whole. Where one could not, its fields hold what could be read and
            nothing, whatever their type says, in place of the rest: the checks look at it, the site never does.
    """

    id: str
    kind: Kind
    original: Locale
    versions: Mapping[Locale, Version]
    sound: bool = True

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
        return self.sound and self.record.status.public

    @cached_property
    def references(self) -> tuple[tuple[Path, Marker, str], ...]:
        """Every reference in its record: where it stands, what it must point at, and the id it holds."""
        return tuple(references(shape_of(self.kind.record), self.record))

    def in_(self, locale: Locale) -> Version:
        """Return the version that a reader of this language gets: the one in it, or else the original."""
        return self.versions.get(locale) or self.versions[self.original]


class StandaloneFields(Frozen):
    """The front matter of a page that is no entry."""

    title: Text
    """The title of the page."""
    summary: Text | None = None
    """What it is about, for search engines."""


@dataclass(frozen=True)
class StandalonePage:
    """A page that is no entry, such as "About", in one or both languages; ``sound`` as in `Entry`."""

    address: str
    versions: Mapping[Locale, StandaloneVersion]
    sound: bool = True

    def in_(self, locale: Locale) -> StandaloneVersion:
        """Return the version that a reader of this language gets."""
        return self.versions.get(locale) or next(iter(self.versions.values()))


@dataclass(frozen=True, kw_only=True)
class StandaloneVersion:
    """A page that is no entry, in one language."""

    locale: Locale
    fields: StandaloneFields
    body: str
    page: Page

    @property
    def reading(self) -> Reading:
        """What is in the body."""
        return parse_body(self.body).reading

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the body, which are kept: whoever links to the page asks for them."""
        return self.reading.headings


@dataclass(frozen=True, kw_only=True)
class Assembly:
    """All that the files hold.

    Attributes:
        entries: in the order of their addresses.
        standalone: the pages that are no entries.
        editorial: what editors say on pages that the site makes, by language; a language whose file is missing is not
            in it.
        problems: what was wrong in putting them together.
    """

    entries: tuple[Entry, ...]
    standalone: tuple[StandalonePage, ...]
    editorial: Mapping[Locale, Editorial]
    problems: tuple[Problem, ...] = ()

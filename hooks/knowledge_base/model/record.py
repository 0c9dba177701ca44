"""The fields that entries of all kinds share, and the provenance of a translation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from knowledge_base.locale import Locale
from knowledge_base.model.choices import Completeness, CountryRole, Official, Relation, Status, TranslationStatus
from knowledge_base.model.documents import Document
from knowledge_base.model.files import DescribedFile
from knowledge_base.model.types import (
    HASH_PATTERN,
    Choice,
    CountryCode,
    DocumentId,
    EntryId,
    FilePlace,
    Frozen,
    Id,
    IsoDate,
    LanguageCode,
    MaxWords,
    OrganisationId,
    Plain,
    Text,
    TopicId,
    Unless,
    Url,
)
from knowledge_base.model.versions import SourceVersion
from knowledge_base.model.waivers import Waiver
from knowledge_base.model.when import Date


class CountryInRole(Frozen):
    """A country that an entry is about, and its role."""

    code: Annotated[CountryCode, Field(title="Country")]
    """The country."""
    role: CountryRole | None = None
    """Its role, where the sources name one."""


_MISSING = object()


def _is_there(value: Any) -> Any:
    if value is _MISSING:
        raise PydanticCustomError("missing", "missing")
    return value


class Source(Frozen):
    """The source of a claim: a document, and the page or section in it.

    The document is described here or, where several entries cite it, once in ``vocabularies/documents.yml``.
    """

    title: Annotated[
        Plain | None,
        BeforeValidator(_is_there),
        Unless("document"),
        Field(examples=["Annual report of the institution, 2021"]),
    ] = None
    """The title of the document, in its own language; left out where the list of documents has it."""
    document: DocumentId | None = None
    """The document, where the list of documents has it: then only the page and the day are written here."""
    language: LanguageCode = "en"
    """The language of the document (ISO 639-1)."""
    date: Date | None = None
    """The date that the document bears, where its title does not say it."""
    official: Annotated[Official | None, Field(title="Official text")] = None
    """Whether the body that issued the document vouches for this text; left out where that is not stated."""
    url: Annotated[Url | None, Field(title="Web address")] = None
    """Where it is published."""
    file: Annotated[FilePlace | None, Field(title="Copy kept here", examples=["annual-report/report.pdf"])] = None
    """A copy kept here: the id of the entry that it lies beside, a slash and its name."""
    copy_by: Annotated[Plain | None, Field(title="Copy kept by", examples=["The library of a university"])] = None
    """Who keeps the copy at that address, where it is not who issued the document."""
    archived_url: Annotated[Url | None, Field(title="Address of a copy")] = None
    """Where a copy is kept, in case it is no longer there."""
    versions: tuple[SourceVersion, ...] = ()
    """The same document in other languages; of a document of the list, the page or section in each, and no more."""
    locator: Annotated[Text | None, Field(title="Page or section", examples=["Page 12"])] = None
    """The page or section."""
    retrieved: IsoDate | None = None
    """The day on which it was read there."""
    id: Annotated[Id | None, Field(examples=["annual-report"])] = None
    """An id inside the entry, by which other fields name it: #annual-report."""

    @model_validator(mode="before")
    @classmethod
    def _ask_for_title(cls, data: Any) -> Any:
        """Mark the title as missing from a source that names no document either."""
        if isinstance(data, Mapping) and data.get("title") is None and data.get("document") is None:
            return {**data, "title": _MISSING}
        return data

    @property
    def name(self) -> str | None:
        """The id by which other fields of the entry name it; ``None`` if it has none."""
        return self.id or self.document

    def described(self, documents: Mapping[str, Document]) -> Source:
        """Return it with all that is known of its document.

        Args:
            documents: the list of documents, by id.
        """
        document = documents.get(self.document or "")
        if document is None:
            return self
        facts = {name: getattr(document, name) for name in DOCUMENT_FACTS}
        locators = {each.language: each.locator for each in self.versions}
        versions = tuple(
            SourceVersion.model_construct(**dict(version), locator=locators.get(version.language))
            for version in document.versions
        )
        return self.model_copy(update={**facts, "versions": versions})


DOCUMENT_FACTS = ("title", "language", "date", "official", "url", "file", "copy_by", "archived_url")
"""The fields of a source that describe its document, besides its versions, as the list of documents does."""


class RelatedEntry(Frozen):
    """Another entry, and why it is related."""

    id: Annotated[EntryId, Field(title="Entry")]
    """The other entry."""
    relation: Relation
    """What this entry is to the other."""


class Translation(Frozen):
    """The provenance of a translation; part of the front matter of the translation's file.

    ``source_hash`` is the `text_hash` of the original when it was translated. The translation is stale if the hash of
    the original has changed since.
    """

    source_hash: Annotated[str, Field(pattern=HASH_PATTERN)]
    """The `text_hash` of the original when it was translated; the check prints it."""
    status: TranslationStatus
    """Whether it is a draft, or else whether the RCM or a government has issued it."""
    translator: OrganisationId | None = None
    """The office that translated it."""
    reviewer: OrganisationId | None = None
    """The office that reviewed it."""
    date: IsoDate | None = None
    """The day on which it was translated."""


class Record(Frozen):
    """The fields that every entry has."""

    id: Id
    """The permanent id: the name of the file, the same in both languages."""
    title: Annotated[Text, Field(examples=["Temporary documents for people in transit"])]
    """The title, as readers find it in every list."""
    summary: Annotated[
        Text, MaxWords(100), Field(examples=["People in transit get a document that is valid for thirty days."])
    ]
    """What it is about in a few sentences."""
    original: Annotated[Locale, Field(title="Original language")]
    """The language it was first written in, in whose folder the file with its facts is."""
    topics: Annotated[tuple[TopicId, ...], Field(min_length=1)]
    """What it is about, the most important first."""
    countries: tuple[CountryInRole, ...] = ()
    """The countries it is about."""
    organisations: tuple[OrganisationId, ...] = ()
    """The organisations it is about, besides those that other fields name."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    """Where what it says can be read."""
    completeness: Completeness | None = None
    """Whether it covers the whole document or only a part of it, where it is about one."""
    missing: Annotated[Text | None, Field(title="What is missing", examples=["Points 5 and following"])] = None
    """What of the document is not here."""
    status: Status
    """Its stage in the editorial process."""
    status_reason: Text | None = None
    """Why it was superseded or withdrawn."""
    replaced_by: EntryId | None = None
    """The entry that has taken its place."""
    access: Literal["public"]
    """Who may read it: everyone, as this repository holds nothing that is not public."""
    owner: OrganisationId
    """The office that keeps it up to date, never a person."""
    created: IsoDate
    """The day on which it was written."""
    modified: IsoDate
    """The day on which its content last changed."""
    reviewed: IsoDate | None = None
    """The day on which it was last found to be correct."""
    review_by: IsoDate | None = None
    """The day by which it has to be reviewed again."""
    related: tuple[RelatedEntry, ...] = ()
    """Other entries, each with the reason."""
    aliases: tuple[Plain, ...] = ()
    """Other names that readers may look for."""
    licence: Plain | None = None
    """The licence of the text, where it is not that of the site."""
    gcm_objectives: Annotated[tuple[Annotated[int, Field(ge=1, le=23)], ...], Field(title="GCM objectives")] = ()
    """The objectives of the Global Compact for Migration that it serves."""
    sdgs: Annotated[tuple[Annotated[int, Field(ge=1, le=17)], ...], Field(title="SDGs")] = ()
    """The Sustainable Development Goals that it serves."""
    files: tuple[DescribedFile, ...] = ()
    """Pictures and documents that belong to it, each beside it under docs/files/."""
    waived: tuple[Waiver, ...] = ()
    """Warnings of the check that were judged wrong, each with the reason."""

    @property
    def mark(self) -> Choice | None:
        """The label that cards show beside the kind; ``None`` unless the kind overrides it."""
        return None

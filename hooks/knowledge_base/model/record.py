"""The fields that entries of all kinds share, and the provenance of a translation."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from knowledge_base.locale import Locale
from knowledge_base.model.choices import Completeness, CountryRole, Relation, Status, TranslationStatus
from knowledge_base.model.types import (
    HASH_PATTERN,
    LANGUAGE_PATTERN,
    Choice,
    CountryCode,
    EntryId,
    Frozen,
    Id,
    IsoDate,
    MaxWords,
    OrganisationId,
    Plain,
    Text,
    TopicId,
    Url,
)


class CountryInRole(Frozen):
    """A country that an entry is about, and its role."""

    code: Annotated[CountryCode, Field(title="Country")]
    """The country."""
    role: CountryRole | None = None
    """Its role, where the sources name one."""


class Source(Frozen):
    """The source of a claim: a document, and the page or section in it."""

    title: Annotated[Plain, Field(examples=["Annual report of the institution, 2021"])]
    """The title of the document, in its own language."""
    language: Annotated[str, Field(pattern=LANGUAGE_PATTERN)] = "en"
    """The language of the document (ISO 639-1)."""
    url: Annotated[Url | None, Field(title="Web address")] = None
    """Where it is published."""
    archived_url: Annotated[Url | None, Field(title="Address of a copy")] = None
    """Where a copy is kept, in case it is no longer there."""
    locator: Annotated[Text | None, Field(title="Page or section", examples=["Page 12"])] = None
    """The page or section."""
    retrieved: IsoDate | None = None
    """The day on which it was read there."""


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
    """The language it was first written in: that of this file."""
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

    @property
    def mark(self) -> Choice | None:
        """The label that cards show beside the kind; ``None`` unless the kind overrides it."""
        return None

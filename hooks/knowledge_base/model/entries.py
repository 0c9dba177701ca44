"""The five kinds of entry and their fields.

Facts are written once, in the original; fields of type `Text` are translated. What a field may hold is in its type;
what fields demand of each other is in ``check``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from knowledge_base.locale import Locale
from knowledge_base.model.choices import (
    AgreementType,
    Attendance,
    BackgroundType,
    Comparator,
    CountryRole,
    FollowUp,
    LegalNature,
    Level,
    Maturity,
    Modality,
    PracticeType,
    Relation,
    Scale,
    Status,
    TranslationStatus,
    Unit,
)
from knowledge_base.model.types import (
    HASH_PATTERN,
    LANGUAGE_PATTERN,
    ActorId,
    AgreementId,
    BodyId,
    ClockTime,
    CountryCode,
    EntryId,
    Frozen,
    Id,
    IsoDate,
    MaxWords,
    MeetingId,
    OrganisationId,
    PartialDate,
    Plain,
    PracticeId,
    ProvisionId,
    QuestionId,
    TermId,
    Text,
    TimeZone,
    TopicId,
    Url,
)


class CountryInRole(Frozen):
    """A country that an entry is about, and in which role."""

    code: CountryCode
    role: CountryRole | None = None


class Source(Frozen):
    """Where a claim can be read: a document, and the page or section in it."""

    title: Plain
    language: Annotated[str, Field(pattern=LANGUAGE_PATTERN)] = "en"
    url: Url | None = None
    archived_url: Url | None = None
    locator: Text | None = None
    retrieved: IsoDate | None = None


class RelatedEntry(Frozen):
    """Another entry, and why it is related."""

    id: EntryId
    relation: Relation


class Translation(Frozen):
    """Where a translation comes from; it stands in the translation's file.

    ``source_hash`` is the `text_hash` of the original at the time it was translated: the translation is stale when the
    original's has changed since.
    """

    source_hash: Annotated[str, Field(pattern=HASH_PATTERN)]
    status: TranslationStatus
    translator: OrganisationId | None = None
    reviewer: OrganisationId | None = None
    date: IsoDate | None = None


class Record(Frozen):
    """The fields that every entry has."""

    id: Id
    title: Text
    summary: Annotated[Text, AfterValidator(MaxWords(100))]
    original: Locale
    topics: Annotated[tuple[TopicId, ...], Field(min_length=1)]
    countries: tuple[CountryInRole, ...] = ()
    organisations: tuple[OrganisationId, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    status: Status
    status_reason: Text | None = None
    replaced_by: EntryId | None = None
    access: Literal["public"]
    owner: OrganisationId
    created: IsoDate
    modified: IsoDate
    reviewed: IsoDate | None = None
    review_by: IsoDate | None = None
    related: tuple[RelatedEntry, ...] = ()
    aliases: tuple[Plain, ...] = ()
    licence: Plain | None = None
    gcm_objectives: tuple[Annotated[int, Field(ge=1, le=23)], ...] = ()
    sdgs: tuple[Annotated[int, Field(ge=1, le=17)], ...] = ()


class Speaker(Frozen):
    """Who speaks: an organisation, and the office held there when the source names it."""

    organisation: ActorId
    office: Text | None = None


class AgendaPart(Frozen):
    """One intervention inside an item of an agenda; its own times only where the source gives them."""

    title: Text
    start: ClockTime | None = None
    end: ClockTime | None = None
    speakers: tuple[Speaker, ...] = ()
    moderators: tuple[ActorId, ...] = ()
    access: Attendance | None = None
    presents: PracticeId | None = None


class AgendaItem(Frozen):
    """An item of an agenda. The end is open where the source prints only a beginning."""

    title: Text
    start: ClockTime
    end: ClockTime | None = None
    speakers: tuple[Speaker, ...] = ()
    moderators: tuple[ActorId, ...] = ()
    access: Attendance = Attendance.ALL
    presents: PracticeId | None = None
    parts: tuple[AgendaPart, ...] = ()


class Meeting(Record):
    """A meeting: when, who, and what was on the agenda."""

    body: BodyId
    level: Level
    presidency: CountryCode | None = None
    start: IsoDate
    end: IsoDate
    time_zone: TimeZone | None = None
    modality: Modality
    organisers: tuple[ActorId, ...] = ()
    moderators: tuple[ActorId, ...] = ()
    participants: tuple[CountryCode, ...] = ()
    participating_organisations: tuple[ActorId, ...] = ()
    mandate: tuple[ProvisionId, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()


class GuidingQuestion(Frozen):
    """A question that every country is asked."""

    number: Annotated[int, Field(ge=1)]
    text: Text
    topics: tuple[TopicId, ...] = ()


class Figure(Frozen):
    """A number with all that is needed to quote it: what, where, when, who counted, where it is printed."""

    id: Id
    label: Text
    value: Decimal
    comparator: Comparator = Comparator.EXACT
    unit: Unit
    counted_by: OrganisationId | None = None
    countries: tuple[CountryCode, ...] = ()
    place: Text | None = None
    nationality: CountryCode | None = None
    period_start: PartialDate | None = None
    period_end: PartialDate | None = None
    as_of: PartialDate | None = None
    locator: Text
    note: Text | None = None
    topics: tuple[TopicId, ...] = ()


class ConceptNote(Record):
    """The paper that prepares a meeting. Background, justification and method are its body."""

    meeting: MeetingId
    issued_by: ActorId
    date: IsoDate
    definitions: tuple[TermId, ...] = ()
    objectives: tuple[Text, ...] = ()
    guiding_questions: tuple[GuidingQuestion, ...] = ()
    minutes_per_country: Annotated[int, Field(ge=1)] | None = None
    participant_profile: tuple[Text, ...] = ()
    figures: tuple[Figure, ...] = ()
    footnotes: tuple[Text, ...] = ()


class Provision(Frozen):
    """A numbered provision of an agreement, and what became of it."""

    number: Annotated[int, Field(ge=1)]
    printed_number: Plain | None = None
    text: Text
    topics: tuple[TopicId, ...] = ()
    responsible: tuple[ActorId, ...] = ()
    due: PartialDate | None = None
    follow_up: FollowUp
    follow_up_note: Text | None = None
    evidence: tuple[EntryId, ...] = ()
    as_of: IsoDate | None = None


class Agreement(Record):
    """What a meeting agreed, provision by provision."""

    agreement_type: AgreementType
    adopted_on: IsoDate
    adopted_at: MeetingId
    adopted_by: tuple[CountryCode, ...] = ()
    legal_nature: LegalNature
    provisions: Annotated[tuple[Provision, ...], Field(min_length=1)]
    follows: tuple[AgreementId, ...] = ()
    amends: tuple[AgreementId, ...] = ()
    supersedes: tuple[AgreementId, ...] = ()


class Result(Frozen):
    """What a practice changed, as measured."""

    indicator: Text
    baseline: Text | None = None
    value: Text
    period: Text | None = None
    source: Plain


class Adoption(Frozen):
    """A country that took a practice over, and what it changed."""

    country: CountryCode
    date: PartialDate | None = None
    change: Text | None = None


class Practice(Record):
    """What a country or an organisation does and shares. Its account is the body."""

    maturity: Maturity
    lead: ActorId
    shared_at: Annotated[tuple[MeetingId, ...], Field(min_length=1)]
    practice_type: PracticeType | None = None
    started: PartialDate | None = None
    ended: PartialDate | None = None
    scale: Scale | None = None
    partners: tuple[ActorId, ...] = ()
    legal_basis: Text | None = None
    answers: tuple[QuestionId, ...] = ()
    beneficiaries: Text | None = None
    resources: Text | None = None
    results: tuple[Result, ...] = ()
    evaluation: Text | None = None
    lessons: Text | None = None
    preconditions: Text | None = None
    risks_and_data_protection: Text | None = None
    adopted_by: tuple[Adoption, ...] = ()
    contact_office: Text | None = None


class Background(Record):
    """Something that the meetings build on: a group, a reform, a plan or a report."""

    background_type: BackgroundType
    body: BodyId | None = None
    started: PartialDate
    ended: PartialDate | None = None
    findings: tuple[Text, ...] = ()


AnyRecord = Meeting | ConceptNote | Agreement | Practice | Background

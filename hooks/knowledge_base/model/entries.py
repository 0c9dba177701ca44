"""The five kinds of entry and their fields.

Facts are written once, in the original; fields of type `Text` are translated. What a field may hold is in its type;
what fields demand of each other is in ``check``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from knowledge_base.locale import N_, Locale
from knowledge_base.model.types import (
    HASH_PATTERN,
    LANGUAGE_PATTERN,
    ActorId,
    AgreementId,
    BodyId,
    Choice,
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


class Status(Choice):
    """How far an entry is on its way to readers."""

    DRAFT = "draft", N_("Draft")
    IN_REVIEW = "in-review", N_("In review")
    PUBLISHED = "published", N_("Published")
    SUPERSEDED = "superseded", N_("Superseded")
    WITHDRAWN = "withdrawn", N_("Withdrawn")

    @property
    def public(self) -> bool:
        """Whether the site shows an entry of this status."""
        return self not in (Status.DRAFT, Status.IN_REVIEW)


class TranslationStatus(Choice):
    """Whose translation it is."""

    UNOFFICIAL = "unofficial", N_("Unofficial translation")
    OFFICIAL = "official", N_("Official translation")


class CountryRole(Choice):
    """What a country is to the movements that an entry is about."""

    ORIGIN = "origin", N_("Origin")
    TRANSIT = "transit", N_("Transit")
    DESTINATION = "destination", N_("Destination")
    RETURN = "return", N_("Return")


class Relation(Choice):
    """Why an entry points at another, in words that follow the entry that points."""

    RELATED = "related", N_("Related")
    FOLLOWS = "follows", N_("Follows")
    IMPLEMENTS = "implements", N_("Carries out")
    CITES = "cites", N_("Cites")
    PART_OF = "part-of", N_("Part of")


class Level(Choice):
    """The rank of a meeting."""

    TECHNICAL = "technical", N_("Technical")
    CONSULTATION = "consultation", N_("Regional consultation")
    VICE_MINISTERIAL = "vice-ministerial", N_("Vice-ministerial")
    HIGH_LEVEL = "high-level", N_("High-level")
    NOT_STATED = "not-stated", N_("Not stated in the sources")


class Modality(Choice):
    """How people attended a meeting."""

    VIRTUAL = "virtual", N_("Virtual")
    IN_PERSON = "in-person", N_("In person")
    HYBRID = "hybrid", N_("Hybrid")
    NOT_STATED = "not-stated", N_("Not stated in the sources")


class Attendance(Choice):
    """Who could attend an item of an agenda."""

    ALL = "all-participants", N_("All participants")
    MEMBERS = "member-countries", N_("Member Countries only")


class Comparator(Choice):
    """How a figure relates to the number that was counted."""

    EXACT = "exact", N_("exactly")
    AT_LEAST = "at-least", N_("at least")
    MORE_THAN = "more-than", N_("more than")
    AVERAGE = "average", N_("on average")


class Unit(Choice):
    """What a figure counts in."""

    PEOPLE = "people", N_("people")
    PEOPLE_PER_DAY = "people-per-day", N_("people a day")
    REQUESTS = "requests", N_("requests")
    EXPULSIONS = "expulsions", N_("expulsions")
    RETURNS = "returns", N_("returns")
    PERCENT = "percent", N_("per cent")


class AgreementType(Choice):
    """What kind of act an agreement is."""

    DECISION = "decision", N_("Decision")
    RECOMMENDATION = "recommendation", N_("Recommendation")
    CONCLUSION = "conclusion", N_("Conclusion")
    CALL = "call", N_("Call by the presidency")
    DECLARATION = "declaration", N_("Declaration")
    PLAN = "plan", N_("Plan")
    PROTOCOL = "protocol", N_("Protocol")


class LegalNature(Choice):
    """Whether an agreement binds those who adopted it."""

    BINDING = "binding", N_("Binding")
    NON_BINDING = "non-binding", N_("Not binding")
    NOT_STATED = "not-stated", N_("Not stated in the sources")


class FollowUp(Choice):
    """What became of a provision."""

    OPEN = "open", N_("Open")
    IN_PROGRESS = "in-progress", N_("In progress")
    DONE = "done", N_("Done")
    LAPSED = "lapsed", N_("Lapsed")
    UNKNOWN = "unknown", N_("Not known")


class PracticeType(Choice):
    """What a practice consists in."""

    LAW = "law", N_("Law")
    POLICY = "policy", N_("Policy")
    PROGRAMME = "programme", N_("Programme")
    PROTOCOL = "protocol", N_("Protocol")
    TOOL = "tool", N_("Tool")
    SERVICE = "service", N_("Service")
    TRAINING = "training", N_("Training")


class Maturity(Choice):
    """How much is known of a practice; each step asks for more of its account."""

    REPORTED = "reported", N_("Reported")
    DESCRIBED = "described", N_("Described")
    EVALUATED = "evaluated", N_("Evaluated")
    REPLICATED = "replicated", N_("Replicated")


class Scale(Choice):
    """How far a practice reaches."""

    LOCAL = "local", N_("Local")
    NATIONAL = "national", N_("National")
    BILATERAL = "bilateral", N_("Bilateral")
    REGIONAL = "regional", N_("Regional")


class BackgroundType(Choice):
    """What kind of thing a background entry tells of."""

    GROUP = "working-group", N_("Working group")
    REFORM = "reform", N_("Change in how the RCM works")
    PLAN = "plan", N_("Plan")
    REPORT = "report", N_("Report")


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

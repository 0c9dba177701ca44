"""The five kinds of entry and their fields.

Facts are written once, in the original; fields of type `Text` are translated. The type of a field validates its value;
constraints between fields are rules in ``check``.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge_base.locale import N_
from knowledge_base.model.choices import (
    Act,
    AgreementType,
    BackgroundType,
    Completeness,
    FollowUp,
    LegalNature,
    Level,
    MadeKnown,
    Maturity,
    Modality,
    PointRole,
    PracticeNature,
    PracticeType,
    Scale,
)
from knowledge_base.model.due import DueDate
from knowledge_base.model.figures import Chart, Figure
from knowledge_base.model.meeting_parts import AgendaItem, NumberInSeries, Participants, Place
from knowledge_base.model.money import Money
from knowledge_base.model.official_text import OfficialText
from knowledge_base.model.record import Record, Source
from knowledge_base.model.types import (
    ActorId,
    AgreementId,
    BodyId,
    CountryCode,
    EntryId,
    Frozen,
    LinkedAs,
    MeetingId,
    OrWord,
    Plain,
    ProvisionId,
    QuestionId,
    Ref,
    SourceName,
    TermId,
    Text,
    TimeZone,
    TopicId,
    TrailWay,
)
from knowledge_base.model.when import Date


class Meeting(Record):
    """A meeting: when, where, who, and what was on the agenda."""

    bodies: Annotated[tuple[BodyId, ...], Field(min_length=1)]
    """The body that met; several where they met together."""
    level: Level
    """Its rank."""
    series_number: Annotated[Plain | None, Field(examples=["XXVI"])] = None
    """Its number in the series of meetings of the body, or of the first of several, as printed."""
    other_numbers: Annotated[tuple[NumberInSeries, ...], Field(title="Numbers in other series")] = ()
    """Its numbers in the series of the other bodies that met, where they have series of their own."""
    presidencies: Annotated[tuple[CountryCode, ...], Field(title="Presidency Pro Tempore")] = ()
    """The country that held the Presidency Pro Tempore, where the source names it; one for each body that met."""
    date: Date
    """When it was held; for several days, the first and the last day with a slash between them."""
    time_zone: TimeZone | None = None
    """The time zone of the times in the agenda."""
    places: tuple[Place, ...] = ()
    """Where it was held."""
    modality: Modality
    """Whether participants met in person or online."""
    hosts: tuple[ActorId, ...] = ()
    """Who received it, which need not be the presidency: a country, or one of its institutions."""
    organisers: Annotated[tuple[ActorId, ...], Field(title="At the initiative of")] = ()
    """Who convened it, or on whose initiative it was held."""
    moderators: tuple[ActorId, ...] = ()
    """Who gave the floor."""
    participants: Participants = Participants()
    """Who took part."""
    back_to_back: tuple[
        Annotated[MeetingId, LinkedAs(N_("Held back to back with"), N_("Held back to back with"))], ...
    ] = ()
    """The meetings that were held directly before or after it, as one event."""
    mandate: tuple[
        Annotated[ProvisionId, LinkedAs(N_("Mandated by"), N_("What led to this meeting"), TrailWay.BACK)], ...
    ] = ()
    """The provisions that asked for it."""
    agenda: tuple[AgendaItem, ...] = ()
    """What was on the agenda, in the order of the day."""

    def number_in(self, body: str) -> str:
        """Return its number in the series of a body, as printed; empty if it has none."""
        if self.bodies and self.bodies[0] == body and self.series_number:
            return self.series_number
        return next((each.number for each in self.other_numbers if each.body == body and each.number), "")


class NoAnswer(Frozen):
    """A country that did not answer a question, as a source says; that no answer is recorded here is not enough."""

    country: CountryCode
    """The country."""
    source: Annotated[SourceName, Field(examples=["Report of the meeting, page 4"])]
    """Where it says so: in words, or # and the id of a source of this entry."""


class GuidingQuestion(Frozen):
    """A question that every country is asked."""

    number: Annotated[int, Field(ge=1)]
    """Its number in the note."""
    text: Text
    """The question, in the words of the editors."""
    official_text: tuple[OfficialText, ...] = ()
    """The question as its source prints it, in each language in which it is at hand."""
    topics: tuple[TopicId, ...] = ()
    """What it is about."""
    not_answered: tuple[NoAnswer, ...] = ()
    """The countries of which a source says that they did not answer."""


class ConceptNote(Record):
    """The paper that prepares a meeting or sets out a theme. Background, justification and method are in the body."""

    meeting: Annotated[MeetingId | None, LinkedAs(N_("Prepares"), N_("Concept note"))] = None
    """The meeting it prepares, if it prepares one."""
    issued_by: tuple[ActorId, ...] = ()
    """Who issued it, as its cover says."""
    date: Date
    """The date it bears."""
    definitions: tuple[TermId, ...] = ()
    """The terms it defines."""
    objectives: tuple[Text, ...] = ()
    """What the meeting is to achieve."""
    guiding_questions: tuple[GuidingQuestion, ...] = ()
    """What every country is asked, in the order of the note."""
    minutes_per_country: Annotated[int, Field(ge=1)] | None = None
    """How long each country has to answer."""
    participant_profile: tuple[Text, ...] = ()
    """Whose participation is expected."""
    figures: tuple[Figure, ...] = ()
    """The numbers it gives."""
    charts: tuple[Chart, ...] = ()
    """Charts of the figures that can be compared with each other."""
    footnotes: tuple[Text, ...] = ()
    """Its footnotes."""


class FollowUpReport(Frozen):
    """What was reported at some time about the follow-up of a provision."""

    date: Date
    """The date for which it holds."""
    status: FollowUp
    """How far it had come by then."""
    by: Annotated[ActorId | None, Field(title="Who reports")] = None
    """The country, body or organisation that reports; left out where the editors read it in the sources."""
    country: CountryCode | None = None
    """The country whose action it is, where countries act one by one."""
    text: Text
    """What is reported."""
    sources: tuple[Source, ...] = ()
    """Where it can be read."""
    evidence: tuple[Annotated[EntryId, LinkedAs(N_("Taken up by"), N_("Takes up"), TrailWay.ON)], ...] = ()
    """The entries that show it."""


class Provision(Frozen):
    """A point of an agreement, and what was reported on it."""

    ref: Annotated[Ref, Field(title="Number", examples=["1.a"])]
    """Its number as printed, which is how it is cited: 1, 1.a, IV.2. What is not printed is in brackets: [1]."""
    under: Annotated[Ref | None, Field(title="Nested in", examples=["1"])] = None
    """The number of the point that it is nested in."""
    heading: Annotated[Text | None, Field(examples=["Seminars and workshops"])] = None
    """The heading printed above it; it holds until the next one."""
    role: Annotated[PointRole, Field(title="Part of the document")] = PointRole.OPERATIVE
    """The part of the document it belongs to."""
    acts: Annotated[tuple[Act, ...], Field(title="What it does")] = ()
    """What it does, by its verb; left out where the source does not say."""
    text: Text
    """What it says, in the words of the editors."""
    official_text: tuple[OfficialText, ...] = ()
    """The point as its source prints it, in each language in which it is at hand."""
    completeness: Annotated[Completeness | None, Field(title="Text of the point")] = None
    """Whether all of its text is here; partial where the copy that can be read breaks off in it."""
    topics: tuple[TopicId, ...] = ()
    """What it is about."""
    responsible: tuple[ActorId, ...] = ()
    """Who is to act."""
    responsible_note: Annotated[
        Text | None,
        Field(title="Responsible, in words", examples=["The countries that have held the presidency"]),
    ] = None
    """Who is to act, where the source names a group or adds something."""
    due: DueDate | None = None
    """The deadline: a date, a time after the adoption (P60D), or the word continuous."""
    due_note: Text | None = None
    """The deadline in words, where the source gives only words, or adds something."""
    amounts: tuple[Money, ...] = ()
    """The sums of money that it names."""
    objective: Annotated[Text | None, Field(examples=["To exchange information on policies and laws"])] = None
    """In a plan, the objective that the activity belongs to."""
    amends: tuple[Annotated[ProvisionId, LinkedAs(N_("Amends points of"), N_("Points amended by"))], ...] = ()
    """The points, of earlier agreements, that it changes."""
    replaces: tuple[Annotated[ProvisionId, LinkedAs(N_("Replaces points of"), N_("Points replaced by"))], ...] = ()
    """The points, of earlier agreements, in whose place it stands."""
    ends: tuple[Annotated[ProvisionId, LinkedAs(N_("Ends points of"), N_("Points ended by"))], ...] = ()
    """The points, of earlier agreements, that no longer hold because of it."""
    reports: tuple[FollowUpReport, ...] = ()
    """The follow-up: what was reported, and when."""
    follow_up_note: Annotated[Text | None, Field(title="What is known here")] = None
    """What is known of the follow-up, or not known, besides the reports."""

    @property
    def asks(self) -> bool:
        """Whether it asks for something, so that it can be followed up. A recital does not."""
        return self.role is not PointRole.RECITAL and (not self.acts or any(act.asks for act in self.acts))


PARTICIPANTS = "participants"
"""What an agreement says in place of a list of countries if all that took part in its meeting adopted it."""


class Agreement(Record):
    """An act of a meeting or of the presidency, point by point."""

    agreement_type: AgreementType
    """What kind of act it is."""
    symbol: Annotated[Plain | None, Field(examples=["A/51/90"])] = None
    """The symbol or number that it bears as a document."""
    series_number: Annotated[Plain | None, Field(title="Number in the series", examples=["VIII"])] = None
    """Its number in a series, as printed."""
    adopted_on: Annotated[Date | None, Field(title="Adopted or issued on")] = None
    """When it was adopted or issued, as far as the source says."""
    adopted_at: Annotated[
        MeetingId | None,
        LinkedAs(N_("Adopted or issued at"), N_("Agreement or act of this meeting"), TrailWay.BACK),
        Field(title="Adopted or issued at"),
    ] = None
    """The meeting that adopted it, or at which it was issued."""
    issued_by: tuple[ActorId, ...] = ()
    """Who issued it, where that is not all who took part: the presidency, a working group."""
    adopted_by: Annotated[tuple[CountryCode, ...], OrWord(PARTICIPANTS)] = ()
    """The countries that adopted it, as the sources list them; the word participants for all that took part."""
    legal_nature: LegalNature
    """Whether it binds them."""
    provisions: tuple[Provision, ...] = ()
    """Its points, in the order of the document."""
    follows: tuple[Annotated[AgreementId, LinkedAs(N_("Follows"), N_("Followed by"), TrailWay.BACK)], ...] = ()
    """The agreements that it follows from."""
    amends: tuple[Annotated[AgreementId, LinkedAs(N_("Amends"), N_("Amended by"))], ...] = ()
    """The agreements that it changes."""
    supersedes: tuple[Annotated[AgreementId, LinkedAs(N_("Supersedes"), N_("Superseded by"))], ...] = ()
    """The agreements that it replaces."""


class Result(Frozen):
    """A measured result of a practice."""

    indicator: Annotated[Text, Field(examples=["Documents issued in a month"])]
    """What was measured."""
    baseline: Annotated[Text | None, Field(examples=["120"])] = None
    """Its value before."""
    value: Annotated[Text, Field(examples=["340"])]
    """Its value now."""
    period: Annotated[Text | None, Field(examples=["January to June 2021"])] = None
    """Between when and when."""
    source: Annotated[SourceName, Field(examples=["Annual report of the institution, 2021, page 12"])]
    """Where the measurement can be read: in words, or # and the id of a source of this entry."""


class Adoption(Frozen):
    """A country that adopted a practice, and what it changed."""

    country: CountryCode
    """The country."""
    date: Date | None = None
    """When it did."""
    change: Annotated[Text | None, Field(examples=["The document is valid for sixty days"])] = None
    """What it changed."""


class Practice(Record):
    """Something that a country or an organisation does and shares, or an intervention at a meeting.

    The body describes it. That an agenda announces it does not show that it was presented.
    """

    nature: PracticeNature = PracticeNature.PRACTICE
    """What its source calls it: a good practice, a mechanism, or an intervention such as a presentation."""
    maturity: Maturity
    """How much is known of it."""
    leads: Annotated[tuple[ActorId, ...], Field(min_length=1)]
    """Who is responsible for it: countries, bodies or organisations, not those that it only mentions."""
    announced_at: tuple[Annotated[MeetingId, LinkedAs(N_("Announced for"), N_("Announced for this meeting"))], ...] = ()
    """The meetings for which an agenda or a note announces it."""
    presented_at: tuple[Annotated[MeetingId, LinkedAs(N_("Presented at"), N_("Presented at this meeting"))], ...] = ()
    """The meetings at which a source shows that it was presented; that an agenda announces it is not enough."""
    reported_in: tuple[Annotated[EntryId, LinkedAs(N_("Reported in"), N_("Reports"))], ...] = ()
    """The entries whose documents report it."""
    practice_type: PracticeType | None = None
    """What it consists of."""
    period: Annotated[Date | None, Field(examples=["2019/.."])] = None
    """From when to when; with two dots after the slash while it goes on."""
    scale: Scale | None = None
    """How far it reaches."""
    partners: tuple[ActorId, ...] = ()
    """Who works with those who lead it."""
    legal_basis: Annotated[Text | None, Field(examples=["Migration Act, article 12"])] = None
    """The law or decision it rests on."""
    answers: tuple[Annotated[QuestionId, LinkedAs(N_("Answers a question of"), N_("Answered by"))], ...] = ()
    """The guiding questions that it answers."""
    beneficiaries: Annotated[Text | None, Field(examples=["Families with children in transit"])] = None
    """Whom it serves."""
    resources: Annotated[Text | None, Field(examples=["Four officers a shift and two tablets"])] = None
    """What it takes: people, money, tools."""
    results: Annotated[tuple[Result, ...], Field(title="Measured results")] = ()
    """What it changed, as measured."""
    evaluation: Annotated[Text | None, Field(examples=["By another institution in 2021, with interviews"])] = None
    """Who looked at its effects, and how."""
    lessons: Annotated[Text | None, Field(examples=["Interpreters are needed from the first day."])] = None
    """What those who do it have learnt."""
    preconditions: Annotated[Text | None, Field(examples=["A law that provides for temporary documents"])] = None
    """What has to be in place before another country can adopt it."""
    risks_and_data_protection: Annotated[Text | None, Field(examples=["Fingerprints are kept for one year."])] = None
    """What can go wrong, and how people's data are protected."""
    adopted_by: Annotated[tuple[Adoption, ...], Field(title="Replicated by")] = ()
    """The countries that have adopted it."""
    contact_office: Annotated[Text | None, Field(examples=["Directorate of migration control"])] = None
    """The office to ask, never a person."""

    @property
    def mark(self) -> Maturity:
        """Its maturity."""
        return self.maturity

    @property
    def announced_only(self) -> tuple[str, ...]:
        """The meetings for which it was announced, and of which no source shows that it was presented there."""
        return tuple(id_ for id_ in self.announced_at if id_ not in self.presented_at)

    @property
    def made_known(self) -> MadeKnown | None:
        """The most that the sources show: that it was presented, is reported or was announced; or none of these."""
        if self.presented_at:
            return MadeKnown.PRESENTED
        if self.reported_in:
            return MadeKnown.REPORTED
        return MadeKnown.ANNOUNCED if self.announced_at else None


class Background(Record):
    """Something that the meetings build on: a group, a reform, a plan or a report."""

    background_type: BackgroundType
    """What kind of thing it is."""
    body: BodyId | None = None
    """The body it belongs to."""
    date: Annotated[Date, Field(examples=["2019/2025"])]
    """The date it bears, or the period in which it lasted."""
    findings: tuple[Text, ...] = ()
    """What it found."""


NARRATIVE = (
    ("legal_basis", N_("Legal basis")),
    ("beneficiaries", N_("Beneficiaries")),
    ("resources", N_("Resources")),
    ("preconditions", N_("Preconditions")),
    ("evaluation", N_("Evaluation")),
    ("lessons", N_("Lessons")),
    ("risks_and_data_protection", N_("Risks and data protection")),
    ("contact_office", N_("Contact")),
)
"""The fields of a practice that its page shows as sections of the text, each with its heading."""

AnyRecord = Meeting | ConceptNote | Agreement | Practice | Background
"""The record of an entry of any kind. Matches over it end in ``assert_never``, so mypy reports those that a new kind
breaks.
"""

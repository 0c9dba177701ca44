"""What an entry of each kind shows on its page beside what all entries show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.anchors import narrative_anchor
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.locale import N_, clock, partial_date, time_zone_place
from knowledge_base.model.choices import Attendance, Maturity
from knowledge_base.model.entries import (
    NARRATIVE,
    AgendaItem,
    AgendaPart,
    Agreement,
    Background,
    ConceptNote,
    Meeting,
    Practice,
    Speaker,
)
from knowledge_base.model.types import Text
from knowledge_base.model.vocabularies import Country
from knowledge_base.model.vocabularies import Words as VocabularyWords
from knowledge_base.view.charts import FigureChart, charts_of, figures_path
from knowledge_base.view.common import Site, topic_links
from knowledge_base.view.parts import Card, FigureLine, Link
from knowledge_base.view.questions import questions_in
from knowledge_base.view.trail import TrailStep, trail_of


@dataclass(frozen=True)
class AgendaRow:
    """A row of an agenda: an item, or a part of the item above it."""

    time: str
    title: Text
    speakers: tuple[SpeakerLine, ...]
    moderators: tuple[Link, ...]
    members_only: bool
    practice: Link | None
    is_part: bool


@dataclass(frozen=True)
class SpeakerLine:
    """Who speaks, and in which office."""

    name: Link
    office: Text | None


@dataclass(frozen=True)
class ProvisionLine:
    """A provision of an agreement, and what became of it."""

    number: int
    printed_number: str
    text: Text
    topics: tuple[Link, ...]
    responsible: tuple[Link, ...]
    due: str
    status: str
    status_label: str
    note: Text | None
    evidence: tuple[Link, ...]
    as_of: str


@dataclass(frozen=True)
class QuestionLine:
    """A guiding question, and the practices that answer it."""

    number: int
    text: Text
    topics: tuple[Link, ...]
    answers: tuple[Link, ...]


@dataclass(frozen=True)
class DefinitionLine:
    """A glossary term as a concept note defines it."""

    term: str
    definition: str
    scope: str
    url: str


@dataclass(frozen=True)
class ResultLine:
    """A measured result of a practice."""

    indicator: Text
    baseline: Text | None
    value: Text
    period: Text | None
    source: str


@dataclass(frozen=True)
class MeetingDetail:
    """What only a meeting has."""

    agenda: tuple[AgendaRow, ...]
    clocks_of: str
    concept_notes: tuple[Card, ...]
    agreements: tuple[Card, ...]
    practices: tuple[Card, ...]
    trail: tuple[TrailStep, ...]


@dataclass(frozen=True)
class ConceptNoteDetail:
    """What only a concept note has."""

    objectives: tuple[Text, ...]
    questions: tuple[QuestionLine, ...]
    minutes_per_country: int | None
    participant_profile: tuple[Text, ...]
    definitions: tuple[DefinitionLine, ...]
    charts: tuple[FigureChart, ...]
    figures: tuple[FigureLine, ...]
    csv: str
    footnotes: tuple[Text, ...]


@dataclass(frozen=True)
class AgreementDetail:
    """What only an agreement has."""

    provisions: tuple[ProvisionLine, ...]
    trail: tuple[TrailStep, ...]


@dataclass(frozen=True)
class PracticeDetail:
    """What only a practice has.

    Attributes:
        open_fields: the parts of its account that nobody has given yet.
        focal_point: the country, or whoever else leads it, that is asked to give them.
        narrative: the parts given as fields: anchor, label and text.
        results: what was measured.
        answers: the guiding questions it answers.
        adopted_by: the countries that took it over.
    """

    open_fields: tuple[str, ...]
    focal_point: str
    narrative: tuple[tuple[str, str, Text], ...]
    results: tuple[ResultLine, ...]
    answers: tuple[Link, ...]
    adopted_by: tuple[tuple[Link, str, Text | None], ...]


@dataclass(frozen=True)
class BackgroundDetail:
    """What only a background entry has."""

    findings: tuple[Text, ...]


Detail = MeetingDetail | ConceptNoteDetail | AgreementDetail | PracticeDetail | BackgroundDetail


def detail_of(site: Site, entry: Entry) -> Detail:
    """Return what only an entry of its kind shows."""
    record = entry.in_(site.locale).record
    match record:
        case Meeting():
            return _meeting(site, entry, record)
        case ConceptNote():
            return _concept_note(site, entry, record)
        case Agreement():
            return AgreementDetail(
                tuple(_provisions(site, record)),
                trail_of(site, entry),
            )
        case Practice():
            return _practice(site, record)
        case Background():
            return BackgroundDetail(record.findings)


def _meeting(site: Site, entry: Entry, record: Meeting) -> MeetingDetail:
    here = site.catalogue.groups["meeting"].get(entry.id, ())
    decided = [e for e in here if isinstance(e.record, Agreement) and e.record.adopted_at == entry.id]
    presented = [e for e in here if isinstance(e.record, Practice)]
    return MeetingDetail(
        tuple(_agenda(site, record)),
        time_zone_place(record.time_zone, site.locale) if record.time_zone else "",
        site.cards(site.catalogue.concept_notes(entry)),
        site.cards(decided),
        site.cards(presented),
        trail_of(site, entry),
    )


def _agenda(site: Site, meeting: Meeting) -> Iterator[AgendaRow]:
    for item in meeting.agenda:
        yield _agenda_row(site, item, item.access is Attendance.MEMBERS)
        for part in item.parts:
            # What is said of an item holds for its parts, and is not repeated on each.
            yield _agenda_row(site, part, part.access is Attendance.MEMBERS)


def _agenda_row(site: Site, item: AgendaItem | AgendaPart, members_only: bool) -> AgendaRow:  # noqa: FBT001
    practice = site.catalogue.by_id.get(item.presents or "")
    return AgendaRow(
        "–".join(clock(time) for time in (item.start, item.end) if time),
        item.title,
        tuple(_speaker(site, speaker) for speaker in item.speakers),
        tuple(site.actor_link(id_) for id_ in item.moderators),
        members_only,
        site.entry_link(practice) if practice else None,
        isinstance(item, AgendaPart),
    )


def _speaker(site: Site, speaker: Speaker) -> SpeakerLine:
    return SpeakerLine(site.actor_link(speaker.organisation), speaker.office)


def _concept_note(site: Site, entry: Entry, record: ConceptNote) -> ConceptNoteDetail:
    terms = site.catalogue.vocabularies.terms
    return ConceptNoteDetail(
        record.objectives,
        questions_of(site, entry),
        record.minutes_per_country,
        record.participant_profile,
        tuple(
            DefinitionLine(
                terms[id_].name(site.locale),
                terms[id_].definition.in_(site.locale),
                _words(site, terms[id_].scope),
                site.url(addresses.GLOSSARY, id_),
            )
            for id_ in record.definitions
        ),
        tuple(charts_of(site, entry)),
        tuple(site.figure(entry, figure) for figure in record.figures),
        figures_path(site, entry),
        record.footnotes,
    )


def _words(site: Site, words: VocabularyWords | None) -> str:
    return words.in_(site.locale) if words else ""


def questions_of(site: Site, entry: Entry) -> tuple[QuestionLine, ...]:
    """Return the guiding questions of a concept note, each with the practices that answer it."""
    return tuple(
        QuestionLine(
            question.number,
            question.text,
            topic_links(site, question.topics),
            tuple(site.entry_link(answer) for answer in site.catalogue.answers_to(entry, question.number)),
        )
        for question in questions_in(site, entry)
    )


def _provisions(site: Site, record: Agreement) -> Iterator[ProvisionLine]:
    for provision in record.provisions:
        evidence = (site.catalogue.by_id.get(id_) for id_ in provision.evidence)
        yield ProvisionLine(
            provision.number,
            provision.printed_number or "",
            provision.text,
            topic_links(site, provision.topics),
            tuple(site.actor_link(id_) for id_ in provision.responsible),
            partial_date(provision.due, site.locale) if provision.due else "",
            provision.follow_up.value,
            provision.follow_up.label_in(site.locale),
            provision.follow_up_note,
            tuple(site.entry_link(entry) for entry in evidence if entry),
            site.date(provision.as_of) if provision.as_of else "",
        )


_ASKED_OF_A_LEAD = (
    N_("how it works"),
    N_("since when and at what scale"),
    N_("legal basis and resources"),
    N_("whom it serves"),
    N_("results and lessons"),
)


def _practice(site: Site, record: Practice) -> PracticeDetail:
    vocabularies = site.catalogue.vocabularies
    lead = vocabularies.actor(record.lead)
    country = lead if isinstance(lead, Country) else vocabularies.countries.get(getattr(lead, "country", None) or "")
    return PracticeDetail(
        tuple(site.say(text) for text in _ASKED_OF_A_LEAD) if record.maturity is Maturity.REPORTED else (),
        (country or lead).name(site.locale),
        tuple(
            (narrative_anchor(name), site.say(label), value)
            for name, label in NARRATIVE
            if (value := getattr(record, name)) is not None
        ),
        tuple(ResultLine(r.indicator, r.baseline, r.value, r.period, r.source) for r in record.results),
        tuple(_answered(site, record.answers)),
        tuple(
            (
                site.term_link(COUNTRY, adoption.country),
                partial_date(adoption.date, site.locale) if adoption.date else "",
                adoption.change,
            )
            for adoption in record.adopted_by
        ),
    )


def _answered(site: Site, answers: Sequence[str]) -> Iterator[Link]:
    for answer in answers:
        id_, _, number = answer.partition("#")
        note = site.catalogue.by_id.get(id_)
        if note and isinstance(record := note.in_(site.locale).record, ConceptNote):
            question = next(q for q in record.guiding_questions if str(q.number) == number)
            yield Link(question.text, site.url(note.address, f"question-{number}"))

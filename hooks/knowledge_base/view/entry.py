"""The page of an entry, of whatever kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from knowledge_base.assemble import addresses
from knowledge_base.assemble.catalogue import Step
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, YEAR
from knowledge_base.locale import N_, Locale, clock, date_span, partial_date
from knowledge_base.model.entries import (
    AgendaItem,
    AgendaPart,
    Agreement,
    Attendance,
    Background,
    ConceptNote,
    Maturity,
    Meeting,
    Practice,
    Record,
    Speaker,
    Status,
    TranslationStatus,
)
from knowledge_base.model.types import Text
from knowledge_base.model.vocabularies import Country
from knowledge_base.model.vocabularies import Words as VocabularyWords
from knowledge_base.view.common import Site, country_links, topic_links
from knowledge_base.view.parts import Card, CardGroup, Chrome, Fact, FigureLine, Link, Notice, SourceLine
from knowledge_base.view.search import SearchRecord, entry_record


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
class TrailStep:
    """A step of a commitment trail."""

    date: str
    kind_label: str
    link: Link


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
    time_zone: str
    concept_notes: tuple[Card, ...]
    agreements: tuple[Card, ...]
    practices: tuple[Card, ...]
    trail_back: tuple[TrailStep, ...]
    trail_on: tuple[TrailStep, ...]


@dataclass(frozen=True)
class ConceptNoteDetail:
    """What only a concept note has."""

    objectives: tuple[Text, ...]
    questions: tuple[QuestionLine, ...]
    minutes_per_country: int | None
    participant_profile: tuple[Text, ...]
    definitions: tuple[DefinitionLine, ...]
    figures: tuple[FigureLine, ...]
    footnotes: tuple[Text, ...]


@dataclass(frozen=True)
class AgreementDetail:
    """What only an agreement has."""

    provisions: tuple[ProvisionLine, ...]
    trail_back: tuple[TrailStep, ...]
    trail_on: tuple[TrailStep, ...]


@dataclass(frozen=True)
class PracticeDetail:
    """What only a practice has.

    Attributes:
        open_fields: the parts of its account that nobody has given yet.
        focal_point: the country, or whoever else leads it, that is asked to give them.
        narrative: the parts given as fields: label and text.
        results: what was measured.
        answers: the guiding questions it answers.
        adopted_by: the countries that took it over.
    """

    open_fields: tuple[str, ...]
    focal_point: str
    narrative: tuple[tuple[str, Text], ...]
    results: tuple[ResultLine, ...]
    answers: tuple[Link, ...]
    adopted_by: tuple[tuple[Link, str, Text | None], ...]


@dataclass(frozen=True)
class BackgroundDetail:
    """What only a background entry has."""

    findings: tuple[Text, ...]


Detail = MeetingDetail | ConceptNoteDetail | AgreementDetail | PracticeDetail | BackgroundDetail


@dataclass(frozen=True)
class EntryView:
    """The page of an entry."""

    chrome: Chrome
    kind: str
    kind_label: str
    title: Text
    summary: Text
    notices: tuple[Notice, ...]
    facts: tuple[Fact, ...]
    detail: Detail
    sources: tuple[SourceLine, ...]
    related: tuple[CardGroup, ...]
    earlier: Link | None
    later: Link | None
    record_facts: tuple[Fact, ...]
    search: SearchRecord | None

    @property
    def template(self) -> str:
        """The template that shows it."""
        return f"entry-{self.kind}.html"


def entry_chrome(site: Site, entry: Entry) -> Chrome:
    """Return what surrounds the page of an entry."""
    record = entry.in_(site.locale).record
    index = f"{entry.kind.folder}/index"
    way = (Link(site.say(entry.kind.plural), site.url(index)), Link(record.title))
    return site.chrome(entry.address, record.title.value, record.summary.value, way, section=index, entry=entry)


def entry_view(site: Site, entry: Entry) -> EntryView:
    """Return the page of an entry in the language of the site."""
    record = entry.in_(site.locale).record
    earlier, later = site.catalogue.neighbours(entry)
    return EntryView(
        entry_chrome(site, entry),
        entry.kind.name,
        site.say(entry.kind.singular),
        record.title,
        record.summary,
        tuple(_notices(site, entry)),
        tuple(fact for fact in _facts(site, entry, record) if fact.values),
        _detail(site, entry),
        site.sources(record.sources),
        _related(site, entry),
        site.entry_link(earlier) if earlier else None,
        site.entry_link(later) if later else None,
        tuple(fact for fact in _record_facts(site, record) if fact.values),
        entry_record(site, entry),
    )


def _notices(site: Site, entry: Entry) -> Iterator[Notice]:
    record = entry.in_(site.locale).record
    if record.status is Status.SUPERSEDED and record.replaced_by:
        newer = site.catalogue.by_id.get(record.replaced_by)
        yield Notice(
            "superseded", site.say(N_("This entry has been superseded.")), site.entry_link(newer) if newer else None
        )
    if record.status is Status.WITHDRAWN:
        yield Notice("withdrawn", site.say(N_("This entry has been withdrawn.")))
    if record.status_reason:
        yield Notice(record.status.value, record.status_reason)
    version = entry.versions.get(site.locale)
    languages = {Locale.ES: site.say(N_("Spanish")), Locale.EN: site.say(N_("English"))}
    if version is None:
        yield Notice(
            "fallback",
            site.say(
                N_("This page has not been translated yet: its text is in {language}."),
                language=languages[entry.original],
            ),
        )
    elif version.translation:
        original = Link(
            site.say(N_("Read the original in {language}"), language=languages[entry.original]),
            addresses.url(entry.address, entry.original),
        )
        if version.stale:
            yield Notice("stale", site.say(N_("The original has changed since this translation was made.")), original)
        unofficial = version.translation.status is TranslationStatus.UNOFFICIAL
        text = N_("Unofficial translation.") if unofficial else N_("Official translation.")
        yield Notice("translation", site.say(text), original)


def _one(value: Link | str | None) -> tuple[Link, ...]:
    if not value:
        return ()
    return (Link(value),) if isinstance(value, str) else (value,)


def _meeting_link(site: Site, id_: str) -> tuple[Link, ...]:
    meeting = site.catalogue.by_id.get(id_)
    return (site.entry_link(meeting),) if meeting else ()


def _open(site: Site) -> Link:
    return Link(site.say(N_("Not stated in the sources")))


def _facts(site: Site, entry: Entry, record: Record) -> Iterator[Fact]:
    say = site.say
    match record:
        case Meeting():
            yield Fact(say(N_("Date")), _one(date_span(record.start, record.end, site.locale)))
            yield Fact(say(N_("Body")), (site.term_link(BODY, record.body),))
            yield Fact(say(N_("Level")), _one(record.level.label_in(site.locale)))
            yield Fact(say(N_("Modality")), _one(record.modality.label_in(site.locale)))
            presidency = (site.term_link(COUNTRY, record.presidency),) if record.presidency else (_open(site),)
            yield Fact(say(N_("Presidency pro tempore")), presidency)
            yield Fact(say(N_("Organisers")), tuple(site.actor_link(id_) for id_ in record.organisers))
            yield Fact(say(N_("Moderators")), tuple(site.actor_link(id_) for id_ in record.moderators))
            yield Fact(say(N_("Participants")), country_links(site, record.participants))
            also = tuple(site.actor_link(id_) for id_ in record.participating_organisations)
            yield Fact(say(N_("Also took part")), also)
            yield Fact(say(N_("Mandate")), tuple(_mandates(site, record.mandate)))
        case ConceptNote():
            yield Fact(say(N_("Prepares")), _meeting_link(site, record.meeting))
            yield Fact(say(N_("Date")), _one(site.date(record.date)))
            yield Fact(say(N_("Issued by")), (site.actor_link(record.issued_by),))
        case Agreement():
            yield Fact(say(N_("Type")), _one(record.agreement_type.label_in(site.locale)))
            yield Fact(say(N_("Adopted on")), _one(site.date(record.adopted_on)))
            yield Fact(say(N_("Adopted at")), _meeting_link(site, record.adopted_at))
            adopters = country_links(site, record.adopted_by) or (_open(site),)
            yield Fact(say(N_("Adopted by")), adopters)
            yield Fact(say(N_("Legal nature")), _one(record.legal_nature.label_in(site.locale)))
        case Practice():
            yield Fact(say(N_("Lead")), (site.actor_link(record.lead),))
            yield Fact(say(N_("Partners")), tuple(site.actor_link(id_) for id_ in record.partners))
            meetings = (_meeting_link(site, id_) for id_ in record.shared_at)
            yield Fact(say(N_("Presented at")), tuple(chain.from_iterable(meetings)))
            yield Fact(say(N_("Maturity")), _one(record.maturity.label_in(site.locale)))
            kind = record.practice_type.label_in(site.locale) if record.practice_type else None
            yield Fact(say(N_("Type")), _one(kind))
            yield Fact(say(N_("Scale")), _one(record.scale.label_in(site.locale) if record.scale else None))
            yield Fact(say(N_("Period")), _one(_period(site, record.started, record.ended)))
        case Background():
            yield Fact(say(N_("Type")), _one(record.background_type.label_in(site.locale)))
            yield Fact(say(N_("Period")), _one(_period(site, record.started, record.ended)))
            yield Fact(say(N_("Body")), (site.term_link(BODY, record.body),) if record.body else ())
    yield from _shared_facts(site, entry, record)


def _shared_facts(site: Site, entry: Entry, record: Record) -> Iterator[Fact]:
    say = site.say
    yield Fact(say(N_("Topics")), topic_links(site, record.topics))
    roles: defaultdict[str, list[str]] = defaultdict(list)
    for country in record.countries:
        roles[country.code] += [country.role.label_in(site.locale).lower()] if country.role else []
    links = []
    for link, code in zip(country_links(site, tuple(roles)), _by_name(site, roles), strict=True):
        links.append(Link(f"{link.label} ({', '.join(roles[code])})", link.url) if roles[code] else link)
    yield Fact(say(N_("Countries")), tuple(links))
    yield Fact(say(N_("Organisations")), tuple(site.actor_link(id_) for id_ in record.organisations))
    objectives = tuple(Link(str(number)) for number in record.gcm_objectives)
    yield Fact(say(N_("Objectives of the Global Compact for Migration")), objectives)
    yield Fact(say(N_("Sustainable Development Goals")), tuple(Link(str(number)) for number in record.sdgs))
    years = site.catalogue.terms_of(YEAR, entry)
    if not isinstance(record, Background):
        yield Fact(say(N_("Year")), tuple(site.term_link(YEAR, year) for year in years))


def _by_name(site: Site, codes: Sequence[str] | dict[str, list[str]]) -> list[str]:
    order = {str(link.label): place for place, link in enumerate(country_links(site, tuple(codes)))}
    return sorted(codes, key=lambda code: order[site.term_name(COUNTRY, code)])


def _period(site: Site, started: str | None, ended: str | None) -> str:
    return " – ".join(partial_date(part, site.locale) for part in (started, ended) if part)


def _mandates(site: Site, mandate: Sequence[str]) -> Iterator[Link]:
    for provision in mandate:
        id_, _, number = provision.partition("#")
        agreement = site.catalogue.by_id.get(id_)
        if agreement:
            title = agreement.in_(site.locale).record.title.value
            label = site.say(N_("{title}, provision {number}"), title=title, number=number)
            yield Link(label, site.url(agreement.address, f"provision-{number}"))


def _record_facts(site: Site, record: Record) -> Iterator[Fact]:
    say = site.say
    owner = site.catalogue.vocabularies.organisations[record.owner]
    yield Fact(say(N_("Kept by")), (Link(owner.name(site.locale)),))
    yield Fact(say(N_("Created")), _one(site.date(record.created)))
    yield Fact(say(N_("Last changed")), _one(site.date(record.modified)))
    yield Fact(say(N_("Last reviewed")), _one(site.date(record.reviewed) if record.reviewed else None))
    yield Fact(say(N_("Review due")), _one(site.date(record.review_by) if record.review_by else None))
    yield Fact(say(N_("Licence")), _one(record.licence))


def _detail(site: Site, entry: Entry) -> Detail:
    record = entry.in_(site.locale).record
    match record:
        case Meeting():
            return _meeting(site, entry, record)
        case ConceptNote():
            return _concept_note(site, entry, record)
        case Agreement():
            return AgreementDetail(
                tuple(_provisions(site, record)),
                _trail(site, site.catalogue.trail_back(entry)),
                _trail(site, site.catalogue.trail_on(entry)),
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
        record.time_zone or "",
        site.cards(site.catalogue.concept_notes(entry)),
        site.cards(decided),
        site.cards(presented),
        _trail(site, site.catalogue.trail_back(entry)),
        _trail(site, site.catalogue.trail_on(entry)),
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


def _trail(site: Site, steps: Sequence[Step]) -> tuple[TrailStep, ...]:
    return tuple(
        TrailStep(site.date(step.date), site.say(step.entry.kind.singular), site.entry_link(step.entry))
        for step in steps
    )


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
        tuple(site.figure(entry, figure) for figure in record.figures),
        record.footnotes,
    )


def _words(site: Site, words: VocabularyWords | None) -> str:
    return words.in_(site.locale) if words else ""


def questions_of(site: Site, entry: Entry) -> tuple[QuestionLine, ...]:
    """Return the guiding questions of a concept note, each with the practices that answer it."""
    record = entry.in_(site.locale).record
    if not isinstance(record, ConceptNote):
        return ()
    return tuple(
        QuestionLine(
            question.number,
            question.text,
            topic_links(site, question.topics),
            tuple(
                site.entry_link(answer) for answer in site.catalogue.answers.get(f"{entry.id}#{question.number}", ())
            ),
        )
        for question in record.guiding_questions
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


_NARRATIVE = (
    ("legal_basis", N_("Legal basis")),
    ("beneficiaries", N_("Beneficiaries")),
    ("resources", N_("Resources")),
    ("preconditions", N_("Preconditions")),
    ("evaluation", N_("Evaluation")),
    ("lessons", N_("Lessons")),
    ("risks_and_data_protection", N_("Risks and data protection")),
    ("contact_office", N_("Contact")),
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
        tuple((site.say(label), value) for name, label in _NARRATIVE if (value := getattr(record, name)) is not None),
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


# What a meeting page shows in sections of its own is not repeated among its cross-links.
_SHOWN_ON_MEETINGS = frozenset({N_("Concept note"), N_("Agreed here"), N_("Practice presented")})


def _related(site: Site, entry: Entry) -> tuple[CardGroup, ...]:
    by_reason: defaultdict[str, list[Entry]] = defaultdict(list)
    shown: set[str] = set()
    for link in site.catalogue.links.get(entry.id, ()):
        # Once, under the first reason: an agreement that mandates a meeting is also carried out by it.
        if link.target in shown or (isinstance(entry.record, Meeting) and link.reason in _SHOWN_ON_MEETINGS):
            continue
        shown.add(link.target)
        by_reason[link.reason].append(site.catalogue.by_id[link.target])
    groups = []
    for place, (reason, entries) in enumerate(by_reason.items(), 1):
        entries.sort(key=lambda other: site.catalogue.dates[other.id], reverse=True)
        groups.append(CardGroup(f"related-{place}", site.say(reason), site.cards(entries), len(entries)))
    return tuple(groups)

"""Facts, details and brief items of concept notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY, TOPIC
from knowledge_base.assemble.notes import NotePart
from knowledge_base.locale import N_
from knowledge_base.model.entries import ConceptNote, GuidingQuestion
from knowledge_base.model.kinds import CONCEPT_NOTE
from knowledge_base.model.types import Text
from knowledge_base.model.vocabularies import BilingualText
from knowledge_base.view.parts.brief_items import (
    BriefCitation,
    BriefItem,
    BriefPoint,
    Lengths,
    entry_item,
    short_name,
)
from knowledge_base.view.parts.brief_sections import BriefScope, ItemMaker, Queue
from knowledge_base.view.parts.charts import FigureChart, charts_of, figures_path
from knowledge_base.view.parts.chrome import CHARTS_STYLE
from knowledge_base.view.parts.facts import actor_links, entry_links, not_stated, plain
from knowledge_base.view.parts.guiding_questions import Declined, declined
from knowledge_base.view.parts.kind_pages import KindPages
from knowledge_base.view.parts.linked import MOST_LINKED
from knowledge_base.view.parts.paper import clipped
from knowledge_base.view.parts.pieces import Fact, FigureLine, Link, SourceLine
from knowledge_base.view.parts.site import Site, topic_links
from knowledge_base.view.parts.wording import OFFICIAL_TEXT, Wording, whose_words, wording

# Maximum number of practices listed under a question in a brief.
_ANSWERS = 3
# Of how many concept notes, from the newest, one is looked for that has objectives.
_NOTES = 3


@dataclass(frozen=True, kw_only=True)
class QuestionLine:
    """A guiding question, with the practices that answer it (the newest, and how many more) and who did not answer."""

    number: int
    wording: Wording
    topics: tuple[Link, ...]
    answers: tuple[Link, ...]
    more: int
    not_answered: tuple[Declined, ...]


@dataclass(frozen=True, kw_only=True)
class DefinitionLine:
    """A glossary term as a concept note defines it."""

    term: str
    definition: str
    scope: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ConceptNoteDetail:
    """The parts of the page that only concept notes have.

    Attributes:
        words: whose words objectives are in.
        questions_words: whose words guiding questions are in.
    """

    objectives: tuple[Text, ...]
    words: str
    questions: tuple[QuestionLine, ...]
    questions_words: str
    minutes_per_country: int | None
    participant_profile: tuple[Text, ...]
    definitions: tuple[DefinitionLine, ...]
    charts: tuple[FigureChart, ...]
    figures: tuple[FigureLine, ...]
    csv: str
    footnotes: tuple[Text, ...]


def _facts(site: Site, entry: Entry) -> Iterator[Fact]:
    record, say = site.record(entry, ConceptNote), site.say
    yield Fact(say(N_("Prepares")), entry_links(site, [record.meeting] if record.meeting else []))
    yield Fact(say(N_("Date")), plain(record.date.in_words(site.locale)))
    yield Fact(say(N_("Issued by")), actor_links(site, record.issued_by) or not_stated(site))


def _detail(site: Site, entry: Entry) -> ConceptNoteDetail:
    record = site.record(entry, ConceptNote)
    terms = site.catalogue.vocabularies.terms
    questions = questions_of(site, entry)
    return ConceptNoteDetail(
        objectives=record.objectives,
        words=whose_words(site, entry),
        questions=questions,
        questions_words=whose_words(site, entry, [line.wording for line in questions]),
        minutes_per_country=record.minutes_per_country,
        participant_profile=record.participant_profile,
        definitions=tuple(
            DefinitionLine(
                term=terms[id_].name(site.locale),
                definition=terms[id_].definition.in_(site.locale),
                scope=_words(site, terms[id_].scope),
                url=site.url(addresses.GLOSSARY, id_),
            )
            for id_ in record.definitions
        ),
        charts=tuple(charts_of(site, entry)),
        figures=tuple(site.figure(entry, figure) for figure in record.figures),
        csv=figures_path(site, entry),
        footnotes=record.footnotes,
    )


def _words(site: Site, words: BilingualText | None) -> str:
    return words.in_(site.locale) if words else ""


def questions_of(site: Site, entry: Entry) -> tuple[QuestionLine, ...]:
    """Return the guiding questions of a concept note, each with the practices that answer it."""
    lines = []
    for question in site.record(entry, ConceptNote).guiding_questions:
        answers = site.catalogue.answers_to(entry, question.number)
        lines.append(
            QuestionLine(
                number=question.number,
                wording=wording(site, entry, question),
                topics=topic_links(site, question.topics),
                answers=tuple(site.entry_link(answer) for answer in answers[:MOST_LINKED]),
                more=len(answers[MOST_LINKED:]),
                not_answered=tuple(
                    Declined(
                        country=site.term_link(COUNTRY, each.country), source=site.source_words(entry, each.source)
                    )
                    for each in question.not_answered
                ),
            )
        )
    return tuple(lines)


def _brief(site: Site, scope: BriefScope) -> Iterator[Queue]:
    """Yield the queues of figures, of objectives and of guiding questions, whose items come from many notes."""
    yield Queue(
        id="figures",
        title=site.say(N_("Figures")),
        items=[partial(_figure_item, site, part) for part in scope.matter.figures],
        elsewhere=site.url(addresses.term_address(COUNTRY, scope.country), "figures"),
        empty=site.say(
            N_("No figure on this topic is about {country}."), country=site.term_name(COUNTRY, scope.country)
        ),
    )
    yield from _objectives(site, scope)
    yield from _questions(site, scope)


def _objectives(site: Site, scope: BriefScope) -> Iterator[Queue]:
    """Yield the objectives of the newest valid concept note on the topic; nothing if there is none with any."""
    for note in _newest_notes(site, scope.topic):
        record = site.record(note, ConceptNote)
        if record.objectives and not record.status.retired:
            yield Queue(
                id="objectives",
                title=site.say(N_("Objectives of the concept note")),
                items=[partial(_objectives_item, site, note)],
                elsewhere=site.url(note.address, "objectives"),
            )
            return


def _newest_notes(site: Site, topic: str) -> tuple[Entry, ...]:
    for span in site.catalogue.spans[TOPIC.name].get(topic, ()):
        if span.sort == CONCEPT_NOTE.name:
            return site.catalogue.grouped(TOPIC, topic)[span.begin : min(span.end, span.begin + _NOTES)]
    return ()


def _objectives_item(site: Site, note: Entry, most: Lengths) -> BriefItem:
    record = site.record(note, ConceptNote)
    shown = record.objectives[: most.provisions]
    return entry_item(
        site,
        note,
        most,
        (Link(record.date.in_words(site.locale)),),
        points=tuple(BriefPoint(words=clipped(objective, most.provision)) for objective in shown),
        more_points=len(record.objectives) - len(shown),
    )


def _questions(site: Site, scope: BriefScope) -> Iterator[Queue]:
    """Yield the guiding questions on the topic: without an answer (for Member Countries only), then with one."""
    catalogue = site.catalogue
    answered: list[ItemMaker] = []
    without: list[ItemMaker] = []
    for part in catalogue.briefs.questions.get(scope.topic, ()):
        answers = catalogue.answers_to(part.note, part.id, scope.country)
        (answered if answers else without).append(partial(_question_item, site, part, answers, scope.country))
    if without and scope.member:
        elsewhere = site.url(addresses.term_address(COUNTRY, scope.country), "open-questions")
        yield Queue(
            id="open-questions",
            title=site.say(N_("Guiding questions without an answer recorded here")),
            items=without,
            elsewhere=elsewhere,
        )
    if answered:
        elsewhere = site.url(addresses.QUESTIONS)
        yield Queue(
            id="answered-questions",
            title=site.say(N_("Guiding questions with an answer recorded here")),
            items=answered,
            elsewhere=elsewhere,
        )


def _figure_item(site: Site, part: NotePart, most: Lengths) -> BriefItem:
    """Return the brief item of a figure, with its source and locator."""
    record = site.record(part.note, ConceptNote)
    figure = record.figures[part.place]
    note = clipped(figure.note, most.label) if figure.note else None
    figure = figure.model_copy(update={"label": clipped(figure.label, most.label), "note": note})
    line = site.figure(part.note, figure)
    line = replace(line, counted_by=short_name(line.counted_by) if line.counted_by else None)
    return BriefItem(
        link=Link(line.label, url=line.source.url),
        citations=(
            BriefCitation(
                source=_printed_in(site, part.note, figure.source), locator=clipped(figure.locator, most.locator)
            ),
        ),
        figure=line,
    )


def _printed_in(site: Site, note: Entry, name: str | None) -> SourceLine:
    """Return the source of a note that has a name, or else its first."""
    return site.source_named(note, name) if name else site.sources(note.record.sources[:1])[0]


def _question_item(site: Site, part: NotePart, answers: Sequence[Entry], country: str, most: Lengths) -> BriefItem:
    """Return the brief item of a guiding question, with the country's practices that answer it."""
    record = site.record(part.note, ConceptNote)
    question = record.guiding_questions[part.place]
    said = wording(site, part.note, question)
    details = [
        Link(
            site.say(N_("Concept note, {date}"), date=record.date.in_words(site.locale)),
            url=site.url(part.note.address),
        ),
        Link(site.say(N_("question {number}"), number=question.number)),
    ]
    if said.official:
        details.append(Link(site.say(OFFICIAL_TEXT)))
    if record.minutes_per_country:
        details.append(Link(site.say(N_("{count} minutes for each country"), count=record.minutes_per_country)))
    return BriefItem(
        link=Link(clipped(said.text, most.question), url=site.url(part.note.address, f"question-{question.number}")),
        citations=tuple(_question_citations(site, part.note, question)),
        details=tuple(details),
        points=tuple(
            BriefPoint(
                words=clipped(link.label, most.title) if isinstance(link.label, Text) else link.label, url=link.url
            )
            for link in (site.entry_link(answer) for answer in answers[:_ANSWERS])
        ),
        more_points=len(answers[_ANSWERS:]),
        remark="" if answers else declined(site, part.note, question, country),
        address=site.printed(part.note.address),
    )


def _question_citations(site: Site, note: Entry, question: GuidingQuestion) -> Iterator[BriefCitation]:
    """Yield the source of the official text of a question, if that is shown, or else of its note."""
    shown = next((each for each in question.official_text if each.language == site.locale), None)
    if shown:
        locator = Text(shown.locator, note.original) if shown.locator else ""
        yield BriefCitation(source=site.source_named(note, shown.source), locator=locator)
    else:
        yield from (BriefCitation(source=line, locator="") for line in site.sources(note.record.sources[:1]))


CONCEPT_NOTE_PAGES = KindPages(
    kind=CONCEPT_NOTE,
    intro=N_("The papers that prepare the meetings: background, objectives, guiding questions and figures."),
    facts=_facts,
    detail=_detail,
    brief=_brief,
    styles=(CHARTS_STYLE,),
    own_links=frozenset({N_("Prepares")}),
)

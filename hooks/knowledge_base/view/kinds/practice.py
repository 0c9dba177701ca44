"""Facts, details and brief items of practices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble.anchors import narrative_anchor
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY, LEAD
from knowledge_base.locale import N_
from knowledge_base.model.choices import MadeKnown, Maturity, PracticeNature
from knowledge_base.model.entries import NARRATIVE, ConceptNote, Practice
from knowledge_base.model.kinds import NAMED, PRACTICE
from knowledge_base.model.types import Text
from knowledge_base.view.parts.asking import form_url
from knowledge_base.view.parts.brief_items import BriefItem, Lengths, entry_item, short_name
from knowledge_base.view.parts.brief_sections import BriefScope, ItemMaker, Queue
from knowledge_base.view.parts.facts import actor_links, chosen, entry_links, plain
from knowledge_base.view.parts.kind_pages import KindPages
from knowledge_base.view.parts.paper import clip, clipped
from knowledge_base.view.parts.pieces import Fact, Link
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.terms import MADE_KNOWN_MEANINGS, MATURITY_MEANINGS, NATURE_MEANINGS
from knowledge_base.view.parts.wording import wording

# Limits in a brief: leads of a practice, contact offices, and characters of one office.
_LEADS, _CONTACTS, _OFFICE = 2, 3, 140


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """A measured result of a practice."""

    indicator: Text
    baseline: Text | None
    value: Text
    period: Text | None
    source: Link


@dataclass(frozen=True, kw_only=True)
class PracticeDetail:
    """The parts of the page that only practices have.

    Attributes:
        open_fields: what its sources do not say, if they say little more than its title.
        asked: the countries (or other leads) that can tell it.
        call: the heading and the sentence over ``open_fields``.
        form: a link to the form, filled in with what is known.
        narrative: the narrative fields that have a value, as (anchor, label, text).
        results: the measured results.
        answers: links to the guiding questions it answers.
        adopted_by: the countries that have adopted it.
    """

    open_fields: tuple[str, ...]
    asked: str
    call: tuple[str, str]
    form: Link
    narrative: tuple[tuple[str, str, Text], ...]
    results: tuple[ResultLine, ...]
    answers: tuple[Link, ...]
    adopted_by: tuple[tuple[Link, str, Text | None], ...]


# For each nature, what the sources do not say where they say little more than the title, and how readers are told.
_OPEN = {
    PracticeNature.PRACTICE: (
        N_("how it works"),
        N_("since when and at what scale"),
        N_("legal basis and resources"),
        N_("whom it serves"),
        N_("results and lessons"),
    ),
    PracticeNature.INTERVENTION: (N_("what was said"), N_("what came of it")),
    PracticeNature.MECHANISM: (N_("how it works"), N_("since when and at what scale"), N_("whom it serves")),
}
_CALLS = {
    PracticeNature.PRACTICE: (
        N_("Help complete this practice"),
        N_("The sources name this practice and say no more. Those responsible for it ({who}) can add:"),
    ),
    PracticeNature.INTERVENTION: (
        N_("Help complete this entry"),
        N_("The sources name this intervention and say no more. Those responsible for it ({who}) can add:"),
    ),
    PracticeNature.MECHANISM: (
        N_("Help to complete this entry"),
        N_("The sources name this mechanism and no more. Whoever leads it ({who}) can tell the others:"),
    ),
}
_NO_MORE = {
    PracticeNature.PRACTICE: N_("The sources give its title and no more: how it works is not recorded here."),
    PracticeNature.INTERVENTION: N_("The sources give its title and no more: what was said is not recorded here."),
    PracticeNature.MECHANISM: N_("The sources give its title and no more: how it works is not recorded here."),
}


def _facts(site: Site, entry: Entry) -> Iterator[Fact]:
    record, say = site.record(entry, Practice), site.say
    yield Fact(say(N_("Led by")), actor_links(site, record.leads))
    yield Fact(say(N_("Partners")), actor_links(site, record.partners))
    yield Fact(say(N_("Announced for")), entry_links(site, record.announced_at))
    presented = entry_links(site, record.presented_at)
    announced_only = record.made_known is MadeKnown.ANNOUNCED
    yield Fact(say(N_("Presented at")), presented or plain(say(N_("not recorded here")) if announced_only else None))
    yield Fact(say(N_("Reported in")), entry_links(site, record.reported_in))
    yield Fact(say(N_("Maturity")), chosen(site, record.maturity))
    yield Fact(say(N_("Type")), chosen(site, record.practice_type))
    yield Fact(say(N_("Scale")), chosen(site, record.scale))
    if record.period:
        # One date is no period: of what began then and goes on, the entry says so (2019-03-15/..).
        label = N_("Date") if record.period.single else N_("Period")
        yield Fact(say(label), plain(record.period.in_words(site.locale)))


def _detail(site: Site, entry: Entry) -> PracticeDetail:
    record = site.record(entry, Practice)
    title, sentence = _CALLS[record.nature]
    asked = ", ".join(asked_of(site, record))
    return PracticeDetail(
        open_fields=tuple(site.say(text) for text in _OPEN[record.nature] if record.maturity is Maturity.REPORTED),
        asked=asked,
        call=(site.say(title), site.say(sentence, who=asked)),
        form=Link(site.say(N_("Complete it in the form")), url=form_url(site, _known(site, record))),
        narrative=tuple(
            (narrative_anchor(name), site.say(label), value)
            for name, label in NARRATIVE
            if (value := getattr(record, name)) is not None
        ),
        results=tuple(
            ResultLine(
                indicator=r.indicator,
                baseline=r.baseline,
                value=r.value,
                period=r.period,
                source=site.source_link(entry, r.source),
            )
            for r in record.results
        ),
        answers=tuple(_answered(site, record.answers)),
        adopted_by=tuple(
            (
                site.term_link(COUNTRY, adoption.country),
                adoption.date.in_words(site.locale) if adoption.date else "",
                adoption.change,
            )
            for adoption in record.adopted_by
        ),
    )


def _known(site: Site, record: Practice) -> Iterator[tuple[str, str]]:
    """Yield what a form about a practice begins with; entries that are not published are not named."""
    by_id = site.catalogue.by_id
    yield "title", str(record.title)
    yield "summary", str(record.summary)
    for name, ids in (
        ("leads", record.leads),
        ("partners", record.partners),
        ("topics", record.topics),
        ("announced_at", tuple(id_ for id_ in record.announced_at if id_ in by_id)),
        ("answers", tuple(answer for answer in record.answers if answer.partition("#")[0] in by_id)),
    ):
        yield from ((name, id_) for id_ in ids)


def asked_of(site: Site, record: Practice) -> tuple[str, ...]:
    """Return the names of those who can tell more of a practice: the countries of those who lead it, or themselves."""
    vocabularies = site.catalogue.vocabularies
    actors = (vocabularies.actor(id_) for id_ in record.leads)
    names = ((vocabularies.countries.get(getattr(actor, "country", None) or "") or actor) for actor in actors)
    return tuple(dict.fromkeys(name.name(site.locale) for name in names))


def _answered(site: Site, answers: Sequence[str]) -> Iterator[Link]:
    for answer in answers:
        id_, _, number = answer.partition("#")
        note = site.catalogue.by_id.get(id_)
        if note and isinstance(record := note.in_(site.locale).record, ConceptNote):
            question = next(q for q in record.guiding_questions if str(q.number) == number)
            yield Link(wording(site, note, question).text, url=site.url(note.address, f"question-{number}"))


def _brief(site: Site, scope: BriefScope) -> Iterator[Queue]:
    """Yield the practices that the country leads, its interventions and mechanisms, then what others lead of it."""
    name = site.term_name(COUNTRY, scope.country)
    queues: dict[str, list[ItemMaker]] = {sort.name: [] for sort in (*PRACTICE.sorts, NAMED)}
    for entry in scope.of_kind(PRACTICE):
        sort = entry.sort if _is_of(site, entry, scope.country) else NAMED
        queues[sort.name].append(partial(_item, site, entry))
    practice, intervention, mechanism = PRACTICE.sorts
    yield Queue(
        id="led",
        title=site.say(N_("Practices that {country} leads"), country=name),
        items=queues[practice.name],
        elsewhere=scope.explore(site, practice, of=LEAD),
        empty=site.say(N_("No practice that {country} leads on this topic is recorded here."), country=name),
    )
    if items := queues[intervention.name]:
        title = site.say(N_("Interventions by {country}"), country=name)
        yield Queue(id="interventions", title=title, items=items, elsewhere=scope.explore(site, intervention, of=LEAD))
    if items := queues[mechanism.name]:
        title = site.say(N_("Mechanisms that {country} leads"), country=name)
        yield Queue(id="mechanisms", title=title, items=items, elsewhere=scope.explore(site, mechanism, of=LEAD))
    if items := queues[NAMED.name]:
        title = site.say(N_("Practices and interventions led by others that name {country}"), country=name)
        yield Queue(id="others", title=title, items=items, elsewhere=scope.explore(site, PRACTICE))


def _is_of(site: Site, entry: Entry, country: str) -> bool:
    """Whether the country, or one of its institutions, leads the practice."""
    return country in site.catalogue.terms_of(LEAD, entry)


def _item(site: Site, entry: Entry, most: Lengths) -> BriefItem:
    """Return the brief item of a practice: what its sources show, its leads, its maturity and what is not recorded."""
    return site.share(_made_item, entry, most)


def _made_item(site: Site, entry: Entry, most: Lengths) -> BriefItem:
    record = site.record(entry, Practice)
    remark = site.say(_NO_MORE[record.nature]) if record.maturity is Maturity.REPORTED else ""
    leads = tuple(dict.fromkeys((*record.leads, *record.partners)))[:_LEADS]
    return entry_item(
        site,
        entry,
        most,
        (
            Link(site.say(entry.sort.singular)),
            Link(record.maturity.label_in(site.locale)),
            *(short_name(site.actor_link(id_)) for id_ in leads),
            Link(site.when(entry)),
        ),
        text=clipped(record.summary, most.summary),
        remark=remark,
    )


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A contact office, and the practice whose sources name it."""

    office: Text
    practice: Link


def contacts_of(site: Site, scope: BriefScope) -> Iterator[Contact]:
    """Yield the contact offices that the sources name; offices only, never persons."""
    offices: set[str] = set()
    for entry in scope.of_kind(PRACTICE):
        record = site.record(entry, Practice)
        if record.contact_office and _is_of(site, entry, scope.country):
            office = clipped(record.contact_office, _OFFICE)
            if office.value not in offices and len(offices) < _CONTACTS:
                offices.add(office.value)
                link = site.entry_link(entry)
                yield Contact(office=office, practice=Link(clip(str(link.label), _OFFICE), url=link.url))


def _legend(site: Site) -> tuple[tuple[str, str], ...]:
    meanings = (*NATURE_MEANINGS.items(), *MADE_KNOWN_MEANINGS.items(), *MATURITY_MEANINGS.items())
    return tuple((choice.label_in(site.locale), site.say(meaning)) for choice, meaning in meanings)


PRACTICE_PAGES = KindPages(
    kind=PRACTICE,
    intro=N_("What countries and organisations do, and their interventions at meetings, as far as the sources show."),
    facts=_facts,
    detail=_detail,
    brief=_brief,
    legend=_legend,
    own_links=frozenset({N_("Announced for"), N_("Presented at"), N_("Reported in"), N_("Answers a question of")}),
    proposed=True,
)

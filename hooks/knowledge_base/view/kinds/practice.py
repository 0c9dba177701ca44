"""Facts, details and brief items of practices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble.anchors import narrative_anchor
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.locale import N_
from knowledge_base.model.choices import Maturity
from knowledge_base.model.entries import NARRATIVE, ConceptNote, Practice
from knowledge_base.model.kinds import PRACTICE
from knowledge_base.model.types import Text
from knowledge_base.model.vocabularies import Country, Organisation
from knowledge_base.view.parts.brief_items import BriefItem, Lengths, entry_item, short_name
from knowledge_base.view.parts.brief_sections import BriefScope, ItemMaker, Queue
from knowledge_base.view.parts.facts import actor_links, chosen, entry_links, plain
from knowledge_base.view.parts.kind_pages import KindPages
from knowledge_base.view.parts.paper import clip, clipped
from knowledge_base.view.parts.pieces import Fact, Link
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.terms import MATURITY_MEANINGS

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
        open_fields: labels of the narrative fields that are still empty.
        focal_point: the country (or other lead) asked to fill them in.
        narrative: the narrative fields that have a value, as (anchor, label, text).
        results: the measured results.
        answers: links to the guiding questions it answers.
        adopted_by: the countries that have adopted it.
    """

    open_fields: tuple[str, ...]
    focal_point: str
    narrative: tuple[tuple[str, str, Text], ...]
    results: tuple[ResultLine, ...]
    answers: tuple[Link, ...]
    adopted_by: tuple[tuple[Link, str, Text | None], ...]


_ASKED_OF_A_LEAD = (
    N_("how it works"),
    N_("since when and at what scale"),
    N_("legal basis and resources"),
    N_("whom it serves"),
    N_("results and lessons"),
)


def _facts(site: Site, entry: Entry) -> Iterator[Fact]:
    record, say = site.record(entry, Practice), site.say
    yield Fact(say(N_("Lead")), (site.actor_link(record.lead),))
    yield Fact(say(N_("Partners")), actor_links(site, record.partners))
    yield Fact(say(N_("Presented at")), entry_links(site, record.shared_at))
    yield Fact(say(N_("Maturity")), chosen(site, record.maturity))
    yield Fact(say(N_("Type")), chosen(site, record.practice_type))
    yield Fact(say(N_("Scale")), chosen(site, record.scale))
    yield Fact(say(N_("Period")), plain(record.period.in_words(site.locale) if record.period else None))


def _detail(site: Site, entry: Entry) -> PracticeDetail:
    record = site.record(entry, Practice)
    vocabularies = site.catalogue.vocabularies
    lead = vocabularies.actor(record.lead)
    country = lead if isinstance(lead, Country) else vocabularies.countries.get(getattr(lead, "country", None) or "")
    return PracticeDetail(
        open_fields=tuple(site.say(text) for text in _ASKED_OF_A_LEAD) if record.maturity is Maturity.REPORTED else (),
        focal_point=(country or lead).name(site.locale),
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


def _answered(site: Site, answers: Sequence[str]) -> Iterator[Link]:
    for answer in answers:
        id_, _, number = answer.partition("#")
        note = site.catalogue.by_id.get(id_)
        if note and isinstance(record := note.in_(site.locale).record, ConceptNote):
            question = next(q for q in record.guiding_questions if str(q.number) == number)
            yield Link(question.text, url=site.url(note.address, f"question-{number}"))


def _brief(site: Site, scope: BriefScope) -> Iterator[Queue]:
    """Yield the country's own practices, then other countries' practices that concern it."""
    name = site.term_name(COUNTRY, scope.country)
    own: list[ItemMaker] = []
    others: list[ItemMaker] = []
    for entry in scope.of_kind(PRACTICE):
        (own if _is_of(site, entry, scope.country) else others).append(partial(_item, site, entry))
    elsewhere = scope.explore(site, PRACTICE)
    yield Queue(
        id="shared",
        title=site.say(N_("What {country} has shared"), country=name),
        items=own,
        elsewhere=elsewhere,
        empty=site.say(N_("{country} has not shared a practice on this topic yet."), country=name),
    )
    if others:
        title = site.say(N_("What others have shared that concerns {country}"), country=name)
        yield Queue(id="others", title=title, items=others, elsewhere=elsewhere)


def _is_of(site: Site, entry: Entry, country: str) -> bool:
    """Whether the country, or one of its institutions, leads the practice or is a partner in it."""
    record = site.record(entry, Practice)
    actors = (site.catalogue.vocabularies.actor(id_) for id_ in (record.lead, *record.partners))
    return any((actor.country if isinstance(actor, Organisation) else actor.id) == country for actor in actors)


def _item(site: Site, entry: Entry, most: Lengths) -> BriefItem:
    """Return the brief item of a practice: its leads, its maturity and the fields still missing."""
    return site.share(_made_item, entry, most)


def _made_item(site: Site, entry: Entry, most: Lengths) -> BriefItem:
    record = site.record(entry, Practice)
    remark = ""
    if record.maturity is Maturity.REPORTED:
        remark = site.say(
            N_("The sources give only its title. The focal point is yet to tell how it works and what came of it.")
        )
    leads = tuple(dict.fromkeys((record.lead, *record.partners)))[:_LEADS]
    return entry_item(
        site,
        entry,
        most,
        (
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
    return tuple((maturity.label_in(site.locale), site.say(meaning)) for maturity, meaning in MATURITY_MEANINGS.items())


PRACTICE_PAGES = KindPages(
    kind=PRACTICE,
    intro=N_("What countries and organisations do and have presented to the others."),
    facts=_facts,
    detail=_detail,
    brief=_brief,
    legend=_legend,
    proposed=True,
)

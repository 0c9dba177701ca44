"""What a brief tells, section by section, before it is known how much of it there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from knowledge_base.assemble import addresses
from knowledge_base.assemble.briefs import Matter, Pair
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY, MEETING_FACET
from knowledge_base.locale import N_
from knowledge_base.model.entries import Agreement, Background, Meeting, Practice
from knowledge_base.model.kinds import AGREEMENT, BACKGROUND, MEETING, PRACTICE, Kind
from knowledge_base.model.types import Text
from knowledge_base.model.vocabularies import Organisation
from knowledge_base.view.parts.brief_items import (
    BriefItem,
    Lengths,
    agreement_item,
    background_item,
    figure_item,
    meeting_item,
    practice_item,
    question_item,
)
from knowledge_base.view.parts.paper import clip, clipped
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site

_OFFICE = 140
_CONTACTS = 3


ItemMaker = Callable[[Lengths], BriefItem]
"""Makes an item, with parts of these lengths at the most."""


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A section before it is known how much of it there is room for.

    Attributes:
        id: of its heading.
        title: its heading.
        items: what makes each of its items, the most important first.
        elsewhere: where all of them are.
        empty: what to say where there is none.
    """

    id: str
    title: str
    items: Sequence[ItemMaker]
    elsewhere: str
    empty: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """An office to ask, and the practice of which the sources name it."""

    office: Text
    practice: Link


def queues_of(site: Site, pair: Pair, matter: Matter, topics: frozenset[str]) -> Iterator[Queue]:
    """Yield what there is to say, the most important first: so the sections stand, and so they come to their turn."""
    country, topic = pair
    name = site.term_name(COUNTRY, country)
    member = site.catalogue.vocabularies.countries[country].member

    def items(entries: Iterable[Entry]) -> tuple[ItemMaker, ...]:
        return tuple(partial(_item, site, country, topics, entry) for entry in entries)

    own: list[Entry] = []
    others: list[Entry] = []
    agreements: list[Entry] = []
    background: list[Entry] = []
    for entry in matter.entries:
        match entry.record:
            case Practice():
                (own if _is_of(site, entry, country) else others).append(entry)
            case Agreement():
                agreements.append(entry)
            case Background():
                background.append(entry)
    if member:
        named = {entry.id for entry in agreements}
        agreements += [entry for entry in site.catalogue.briefs.unlisted.get(topic, ()) if entry.id not in named]
    yield Queue(
        id="shared",
        title=site.say(N_("What {country} has shared"), country=name),
        items=items(own),
        elsewhere=_explore(site, PRACTICE, topics, country),
        empty=site.say(N_("{country} has not shared a practice on this topic yet."), country=name),
    )
    if others:
        title = site.say(N_("What others have shared that concerns {country}"), country=name)
        yield Queue(id="others", title=title, items=items(others), elsewhere=_explore(site, PRACTICE, topics, country))
    yield Queue(
        id="agreements",
        title=site.say(N_("Agreements")),
        items=items(agreements),
        elsewhere=_explore(site, AGREEMENT, topics, "" if member else country),
        empty=site.say(N_("No agreement on this topic names {country}."), country=name),
    )
    yield Queue(
        id="figures",
        title=site.say(N_("Figures")),
        items=tuple(partial(figure_item, site, part) for part in matter.figures),
        elsewhere=site.url(addresses.term_address(COUNTRY, country), "figures"),
        empty=site.say(N_("No figure on this topic is about {country}."), country=name),
    )
    yield from _questions(site, pair, member=member)
    yield Queue(
        id="meetings",
        title=site.say(N_("Meetings that dealt with it")),
        items=items(_meetings(site, matter)),
        elsewhere=_explore(site, MEETING, topics, country),
        empty=site.say(N_("The sources name no meeting that dealt with it.")),
    )
    if background:
        elsewhere = _explore(site, BACKGROUND, topics, country)
        yield Queue(id="background", title=site.say(BACKGROUND.plural), items=items(background), elsewhere=elsewhere)


def _questions(site: Site, pair: Pair, *, member: bool) -> Iterator[Queue]:
    """Yield the guiding questions on the topic: they are put to the Member Countries, and others may have answered."""
    country, topic = pair
    catalogue = site.catalogue
    answered: list[ItemMaker] = []
    waiting: list[ItemMaker] = []
    for part in catalogue.briefs.questions.get(topic, ()):
        answers = catalogue.answers_to(part.note, part.id, country)
        (answered if answers else waiting).append(partial(question_item, site, part, answers))
    if waiting and member:
        elsewhere = site.url(addresses.term_address(COUNTRY, country), "open-questions")
        yield Queue(
            id="open-questions",
            title=site.say(N_("Guiding questions not answered yet")),
            items=waiting,
            elsewhere=elsewhere,
        )
    if answered:
        elsewhere = site.url(addresses.QUESTIONS)
        yield Queue(
            id="answered-questions",
            title=site.say(N_("Guiding questions answered")),
            items=answered,
            elsewhere=elsewhere,
        )


def _item(site: Site, country: str, topics: frozenset[str], entry: Entry, most: Lengths) -> BriefItem:
    match entry.in_(site.locale).record:
        case Practice() as record:
            return practice_item(site, entry, record, most)
        case Agreement() as record:
            return agreement_item(site, entry, record, country, topics, most)
        case Meeting() as record:
            return meeting_item(site, entry, record, most)
        case Background() as record:
            return background_item(site, entry, record, most)
    raise TypeError(entry.record)


def _is_of(site: Site, entry: Entry, country: str) -> bool:
    """Whether a practice is the country's own: it, or an institution of it, leads it or works with the lead."""
    record = entry.record
    if not isinstance(record, Practice):
        return False
    actors = (site.catalogue.vocabularies.actor(id_) for id_ in (record.lead, *record.partners))
    return any((actor.country if isinstance(actor, Organisation) else actor.id) == country for actor in actors)


def _meetings(site: Site, matter: Matter) -> list[Entry]:
    """Return the meetings that dealt with what a brief is about, newest first: where it was presented or agreed."""
    about = (*matter.entries, *(part.note for part in matter.figures))
    ids = {id_ for entry in about for id_ in site.catalogue.terms_of(MEETING_FACET, entry)}
    meetings = (site.catalogue.by_id[id_] for id_ in ids)
    return sorted(meetings, key=lambda entry: (-site.catalogue.dates[entry.id].toordinal(), entry.id))


def _explore(site: Site, kind: Kind, topics: frozenset[str], country: str) -> str:
    """Return where all entries of a kind on the topics are; of a country, if one is given."""
    chosen = [("kind", kind.name), *(("topic", id_) for id_ in sorted(topics))]
    if country:
        chosen.append(("country", country))
    return f"{site.url(addresses.EXPLORE)}?{urlencode(chosen)}"


def contacts_of(site: Site, matter: Matter, country: str) -> Iterator[Contact]:
    """Yield the offices to ask, where the sources name any: never a person."""
    offices: set[str] = set()
    for entry in matter.entries:
        record = entry.in_(site.locale).record
        if isinstance(record, Practice) and record.contact_office and _is_of(site, entry, country):
            office = clipped(record.contact_office, _OFFICE)
            if office.value not in offices and len(offices) < _CONTACTS:
                offices.add(office.value)
                link = site.entry_link(entry)
                yield Contact(office=office, practice=Link(clip(str(link.label), _OFFICE), url=link.url))

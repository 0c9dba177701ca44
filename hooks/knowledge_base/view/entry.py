"""The page of an entry, of whatever kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, YEAR
from knowledge_base.locale import N_, Locale, date_span, partial_date
from knowledge_base.markdown.glossary import Definition
from knowledge_base.model.choices import Status, TranslationStatus
from knowledge_base.model.entries import Agreement, Background, ConceptNote, Meeting, Practice
from knowledge_base.model.kinds import AGREEMENT, CONCEPT_NOTE, MEETING
from knowledge_base.model.record import Record
from knowledge_base.model.types import Text
from knowledge_base.view.citation import Citation, citation
from knowledge_base.view.common import PICTURES_STYLE, Site, country_links, topic_links
from knowledge_base.view.definitions import definitions
from knowledge_base.view.details import Detail, detail_of
from knowledge_base.view.parts import CardGroup, Chrome, Fact, Link, Notice, SourceLine
from knowledge_base.view.search import SearchRecord, entry_record

_WITH_PICTURES = (AGREEMENT, CONCEPT_NOTE, MEETING)


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
    citation: Citation
    definitions: tuple[Definition, ...]
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
    # Search engines and previews of links show little more than this: it begins with what matters most.
    retired = site.retired(entry)
    return site.chrome(
        entry.address,
        record.title.value,
        f"{retired}. {record.summary}" if retired else record.summary.value,
        way,
        section=index,
        entry=entry,
        styles=(PICTURES_STYLE,) if entry.kind in _WITH_PICTURES else (),
        # Who looks for what was superseded, which others still cite, is led on by it; what was withdrawn leads nowhere,
        # and would be taken for advice. Whoever has its address still finds it, and why it was withdrawn.
        listed=entry.record.status is not Status.WITHDRAWN,
    )


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
        detail_of(site, entry),
        site.sources(record.sources),
        _related(site, entry),
        site.entry_link(earlier) if earlier else None,
        site.entry_link(later) if later else None,
        tuple(fact for fact in _record_facts(site, record) if fact.values),
        citation(site, entry),
        definitions(site),
        entry_record(site, entry),
    )


def _notices(site: Site, entry: Entry) -> Iterator[Notice]:
    yield from _status_notices(site, entry)
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


def _status_notices(site: Site, entry: Entry) -> Iterator[Notice]:
    """Yield what a reader must know before anything else: that the entry no longer holds, or may not."""
    record = entry.in_(site.locale).record
    newer = site.catalogue.by_id.get(record.replaced_by or "")
    link = site.entry_link(newer) if newer else None
    match record.status:
        case Status.SUPERSEDED:
            text = (
                N_("This entry has been superseded. In its place:") if link else N_("This entry has been superseded.")
            )
        case Status.WITHDRAWN:
            text = N_("This entry has been withdrawn. In its place:") if link else N_("This entry has been withdrawn.")
        case _:
            if record.review_by and site.today and record.review_by < site.today:
                due = N_("This entry was to be reviewed by {date}. Some of it may no longer hold.")
                yield Notice("review", site.say(due, date=site.date(record.review_by)))
            return
    yield Notice(record.status.value, site.say(text), link, record.status_reason)


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

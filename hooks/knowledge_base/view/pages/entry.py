"""The page of an entry of any kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, FACETS
from knowledge_base.assemble.links import trail_reasons
from knowledge_base.locale import N_, Locale
from knowledge_base.markdown.glossary import Definition
from knowledge_base.model.choices import Completeness, Status, TranslationStatus
from knowledge_base.model.goals import GCM_NAMES, SDG_NAMES
from knowledge_base.model.record import Record
from knowledge_base.model.types import Text
from knowledge_base.view.kinds.registry import pages_of
from knowledge_base.view.parts.attachments import FilesShown, files_shown
from knowledge_base.view.parts.chrome import FILES_STYLE, Chrome
from knowledge_base.view.parts.citation import Citation, citation
from knowledge_base.view.parts.definitions import definitions
from knowledge_base.view.parts.facts import actor_links, chosen, not_stated, plain
from knowledge_base.view.parts.handed_round import PAPER_SCRIPT, paper_of
from knowledge_base.view.parts.left_out import LeftOut, left_out
from knowledge_base.view.parts.linked import MOST_LINKED, linked_link
from knowledge_base.view.parts.other_forms import forms_of_entry
from knowledge_base.view.parts.pieces import CardGroup, Fact, Link, Notice, SourceLine
from knowledge_base.view.parts.search_record import SearchRecord, entry_record
from knowledge_base.view.parts.site import Site, country_links, topic_links
from knowledge_base.view.parts.trail import MOST_STEPS
from knowledge_base.view.parts.unpublished import Unpublished, unpublished

MOST_KEY_FACTS = 4
"""The maximum number of facts that a phone shows at once; they are specific to the kind of the entry."""


@dataclass(frozen=True, kw_only=True)
class EntryView:
    """The page of an entry.

    Attributes:
        key_facts: how many of the facts a phone shows at once.
        related: what is linked with it, by reason; of each the newest.
        unpublished: that some of its sources can't be read, if so.
        left_out: what else is linked with it, but only in the whole knowledge base.
        linked: a link to all that is linked with it, with its number; ``None`` if this page has all.
        paper: where its PDF is, once it has been made; empty if none is made of its kind.
    """

    chrome: Chrome
    kind: str
    sort: str
    kind_label: str
    title: Text
    summary: Text
    notices: tuple[Notice, ...]
    facts: tuple[Fact, ...]
    key_facts: int
    detail: object
    files: FilesShown
    sources: tuple[SourceLine, ...]
    unpublished: Unpublished | None
    related: tuple[CardGroup, ...]
    left_out: LeftOut | None
    linked: Link | None
    neighbours: tuple[NeighbourLinks, ...]
    record_facts: tuple[Fact, ...]
    citation: Citation
    paper: str
    definitions: tuple[Definition, ...]
    search: SearchRecord | None

    @property
    def template(self) -> str:
        """The name of its template."""
        return f"entry-{self.kind}.html"


@dataclass(frozen=True, kw_only=True)
class NeighbourLinks:
    """Links to what comes before and after an entry.

    Attributes:
        of: the body in whose series of meetings they are; ``None`` for entries of other kinds.
        earlier: the one before, if any.
        later: the one after, if any.
    """

    of: Link | None
    earlier: Link | None
    later: Link | None


def entry_chrome(site: Site, entry: Entry) -> Chrome:
    """Return the metadata of the page of an entry."""
    record = entry.in_(site.locale).record
    index = f"{entry.kind.folder}/index"
    way = (Link(site.say(entry.kind.plural), url=site.url(index)), Link(record.title))
    # Search engines and link previews show little more than the description, so a retired status comes first.
    retired = site.retired(entry)
    return site.chrome(
        entry.address,
        record.title.value,
        f"{retired}. {record.summary}" if retired else record.summary.value,
        way,
        section=index,
        entry=entry,
        scripts=(PAPER_SCRIPT,) * bool(paper_of(site.url(entry.address))),
        styles=(*pages_of(entry.kind).styles, *(FILES_STYLE,) * bool(site.catalogue.files.get(entry.id))),
        # Superseded entries are still cited and link to their replacement, so search engines may index them. Withdrawn
        # entries have no replacement and could be mistaken for advice; they stay online, but only at their URL.
        listed=entry.record.status is not Status.WITHDRAWN,
        forms=forms_of_entry(site, entry, str(record.title)),
    )


def entry_view(site: Site, entry: Entry) -> EntryView:
    """Return the page of an entry in the language of the site."""
    record = entry.in_(site.locale).record
    pages = pages_of(entry.kind)
    of_kind, shared = tuple(pages.facts(site, entry)), tuple(_shared_facts(site, entry, record))
    facts = (*of_kind, *shared)
    sources = site.sources(record.sources)
    return EntryView(
        chrome=entry_chrome(site, entry),
        kind=entry.kind.name,
        sort=entry.sort.name,
        kind_label=site.say(entry.sort.singular),
        title=record.title,
        summary=record.summary,
        notices=tuple(_notices(site, entry)),
        facts=(*_told(site, facts), *_untold(site, facts)),
        key_facts=min(MOST_KEY_FACTS, len(_told(site, of_kind))),
        detail=pages.detail(site, entry),
        files=files_shown(site, entry),
        sources=sources,
        unpublished=unpublished(site, entry, sources),
        related=_related(site, entry),
        left_out=left_out(site, entry),
        linked=linked_link(site, entry),
        neighbours=tuple(_neighbours(site, entry)),
        record_facts=tuple(fact for fact in _record_facts(site, entry) if fact.values),
        citation=citation(site, entry),
        paper=paper_of(site.url(entry.address)),
        definitions=definitions(site),
        search=entry_record(site, entry),
    )


def _told(site: Site, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the facts that the sources state."""
    return tuple(fact for fact in facts if fact.values and fact.values != not_stated(site))


def _untold(site: Site, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return one row for all that the sources do not state; none if they state everything."""
    (nothing,) = not_stated(site)
    labels = tuple(Link(fact.label) for fact in facts if fact.values == (nothing,))
    return (Fact(str(nothing.label), labels),) if labels else ()


def _neighbours(site: Site, entry: Entry) -> Iterator[NeighbourLinks]:
    for around in site.catalogue.neighbours(entry):
        if around.earlier or around.later:
            yield NeighbourLinks(
                of=site.term_link(BODY, around.body) if around.body else None,
                earlier=site.entry_link(around.earlier) if around.earlier else None,
                later=site.entry_link(around.later) if around.later else None,
            )


def _notices(site: Site, entry: Entry) -> Iterator[Notice]:
    yield from _status_notices(site, entry)
    missing = entry.in_(site.locale).record.missing
    if missing or entry.record.completeness is Completeness.PARTIAL:
        yield Notice(kind="partial", text=site.say(N_("Only a part of the document is here. Missing:")), more=missing)
    version = entry.versions.get(site.locale)
    languages = {Locale.ES: site.say(N_("Spanish")), Locale.EN: site.say(N_("English"))}
    if version is None:
        yield Notice(
            kind="fallback",
            text=site.say(
                N_("This page has not been translated yet: its text is in {language}."),
                language=languages[entry.original],
            ),
        )
    elif version.translation:
        original = Link(
            site.say(N_("Page in {language}, from which it was translated"), language=languages[entry.original]),
            url=addresses.url(entry.address, entry.original),
        )
        if version.stale:
            yield Notice(
                kind="stale",
                text=site.say(N_("This page has changed in the other language since it was translated.")),
                link=original,
            )
        unofficial = version.translation.status is TranslationStatus.UNOFFICIAL
        text = (
            N_("This page is an unofficial translation.") if unofficial else N_("This page is an official translation.")
        )
        yield Notice(kind="translation", text=site.say(text), link=original)


def _status_notices(site: Site, entry: Entry) -> Iterator[Notice]:
    """Yield the most important notices: that the entry is superseded, withdrawn or not yet reviewed."""
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
                yield Notice(kind="review", text=site.say(due, date=site.date(record.review_by)))
            return
    yield Notice(kind=record.status.value, text=site.say(text), link=link, reason=record.status_reason)


def _shared_facts(site: Site, entry: Entry, record: Record) -> Iterator[Fact]:
    say = site.say
    yield Fact(say(N_("Topics")), topic_links(site, record.topics))
    roles: defaultdict[str, list[str]] = defaultdict(list)
    for country in record.countries:
        roles[country.code] += [country.role.label_in(site.locale).lower()] if country.role else []
    links = []
    for link, code in zip(country_links(site, tuple(roles)), _by_name(site, roles), strict=True):
        links.append(Link(f"{link.label} ({', '.join(roles[code])})", url=link.url) if roles[code] else link)
    yield Fact(say(N_("Countries")), tuple(links))
    yield Fact(say(N_("Organisations")), actor_links(site, record.organisations))
    objectives = tuple(Link(f"{number}. {say(GCM_NAMES[number - 1])}") for number in record.gcm_objectives)
    yield Fact(say(N_("Objectives of the Global Compact for Migration")), objectives)
    goals = tuple(Link(f"{number}. {say(SDG_NAMES[number - 1])}") for number in record.sdgs)
    yield Fact(say(N_("Sustainable Development Goals")), goals)
    for facet in FACETS:
        if facet.on_entries:
            terms = site.term_links(facet, site.catalogue.terms_of(facet, entry))
            yield Fact(say(facet.label if len(terms) == 1 else facet.plural), terms)


def _by_name(site: Site, codes: Sequence[str] | dict[str, list[str]]) -> list[str]:
    order = {str(link.label): place for place, link in enumerate(country_links(site, tuple(codes)))}
    return sorted(codes, key=lambda code: order[site.term_name(COUNTRY, code)])


def _record_facts(site: Site, entry: Entry) -> Iterator[Fact]:
    version, say = entry.in_(site.locale), site.say
    record, translation = version.record, version.translation
    owner = site.catalogue.vocabularies.organisations[record.owner]
    yield Fact(say(N_("How much of the document is here")), chosen(site, record.completeness))
    yield Fact(say(N_("Kept by")), (Link(owner.name(site.locale)),))
    yield Fact(say(N_("Created")), plain(site.date(record.created)))
    yield Fact(say(N_("Last changed")), plain(site.date(record.modified)))
    yield Fact(say(N_("Last reviewed")), plain(site.date(record.reviewed) if record.reviewed else None))
    yield Fact(say(N_("Review due")), plain(site.date(record.review_by) if record.review_by else None))
    yield Fact(say(N_("Licence")), plain(record.licence))
    if translation:
        offices = site.catalogue.vocabularies.organisations
        for label, office in (
            (N_("Translated by"), translation.translator),
            (N_("Translation reviewed by"), translation.reviewer),
        ):
            yield Fact(say(label), plain(offices[office].name(site.locale) if office else None))
        yield Fact(say(N_("Translated on")), plain(site.date(translation.date) if translation.date else None))


def _on_trail(site: Site, entry: Entry) -> frozenset[str]:
    """Return the ids of the steps that the page shows on its trail."""
    if not entry.kind.in_trails:
        return frozenset()
    catalogue = site.catalogue
    steps = (*catalogue.trail_back(entry, MOST_STEPS), *catalogue.trail_on(entry, MOST_STEPS))
    return frozenset(step.entry.id for step in steps)


def _related(site: Site, entry: Entry) -> tuple[CardGroup, ...]:
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    shown: set[str] = set()
    # What the page shows in its facts, in a section of its own or on its trail is not repeated under related entries.
    own = pages_of(entry.kind).own_links
    on_trail = _on_trail(site, entry)
    for link in site.catalogue.links.get(entry.id, ()):
        if link.target in on_trail and link.reason in trail_reasons():
            continue
        # An entry can be linked for several reasons (an agreement that mandates a meeting is also carried out by it);
        # it is listed once, under the first.
        if link.target in shown or link.reason in own:
            continue
        shown.add(link.target)
        by_reason[link.reason].append(link.target)
    return tuple(
        CardGroup(
            id=f"related-{place}",
            title=site.say(reason),
            cards=site.cards([site.catalogue.by_id[id_] for id_ in ids[:MOST_LINKED]]),
            count=len(ids),
        )
        for place, (reason, ids) in enumerate(by_reason.items(), 1)
    )

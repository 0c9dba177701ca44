"""The pages that stand alone: the home page, the glossary, the figures, and the hand-written ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry, StandalonePage
from knowledge_base.assemble.facets import COUNTRY, TOPIC
from knowledge_base.locale import N_, fold
from knowledge_base.model.entries import Meeting
from knowledge_base.model.kinds import AGREEMENT, MEETING, PRACTICE
from knowledge_base.view.charts import FigureChart, charts, figures_path
from knowledge_base.view.common import PICTURES_STYLE, Site, country_links, topic_links
from knowledge_base.view.parts import Card, Chrome, FigureLine, Link
from knowledge_base.view.search import SearchRecord, page_record
from knowledge_base.view.timeline import Timeline, timeline_of

_LATELY = 5
_BUSIEST = 8


@dataclass(frozen=True)
class HomeView:
    """The front page: what this is, the meetings, the doors, what changed."""

    chrome: Chrome
    title: str
    lead: str
    next_meeting: Card | None
    latest_meeting: Card | None
    doors: tuple[Door, ...]
    topics: tuple[Link, ...]
    members: tuple[Link, ...]
    lately: tuple[Change, ...]
    timeline: Timeline | None
    explore: str
    search: None = None

    template = "home.html"


@dataclass(frozen=True)
class Door:
    """A way into the content: where to, and what is there."""

    link: Link
    text: str


@dataclass(frozen=True)
class Change:
    """An entry that changed lately."""

    date: str
    iso: dt.date
    card: Card


@dataclass(frozen=True)
class TermLine:
    """A term of the glossary."""

    id: str
    name: str
    acronym: str
    aliases: tuple[str, ...]
    definition: str
    scope: str
    source: Link | None
    locator: str
    topics: tuple[Link, ...]


@dataclass(frozen=True)
class GlossaryView:
    """The glossary."""

    chrome: Chrome
    title: str
    intro: str
    terms: tuple[TermLine, ...]
    search: SearchRecord | None

    template = "glossary.html"


@dataclass(frozen=True)
class FiguresView:
    """All figures, note by note."""

    chrome: Chrome
    title: str
    intro: str
    charts: tuple[FigureChart, ...]
    figures: tuple[FigureLine, ...]
    csv: str
    search: None = None

    template = "figures.html"


@dataclass(frozen=True)
class StandaloneView:
    """A hand-written page."""

    chrome: Chrome
    title: str
    untranslated: bool
    search: SearchRecord | None

    template = "standalone.html"


def home_chrome(site: Site) -> Chrome:
    """Return what surrounds the home page."""
    name = site.say(N_("Knowledge base of the Regional Conference on Migration"))
    lead = site.say(
        N_("The agreements, concept notes and good practices of eleven countries, by topic, country and meeting.")
    )
    return site.chrome(addresses.HOME, name, lead, styles=(PICTURES_STYLE,))


def home_view(site: Site) -> HomeView:
    """Return the home page."""
    catalogue = site.catalogue
    chrome = home_chrome(site)
    meetings = catalogue.meetings
    to_come = [m for m in meetings if site.today and isinstance(m.record, Meeting) and m.record.end >= site.today]
    past = [meeting for meeting in meetings if meeting not in to_come]
    changed = sorted(catalogue.entries, key=lambda entry: entry.record.modified, reverse=True)
    return HomeView(
        chrome,
        chrome.title,
        chrome.description,
        site.card(to_come[-1]) if to_come else None,
        site.card(past[0]) if past else None,
        (
            _door(site, TOPIC.plural, "topics/index", N_("What the meetings talk about")),
            _door(site, COUNTRY.plural, "countries/index", N_("What each country has shared")),
            _door(site, MEETING.plural, "meetings/index", N_("Agendas, papers and what followed")),
            _door(site, PRACTICE.plural, "practices/index", N_("What has been presented to the others")),
            _door(site, AGREEMENT.plural, "agreements/index", N_("What was agreed, and what became of it")),
            _door(site, N_("Figures"), addresses.FIGURES, N_("Numbers with period and source")),
            _door(site, N_("Guiding questions"), addresses.QUESTIONS, N_("Who has answered, and who has not yet")),
            _door(site, N_("Glossary"), addresses.GLOSSARY, N_("Words and acronyms of the meetings")),
        ),
        _busiest_topics(site),
        country_links(site, catalogue.vocabularies.members),
        tuple(_change(site, entry) for entry in changed[:_LATELY]),
        timeline_of(site),
        site.url(addresses.EXPLORE),
    )


def _change(site: Site, entry: Entry) -> Change:
    day = entry.record.modified
    return Change(site.date(day), day, site.card(entry))


def _door(site: Site, label: str, address: str, text: str) -> Door:
    return Door(Link(site.say(label), site.url(address)), site.say(text))


def _busiest_topics(site: Site) -> tuple[Link, ...]:
    groups = site.catalogue.groups[TOPIC.name]
    busiest = sorted(groups, key=lambda id_: (-len(groups[id_]), id_))[:_BUSIEST]
    return tuple(site.counted(TOPIC, id_) for id_ in busiest)


def glossary_chrome(site: Site) -> Chrome:
    """Return what surrounds the glossary."""
    title = site.say(N_("Glossary"))
    intro = site.say(N_("Words and acronyms of the meetings, with the purpose they were defined for."))
    return site.chrome(addresses.GLOSSARY, title, intro, (Link(title),), section=addresses.GLOSSARY)


def glossary_view(site: Site) -> GlossaryView:
    """Return the glossary, in the order of the language's names."""
    lines = []
    for term in site.catalogue.vocabularies.terms.values():
        source = site.catalogue.by_id.get(term.source or "")
        lines.append(
            TermLine(
                term.id,
                term.name(site.locale),
                term.acronym.in_(site.locale) if term.acronym else "",
                term.aliases.in_(site.locale),
                term.definition.in_(site.locale),
                term.scope.in_(site.locale) if term.scope else "",
                site.entry_link(source) if source else None,
                term.locator.in_(site.locale) if term.locator else "",
                topic_links(site, term.topics),
            )
        )
    lines.sort(key=lambda line: fold(line.name))
    chrome = glossary_chrome(site)
    return GlossaryView(chrome, chrome.title, chrome.description, tuple(lines), page_record(site))


def figures_chrome(site: Site) -> Chrome:
    """Return what surrounds the page of all figures."""
    title = site.say(N_("Figures"))
    intro = site.say(N_("Each figure says what was counted, where, in which period, and where it is printed."))
    return site.chrome(
        addresses.FIGURES, title, intro, (Link(title),), section=addresses.FIGURES, styles=(PICTURES_STYLE,)
    )


def figures_view(site: Site) -> FiguresView:
    """Return the page of all figures."""
    chrome = figures_chrome(site)
    return FiguresView(chrome, chrome.title, chrome.description, charts(site), site.figures(), figures_path(site))


def standalone_chrome(site: Site, page: StandalonePage) -> Chrome:
    """Return what surrounds a hand-written page."""
    version = page.in_(site.locale)
    title = version.fields.title.value
    summary = version.fields.summary.value if version.fields.summary else title
    chrome = site.chrome(page.address, title, summary, (Link(version.fields.title),), section=page.address)
    return replace(
        chrome,
        text_locale=version.locale,
        source_path=str(version.page.source.path),
        alternates=site.alternates(page.address, lambda locale: locale in page.versions),
    )


def standalone_view(site: Site, page: StandalonePage) -> StandaloneView:
    """Return a hand-written page."""
    chrome = standalone_chrome(site, page)
    untranslated = not chrome.translated
    return StandaloneView(chrome, chrome.title, untranslated, None if untranslated else page_record(site))

"""The glossary: words and acronyms of the meetings."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.locale import N_, sort_key
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.search_record import SearchRecord, page_record
from knowledge_base.view.parts.site import Site, topic_links


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class GlossaryView:
    """The glossary."""

    chrome: Chrome
    title: str
    intro: str
    terms: tuple[TermLine, ...]
    search: SearchRecord | None

    template = "glossary.html"


def glossary_chrome(site: Site) -> Chrome:
    """Return the metadata of the glossary."""
    title = site.say(N_("Glossary"))
    intro = str(site.editorial.intros.glossary)
    return site.chrome(addresses.GLOSSARY, title, intro, (Link(title),), section=addresses.GLOSSARY)


def glossary_view(site: Site) -> GlossaryView:
    """Return the glossary, sorted by the names in the language of the site."""
    lines = []
    for term in site.catalogue.vocabularies.terms.values():
        source = site.catalogue.by_id.get(term.source or "")
        lines.append(
            TermLine(
                id=term.id,
                name=term.name(site.locale),
                acronym=term.acronym.in_(site.locale) if term.acronym else "",
                aliases=term.aliases.in_(site.locale),
                definition=term.definition.in_(site.locale),
                scope=term.scope.in_(site.locale) if term.scope else "",
                source=site.entry_link(source) if source else None,
                locator=term.locator.in_(site.locale) if term.locator else "",
                topics=topic_links(site, term.topics),
            )
        )
    lines.sort(key=lambda line: sort_key(line.name, site.locale))
    chrome = glossary_chrome(site)
    return GlossaryView(
        chrome=chrome, title=chrome.title, intro=chrome.description, terms=tuple(lines), search=page_record(site)
    )

"""The same site by Hugo (https://gohugo.io): the same entries, facts, related entries, cards and lists.

Hugo groups, sorts and paginates the entries itself, with the templates in ``hugo_site/``. It is spared some of what our
build does: facts and the reasons of links come to it in the front matter, and there are no explained terms, details of
a kind, sources, citations, charts, briefs or other pages than those of entries, kinds, facets, terms, and a front page.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.assemble import addresses
from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import INDEXED_FACETS
from knowledge_base.locale import DEFAULT_LOCALE, Locale
from knowledge_base.model.kinds import KINDS
from knowledge_base.view.kinds.registry import pages_of
from knowledge_base.view.pages.entry import entry_view
from knowledge_base.view.parts.pieces import CardGroup, Fact, Link
from knowledge_base.view.parts.site import Site, site_in
from knowledge_base.view.parts.terms import term_description

_TEMPLATES = Path(__file__).parent / "hugo_site"
_NAMES = {Locale.ES: "Base de conocimientos de la CRM", Locale.EN: "RCM knowledge base"}
_ADMONITION = re.compile(r'(?m)^!!! (\w+) "(.*)"\n\n((?:    .*\n?|\n(?=    ))+)')


def write_hugo(folder: Path, catalogue: Catalogue) -> None:
    """Write the sources of a site in both languages, ready for ``hugo build``.

    Args:
        folder: where to.
        catalogue: the entries.
    """
    shutil.copytree(_TEMPLATES, folder)
    (folder / "hugo.yaml").write_text(_as_yaml(_config()), encoding="utf-8")
    for locale in Locale:
        site = site_in(locale, catalogue)
        known = frozenset(_known(site))
        for address, front, body in _pages(site, known):
            path = folder / "content" / locale / f"{address}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\n{_as_yaml(front)}---\n{body}", encoding="utf-8", newline="\n")


def as_goldmark(body: str) -> str:
    """Return a body with its admonitions in the form that Hugo knows; all else is common to both."""

    def alert(match: re.Match[str]) -> str:
        name, title, text = match.groups()
        lines = (line.removeprefix("    ") for line in text.rstrip("\n").split("\n"))
        return "\n".join([f"> [!{name.upper()}] {title}", *(f"> {line}".rstrip() for line in lines)]) + "\n"

    return _ADMONITION.sub(alert, body)


def _config() -> dict[str, Any]:
    return {
        "baseURL": "/",
        "uglyURLs": True,
        "buildFuture": True,
        "disableKinds": ["rss"],
        "defaultContentLanguage": str(DEFAULT_LOCALE),
        "disableDefaultLanguageRedirect": True,
        "pagination": {"pagerSize": addresses.PAGE_SIZE, "disableAliases": True},
        "taxonomies": {facet.name: facet.folder for facet in INDEXED_FACETS},
        "params": {
            "facets": [f"/{facet.folder}" for facet in INDEXED_FACETS],
            "filters": [facet.folder for facet in INDEXED_FACETS if facet.searched],
        },
        "languages": {
            str(locale): {"weight": place, "contentDir": f"content/{locale}", "title": _NAMES[locale]}
            for place, locale in enumerate(Locale, 1)
        },
    }


def _known(site: Site) -> Iterator[str]:
    """Yield the address of every page that other pages may link to."""
    for entry in site.catalogue.entries:
        yield entry.address
    for facet in INDEXED_FACETS:
        for id_ in site.terms(facet):
            yield addresses.term_address(facet, id_)


def _pages(site: Site, known: frozenset[str]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the address of each file, its front matter and its body."""
    yield "_index", {"title": _NAMES[site.locale]}, ""
    for kind in KINDS:
        front = {
            "title": site.say(kind.plural),
            "description": site.say(pages_of(kind).intro),
            "singular": site.say(kind.singular),
        }
        yield f"{kind.folder}/_index", front, ""
    for facet in INDEXED_FACETS:
        front = {"title": site.say(facet.plural), "description": site.say(facet.intro)}
        yield f"{facet.folder}/_index", front, ""
        for id_ in site.terms(facet):
            named = {"title": site.term_name(facet, id_), "description": term_description(site, facet, id_)}
            yield f"{addresses.term_address(facet, id_)}/_index", named, ""
    for entry in site.catalogue.entries:
        yield entry.address, _front(site, entry, known), as_goldmark(entry.in_(site.locale).body)


def _front(site: Site, entry: Entry, known: frozenset[str]) -> dict[str, Any]:
    view, card = entry_view(site, entry), site.card(entry)
    terms = {
        facet.folder: [
            id_.lower() for id_ in site.catalogue.terms_of(facet, entry) if addresses.term_address(facet, id_) in known
        ]
        for facet in INDEXED_FACETS
    }
    return {
        "title": str(view.title),
        "description": str(view.summary),
        "date": _day(card.iso),
        "when": card.date,
        "mark": card.mark,
        **terms,
        "facts": [_fact(fact, known) for fact in view.facts],
        "related": [_group(group) for group in view.related],
    }


def _day(iso: str) -> dt.date:
    """Return the first day of a date that may lack its month or day, or everything."""
    return dt.date.fromisoformat(f"{iso or '1996'}-01-01"[:10] if len(iso) in (0, 4, 10) else f"{iso}-01")


def _fact(fact: Fact, known: frozenset[str]) -> dict[str, Any]:
    return {"label": fact.label, "values": [_value(link, known) for link in fact.values]}


def _value(link: Link, known: frozenset[str]) -> dict[str, str]:
    address = _address(link.url)
    return {"label": str(link.label)} | ({"page": f"/{address}"} if address in known else {})


def _group(group: CardGroup) -> dict[str, Any]:
    return {"title": group.title, "pages": [f"/{_address(card.url)}" for card in group.cards]}


def _address(url: str) -> str:
    """Return the address of a page from its URL, which has language, extension and perhaps a fragment."""
    path = url.partition("#")[0].removesuffix(".html")
    for locale in Locale:
        path = path.removeprefix(f"{locale}/")
    return path


def _as_yaml(value: object) -> str:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


class _Dumper(yaml.CSafeDumper):
    """A YAML dumper without aliases."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True

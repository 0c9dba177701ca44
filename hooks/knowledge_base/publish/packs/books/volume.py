"""A volume: what of the site, in one language, goes into a book or an archive, and in which order.

What is in a page is read from the built site; which pages there are, and their order, from the catalogue.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html

from knowledge_base.assemble import addresses
from knowledge_base.assemble.catalogue import Catalogue, page_terms
from knowledge_base.assemble.facets import INDEXED_FACETS, KIND
from knowledge_base.locale import N_, Locale
from knowledge_base.model.kinds import KINDS
from knowledge_base.publish.packs.offline import day_of
from knowledge_base.publish.packs.packing import PackError
from knowledge_base.publish.site.about import About
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.site import site_in
from knowledge_base.view.plan import plan_pages

# The front page leads to the others; a book has a list of contents for that.
_LEFT_OUT = addresses.SITE_ONLY | {addresses.HOME}
_PAGES = (addresses.COMMITMENTS, addresses.FIGURES, addresses.QUESTIONS, addresses.COVERAGE, addresses.GLOSSARY)
_NUMBER = re.compile(r"(?:-page-([0-9]+))?$")


@dataclass(frozen=True, kw_only=True)
class BookPage:
    """A page of a volume: its URL from the site root, its title, and what it says in a sentence."""

    url: str
    title: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """Pages that belong together: the list of a kind or of a facet, and then what is listed there."""

    front: BookPage
    leaves: tuple[BookPage, ...]


@dataclass(frozen=True, kw_only=True)
class Masthead:
    """What a built site says of itself in a language.

    Attributes:
        name: its name.
        description: what it is, in a sentence.
        licence: the licence of texts and data; empty if it has none.
        home: the URL at which it is published, with a slash at the end; empty if that is not known.
    """

    name: str
    description: str
    licence: str
    home: str


@dataclass(frozen=True, kw_only=True)
class Volume:
    """The pages of one language.

    Attributes:
        site: the folder of the built site.
        locale: the language.
        masthead: what the site says of itself.
        about: what the site is of.
        date: the date of its content.
        sections: its pages, in order.
    """

    site: Path
    locale: Locale
    masthead: Masthead
    about: About
    date: dt.date
    sections: tuple[Section, ...]

    @cached_property
    def leaves(self) -> tuple[BookPage, ...]:
        """All pages, in order."""
        return tuple(leaf for section in self.sections for leaf in (section.front, *section.leaves))


def volume_of(site: Path, catalogue: Catalogue, locale: Locale, about: About) -> Volume:
    """Return what is in the copies of a language.

    Args:
        site: the folder of the built site.
        catalogue: the content that it was built from.
        locale: the language.
        about: what the site is of.

    Raises:
        PackError: it is not of this content.
    """
    sections = tuple(_sections(catalogue, locale))
    missing = [leaf.url for section in sections for leaf in section.leaves if not (site / leaf.url).is_file()]
    if missing:
        text = N_("the content has changed since {site} was built ({page} is not there): build the site again")
        raise PackError(text, site=site, page=missing[0])
    return Volume(
        site=site,
        locale=locale,
        masthead=_masthead(site, locale),
        about=about,
        date=day_of(about),
        sections=sections,
    )


def _masthead(site: Path, locale: Locale) -> Masthead:
    page = html.fromstring((site / addresses.url(addresses.HOME, locale)).read_bytes())
    name, description = (page.xpath(f"string(//div[@class='kb-footer__who']/p[{place}])") for place in (1, 2))
    canonical = str(page.xpath("string(//link[@rel='canonical']/@href)"))
    return Masthead(
        name=str(name),
        description=str(description),
        licence=str(page.xpath("string(//a[@rel='license'])")),
        home=canonical.removesuffix(addresses.url(addresses.HOME, locale)),
    )


def _sections(catalogue: Catalogue, locale: Locale) -> Iterator[Section]:
    """Yield the sections: kinds of entries, then facets, then lists across entries, then the rest."""
    pages: defaultdict[str, list[Chrome]] = defaultdict(list)
    for page in plan_pages(site_in(locale, catalogue)):
        chrome = page.chrome
        if chrome.address not in _LEFT_OUT and not chrome.leads_to:
            pages[_front_of(chrome.address)].append(chrome)
    known = [f"{kind.folder}/index" for kind in KINDS] + [facet.index for facet in INDEXED_FACETS]
    places = {address: place for place, address in enumerate(_in_order(catalogue))}
    for front in dict.fromkeys([*known, *_PAGES, addresses.BRIEFS, *sorted(pages)]):
        if chromes := pages.get(front):
            chromes.sort(key=lambda chrome: _place(chrome.address, front, places))
            leaves = [BookPage(url=one.url, title=one.title, description=one.description) for one in chromes]
            yield Section(front=leaves[0], leaves=tuple(leaves[1:]))


def _front_of(address: str) -> str:
    """Return the address of the list in whose section a page is."""
    folder, slash, _ = address.partition("/")
    if not slash:
        return _NUMBER.sub("", address)
    return folder if folder in _PAGES else f"{folder}/index"


def _in_order(catalogue: Catalogue) -> Iterator[str]:
    """Yield the addresses of entries and terms as the lists of the site have them."""
    for kind in KINDS:
        for sort in kind.sorts:
            yield from (entry.address for entry in catalogue.grouped(KIND, sort.name))
    for facet in INDEXED_FACETS:
        yield from (addresses.term_address(facet, id_) for id_ in page_terms(catalogue, facet))


def _place(address: str, front: str, places: dict[str, int]) -> tuple[bool, int, str, int]:
    """Return what the pages of a section are sorted by: its list first, each page followed by those that go on."""
    plain = _NUMBER.sub("", address)
    number = int((_NUMBER.search(address) or [""])[1] or 1)
    own = plain.removesuffix("/linked")
    return plain != front, places.get(own, len(places)), plain, number

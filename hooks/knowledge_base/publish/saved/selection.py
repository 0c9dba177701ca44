"""What a reader can choose to save of a language: all of it, or what is about some topics and countries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.briefs import with_narrower
from knowledge_base.assemble.facets import COUNTRY, TOPIC, Facet
from knowledge_base.locale import Locale
from knowledge_base.publish.search.index import text_path
from knowledge_base.publish.site.about import ABOUT_FILE
from knowledge_base.publish.site.assets import FOLDER
from knowledge_base.publish.site.entry_files import published_paths
from knowledge_base.publish.site.pages import Language
from knowledge_base.view.parts.site import Site

CHOSEN_BY = (TOPIC, COUNTRY)
"""The facets by whose terms readers choose."""

_ONLY_WHOLE = frozenset({addresses.EDITORS, addresses.FIELD_GUIDE, addresses.STYLE_GUIDE})

SavedFiles = tuple[str, ...]
"""Files by their paths from the root of the site; they come to one bundle or more."""


@dataclass(frozen=True, kw_only=True)
class SavedPart:
    """A topic or a country, and what is about it.

    Attributes:
        address: that of its page.
        label: its name.
        files: in groups, of which choices may share some.
    """

    address: str
    label: str
    files: tuple[SavedFiles, ...]


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What can be saved of a language.

    Attributes:
        locale: the language.
        always: what is saved whatever is chosen: the front pages, what pages are shown with, and what is searched in.
        rest: all else.
        choices: what may be saved instead of the rest, under headings.
    """

    locale: Locale
    always: tuple[SavedFiles, ...]
    rest: tuple[SavedFiles, ...]
    choices: Mapping[str, tuple[SavedPart, ...]]

    def groups(self) -> Iterator[SavedFiles]:
        """Yield all groups of files; some more than once."""
        yield from (*self.always, *self.rest)
        for choices in self.choices.values():
            for choice in choices:
                yield from choice.files


def selection_of(
    language: Language, shown: Iterable[str], index: Iterable[str], numbers: Mapping[str, int]
) -> Selection:
    """Return what can be saved of a language.

    Args:
        language: its pages.
        shown: the files that pages are shown with, by their paths from the root of the site: styles, scripts, pictures.
        index: the files of its search index, likewise.
        numbers: the number of each page in the search index, by its path.
    """
    return _Selecting(language, numbers).selection(shown, index)


class _Selecting:
    def __init__(self, language: Language, numbers: Mapping[str, int]) -> None:
        self._site, self._locale = language.site, language.site.locale
        self._pages = {page.chrome.address: page for page in language.pages}
        # What a result shows of a page is saved with the page.
        self._texts = {url: text_path(self._locale, number) for url, number in numbers.items()}
        self._beside = {
            entry: tuple(sorted(path for file in files for path in published_paths(file)))
            for entry, files in self._site.catalogue.files.items()
        }
        self._of_members = _of_members(self._site)
        self._inside: dict[str, list[str]] = {}
        for address in self._pages:
            self._inside.setdefault(_owner(address), []).append(address)

    def selection(self, shown: Iterable[str], index: Iterable[str]) -> Selection:
        fronts = {address for address in self._pages if _is_front(address)}
        # Scripts with data of a language; all others are among what is shown.
        data = {script for address in fronts for script in self._pages[address].chrome.scripts}
        data = {path for path in data if not path.startswith(f"{FOLDER}/")} - {ABOUT_FILE}
        texts = set(self._texts.values())
        return Selection(
            locale=self._locale,
            always=(
                # What differs with every build is by itself.
                (ABOUT_FILE,),
                tuple(sorted(shown)),
                (*self._with_texts(fronts), *sorted(data)),
                tuple(sorted(path for path in index if path not in texts)),
            ),
            rest=(self._with_texts(self._pages.keys() - fronts), *(files for _, files in sorted(self._beside.items()))),
            choices={self._site.say(facet.plural): tuple(self._choices(facet)) for facet in CHOSEN_BY},
        )

    def _choices(self, facet: Facet) -> Iterator[SavedPart]:
        """Yield the terms of which there is something.

        What a broader topic shares with its narrower ones, and Member Countries with each other, is the same groups.
        """
        catalogue = self._site.catalogue
        for id_ in self._site.terms(facet):
            # In the order of the vocabulary.
            narrower = with_narrower(catalogue.vocabularies.topics, id_) if facet is TOPIC else {id_}
            terms = [term for term in self._site.terms(facet) if term in narrower]
            found = {entry.id: entry.address for term in terms for entry in catalogue.grouped(facet, term)}
            if not found:
                continue
            of_all = self._of_members if facet is COUNTRY and id_ in catalogue.vocabularies.members else {}
            groups = [self._about(facet, term, of_all) for term in terms]
            if of_all:
                groups.append(self._of(of_all.values()))
            groups += [self._beside[entry] for entry in sorted((found | of_all).keys() & self._beside.keys())]
            yield SavedPart(
                address=addresses.term_address(facet, id_),
                label=self._site.term_name(facet, id_),
                files=tuple(groups),
            )

    def _about(self, facet: Facet, id_: str, others: Collection[str]) -> SavedFiles:
        """Return the page of a term, those of its entries, but for others, and its briefs."""
        grouped = self._site.catalogue.grouped(facet, id_)
        entries = (entry.address for entry in grouped if entry.id not in others)
        place = 0 if facet is COUNTRY else 1
        pairs = (pair for pair in self._site.catalogue.briefs.matters if pair[place] == id_)
        briefs = (addresses.brief_address(*pair) for pair in pairs)
        return self._of((addresses.term_address(facet, id_), *entries, *briefs))

    def _of(self, owners: Iterable[str]) -> SavedFiles:
        """Return pages with those that go on from them."""
        return self._with_texts({address for owner in owners for address in self._inside.get(owner, ())})

    def _with_texts(self, pages: Collection[str]) -> SavedFiles:
        urls = [self._pages[address].url for address in sorted(pages)]
        return (*urls, *(self._texts[url] for url in urls if url in self._texts))


def _of_members(site: Site) -> dict[str, str]:
    """Return the entries that concern all Member Countries or more than half of them: their addresses, by id."""
    catalogue = site.catalogue
    members = set(catalogue.vocabularies.members)
    grouped = (entry for code in sorted(members) for entry in catalogue.grouped(COUNTRY, code))
    concerning = (
        entry for entry in grouped if 2 * len(members.intersection(catalogue.terms_of(COUNTRY, entry))) > len(members)
    )
    return {entry.id: entry.address for entry in (*catalogue.common, *concerning)}


def _is_front(address: str) -> bool:
    """Whether a page is saved whatever is chosen: the first page of a list, of the site or of a folder."""
    is_list = "/" not in address or address.endswith("/index")
    return is_list and address == addresses.first_page(address) and address not in _ONLY_WHOLE


def _owner(address: str) -> str:
    """Return the address of the page that a page goes on from, or is for: that of an entry, a term, or a brief."""
    first = addresses.first_page(address)
    folder, _, name = first.partition("/")
    if folder in (addresses.FIGURES, addresses.QUESTIONS) and name:
        return f"{COUNTRY.folder}/{name}"
    entry = first.rpartition("/")[0]
    return entry if "/" in entry and first == addresses.linked_address(entry) else first

"""The data of the Explore page: one script a language, small enough to be fetched whole at thousands of entries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge_base.assemble import addresses
from knowledge_base.locale import Locale
from knowledge_base.view.pages.explore import ExploreData, explore_data_path
from knowledge_base.write import write_whole


def write_explore_data(site: Path, data: Iterable[tuple[Locale, ExploreData]], fragments: Mapping[str, str]) -> None:
    """Put the data of the Explore page into a built site.

    Args:
        site: the folder of the built site.
        data: every entry, in each language.
        fragments: what the search index calls each page, by its address from the root of the site.

    Raises:
        KeyError: an entry is not in the search index.
    """
    for locale, entries in data:
        write_whole(site / explore_data_path(locale), explore_script(entries, locale, fragments))


def explore_script(data: ExploreData, locale: Locale, fragments: Mapping[str, str]) -> str:
    """Return the data as a script of the site: a script can be loaded over ``file://`` too, data can't.

    It sets ``window.rcmExplore`` to an object of

    - ``page``: the pattern of addresses;
    - ``facets``: each as ``[name, label, [[id, words], …], opened, on cards]``, the last two true or false;
    - ``entries``: newest first, each as ``[address, title, date, date in words, fragment, …]``, and then for each facet
      the places of its values in the facet's list.

    Args:
        data: the entries.
        locale: the language of the page.
        fragments: what the search engine calls each page, by its address from the root of the site; the name begins
            with the language of the text, so that a text query can be put to the index that has it.

    Raises:
        KeyError: an entry is not in the search index.
    """
    record = {
        "page": addresses.url("{address}", locale),
        "facets": [[facet.name, facet.label, facet.values, facet.opened, facet.on_cards] for facet in data.facets],
        "entries": [
            [
                entry.address,
                entry.title,
                entry.date,
                entry.when,
                fragments[addresses.url(entry.address, entry.locale)],
                *entry.values,
            ]
            for entry in data.entries
        ],
    }
    return f"window.rcmExplore={json.dumps(record, ensure_ascii=False, separators=(',', ':'))};\n"

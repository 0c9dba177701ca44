"""The data of the Explore page: one script per language, small enough to load whole with thousands of entries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge_base.assemble import addresses
from knowledge_base.locale import Locale
from knowledge_base.view.pages.explore import ExploreData, explore_data_path
from knowledge_base.write import write_whole


def write_explore_data(site: Path, data: Iterable[tuple[Locale, ExploreData]], fragments: Mapping[str, str]) -> None:
    """Write the data of the Explore page into a built site.

    Args:
        site: the folder of the built site.
        data: the entries, for each language.
        fragments: the id of each page in the search index, by its URL from the site root.

    Raises:
        KeyError: an entry is not in the search index.
    """
    for locale, entries in data:
        write_whole(site / explore_data_path(locale), explore_script(entries, locale, fragments))


def explore_script(data: ExploreData, locale: Locale, fragments: Mapping[str, str]) -> str:
    """Return the data as a script, because pages can't fetch data over ``file://``.

    It sets ``window.rcmExplore`` to an object with

    - ``page``: the URL pattern of entries, with the placeholder ``{address}``;
    - ``facets``: each as ``[name, label, [[id, label], …], opened, on cards]``, the last two booleans;
    - ``entries``: newest first, each as ``[address, title, date, date in words, fragment, …]``, followed, for each
      facet, by the indexes of its values in the facet's list.

    Args:
        data: the entries.
        locale: the language of the page.
        fragments: the id of each page in the search index, by its URL from the site root. The id starts with the
            language of the text, which tells which language's index can find it.

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

"""The data of the Explore page: one script per language, small enough to load whole with thousands of entries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from knowledge_base.assemble import addresses
from knowledge_base.locale import Locale
from knowledge_base.view.pages.explore import ExploreData, explore_data_path
from knowledge_base.write import write_whole


def write_explore_data(site: Path, locale: Locale, data: ExploreData, numbers: Mapping[str, int]) -> None:
    """Write the data of the Explore page into a built site.

    Args:
        site: the folder of the built site.
        locale: the language of the page.
        data: the entries.
        numbers: the number of each page in the search index of the language, by its URL from the site root.

    Raises:
        KeyError: an entry is not in the search index.
    """
    write_whole(site / explore_data_path(locale), explore_script(data, locale, numbers))


def explore_script(data: ExploreData, locale: Locale, numbers: Mapping[str, int]) -> str:
    """Return the data as a script, because pages can't fetch data over ``file://``.

    It sets ``window.rcmExplore`` to an object with

    - ``page``: the URL pattern of entries, with the placeholder ``{address}``;
    - ``pages``: the same in each language;
    - ``facets``: each as ``[name, label, [[id, label], …], opened, on cards]``, the last two booleans;
    - ``entries``: newest first, each as ``[address, title, date, date in words, number in the search index, language of
      the text, …]``, followed, for each facet, by the indexes of its values in the facet's list;
    - ``days``: the day on which each entry was changed last (``20211231``), in the same order.

    Args:
        data: the entries.
        locale: the language of the page.
        numbers: the number of each page in the search index of the language, by its URL from the site root.

    Raises:
        KeyError: an entry is not in the search index.
    """
    record = {
        "page": addresses.url("{address}", locale),
        "pages": {str(each): addresses.url("{address}", each) for each in Locale},
        "facets": [[facet.name, facet.label, facet.values, facet.opened, facet.on_cards] for facet in data.facets],
        "entries": [
            [
                entry.address,
                entry.title,
                entry.date,
                entry.when,
                numbers[addresses.url(entry.address, locale)],
                entry.locale,
                *entry.values,
            ]
            for entry in data.entries
        ],
        "days": "".join(entry.changed.replace("-", "") for entry in data.entries),
    }
    return f"window.rcmExplore={json.dumps(record, ensure_ascii=False, separators=(',', ':'))};\n"

"""The files of data of a catalogue, as a build makes them, without building a site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.locale import Locale
from knowledge_base.publish.data.plan import data_beside, plan_data
from knowledge_base.view.parts.site import Site, site_in
from knowledge_base.view.plan import plan_pages

HOME = "https://example.org/kb/"


def site_of(catalogue: Catalogue, locale: Locale = Locale.EN, home: str = HOME) -> Site:
    """Return a catalogue in a language, on a fixed day."""
    return site_in(locale, catalogue, dt.date(2021, 7, 1), home)


def file_of(site: Site, path: str) -> bytes:
    """Return one file of data of a site."""
    for file in plan_data(site):
        if file.url == path:
            return file.make()
    folder, _, name = path.rpartition("/")
    (page,) = (page for page in plan_pages(site) if page.url == f"{folder}/{name.partition('.')[0]}.html")
    return data_beside(site, page)[path]


def files_of(site: Site) -> Mapping[str, bytes]:
    """Return every file of data of a site, by path."""
    files = {file.url: file.make() for file in plan_data(site)}
    for page in plan_pages(site):
        files |= data_beside(site, page)
    return files

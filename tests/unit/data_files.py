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
    stem = path.partition(".")[0]
    for data in plan_data(site):
        if data.url.startswith(f"{stem}.") and path in (files := data.make()):
            return files[path]
    folder, _, name = path.rpartition("/")
    (page,) = (page for page in plan_pages(site) if page.url == f"{folder}/{name.partition('.')[0]}.html")
    return data_beside(site, page)[path]


def files_of(site: Site, *, beside_only: bool = False) -> Mapping[str, bytes]:
    """Return every file of data of a site, by path; or only those made with pages."""
    files = {
        path: content for data in (() if beside_only else plan_data(site)) for path, content in data.make().items()
    }
    for page in plan_pages(site):
        files |= data_beside(site, page)
    return files

"""The files of each table, and the data package that describes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from knowledge_base.model.kinds import KINDS
from knowledge_base.publish.data.data_tables import DataTable, Separator, csv_content, described, workbook
from knowledge_base.publish.data.kind_tables import kind_table
from knowledge_base.publish.data.point_tables import figures_table, provisions_table, reports_table
from knowledge_base.view.parts.other_forms import package_path, table_path, workbook_path
from knowledge_base.view.parts.site import Site

TABLES: Mapping[str, Callable[[Site], DataTable]] = {
    **{kind.folder: partial(kind_table, kind=kind) for kind in KINDS},
    "provisions": provisions_table,
    "follow-up": reports_table,
    "figures": figures_table,
}
"""What makes each table, by its name."""


def tables_of(site: Site) -> Iterator[tuple[str, Callable[[], Mapping[str, bytes]]]]:
    """Yield the first path of each table in the language of the site, and what makes its files.

    The last is the description of all tables.
    """
    for name in TABLES:
        yield table_path(name, site.locale), partial(_files, site, name)
    path = package_path(site.locale)
    yield path, lambda: {path: _package(site)}


def _files(site: Site, name: str) -> Mapping[str, bytes]:
    table = TABLES[name](site)
    files = {_path(site, name, separator): csv_content(table, separator) for separator in Separator}
    return files | {workbook_path(name, site.locale): workbook(table)}


def _path(site: Site, name: str, separator: Separator) -> str:
    return table_path(name, site.locale, semicolons=separator is Separator.SEMICOLON)


def _package(site: Site) -> bytes:
    """Return the description of all tables as CSV, as a data package."""
    here = package_path(site.locale).rpartition("/")[0]
    resources = [
        described(make(site), _path(site, name, separator).removeprefix(f"{here}/"), separator)
        for name, make in TABLES.items()
        for separator in Separator
    ]
    package = {
        "profile": "tabular-data-package",
        "name": f"rcm-knowledge-base-{site.locale}",
        "title": str(site.editorial.title),
        "homepage": site.home,
        "resources": resources,
    }
    filled = {name: value for name, value in package.items() if value}
    return (json.dumps(filled, ensure_ascii=False, indent=1) + "\n").encode()

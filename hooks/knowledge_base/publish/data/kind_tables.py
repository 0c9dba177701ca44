"""The table of each kind of entry: what every entry has, and the fields of the kind that are single values or lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import FACETS
from knowledge_base.locale import N_
from knowledge_base.model.guide import FieldGuide, field_guides
from knowledge_base.model.kinds import Kind
from knowledge_base.model.record import Record
from knowledge_base.model.shape import Leaf, Many, shape_of
from knowledge_base.publish.data.data_tables import Cell, CellType, DataColumn, DataTable
from knowledge_base.publish.data.published_part import published_part
from knowledge_base.publish.data.records import plain_value
from knowledge_base.view.parts.site import Site

BETWEEN = "; "
"""What stands between the values of a list in one cell."""

IDS, NAMES = N_("By their ids, which do not change"), N_("By their names in the language of the table")
"""What columns say that have the same things, once for programs and once for readers."""

_FIRST = ("id", "title", "summary")
_LAST = ("original", "status", "completeness", "aliases", "gcm_objectives", "sdgs", "created", "modified", "reviewed")
_FACETS = tuple(facet for facet in FACETS if facet.folder)


def kind_table(site: Site, kind: Kind) -> DataTable:
    """Return the table of a kind of entry, newest first, in the language of the site."""
    guides = {guide.name: guide for guide in field_guides(kind.record, site.locale)}
    own = [name for name in _single(kind) if name not in Record.model_fields]
    columns = (
        *(_column(guides[name]) for name in _FIRST),
        DataColumn(name="sort", title=site.say(N_("Kind"))),
        DataColumn(name="entry_date", title=site.say(N_("Date")), about=_EDTF),
        DataColumn(name="first_day", title=site.say(N_("First possible day")), type=CellType.DATE),
        DataColumn(name="last_day", title=site.say(N_("Last possible day")), type=CellType.DATE),
        *(DataColumn(name=f"{facet.name}_ids", title=site.say(facet.plural), about=site.say(IDS)) for facet in _FACETS),
        *(
            DataColumn(name=f"{facet.name}_names", title=site.say(facet.plural), about=site.say(NAMES))
            for facet in _FACETS
        ),
        *(_column(guides[name]) for name in (*own, *_LAST)),
        DataColumn(name="text_language", title=site.say(N_("Language"))),
        DataColumn(name="page", title=site.say(N_("Address"))),
    )
    return DataTable(
        name=kind.folder,
        title=site.say(kind.plural),
        columns=columns,
        make_rows=lambda: (_row(site, entry, own) for entry in site.catalogue.of_kind(kind)),
    )


_EDTF = "EDTF (ISO 8601-2)"


def _single(kind: Kind) -> Iterator[str]:
    """Yield the fields of a kind that have a single value, or a list of such."""
    for name, shape in shape_of(kind.record).fields.items():
        if isinstance(shape, Leaf) or (isinstance(shape, Many) and isinstance(shape.item, Leaf)):
            yield name


def _column(guide: FieldGuide) -> DataColumn:
    of_day = not guide.many and guide.type == "date"
    number = not guide.many and guide.type in ("number", "whole-number")
    kind = CellType.DATE if of_day else CellType.NUMBER if number else CellType.STRING
    return DataColumn(name=guide.name, title=guide.label, type=kind, about=guide.help)


def _row(site: Site, entry: Entry, own: list[str]) -> Iterator[Cell]:
    catalogue, version = site.catalogue, entry.in_(site.locale)
    record = published_part(version.record, catalogue.by_id)
    date = catalogue.dates[entry.id]
    for name in _FIRST:
        yield cell_of(getattr(record, name))
    yield entry.sort.name
    yield str(date) if date else None
    yield date.earliest if date else None
    yield date.latest if date else None
    terms = [(facet, catalogue.terms_of(facet, entry)) for facet in _FACETS]
    for _, ids in terms:
        yield BETWEEN.join(ids) or None
    for facet, ids in terms:
        yield BETWEEN.join(site.term_name(facet, id_) for id_ in ids) or None
    for name in (*own, *_LAST):
        yield cell_of(getattr(record, name))
    yield str(version.locale)
    yield page_of(site, entry)


def page_of(site: Site, entry: Entry) -> str:
    """Return the page of an entry: a whole address, or from the root of the site where it has none."""
    return site.home + site.url(entry.address)


def cell_of(value: Any) -> Cell:
    """Return a value of a record as a cell; a list is its values with semicolons between them."""
    match value:
        case None:
            return None
        case dt.date() | Decimal():
            return value
        case bool():
            return str(value).lower()
        case int():
            return value
        case tuple():
            return BETWEEN.join(str(plain_value(each)) for each in value) or None
    return str(plain_value(value))

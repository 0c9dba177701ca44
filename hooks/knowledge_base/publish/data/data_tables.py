"""Tables as files: CSV (RFC 4180) with either separator, workbooks with types, and what describes them.

A table has a row for each thing and a column for each of its facts. Names of columns are those of fields, in every
language the same; what readers call them is in the description (Frictionless Data Package,
https://specs.frictionlessdata.io/).
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from knowledge_base.formats import csv_text

Cell = str | int | Decimal | dt.date | None

# Workbooks say when they were made. This one is that of the format, so that the same table is the same file.
_MADE = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - the format has no time zones

_WIDEST = 60

# The sheet of a workbook that says what its columns mean; no kind of entry may have this name.
_EXPLAINED = "columns"


class CellType(StrEnum):
    """The type of the values of a column, as Table Schema names it."""

    STRING = "string"
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class DataColumn:
    """A column of a table.

    Attributes:
        name: its name, the same in every language.
        title: what readers call it.
        type: the type of its values.
        about: what they say.
    """

    name: str
    title: str
    type: CellType = CellType.STRING
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class DataTable:
    """A table.

    Attributes:
        name: its name, the same in every language.
        title: what readers call it.
        columns: its columns; the first has the id of a row.
        make_rows: makes its rows.
    """

    name: str
    title: str
    columns: Sequence[DataColumn]
    make_rows: Callable[[], Iterable[Iterable[Cell]]]

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Its rows."""
        return tuple(tuple(row) for row in self.make_rows())


class Separator(StrEnum):
    """What stands between the values of a row. Its name is part of that of the file."""

    COMMA = ","
    SEMICOLON = ";"

    @property
    def decimal(self) -> str:
        """The decimal sign of the places where this stands between values."""
        return "," if self is Separator.SEMICOLON else "."


def csv_content(table: DataTable, separator: Separator) -> bytes:
    """Return a table as CSV, in UTF-8 with a byte order mark (`csv_text`).

    Where spreadsheets expect semicolons, they expect decimal commas, and take ``7.3`` for a day of March.
    """
    head = [column.name for column in table.columns]
    return csv_text(
        [head, *([_written(cell, separator) for cell in row] for row in table.rows)], separator.value
    ).encode()


def _written(cell: Cell, separator: Separator) -> str:
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Decimal():
            return f"{cell:f}".replace(".", separator.decimal)
    return str(cell)


def workbook(table: DataTable) -> bytes:
    """Return a table as a workbook (Office Open XML): days are dates, numbers are numbers, and no text is a formula.

    A second sheet says what each column means, in the language of the table.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, options)
    book.set_properties({"title": table.title, "created": _MADE})
    day, head = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True, "text_wrap": True})
    sheet = book.add_worksheet(table.name[:31])
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, head)
        widths = [len(str(row[place])) for row in table.rows if row[place] is not None]
        sheet.set_column(place, place, min(max([len(column.name), *widths]) + 2, _WIDEST))
    for number, row in enumerate(table.rows, 1):
        for place, cell in enumerate(row):
            match cell:
                case None | "":
                    pass
                case str():
                    sheet.write_string(number, place, cell)
                case dt.date() if cell.year < 1900:
                    sheet.write_string(number, place, cell.isoformat())
                case dt.date():
                    sheet.write_datetime(number, place, dt.datetime.combine(cell, dt.time()), day)
                case _:
                    sheet.write_number(number, place, float(cell))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    _explain(book, table, head)
    book.close()
    return out.getvalue()


def _explain(book: Workbook, table: DataTable, head: Format) -> None:
    """Add a sheet that says what each column means."""
    sheet = book.add_worksheet(_EXPLAINED)
    lines = [
        ("name", "title", "description"),
        *((column.name, column.title, column.about) for column in table.columns),
    ]
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text, *([] if number else [head]))
    for place in range(3):
        sheet.set_column(place, place, min(max(len(line[place]) for line in lines) + 2, _WIDEST))
    sheet.freeze_panes(1, 1)


def described(table: DataTable, path: str, separator: Separator) -> Mapping[str, Any]:
    """Return the description of a table in a file, a resource of a data package.

    Args:
        table: the table.
        path: the file, from the description.
        separator: what stands between its values.
    """
    return {
        "profile": "tabular-data-resource",
        "name": f"{table.name}-{separator.name.lower()}",
        "title": table.title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": separator.value, "lineTerminator": "\r\n", "header": True},
        "schema": {
            "fields": [
                {"name": column.name, "title": column.title, "type": column.type.value}
                | ({"description": column.about} if column.about else {})
                | ({"decimalChar": separator.decimal} if column.type is CellType.NUMBER else {})
                for column in table.columns
            ],
            "primaryKey": [table.columns[0].name],
            "missingValues": [""],
        },
    }

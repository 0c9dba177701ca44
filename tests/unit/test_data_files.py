"""Entries as JSON and tables: what jsonschema, frictionless and openpyxl read in them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Resource
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from pydantic import BaseModel

from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.memory.store import KeptPage, Memory, WrittenFile
from knowledge_base.model.entries import FollowUpReport, Provision
from knowledge_base.model.figures import Figure
from knowledge_base.model.kinds import KIND_BY_FOLDER
from knowledge_base.model.types import Text
from knowledge_base.parse.document import parse_document
from knowledge_base.publish.data.data_tables import (
    CellType,
    DataColumn,
    DataTable,
    Separator,
    csv_content,
    described,
    workbook,
)
from knowledge_base.publish.data.record_schemas import translation_schema, write_data_schemas
from knowledge_base.publish.data.records import catalogue_path, write_catalogue
from knowledge_base.publish.data.table_files import TABLES
from knowledge_base.publish.site.schemas import write_schemas
from knowledge_base.read import read_docs
from knowledge_base.view.parts.other_forms import package_path
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue
from tests.unit.data_files import HOME, files_of, site_of
from tests.unit.repository import VALID
from tools.audit.data import record_faults, table_faults

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("home", ["", HOME])
def test_data_is_as_its_schemas_and_descriptions_say(tmp_path: Path, home: str) -> None:
    catalogue = valid_catalogue()
    write_schemas(tmp_path, catalogue.vocabularies, home)
    write_data_schemas(tmp_path, catalogue.vocabularies, home)
    for locale in Locale:
        site = site_of(catalogue, locale, home)
        memory = Memory()
        for path, content in files_of(site).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
            file = WrittenFile(path=path, output=b"1", size=len(content), modified=0)
            memory.pages[path] = KeptPage(inputs=b"", questions=b"", files=(file,))
        written = json.loads((tmp_path / write_catalogue(tmp_path, site, memory)).read_bytes())
        assert [entry["id"] for entry in written["entries"]] == [entry.id for entry in catalogue.entries]
        package = json.loads((tmp_path / package_path(locale)).read_bytes())
        for resource in package["resources"]:
            said = [(field["title"], field.get("description")) for field in resource["schema"]["fields"]]
            assert [each for each in said if said.count(each) > 1] == []
    assert list(record_faults(tmp_path)) == []
    assert list(table_faults(tmp_path)) == []


def test_the_catalogue_is_written_only_if_an_entry_is_another(tmp_path: Path) -> None:
    site = site_of(valid_catalogue())
    memory = Memory()
    path = tmp_path / write_catalogue(tmp_path, site, memory)
    path.write_bytes(b"as before")
    write_catalogue(tmp_path, site, memory)
    assert path.read_bytes() == b"as before"
    write_catalogue(tmp_path, site_of(valid_catalogue(), home="https://other.example/"), memory)
    assert b"other.example" in (tmp_path / catalogue_path(Locale.EN)).read_bytes()


def test_real_content_is_as_the_schemas_say(tmp_path: Path) -> None:
    catalogue = check_content(REPOSITORY).catalogue
    write_schemas(tmp_path, catalogue.vocabularies, HOME)
    write_data_schemas(tmp_path, catalogue.vocabularies, HOME)
    for locale in Locale:
        for path, content in files_of(site_of(catalogue, locale), beside_only=True).items():
            if path.endswith(".json"):
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_bytes(content)
    assert list(record_faults(tmp_path)) == []


def test_translations_are_as_their_schemas_say() -> None:
    found = 0
    for root in (REPOSITORY, VALID):
        vocabularies = check_content(root).catalogue.vocabularies
        schemas = {
            folder: Draft202012Validator(translation_schema(kind, vocabularies))
            for folder, kind in KIND_BY_FOLDER.items()
        }
        # What a translation leaves out is as in the original.
        assert not any('"default":' in json.dumps(schema.schema) for schema in schemas.values())
        for source in read_docs(root)[0]:
            page, _ = parse_document(source)
            folder = source.path.parts[2]
            if folder in schemas and isinstance(page.tree.data, dict) and "translation" in page.tree.data:
                found += 1
                # The parser keeps scalars as they are written; numbers of items are numbers in YAML.
                data = json.loads(json.dumps(page.tree.data, default=str), object_hook=_numbered)
                assert [error.message for error in schemas[folder].iter_errors(data)] == [], source.path
                surplus = data | {"titel": "x"}
                assert not schemas[folder].is_valid(surplus)
                assert not schemas[folder].is_valid({key: data[key] for key in data if key != "translation"})
    assert found > 50


def _numbered(data: dict[str, object]) -> dict[str, object]:
    return {key: int(value) if key == "number" and isinstance(value, str) else value for key, value in data.items()}


@pytest.mark.parametrize(
    ("name", "model", "in_other_words"),
    [
        # Points that a point changes are links of its agreement; reports have a table of their own.
        ("provisions", Provision, {"ref": "number", "role": "part", "amends": "", "replaces": "", "ends": ""}),
        ("figures", Figure, {"note": "remark"}),
        # What shows it is in the sources of the report, as JSON has them.
        ("follow-up", FollowUpReport, {"sources": ""}),
    ],
)
def test_a_table_has_every_field(name: str, model: type[BaseModel], in_other_words: dict[str, str]) -> None:
    columns = {column.name for column in TABLES[name](site_of(valid_catalogue())).columns}
    assert {in_other_words.get(field, field) for field in model.model_fields} - {""} <= columns


_COLUMNS = (
    DataColumn(name="id", title="Id"),
    DataColumn(name="day", title="Day", type=CellType.DATE),
    DataColumn(name="count", title="Count", type=CellType.INTEGER),
)
_HOSTILE = ("=1+1", "@SUM(A1)", "+49", "-5", '"; DROP', "a,b;c\\nd", "https://example.org", "<b>ñ", "007")


def test_no_text_of_a_table_is_a_formula() -> None:
    rows = [(text, dt.date(2021, 6, 10), place) for place, text in enumerate(_HOSTILE)]
    table = DataTable(name="hostile", title="Hostile", columns=_COLUMNS, make_rows=lambda: rows)
    for separator in Separator:
        read = list(csv.reader(io.StringIO(csv_content(table, separator).decode("utf-8-sig")), delimiter=separator))
        assert [row[0].replace("'", "") for row in read[1:]] == list(_HOSTILE)
        assert not [row[0] for row in read if row[0][0] in "=+-@"]
    book = load_workbook(io.BytesIO(workbook(table)))
    cells = list(book.worksheets[0].iter_rows(min_row=2))
    assert [(row[0].value, row[0].data_type) for row in cells] == [(text, "s") for text in _HOSTILE]
    assert {row[1].value for row in cells} == {dt.datetime(2021, 6, 10)}  # noqa: DTZ001
    assert [row[2].value for row in cells] == list(range(len(_HOSTILE)))
    assert not any(cell.hyperlink for row in cells for cell in row)
    again = DataTable(name="hostile", title="Hostile", columns=_COLUMNS, make_rows=lambda: rows)
    assert workbook(table) == workbook(again)


def test_numbers_have_the_decimal_sign_that_goes_with_the_separator(tmp_path: Path) -> None:
    columns = (*_COLUMNS[:1], DataColumn(name="share", title="Share", type=CellType.NUMBER))
    table = DataTable(name="t", title="T", columns=columns, make_rows=lambda: [("a", Decimal("7.3"))])
    for separator, written in ((Separator.COMMA, "7.3"), (Separator.SEMICOLON, "7,3")):
        content = csv_content(table, separator)
        read = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))
        assert read[1] == ["a", written]
        (tmp_path / "t.csv").write_bytes(content)
        with Resource.from_descriptor(dict(described(table, "t.csv", separator)), basepath=str(tmp_path)) as resource:
            assert [row.to_dict() for row in resource.read_rows()] == [{columns[0].name: "a", "share": Decimal("7.3")}]


def test_a_workbook_says_what_its_columns_mean() -> None:
    explained = DataColumn(name="text", title="Texto", about="=1+1 es lo que dice")
    table = DataTable(name="t", title="T", columns=(explained, *_COLUMNS[1:]), make_rows=lambda: ())
    data, columns = load_workbook(io.BytesIO(workbook(table))).worksheets
    assert [cell.value for cell in data[1]] == [column.name for column in table.columns]
    rows = [[cell.value or "" for cell in row] for row in columns.iter_rows()]
    said = [[column.name, column.title, column.about] for column in table.columns]
    assert rows == [["name", "title", "description"], *said]


def test_hostile_titles_are_data_in_json() -> None:
    title = '</script><script>"\\n, ; =1+1 \u2028'
    catalogue = catalogue_of([copy_of(valid_catalogue().by_id["hotline"], "hotline", title=Text(title, Locale.ES))])
    files = files_of(site_of(catalogue, Locale.ES))
    assert json.loads(files["practices/hotline.json"])["record"]["title"] == title

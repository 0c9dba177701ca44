"""Sixteen real documents, from 1996 to 2025, are entries that say what was read in them and no more.

``table.yml`` has the facts that the documents state, as far as they were read. A fact that an entry says beyond it, as
the day of an adoption or who presided, fails here until somebody has found it in the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

import pytest
import yaml

from knowledge_base.check.run import Checked, check_content
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Completeness
from knowledge_base.model.entries import Agreement, AnyRecord, Background, ConceptNote, Meeting, Practice
from knowledge_base.problems import Severity
from tests.site.building import REPOSITORY
from tests.site.built import BuiltSite

TABLE = Path(__file__).with_name("table.yml")


class Row(TypedDict):
    """A document.

    Attributes:
        number: its number in the list of documents.
        document: what it is.
        needs: what it takes of the model, in a few words.
        entries: by the id of each of its entries, the facts that were read in the document.
        cannot_say: what was read in it that the model has no field for.
    """

    number: int
    document: str
    needs: list[str]
    entries: dict[str, dict[str, Any]]
    cannot_say: list[str]


@cache
def _rows() -> tuple[Row, ...]:
    return tuple(yaml.safe_load(TABLE.read_text("utf-8")))


@cache
def _checked() -> Checked:
    return check_content(REPOSITORY)


def _ids() -> tuple[str, ...]:
    return tuple(id_ for row in _rows() for id_ in row["entries"])


def _facts(record: AnyRecord) -> Mapping[str, object]:
    """Return the facts by which an entry can say more than its document, without those that it leaves out."""
    facts: dict[str, object]
    match record:
        case Meeting(participants=participants):
            facts = {
                "date": str(record.date),
                "series_number": record.series_number,
                "countries_of_places": [place.country for place in record.places if place.country],
                "presidencies": list(record.presidencies),
                "hosts": list(record.hosts),
                "organisers": list(record.organisers),
                **{name: sorted(ids) for name, ids in participants.by_capacity()},
            }
        case Agreement():
            facts = {
                "type": str(record.agreement_type),
                "adopted_on": record.adopted_on and str(record.adopted_on),
                "adopted_at": record.adopted_at,
                "adopted_by": record.adopted_by if isinstance(record.adopted_by, str) else sorted(record.adopted_by),
                "issued_by": list(record.issued_by),
                "series_number": record.series_number,
                "legal_nature": None if record.legal_nature == "not-stated" else str(record.legal_nature),
                "points": {point.ref: [str(act) for act in point.acts] for point in record.provisions},
                "due": {point.ref: str(point.due) for point in record.provisions if point.due},
                "responsible": {point.ref: list(point.responsible) for point in record.provisions if point.responsible},
                "cut": [point.ref for point in record.provisions if point.completeness is Completeness.PARTIAL],
                "amounts": {point.ref: len(point.amounts) for point in record.provisions if point.amounts},
            }
        case Practice():
            facts = {
                "nature": str(record.nature),
                "leads": list(record.leads),
                "partners": list(record.partners),
                "presented_at": list(record.presented_at),
                "reported_in": list(record.reported_in),
                "period": record.period and str(record.period),
            }
        case Background():
            facts = {"date": str(record.date), "body": record.body}
        case ConceptNote():
            raise AssertionError(record.id)
    return {name: value for name, value in facts.items() if value}


def test_the_table_has_the_sixteen_documents() -> None:
    assert [row["number"] for row in _rows()] == list(range(1, 17))
    assert all(row["document"] and row["needs"] and row["entries"] for row in _rows())


def test_the_check_finds_no_error_in_them() -> None:
    checked = _checked()
    assert [str(problem) for problem in checked.problems if problem.severity is Severity.ERROR] == []
    assert set(_ids()) <= set(checked.catalogue.by_id)


@pytest.mark.parametrize("id_", _ids())
def test_an_entry_says_what_was_read_and_no_more(id_: str) -> None:
    read = next(row["entries"][id_] for row in _rows() if id_ in row["entries"])
    assert _facts(_checked().catalogue.by_id[id_].record) == read


def test_what_was_not_read_to_the_end_is_marked_so() -> None:
    entries = _checked().catalogue.by_id
    for row in _rows():
        acts = [entries[id_].record for id_ in row["entries"] if not isinstance(entries[id_].record, Meeting)]
        assert acts
        assert all(act.completeness is Completeness.PARTIAL and act.missing for act in acts), row["number"]


@pytest.mark.parametrize("locale", Locale)
def test_each_has_its_pages(site: BuiltSite, locale: Locale) -> None:
    entries = _checked().catalogue.by_id
    for id_ in _ids():
        entry = entries[id_]
        assert {*entry.versions} == {*Locale}, id_
        page = site.page(entry.address, locale)
        assert str(entry.in_(locale).record.title) in page.text, page.url

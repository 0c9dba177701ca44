"""Deadlines: dates, durations after the adoption, and tasks without end."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from knowledge_base.locale import Locale
from knowledge_base.model.due import Due, Duration
from knowledge_base.model.when import When
from tests.unit.dates import WHENS

ADOPTED = When.parse("2021-01-31")


@pytest.mark.parametrize(
    ("text", "english", "spanish", "date"),
    [
        ("2021-06", "June 2021", "junio de 2021", "2021-06"),
        ("2021/2022", "2021–2022", "2021–2022", "2021/2022"),
        ("P60D", "within 60 days", "en un plazo de 60 días", "2021-04-01"),
        ("P1M", "within 1 month", "en un plazo de 1 mes", "2021-02-28"),
        (
            "P1Y6M",
            "within 1 year and 6 months",
            "en un plazo de 1 año y 6 meses",
            "2022-07-31",
        ),
        ("P2W", "within 2 weeks", "en un plazo de 2 semanas", "2021-02-14"),
        ("continuous", "continuously", "de manera continua", None),
    ],
)
def test_a_deadline_in_words_and_its_date(text: str, english: str, spanish: str, date: str | None) -> None:
    due = Due.parse(f" {text} ")
    assert str(due) == text
    assert [due.in_words(locale) for locale in (Locale.EN, Locale.ES)] == [english, spanish]
    assert due.date(ADOPTED) == (When.parse(date) if date else None)


def test_the_day_of_a_duration_is_not_guessed() -> None:
    unsure = ("2021-01", "2021", "2021-01-31~", "2021-01-30/2021-01-31")
    assert [Due.parse("P60D").date(When.parse(adopted)) for adopted in unsure] == [None] * len(unsure)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "due_format") for text in ("", "P", "P0D", "P1W2D", "PT5H", "60 days", "Continuous", "P-1D", "soon")),
        *(("2021-02-30", "date_impossible"), ("2022/2021", "when_backwards")),
    ],
)
def test_what_is_refused_and_why(text: str, kind: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        Due.parse(text)
    assert refused.value.type == kind


@pytest.mark.parametrize("counts", [{}, {"weeks": 1, "days": 2}, {"days": -1}])
def test_a_duration_counts_something_and_weeks_alone(counts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="a duration counts"):
        Duration(**counts)


def test_what_comes_after_the_last_year_is_refused() -> None:
    with pytest.raises(OverflowError):
        Duration(years=1).after(dt.date(9999, 1, 1))


_PATTERN = re.compile(TypeAdapter(Due).json_schema()["pattern"])


def test_in_json_it_is_the_text_that_it_was() -> None:
    adapter = TypeAdapter(Due)
    due = adapter.validate_python("P60D")
    assert adapter.validate_python(due) is due
    assert json.loads(adapter.dump_json(due)) == "P60D"
    with pytest.raises(ValidationError):
        adapter.validate_python(60)
    assert not any(_PATTERN.search(text) for text in ("", "P", "P1W2D", "60 days", "continuously"))


_COUNTS = st.integers(0, 99)
_DURATIONS = st.builds(lambda weeks: Duration(weeks=weeks), st.integers(1, 99)) | st.tuples(
    _COUNTS, _COUNTS, _COUNTS
).filter(any).map(lambda counts: Duration(years=counts[0], months=counts[1], days=counts[2]))


@given(st.none() | WHENS | _DURATIONS)
def test_reading_what_it_writes_gives_it_back(limit: When | Duration | None) -> None:
    due = Due(limit)
    assert Due.parse(str(due)) == due
    assert _PATTERN.search(str(due))


@given(_DURATIONS, st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_a_duration_ends_after_it_begins(duration: Duration, day: dt.date) -> None:
    assert duration.after(day) > day
    assert set(re.findall(r"\d+", duration.in_words(Locale.ES))) == set(re.findall(r"\d+", str(duration)))

"""Dates as precise as their sources: reading, comparing, sorting and saying them."""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from knowledge_base.locale import Locale, months
from knowledge_base.model.points import Doubt, OneOf, Point, Precision
from knowledge_base.model.when import Edge, When
from tests.unit.dates import POINTS, WHENS


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2021-06-10", "2021-06-10", "2021-06-10"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-33", "2021-01-01", "2021-03-31"),
        ("2021-36", "2021-10-01", "2021-12-31"),
        ("2021-21", "2021-03-01", "2021-12-31"),
        ("2021-24", "2020-12-01", "2022-03-31"),
        ("9999-22", "9998-12-01", "9999-12-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2021~", "2021-01-01", "2021-12-31"),
        ("2021-07-29/2021-07-30", "2021-07-29", "2021-07-30"),
        ("2019/2021-06", "2019-01-01", "2021-06-30"),
        ("2021/2021-03", "2021-01-01", "2021-03-31"),
        ("2019/..", "2019-01-01", None),
        ("2019/", "2019-01-01", None),
        ("[2022,2025]", "2022-01-01", "2025-12-31"),
        ("2019/[2022,2025-06]", "2019-01-01", "2025-06-30"),
        ("../2020-06", None, "2020-06-30"),
        ("/2020-06", None, "2020-06-30"),
    ],
)
def test_the_days_between_which_it_lies(text: str, earliest: str | None, latest: str | None) -> None:
    when = When.parse(text)
    assert str(when) == text
    assert [day and day.isoformat() for day in (when.earliest, when.latest)] == [earliest, latest]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "when_format") for text in ("", "x", "20210610", "2021-6-1", "0999", "-2021", "2021 ~", "٢٠٢١")),
        *((text, "when_format") for text in ("2021-XX-03", "199X-03", "1X99", "2021/2022/2023", "2019 / 2020", "...")),
        *((text, "when_format") for text in ("[2022]", "[2022,2022]", "[2022,2025~]", "[..2022]", "[2019/2022,2025]")),
        *(
            (text, "date_impossible")
            for text in ("[2022,2021-02-30]", "2021-13", "2021-00", "2021-02-29", "2021-25", "2021-37", "2021-33-01")
        ),
        *((text, "when_empty") for text in ("/", "../..", "../", "/..")),
        *((text, "when_twice") for text in ("2021/2021", "2021-06-10/2021-06-10", "2021-06-XX/2021-06")),
        *((text, "when_backwards") for text in ("2022/2021", "2021-07-30/2021-07-29", "2021-04/2021-33")),
    ],
)
def test_what_is_refused_and_why(text: str, kind: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        When.parse(text)
    assert refused.value.type == kind
    with pytest.raises(ValidationError) as invalid:
        TypeAdapter(When).validate_python(text)
    assert [error["type"] for error in invalid.value.errors()] == [kind]


@pytest.mark.parametrize(
    ("precision", "part"), [(Precision.MONTH, 13), (Precision.MONTH, 0), (Precision.QUARTER, 5), (Precision.YEAR, 1)]
)
def test_a_part_of_a_year_that_does_not_exist_cannot_be_made(precision: Precision, part: int) -> None:
    with pytest.raises(ValueError, match="no such part of a year"):
        Point(year=2021, precision=precision, part=part)


def test_a_day_that_does_not_exist_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="a day of no month"):
        Point(year=2021, day=3)
    with pytest.raises(ValueError, match="day is out of range"):
        Point(year=2021, precision=Precision.DAY, part=2, day=30)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2021-XX", "2021"),
        ("2021-XX-XX", "2021"),
        ("2021-06-XX", "2021-06"),
        (" 2021~ ", "2021~"),
        ("2021-06-XX?", "2021-06?"),
        ("[2025, 2022]", "[2022,2025]"),
    ],
)
def test_two_spellings_of_one_date_are_one(text: str, same: str) -> None:
    assert When.parse(text) == When.parse(same)
    assert str(When.parse(text)) == same


IN_WORDS = [
    ("2021", "2021", "2021"),
    ("2021-06", "June 2021", "junio de 2021"),
    ("2021-06-10", "10 June 2021", "10 de junio de 2021"),
    ("2021-34", "2nd quarter 2021", "2.º trimestre de 2021"),
    ("2021-21", "spring 2021", "primavera de 2021"),
    ("2021-24", "winter 2021", "invierno de 2021"),
    ("199X", "the 1990s", "los años 1990"),
    ("19XX", "1900–1999", "1900–1999"),
    ("2019~", "around 2019", "hacia 2019"),
    ("2021-06-10~", "on or around 10 June 2021", "hacia el 10 de junio de 2021"),
    ("2021-06?", "June 2021 (unconfirmed)", "junio de 2021 (sin confirmar)"),
    ("2021-34%", "on or around 2nd quarter 2021 (unconfirmed)", "hacia el 2.º trimestre de 2021 (sin confirmar)"),
    ("2021-07-29/2021-07-30", "29–30 July 2021", "29–30 de julio de 2021"),
    ("2021-06-30/2021-07-01", "30 June\u2009–\u20091 July 2021", "30 de junio\u2009–\u20091 de julio de 2021"),
    ("2021-06/2021-07", "June\u2009–\u2009July 2021", "junio–julio de 2021"),
    ("2020-12/2021-01", "December 2020\u2009–\u2009January 2021", "diciembre de 2020\u2009–\u2009enero de 2021"),
    ("2019/2025", "2019–2025", "2019–2025"),
    (
        "2021-33/2021-34",
        "1st quarter 2021\u2009–\u20092nd quarter 2021",
        "1.º trimestre de 2021\u2009–\u20092.º trimestre de 2021",
    ),
    ("2019/2021-06", "2019\u2009–\u2009June 2021", "2019\u2009–\u2009junio de 2021"),
    (
        "2019~/2021?",
        "2019, approximately\u2009–\u20092021 (unconfirmed)",
        "2019, aproximadamente\u2009–\u20092021 (sin confirmar)",
    ),
    ("2019/..", "from 2019 on", "desde 2019"),
    ("2021-06-10/..", "from 10 June 2021 onwards", "desde el 10 de junio de 2021"),
    ("2019~/..", "from 2019 on, approximately", "desde 2019, aproximadamente"),
    ("../2020", "until 2020", "hasta 2020"),
    ("../2021-06-10", "up to 10 June 2021", "hasta el 10 de junio de 2021"),
    ("2019/", "from 2019 on, end unknown", "desde 2019, final desconocido"),
    ("[2022,2025]", "2022 or 2025", "2022 o 2025"),
    ("2019/[2022,2025]", "from 2019 on, until 2022 or 2025", "desde 2019, hasta 2022 o 2025"),
    ("[2019,2020-06]/..", "from 2019 or June 2020 on", "desde 2019 o junio de 2020"),
    ("/2020?", "until 2020 (unconfirmed), beginning unknown", "hasta 2020 (sin confirmar), inicio desconocido"),
]


@pytest.mark.parametrize(("text", "english", "spanish"), IN_WORDS)
def test_it_is_said_as_it_is(text: str, english: str, spanish: str) -> None:
    when = When.parse(text)
    assert [when.in_words(locale) for locale in (Locale.EN, Locale.ES)] == [english, spanish]


_PATTERN = re.compile(TypeAdapter(When).json_schema()["pattern"])


def test_a_schema_says_the_form() -> None:
    assert all(_PATTERN.search(text) for text, _, _ in IN_WORDS)
    refused = (
        "",
        "x",
        "/",
        "../..",
        "2021-13",
        "2021-25",
        "2021-1",
        "2021/2022/2023",
        "2021-06-32",
        "2021-33-01",
        "0999",
    )
    assert not any(_PATTERN.search(text) for text in refused)


def test_in_json_it_is_the_text_that_it_was() -> None:
    adapter = TypeAdapter(When)
    when = adapter.validate_python("2019/..")
    assert adapter.validate_python(when) is when
    assert json.loads(adapter.dump_json(when)) == "2019/.."
    with pytest.raises(ValidationError):
        adapter.validate_python(2019)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2019", "2020", True),
        ("2019", "2019-12-31", False),
        ("2020-12", "2020-12-01", False),
        ("2020-12-01", "2020-12-02", True),
        ("2020-12-31", "2021-24", False),
        ("2020-11-30", "2021-24", True),
        ("2019~", "2025", False),
        ("2019", "2025?", False),
        ("2019~/2020", "2021/2022~", True),
        ("2019/..", "2030", False),
        ("2019/", "2030", False),
        ("../2019", "2020/..", True),
        ("/2019", "2020/", True),
        ("2019", "../2020", False),
        ("[2019,2021]", "2022", True),
        ("[2019,2021]", "2020", False),
        ("2021", "[2022,2025]/..", True),
    ],
)
def test_what_is_surely_before_what(one: str, other: str, *, before: bool) -> None:
    assert When.parse(one).surely_before(When.parse(other)) is before


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        ("2021-07-29/2021-07-30", "2021-07-30", True),
        ("2021-07-29/2021-07-30", "2021-07", False),
        ("2021", "2021-34", True),
        ("2021", "2021-24", False),
        ("199X", "1996-03", True),
        ("2019/..", "2030", True),
        ("2019/", "2030", False),
        ("2019/..", "2020/..", True),
        ("2019/2025", "2020/..", False),
        ("../2020", "../2019", True),
        ("2021~", "2021-06", False),
        ("2021", "2021-06?", False),
        ("2019/[2022,2025]", "2022", True),
        ("2019/[2022,2025]", "2023", False),
        ("[2019,2021]/..", "2020", False),
        ("[2019,2021]/..", "2021", True),
        ("2019/2025", "[2019,2025]", True),
    ],
)
def test_what_surely_lies_in_what(one: str, other: str, *, within: bool) -> None:
    assert When.parse(one).contains(When.parse(other)) is within


def test_what_holds_others_is_sorted_before_them() -> None:
    ordered = [
        *("../2019-12", "20XX", "200X", "2000"),
        *("2021", "2021~", "2021/..", "2021/2022", "2021-22", "2021-24", "2021-33", "2021-01", "2021-01-01"),
        *("2021-01-01/2021-01-02", "2021-02", "2021-21", "2021-23", "2021-03", "2021-34", "2021-04", "2022"),
    ]
    whens = [When.parse(text) for text in ordered]
    by_key = [str(when) for when in sorted(set(whens), key=lambda when: when.sort_key)]
    assert by_key == [*ordered[1:4], ordered[0], *ordered[4:]]


def test_where_it_is_filed() -> None:
    years = {"2021-06-10": 2021, "2019/2025": 2019, "../2020": 2020, "199X": None, "2021-24": 2021, "199X/2001": None}
    years |= {"[2022,2025]": None, "[2021-06,2021-07]": 2021, "2019/[2022,2025]": 2019, "../[2022,2025]": None}
    assert {text: When.parse(text).year for text in years} == years
    assert When.on(dt.date(2021, 6, 10)) == When.parse("2021-06-10")
    assert When.parse("2021-06-10").day == dt.date(2021, 6, 10)
    assert [When.parse(text).day for text in ("2021-06-10~", "2021-06", "2021-06-10/2021-06-11", "2021-06-10/..")] == [
        None
    ] * 4


@pytest.mark.parametrize(
    ("text", "to_come"),
    [
        *(
            ("2021-06-10", True),
            ("2021-06-09", False),
            ("2021-06", True),
            ("2021", True),
            ("2021-06-09/2021-06-10", True),
        ),
        *(("2019/..", False), ("2021-07/..", True), ("2019/", False), ("../2021", True)),
    ],
)
def test_what_may_still_lie_ahead(text: str, *, to_come: bool) -> None:
    assert When.parse(text).to_come(dt.date(2021, 6, 10)) is to_come


@given(WHENS)
def test_reading_what_it_writes_gives_it_back(when: When) -> None:
    assert When.parse(str(when)) == when
    assert hash(When.parse(str(when))) == hash(when)
    assert _PATTERN.search(str(when))


@given(WHENS)
def test_the_earliest_day_is_not_after_the_latest(when: When) -> None:
    assert (when.earliest or dt.date.min) <= (when.latest or dt.date.max)
    assert when.earliest or when.latest


@given(WHENS, WHENS, WHENS)
def test_the_order_is_total_and_agrees_with_time(one: When, other: When, third: When) -> None:
    assert (one.sort_key == other.sort_key) == (one == other)
    if one.surely_before(other):
        assert one.sort_key < other.sort_key
        assert not other.surely_before(one)
        assert not one.contains(other)
        assert not other.contains(one)
    if one.surely_before(other) and other.surely_before(third):
        assert one.surely_before(third)
    if one.contains(other) and other.contains(third):
        assert one.contains(third)


@given(POINTS, POINTS)
def test_what_lies_in_a_date_is_not_sorted_before_it(one: Point, other: Point) -> None:
    holds, lies = When(one, one), When(other, other)
    if (
        holds.contains(lies)
        and one.precision < other.precision
        and Precision.SEASON not in (one.precision, other.precision)
    ):
        assert holds.sort_key < lies.sort_key


_MONTHS = set(months())


@given(WHENS, st.sampled_from(Locale))
def test_no_more_is_said_than_is_known(when: When, locale: Locale) -> None:
    text = when.in_words(locale)
    several = [end.points for end in (when.first, when.last) if isinstance(end, OneOf)]
    ends = [end for end in (when.first, when.last, *chain(*several)) if isinstance(end, Point)]
    numbers = {str(end.year) for end in ends}
    numbers |= {str(end.year + 99) for end in ends if end.precision is Precision.CENTURY}
    numbers |= {str(end.part) for end in ends if end.precision is Precision.QUARTER}
    numbers |= {str(end.day) for end in ends if end.precision is Precision.DAY}
    assert set(re.findall(r"\d+", text)) <= numbers
    named = _MONTHS & set(re.findall(r"[a-z]+", text.lower()))
    assert bool(named) == any(end.precision >= Precision.MONTH for end in ends)
    assert ("confirm" in text) == any(end.doubt.uncertain for end in ends)
    assert any(word in text for word in ("around", "approx", "hacia", "aprox")) == any(
        end.doubt.approximate for end in ends
    )


def test_doubts_and_ends_are_the_signs_of_the_standard() -> None:
    assert [str(doubt) for doubt in Doubt] == ["", "~", "?", "%"]
    assert [str(edge) for edge in Edge] == ["..", ""]

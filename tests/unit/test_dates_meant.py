"""What people mean by the dates that they write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.locale import Locale
from knowledge_base.model.due import Due
from knowledge_base.model.points import Doubt, OneOf, Precision
from knowledge_base.model.when import When
from knowledge_base.parse.dates_meant import day_meant, due_meant, when_meant
from tests.unit.dates import WHENS


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("15/03/2019", "2019-03-15"),
        ("15.3.2019", "2019-03-15"),
        ("2019/3", "2019-03"),
        ("2019-2", "2019-02"),
        ("10 de junio de 2021", "2021-06-10"),
        ("1º de junio del 2021", "2021-06-01"),
        ("June 10th, 2021", "2021-06-10"),
        ("Marzo de 2019", "2019-03"),
        ("march 2019", "2019-03"),
        ("Q2 2021", "2021-34"),
        ("T2 de 2021", "2021-34"),
        ("2T2021", "2021-34"),
        ("2021-Q2", "2021-34"),
        ("2nd quarter of 2021", "2021-34"),
        ("2.º trimestre de 2021", "2021-34"),
        ("1er trimestre de 2021", "2021-33"),
        ("el cuarto trimestre de 2021", "2021-36"),
        ("III trimestre 2021", "2021-35"),
        ("primavera de 2021", "2021-21"),
        ("fall 2021", "2021-23"),
        ("the 1990s", "199X"),
        ("los años 1990", "199X"),
        ("década de 1990", "199X"),
        ("29 y 30 de julio de 2021", "2021-07-29/2021-07-30"),
        ("29-30 July 2021", "2021-07-29/2021-07-30"),
        ("del 29 al 30 de julio de 2021", "2021-07-29/2021-07-30"),
        ("July 29–30, 2021", "2021-07-29/2021-07-30"),
        ("30 de junio a 1 de julio de 2021", ""),
        ("30 de junio de 2021 a 1 de julio de 2021", "2021-06-30/2021-07-01"),
        ("del 30 de junio de 2021 al 1 de julio de 2021", "2021-06-30/2021-07-01"),
        ("enero a julio de 2021", "2021-01/2021-07"),
        ("2019-2025", "2019/2025"),
        ("2019 – 2025", "2019/2025"),
        ("2019 / 2025", "2019/2025"),
        ("de 2019 a 2025", "2019/2025"),
        ("desde 2019", "2019/.."),
        ("since June 2019", "2019-06/.."),
        ("from 2019 to 2025", "2019/2025"),
        ("hasta el 10 de junio de 2021", "../2021-06-10"),
        ("until 2020", "../2020"),
        ("hacia 1996", "1996~"),
        ("2022 o 2025", "[2022,2025]"),
        ("2022, 2023 o 2025", "[2022,2023,2025]"),
        ("June 10, 2021, or 2022", "[2021-06-10,2022]"),
        ("2019 a 2022 o 2025", "2019/[2022,2025]"),
        ("until June 2021 or July 2021", "../[2021-06,2021-07]"),
        ("2022 or later", ""),
        ("c. 1996", "1996~"),
        ("about March 1996", "1996-03~"),
        ("03/2019", "2019-03"),
        ("1.º de mayo de 2020", "2020-05-01"),
        ("1ro de mayo de 2020", "2020-05-01"),
        ("15/03/2019.", "2019-03-15"),
        ("desde el 15 de marzo de 2019 hasta hoy", "2019-03-15/.."),
        ("2019 a la fecha", "2019/.."),
        ("2019 - present", "2019/.."),
        ("2025-2019", ""),
        ("31/02/2021", ""),
        ("quinto trimestre de 2021", ""),
        ("hace años", ""),
        ("desde siempre", ""),
        ("", ""),
    ],
)
def test_a_date_or_period_that_is_meant(written: str, meant: str) -> None:
    assert when_meant(written, Locale.ES) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("60 days", "P60D"),
        ("dentro de 60 días", "P60D"),
        ("en un plazo de 6 meses", "P6M"),
        ("1 year", "P1Y"),
        ("2 semanas", "P2W"),
        ("Permanente", "continuous"),
        ("continuously", "continuous"),
        ("marzo de 2022", "2022-03"),
        ("lo antes posible", ""),
        ("0 days", ""),
    ],
)
def test_a_deadline_that_is_meant(written: str, meant: str) -> None:
    assert due_meant(written, Locale.ES) == meant
    assert not meant or str(Due.parse(meant)) == meant


def test_which_comes_first_in_english_is_not_guessed() -> None:
    assert [when_meant("03/04/2019", locale) for locale in (Locale.EN, Locale.ES)] == ["", "2019-04-03"]
    assert when_meant("15/03/2019", Locale.EN) == when_meant("03/15/2019", Locale.EN) == "2019-03-15"


@pytest.mark.parametrize(
    ("written", "meant"), [("15/03/2019", "2019-03-15"), ("marzo de 2019", ""), ("29 y 30 de julio de 2021", "")]
)
def test_a_day_that_is_meant(written: str, meant: str) -> None:
    assert day_meant(written, Locale.ES) == meant


@given(st.text(max_size=30) | st.from_regex(r"[0-9a-z ./–-]{0,24}", fullmatch=True), st.sampled_from(Locale))
def test_what_is_offered_is_a_date(written: str, locale: Locale) -> None:
    meant = when_meant(written, locale)
    assert not meant or str(When.parse(meant)) == meant


@given(WHENS, st.sampled_from(Locale))
def test_what_the_site_says_of_a_date_is_understood_or_left_alone(when: When, locale: Locale) -> None:
    meant = when_meant(when.in_words(locale), locale)
    assert not meant or str(When.parse(meant)) == meant
    points = when.first.points if isinstance(when.first, OneOf) else (when.point,)
    if when.single and all(point.doubt is Doubt.NONE and point.precision > Precision.CENTURY for point in points):
        assert meant == str(when)

"""Countries as documents write them, and the codes that are meant; nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.locale import Locale, country_names
from knowledge_base.parse.countries_meant import NamedCountry, countries_meant, country_codes_meant


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("the United States of America", "US"),
        ("los Estados Unidos de América", "US"),
        ("EE. UU., Nicaragua e Italia", "US NI IT"),
        ("Panama and the Dominican Republic", "PA DO"),
        ("Belice y Costa Rica", "BZ CR"),
        ("Belize, Canada, and the Republic of Korea", "BZ CA KR"),
        ("the Governments of Guatemala & Honduras", "GT HN"),
        ("Trinidad and Tobago and Antigua and Barbuda", "TT AG"),
        ("San Vicente y las Granadinas, la República de El Salvador, y Honduras", "VC SV HN"),
        ("los Estados Unidos Mexicanos así como la República Bolivariana de Venezuela", "MX VE"),
        ("CR, MX y PA", "CR MX PA"),
        ("the Democratic Republic of the Congo", "CD"),
        ("the Bahamas; Colombia/Panamá", "BS CO PA"),
        ("", ""),
    ],
)
def test_each_country_of_a_list_has_its_code(written: str, codes: str) -> None:
    assert [each.codes for each in countries_meant(written)] == [(code,) for code in codes.split()]


def test_a_name_that_several_share_has_all_their_codes_and_one_that_nobody_has_none() -> None:
    assert countries_meant("Corea, Congo y Atlántida") == (
        NamedCountry("Corea", ("KP", "KR")),
        NamedCountry("Congo", ("CD", "CG")),
        NamedCountry("Atlántida", ()),
    )


def test_codes_are_those_of_known_countries_only() -> None:
    names = {"PA": ("Istmo",), "CR": ()}
    assert country_codes_meant("el Istmo y Costa Rica", names) == ("PA", "CR")
    assert country_codes_meant("Panamá y México", names) == ()
    assert country_codes_meant("Panamá y Corea", names) == ()


_NAMES = [
    (code, name)
    for locale in Locale
    for code, name in country_names(locale).items()
    if not set(name) & {",", "/"} and name != "Congo"
]


@given(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4), st.sampled_from((" and ", " y ", ", ")))
def test_every_list_of_names_is_read_back(named: list[tuple[str, str]], joint: str) -> None:
    found = countries_meant(joint.join(name for _, name in named))
    assert [each.codes for each in found] == [(code,) for code, _ in named]

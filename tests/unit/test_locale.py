"""Names, dates and numbers in both languages."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest

from knowledge_base.environment import source_date, user_language
from knowledge_base.locale import (
    Locale,
    alternatives,
    clock,
    country_name,
    date_span,
    fold,
    gettext_translations,
    long_date,
    message,
    number,
    sort_key,
)
from knowledge_base.setup_error import SetupError

DAY = dt.date(2021, 6, 10)


def test_each_language_is_the_other_of_the_other() -> None:
    assert [locale.other for locale in Locale] == [Locale.EN, Locale.ES]


def test_messages_are_put_into_the_language_and_filled_in() -> None:
    assert message(Locale.EN, "the id {id!r} is there twice", id="a") == "the id 'a' is there twice"
    assert message(Locale.ES, "the id {id!r} is there twice", id="a") == "el id 'a' está dos veces"
    assert message(Locale.ES, "add ] or }") == "añada ] o }"
    assert message(Locale.ES, "nobody has translated this") == "nobody has translated this"
    assert message(Locale.ES, "") == ""
    assert [gettext_translations(Locale.ES).ngettext("{n} error", "{n} errors", n) for n in (1, 2)] == [
        "{n} error",
        "{n} errores",
    ]


def test_a_day_in_words() -> None:
    assert long_date(DAY, Locale.EN) == "10 June 2021"
    assert long_date(DAY, Locale.ES) == "10 de junio de 2021"


@pytest.mark.parametrize(
    ("end", "english", "spanish"),
    [
        (DAY, "10 June 2021", "10 de junio de 2021"),
        (dt.date(2021, 6, 11), "10–11 June 2021", "10–11 de junio de 2021"),
        (dt.date(2021, 7, 1), "10 June\u2009–\u20091 July 2021", "10 de junio\u2009–\u20091 de julio de 2021"),
        (
            dt.date(2022, 1, 2),
            "10 June 2021\u2009–\u20092 January 2022",
            "10 de junio de 2021\u2009–\u20092 de enero de 2022",
        ),
    ],
)
def test_a_span_of_days_in_words(end: dt.date, english: str, spanish: str) -> None:
    assert [date_span(DAY, end, locale) for locale in (Locale.EN, Locale.ES)] == [english, spanish]


def test_times_numbers_and_alternatives() -> None:
    assert clock(dt.time(9, 5)) == "09:05"
    assert [number(value, Locale.ES) for value in ("13877", "90.53", "-1")] == ["13,877", "90.53", "-1"]
    assert alternatives(["a", "b", "c"], Locale.EN) == "a, b or c"
    assert alternatives(["a", "b", "c"], Locale.ES) == "a, b o c"
    assert alternatives([], Locale.ES) == ""


def test_names_of_countries_come_from_cldr() -> None:
    assert country_name("MX", Locale.EN) == "Mexico"
    assert country_name("DO", Locale.ES) == "República Dominicana"
    with pytest.raises(KeyError):
        country_name("QX", Locale.EN)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Migración", "migracion"), ("NIÑEZ", "ninez"), ("Größe", "grosse"), ("ﬁn", "fin"), ("e\u0301", "e"), ("", "")],
)
def test_folding_takes_case_and_accents_away(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("locale", "names"),
    [
        (Locale.ES, ["anillo", "ánimo", "ano", "año", "apto", "chico", "Nudo", "nz", "ñame", "Ñandú", "oso", "único"]),
        (Locale.EN, ["anillo", "ánimo", "ano", "año", "apto", "chico", "ñame", "Ñandú", "Nudo", "nz", "oso", "único"]),
        (Locale.ES, ["Acuerdo 2", "Acuerdo 10", "Acuerdo final", "acuerdos"]),
    ],
)
def test_names_are_sorted_as_the_language_does(locale: Locale, names: list[str]) -> None:
    mixed = dict.fromkeys(names[1::2] + names[::2])
    assert sorted(mixed, key=lambda name: sort_key(name, locale)) == names
    # As it comes from another keyboard: the accent apart from its letter.
    apart = [unicodedata.normalize("NFD", name) for name in names]
    assert sorted(apart[1::2] + apart[::2], key=lambda name: sort_key(name, locale)) == apart


def test_the_day_of_a_build_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert source_date() is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1623283200")
    assert source_date() == DAY
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "253402300799")
    assert source_date() == dt.date.max


@pytest.mark.parametrize("value", ["today", " 1", "-1", "+1", "1_0", "1.5", "\u0661", "253402300800", "9" * 5000])
def test_a_day_that_is_none_is_said_to_be_none(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(SetupError, match=r"^SOURCE_DATE_EPOCH is ") as error:
        source_date()
    assert error.value.sentence(Locale.ES).startswith("SOURCE_DATE_EPOCH es ")


def test_the_language_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert user_language() == ""
    monkeypatch.setattr("locale.getlocale", lambda: ("Spanish_Mexico", "1252"))
    assert user_language() == "Spanish_Mexico"
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    assert user_language() == "es_MX.UTF-8"
    monkeypatch.setenv("LANGUAGE", "en_US:es")
    assert user_language() == "en_US"

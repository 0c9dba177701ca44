"""The two languages of the site: messages, names and dates in each.

English sentences stand in the code and in the templates; their Spanish form stands in ``locales/es.po``, in the
format of GNU gettext. Names of countries and the wording of dates come from Unicode CLDR, through Babel.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

import babel
import babel.dates
import babel.lists
import babel.numbers
import babel.units
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations


class Locale(StrEnum):
    """A language of the site (BCP 47). The first is the one at the root of the site: most readers come in Spanish."""

    ES = "es"
    EN = "en"

    @property
    def other(self) -> Locale:
        """The other language."""
        return Locale.EN if self is Locale.ES else Locale.ES


DEFAULT_LOCALE = Locale.ES

# English as the governments of the region write it, and Spanish as Mexico writes it: dates and numbers differ.
_CLDR = {Locale.EN: babel.Locale.parse("en_US"), Locale.ES: babel.Locale.parse("es_MX")}


@cache
def gettext_translations(locale: Locale) -> NullTranslations:
    """Return the messages of a language; those of English are the ones in the code."""
    return NullTranslations() if locale is Locale.EN else Translations(io.BytesIO(compiled(locale)))


@cache
def compiled(locale: Locale) -> bytes:
    """Return the catalogue of a language other than English as gettext reads it (MO)."""
    source = files("knowledge_base").joinpath(f"locales/{locale}.po").read_bytes()
    made = io.BytesIO()
    write_mo(made, read_po(io.BytesIO(source), locale=str(locale)))
    return made.getvalue()


def message(locale: Locale, text: str, /, **values: object) -> str:
    """Return an English message in a language, with its ``{values}`` filled in."""
    # Under the empty message a catalogue keeps the account of itself.
    translated = gettext_translations(locale).gettext(text) if text else ""
    return translated.format(**values) if values else translated


InLanguage = Callable[[Locale], str]
"""Words for readers that are made in the language that is asked for."""


def saying(text: str) -> InLanguage:
    """Return what says an English message in the language that it is asked in."""
    return lambda locale: message(locale, text)


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark a message for translation without translating it yet."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as above
    """Mark a message that has a form for one and a form for many, without translating it yet."""
    return one, many


@cache
def country_name(code: str, locale: Locale) -> str:
    """Return the name of a country (ISO 3166-1 alpha-2) from CLDR.

    Raises:
        KeyError: CLDR has no such territory.
    """
    return str(_CLDR[locale].territories[code])


@cache
def long_date(date: dt.date, locale: Locale) -> str:
    """Return a date in words: ``June 10, 2021``, ``10 de junio de 2021``."""
    return babel.dates.format_date(date, "long", locale=_CLDR[locale])


@cache
def months() -> Mapping[str, int]:
    """Return the months by their names and abbreviations in both languages, folded: ``{"junio": 6, "jun": 6, ...}``."""
    return {
        fold(name).rstrip("."): number
        for locale in _CLDR.values()
        for width in ("wide", "abbreviated")
        for number, name in babel.dates.get_month_names(width, locale=locale).items()
    } | {"setiembre": 9}


def short_month(date: dt.date, locale: Locale) -> str:
    """Return the month of a date in few letters: ``Jun 2021``, ``jun 2021``."""
    return babel.dates.format_skeleton("yMMM", date, locale=_CLDR[locale])


def month_and_year(date: dt.date, locale: Locale) -> str:
    """Return the month of a date in words: ``June 2021``, ``junio de 2021``."""
    return babel.dates.format_skeleton("yMMMM", date, locale=_CLDR[locale])


def quarter_and_year(date: dt.date, locale: Locale) -> str:
    """Return the quarter of a date in words: ``2nd quarter 2021``, ``2.º trimestre de 2021``."""
    return babel.dates.format_skeleton("yQQQQ", date, locale=_CLDR[locale])


def date_span(start: dt.date, end: dt.date, locale: Locale) -> str:
    """Return the days from ``start`` to ``end`` in words, once where they are the same day."""
    if start == end:
        return long_date(start, locale)
    greatest = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    return _interval(start, end, "yMMMMd", greatest, locale)


def month_span(start: dt.date, end: dt.date, locale: Locale) -> str:
    """Return the months from that of ``start`` to that of ``end``, which is another, in words."""
    return _interval(start, end, "yMMMM", "y" if start.year != end.year else "M", locale)


def year_span(start: dt.date, end: dt.date, locale: Locale) -> str:
    """Return the years from that of ``start`` to that of ``end``, which is another: ``2019–2025``."""
    return _interval(start, end, "y", "y", locale)


def _interval(start: dt.date, end: dt.date, skeleton: str, greatest: str, locale: Locale) -> str:
    # CLDR has intervals with the month in full in some languages only; those with its abbreviation stand in all.
    patterns = _CLDR[locale].interval_formats
    parts = (patterns.get(skeleton) or patterns[skeleton.replace("MMMM", "MMM")])[greatest]
    full = (re.sub(r"\bMMM\b", "MMMM", part) for part in parts)
    return "".join(
        babel.dates.format_date(day, pattern, locale=_CLDR[locale])
        for day, pattern in zip((start, end), full, strict=True)
    )


def span(start: str, end: str, locale: Locale) -> str:
    """Join the two ends of a period, each in words."""
    return str(_CLDR[locale].interval_formats[None]).format(start, end)


def duration(counts: Iterable[tuple[str, int]], locale: Locale) -> str:
    """Return a length of time in words: ``60 days``, ``1 año y 6 meses``.

    Args:
        counts: how many there are of each unit of CLDR (``year``, ``month``, ``week``, ``day``), the largest first.
        locale: the language.
    """
    units = (
        babel.units.format_unit(count, f"duration-{unit}", locale=_CLDR[locale]) for unit, count in counts if count
    )
    return babel.lists.format_list(list(units), locale=_CLDR[locale])


def clock(time: dt.time) -> str:
    """Return a time of day on the 24-hour clock, ``09:45``, as the agendas of the meetings print it."""
    return time.strftime("%H:%M")


def time_zone_place(zone: str, locale: Locale) -> str:
    """Return the place whose clocks show the time of a zone of the IANA database: "Ciudad de México"."""
    return str(babel.dates.get_timezone_location(zone, locale=_CLDR[locale], return_city=True))


def number(value: object, locale: Locale) -> str:
    """Return a number with the separators of the language: ``13,877``."""
    return babel.numbers.format_decimal(str(value), locale=_CLDR[locale])


def alternatives(items: Iterable[str], locale: Locale) -> str:
    """Join words as a sentence does that leaves the choice: ``a, b, or c``, ``a, b o c``."""
    return babel.lists.format_list(list(items), style="or", locale=_CLDR[locale])


def fold(text: str) -> str:
    """Return the text without case and accents, so that ``Migración`` and ``migracion`` are one word."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(char for char in decomposed if not unicodedata.combining(char))

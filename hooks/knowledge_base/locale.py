"""The two languages of the site: translated messages, and localised names, dates and numbers.

English messages are in the code and the templates; the Spanish ones are in ``locales/es.po`` (GNU gettext). Country
names and the formats of dates and numbers come from Unicode CLDR, through Babel, and the order of letters through ICU.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import babel
import babel.dates
import babel.lists
import babel.numbers
import babel.units
from babel.core import get_global
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations


class Locale(StrEnum):
    """A language of the site (BCP 47). Spanish comes first and is at the root of the site: most readers use it."""

    ES = "es"
    EN = "en"

    @property
    def other(self) -> Locale:
        """The other language."""
        return Locale.EN if self is Locale.ES else Locale.ES


DEFAULT_LOCALE = Locale.ES

# The regional conventions for dates and numbers: English as in Britain, as its spelling here, Spanish as in Mexico.
_Y_BEFORE_I = re.compile(r" y (?=h?[ií](?![aeo]))", re.IGNORECASE)
_CLDR = {Locale.EN: babel.Locale.parse("en_GB"), Locale.ES: babel.Locale.parse("es_MX")}


@cache
def gettext_translations(locale: Locale) -> NullTranslations:
    """Return the gettext catalogue of a language. That of English is empty, as messages are English."""
    return NullTranslations() if locale is Locale.EN else Translations(io.BytesIO(compiled(locale)))


@cache
def compiled(locale: Locale) -> bytes:
    """Return the compiled catalogue (MO) of a language other than English."""
    source = files("knowledge_base").joinpath(f"locales/{locale}.po").read_bytes()
    made = io.BytesIO()
    write_mo(made, read_po(io.BytesIO(source), locale=str(locale)))
    return made.getvalue()


def message(locale: Locale, text: str, /, **values: object) -> str:
    """Translate an English message, and fill in its placeholders (`str.format`).

    Raises:
        KeyError: a placeholder has no value, though others have.
    """
    # gettext stores the header of a catalogue as the translation of the empty message.
    translated = gettext_translations(locale).gettext(text) if text else ""
    return translated.format(**values) if values else translated


InLanguage = Callable[[Locale], str]
"""A text that is not in a language yet: call it with one."""


def saying(text: str) -> InLanguage:
    """Return an English message as an `InLanguage`, to be translated later."""
    return lambda locale: message(locale, text)


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark a message for translation without translating it yet."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as above
    """Mark a message with a singular and a plural form for translation without translating it yet."""
    return one, many


@cache
def country_name(code: str, locale: Locale) -> str:
    """Return the name of a country (ISO 3166-1 alpha-2) from CLDR.

    Raises:
        KeyError: CLDR has no such territory.
    """
    return str(_CLDR[locale].territories[code])


# What CLDR lists among the territories though it is no country: unions, and codes for tests and for what is not known.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


@cache
def country_names(locale: Locale) -> Mapping[str, str]:
    """Return the names of all countries from CLDR, by their codes (ISO 3166-1 alpha-2): ``{"PA": "Panama"}``."""
    names = _CLDR[locale].territories.items()
    return {code: str(name) for code, name in names if len(code) == 2 and code not in _NO_COUNTRIES}


@cache
def languages(locale: Locale) -> Mapping[str, str]:
    """Return the names of the languages with a code of two letters (ISO 639-1) from CLDR: ``{"pt": "Portuguese"}``."""
    return {code: str(name) for code, name in _CLDR[locale].languages.items() if len(code) == 2}


@cache
def long_date(date: dt.date, locale: Locale) -> str:
    """Format a date in full: ``10 June 2021``, ``10 de junio de 2021``."""
    return babel.dates.format_date(date, "long", locale=_CLDR[locale])


@cache
def months() -> Mapping[str, int]:
    """Return the numbers of the months by their folded names and abbreviations: ``{"junio": 6, "jun": 6, ...}``.

    It covers both languages, and the regional variant "setiembre".
    """
    return {
        fold(name).rstrip("."): number
        for locale in _CLDR.values()
        for width in ("wide", "abbreviated")
        for number, name in babel.dates.get_month_names(width, locale=locale).items()
    } | {"setiembre": 9}


def short_month(date: dt.date, locale: Locale) -> str:
    """Format the month of a date, abbreviated: ``Jun 2021``, ``jun 2021``."""
    return babel.dates.format_skeleton("yMMM", date, locale=_CLDR[locale])


def month_and_year(date: dt.date, locale: Locale) -> str:
    """Format the month of a date: ``June 2021``, ``junio de 2021``."""
    return babel.dates.format_skeleton("yMMMM", date, locale=_CLDR[locale])


def quarter_and_year(date: dt.date, locale: Locale) -> str:
    """Format the quarter of a date: ``2nd quarter 2021``, ``2.º trimestre de 2021``."""
    return babel.dates.format_skeleton("yQQQQ", date, locale=_CLDR[locale])


def date_span(start: dt.date, end: dt.date, locale: Locale) -> str:
    """Format the days from ``start`` to ``end``; a single date if they are the same."""
    if start == end:
        return long_date(start, locale)
    greatest = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    return _interval(start, end, "yMMMMd", greatest, locale)


def month_span(start: dt.date, end: dt.date, locale: Locale) -> str:
    """Format the months from ``start`` to ``end``, which must be in different months."""
    return _interval(start, end, "yMMMM", "y" if start.year != end.year else "M", locale)


def year_span(start: dt.date, end: dt.date, locale: Locale) -> str:
    """Format the years from ``start`` to ``end``, which must be in different years: ``2019–2025``."""
    return _interval(start, end, "y", "y", locale)


def _interval(start: dt.date, end: dt.date, skeleton: str, greatest: str, locale: Locale) -> str:
    # CLDR has interval formats with full month names (MMMM) in some languages only, but those with abbreviated ones
    # (MMM) in all: take the latter where needed, and spell the month out.
    patterns = _CLDR[locale].interval_formats
    parts = (patterns.get(skeleton) or patterns[skeleton.replace("MMMM", "MMM")])[greatest]
    full = (re.sub(r"\bMMM\b", "MMMM", part) for part in parts)
    return "".join(
        babel.dates.format_date(day, pattern, locale=_CLDR[locale])
        for day, pattern in zip((start, end), full, strict=True)
    )


def span(start: str, end: str, locale: Locale) -> str:
    """Join the two ends of a period, formatted already, with CLDR's generic interval format."""
    return str(_CLDR[locale].interval_formats[None]).format(start, end)


def duration(counts: Iterable[tuple[str, int]], locale: Locale) -> str:
    """Format a duration: ``60 days``, ``1 año y 6 meses``.

    Args:
        counts: pairs of a CLDR unit (``year``, ``month``, ``week``, ``day``) and its count, the largest unit first;
            counts of 0 are left out.
        locale: the language.
    """
    units = (
        babel.units.format_unit(count, f"duration-{unit}", locale=_CLDR[locale]) for unit, count in counts if count
    )
    return babel.lists.format_list(list(units), locale=_CLDR[locale])


def clock(time: dt.time) -> str:
    """Format a time of day on the 24-hour clock, ``09:45``, as the agendas do in both languages."""
    return time.strftime("%H:%M")


# The first part of the names that are places (theory.html of the IANA database), unlike US/Central, EST or Etc/GMT+6.
_AREAS = frozenset(
    ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)


@cache
def is_time_zone(name: str) -> bool:
    """Whether a name is that of the time zone of a place in the IANA database."""
    # Of a zone that is newer than CLDR, the page could not name the place.
    known = get_global("zone_aliases").get(name, name) in get_global("zone_territories")
    return known and name.partition("/")[0] in _AREAS and name in _zones()


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def time_zones() -> Mapping[str, tuple[str, ...]]:
    """Return the IANA names of the time zones of places, each with the names of the place in both languages."""
    names = filter(is_time_zone, sorted(_zones()))
    return {
        name: (name.rpartition("/")[2].replace("_", " "), *(_city(name, locale) for locale in Locale)) for name in names
    }


def time_zone_meant(written: str) -> str:
    """Return the name of the place for which an older name of its zone stands, as ``US/Central``; empty if none."""
    name = str(get_global("zone_aliases").get(written, ""))
    return name if not written.isupper() and is_time_zone(name) else ""


def _city(zone: str, locale: Locale) -> str:
    # Of a zone whose city CLDR does not name, Babel returns the whole path: Argentina/Buenos Aires.
    return str(babel.dates.get_timezone_location(zone, locale=_CLDR[locale], return_city=True)).rpartition("/")[2]


def time_zone_place(zone: str, locale: Locale) -> str:
    """Return the city of an IANA time zone, from CLDR: "Ciudad de México" for ``America/Mexico_City``."""
    return _city(zone, locale)


def utc_offset(zone: str, day: dt.date) -> str:
    """Return the offset from UTC of an IANA time zone at noon of a day: ``UTC−6``, ``UTC+5:30``."""
    noon = dt.datetime.combine(day, dt.time(12), ZoneInfo(zone))
    minutes = round((noon.utcoffset() or dt.timedelta()).total_seconds() / 60)
    sign, minutes = ("−", -minutes) if minutes < 0 else ("+", minutes)
    return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")


def number(value: object, locale: Locale) -> str:
    """Format a number with the separators of the language: ``13,877``."""
    return babel.numbers.format_decimal(str(value), locale=_CLDR[locale])


def is_currency(code: str) -> bool:
    """Whether CLDR knows a currency of this code (ISO 4217)."""
    return code in babel.numbers.list_currencies("en")


def minor_digits(code: str) -> int:
    """Return how many decimals amounts in a currency have (ISO 4217), from CLDR: 2 for ``USD``, 0 for ``CLP``."""
    return babel.numbers.get_currency_precision(code)


def money(amount: Decimal, currency: str, locale: Locale) -> str:
    """Format an amount with the name of its currency: ``1,000 US dollars``, ``1,000 dólares estadounidenses``."""
    name = babel.numbers.get_currency_name(currency, amount, locale=_CLDR[locale])
    return f"{number(amount, locale)} {name}"


def territorial(locale: Locale) -> str:
    """Return a language with the territory whose usage the site follows: ``es_MX``."""
    return str(_CLDR[locale])


def alternatives(items: Iterable[str], locale: Locale) -> str:
    """Join items with "or": ``a, b or c``, ``a, b o c``."""
    return babel.lists.format_list(list(items), style="or", locale=_CLDR[locale])


def enumerated(items: Iterable[str], locale: Locale) -> str:
    """Join items with "and": ``a, b and c``, ``a, b y c``, ``a e inglés``."""
    joined = babel.lists.format_list(list(items), locale=_CLDR[locale])
    # Before the sound "i", "y" becomes "e" (RAE, Diccionario panhispánico de dudas, "y"), which CLDR does not know.
    return _Y_BEFORE_I.sub(" e ", joined) if locale is Locale.ES else joined


@cache
def _collator(locale: Locale) -> Any:
    # Here and not above: loading the library takes a command longer than most of what it does, and few sort anything.
    import icu  # noqa: PLC0415

    collator = icu.Collator.createInstance(icu.Locale(territorial(locale)))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return collator


@cache
def sort_key(text: str, locale: Locale) -> bytes:
    """Return the key by which a language sorts a name (CLDR collation, UTS #35 part 5).

    Accents are within their letter and case does not count unless all else is equal; in Spanish, ñ follows n. Numbers
    sort by their value.
    """
    return bytes(_collator(locale).getSortKey(text)) + b"\0" + text.encode()


def fold(text: str) -> str:
    """Remove case and accents (Unicode case folding and NFKD), so that ``Migración`` equals ``migracion``."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(char for char in decomposed if not unicodedata.combining(char))

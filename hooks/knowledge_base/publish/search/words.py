"""Words as the search compares them. ``search-words.js`` does the same with what a reader types.

A *form* is a word as it is written, in lower case (Unicode NFC). An acronym has a full stop at its end: ``sica.`` is
none of the forms of a word. Forms stand in the index under their *key*: their stem (Snowball), without accents, so that
a word is found however it is accented. Numbers are whole: 7,000, 7.000 and 7 000 are ``7000``. A date is one more form,
``2021-09-20``, and its month another, ``2021-09``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Protocol

import snowballstemmer

from knowledge_base.locale import Locale, fold, months
from knowledge_base.model.common_words import COMMON

_CAPITAL = "A-ZÁÉÍÓÚÜÑ"
_COMPOUND = r"[^\W_]+(?:[-\u2010\u2011'\u2019][^\W_]+)*"
_WORD = re.compile(_COMPOUND)
_NO_WORD = re.compile(rf"[0-9]|[{_CAPITAL}]\.[\u0020\u00a0]?[{_CAPITAL}]")
_TOKEN = re.compile(
    rf"""(?<![^\W_])(?:
        (?P<time>[0-9]{{1,2}}:[0-9]{{2}}(?![0-9]))
      | (?P<whole>[0-9]{{1,3}}(?:[.,\u0020\u00a0\u202f][0-9]{{3}})+(?![^\W_]))
      | (?P<decimal>[0-9]+[.,][0-9]{{1,2}}(?![^\W_]|[.,/-][0-9]))
      | (?P<spaced>(?:[{_CAPITAL}]{{1,2}}\.[\u0020\u00a0])+[{_CAPITAL}]{{1,2}}\.)
      | (?P<dotted>[{_CAPITAL}]{{1,2}}(?:\.[{_CAPITAL}]{{1,2}})+(?![^\W_]))
    )|(?P<word>{_COMPOUND})""",
    re.VERBOSE,
)
_PARTED = re.compile("[-\u2010\u2011]")
_OWNED = re.compile("['\u2019][^\\W_]*")
_NO_DIGIT = re.compile(r"[^0-9]")
_ACRONYM = re.compile(rf"[{_CAPITAL}][{_CAPITAL}0-9]{{1,5}}s?$")
_NUMBER = re.compile(r"[0-9]")
_NOT_ENYE = re.compile("[^ñ]+")
_ION = re.compile(r"ion$")
# Nouns in -ar, -er and -ir, which the stemmer takes for verbs, and their plurals have one stem: taller, talleres.
_PLURAL = re.compile(r"(?<=[aei]r)es$")
# British spellings as American ones: labour, organisation, programme, centre.
_BRITISH = (
    (re.compile(r"our(?=(?:s|ed|er|ers|ing|able|al|ite|ites|ly)?$)"), "or"),
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)"), "iz"),
    (re.compile(r"gramme(?=s?$)"), "gram"),
    (re.compile(r"centre(?=s?$)"), "center"),
)


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@cache
def _stemmer(locale: Locale) -> _Stemmer:
    stemmer: _Stemmer = snowballstemmer.stemmer("spanish" if locale is Locale.ES else "english")
    return stemmer


@cache
def unaccented(word: str) -> str:
    """Return a word in lower case and without accents, but for ñ, which is a letter of its own."""
    if word.isascii():
        return word.lower()
    lower = unicodedata.normalize("NFC", word).lower()
    return _NOT_ENYE.sub(lambda part: _bare(part[0]), lower)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))


@cache
def stem_key(form: str, locale: Locale) -> str:
    """Return the key under which a form stands in the index of a language: the stem of what is left without accents.

    Stemmers know many Spanish endings by their accents. All words that end in -ion have one there, and get it back.
    English words stand under their American spelling.
    """
    plain = unaccented(form.rstrip(".")).replace("ñ", "n")
    if _NUMBER.search(plain):
        return plain
    spelled = _PLURAL.sub("", _ION.sub("ión", plain)) if locale is Locale.ES else _american(plain)
    return unaccented(_stemmer(locale).stemWord(spelled))


def _american(word: str) -> str:
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word


def forms_in(text: str, locale: Locale) -> list[tuple[int, str]]:
    """Return the forms of a text that are looked for, each with the place of its word.

    A compound is found by each part and by all of them in one: "extra-regional" is ``extra``, ``regional`` and
    ``extraregional``, and "EE. UU." is ``ee.``, ``uu.`` and ``eeuu.``. Common words are left out, but count.

    Args:
        text: a text without markup.
        locale: the language of the index.
    """
    found: list[tuple[int, str]] = []
    place = 0
    if _NO_WORD.search(text):
        words = (_number_or_acronym(match, locale) or _forms_of(match[0], locale) for match in _TOKEN.finditer(text))
    else:
        # Most texts: without figures and acronyms with full stops, all is words.
        words = (_forms_of(word, locale) for word in _WORD.findall(text))
    for forms, count in words:
        found += [(place + offset, form) for offset, form in forms]
        place += count
    return found


_Forms = tuple[tuple[tuple[int, str], ...], int]
"""Forms, each with the place of its word after the first, and how many words there are."""


def _number_or_acronym(match: re.Match[str], locale: Locale) -> _Forms | None:
    written = match[0]
    match match.lastgroup:
        case "time":
            form = written
        case "whole":
            form = _NO_DIGIT.sub("", written)
        case "decimal":
            form = written.replace(",", ".")
        case "spaced":
            groups = written.replace(".", " ").split()
            parts = [(at, form) for at, group in enumerate(groups) for form in _form(group, COMMON[locale])]
            return ((0, f"{''.join(groups).lower()}."), *parts), len(groups)
        case "dotted":
            form = f"{written.replace('.', '').lower()}."
        case _:
            return None
    return ((0, form),), 1


@cache
def _forms_of(written: str, locale: Locale) -> _Forms:
    """Return the forms of a word or compound."""
    common = COMMON[locale]
    # What an apostrophe adds is no part of the word: "children's".
    parts = [written] if written.isalnum() else [part for part in _PARTED.split(_OWNED.sub("", written)) if part]
    if len(parts) < 2:
        return tuple((0, form) for form in _form(parts[0] if parts else written, common)), 1
    forms = [(offset, form) for offset, part in enumerate(parts) for form in _form(part, common)]
    return ((0, "".join(parts).lower()), *forms), len(parts)


def _form(word: str, common: frozenset[str]) -> tuple[str, ...]:
    """Return the form of a simple word, if it is looked for."""
    if _ACRONYM.match(word):
        return (f"{word.rstrip('s').lower()}.",)
    form = word.lower()
    return () if form in common else (form,)


def _date_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=lambda name: (-len(name), name)))
    day, year, many = r"(\d{1,2})(?:\.?º|st|nd|rd|th)?", r"(\d{4})(?!\d)", r"(?:\s*(?:-|–|y|al?|and|to|,)\s*"
    spanish = rf"(?:(?<!\d){day}{many}{day})?\s+(?:de\s+)?)?({names})\.?\s+(?:de\s+|del\s+)?{year}"
    english = rf"({names})\.?(?:\s+{day}{many}{day})?,?)?\s+{year}"
    iso, figures = (
        r"(?<!\d)(\d{4})-(\d\d)(?:-(\d\d))?(?!\d|-\d)",
        r"(?<![\d/.])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)",
    )
    return re.compile(rf"(?:{spanish})|(?:{english})|(?:{iso})|(?:{figures})")


@cache
def _months() -> dict[str, int]:
    return {name: number for name, number in months().items() if len(name) > 2} | {"sept": 9}


_DATES = _date_pattern()
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def dates_in(text: str, locale: Locale) -> tuple[str, ...]:
    """Return the dates of a text as forms: each day (``2021-09-20``) and each month (``2021-09``), sorted.

    It knows "20 de septiembre de 2021", "20-21 September 2021", "September 20, 2021", 20/09/2021 and 2021-09-20. Of
    20/09/2021 the first number is the day; in English both are tried.
    """
    found: set[str] = set()
    if not _YEAR.search(text):
        return ()
    for match in _DATES.finditer(fold(text)):
        first, second, month, year, month_en, first_en, second_en, year_en, *figures = match.groups()
        if name := month or month_en:
            number = _months()[name]
            for day in (first, second, first_en, second_en, None):
                found |= _forms_of_date(int(year or year_en), number, int(day) if day else 0)
            continue
        iso_year, iso_month, iso_day, one, two, last = figures
        if iso_year:
            found |= _forms_of_date(int(iso_year), int(iso_month), int(iso_day or 0))
            continue
        found |= _forms_of_date(int(last), int(two), int(one))
        if locale is Locale.EN:
            found |= _forms_of_date(int(last), int(one), int(two))
    return tuple(sorted(found))


def _forms_of_date(year: int, month: int, day: int) -> set[str]:
    if not (1900 <= year < 2100 and 1 <= month <= 12 and day <= 31):
        return set()
    month_form = f"{year}-{month:02}"
    return {month_form, f"{month_form}-{day:02}"} if day else {month_form}


def month_numbers() -> dict[str, int]:
    """Return the numbers of the months by their folded names and abbreviations, of both languages."""
    return dict(sorted(_months().items()))

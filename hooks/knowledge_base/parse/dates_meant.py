"""Normalises dates, periods and deadlines as people write them to the notation of the fields, for "did you mean"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from knowledge_base.locale import Locale, fold, months
from knowledge_base.model.due import CONTINUOUS
from knowledge_base.model.when import When

# All patterns match text that went through `fold`: lower case, without accents, "2.o" for "2.º".
_MONTHS = 12
_DAY_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[/. –—‑-]| - )(\d{1,2})(?:(?:[/. –—‑-]| - )(\d{1,2}))?")
_YEAR_FIRST_GLUED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[/. -](\d{4})")
_DAY_AND_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.?(?:o|er|ro|°))?(?: de| of)?[ /-]([a-z]+)\.?,?(?: del?| of)?[ /-](\d{4})"
)
_MONTH_AND_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH = re.compile(r"([a-z]+)\.?(?: del?| of)? (\d{4})")
_DECADE = re.compile(r"(?:(?:the|los|anos|decada de|la decada de|los anos) )?(\d{3})0'?s?")
_OF_YEAR = r"(?: de| del| of)?[ -]?(?P<year>\d{4})"
_QUARTER = (
    re.compile(rf"(?:q|t)(?P<part>[1-4]){_OF_YEAR}"),
    re.compile(rf"(?P<part>[1-4])(?:q|t){_OF_YEAR}"),
    re.compile(r"(?P<year>\d{4})[ /-]?(?:q|t)(?P<part>[1-4])"),
    re.compile(rf"(?:the |el )?(?P<part>[a-z]+|[1-4]\.?(?:st|nd|rd|th|er|do|to|o|°)?) (?:quarter|trimestre){_OF_YEAR}"),
)
_SEASON = re.compile(rf"(?P<part>[a-z]+){_OF_YEAR}")
_ORDINALS = (
    ("first", "primer", "i"),
    ("second", "segundo", "ii"),
    ("third", "tercer", "iii"),
    ("fourth", "cuarto", "iv"),
)
_SEASONS = (("spring", "primavera"), ("summer", "verano"), ("autumn", "fall", "otono"), ("winter", "invierno"))
_ABOUT = re.compile(
    r"(?:hacia|circa|ca?\.?|about|around|aprox\.?|approx\.?|aproximadamente|approximately)(?: el)? (.+)"
)
_SINCE = re.compile(r"(?:desde|since|from|a partir de)(?: el)? (.+?)(?: on| onwards| en adelante)?")
_UNTIL_NOW = re.compile(
    r"(?:desde |since |from |a partir de |de )?(?:el )?(.+?),? ?(?:-|–|—|/|hasta|al?|to|until|till) ?"
    r"(?:hoy|la fecha|(?:el )?presente|(?:la )?actualidad|ahora|today|now|date|ongoing|(?:the )?present)"
)
_UNTIL = re.compile(r"(?:hasta|until|till|up to)(?: el)? (.+)")
_TO = r"(?: ?[-–—] ?| y | al? | and | to | hasta | until )"
_DAYS_OF_MONTH = re.compile(rf"(?:del? |from )?(\d{{1,2}}){_TO}(?:el )?(\d{{1,2}})( .+)")
_MONTH_AND_DAYS = re.compile(rf"(?:from )?([a-z]+\.? )(\d{{1,2}}){_TO}(\d{{1,2}})(,? \d{{4}})")
_MONTHS_OF_YEAR = re.compile(rf"(?:de |from )?([a-z]+\.?){_TO}([a-z]+\.?)((?: del?| of)? \d{{4}})")
_UNITS = {
    "D": ("day", "days", "dia", "dias"),
    "W": ("week", "weeks", "semana", "semanas"),
    "M": ("month", "months", "mes", "meses"),
    "Y": ("year", "years", "ano", "anos"),
}
_LENGTH = re.compile(r"(?:within |in |dentro de |en un plazo de |en )?([1-9]\d?) ([a-z]+)")
_CONTINUOUS = re.compile(r"(?:de manera |de forma )?(?:continu\w*|permanente\w*|permanent\w*|ongoing)")
_OR = re.compile(r",? (?:or|o|u) ")
_LISTED = re.compile(rf"{_OR.pattern}|, ")
_ENDS = re.compile(r" ?/ ?| ?[-–—] ?| al? | to | hasta | until ")


def when_meant(written: str, locale: Locale) -> str:
    """Normalise a date or a period to EDTF; return an empty string if it is none or ambiguous.

    Args:
        written: the input: ``24/08/2021``, ``marzo de 2019``, ``Q2 2021``, ``29 y 30 de julio de 2021``,
            ``desde 2019``, ``about 1996``, ``2022 o 2025``.
        locale: the language of the input. In Spanish the day comes first; in English it may come first or second.
    """
    for meant in _readings(re.sub(r"[.,;]$", "", " ".join(fold(written).split())), locale):
        try:
            return str(When.parse(meant))
        except PydanticCustomError:
            continue
    return ""


def due_meant(written: str, locale: Locale) -> str:
    """Normalise a deadline to the notation of `Due`; return an empty string if it is none or ambiguous.

    Args:
        written: the input: ``60 days``, ``permanente``, or a date as for `when_meant`.
        locale: the language of the input.
    """
    text = " ".join(fold(written).split())
    if _CONTINUOUS.fullmatch(text):
        return CONTINUOUS
    found = _LENGTH.fullmatch(text)
    unit = next((sign for sign, names in _UNITS.items() if found and found[2] in names), "")
    if found and unit:
        return f"P{found[1]}{unit}"
    return when_meant(written, locale)


_TIME_OF_DAY = re.compile(r"(?<=\d)(?:t|,? )\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?:z|[+-]\d{2}:?\d{2}))?$")


def day_meant(written: str, locale: Locale) -> str:
    """Normalise a day to ISO 8601; return an empty string if it is none or ambiguous.

    Args:
        written: the input: ``24/08/2021``, ``10 de junio de 2021``, with a time of day as programs add it.
        locale: the language of the input.
    """
    meant = _date(_TIME_OF_DAY.sub("", " ".join(fold(written).split())), locale)
    return meant if re.fullmatch(r"\d{4}-\d{2}-\d{2}", meant) else ""


def _readings(text: str, locale: Locale) -> Iterator[str]:
    """Yield the possible readings of a folded text, the likeliest first. Not all are valid EDTF."""
    yield _date(text, locale)
    if found := _ABOUT.fullmatch(text):
        yield f"{_date(found[1], locale)}~"
    if found := _DAYS_OF_MONTH.fullmatch(text):
        yield "/".join(_date(f"{day}{found[3]}", locale) for day in (found[1], found[2]))
    if found := _MONTH_AND_DAYS.fullmatch(text):
        yield "/".join(_date(f"{found[1]}{day}{found[4]}", locale) for day in (found[2], found[3]))
    if found := _MONTHS_OF_YEAR.fullmatch(text):
        yield "/".join(_date(f"{month}{found[3]}", locale) for month in (found[1], found[2]))
    if found := _UNTIL.fullmatch(text):
        yield f"../{_date(found[1], locale) or '-'}"
    for pattern in (_UNTIL_NOW, _SINCE):
        if found := pattern.fullmatch(text):
            yield f"{_date(found[1], locale) or '-'}/.."
    inside = re.sub(r"^(?:del?|desde|from|between) (?:el )?", "", text)
    for end in _ENDS.finditer(inside):
        first, last = inside[: end.start()], re.sub("^el ", "", inside[end.end() :])
        # Of "2018 or 2100 to 2199", the years that belong together are not clear.
        if _OR.search(first):
            continue
        yield f"{_date(first, locale) or '-'}/{_date(last, locale) or '-'}"


def _date(text: str, locale: Locale) -> str:
    """Normalise a folded text to a single date, or one of several; return an empty string if that fails."""
    if _OR.search(text):
        # A comma is between dates, or in one: "June 10, 2021 or 2022".
        for between in (_LISTED, _OR):
            dates = [_date(each, locale) for each in between.split(text)]
            if all(dates):
                return f"[{','.join(dates)}]"
        return ""
    if re.fullmatch(r"[1-9]\d{3}", text):
        return text
    if found := _DAY_FIRST.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        # In Spanish the day comes first, unless what follows is no month.
        spanish = locale is Locale.ES and second <= _MONTHS
        orders = [(first, second)] if spanish else [(first, second), (second, first)]
        days = {day for pair in orders if (day := _calendar(year, pair[1], pair[0]))}
        return days.pop() if len(days) == 1 else ""
    if found := _YEAR_FIRST.fullmatch(text) or _YEAR_FIRST_GLUED.fullmatch(text):
        return _calendar(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := _MONTH_FIRST.fullmatch(text):
        return _calendar(int(found[2]), int(found[1]), None)
    if (found := _DAY_AND_MONTH.fullmatch(text)) and found[2] in months():
        return _calendar(int(found[3]), months()[found[2]], int(found[1]))
    if (found := _MONTH_AND_DAY.fullmatch(text)) and found[1] in months():
        return _calendar(int(found[3]), months()[found[1]], int(found[2]))
    if (found := _MONTH.fullmatch(text)) and found[1] in months():
        return _calendar(int(found[2]), months()[found[1]], None)
    return _part_of_year(text)


def _part_of_year(text: str) -> str:
    """Normalise a folded text to a quarter, season or decade; return an empty string if it is none."""
    for pattern in _QUARTER:
        if found := pattern.fullmatch(text):
            named = next((place for place, names in enumerate(_ORDINALS, 1) if found["part"] in names), None)
            number = named or (int(found["part"][0]) if found["part"][0].isdigit() else None)
            return f"{found['year']}-{32 + number}" if number else ""
    if found := _SEASON.fullmatch(text):
        season = next((place for place, names in enumerate(_SEASONS, 1) if found["part"] in names), None)
        if season:
            return f"{found['year']}-{20 + season}"
    found = _DECADE.fullmatch(text)
    return f"{found[1]}X" if found else ""


def _calendar(year: int, month: int, day: int | None) -> str:
    try:
        date = dt.date(year, month, day or 1)
    except ValueError:
        return ""
    return date.isoformat() if day else f"{date:%Y-%m}"

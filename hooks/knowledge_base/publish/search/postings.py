"""What the index keeps of a page for each of its words: how much the word counts there (BM25F), and where it stands.

Numbers are written in printable letters, so that what a host compresses is not coded twice. ``search-pieces.js`` reads
them.

What is kept of a page depends on the page alone, not on the others: an average length of fields, say, would change all
with each. And it changes as little as the text does. A length counts in steps. A place is the number of a sentence,
made of its words, and one within the sentence.
"""

from __future__ import annotations

import math
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from knowledge_base.locale import Locale
from knowledge_base.publish.search.document import Part, SearchDocument
from knowledge_base.publish.search.words import dates_in, forms_in, unaccented
from knowledge_base.view.parts.search_record import PAGE

DIGITS = "".join(chr(code) for code in range(35, 126) if chr(code) != "\\")
"""The 90 digits: printable ASCII that JSON doesn't escape."""

VALUES: Mapping[str, int] = {digit: value for value, digit in enumerate(DIGITS)}
"""The value of each digit."""

HALF = len(DIGITS) // 2
"""A digit of this value or more has another after it."""

LEVELS = 40
"""How many steps there are in how much a word counts."""

NAME_END = "="
"""The end of the form that stands for a whole name."""

_SATURATION = 1.6
_RETIRED, _PAGE, _ENTRY, _TERM = 0.6, 0.7, 0.93, 1.0
_LONGEST_NAME = 60
_OWN_DATE, _DATED = 4.0, 0.8
_SHORTEST = 4


@dataclass(frozen=True)
class _Field:
    """How much a word counts in a field, how much the field's length counts against it, and which length is usual."""

    weight: float
    against: float = 0.0
    usual: int = 1


_TITLE, _NAMES, _ALIASES, _CARD = _Field(9, 0.6, 8), _Field(9, 0.5, 8), _Field(0.5), _Field(0.5)
_PARTS: Mapping[str, _Field] = {
    Part.SUMMARY: _Field(3.5, 0.4, 30),
    Part.HEADING: _Field(1.6, 0.3, 20),
    Part.POINT: _Field(1.2, 0.6, 150),
    Part.TEXT: _Field(1.0, 0.6, 300),
    Part.FACT: _Field(0.5, 0.4, 40),
}


class Posting(NamedTuple):
    """What is kept of a page for a form: how much it counts, from 0 to ``LEVELS - 1``, and its places, coded.

    A tuple, as there are hundreds for each page.
    """

    level: int
    places: str


def postings_of(document: SearchDocument, locale: Locale) -> dict[str, Posting]:
    """Return what is kept of a page for each form.

    Args:
        document: the page.
        locale: the language of the index.
    """
    weights: dict[str, float] = defaultdict(float)
    places: dict[str, list[str]] = defaultdict(list)
    for group, field in _fields(document):
        found = [forms_in(text, locale) for _, text in group]
        against = _against(field, sum(map(len, found)))
        for (code, _), forms in zip(group, found, strict=True):
            for place, form in forms:
                if field is _ALIASES and form in weights:
                    continue
                weights[form] += against
                places[form].append(code + (DIGITS[place : place + 1] or DIGITS[-1]))
    for weight, text in _dated(document):
        for date in dates_in(text, locale):
            weights[date] = max(weights[date], weight)
    scale = (LEVELS - 1) * _standing(document)
    kept = {
        form: Posting(int(scale * weight / (weight + _SATURATION)), "".join(places[form]))
        for form, weight in weights.items()
    }
    # The page of a term is called so; an entry is only titled so.
    own = LEVELS - 2 if document.record.order else LEVELS - 1
    return kept | {name: Posting(own, "") for name in sorted(whole_names(document, locale))}


def _standing(document: SearchDocument) -> float:
    """Return how much all words of a page count: most on that of a term, less on what no longer holds."""
    if document.record.retired:
        return _RETIRED
    if document.record.order:
        return _ENTRY
    return _PAGE if document.record.kind == PAGE else _TERM


_Group = list[tuple[str, str]]


def _fields(document: SearchDocument) -> Iterator[tuple[_Group, _Field]]:
    """Yield the texts of each field, each text with the digit of its sentence."""
    record = document.record
    taken: set[int] = set()
    texts: dict[Part, _Group] = defaultdict(list)
    title = (_digit_of(document.title, taken), document.title)
    names = [(_digit_of(name, taken), name) for name in record.names]
    for sentence in document.sentences:
        texts[sentence.part].append((_digit_of(sentence.text, taken), sentence.text))
    yield [title], _TITLE
    yield names, _NAMES
    for part, group in texts.items():
        yield group, _PARTS[part]
    yield [(DIGITS[0], f"{record.kind_label} {record.date} {record.where}")], _CARD
    # What the page says itself counts as such.
    yield [(DIGITS[0], " ".join(names for _, names in record.aliases))], _ALIASES


def _digit_of(text: str, taken: set[int]) -> str:
    """Return the digit of a sentence: one that its words give, or the next that no other of the page has."""
    number = zlib.crc32(text.encode()) % len(DIGITS)
    if len(taken) < len(DIGITS):
        while number in taken:
            number = (number + 1) % len(DIGITS)
        taken.add(number)
    return DIGITS[number]


def _against(field: _Field, length: int) -> float:
    """Return what a word counts in a field of so many: in steps of four, so that few words more change nothing."""
    steps: float = 4.0 ** round(math.log(max(length, _SHORTEST) / field.usual, 4))
    return field.weight / (1 - field.against + field.against * steps)


def _dated(document: SearchDocument) -> Iterator[tuple[float, str]]:
    """Yield the texts of a page that may have dates, each with how much one there counts: most those of the page."""
    yield _TITLE.weight, document.title
    yield _OWN_DATE, document.record.date
    for sentence in document.sentences:
        yield _DATED, sentence.text


def whole_names(document: SearchDocument, locale: Locale) -> set[str]:
    """Return the forms of the whole names of a page, which readers type who know what they want."""
    return {form for name in (document.title, *document.record.names) if (form := whole_name(name, locale))}


def whole_name(name: str, locale: Locale) -> str:
    """Return the form of a whole name: its words that are looked for; empty if it is too long or has none."""
    words: dict[int, str] = {}
    for place, form in forms_in(name, locale):
        words[place] = unaccented(form.rstrip("."))
    joined = " ".join(words.values())
    return joined + NAME_END if 0 < len(joined) <= _LONGEST_NAME else ""


def coded(number: int) -> str:
    """Return a number in digits: all but the last are ``HALF`` or more."""
    out = DIGITS[number % HALF]
    while number := number // HALF:
        out = DIGITS[HALF + number % HALF] + out
    return out


def coded_pages(pages: Iterable[int]) -> str:
    """Return ascending numbers, coded as the differences between them."""
    out, last = [], -1
    for page in pages:
        out.append(coded(page - last))
        last = page
    return "".join(out)


def decoded_postings(text: str) -> Iterator[tuple[int, str]]:
    """Yield the pages of coded postings, each with the digit of its level."""
    page, value = -1, 0
    characters = iter(text)
    for character in characters:
        digit = VALUES[character]
        if digit >= HALF:
            value = value * HALF + digit - HALF
            continue
        page, value = page + value * HALF + digit, 0
        yield page, next(characters)


def coded_postings(pages: Iterable[tuple[int, str]]) -> str:
    """Return pages in ascending order, each with the digit of its level, coded."""
    out, last = [], -1
    for page, level in pages:
        out.append(coded(page - last) + level)
        last = page
    return "".join(out)


def coded_places(places: str) -> str:
    """Return the places of a form on one page, after how many they are."""
    return coded(len(places) // 2) + places


def decoded_places(text: str) -> Iterator[str]:
    """Yield the places of a form on each of its pages, coded."""
    at = value = 0
    while at < len(text):
        digit = VALUES[text[at]]
        at += 1
        if digit >= HALF:
            value = value * HALF + digit - HALF
            continue
        count, value = value * HALF + digit, 0
        yield text[at : at + 2 * count]
        at += 2 * count

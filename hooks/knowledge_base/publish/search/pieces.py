"""The words of the index, cut into pieces: small scripts that are the same over http and from a disk.

A piece begins where its first key says so: by a hash of the key, or where a long list begins or ends. So a word more or
less changes the piece that it is in, and no other.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from knowledge_base.locale import Locale
from knowledge_base.publish.search.postings import (
    DIGITS,
    LEVELS,
    WHOLE,
    Posting,
    coded_places,
    coded_postings,
    decoded_places,
    decoded_postings,
)
from knowledge_base.publish.search.words import key_of, unaccented

BEGUN = "*"
"""The end of the key of all words that begin alike."""

_KEYS_PER_PIECE = 48
_LONG = 3_000
_PLAIN = re.compile(r"[a-z0-9]{1,24}$")
_LONGEST_BEGINNING = 5
_SHORTEST = 4
_WORTH_A_LIST = 12_000
_OF_A_PAGE = 2
# How much of a page says a word counts, in two bits, by its level.
_STEPS = (LEVELS * 2 // 5, LEVELS * 7 // 10)
_SIX_BITS = 64


def _key(form: str, locale: Locale) -> str:
    return form if form.endswith(WHOLE) else key_of(form, locale)


@dataclass
class Words:
    """The words of a language: for each form its postings and places, coded, and the key under which it stands.

    Attributes:
        locale: the language.
        postings: the pages of each form, with how much it counts there.
        places: where it stands on each of these pages.
        keys: the key of each form.
        beginnings: the pages of words that begin alike, three to a letter, by the letters that they begin with.
    """

    locale: Locale
    postings: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    beginnings: dict[str, str] = field(default_factory=dict)

    def add_all(self, pages: Iterable[tuple[int, Mapping[str, Posting]]], count: int) -> None:
        """Add the words of all pages, in ascending order."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        places: dict[str, list[str]] = defaultdict(list)
        for number, postings in pages:
            for form, one in postings.items():
                found[form].append((number, DIGITS[one.level]))
                places[form].append(coded_places(one.places))
        self.postings = {form: coded_postings(pairs) for form, pairs in found.items()}
        self.places = {form: "".join(each) for form, each in places.items()}
        self.keys = {form: _key(form, self.locale) for form in found}
        self.beginnings = {begun: self._begun(begun, count) for begun in self._worth(count)}

    def replace(self, number: int, before: Mapping[str, Posting], now: Mapping[str, Posting]) -> None:
        """Put what is kept of a page in the place of what was."""
        for form in before.keys() | now.keys():
            if before.get(form) == now.get(form):
                continue
            pairs = dict(decoded_postings(self.postings.get(form, "")))
            places = dict(zip(pairs, decoded_places(self.places.get(form, "")), strict=True))
            pairs.pop(number, None)
            places.pop(number, None)
            if one := now.get(form):
                pairs[number], places[number] = DIGITS[one.level], one.places
            if pairs:
                self.postings[form] = coded_postings(sorted(pairs.items()))
                self.places[form] = "".join(coded_places(places[page]) for page in sorted(places))
                self.keys.setdefault(form, _key(form, self.locale))
            else:
                del self.postings[form], self.places[form], self.keys[form]

    def begin_again(self, changed: Mapping[int, Mapping[str, Posting]], count: int) -> None:
        """Bring the lists of words that begin alike up to date.

        Args:
            changed: what is kept of the pages that have changed.
            count: how many numbers there are.
        """
        before, self.beginnings = self.beginnings, {}
        wanted = self._worth(count)
        steps: dict[int, dict[str, int]] = {number: defaultdict(int) for number in changed}
        for number, postings in changed.items():
            for form, one in postings.items():
                for begun in _begins(form):
                    steps[number][begun] = max(steps[number][begun], _step(one.level))
        for begun in wanted:
            if begun not in before:
                self.beginnings[begun] = self._begun(begun, count)
                continue
            values = _steps_in(before[begun], count)
            for number, found in steps.items():
                values[number] = found.get(begun, 0)
            self.beginnings[begun] = _coded_steps(values)

    def _worth(self, count: int) -> list[str]:
        """Return the beginnings of so many words that a reader would have to load too much to find all."""
        sizes: dict[str, int] = defaultdict(int)
        for form, postings in self.postings.items():
            for begun in _begins(form):
                sizes[begun] += len(postings)
        return sorted(begun for begun, size in sizes.items() if size > max(_WORTH_A_LIST, _OF_A_PAGE * count))

    def _begun(self, begun: str, count: int) -> str:
        values = [0] * count
        for form, postings in self.postings.items():
            if begun in _begins(form):
                for number, level in decoded_postings(postings):
                    values[number] = max(values[number], _step(DIGITS.index(level)))
        return _coded_steps(values)

    def pieces(self) -> dict[str, tuple[str, str]]:
        """Return the pieces by their first key: the postings, and the places of the same words, as JSON."""
        found: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self.postings):
            found[self.keys[form]].append(form)
            if not unaccented(form).replace("ñ", "n").startswith(self.keys[form]) and form[-1] not in f".{WHOLE}":
                # Who has begun to write the word looks where its letters stand, and its stem is elsewhere.
                found[f"{unaccented(form)}>"].append(form)
        for begun in self.beginnings:
            found[begun + BEGUN] = []
        pieces: dict[str, tuple[str, str]] = {}
        for first, keys in self._cut(found):
            words = [part for key in keys for part in (key, self._entry(key, found[key]))]
            places = [
                part
                for key in keys
                if not key.endswith((">", BEGUN, WHOLE))
                for part in (key, [value for form in found[key] for value in (form, self.places[form])])
            ]
            pieces[first] = _json(words), _json(places)
        return pieces

    def _entry(self, key: str, forms: list[str]) -> list[str]:
        if key.endswith(BEGUN):
            return [self.beginnings[key.removesuffix(BEGUN)]]
        if key.endswith(">"):
            return [self.keys[form] for form in forms]
        return [part for form in forms for part in (form, self.postings[form])]

    def _cut(self, found: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
        first, held, after_long = "", list[str](), False
        for key in sorted(found):
            size = sum(len(self.postings[form]) for form in found[key]) if key[-1:] != ">" else 0
            is_long = size > _LONG
            if _PLAIN.match(key):
                if held and (is_long or after_long or zlib.crc32(key.encode()) % _KEYS_PER_PIECE == 0):
                    yield first, held
                    first, held = key, []
                after_long = is_long
            held.append(key)
        yield first, held


def read_words(locale: Locale, pieces: Iterable[tuple[str, str]]) -> Words:
    """Return the words that pieces hold.

    Args:
        locale: the language.
        pieces: the postings and the places of each, as JSON.
    """
    words = Words(locale)
    for postings, places in pieces:
        for key, entry in _pairs(json.loads(postings)):
            if key.endswith(BEGUN):
                words.beginnings[key.removesuffix(BEGUN)] = entry[0]
            elif not key.endswith(">"):
                words.postings |= _pairs(entry)
                words.keys |= dict.fromkeys(entry[::2], key)
        for _, entry in _pairs(json.loads(places)):
            words.places |= _pairs(entry)
    for form, postings in words.postings.items():
        if form.endswith(WHOLE):
            words.places[form] = coded_places("") * sum(1 for _ in decoded_postings(postings))
    return words


def _pairs(flat: list) -> Iterator[tuple]:  # type: ignore[type-arg]
    return zip(flat[::2], flat[1::2], strict=True)


def known_words(words: Words, others: Iterable[str]) -> str:
    """Return the words with which one that is not found is compared: each with the digit of how long its list is.

    Of spellings that differ in accents alone the commonest stands there. Words that differ are in the order of letters.

    Args:
        words: the words of the index.
        others: further words that find something.
    """
    best = {unaccented(word): (0, word) for word in others if _is_known_by(word)}
    for form, postings in words.postings.items():
        if _is_known_by(form):
            plain = unaccented(form)
            best[plain] = max(best.get(plain, (0, "")), (len(postings), form))
    return " ".join(f"{form}{min(9, size.bit_length())}" for _, (size, form) in sorted(best.items()))


def _is_known_by(word: str) -> bool:
    """Whether a mistyped word may be taken for this one; short ones are near to too many."""
    return len(word) >= _SHORTEST and word.isalpha()


def _begins(form: str) -> list[str]:
    """Return the beginnings of a form by which it is found while it is being written."""
    if form.endswith(WHOLE) or form[:1].isdigit():
        return []
    plain = unaccented(form.rstrip(".")).replace("ñ", "n")
    return [plain[:length] for length in range(1, min(len(plain), _LONGEST_BEGINNING) + 1)]


def _step(level: int) -> int:
    return 1 + sum(level >= step for step in _STEPS)


def _coded_steps(values: list[int]) -> str:
    padded = values + [0] * (-len(values) % 3)
    return "".join(
        DIGITS[one + 4 * two + 16 * three]
        for one, two, three in zip(padded[::3], padded[1::3], padded[2::3], strict=True)
    )


def _steps_in(text: str, count: int) -> list[int]:
    found = [digit // part % 4 for digit in map(DIGITS.index, text) for part in (1, 4, 16)]
    return (found + [0] * count)[:count]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

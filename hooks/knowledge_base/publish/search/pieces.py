"""The words of the index, cut into pieces: small scripts that are the same over http and from a disk.

A piece begins where its first key says so: by a hash of the key, or where a long list begins or ends. So a word more or
less changes the piece that it is in, and no other.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from knowledge_base.locale import Locale
from knowledge_base.publish.search.postings import (
    DIGITS,
    LEVELS,
    NAME_END,
    VALUES,
    Posting,
    coded_places,
    coded_postings,
    decoded_places,
    decoded_postings,
)
from knowledge_base.publish.search.words import stem_key, unaccented

BEGUN = "*"
"""The end of the key of all words that begin alike."""

ELSEWHERE = ">"
"""The end of what leads from the letters of a word to its key, where that has others."""

BLOCK = 512
"""The places of a long list are cut by the numbers of pages, so many at a time. ``search-index.js`` does the same."""

_KEYS_PER_PIECE = 48
_LONG = 1_200
# Where chance makes a piece large, its end is looked for among more keys.
_LARGE = 3_000
_KEYS_PER_LARGE_PIECE = 6
_PLAIN = re.compile(r"[a-z0-9]{1,24}$")
_LONGEST_BEGINNING = 5
_SHORTEST = 4
_WORTH_A_LIST = 12_000
_OF_A_PAGE = 2
# How much of a page says a word counts, in two bits, by its level.
_STEPS = (LEVELS * 2 // 5, LEVELS * 7 // 10)


def _key(form: str, locale: Locale) -> str:
    return form if form.endswith(NAME_END) else stem_key(form, locale)


@dataclass(kw_only=True)
class IndexWords:
    """The words of a language: for each form its postings and places, coded, and the key under which it stands.

    Attributes:
        locale: the language.
        postings: the pages of each form, with how much it counts there.
        places: where it stands on each of these pages; after `read_words` only of keys whose places are asked for.
        keys: the key of each form.
        beginnings: the pages of words that begin alike, three to a letter, by the letters that they begin with.
        old: the keys of each piece that was read, by its first key.
        source: returns a file of places that was written for these, as JSON, by its name.
        touched: the keys of forms that have changed since.
    """

    locale: Locale
    postings: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    beginnings: dict[str, str] = field(default_factory=dict)
    old: dict[str, list[str]] = field(default_factory=dict)
    source: Callable[[str], str] = str
    touched: set[str] = field(default_factory=set)
    _held_in: dict[str, str] | None = None

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
        self.beginnings = self._begun(self._worth(count), count)

    def replace(self, number: int, before: Mapping[str, Posting], now: Mapping[str, Posting]) -> None:
        """Put what is kept of a page in the place of what was."""
        for form in before.keys() | now.keys():
            if before.get(form) == now.get(form):
                continue
            key = self.keys.get(form) or _key(form, self.locale)
            pairs = dict(decoded_postings(self.postings.get(form, "")))
            places = dict(zip(pairs, decoded_places(self._places_of(form)), strict=True))
            pairs.pop(number, None)
            places.pop(number, None)
            self.touched.add(key)
            if one := now.get(form):
                pairs[number], places[number] = DIGITS[one.level], one.places
            if pairs:
                self.postings[form] = coded_postings(sorted(pairs.items()))
                self.places[form] = "".join(coded_places(places[page]) for page in sorted(places))
                self.keys[form] = key
            else:
                del self.postings[form], self.places[form], self.keys[form]

    def _places_of(self, form: str) -> str:
        """Return the places of a form, which are read from the old index when they are asked for."""
        if form in self.places or form not in self.postings:
            return self.places.get(form, "")
        if form.endswith(NAME_END):
            self.places[form] = coded_places("") * sum(1 for _ in decoded_postings(self.postings[form]))
            return self.places[form]
        key = self.keys[form]
        if self._held_in is None:
            self._held_in = {key: first for first, keys in self.old.items() for key in keys}
        for held, entry in _pairs(json.loads(self.source(self._held_in[key]))):
            if held not in self.touched or held == key:
                self.places = dict(_pairs(entry)) | self.places
        if form not in self.places:
            # A long list, whose places stand in files by blocks of pages.
            blocks = sorted({page // BLOCK for page, _ in decoded_postings(self.postings[form])})
            files = (json.loads(self.source(f"{key}-{block}"))[1] for block in blocks)
            self.places[form] = "".join(dict(_pairs(flat))[form] for flat in files)
        return self.places[form]

    def long_keys(self) -> set[str]:
        """Return the keys whose places stand in files by blocks of pages."""
        sizes: dict[str, int] = defaultdict(int)
        for form, postings in self.postings.items():
            sizes[self.keys[form]] += len(postings)
        return {key for key, size in sizes.items() if size > _LONG}

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
        self.beginnings = self._begun([begun for begun in wanted if begun not in before], count)
        for begun in wanted:
            if begun not in before:
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

    def _begun(self, wanted: Iterable[str], count: int) -> dict[str, str]:
        """Return the lists of pages of some beginnings."""
        found = {begun: bytearray(count) for begun in wanted}
        for form, postings in self.postings.items() if found else ():
            held = [values for begun in _begins(form) if (values := found.get(begun)) is not None]
            if not held:
                continue
            for number, level in decoded_postings(postings):
                step = _STEP_OF[level]
                for values in held:
                    values[number] = max(values[number], step)
        return {begun: _coded_steps(values) for begun, values in found.items()}

    def _forms(self) -> dict[str, list[str]]:
        """Return the forms of each key."""
        found: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self.postings):
            key = self.keys[form]
            found[key].append(form)
            if not form.startswith(key) and _is_elsewhere(form, key):
                # Who has begun to write the word looks where its letters stand, and its stem is elsewhere.
                found[f"{unaccented(form)}{ELSEWHERE}"].append(form)
        for begun in self.beginnings:
            found[begun + BEGUN] = []
        return found

    def pieces(self) -> Iterator[tuple[str, str | None, dict[str, str]]]:
        """Yield each piece: its first key, its postings (``None`` if they are as they were), and files of places.

        Places are in one file of the piece, but for long lists, which have a file for each block of pages.
        """
        found = self._forms()
        for first, keys in self._cut(found):
            same = self.old.get(first) == keys and self.touched.isdisjoint(keys)
            if same and not any(key.endswith(BEGUN) for key in keys):
                yield first, None, {}
                continue
            postings = _json([part for key in keys for part in (key, self._entry(key, found[key]))])
            yield first, postings, {} if same else dict(self._place_files(first, keys, found))

    def _place_files(self, first: str, keys: list[str], found: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
        short: list[str | list[str]] = []
        for key in keys:
            if key.endswith((ELSEWHERE, BEGUN, NAME_END)):
                continue
            if not self._is_long(found[key]):
                short += [key, [part for form in found[key] for part in (form, self._places_of(form))]]
                continue
            blocks: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
            for form in found[key]:
                pages = (page for page, _ in decoded_postings(self.postings[form]))
                for page, places in zip(pages, decoded_places(self._places_of(form)), strict=True):
                    blocks[page // BLOCK][form].append(coded_places(places))
            for block, forms in blocks.items():
                flat = [part for form, places in forms.items() for part in (form, "".join(places))]
                yield f"{key}-{block}", _json([key, flat])
        yield first, _json(short)

    def _is_long(self, forms: Iterable[str]) -> bool:
        return sum(len(self.postings[form]) for form in forms) > _LONG

    def _entry(self, key: str, forms: list[str]) -> list[str]:
        if key.endswith(BEGUN):
            return [self.beginnings[key.removesuffix(BEGUN)]]
        if key.endswith(ELSEWHERE):
            return [self.keys[form] for form in forms]
        return [part for form in forms for part in (form, self.postings[form])]

    def _cut(self, found: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
        first, held, size, after_long = "", list[str](), 0, False
        for key in sorted(found):
            length = sum(len(self.postings[form]) for form in found[key]) if key[-1:] != ELSEWHERE else 0
            if _PLAIN.match(key):
                is_long = length > _LONG
                every = _KEYS_PER_PIECE if size < _LARGE else _KEYS_PER_LARGE_PIECE
                if held and (is_long or after_long or zlib.crc32(key.encode()) % every == 0):
                    yield first, held
                    first, held, size = key, [], 0
                after_long = is_long
            held.append(key)
            size += length + len(key)
        yield first, held


def read_words(locale: Locale, pieces: Mapping[str, str], source: Callable[[str], str]) -> IndexWords:
    """Return the words that pieces hold. Their places are read when they are needed.

    Args:
        locale: the language.
        pieces: the postings of each piece, as JSON, by its first key.
        source: returns a file of places, as JSON, by its name.
    """
    words = IndexWords(locale=locale, source=source)
    for first, text in pieces.items():
        flat = json.loads(text)
        words.old[first] = flat[::2]
        for key, entry in _pairs(flat):
            if key.endswith(BEGUN):
                words.beginnings[key.removesuffix(BEGUN)] = entry[0]
            elif not key.endswith(ELSEWHERE):
                words.postings.update(_pairs(entry))
                words.keys.update(dict.fromkeys(entry[::2], key))
    return words


def _is_elsewhere(form: str, key: str) -> bool:
    if form.endswith((".", NAME_END)):
        return False
    return not unaccented(form).replace("ñ", "n").startswith(key)


def _pairs(flat: list) -> Iterator[tuple]:  # type: ignore[type-arg]
    return zip(flat[::2], flat[1::2], strict=True)


def known_words(words: IndexWords, others: Iterable[str]) -> dict[str, str]:
    """Return the words with which one that is not found is compared, by their first letter.

    Each has the digit of how long its list is. Of spellings that differ in accents alone the commonest stands there.
    Words that differ are in the order of letters.

    Args:
        words: the words of the index.
        others: further words that find something.
    """
    best = {unaccented(word): (0, word) for word in others if _is_known_by(word)}
    for form, postings in words.postings.items():
        if _is_known_by(form):
            plain = unaccented(form)
            best[plain] = max(best.get(plain, (0, "")), (len(postings), form))
    letters: dict[str, list[str]] = defaultdict(list)
    for plain, (size, form) in sorted(best.items()):
        letters[_letter(plain)].append(f"{form}{min(9, size.bit_length())}")
    return {letter: " ".join(found) for letter, found in letters.items()}


def _letter(plain: str) -> str:
    letter = plain[0].replace("ñ", "n")
    return letter if letter.isascii() else "_"


def _is_known_by(word: str) -> bool:
    """Whether a mistyped word may be taken for this one; short ones are near to too many."""
    return len(word) >= _SHORTEST and word.isalpha()


def _begins(form: str) -> list[str]:
    """Return the beginnings of a form by which it is found while it is being written."""
    if form.endswith(NAME_END) or form[:1].isdigit():
        return []
    bare = form.rstrip(".")
    plain = bare if bare.isascii() else unaccented(bare).replace("ñ", "n")
    return [plain[:length] for length in range(1, min(len(plain), _LONGEST_BEGINNING) + 1)]


def _step(level: int) -> int:
    return 1 + sum(level >= step for step in _STEPS)


_STEP_OF = {DIGITS[level]: _step(level) for level in range(LEVELS)}


def _coded_steps(values: bytearray) -> str:
    padded = values + bytes(-len(values) % 3)
    return "".join(
        DIGITS[one + 4 * two + 16 * three]
        for one, two, three in zip(padded[::3], padded[1::3], padded[2::3], strict=True)
    )


def _steps_in(text: str, count: int) -> bytearray:
    found = bytearray(digit // part % 4 for digit in map(VALUES.__getitem__, text) for part in (1, 4, 16))
    return (found + bytes(count))[:count]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

"""The search index: small scripts, each of which calls one function, so that they work over http and from a disk.

For each language, in ``search/<language>/``:

- ``start.js``: what every search needs: how many pages there are, the first key of each piece, synonyms, common words;
- ``index/w-<key>.js``: words in the order of letters, each with its pages and how much it counts in each;
- ``place/w-<key>.js``: where the same words stand on these pages; loaded for quoted words; of a word with a long list
  ``place/w-<key>-<block>.js`` for each block of pages;
- ``text/<number>.js``: a page: what a result shows of it, and its sentences;
- ``facet/<name>.js``: the pages of each value of a facet; loaded when a reader opens it;
- ``words/<letter>.js``: the words with which one that is not found is compared;
- ``stemmer.js``: Snowball's stemmer.

Pages are numbered once: those of entries in the order in which these were created, so that a new one has the next
number and changes no other. All names of files are lasting, and what is loaded is asked for with the version of the
whole index, so that no browser puts an old piece to a new one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

from knowledge_base.locale import Locale
from knowledge_base.model.common_words import COMMON
from knowledge_base.publish.search.kept import document_shown, unpack
from knowledge_base.publish.search.pieces import IndexWords, known_words, read_words
from knowledge_base.publish.search.postings import DIGITS, HALF, coded_pages, postings_of
from knowledge_base.publish.search.words import month_numbers
from knowledge_base.setup_error import stop
from knowledge_base.write import write_whole

SEARCH_FOLDER = "search"
_INDEX, _PLACE, _TEXT, _FACET, _WORDS = "index", "place", "text", "facet", "words"
# Numbers of pages that are no entries end at a multiple of this, so that one more of them moves no entry.
_BLOCK = 256
_SINGLE = frozenset({"start.js", "stemmer.js"})
_STEMMERS = {Locale.ES: "spanish", Locale.EN: "english"}


@dataclass(frozen=True, kw_only=True)
class Indexed:
    """What is known of the index of a language.

    Attributes:
        numbers: the number of each page, by its address from the root of the site.
        digests: of what is kept of each page.
        first: the number of the first entry.
        last: the order of the last entry.
        shared: the digest of what is not of one page.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    first: int = 0
    last: str = ""
    shared: str = ""

    @property
    def count(self) -> int:
        """How many numbers there are, those included that no page has yet."""
        return self.first + sum(number >= self.first for number in self.numbers.values())


def text_path(locale: Locale, number: int) -> str:
    """Return the path of what a result shows of a page, from the root of the site."""
    return f"{SEARCH_FOLDER}/{locale}/{_TEXT}/{number}.js"


SynonymGroups = Sequence[Sequence[str]]
"""Groups of words that stand for each other."""


def shared_digest(synonyms: SynonymGroups) -> str:
    """Return the digest of what the index of a language is made of besides its pages."""
    return _digest(json.dumps(synonyms).encode())


def digests_of(documents: Mapping[str, bytes]) -> dict[str, str]:
    """Return the digests of what is kept of pages, by their addresses."""
    return {url: _digest(packed) for url, packed in documents.items()}


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


def write_index(
    folder: Path, locale: Locale, documents: Mapping[str, bytes], synonyms: SynonymGroups, before: Indexed | None = None
) -> Indexed:
    """Write the index of a language.

    Args:
        folder: its folder, ``search/<language>`` of the site.
        locale: the language.
        documents: what is kept of each page that is searched, by its address from the root of the site.
        synonyms: groups of words that stand for each other.
        before: what is known of the index in the folder; ``None`` to make it anew.

    Returns:
        What is known of the index now.

    Raises:
        OSError: a file can't be written.
        ValueError: what is kept of a page is damaged.
    """
    digests = digests_of(documents)
    shared = shared_digest(synonyms)
    if before is not None and (changed := _changed(before, documents, digests)) is not None:
        now, words, facets = _brought_up_to_date(folder, locale, documents, before, changed)
        found = Indexed(
            numbers=now,
            digests=digests,
            first=before.first,
            last=_last_order(before, documents, changed),
            shared=shared,
        )
    else:
        found, words, facets = _made_anew(folder, locale, documents, digests, shared)
    _write_words(folder, locale, found, words, synonyms)
    _write_facets(folder, locale, facets)
    return found


def _changed(before: Indexed, documents: Mapping[str, bytes], digests: Mapping[str, str]) -> list[str] | None:
    """Return the addresses of pages that are new or have changed; ``None`` if that moves others."""
    if before.numbers.keys() - documents.keys():
        return None
    changed = [url for url, digest in digests.items() if before.digests.get(url) != digest]
    if len(changed) * 8 > len(documents):
        return None
    new = [unpack(documents[url]).order for url in changed if url not in before.numbers]
    return changed if all(order > before.last for order in new) else None


def _last_order(before: Indexed, documents: Mapping[str, bytes], changed: Iterable[str]) -> str:
    new = (unpack(documents[url]).order for url in changed if url not in before.numbers)
    return max((before.last, *new))


_Facets = dict[str, dict[str, list[int]]]


def _made_anew(
    folder: Path, locale: Locale, documents: Mapping[str, bytes], digests: dict[str, str], shared: str
) -> tuple[Indexed, IndexWords, _Facets]:
    kept = {url: unpack(packed) for url, packed in documents.items()}
    order = sorted(kept, key=lambda url: (kept[url].order, url))
    pages = [url for url in order if not kept[url].order]
    entries = [url for url in order if kept[url].order]
    first = -(-len(pages) // _BLOCK) * _BLOCK
    numbers = {url: number for number, url in enumerate(pages)}
    numbers |= {url: first + number for number, url in enumerate(entries)}
    _remove_strangers(folder, {f"{number}.js" for number in numbers.values()})
    facets: _Facets = defaultdict(lambda: defaultdict(list))
    for url, number in numbers.items():
        _put(folder, locale, f"{_TEXT}/{number}", kept[url].shown)
        for name, value in kept[url].filters:
            facets[name][value].append(number)
    words = IndexWords(locale=locale)
    words.add_all(((number, kept[url].postings) for url, number in numbers.items()), first + len(entries))
    last = kept[entries[-1]].order if entries else ""
    found = Indexed(numbers=numbers, digests=digests, first=first, last=last, shared=shared)
    return found, words, facets


def _remove_strangers(folder: Path, texts: Collection[str]) -> None:
    """Remove all that is of no index of ours, and the pages that there are no longer."""
    for path in _listed(folder):
        if path.is_dir() and not path.is_symlink() and path.name in {_INDEX, _PLACE, _TEXT, _FACET, _WORDS}:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in _SINGLE:
            path.unlink()
    _remove(folder / _TEXT, texts)


def _brought_up_to_date(
    folder: Path, locale: Locale, documents: Mapping[str, bytes], before: Indexed, changed: Sequence[str]
) -> tuple[dict[str, int], IndexWords, _Facets]:
    """Return the numbers, words and facets after some pages have changed, and write these."""
    words, facets = _read_words(folder, locale), _read_facets(folder)
    numbers = dict(before.numbers)
    kept = {url: unpack(documents[url]) for url in changed}
    count = before.count
    for url in sorted(kept.keys() - numbers.keys(), key=lambda url: kept[url].order):
        numbers[url], count = count, count + 1
    old = {
        url: postings_of(document_shown(_taken(folder, f"{_TEXT}/{numbers[url]}"), one.order), locale)
        if url in before.numbers
        else {}
        for url, one in kept.items()
    }
    for url, one in kept.items():
        words.replace(numbers[url], old[url], one.postings)
        _put(folder, locale, f"{_TEXT}/{numbers[url]}", one.shown)
        _narrow(facets, numbers[url], one.filters)
    now = {numbers[url]: one.postings for url, one in kept.items()}
    words.begin_again(now, count)
    return numbers, words, facets


def _narrow(facets: _Facets, number: int, filters: Iterable[tuple[str, str]]) -> None:
    wanted = set(filters)
    for name, values in facets.items():
        for value, numbers in list(values.items()):
            if (number in numbers) == ((name, value) in wanted):
                continue
            if number in numbers:
                numbers.remove(number)
            else:
                values[value] = sorted((*numbers, number))
            if not values[value]:
                del values[value]
    for name, value in wanted:
        facets.setdefault(name, {}).setdefault(value, [number])


def _write_words(folder: Path, locale: Locale, found: Indexed, words: IndexWords, synonyms: SynonymGroups) -> None:
    pieces, kept_places = list[str](), set[str]()
    # All of them first: some are made from files of before.
    for first, postings, places in list(words.pieces()):
        pieces.append(first)
        if postings is not None:
            _put(folder, locale, f"{_INDEX}/w-{first}", postings)
        for name, text in places.items():
            _put(folder, locale, f"{_PLACE}/w-{name}", text)
        kept_places |= places.keys()
    _remove(folder / _INDEX, {f"w-{first}.js" for first in pieces})
    _remove_places(folder / _PLACE, words, pieces, kept_places)
    version = blake2b("".join(sorted(found.digests.values())).encode() + found.shared.encode(), digest_size=6)
    others = sorted({word.lower() for group in synonyms for name in group for word in name.split()} - COMMON[locale])
    known = known_words(words, others)
    _remove(folder / _WORDS, {f"{letter}.js" for letter in known})
    for letter, listed in known.items():
        _put(folder, locale, f"{_WORDS}/{letter}", json.dumps(listed, ensure_ascii=False))
    start = {
        "version": version.hexdigest(),
        "count": found.count,
        "firsts": " ".join(pieces),
        "letters": "".join(sorted(known)),
        "synonyms": synonyms,
        "common": " ".join(sorted(COMMON[locale])),
        "months": month_numbers(),
    }
    _put(folder, locale, "start", json.dumps(start, ensure_ascii=False, separators=(",", ":")))
    _write_if_new(folder / "stemmer.js", stemmer_script(locale))


def stemmer_script(locale: Locale) -> str:
    """Return Snowball's stemmer of a language as a script that defines ``EnglishStemmer`` or ``SpanishStemmer``."""
    vendored = files("knowledge_base.publish.search").joinpath("snowball")
    licence = vendored.joinpath("COPYING").read_text("utf-8").replace("*/", "* /")
    scripts = (vendored.joinpath(f"{name}-stemmer.js").read_text("utf-8") for name in ("base", _STEMMERS[locale]))
    return f"/*! Snowball 3.0.1, https://snowballstem.org\n\n{licence.strip()}\n*/\nvar BaseStemmer;\n" + "\n".join(
        scripts
    )


def _write_facets(folder: Path, locale: Locale, facets: _Facets) -> None:
    _remove(folder / _FACET, {f"{name}.js" for name in facets})
    for name, values in facets.items():
        coded = {value: coded_pages(sorted(numbers)) for value, numbers in sorted(values.items())}
        _put(folder, locale, f"{_FACET}/{name}", json.dumps(coded, ensure_ascii=False, separators=(",", ":")))


def _read_words(folder: Path, locale: Locale) -> IndexWords:
    names = [path.stem for path in _listed(folder / _INDEX)]
    pieces = {name.removeprefix("w-"): _taken(folder, f"{_INDEX}/{name}") for name in names}
    return read_words(locale, pieces, lambda name: _taken(folder, f"{_PLACE}/w-{name}"))


def _remove(folder: Path, wanted: Collection[str]) -> None:
    for path in _listed(folder):
        if path.name not in wanted:
            path.unlink()


def _remove_places(folder: Path, words: IndexWords, pieces: Collection[str], written: Collection[str]) -> None:
    """Remove the places of words that have none any more; those of pieces that are as they were stay."""
    wanted, long_keys = {*pieces, *written}, words.long_keys() - words.touched
    for path in _listed(folder):
        name = path.stem.removeprefix("w-")
        key = name.rpartition("-")[0]
        if name not in wanted and key not in long_keys:
            path.unlink()


def _read_facets(folder: Path) -> _Facets:
    return {
        path.stem: {
            value: list(_decoded(text)) for value, text in json.loads(_taken(folder, f"{_FACET}/{path.stem}")).items()
        }
        for path in _listed(folder / _FACET)
    }


def _decoded(text: str) -> Iterator[int]:
    page, value = -1, 0
    for digit in map(DIGITS.index, text):
        if digit >= HALF:
            value = value * HALF + digit - HALF
        else:
            page, value = page + value * HALF + digit, 0
            yield page


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _put(folder: Path, locale: Locale, name: str, value: str) -> None:
    _write_if_new(folder / f"{name}.js", f'rcmSearch("{locale}/{name}",{value});\n')


def _write_if_new(path: Path, text: str) -> None:
    data = text.encode()
    try:
        if path.read_bytes() == data:
            return
    except FileNotFoundError:
        pass
    write_whole(path, data)


def _taken(folder: Path, name: str) -> str:
    """Return what a file hands over, as JSON."""
    text = (folder / f"{name}.js").read_text("utf-8")
    return text[text.index(",") + 1 : text.rindex(")")]


def file_stamps(folder: Path) -> str:
    """Return a digest of the names, sizes and modification times of all files in a folder."""
    found: list[str] = []
    for top, folders, _ in os.walk(folder, onerror=stop):
        folders.sort()
        with os.scandir(top) as entries:
            for entry in entries:
                stat = entry.stat(follow_symlinks=False)
                if not entry.is_dir(follow_symlinks=False):
                    found.append(f"{entry.path[len(str(folder)) :]} {stat.st_size} {stat.st_mtime_ns}")
    return _digest("\n".join(sorted(found)).encode())


def as_notes(found: Indexed) -> dict[str, Any]:
    """Return what is known of an index as plain values."""
    return {name: getattr(found, name) for name in Indexed.__dataclass_fields__}

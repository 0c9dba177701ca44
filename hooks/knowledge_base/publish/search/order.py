"""The pieces of the search index put in order, so that the same site gives the same index.

Pagefind 1.5 numbers pages as the disk happens to list them, and writes the values of filters as they lie in memory.
Here pages are numbered by their addresses and filters sorted, and what changes is named after its content again.

Pieces are CBOR (RFC 8949), gzipped after a mark; Pagefind's ``pagefind/src/index/`` says what they hold:

- the list of everything: ``[version, [[fragment, words], …], [[from, to, chunk], …], [[filter, piece], …], …]``;
- a chunk: ``[[[word, pages, [[spelling, pages], …]], …]]``, where pages are ``[[number, places, places in fields], …]``
  and each number is the difference to the one before;
- a filter: ``[filter, [[value, [number, …]], …]]``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import cbor2

from knowledge_base.locale import Locale

MARK = b"pagefind_dcd"
"""What every piece begins with, once it is unpacked."""

_VERSION = "1.5."
_FIELDS = 6
_DIGITS = 10
_LIST = ".pf_meta"
_GZIP = 16 + zlib.MAX_WBITS


def order_pieces(bundle: Path, locale: Locale, urls: Mapping[str, str]) -> None:
    """Number the pages of a bundle by their addresses, and sort its filters.

    Args:
        bundle: what Pagefind has made of the pages of a language.
        locale: the language.
        urls: the address of each page, by the id of its fragment.

    Raises:
        ValueError: the pieces are not of the form that this was written for.
    """
    (old,) = bundle.glob(f"*{_LIST}")
    record = _read(old)
    version, pages = record[:2]
    if not version.startswith(_VERSION) or len(record) != _FIELDS:
        raise ValueError(f"this is an index of Pagefind {version}, and what is done here was written for {_VERSION}x")
    order = sorted(range(len(pages)), key=lambda number: urls[pages[number][0]])
    numbers = {number: place for place, number in enumerate(order)}
    record[1] = [pages[number] for number in order]
    for chunk in record[2]:
        path = bundle / "index" / f"{chunk[2]}.pf_index"
        chunk[2] = _replace(path, locale, [[_ordered_word(word, numbers) for word in _read(path)[0]]])
    for one in record[3]:
        path = bundle / "filter" / f"{one[1]}.pf_filter"
        name, values = _read(path)
        values = sorted([value, sorted(numbers[number] for number in found)] for value, found in values)
        one[1] = _replace(path, locale, [name, values])
    record[3].sort()
    entry = bundle / "pagefind-entry.json"
    contents = json.loads(entry.read_text("utf-8"))
    contents["languages"][locale]["hash"] = _replace(old, locale, record)
    entry.write_text(json.dumps(contents, sort_keys=True), "utf-8")


def _ordered_word(word: Sequence[Any], numbers: Mapping[int, int]) -> list[Any]:
    text, pages, spellings = word
    return [text, _ordered_pages(pages, numbers), sorted([one, _ordered_pages(of, numbers)] for one, of in spellings)]


def _ordered_pages(pages: Sequence[Any], numbers: Mapping[int, int]) -> list[Any]:
    """Return the pages of a word under their new numbers."""
    found = accumulate(difference for difference, *_ in pages)
    ordered = sorted((numbers[number], *places) for number, (_, *places) in zip(found, pages, strict=True))
    first_of_pairs = ((0,), *ordered)
    return [[page[0] - before[0], *page[1:]] for before, page in pairwise(first_of_pairs)]


def _read(path: Path) -> Any:
    """Return what a piece holds.

    Raises:
        ValueError: it is no piece.
    """
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(MARK):
        raise ValueError(f"{path.name} is no piece as Pagefind {_VERSION}x writes them")
    return cbor2.loads(data[len(MARK) :])


def _replace(path: Path, locale: Locale, value: Any) -> str:
    """Put a piece in the place of another, and return the name that says what is in it."""
    data = MARK + cbor2.dumps(value)
    name = f"{locale}_{hashlib.sha256(data).hexdigest()[:_DIGITS]}"
    path.unlink()
    is_list = path.suffix == _LIST
    # The list is mostly names of pieces. What repeats in those does so by chance, and is longer to point to than say.
    packer = zlib.compressobj(9, wbits=_GZIP, strategy=zlib.Z_FILTERED if is_list else zlib.Z_DEFAULT_STRATEGY)
    target = path.with_name(f"{'pagefind.' if is_list else ''}{name}{path.suffix}")
    target.write_bytes(packer.compress(data) + packer.flush())
    return name

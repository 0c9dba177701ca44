"""The content of the single file, compressed: blocks that a browser unpacks one by one (``single-blocks.js``).

A block is a JSON object of things by name, compressed (zlib, RFC 1950) and written in 85 characters of ASCII, as text
is all that a file can hold that every program passes on as it is: those of ``base64.b85encode``, a sixteenth shorter
than Base64, but with a comma for the character with which a tag begins. The first has the names of what is in each of
the others, and the table of what is said on several pages: a card is on the pages of its topics, countries, bodies and
its year, much too far apart for the compression to see it. An entry of the table is a part of a page, or two entries
that often stand side by side, as in Re-Pair (Larsson and Moffat, Off-line dictionary-based compression, 2000).
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import b85encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_SIZE = 300_000
"""How many characters a block has, uncompressed: each page that is opened has one to unpack."""

_OFTEN = 3
"""So often two entries have to stand side by side to become one."""

MARK = "~"
"""Stands before and after the number of an entry (base 36); two without a number are the character itself."""

_AROUND = re.compile(r"[ \t]*\n\s*")
_PRE = re.compile(r"(<(pre|textarea)\b.*?</\2>)", re.DOTALL)
# Between lines, links and items; and around sentences, which are on the page as the search has them.
_BETWEEN = re.compile(
    r"(?<=\n)|(?<=</li>)(?=<li)|(?<=</a>)(?=<a )|(?<=[.;?!…])(?=[ <])|(?<=[.;?!…] )|(?<=>)(?=[^<\n])|(?=</(?:p|li|dd)>)"
)


def parts_of(content: str) -> list[str]:
    """Return the parts of the HTML of a page that may be on others too, without blanks that only indent."""
    parts = _PRE.split(content)
    # Of three parts the first is between texts that stay as they are, the second is one, the third the name of its tag.
    for at in range(0, len(parts), 3):
        parts[at] = _AROUND.sub("\n", parts[at])
    return _BETWEEN.split("".join(part for at, part in enumerate(parts) if at % 3 != 2))


@dataclass(frozen=True)
class Table:
    """What is said on several pages.

    Attributes:
        texts: the entries, with marks.
        numbers: the number of each part of pages that is an entry.
    """

    texts: Sequence[str]
    numbers: Mapping[str, int]

    def marked(self, part: str) -> str:
        """Return a part, or the mark of its entry if that is shorter."""
        text, number = _escaped(part), self.numbers.get(part)
        return text if number is None else min(_mark(number), text, key=len)


def tabulate(pages: Iterable[Iterable[str]], others: Iterable[str]) -> tuple[Table, list[str]]:
    """Return a table of what is on more than one page, and the pages as texts with marks.

    Args:
        pages: the parts of each page.
        others: texts that are shown elsewhere, each of which may be a part of a page too.
    """
    # A large site has millions of parts, nearly all of them the same few: from here on, they are numbers.
    ids: dict[str, int] = {}
    rows = [[ids.setdefault(part, len(ids)) for part in parts] for parts in pages]
    places = Counter(ids.setdefault(text, len(ids)) for text in others)
    for row in rows:
        places.update(set(row))
    parts = [*ids]
    # What is on most pages has the shortest marks.
    entries = sorted((id_ for id_, found in places.items() if found > 1), key=lambda id_: (-places[id_], parts[id_]))
    texts = [_escaped(parts[id_]) for id_ in entries]
    # Parts that are no entry have numbers below zero.
    numbers = {id_: -1 - id_ for id_ in range(len(parts))} | {id_: number for number, id_ in enumerate(entries)}
    rows = _in_pairs([[numbers[id_] for id_ in row] for row in rows], texts)
    table = Table(texts, {parts[id_]: number for number, id_ in enumerate(entries)})
    return table, [
        "".join(_written(number, texts) if number >= 0 else _escaped(parts[-1 - number]) for number in row)
        for row in rows
    ]


def _in_pairs(rows: list[list[int]], texts: list[str]) -> list[list[int]]:
    """Return the numbers of pages with pairs of entries as entries, and these again, as long as any are frequent.

    Args:
        rows: the numbers of each page.
        texts: the entries, to which the pairs are added.
    """
    while often := _side_by_side(rows):
        places = [_places(row, often) for row in rows]
        used = Counter((row[at], row[at + 1]) for row, found in zip(rows, places, strict=True) for at in found)
        pairs = sorted(pair for pair, times in used.items() if times >= _OFTEN)
        if not pairs:
            break
        numbers = {pair: number for number, pair in enumerate(pairs, len(texts))}
        rows = [_joined(row, found, numbers) for row, found in zip(rows, places, strict=True)]
        texts += [_written(one, texts) + _written(other, texts) for one, other in pairs]
    return rows


def _side_by_side(rows: Iterable[Sequence[int]]) -> dict[tuple[int, int], int]:
    """Return how often two entries stand side by side, those that often do."""
    count: Counter[tuple[int, int]] = Counter()
    for row in rows:
        count.update(pair for pair in pairwise(row) if pair[0] >= 0 <= pair[1])
    return {pair: times for pair, times in count.items() if times >= _OFTEN}


def _places(row: Sequence[int], often: Mapping[tuple[int, int], int]) -> list[int]:
    """Return where such pairs begin on a page; of two that overlap, the more frequent counts."""
    places = []
    at, last = 0, len(row) - 1
    while at < last:
        times = often.get((row[at], row[at + 1]), 0)
        if times and (at + 1 == last or often.get((row[at + 1], row[at + 2]), 0) <= times):
            places.append(at)
            at += 1
        at += 1
    return places


def _joined(row: Sequence[int], places: Iterable[int], numbers: Mapping[tuple[int, int], int]) -> list[int]:
    """Return the numbers of a page with those of pairs in their places."""
    joined: list[int] = []
    begin = 0
    for at in places:
        number = numbers.get((row[at], row[at + 1]))
        if number is not None:
            joined += row[begin:at]
            joined.append(number)
            begin = at + 2
    joined += row[begin:]
    return joined


def _written(number: int, texts: Sequence[str]) -> str:
    """Return the mark of an entry, or the entry itself if that is shorter."""
    return min(_mark(number), texts[number], key=len)


def _mark(number: int) -> str:
    return f"{MARK}{_base_36(number)}{MARK}"


def _escaped(text: str) -> str:
    return text.replace(MARK, MARK + MARK)


def _base_36(number: int) -> str:
    rest, digit = divmod(number, 36)
    return (_base_36(rest) if rest else "") + "0123456789abcdefghijklmnopqrstuvwxyz"[digit]


def blocks_of(things: Iterable[tuple[str, Any]], first: Mapping[str, Any]) -> Iterator[str]:
    """Yield the blocks, compressed.

    Args:
        things: things by name.
        first: what the first block has besides the names of all others.
    """
    names: list[list[str]] = []
    rest: list[str] = []
    size, block = 0, dict[str, Any]()

    def close() -> None:
        nonlocal size, block
        names.append(list(block))
        rest.append(_compressed(block))
        size, block = 0, {}

    for name, value in things:
        block[name] = value
        size += len(_json(value))
        if size >= _SIZE:
            close()
    if block:
        close()
    yield _compressed({**first, "names": names})
    yield from rest


def _compressed(block: Mapping[str, Any]) -> str:
    return b85encode(zlib.compress(_json(block).encode(), 9)).decode().replace("<", ",")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

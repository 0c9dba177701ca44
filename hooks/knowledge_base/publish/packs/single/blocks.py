"""The content of the single file, compressed: blocks that a browser unpacks one by one (``single-blocks.js``).

A block is a JSON object of things by name, compressed (zlib, RFC 1950) and written in 85 characters of ASCII, as text
is all that a file can hold that every program passes on as it is: those of ``base64.b85encode``, a sixteenth shorter
than Base64, but with a comma for the character with which a tag begins. The first has the names of what is in each of
the others, and what is said on several pages: a card is on the pages of its topics, countries, bodies and its year,
much too far apart for the compression to see it.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import b85encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_SIZE = 150_000
"""How many characters a block has, uncompressed: each page that is opened has one to unpack."""

_SHORTEST = 12
"""What is shorter is written where it stands."""

MARK = "~"
"""Stands before and after the number of what is shared (base 36); two without a number are the character itself."""

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


def with_followers(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the parts of pages, each joined with those that follow it wherever it stands: a card becomes one part."""
    places: dict[str, list[tuple[Sequence[str], int]]] = defaultdict(list)
    for page in pages:
        for at, part in enumerate(page):
            places[part].append((page, at))
    followers = {part: _followers(found) for part, found in places.items() if len(found) > 1}
    joined = []
    for page in pages:
        at, parts = 0, list[str]()
        while at < len(page):
            end = at + 1 + followers.get(page[at], 0)
            parts.append("".join(page[at:end]))
            at = end
        joined.append(parts)
    return joined


def _followers(places: Sequence[tuple[Sequence[str], int]]) -> int:
    """Return how many parts are the same after each of some places."""
    first, begin = places[0]
    same = 0
    while begin + same + 1 < len(first):
        wanted = first[begin + same + 1]
        for page, at in places:
            place = at + same + 1
            if place >= len(page) or page[place] != wanted:
                return same
        same += 1
    return same


def shared_parts(pages: Iterable[Iterable[str]]) -> list[str]:
    """Return the parts that are on more than one page, those that are on most of them first."""
    count: Counter[str] = Counter()
    for parts in pages:
        count.update({part for part in parts if len(part) >= _SHORTEST})
    return sorted((part for part, pages_ in count.items() if pages_ > 1), key=lambda part: (-count[part], part))


def with_marks(parts: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Return parts as a text, those that are shared as their numbers between marks."""
    return "".join(
        part.replace(MARK, MARK + MARK) if (number := numbers.get(part)) is None else f"{MARK}{_base_36(number)}{MARK}"
        for part in parts
    )


def _base_36(number: int) -> str:
    rest, digit = divmod(number, 36)
    return (_base_36(rest) if rest else "") + "0123456789abcdefghijklmnopqrstuvwxyz"[digit]


def blocks_of(things: Iterable[Mapping[str, Any]], first: Mapping[str, Any]) -> Iterator[str]:
    """Yield the blocks, compressed.

    Args:
        things: groups of things by name; those of a group are in the same block.
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

    for group in things:
        block |= group
        size += len(_json(group))
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

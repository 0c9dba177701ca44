"""The words of the search index, by which the search box sees that a word is mistyped and which one was meant."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.locale import Locale, fold
from knowledge_base.publish.search.order import MARK

_WORD = re.compile(r"[^\W\d_]{4,}")
MOST_WORDS = 12_000
"""Enough for every word that more than one entry uses, at any size of the site that we measured."""


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """What the index knows of a page.

    Attributes:
        id: of its piece of the index.
        url: from the root of the site.
        content: its words.
        names: other names, in both languages, of what it is about.
    """

    id: str
    url: str
    content: str
    names: str


def read_fragments(bundle: Path) -> Iterator[Fragment]:
    """Yield the fragments of a Pagefind bundle, sorted by id.

    Raises:
        ValueError: a fragment is not of the form that this was written for.
    """
    for path in sorted((bundle / "fragment").glob("*.pf_fragment")):
        data = gzip.decompress(path.read_bytes())
        if not data.startswith(MARK):
            raise ValueError(f"{path.name} is no fragment as Pagefind 1.5 writes them")
        record = json.loads(data[len(MARK) :])
        names = (record["meta"].get(field, "") for field in ("names", "aliases"))
        yield Fragment(id=path.stem, url=record["url"], content=record["content"], names=" ".join(names))


def known_words(fragments: Iterable[Fragment]) -> tuple[str, ...]:
    """Return the words of four letters and more that pages are found by, at most ``MOST_WORDS``.

    Those that stand on most pages come first, and before all that only stand in other names: these are in both
    languages, and a mistyped Spanish word shall not be taken for an English one. Words that differ only in case or
    accents count as one, and stand in their commonest spelling, in lower case.
    """
    pages = tuple(fragments)
    written = _ranked(page.content for page in pages)
    named = _ranked(page.names for page in pages)
    return tuple({**written, **{key: word for key, word in named.items() if key not in written}}.values())[:MOST_WORDS]


def _ranked(texts: Iterable[str]) -> dict[str, str]:
    """Return the commonest spelling of each word, by the word without case and accents, commonest words first."""
    spellings: dict[str, Counter[str]] = {}
    for text in texts:
        for word in {word.lower() for word in _WORD.findall(text)}:
            spellings.setdefault(fold(word), Counter())[word] += 1
    ranked = sorted(spellings.items(), key=lambda item: (-item[1].total(), item[0]))
    return {key: min(counter, key=lambda word: (-counter[word], word)) for key, counter in ranked}


def words_script(words: Iterable[str], locale: Locale) -> str:
    """Return words as a script of the site: a script can be loaded over ``file://`` too, data can't."""
    text = json.dumps(" ".join(words), ensure_ascii=False)
    return f'(window.rcmWords??={{}})["{locale}"]={text};\n'

"""What is kept of a page for the search between builds, and what its file in the index says.

A page is read, and its words are stemmed and counted, when it is made, in the process that makes it. The index is then
put together from what is kept of all pages.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge_base.locale import Locale
from knowledge_base.publish.search.document import Part, SearchDocument, Sentence
from knowledge_base.publish.search.postings import Posting, postings_of
from knowledge_base.view.parts.search_record import SearchRecord

_FASTEST = 1


@dataclass(frozen=True, kw_only=True)
class KeptDocument:
    """What the index is made of, of one page.

    Attributes:
        order: where the page comes among all; see `SearchRecord.order`.
        filters: pairs of a facet and a value.
        shown: what its file in the index says, as JSON.
        postings: what is kept for each form.
    """

    order: str
    filters: tuple[tuple[str, str], ...]
    shown: str
    postings: Mapping[str, Posting]


def keep(document: SearchDocument, locale: Locale) -> bytes:
    """Return what is kept of a page, packed."""
    postings = postings_of(document, locale)
    words = [part for form, one in postings.items() for part in (form, one.level, one.places)]
    plain = json.dumps([document.record.order, document.record.filters, shown_of(document), words], ensure_ascii=False)
    return zlib.compress(plain.encode(), _FASTEST)


def unpack(packed: bytes) -> KeptDocument:
    """Return what `keep` has packed.

    Raises:
        ValueError: it is something else.
    """
    try:
        order, filters, text, words = json.loads(zlib.decompress(packed))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    postings = {form: Posting(*one) for form, *one in _in_threes(words)}
    return KeptDocument(order=order, filters=tuple(map(tuple, filters)), shown=text, postings=postings)


def shown_of(document: SearchDocument) -> str:
    """Return what the file of a page says, as JSON: what results show, and all its words.

    ``[url, title, kind, label, date, where, retired, only, of, [name, …], [term, other names, …], [anchor, place, …],
    [part, number of the place, sentence, …]]``
    """
    record = document.record
    places: dict[tuple[str, str], int] = {}
    sentences: list[str | int] = []
    for one in document.sentences:
        place = places.setdefault((one.anchor, one.place), len(places))
        sentences += (one.part.value, place, one.text)
    card = (record.kind, record.kind_label, record.date, record.where, record.retired, record.only, record.of)
    listed = [part for place in places for part in place]
    aliases = [part for pair in record.aliases for part in pair]
    value = [document.url, document.title, *card, record.names, aliases, listed, sentences]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def document_shown(text: str, order: str) -> SearchDocument:
    """Return the document whose file says this, but for its filters.

    Args:
        text: of `shown_of`.
        order: where the page comes among all; empty or not is what counts.
    """
    url, title, kind, label, date, where, retired, only, of, names, aliases, listed, told = json.loads(text)
    sentences = (
        Sentence(part=Part(part), anchor=listed[2 * place], place=listed[2 * place + 1], text=sentence)
        for part, place, sentence in _in_threes(told)
    )
    record = SearchRecord(
        filters=(),
        names=tuple(names),
        aliases=tuple(zip(aliases[::2], aliases[1::2], strict=True)),
        kind=kind,
        kind_label=label,
        date=date,
        where=where,
        retired=retired,
        only=only,
        of=of,
        order=order,
    )
    return SearchDocument(url=url, title=title, record=record, sentences=tuple(sentences))


def _in_threes(values: list[Any]) -> Iterator[tuple[Any, Any, Any]]:
    return zip(values[::3], values[1::3], values[2::3], strict=True)

"""Feeds as text: the Atom Syndication Format (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

# What XML 1.0 (2.2) has no room for, not even escaped.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """An entry of a feed.

    Attributes:
        id: its permanent IRI.
        title: its title.
        summary: what it is about, as plain text.
        url: its page.
        language: the language of its text.
        published: the day on which it was written.
        updated: the day on which it was changed last.
        categories: pairs of an IRI and a name, of what it is about.
    """

    id: str
    title: str
    summary: str
    url: str
    language: str
    published: dt.date
    updated: dt.date
    categories: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed.

    Attributes:
        id: its permanent IRI.
        title: its title.
        author: who publishes it.
        language: the language of its texts.
        itself: where it is published.
        page: the page with the same content.
        updated: the day on which anything in it was changed last.
        entries: its entries, those that were changed last first.
    """

    id: str
    title: str
    author: str
    language: str
    itself: str
    page: str
    updated: dt.date
    entries: Sequence[FeedEntry]


def atom(feed: Feed) -> bytes:
    """Return a feed as XML."""
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', *_feed(feed), ""]).encode()


def _feed(feed: Feed) -> Iterator[str]:
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_attribute(feed.language)}>'
    yield f"<id>{_text(feed.id)}</id>"
    yield f"<title>{_text(feed.title)}</title>"
    yield f"<updated>{_moment(feed.updated)}</updated>"
    yield f"<author><name>{_text(feed.author)}</name></author>"
    yield f'<link rel="self" type="application/atom+xml" href={_attribute(feed.itself)}/>'
    yield f'<link rel="alternate" type="text/html" href={_attribute(feed.page)}/>'
    for entry in feed.entries:
        language = "" if entry.language == feed.language else f" xml:lang={_attribute(entry.language)}"
        yield f"<entry{language}>"
        yield f"<id>{_text(entry.id)}</id>"
        yield f"<title>{_text(entry.title)}</title>"
        yield f"<published>{_moment(entry.published)}</published>"
        yield f"<updated>{_moment(entry.updated)}</updated>"
        yield f'<link rel="alternate" type="text/html" href={_attribute(entry.url)}/>'
        for term, label in entry.categories:
            yield f"<category term={_attribute(term)} label={_attribute(label)}/>"
        yield f"<summary>{_text(entry.summary)}</summary>"
        yield "</entry>"
    yield "</feed>"


def _text(text: str) -> str:
    return escape(_IMPOSSIBLE.sub("", text))


def _attribute(text: str) -> str:
    return quoteattr(_IMPOSSIBLE.sub("", text))


def _moment(day: dt.date) -> str:
    # The content says on which day it was changed, not when on that day.
    return f"{day.isoformat()}T00:00:00Z"

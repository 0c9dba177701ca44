"""Finds translations that are missing, unfinished or stale, shows what changed since, and confirms them.

A translation stores the `text_hash` of the original that it was made from. To find that version, we search the history
of the original for content with the same hash. Unlike a commit id, the hash survives rebasing and squashing.
"""

from __future__ import annotations

import difflib
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.assemble.hashing import text_hash, text_lines
from knowledge_base.locale import Locale
from knowledge_base.parse.document import Page, parse_document
from knowledge_base.problems import Position
from knowledge_base.read import SourceFile, decode


class State(StrEnum):
    """What is wrong with a translation."""

    MISSING = "missing"
    DRAFT = "draft"
    STALE = "stale"


@dataclass(frozen=True)
class Wanted:
    """A translation that needs work.

    Attributes:
        entry: the entry.
        locale: the language of the translation.
        state: what is wrong with it.
    """

    entry: Entry
    locale: Locale
    state: State


def wanted_translations(entries: Mapping[str, Entry]) -> tuple[Wanted, ...]:
    """Return the translations that need work, sorted by id. An unpublished entry may still lack its translation."""
    found = []
    for _, entry in sorted(entries.items()):
        version = entry.versions.get(entry.original.other)
        if version is None and entry.public:
            found.append(Wanted(entry, entry.original.other, State.MISSING))
        elif version is not None and version.stale:
            found.append(Wanted(entry, version.locale, State.STALE))
        elif version is not None and version.draft:
            found.append(Wanted(entry, version.locale, State.DRAFT))
    return tuple(found)


class TextChange(StrEnum):
    """The kind of a piece of a diff."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Passage:
    """A changed text, as a word diff.

    Attributes:
        field: the path of the field, as `written` formats it; empty for a line of the body.
        pieces: runs of words in order, each with its kind.
    """

    field: str
    pieces: tuple[tuple[TextChange, str], ...]


def changed_since(entry: Entry, contents: Iterable[bytes]) -> tuple[Passage, ...] | None:
    """Return what changed in an original since it was translated.

    Args:
        entry: an entry with a stale translation and its source text (`entries_of`).
        contents: earlier contents of the file of the original, newest first (`earlier_contents`).

    Returns:
        The texts that changed; ``None`` if no content has the hash that was translated.
    """
    original = entry.versions[entry.original]
    translation = entry.versions[entry.original.other].translation
    for data in contents:
        page = _page(original, data)
        if translation and text_hash(entry.kind.record, page.tree.data, page.body) == translation.source_hash:
            return tuple(_passages(_lines(entry, page), _lines(entry, original.page)))
    return None


def _page(version: Version, data: bytes) -> Page:
    source = version.page.source
    text, _ = decode(data, source.path, source.locale)
    page, _ = parse_document(SourceFile(path=source.path, locale=source.locale, address=source.address, text=text))
    return page


def _lines(entry: Entry, page: Page) -> list[tuple[str, str]]:
    return [line for line in text_lines(entry.kind.record, page.tree.data, page.body) if line[1]]


def _passages(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> Iterator[Passage]:
    matcher = difflib.SequenceMatcher(None, [text for _, text in before], [text for _, text in after], autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            for old, new in zip_longest(before[start:end], after[new_start:new_end]):
                field, _ = new or old
                yield Passage(field, tuple(_pieces(old[1] if old else "", new[1] if new else "")))


def _pieces(before: str, after: str) -> Iterator[tuple[TextChange, str]]:
    """Yield the word diff of two versions of a text."""
    old, new = before.split(), after.split()
    for tag, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield TextChange.SAME, " ".join(old[start:end])
        else:
            runs = (TextChange.REMOVED, old[start:end]), (TextChange.ADDED, new[new_start:new_end])
            yield from ((change, " ".join(words)) for change, words in runs if words)


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def confirmed(data: bytes, position: Position, old: str, new: str) -> bytes | None:
    """Replace the hash in a file, and leave every other byte as it is.

    Args:
        data: the content of the file.
        position: the position of the old hash, or of its opening quote.
        old: the old hash.
        new: the new hash.

    Returns:
        The new content; ``None`` if the old hash is not at that position, or the file is not UTF-8.
    """
    try:
        lines = _LINE.findall(data.removeprefix(BOM_UTF8).decode("utf-8"))
    except UnicodeDecodeError:
        return None
    line = lines[position.line - 1]
    before, rest = line[: position.column - 1], line[position.column - 1 :]
    quote = rest[:1] if rest[:1] in ("'", '"') else ""
    if not rest.startswith(f"{quote}{old}"):
        return None
    lines[position.line - 1] = f"{before}{quote}{new}{rest[len(quote) + len(old) :]}"
    start = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    return start + "".join(lines).encode("utf-8")

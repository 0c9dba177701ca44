"""Migrates sources that repeat a document of the list of documents to naming it (see CHANGELOG).

A source whose title is that of
a document, and which says nothing else of the document than the list does, becomes ``document:`` with its id. Its page
or section, the day on which it was read and all other lines stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import yaml

from knowledge_base.contribute.migrate.lines import in_front_matter
from knowledge_base.model.documents import Document
from knowledge_base.model.record import DOCUMENT_FACTS, Source

_ITEM = re.compile(r"( *)- +(\w+):")
_FIELD = re.compile(r" *(?:- +)?(\w+): +[^|>#&*!\[{ ][^#]*")


def naming_documents(text: str, documents: Iterable[Document]) -> str:
    """Return the text of an entry whose sources name the documents that they describe as the list does.

    Args:
        text: the text of the file.
        documents: the documents of the list.
    """
    by_title = {document.title: document for document in documents}
    return in_front_matter(text, lambda lines: _naming(lines, by_title))


def _naming(lines: list[str], by_title: Mapping[str, Document]) -> list[str]:
    out: list[str] = []
    place = 0
    while place < len(lines):
        end = place + 1
        if found := _ITEM.match(lines[place]):
            while end < len(lines) and lines[end].startswith(f"{found[1]}  ") and not _ITEM.match(lines[end]):
                end += 1
            out += _named(lines[place:end], found[1], by_title)
        else:
            out.append(lines[place])
        place = end
    return out


def _named(item: list[str], indent: str, by_title: Mapping[str, Document]) -> list[str]:
    """Return the lines of an item of a list, with those that describe a document replaced by one that names it."""
    fields = [found[1] if (found := _FIELD.fullmatch(line)) else "" for line in item]
    if not all(fields) or not set(fields) <= Source.model_fields.keys():
        return item
    given: dict[str, object] = yaml.load("\n".join(item), yaml.BaseLoader)[0]  # noqa: S506 - makes strings only
    document = by_title.get(str(given.get("title")))
    if document is None or any(
        str(given[name]) != str(getattr(document, name)) for name in set(DOCUMENT_FACTS) & given.keys()
    ):
        return item
    kept = [line for line, name in zip(item, fields, strict=True) if name not in DOCUMENT_FACTS]
    return [f"{indent}- document: {document.id}", *(re.sub(r"^( *)- ", r"\1  ", line) for line in kept)]

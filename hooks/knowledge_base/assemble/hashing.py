"""The hash of a text, by which a translation knows whether its original has changed."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from knowledge_base.model.shape import shape_of, texts, written

HASH_LENGTH = 12


def text_hash(model: type[BaseModel], data: Mapping[str, Any], body: str) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 (FIPS 180-4) of all that a translator translates.

    It covers the title, the summary, every other translatable text of the front matter and the body, in Unicode NFC,
    white space at the ends of lines aside. Facts are not in it: to correct a date leaves the translation valid.

    Args:
        model: the model of the entry.
        data: its front matter.
        body: its Markdown.
    """
    lines = (f"{field}={words}" if field else words for field, words in text_lines(model, data, body))
    text = unicodedata.normalize("NFC", "\n".join(lines))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]


def text_lines(model: type[BaseModel], data: Mapping[str, Any], body: str) -> Iterator[tuple[str, str]]:
    """Yield all that a translator translates, in order: the field, and its words; lines of the body have no field.

    Args:
        model: the model of the entry.
        data: its front matter.
        body: its Markdown.
    """
    for path, text in texts(shape_of(model), data):
        yield written(path), " ".join(text.split())
    for line in body.strip().split("\n"):
        yield "", line.rstrip()

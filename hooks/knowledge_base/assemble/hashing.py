"""The hash of the translatable content of an entry, by which stale translations are detected.

A translation stores the hash of the original that it was made from (``source_hash``), and is stale when the original no
longer has that hash. Changes that do not concern translators must not change it: facts, the layout of the YAML,
trailing and doubled white space, the Unicode normalisation form that an editor saves. And the algorithm must stay as it
is, or every translation becomes stale.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from knowledge_base.model.shape import shape_of, texts, written

HASH_LENGTH = 12
_BLANKS = re.compile(r"(?<=\S)[ \t]+(?=\S)")


def text_hash(model: type[BaseModel], data: Mapping[str, Any], body: str) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 (FIPS 180-4) of everything that is translated.

    The input is `text_lines` joined by newlines, with ``field=`` before each text of the front matter, in Unicode NFC
    and UTF-8. 48 bits are enough: a hash is only compared with those of versions of the same file.

    Args:
        model: the model of the entry.
        data: its front matter.
        body: its Markdown.
    """
    lines = (f"{field}={words}" if field else words for field, words in text_lines(model, data, body))
    text = unicodedata.normalize("NFC", "\n".join(lines))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]


def text_lines(model: type[BaseModel], data: Mapping[str, Any], body: str) -> Iterator[tuple[str, str]]:
    """Yield everything that is translated, as pairs of field and text.

    First the texts of the front matter in the order of the model, with white space collapsed, so that their layout in
    YAML does not count. Then the lines of the body without trailing white space, and with one blank where several stand
    between words; their field is empty.

    Args:
        model: the model of the entry.
        data: its front matter, which need not be valid.
        body: its Markdown.
    """
    for path, text in texts(shape_of(model), data):
        yield written(path), " ".join(text.split())
    for line in body.strip().split("\n"):
        yield "", _BLANKS.sub(" ", line.rstrip()) if "  " in line or "\t" in line else line.rstrip()
